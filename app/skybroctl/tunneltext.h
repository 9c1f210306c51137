#pragma once

#include "models/tunnel/monitor/tunnelmonitor.h"

namespace skybro::ctl {

/// What `tunnel` prints: three lines, one a signal, and what follows from them with its mend; with `doctor`
/// also what that rests on, and both ends side by side.
[[nodiscard]] QStringList tunnelLines(const tunnel::TunnelNow &now, bool doctor);
/// One line for `--watch`.
[[nodiscard]] QString sampleLine(const tunnel::TunnelNow &now);
[[nodiscard]] QString eventLine(const tunnel::TunnelEvent &event);
/// Of a break that was told before its cause was known.
[[nodiscard]] QString causeLine(const QDateTime &time, const QString &cause);

} // namespace skybro::ctl
