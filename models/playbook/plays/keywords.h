#pragma once

#include "models/playbook/plays/reading.h"

#include <QCoreApplication>

namespace skybro::playbook {

/// Reads what plays, roles, blocks and tasks have in common into an element.
class KeywordReader
{
    Q_DECLARE_TR_FUNCTIONS(skybro::playbook)

public:
    /// `className`: what Ansible calls the thing in its errors: "Play", "Task", …
    KeywordReader(Reading &reading, QString className)
        : m_reading(reading)
        , m_className(std::move(className))
    {
    }

    /// False when the key is none of the common ones. What is wrong with the value is told in the findings.
    [[nodiscard]] bool read(const YamlNode &key, const YamlNode &value, Element &element);
    void refuseKey(const YamlNode &key);

    [[nodiscard]] Dict readVars(const YamlNode &node);
    [[nodiscard]] QStringList readTags(const YamlNode &node);
    /// A text that is no list and no dict.
    [[nodiscard]] QString readText(const QString &field, const YamlNode &node);
    /// A list as it is, another value as a list of one, null as none.
    [[nodiscard]] static QList<Written> readList(const YamlNode &node);

    enum class Type
    {
        Text,
        Bool,
        Int,
        Float
    };
    /// The value, or null with a finding when it is neither a template nor of that type.
    [[nodiscard]] Written readTyped(const QString &field, Type type, const YamlNode &node);

private:
    void readModuleDefaults(const YamlNode &node, Element &element);

    Reading &m_reading;
    QString m_className;
};

/// A task's keys that are no module: its keywords, `action`, `args`, …
[[nodiscard]] bool isTaskKeyword(const QString &key);

} // namespace skybro::playbook
