#pragma once

#include "models/playbook/modules/script.h"

namespace skybro::playbook {

/// For what users themselves let run: Ansible sets no limit at all.
inline constexpr std::chrono::hours commandDeadline{24 * 7};
/// For packages, archives and downloads.
inline constexpr std::chrono::hours transferDeadline{6};

/// A module whose scripts may run that long each.
[[nodiscard]] Start lasting(std::chrono::milliseconds deadline, Start start);

} // namespace skybro::playbook
