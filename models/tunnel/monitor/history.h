#pragma once

#include "models/base/database.h"

namespace skybro::tunnel {

/// The file that samples and events of all tunnels are kept in.
[[nodiscard]] Database::Schema historySchema();
/// $XDG_STATE_HOME/skybro/tunnel.sqlite
[[nodiscard]] QString historyPath();

/// Makes what this connection writes stay in the write-ahead log until somebody moves it into the file, which
/// waits for the disk: SampleStore does, in a thread of its own. The last one to close the file does it at
/// any rate.
[[nodiscard]] Result<void> leaveInLog(Database &database);

} // namespace skybro::tunnel
