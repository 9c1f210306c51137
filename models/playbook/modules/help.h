#pragma once

#include "models/playbook/modules/module.h"

namespace skybro::playbook {

/// What Skybro has for `module`: its names, each option with type, default, choices and aliases, what goes
/// together, and which options of Ansible it does not support. Markdown, translated. Any thread.
[[nodiscard]] QString moduleHelp(const Module &module);

/// All modules, a line each. Markdown, translated.
[[nodiscard]] QString moduleList();

} // namespace skybro::playbook
