#pragma once

#include "models/playbook/plays/templatelint.h"

#include <QCoreApplication>

#include <vector>

namespace skybro::playbook {

/// Looks at everything of a playbook as it is read, and follows what it includes under names that are no
/// templates: modules, options, filters, tests, lookups and keywords that are not supported here, templates
/// that are not well formed, handlers that do not exist. Tells the findings of its reading.
class Lint
{
    Q_DECLARE_TR_FUNCTIONS(skybro::playbook)

public:
    /// From now on it sees what `reading` reads.
    explicit Lint(Reading &reading);
    ~Lint();
    Lint(const Lint &) = delete;
    Lint &operator=(const Lint &) = delete;

    /// To be called when the playbook is read, while its elements are still there.
    void finish();

private:
    struct OfPlay
    {
        QSet<QString> handlers; ///< names and topics
        QList<Written> notified;
        bool isOpen = false; ///< it may have handlers that are not known before it runs
    };

    void look(const Element &element, const YamlNode &node);
    void lookAtTask(const Task &task, const YamlNode &node);
    void lookAtModule(const Task &task, const YamlNode &node);
    void lookAtLoop(const Task &task);
    void lookAtKeyword(const YamlNode &key, const YamlNode &value);
    void lookAtPlay(const YamlNode &node);
    void lookAtSource(const Task &task);
    void noteHandlers(const Task &task);
    void follow(const Task &include);
    void followTasks(const Task &include, const QString &file);
    void followRole(const Task &include, const QString &name);

    Reading &m_reading;
    TemplateLint m_templates;
    QHash<const Play *, OfPlay> m_plays;
    QList<const Task *> m_includes; ///< still to be followed
    QSet<QString> m_followed;
    std::vector<std::shared_ptr<const Element>> m_kept; ///< what was included, whose tasks are in m_includes
};

} // namespace skybro::playbook
