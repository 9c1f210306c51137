#pragma once

#include "models/playbook/modules/script.h"

namespace skybro::playbook {

/// The shell function `with_systemd`: what `systemd` does, and `service` where systemd runs. It takes a_name,
/// a_state, a_enabled, and masked, reload, reexec, no_block (yes, no or empty) and scope_word.
[[nodiscard]] QByteArray systemctlFunctions();
/// Makes the `status` of the unit's properties.
void finishStatus(const ModuleCall &call, const Report &report, TaskResult &result);

} // namespace skybro::playbook
