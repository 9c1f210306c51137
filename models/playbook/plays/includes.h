#pragma once

#include "models/playbook/plays/loader.h"
#include "models/playbook/plays/reading.h"
#include "models/playbook/plays/tasksfile.h"

namespace skybro::playbook {

/// Where include_tasks finds a file.
[[nodiscard]] TasksFile tasksFileOf(const QString &file, const Task &include);
/// Loader::includeTasks; null with findings.
[[nodiscard]] std::shared_ptr<const Block> readIncludedTasks(const QString &file, const Task &include,
                                                             Reading &reading);
/// Loader::includeRole; null with findings.
[[nodiscard]] std::shared_ptr<const RoleInvocation> readIncludedRole(const Loader::RoleOptions &options,
                                                                     const Task &include, Reading &reading);
/// What an import_role or include_role says of the role, as written.
[[nodiscard]] Loader::RoleOptions roleOptionsOf(const Task &task);

} // namespace skybro::playbook
