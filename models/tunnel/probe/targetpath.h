#pragma once

#include <QString>

#include <optional>

namespace skybro::tunnel {

/// What Azure's network does with what the site sends to one address there, and with its answers. Nothing
/// where it is not known, or holds for a part of the site only.
struct TargetPath
{
    std::optional<bool> isAllowed;  ///< by the security groups of the subnet and of the interface
    QString rule;                   ///< that blocks it, as "group/rule"
    std::optional<bool> hasWayBack; ///< the subnet's routes lead the site's networks to the gateway

    bool operator==(const TargetPath &) const = default;
};

} // namespace skybro::tunnel
