#pragma once

#include "models/playbook/modules/module.h"
#include "models/playbook/run/taskscope.h"

namespace skybro::playbook {

/// include_vars: a file, or the files of a folder. Thread: the run's.
[[nodiscard]] TaskResult includeVars(const ModuleCall &call, const TaskScope &scope);

} // namespace skybro::playbook
