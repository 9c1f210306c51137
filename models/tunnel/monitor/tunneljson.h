#pragma once

#include "models/tunnel/monitor/tunnelmonitor.h"

#include <QJsonObject>

namespace skybro::tunnel {

/// What `skybroctl tunnel --json` prints, documented in resources/help/skybroctl.md: a contract. What is not
/// known is null. Holds no secret.
[[nodiscard]] QJsonObject toJson(const TunnelNow &now, const QDateTime &time);
[[nodiscard]] QJsonObject toJson(const TunnelEvent &event);

/// Whether traffic passes for those who need the tunnel: for exit codes. False also where the probes pass but
/// a finding is known that stops others (large packets, forwarding, no SA). Nothing: not sure.
[[nodiscard]] std::optional<bool> isUsable(const TunnelNow &now);

[[nodiscard]] QString toWord(TunnelState state);   ///< "unknown", "up", "degraded", "down"
[[nodiscard]] QString toWord(Certainty certainty); ///< "sure", "likely", "guess"

} // namespace skybro::tunnel
