#pragma once

#include "models/tunnel/probe/probe.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace skybro::tunnel {

/// A script for POSIX sh that asks the host it runs on, by iproute2, which way it would send to the target.
/// The target must have passed check().
[[nodiscard]] QByteArray hostRouteScript(const ProbeTarget &target);

/// Whether a host routes the target to the on-premise gateway, which has these addresses. False: it has no
/// route there at all. Nothing: not told, or by way of others, who may know. `output`: the script's, among
/// whatever else the host printed.
[[nodiscard]] std::optional<bool> readHostRoute(const QByteArray &output, const QStringList &gateway);

} // namespace skybro::tunnel
