#pragma once

#include "models/playbook/plays/playbook.h"

#include <QStringList>

namespace skybro::playbook {

/// Where a file of tasks may be that an import or include names, and which of those is there.
struct TasksFile
{
    QString path; ///< absolute; empty: there is none
    QStringList searched;
};

/// As Ansible looks (ansible-core 2.14: load_list_of_tasks for imports, IncludedFile for includes): beside
/// the files that brought the task here, innermost first, in the role's tasks/ or handlers/, beside the
/// playbook. `around`: what the import or include stands in.
[[nodiscard]] TasksFile findTasksFile(const QString &name, const Element &around, const Role *role,
                                      bool isHandlers, bool isStatic);

/// The first that exists of `folder`/`name` with .yml, .yaml, .json or nothing behind it, folders left out;
/// empty when there is none. `isNamed`: somebody gave the name, which may then have its ending already.
[[nodiscard]] QString findYamlFile(const QString &folder, const QString &name, bool isNamed);

} // namespace skybro::playbook
