#pragma once

#include <QString>

namespace skybro {

/// $XDG_STATE_HOME or its default ~/.local/state: logs and the journal live below it. (QStandardPaths knows
/// the place only from Qt 6.7 on. XDG Base Directory Specification 0.8.)
[[nodiscard]] QString stateHome();
/// $XDG_CONFIG_HOME or its default ~/.config: site files and settings.
[[nodiscard]] QString configHome();
/// $XDG_CACHE_HOME or its default ~/.cache: what can be fetched again.
[[nodiscard]] QString cacheHome();

} // namespace skybro
