#pragma once

#include "models/azure/armclient.h"

namespace skybro::azure {

/// A route table, that is the routes a subnet has besides Azure's own (Microsoft.Network 2022-07-01,
/// RouteTable).
struct RouteTable
{
    struct Route
    {
        QString name;
        QString addressPrefix; ///< "10.2.0.0/16", or a service tag
        QString nextHopType; ///< "VirtualNetworkGateway", "VnetLocal", "Internet", "VirtualAppliance", "None"
        QString nextHopAddress; ///< of an appliance
        bool operator==(const Route &) const = default;
    };
    QString id;
    QString name;
    QString location;
    /// True: the subnet does not learn the routes of the gateway, to the on-premise networks for instance.
    bool disableBgpRoutePropagation = false;
    QList<Route> routes;
    QStringList subnetIds; ///< whom it serves

    bool operator==(const RouteTable &) const = default;
};

/// Nothing when the object has no id.
[[nodiscard]] std::optional<RouteTable> readRouteTable(const JsonView &object);
/// All of a subscription.
[[nodiscard]] ListJob<RouteTable> *listRouteTables(ArmClient &client, const QString &subscription);

} // namespace skybro::azure
