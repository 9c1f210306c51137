#pragma once

#include "models/base/result.h"

#include <QDateTime>

namespace skybro::console {

/// Writes the day before `now` of the played tunnel into a file of samples and events: as PlayedGateway would
/// have been, with a break of some minutes and an hour with losses. Takes a second or so: any thread but the
/// GUI's.
[[nodiscard]] Result<void> writePlayedPast(const QString &path, const QString &tunnel, const QDateTime &now);

} // namespace skybro::console
