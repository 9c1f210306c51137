#pragma once

#include <QString>
#include <QStringList>

namespace skybro::playbook {

/// Where roles are looked for: beside the playbook, on the roles' path, beside the role that depends on them,
/// in collections by their full names.
class RoleFolders
{
public:
    /// `rolesPath`: absolute folders. `owner`: the folder of the role whose files name the other; may be
    /// empty.
    RoleFolders(QString playFolder, const QStringList &rolesPath, const QString &owner,
                QStringList collections);

    /// Absolute; empty when there is none.
    [[nodiscard]] QString find(const QString &name) const;
    /// The folders where it was looked for.
    [[nodiscard]] QStringList searched(const QString &name) const;

private:
    /// Where a role of a collection would be, by its full name or in short.
    [[nodiscard]] QStringList candidates(const QString &name) const;

    QStringList m_folders;
    QString m_playFolder;
    QStringList m_collections;
};

/// "namespace.name" of the collection in whose folder something lies; empty for none.
[[nodiscard]] QString collectionOf(const QString &path);

/// ANSIBLE_ROLES_PATH; else `roles_path` of the nearest ansible.cfg in `folder` or above it (Ansible looks in
/// the working directory, which for a console means nothing), else in ~/.ansible.cfg or
/// /etc/ansible/ansible.cfg; else Ansible's default.
[[nodiscard]] QStringList defaultRolesPath(const QString &folder);

/// Variables in a folder and those below it, as vars/main/ and defaults/main/ of a role: .yml, .yaml, .json
/// and without an ending, by their names.
[[nodiscard]] QStringList varsFilesIn(const QString &folder);

} // namespace skybro::playbook
