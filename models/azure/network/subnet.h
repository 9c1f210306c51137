#pragma once

#include "models/azure/json.h"

#include <QStringList>

#include <optional>

namespace skybro::azure {

/// A subnet as its Vnet carries it (Microsoft.Network 2022-07-01, Subnet).
struct Subnet
{
    QString id;
    QString name;                ///< "GatewaySubnet" is Azure's fixed name for the gateway's own
    QStringList addressPrefixes; ///< "10.0.1.0/24"; IPv6 ones too
    QString networkSecurityGroupId;
    QString routeTableId;
    QString natGatewayId;
    QStringList delegations;        ///< services it was handed over to: "Microsoft.Web/serverFarms"
    QStringList serviceEndpoints;   ///< services reached from it directly: "Microsoft.Storage"
    QStringList ipConfigurationIds; ///< of interfaces, gateways and others in it, as Azure spells them
    QStringList privateEndpointIds;
    QString provisioningState;

    bool operator==(const Subnet &) const = default;
};

/// Nothing when the object has no id.
[[nodiscard]] std::optional<Subnet> readSubnet(const JsonView &object);

} // namespace skybro::azure
