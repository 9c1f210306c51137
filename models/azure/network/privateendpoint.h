#pragma once

#include "models/azure/armclient.h"

namespace skybro::azure {

/// A private endpoint: another service's address within a subnet (Microsoft.Network 2022-07-01,
/// PrivateEndpoint).
struct PrivateEndpoint
{
    QString id;
    QString name;
    QString location;
    QString subnetId;
    QString serviceId;    ///< what it leads to: the id of a storage account, for instance
    QStringList groupIds; ///< which part of it: "blob", "file"
    QString status;       ///< "Approved", "Pending", "Rejected", "Disconnected"; empty when not told
    QStringList networkInterfaceIds;

    bool operator==(const PrivateEndpoint &) const = default;
};

/// Nothing when the object has no id.
[[nodiscard]] std::optional<PrivateEndpoint> readPrivateEndpoint(const JsonView &object);
/// All of a subscription.
[[nodiscard]] ListJob<PrivateEndpoint> *listPrivateEndpoints(ArmClient &client, const QString &subscription);

} // namespace skybro::azure
