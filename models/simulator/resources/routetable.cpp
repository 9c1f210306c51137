#include "models/simulator/ipv4.h"
#include "models/simulator/resources/children.h"
#include "models/simulator/resources/network.h"

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

const auto routesKey = u"routes"_s;
const auto subnetType = u"Microsoft.Network/virtualNetworks/subnets"_s;

class RouteTable final : public PlacedNetworkType
{
public:
    RouteTable()
        : PlacedNetworkType(u"Microsoft.Network/routeTables"_s)
    {
    }

    Answer<void> fill(World &world, const ResourceId &id, const Resource *,
                      QJsonObject &properties) const override
    {
        const QJsonArray routes = properties.value(routesKey).toArray();
        if (const auto fit = checkRoutes(id, routes); !fit)
            return std::unexpected(fit.error());
        if (const auto fit = checkChildren(world, id, routes, routesKey); !fit)
            return std::unexpected(fit.error());
        properties.remove(u"subnets"_s); // show() makes it
        properties.insert(u"disableBgpRoutePropagation"_s,
                          properties.value(u"disableBgpRoutePropagation"_s).toBool());
        return {};
    }

    void stored(World &world, Resource &table) const override { storeChildren(world, table, routesKey); }
    void restored(World &world, Resource &table) const override { restoreChildren(world, table, routesKey); }
    void deleted(World &world, const Resource &table) const override
    {
        dropChildren(world, table, routesKey);
    }

    QJsonObject show(const World &world, const Resource &table, const Request &request) const override
    {
        QJsonObject body = withChildren(world, table, {routesKey}, request);
        QJsonObject properties = propertiesOf(body);
        if (const QStringList users = usersOf(world, subnetType, u"routeTable"_s, table.id); !users.isEmpty())
            properties.insert(u"subnets"_s, references(users));
        body.insert(u"properties"_s, properties);
        return body;
    }
    bool showsBody(const World &, const Resource &, const Request &) const override { return false; }

    Answer<void> mayDelete(const World &world, const Resource &table) const override
    {
        const QStringList users = usersOf(world, subnetType, u"routeTable"_s, table.id);
        if (users.isEmpty())
            return {};
        return refuse(400, u"InUseRouteTableCannotBeDeleted"_s,
                      u"Route table %1 is in use and cannot be deleted. In order to delete the route table, "
                      "remove its association with subnets: %2."_s.arg(table.id.name(), users.join(u", "_s)));
    }

    /// One route for a prefix.
    static Answer<void> checkRoutes(const ResourceId &table, const QJsonArray &routes)
    {
        QHash<QString, QString> names;
        for (const QJsonValue &item : routes) {
            const QString name = item.toObject().value(u"name"_s).toString();
            const QString prefix =
                propertiesOf(item.toObject()).value(u"addressPrefix"_s).toString().toLower();
            if (names.contains(prefix)) {
                return refuse(400, u"RouteConflict"_s,
                              u"Route %1 conflicts with route %2 of route table %3. Routes cannot have the "
                              "same AddressPrefix."_s.arg(name, names.value(prefix), table.name()));
            }
            names.insert(prefix, name);
        }
        return {};
    }
};

class Route final : public NetworkType
{
public:
    Route()
        : NetworkType(u"Microsoft.Network/routeTables/routes"_s)
    {
    }

    Answer<QJsonObject> accept(World &, const ResourceId &id, const Resource *,
                               const QJsonObject &sent) const override
    {
        QJsonObject properties = propertiesOf(sent);
        const QString prefix = properties.value(u"addressPrefix"_s).toString();
        // A service tag ("Storage.WestEurope") may stand for a prefix.
        if (prefix.isEmpty() || (prefix.contains(u'/') && !Ipv4Prefix::parse(prefix))) {
            return refuse(400, u"InvalidAddressPrefixFormat"_s,
                          u"Address prefix %1 of resource %2 is not formatted correctly. It should follow "
                          "CIDR notation, for example 10.0.0.0/24."_s.arg(prefix, id.text()));
        }
        const QString hop = properties.value(u"nextHopType"_s).toString();
        static const QStringList hops{u"VirtualNetworkGateway"_s, u"VnetLocal"_s, u"Internet"_s,
                                      u"VirtualAppliance"_s, u"None"_s};
        if (!hops.contains(hop)) {
            return refuse(
                400, u"InvalidRequestFormat"_s,
                u"Cannot parse the request: '%1' is no nextHopType of route %2."_s.arg(hop, id.text()));
        }
        const QString address = properties.value(u"nextHopIpAddress"_s).toString();
        if ((hop == u"VirtualAppliance"_s) != ipv4Parse(address).has_value()) {
            return refuse(400, u"InvalidNextHopIpAddress"_s,
                          u"Route %1: a next hop IP address belongs to the next hop type VirtualAppliance, "
                          "and to no other."_s.arg(id.text()));
        }
        properties.insert(u"hasBgpOverride"_s, false);
        return QJsonObject{{u"properties"_s, properties}};
    }

    Answer<void> fits(const World &world, const ResourceId &id, const QJsonObject &body) const override
    {
        return RouteTable::checkRoutes(id.parent(), siblingsWith(world, id, body));
    }
};

} // namespace

std::unique_ptr<const ResourceType> makeRouteTable()
{
    return std::make_unique<RouteTable>();
}

std::unique_ptr<const ResourceType> makeRoute()
{
    return std::make_unique<Route>();
}

} // namespace skybro::sim
