#pragma once

#include "models/tunnel/monitor/tunnelmonitor.h"
#include "ui/tunnel/lampcard.h"

namespace skybro::ui {

// The three signals of a tunnel, each as one lamp says it. They disagree often, and none is taken for
// another.

[[nodiscard]] Lamp azureLamp(const tunnel::TunnelNow &now);
[[nodiscard]] Lamp gatewayLamp(const tunnel::TunnelNow &now);
[[nodiscard]] Lamp trafficLamp(const tunnel::TunnelNow &now);

} // namespace skybro::ui
