#pragma once

#include "models/azure/json.h"

#include <QStringList>

#include <optional>

namespace skybro::azure {

/// One rule of a network security group (Microsoft.Network 2022-07-01, SecurityRule).
///
/// Ranges and prefixes are Azure's own words: "*", "22", "1024-65535"; "*", "10.2.0.0/16", or a service tag
/// as "VirtualNetwork" and "Internet", whose case Azure does not keep.
struct SecurityRule
{
    enum class Direction
    {
        Inbound,
        Outbound
    };
    static constexpr int firstDefault = 65000; ///< priorities from here on are Azure's own rules
    QString id;
    QString name;
    Direction direction = Direction::Inbound;
    bool allows = false;
    int priority = 0; ///< 100-4096, defaults 65000-65500; the lowest number decides
    QString protocol; ///< "Tcp", "Udp", "Icmp", "Esp", "Ah" or "*", in any case
    QStringList sourcePorts;
    QStringList destinationPorts;
    QStringList sources;
    QStringList destinations;
    QStringList sourceGroupIds; ///< application security groups
    QStringList destinationGroupIds;

    bool operator==(const SecurityRule &) const = default;
};

/// Nothing when the object has no name, or neither allows nor denies.
[[nodiscard]] std::optional<SecurityRule> readSecurityRule(const JsonView &object);

} // namespace skybro::azure
