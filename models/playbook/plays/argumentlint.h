#pragma once

#include "models/playbook/plays/reading.h"

namespace skybro::playbook {

/// What of a task's arguments its module does not take, each at its own place. `task` is of a known module.
void lintTaskArguments(const Task &task, const YamlNode &node, Reading &reading);

} // namespace skybro::playbook
