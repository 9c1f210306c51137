#pragma once

#include "models/azure/armclient.h"
#include "models/azure/network/subnet.h"
#include "models/azure/network/virtualnetworkpeering.h"

namespace skybro::azure {

/// A virtual network with its subnets and peerings (Microsoft.Network 2022-07-01, VirtualNetwork).
struct VirtualNetwork
{
    QString id;
    QString name;
    QString resourceGroup; ///< as spelt in the id
    QString location;
    QStringList addressPrefixes; ///< "10.0.0.0/16"
    QStringList dnsServers;      ///< addresses; empty: Azure's own resolver
    QList<Subnet> subnets;
    QList<VirtualNetworkPeering> peerings;
    QString provisioningState;

    bool operator==(const VirtualNetwork &) const = default;
};

/// Nothing when the object has no id.
[[nodiscard]] std::optional<VirtualNetwork> readVirtualNetwork(const JsonView &object);
/// All of a subscription.
[[nodiscard]] ListJob<VirtualNetwork> *listVirtualNetworks(ArmClient &client, const QString &subscription);
[[nodiscard]] GetJob<VirtualNetwork> *getVirtualNetwork(ArmClient &client, const QString &id);

} // namespace skybro::azure
