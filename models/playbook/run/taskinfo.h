#pragma once

#include "models/playbook/plays/playbook.h"

namespace skybro::playbook {

/// What is the same about a task for every host: where its variables and files are looked for.
struct TaskInfo
{
    explicit TaskInfo(const Task &task);

    const RoleInvocation *role = nullptr; ///< null: not of a role
    // Layers of variables, the strongest first.
    QList<Dict> vars;
    QList<Dict> roleVars;
    QList<Dict> roleParams;
    QList<Dict> roleDefaults;
    QStringList folders; ///< roles from the innermost, the task file's

    QList<Written> when;
    QList<Written> environment;
};

/// vars/main.yml of a role as it counts for its own tasks and, merged, for the whole play: the strongest
/// first.
[[nodiscard]] QList<Dict> varsOf(const RoleInvocation &role);
[[nodiscard]] QList<Dict> defaultsOf(const RoleInvocation &role);

} // namespace skybro::playbook
