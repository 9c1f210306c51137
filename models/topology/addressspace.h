#pragma once

#include "models/base/ipnetwork.h"

#include <QList>
#include <QStringList>

namespace skybro::topology {

/// Networks taken together: all that a Vnet or a site has. What is no network in text is left out.
class AddressSpace
{
public:
    AddressSpace() = default;
    explicit AddressSpace(const QStringList &prefixes) { add(prefixes); }

    void add(const QStringList &prefixes);
    void add(const AddressSpace &other) { m_networks += other.m_networks; }

    [[nodiscard]] bool isEmpty() const { return m_networks.isEmpty(); }
    [[nodiscard]] const QList<IpNetwork> &networks() const { return m_networks; }
    /// Whether one of them holds all of `network`.
    [[nodiscard]] bool contains(const IpNetwork &network) const;
    [[nodiscard]] bool overlaps(const IpNetwork &network) const;
    /// The first pair with an address in common: ours, the other's.
    [[nodiscard]] std::optional<std::pair<IpNetwork, IpNetwork>> overlap(const AddressSpace &other) const;

private:
    QList<IpNetwork> m_networks;
};

} // namespace skybro::topology
