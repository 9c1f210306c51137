#pragma once

#include "models/tunnel/monitor/tunnelnow.h"

#include <QJsonObject>

namespace skybro::tunnel {

/// What `skybroctl tunnel --json` prints, documented in resources/help/skybroctl.md: a contract. What is not
/// known is null. Holds no secret.
[[nodiscard]] QJsonObject toJson(const TunnelNow &now, const QDateTime &time);
[[nodiscard]] QJsonObject toJson(const TunnelEvent &event);
/// As the event, which was told without a cause, when that is known: "explained", at `time`.
[[nodiscard]] QJsonObject causeToJson(const TunnelEvent &event, const QDateTime &time, const QString &cause);

[[nodiscard]] QString toWord(TunnelState state);   ///< "unknown", "up", "degraded", "down"
[[nodiscard]] QString toWord(Certainty certainty); ///< "sure", "likely", "guess"

} // namespace skybro::tunnel
