#pragma once

#include "models/playbook/plays/playbook.h"

#include <QStringList>

namespace skybro::playbook {

/// Where a file for a task may be, and which of those is there.
struct SourceFile
{
    QString path; ///< absolute; empty: there is none
    QStringList searched;
};

/// The folders in which a task's files, templates and variable files are looked for, nearest first, as
/// Ansible's search path has them: the role, the roles that depend on it, the folder of the task's file, the
/// playbook's. Each is searched with `kind` ("files", "templates", "vars") below it and by itself.
[[nodiscard]] QStringList searchFolders(const Element &task);
[[nodiscard]] SourceFile findSourceFile(const QString &name, const QString &kind, const Element &task);

} // namespace skybro::playbook
