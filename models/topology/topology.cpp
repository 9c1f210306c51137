#include "models/topology/topology.h"

#include <algorithm>

namespace skybro::topology {

using namespace Qt::StringLiterals;

namespace {

template <typename T>
const T *find(const QList<T> &list, const QString &id)
{
    const auto found = std::ranges::find(list, id, &T::id);
    return found == list.end() ? nullptr : &*found;
}

} // namespace

NodeCounts Vnet::counts() const
{
    NodeCounts sum;
    for (const Subnet &subnet : subnets) {
        sum.total += subnet.counts.total;
        sum.isWhole = sum.isWhole && subnet.counts.isWhole;
        for (size_t i = 0; i < sum.byState.size(); ++i)
            sum.byState[i] += subnet.counts.byState[i];
    }
    return sum;
}

bool Peering::isConnected() const
{
    return state.compare("Connected"_L1, Qt::CaseInsensitive) == 0;
}

const Vnet *Topology::vnet(const QString &id) const
{
    return find(vnets, id);
}

const Gateway *Topology::gateway(const QString &id) const
{
    return find(gateways, id);
}

const Site *Topology::site(const QString &id) const
{
    return find(sites, id);
}

QList<Problem> Topology::problemsOf(const QString &place) const
{
    QList<Problem> found;
    std::ranges::copy_if(problems, std::back_inserter(found),
                         [&](const Problem &problem) { return problem.place == place; });
    return found;
}

TunnelTraffic Tunnel::traffic() const
{
    if (probed != TunnelTraffic::Unknown)
        return probed;
    if (status.compare("Connected"_L1, Qt::CaseInsensitive) == 0)
        return TunnelTraffic::Passes;
    return status.compare("NotConnected"_L1, Qt::CaseInsensitive) == 0 ? TunnelTraffic::Nothing
                                                                       : TunnelTraffic::Unknown;
}

QString toWord(Problem::Kind kind)
{
    switch (kind) {
    case Problem::Kind::AddressOverlap:
        return u"address-overlap"_s;
    case Problem::Kind::TunnelNotConnected:
        return u"tunnel-not-connected"_s;
    case Problem::Kind::NetworkUnknownToAzure:
        return u"network-unknown-to-azure"_s;
    case Problem::Kind::ConnectionUnknown:
        return u"connection-unknown"_s;
    case Problem::Kind::PeeringNotConnected:
        return u"peering-not-connected"_s;
    case Problem::Kind::NoRouteToSite:
        return u"no-route-to-site"_s;
    case Problem::Kind::PortBlocked:
        return u"port-blocked"_s;
    case Problem::Kind::NodesOutside:
        return u"nodes-outside"_s;
    case Problem::Kind::NameServerOutOfReach:
        return u"name-server-out-of-reach"_s;
    case Problem::Kind::GatewayAddressDiffers:
        return u"gateway-address-differs"_s;
    case Problem::Kind::GatewaySubnetGuarded:
        return u"gateway-subnet-guarded"_s;
    }
    Q_UNREACHABLE();
}

QString toWord(Problem::Severity severity)
{
    return severity == Problem::Severity::Error ? u"error"_s : u"warning"_s;
}

} // namespace skybro::topology
