#pragma once

#include "models/playbook/plays/findings.h"
#include "models/playbook/vault.h"

#include <QHash>
#include <QStringList>

#include <memory>
#include <optional>

namespace skybro::playbook {

/// The YAML files of a playbook, each read once.
class FileCache
{
public:
    explicit FileCache(std::shared_ptr<const Vault> vault);

    /// Nothing when it can not be read: `findings` say why, and of keys that stand twice. An empty file is a
    /// null node. `path` must be absolute.
    [[nodiscard]] std::optional<YamlNode> read(const QString &path, Findings &findings);
    /// The bytes of another file (a template), decrypted if it is vaulted; at most yamlSizeLimit of them.
    [[nodiscard]] Result<QByteArray> readText(const QString &path);
    /// The line of a place; empty when there is none, and for a vaulted file, whose lines are secret.
    [[nodiscard]] QString line(const Mark &mark);
    [[nodiscard]] bool isVaulted(const QString &path);
    /// Which file this is in the order of their first reading; one never read comes last.
    [[nodiscard]] qsizetype order(const QString &path) const;

private:
    [[nodiscard]] const QStringList &linesOf(const QString &path);

    std::shared_ptr<const Vault> m_vault;
    QHash<QString, std::optional<YamlNode>> m_nodes;
    QHash<QString, QStringList> m_lines;
    QSet<QString> m_vaulted;
    QHash<QString, qsizetype> m_order;
};

} // namespace skybro::playbook
