#pragma once

#include "models/azure/armclient.h"
#include "models/azure/network/securityrule.h"

namespace skybro::azure {

/// A network security group (Microsoft.Network 2022-07-01, NetworkSecurityGroup).
struct NetworkSecurityGroup
{
    QString id;
    QString name;
    QString location;
    /// Both directions, the rules Azure adds by default among them, in the order in which they decide: by
    /// direction, then by priority.
    QList<SecurityRule> rules;
    QStringList subnetIds; ///< whom it guards
    QStringList networkInterfaceIds;

    bool operator==(const NetworkSecurityGroup &) const = default;
};

/// Nothing when the object has no id.
[[nodiscard]] std::optional<NetworkSecurityGroup> readNetworkSecurityGroup(const JsonView &object);
/// All of a subscription.
[[nodiscard]] ListJob<NetworkSecurityGroup> *listNetworkSecurityGroups(ArmClient &client,
                                                                       const QString &subscription);

} // namespace skybro::azure
