#pragma once

#include "models/playbook/plays/reading.h"
#include "models/playbook/template/problems.h"

#include <QCoreApplication>

namespace skybro::playbook {

/// Finds what is wrong with templates and expressions, and what they use that is not here: nothing is
/// evaluated.
class TemplateLint
{
    Q_DECLARE_TR_FUNCTIONS(skybro::playbook)

public:
    explicit TemplateLint(Reading &reading)
        : m_reading(reading)
    {
    }

    /// Every text in the tree.
    void checkValue(const YamlNode &node);
    /// What `when` and its like take: an expression or a list of them.
    void checkConditions(const YamlNode &node);
    /// What `debug: var=…` takes.
    void checkExpression(const QString &text, const Mark &mark);
    /// A template file.
    void checkFile(const QString &path);

private:
    void add(const Mark &mark, const QString &text, TemplateForm form);
    [[nodiscard]] Mark placeOf(const Mark &scalar, int line);

    Reading &m_reading;
    QSet<QString> m_files;
};

} // namespace skybro::playbook
