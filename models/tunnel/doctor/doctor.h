#pragma once

#include "models/tunnel/doctor/finding.h"

namespace skybro::tunnel {

/// What is wrong with a tunnel, from what all sides say of it. The first finding is the one to act on, or
/// Healthy; those after it are advice, or what else is wrong. Never empty; a pure function, any thread.
///
/// Signals that are too old count as absent: probes after 30 s, the gateway's word after 2 min, Azure's after
/// 10 min. Azure's "Connected" is never taken for a sign that traffic passes, nor is the gateway's
/// "established".
[[nodiscard]] QList<Finding> diagnose(const Evidence &evidence);

/// Whether traffic passes: true or false only when something measured it. For exit codes and the band of
/// states.
[[nodiscard]] std::optional<bool> trafficPasses(const Evidence &evidence);

} // namespace skybro::tunnel
