#pragma once

#include "models/playbook/plays/playbook.h"
#include "models/playbook/run/taskscope.h"

namespace skybro::playbook {

/// Whether all of `when`, `until`, `failed_when` … hold. Errors (Invalid) in Ansible's words: "The
/// conditional check 'x' failed. The error was: …".
[[nodiscard]] Result<bool> allHold(const QList<Written> &conditions, const TaskScope &scope);

/// A keyword of the task expanded; null when it has none.
[[nodiscard]] Result<Value> keyword(Keyword which, const TaskScope &scope);
/// The same as a flag. Error: a template that fails.
[[nodiscard]] Result<bool> flag(Keyword which, const TaskScope &scope, bool otherwise = false);

} // namespace skybro::playbook
