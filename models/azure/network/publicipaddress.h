#pragma once

#include "models/azure/armclient.h"

namespace skybro::azure {

/// A public address (Microsoft.Network 2022-07-01, PublicIPAddress).
struct PublicIpAddress
{
    QString id;
    QString name;
    QString address; ///< empty for a dynamic one whose machine is deallocated
    QString fqdn;
    QString ipConfigurationId; ///< who uses it; empty when nobody

    bool operator==(const PublicIpAddress &) const = default;
};

[[nodiscard]] std::optional<PublicIpAddress> readPublicIpAddress(const JsonView &object);
[[nodiscard]] ListJob<PublicIpAddress> *listPublicIpAddresses(ArmClient &client, const QString &subscription);

} // namespace skybro::azure
