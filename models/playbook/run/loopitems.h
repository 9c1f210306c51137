#pragma once

#include "models/playbook/run/taskscope.h"

namespace skybro::playbook {

/// What a task's `loop` or `with_…` goes through. Nothing: the task has none. Errors: as Ansible words them.
[[nodiscard]] Result<std::optional<List>> loopItems(const TaskScope &scope);

} // namespace skybro::playbook
