#pragma once

#include "models/tunnel/config/plantunneljob.h"

namespace skybro::tunnel {

/// What no diff shows, a sentence each, the weightiest first: what keeps the configuration from being in
/// force, what keeps a change from getting there, what an administrator chose and what the key is worth, and
/// what nobody does at a start. `gateway`: its host.
[[nodiscard]] QStringList remarksOn(const TunnelPlan &plan, const QString &gateway);
/// The one of them for a site file that says nothing of the tunnel.
[[nodiscard]] QString profileIsAssumed();

} // namespace skybro::tunnel
