#pragma once

#include "models/playbook/modules/module.h"
#include "models/playbook/run/taskscope.h"

#include <memory>

namespace skybro::playbook {

/// What the runner does by itself for a module that `isAction` and is neither an include nor meta:
/// include_vars, add_host, group_by, pause. `scope` must outlive it.
[[nodiscard]] std::unique_ptr<ModuleRun> startAction(const ModuleCall &call, const TaskScope &scope);

} // namespace skybro::playbook
