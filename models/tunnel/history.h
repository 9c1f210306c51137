#pragma once

#include "models/base/database.h"

namespace skybro::tunnel {

/// The file that samples and events of all tunnels are kept in.
[[nodiscard]] Database::Schema historySchema();
/// $XDG_STATE_HOME/skybro/tunnel.sqlite
[[nodiscard]] QString historyPath();

} // namespace skybro::tunnel
