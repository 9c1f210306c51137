#include "models/topology/reach.h"

namespace skybro::topology {

using namespace Qt::StringLiterals;

Reach::Reach(const Topology &topology)
    : m_topology(topology)
{
    for (const Gateway &gateway : topology.gateways)
        m_gateways.insert(gateway.vnet, &gateway);
    QHash<QString, const Gateway *> lent;
    for (const Peering &peering : topology.peerings) {
        if (!peering.isConnected())
            continue;
        m_peers[peering.vnet].insert(peering.remote);
        m_peers[peering.remote].insert(peering.vnet);
        const QString borrower = peering.gatewayVnet == peering.vnet ? peering.remote : peering.vnet;
        if (const Gateway *gateway = m_gateways.value(peering.gatewayVnet))
            lent.insert(borrower, gateway);
    }
    m_gateways.insert(lent);
    QHash<QString, const Vnet *> vnets;
    for (const Vnet &vnet : topology.vnets)
        vnets.insert(vnet.id, &vnet);
    for (const Vnet &vnet : topology.vnets) {
        AddressSpace &space = m_spaces[vnet.id];
        space.add(vnet.prefixes);
        for (const QString &peer : peersOf(vnet.id)) {
            if (const Vnet *other = vnets.value(peer))
                space.add(other->prefixes);
        }
        if (const Gateway *gateway = gatewayOf(vnet.id))
            space.add(sitesBehind(*gateway));
    }
    for (const RouteTable &table : topology.routeTables)
        m_routeTables.insert(table.id, &table);
}

const Gateway *Reach::gatewayOf(const QString &vnet) const
{
    return m_gateways.value(vnet);
}

const QSet<QString> &Reach::peersOf(const QString &vnet) const
{
    static const QSet<QString> none;
    const auto found = m_peers.constFind(vnet);
    return found == m_peers.constEnd() ? none : *found;
}

const AddressSpace &Reach::spaceOf(const QString &vnet) const
{
    static const AddressSpace none;
    const auto found = m_spaces.constFind(vnet);
    return found == m_spaces.constEnd() ? none : *found;
}

AddressSpace Reach::sitesBehind(const Gateway &gateway) const
{
    AddressSpace space;
    for (const Tunnel &tunnel : m_topology.tunnels) {
        const Site *site = tunnel.gateway == gateway.id ? m_topology.site(tunnel.site) : nullptr;
        if (!site)
            continue;
        // With BGP, or by ExpressRoute, the networks are learnt from the other end: what the site file says
        // is then taken for known.
        const bool isLearnt = tunnel.bgp || site->known.isEmpty();
        space.add(isLearnt ? site->networks : site->known);
    }
    return space;
}

bool Reach::areConnected(const QString &vnet, const QString &other) const
{
    return vnet == other || peersOf(vnet).contains(other);
}

Reach::Verdict Reach::routeTo(const IpNetwork &network, const Vnet &vnet, const Subnet &subnet) const
{
    Verdict verdict;
    int longest = -1;
    const RouteTable *table = m_routeTables.value(subnet.routeTable);
    const Gateway *gateway = gatewayOf(vnet.id);
    if (gateway && (!table || table->learnsGatewayRoutes)) {
        const AddressSpace sites = sitesBehind(*gateway);
        for (const IpNetwork &known : sites.networks()) {
            if (known.contains(network) && known.prefix() > longest) {
                longest = known.prefix();
                verdict = {Route::Gateway, {}};
            }
        }
    }
    if (!table)
        return verdict;
    for (const RouteTable::Route &route : table->routes) {
        const auto prefix = IpNetwork::parse(route.prefix); // service tags hold no private networks
        if (!prefix || !prefix->contains(network) || prefix->prefix() < longest)
            continue;
        longest = prefix->prefix();
        if (route.nextHop.startsWith("VirtualNetworkGateway"_L1, Qt::CaseInsensitive))
            verdict = {gateway ? Route::Gateway : Route::Nowhere, route.name};
        else if (route.nextHop.startsWith("VirtualAppliance"_L1, Qt::CaseInsensitive))
            verdict = {Route::Appliance, route.name};
        else
            verdict = {Route::Elsewhere, route.name};
    }
    return verdict;
}

QList<IpNetwork> Reach::routedWithin(const IpNetwork &network, const Subnet &subnet) const
{
    QList<IpNetwork> parts;
    if (const RouteTable *table = m_routeTables.value(subnet.routeTable)) {
        for (const RouteTable::Route &route : table->routes) {
            const auto prefix = IpNetwork::parse(route.prefix);
            if (prefix && network.contains(*prefix) && prefix->prefix() > network.prefix())
                parts.append(*prefix);
        }
    }
    return parts;
}

} // namespace skybro::topology
