#pragma once

#include "models/tunnel/config/tunneldescription.h"

namespace skybro::tunnel {

/// In what the daemon goes otherwise than the conn in its file says, as parameterText() names it: who changed
/// the file did not load it. Only what both tell is compared. `loaded`: what the daemon has of that conn.
[[nodiscard]] QStringList loadedOtherwise(const TunnelDescription &file,
                                          const QList<IpsecConnection> &loaded);

} // namespace skybro::tunnel
