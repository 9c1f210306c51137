#pragma once

#include "models/base/result.h"
#include "models/playbook/plays/finding.h"
#include "models/playbook/plays/playbook.h"
#include "models/playbook/vault.h"

#include <QStringList>

#include <memory>

namespace skybro::playbook {

/// Where to look, and with what to read.
struct LoadOptions
{
    std::shared_ptr<const Vault> vault; ///< never null
    Dict extraVars;                     ///< `-e`: may be in the names of imported files
    QStringList rolesPath;              ///< beside the playbook's own roles/; default: Ansible's
};

/// Reads playbooks: everything that is static (imports, roles, their dependencies) at once; what is included
/// while it runs, when it is asked for. Blocks on files: not in the GUI thread. Any one thread.
class Loader
{
public:
    explicit Loader(LoadOptions options);
    ~Loader();
    Loader(const Loader &) = delete;
    Loader &operator=(const Loader &) = delete;

    /// Errors (Invalid, NotFound): "FILE:LINE:COLUMN: what", the line in `detail`; the first of findings().
    /// A playbook that loads may still have findings: unknown modules, options, filters.
    [[nodiscard]] Result<std::shared_ptr<const Playbook>> load(const QString &path);
    /// The same without an end at the first error: all that is wrong with it and with all it includes under
    /// names that are no templates, in the order of the files.
    [[nodiscard]] QList<Finding> lint(const QString &path);

    /// include_tasks: the tasks of a file as a block whose parent is `include`, or the `apply` of it. Both,
    /// and the playbook, must outlive it. `file` is the name that the include gives, expanded; it is looked
    /// for as Ansible does: beside the including file, in the role's tasks/ (handlers/), beside the playbook.
    [[nodiscard]] Result<std::shared_ptr<const Block>> includeTasks(const QString &file, const Task &include);
    struct RoleOptions
    {
        QString name;
        QString tasksFrom = QStringLiteral("main");
        QString varsFrom = QStringLiteral("main");
        QString defaultsFrom = QStringLiteral("main");
        QString handlersFrom = QStringLiteral("main");
        bool allowDuplicates = true;
    };
    /// include_role: its parent is `include`, or the `apply` of it.
    [[nodiscard]] Result<std::shared_ptr<const RoleInvocation>> includeRole(const RoleOptions &role,
                                                                            const Task &include);

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace skybro::playbook
