#pragma once

#include "models/azure/armclient.h"

namespace skybro::azure {

/// What Azure knows of the other end of a tunnel (Microsoft.Network 2022-07-01, LocalNetworkGateway).
struct LocalNetworkGateway
{
    QString id;
    QString name;
    QString location;
    QString address; ///< the on-premise gateway's public one; empty when it is named by fqdn
    QString fqdn;
    QStringList addressPrefixes; ///< networks behind it
    qint64 asn = 0;              ///< of its BGP speaker; 0 when it has none
    QString provisioningState;

    bool operator==(const LocalNetworkGateway &) const = default;
};

/// Nothing when the object has no id.
[[nodiscard]] std::optional<LocalNetworkGateway> readLocalNetworkGateway(const JsonView &object);
[[nodiscard]] GetJob<LocalNetworkGateway> *getLocalNetworkGateway(ArmClient &client, const QString &id);

} // namespace skybro::azure
