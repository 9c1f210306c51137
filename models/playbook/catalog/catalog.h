#pragma once

#include "models/base/result.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace skybro::playbook {

/// A file or folder of a playbook folder that a person may want to see.
struct CatalogEntry
{
    enum class Kind
    {
        Folder,   ///< holds playbooks, perhaps deeper
        Playbook, ///< a file that can be run
        Roles,    ///< a folder of roles
        Role,
        File, ///< of a role, or variables beside the playbooks
    };
    Kind kind = Kind::Folder;
    QString name; ///< file name
    QString path; ///< absolute
    QString note; ///< of a playbook: its first play's name; else empty
    QList<CatalogEntry> children;
};

/// One playbook folder: its playbooks (also in folders below), roles with their files, group_vars and
/// host_vars. A YAML file is a playbook when its outermost list has `hosts` or an import_playbook: broken
/// ones are listed too. Blocks on files: not in the GUI thread. Errors: NotFound (no such folder), Invalid
/// (it can not be read).
[[nodiscard]] Result<CatalogEntry> readCatalog(const QString &folder);

/// What the first lines of a file say; nothing when it is no playbook.
[[nodiscard]] std::optional<QString> playbookNote(const QByteArray &yaml);

} // namespace skybro::playbook
