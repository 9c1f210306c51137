#pragma once

#include "models/playbook/plays/keywords.h"
#include "models/playbook/plays/reading.h"

#include <QCoreApplication>

#include <vector>

namespace skybro::playbook {

/// Reads a playbook file: its plays, and those of the playbooks that it imports.
class PlayReader
{
    Q_DECLARE_TR_FUNCTIONS(skybro::playbook)

public:
    explicit PlayReader(Reading &reading)
        : m_reading(reading)
    {
    }

    /// `path`: absolute.
    [[nodiscard]] std::vector<std::shared_ptr<const Play>> readPlaybook(const QString &path);

private:
    /// What import_playbook gives to each play that it brings.
    struct Import
    {
        Dict vars;
        QStringList tags;
        QList<Written> when;
    };

    void readFile(const QString &path, const Mark &from, const Import &import, const QStringList &way);
    void readImport(const YamlNode &node, const YamlNode &name, const QString &folder, const Import &outer,
                    const QStringList &way);
    void readPlay(const YamlNode &node, const QString &path, const Import &import);
    void readKey(const YamlNode &key, const YamlNode &value, KeywordReader &keywords, Play &play);
    void readHosts(const YamlNode &node, Play &play);
    void readVarsPrompt(const YamlNode &node, Play &play);
    void readVarsFiles(Play &play);
    void readSections(const YamlNode &node, const QString &path, Play &play);

    Reading &m_reading;
    std::vector<std::shared_ptr<const Play>> m_plays;
};

} // namespace skybro::playbook
