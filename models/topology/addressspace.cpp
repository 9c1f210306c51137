#include "models/topology/addressspace.h"

#include <algorithm>

namespace skybro::topology {

void AddressSpace::add(const QStringList &prefixes)
{
    for (const QString &prefix : prefixes) {
        if (const auto network = IpNetwork::parse(prefix))
            m_networks.append(*network);
    }
}

bool AddressSpace::contains(const IpNetwork &network) const
{
    return std::ranges::any_of(m_networks, [&](const IpNetwork &one) { return one.contains(network); });
}

bool AddressSpace::overlaps(const IpNetwork &network) const
{
    return std::ranges::any_of(m_networks, [&](const IpNetwork &one) { return one.overlaps(network); });
}

std::optional<std::pair<IpNetwork, IpNetwork>> AddressSpace::overlap(const AddressSpace &other) const
{
    for (const IpNetwork &ours : m_networks) {
        for (const IpNetwork &theirs : other.m_networks) {
            if (ours.overlaps(theirs))
                return std::pair(ours, theirs);
        }
    }
    return std::nullopt;
}

} // namespace skybro::topology
