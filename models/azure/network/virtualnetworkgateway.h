#pragma once

#include "models/azure/armclient.h"

namespace skybro::azure {

/// A Vnet's gateway to other networks (Microsoft.Network 2022-07-01, VirtualNetworkGateway).
///
/// Azure lists them by resource group only. A gateway's addresses are among the ipConfigurations of its
/// Vnet's GatewaySubnet, so that its group is known from the list of Vnets (gatewayIdOf()).
struct VirtualNetworkGateway
{
    struct Address
    {
        QString subnetId;
        QString publicIpId;
        QString privateIp; ///< mostly empty
        bool operator==(const Address &) const = default;
    };
    QString id;
    QString name;
    QString location;
    QString gatewayType; ///< "Vpn", "ExpressRoute"
    QString vpnType;     ///< "RouteBased", "PolicyBased"
    QString sku;         ///< "VpnGw1"
    QString generation;  ///< "Generation1"
    bool activeActive = false;
    bool enableBgp = false;
    qint64 asn = 0;              ///< of its BGP speaker; 0 when not told
    QList<Address> addresses;    ///< two when active-active
    QStringList tunnelAddresses; ///< public ones that peers connect to, as the BGP settings list them
    QString provisioningState;

    bool operator==(const VirtualNetworkGateway &) const = default;
};

/// Nothing when the object has no id.
[[nodiscard]] std::optional<VirtualNetworkGateway> readVirtualNetworkGateway(const JsonView &object);
/// All of one resource group.
[[nodiscard]] ListJob<VirtualNetworkGateway> *
listVirtualNetworkGateways(ArmClient &client, const QString &subscription, const QString &resourceGroup);
[[nodiscard]] GetJob<VirtualNetworkGateway> *getVirtualNetworkGateway(ArmClient &client, const QString &id);
/// The gateway whose ipConfiguration this is; empty when it is another resource's.
[[nodiscard]] QString gatewayIdOf(const QString &ipConfigurationId);

} // namespace skybro::azure
