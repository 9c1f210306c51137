#include "models/topology/topologyjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace skybro::topology {

using namespace Qt::StringLiterals;

namespace {

QJsonArray array(const QStringList &words)
{
    return QJsonArray::fromStringList(words);
}

/// null for nobody and nothing: what is empty is not known.
QJsonValue reference(const QString &id)
{
    return id.isEmpty() ? QJsonValue() : QJsonValue(id);
}

// All of them before the template that calls them.
QJsonObject toObject(const NodeCounts &value);
QJsonObject toObject(const NodePoint &value);
QJsonObject toObject(const PrivateEndpoint &value);
QJsonObject toObject(const Subnet &value);
QJsonObject toObject(const Vnet &value);
QJsonObject toObject(const Peering &value);
QJsonObject toObject(const Gateway &value);
QJsonObject toObject(const Site &value);
QJsonObject toObject(const Tunnel &value);
QJsonObject toObject(const SecurityGroup &value);
QJsonObject toObject(const RouteTable::Route &value);
QJsonObject toObject(const RouteTable &value);
QJsonObject toObject(const Problem &value);
QJsonObject toObject(const Error &value);

template <typename T>
QJsonArray objects(const QList<T> &list)
{
    QJsonArray array;
    for (const T &item : list)
        array.append(toObject(item));
    return array;
}

QJsonObject toObject(const NodeCounts &counts)
{
    QJsonObject object{{u"total"_s, counts.total}, {u"whole"_s, counts.isWhole}};
    for (int i = 0; i < fleet::PowerStateCount; ++i) {
        const auto state = static_cast<fleet::PowerState>(i);
        object.insert(toWord(state), counts.count(state));
    }
    return object;
}

QJsonObject toObject(const NodePoint &node)
{
    return {{u"id"_s, node.id},
            {u"name"_s, node.name},
            {u"powerState"_s, toWord(node.state)},
            {u"address"_s, reference(node.address)}};
}

QJsonObject toObject(const PrivateEndpoint &endpoint)
{
    return {{u"id"_s, endpoint.id},
            {u"name"_s, endpoint.name},
            {u"service"_s, endpoint.service},
            {u"parts"_s, array(endpoint.parts)},
            {u"status"_s, endpoint.status}};
}

QJsonObject toObject(const Subnet &subnet)
{
    return {{u"id"_s, subnet.id},
            {u"name"_s, subnet.name},
            {u"prefixes"_s, array(subnet.prefixes)},
            {u"securityGroup"_s, reference(subnet.securityGroup)},
            {u"routeTable"_s, reference(subnet.routeTable)},
            {u"natGateway"_s, reference(subnet.natGateway)},
            {u"delegations"_s, array(subnet.delegations)},
            {u"serviceEndpoints"_s, array(subnet.serviceEndpoints)},
            {u"privateEndpoints"_s, objects(subnet.endpoints)},
            {u"counts"_s, toObject(subnet.counts)},
            {u"nodes"_s, objects(subnet.nodes)}};
}

QJsonObject toObject(const Vnet &vnet)
{
    return {{u"id"_s, vnet.id},
            {u"name"_s, vnet.name},
            {u"resourceGroup"_s, vnet.resourceGroup},
            {u"location"_s, vnet.location},
            {u"prefixes"_s, array(vnet.prefixes)},
            {u"dnsServers"_s, array(vnet.dnsServers)},
            {u"foreign"_s, vnet.isForeign},
            {u"counts"_s, toObject(vnet.counts())},
            {u"subnets"_s, objects(vnet.subnets)}};
}

QJsonObject toObject(const Peering &peering)
{
    return {{u"id"_s, peering.id},           {u"vnet"_s, peering.vnet},
            {u"remote"_s, peering.remote},   {u"state"_s, peering.state},
            {u"closed"_s, peering.isClosed}, {u"gatewayVnet"_s, reference(peering.gatewayVnet)}};
}

QJsonObject toObject(const Gateway &gateway)
{
    return {{u"id"_s, gateway.id},
            {u"name"_s, gateway.name},
            {u"vnet"_s, gateway.vnet},
            {u"subnet"_s, gateway.subnet},
            {u"type"_s, gateway.type},
            {u"sku"_s, gateway.sku},
            {u"generation"_s, gateway.generation},
            {u"activeActive"_s, gateway.activeActive},
            {u"bgp"_s, gateway.bgp},
            {u"addresses"_s, array(gateway.addresses)},
            {u"provisioningState"_s, gateway.provisioningState}};
}

QJsonObject toObject(const Site &site)
{
    return {{u"id"_s, site.id},
            {u"name"_s, site.name},
            {u"ours"_s, site.isOurs},
            {u"networks"_s, array(site.networks)},
            {u"knownToAzure"_s, array(site.known)},
            {u"address"_s, site.address},
            {u"host"_s, site.host}};
}

QJsonObject toObject(const Tunnel &tunnel)
{
    return {{u"id"_s, tunnel.id},
            {u"name"_s, tunnel.name},
            {u"gateway"_s, tunnel.gateway},
            {u"site"_s, reference(tunnel.site)},
            {u"peer"_s, reference(tunnel.peer)},
            {u"type"_s, tunnel.type},
            {u"protocol"_s, tunnel.protocol},
            {u"status"_s, tunnel.status},
            {u"ingressBytes"_s, tunnel.ingressBytes},
            {u"egressBytes"_s, tunnel.egressBytes},
            {u"bgp"_s, tunnel.bgp}};
}

QJsonObject toObject(const SecurityGroup &group)
{
    return {{u"id"_s, group.id}, {u"name"_s, group.name}, {u"rules"_s, group.rules}};
}

QJsonObject toObject(const RouteTable::Route &route)
{
    return {{u"name"_s, route.name}, {u"prefix"_s, route.prefix}, {u"nextHop"_s, route.nextHop}};
}

QJsonObject toObject(const RouteTable &table)
{
    return {{u"id"_s, table.id},
            {u"name"_s, table.name},
            {u"learnsGatewayRoutes"_s, table.learnsGatewayRoutes},
            {u"routes"_s, objects(table.routes)}};
}

QJsonObject toObject(const Problem &problem)
{
    return {{u"kind"_s, toWord(problem.kind)}, {u"severity"_s, toWord(problem.severity)},
            {u"place"_s, problem.place},       {u"text"_s, problem.text},
            {u"mend"_s, problem.mend},         {u"nodes"_s, array(problem.nodes)}};
}

QJsonObject toObject(const Error &error)
{
    return {{u"kind"_s, toWord(error.kind)},
            {u"code"_s, error.code},
            {u"message"_s, error.text},
            {u"requestId"_s, error.requestId}};
}

} // namespace

QByteArray toJson(const Topology &topology)
{
    const QJsonObject object{
        {u"asOf"_s, topology.asOf.toUTC().toString(Qt::ISODate)},
        {u"sites"_s, objects(topology.sites)},
        {u"tunnels"_s, objects(topology.tunnels)},
        {u"gateways"_s, objects(topology.gateways)},
        {u"vnets"_s, objects(topology.vnets)},
        {u"peerings"_s, objects(topology.peerings)},
        {u"securityGroups"_s, objects(topology.securityGroups)},
        {u"routeTables"_s, objects(topology.routeTables)},
        {u"unplaced"_s, objects(topology.unplaced)},
        {u"problems"_s, objects(topology.problems)},
        {u"gaps"_s, objects(topology.gaps)},
    };
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

} // namespace skybro::topology
