#pragma once

#include "models/azure/json.h"

#include <QStringList>

#include <optional>

namespace skybro::azure {

/// One side of a peering, as its Vnet carries it (Microsoft.Network 2022-07-01, VirtualNetworkPeering).
struct VirtualNetworkPeering
{
    QString id;
    QString name;
    QString state;        ///< "Initiated" (the other side is missing), "Connected", "Disconnected"
    QString remoteVnetId; ///< may be in another subscription
    QStringList remoteAddressPrefixes;     ///< as they were when the peering was last synchronized
    bool allowVirtualNetworkAccess = true; ///< the tag VirtualNetwork holds the other side, here
    bool allowForwardedTraffic = false;
    bool allowGatewayTransit = false; ///< the other side may use this Vnet's gateway
    bool useRemoteGateways = false;   ///< this Vnet uses the other side's gateway

    bool operator==(const VirtualNetworkPeering &) const = default;
};

/// Nothing when the object has no id.
[[nodiscard]] std::optional<VirtualNetworkPeering> readVirtualNetworkPeering(const JsonView &object);

} // namespace skybro::azure
