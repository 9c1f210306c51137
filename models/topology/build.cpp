#include "models/topology/build.h"

#include "models/azure/resourceid.h"
#include "models/topology/addressspace.h"
#include "models/topology/problems.h"
#include "models/topology/sites.h"

#include <QMap>
#include <QSet>

#include <algorithm>

namespace skybro::topology {

using namespace Qt::StringLiterals;
using azure::ResourceId;

namespace {

QString key(const QString &id)
{
    return id.isEmpty() ? QString() : ResourceId::key(id);
}

QString nameOf(const QString &id)
{
    const auto parsed = ResourceId::parse(id);
    return parsed ? parsed->name : id.section(u'/', -1);
}

template <typename T>
void sortByName(QList<T> &list)
{
    std::ranges::sort(list, [](const T &left, const T &right) {
        if (fleet::naturalLess(left.name, right.name) || fleet::naturalLess(right.name, left.name))
            return fleet::naturalLess(left.name, right.name);
        return left.id < right.id;
    });
}

/// The address of a machine's first interface, by its key.
QHash<QString, azure::NetworkInterface::Address> firstAddresses(const NetworkLists &lists)
{
    QHash<QString, azure::NetworkInterface::Address> first;
    for (const azure::NetworkInterface &nic : lists.interfaces) {
        if (nic.virtualMachineId.isEmpty() || nic.addresses.isEmpty())
            continue;
        azure::NetworkInterface::Address &address = first[key(nic.virtualMachineId)];
        if (address.subnetId.isEmpty() || nic.primary)
            address = nic.addresses.first();
    }
    return first;
}

/// The nodes by the subnet of their first interface, and those that have none.
struct NodePlaces
{
    QHash<QString, QList<NodePoint>> bySubnet;
    QList<NodePoint> unplaced;
    bool areWhole = true;
};

/// Who lists the nodes does not always ask for their addresses: `input` learns them here.
NodePlaces placeNodes(TopologyInput &input)
{
    const QHash<QString, azure::NetworkInterface::Address> first = firstAddresses(input.lists);
    NodePlaces places;
    places.areWhole = input.nodesAreTold && input.lists.interfacesAreWhole;
    for (fleet::Node &node : input.nodes) {
        const QString id = fleet::nodeKey(node.id);
        const azure::NetworkInterface::Address address = first.value(id);
        const QString subnet = key(address.subnetId);
        if (node.privateIp.isEmpty())
            node.privateIp = address.privateIp;
        QList<NodePoint> &list = subnet.isEmpty() ? places.unplaced : places.bySubnet[subnet];
        list.append({id, node.name, node.powerState, node.privateIp});
    }
    for (QList<NodePoint> &list : places.bySubnet)
        sortByName(list);
    sortByName(places.unplaced);
    return places;
}

Subnet makeSubnet(const azure::Subnet &from, const QHash<QString, QList<PrivateEndpoint>> &endpoints,
                  const NodePlaces &places)
{
    Subnet subnet;
    subnet.id = key(from.id);
    subnet.name = from.name;
    subnet.prefixes = from.addressPrefixes;
    subnet.isGatewaySubnet = from.name.compare("GatewaySubnet"_L1, Qt::CaseInsensitive) == 0;
    subnet.securityGroup = key(from.networkSecurityGroupId);
    subnet.routeTable = key(from.routeTableId);
    if (!from.natGatewayId.isEmpty())
        subnet.natGateway = nameOf(from.natGatewayId);
    subnet.delegations = from.delegations;
    subnet.serviceEndpoints = from.serviceEndpoints;
    subnet.nodes = places.bySubnet.value(subnet.id);
    for (const NodePoint &node : std::as_const(subnet.nodes))
        subnet.counts.add(node.state);
    subnet.counts.isWhole = places.areWhole;
    subnet.endpoints = endpoints.value(subnet.id);
    return subnet;
}

QList<Vnet> makeVnets(const TopologyInput &input, const NodePlaces &places)
{
    QHash<QString, QList<PrivateEndpoint>> endpoints;
    for (const azure::PrivateEndpoint &from : input.lists.endpoints)
        endpoints[key(from.subnetId)].append(
            {key(from.id), from.name, nameOf(from.serviceId), from.groupIds, from.status});
    for (QList<PrivateEndpoint> &list : endpoints)
        sortByName(list);
    QList<Vnet> vnets;
    for (const azure::VirtualNetwork &from : input.lists.vnets) {
        Vnet vnet;
        vnet.id = key(from.id);
        vnet.name = from.name;
        vnet.resourceGroup = from.resourceGroup;
        vnet.location = from.location;
        vnet.prefixes = from.addressPrefixes;
        vnet.dnsServers = from.dnsServers;
        for (const azure::Subnet &subnet : from.subnets)
            vnet.subnets.append(makeSubnet(subnet, endpoints, places));
        sortByName(vnet.subnets);
        vnets.append(std::move(vnet));
    }
    return vnets;
}

/// Each pair once, with what both sides say; Vnets that only a peering tells of are added.
QList<Peering> makePeerings(const TopologyInput &input, QList<Vnet> &vnets)
{
    QSet<QString> known;
    for (const Vnet &vnet : std::as_const(vnets))
        known.insert(vnet.id);
    // In this order, the first that tells of a foreign Vnet is always the same.
    QMap<QString, const azure::VirtualNetwork *> sorted;
    for (const azure::VirtualNetwork &from : input.lists.vnets)
        sorted.insert(key(from.id), &from);
    QHash<std::pair<QString, QString>, Peering> byPair;
    for (const auto &[own, from] : sorted.asKeyValueRange()) {
        for (const azure::VirtualNetworkPeering &side : from->peerings) {
            const QString remote = key(side.remoteVnetId);
            if (remote.isEmpty() || remote == own)
                continue;
            if (!known.contains(remote)) {
                known.insert(remote);
                Vnet foreign;
                foreign.id = remote;
                foreign.name = nameOf(side.remoteVnetId);
                foreign.prefixes = side.remoteAddressPrefixes;
                foreign.isForeign = true;
                if (const auto id = ResourceId::parse(side.remoteVnetId))
                    foreign.resourceGroup = id->resourceGroup;
                vnets.append(std::move(foreign));
            }
            Peering &peering = byPair[std::minmax(own, remote)];
            const bool isFirst = peering.id.isEmpty() || key(side.id) < peering.id;
            if (peering.state.isEmpty() || peering.isConnected())
                peering.state = side.state.isEmpty() ? u"Unknown"_s : side.state;
            if (isFirst) {
                peering.id = key(side.id);
                peering.vnet = own;
                peering.remote = remote;
            }
            if (side.useRemoteGateways)
                peering.gatewayVnet = remote;
            peering.isClosed = peering.isClosed || !side.allowVirtualNetworkAccess;
        }
    }
    QList<Peering> peerings = byPair.values();
    std::ranges::sort(peerings, {}, &Peering::id);
    return peerings;
}

QList<Gateway> makeGateways(const TopologyInput &input)
{
    QHash<QString, QString> publicIps;
    for (const azure::PublicIpAddress &ip : input.lists.publicIps)
        publicIps.insert(key(ip.id), ip.address);
    QList<Gateway> gateways;
    for (const azure::VirtualNetworkGateway &from : input.lists.gateways) {
        Gateway gateway;
        gateway.id = key(from.id);
        gateway.name = from.name;
        gateway.type = from.gatewayType;
        gateway.sku = from.sku;
        gateway.generation = from.generation;
        gateway.activeActive = from.activeActive;
        gateway.bgp = from.enableBgp;
        gateway.provisioningState = from.provisioningState;
        for (const azure::VirtualNetworkGateway::Address &address : from.addresses) {
            if (gateway.subnet.isEmpty())
                gateway.subnet = key(address.subnetId);
            const QString ip = publicIps.value(key(address.publicIpId));
            if (!ip.isEmpty())
                gateway.addresses.append(ip);
        }
        if (gateway.addresses.isEmpty())
            gateway.addresses = from.tunnelAddresses;
        gateway.vnet = gateway.subnet.section(u"/subnets/"_s, 0, 0);
        gateways.append(std::move(gateway));
    }
    sortByName(gateways);
    return gateways;
}

QList<Tunnel> makeTunnels(const TopologyInput &input)
{
    QList<Tunnel> tunnels;
    for (const azure::GatewayConnection &from : input.lists.connections) {
        tunnels.append({.id = key(from.id),
                        .name = from.name,
                        .gateway = key(from.gatewayId),
                        .site = key(from.localGatewayId),
                        .peer = key(from.peerGatewayId),
                        .type = from.type,
                        .protocol = from.protocol,
                        .status = from.status.isEmpty() ? u"Unknown"_s : from.status,
                        .ingressBytes = from.ingressBytes,
                        .egressBytes = from.egressBytes,
                        .bgp = from.enableBgp,
                        .probed = input.traffic.value(key(from.id))});
    }
    sortByName(tunnels);
    return tunnels;
}

/// Whose gateway has a tunnel to the one that the site file names.
QSet<QString> connectedWithUs(const TopologyInput &input, const Topology &all)
{
    const site::Gateway &ours = input.site.gateway;
    QSet<QString> vnets;
    for (const azure::LocalNetworkGateway &local : input.lists.localGateways) {
        const bool isOurs = (!ours.address.isEmpty() && local.address == ours.address) ||
                            (!ours.host.isEmpty() && local.fqdn.compare(ours.host, Qt::CaseInsensitive) == 0);
        for (const Tunnel &tunnel : all.tunnels) {
            const Gateway *gateway =
                isOurs && tunnel.site == key(local.id) ? all.gateway(tunnel.gateway) : nullptr;
            if (gateway)
                vnets.insert(gateway->vnet);
        }
    }
    return vnets;
}

/// The Vnets to show: see build().
QSet<QString> members(const TopologyInput &input, const Topology &all)
{
    const QStringList &groups = input.site.azure.resourceGroups;
    const bool hasNodes =
        std::ranges::any_of(all.vnets, [](const Vnet &vnet) { return vnet.counts().total > 0; });
    const bool isUnbounded = groups.isEmpty() && !hasNodes;
    QSet<QString> shown = hasNodes ? QSet<QString>() : connectedWithUs(input, all);
    for (const Vnet &vnet : all.vnets) {
        if (isUnbounded || vnet.counts().total > 0 ||
            groups.contains(vnet.resourceGroup, Qt::CaseInsensitive))
            shown.insert(vnet.id);
    }
    QHash<QString, QStringList> neighbours;
    const auto join = [&](const QString &one, const QString &other) {
        neighbours[one].append(other);
        neighbours[other].append(one);
    };
    for (const Peering &peering : all.peerings)
        join(peering.vnet, peering.remote);
    for (const Tunnel &tunnel : all.tunnels) {
        const Gateway *own = all.gateway(tunnel.gateway);
        const Gateway *peer = all.gateway(tunnel.peer);
        if (own && peer)
            join(own->vnet, peer->vnet);
    }
    QStringList left(shown.begin(), shown.end());
    while (!left.isEmpty()) {
        for (const QString &next : neighbours.value(left.takeLast())) {
            if (!shown.contains(next)) {
                shown.insert(next);
                left.append(next);
            }
        }
    }
    return shown;
}

void keepMembers(Topology &topology, const QSet<QString> &shown)
{
    topology.vnets.removeIf([&](const Vnet &vnet) { return !shown.contains(vnet.id); });
    topology.peerings.removeIf([&](const Peering &peering) { return !shown.contains(peering.vnet); });
    topology.gateways.removeIf([&](const Gateway &gateway) { return !shown.contains(gateway.vnet); });
    topology.tunnels.removeIf([&](const Tunnel &tunnel) { return !topology.gateway(tunnel.gateway); });
}

void addGuards(Topology &topology, const TopologyInput &input)
{
    QSet<QString> used;
    for (const Vnet &vnet : std::as_const(topology.vnets)) {
        for (const Subnet &subnet : vnet.subnets)
            used << subnet.securityGroup << subnet.routeTable;
    }
    for (const azure::NetworkSecurityGroup &from : input.lists.securityGroups) {
        if (!used.contains(key(from.id)))
            continue;
        const auto own = std::ranges::count_if(from.rules, [](const azure::SecurityRule &rule) {
            return rule.priority < azure::SecurityRule::firstDefault;
        });
        topology.securityGroups.append({key(from.id), from.name, static_cast<int>(own)});
    }
    for (const azure::RouteTable &from : input.lists.routeTables) {
        if (!used.contains(key(from.id)))
            continue;
        RouteTable table{key(from.id), from.name, !from.disableBgpRoutePropagation, {}};
        for (const azure::RouteTable::Route &route : from.routes)
            table.routes.append({route.name, route.addressPrefix,
                                 u"%1 %2"_s.arg(route.nextHopType, route.nextHopAddress).trimmed()});
        topology.routeTables.append(std::move(table));
    }
    sortByName(topology.securityGroups);
    sortByName(topology.routeTables);
}

} // namespace

Topology build(TopologyInput input)
{
    const NodePlaces places = placeNodes(input);
    Topology topology;
    topology.vnets = makeVnets(input, places);
    topology.peerings = makePeerings(input, topology.vnets);
    topology.gateways = makeGateways(input);
    topology.tunnels = makeTunnels(input);
    keepMembers(topology, members(input, topology));
    sortByName(topology.vnets);
    addSites(topology, input);
    addGuards(topology, input);
    topology.unplaced = places.unplaced;
    topology.nodesAreWhole = places.areWhole;
    topology.gaps = input.lists.gaps;
    topology.unread = input.lists.unread;
    topology.asOf = input.lists.asOf;
    topology.problems = findProblems(topology, input);
    return topology;
}

} // namespace skybro::topology
