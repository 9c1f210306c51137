#pragma once

#include "models/azure/armclient.h"

namespace skybro::azure {

/// A network interface (Microsoft.Network 2022-07-01, NetworkInterface), its primary address first.
struct NetworkInterface
{
    struct Address
    {
        QString privateIp; ///< empty when none was given yet
        QString subnetId;
        QString publicIpId; ///< empty when it has none
        bool operator==(const Address &) const = default;
    };
    QString id;
    QString name;
    QString location;
    QString virtualMachineId; ///< empty when attached to none
    QString macAddress;
    QString networkSecurityGroupId; ///< its own, besides the subnet's; mostly empty
    QList<Address> addresses;
    bool primary = false; ///< the machine's primary interface; Azure tells it of attached ones only

    bool operator==(const NetworkInterface &) const = default;
};

[[nodiscard]] std::optional<NetworkInterface> readNetworkInterface(const JsonView &object);
[[nodiscard]] ListJob<NetworkInterface> *listNetworkInterfaces(ArmClient &client,
                                                               const QString &subscription);

} // namespace skybro::azure
