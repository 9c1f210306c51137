#include "models/azure/network/routetable.h"

#include "models/azure/apiversions.h"
#include "models/azure/network/reading.h"

namespace skybro::azure {

using namespace Qt::StringLiterals;

std::optional<RouteTable> readRouteTable(const JsonView &object)
{
    RouteTable table;
    table.id = object["id"_L1].toString();
    if (table.id.isEmpty())
        return std::nullopt;
    table.name = object["name"_L1].toString();
    table.location = object["location"_L1].toWord();
    const JsonView properties = object["properties"_L1];
    table.disableBgpRoutePropagation = properties["disableBgpRoutePropagation"_L1].toBool();
    for (const JsonView item : properties["routes"_L1].items()) {
        const JsonView route = item["properties"_L1];
        table.routes.append({item["name"_L1].toString(), route["addressPrefix"_L1].toWord(),
                             route["nextHopType"_L1].toWord(), route["nextHopIpAddress"_L1].toString()});
    }
    table.subnetIds = readIds(properties["subnets"_L1]);
    return table;
}

ListJob<RouteTable> *listRouteTables(ArmClient &client, const QString &subscription)
{
    return client.list<RouteTable>(
        u"/subscriptions/%1/providers/Microsoft.Network/routeTables"_s.arg(subscription),
        apiversion::network.toString(), readRouteTable);
}

} // namespace skybro::azure
