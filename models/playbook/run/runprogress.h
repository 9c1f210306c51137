#pragma once

#include "models/playbook/run/runevent.h"

#include <QCoreApplication>
#include <QHash>

namespace skybro::playbook {

/// How far a run got, told by its events so far: live, or from the log of one whose process was killed.
class RunProgress
{
public:
    struct Host
    {
        Q_DECLARE_TR_FUNCTIONS(skybro::playbook)

    public:
        int done = 0;          ///< tasks that ended well
        QString task;          ///< title of the one it is in, or else of the last one
        bool isInTask = false; ///< that one has begun and not ended
        QString failure;       ///< why it is out: "TASK: message"; empty: it is not
        bool isUnreachable = false;

        /// "in task “Install chrony”, 12 done", "after …": for the journal and the user.
        [[nodiscard]] QString where() const;
    };

    void add(const RunEvent &event);
    /// One that nothing was heard of: nothing done.
    [[nodiscard]] Host host(const QString &name) const { return m_hosts.value(name); }
    [[nodiscard]] QStringList hosts() const { return m_hosts.keys(); }
    [[nodiscard]] const Recap &recap() const { return m_recap; }
    /// The playbook has come to its own end.
    [[nodiscard]] bool isFinished() const { return m_isFinished; }

private:
    QHash<QString, Host> m_hosts;
    QHash<int, QString> m_titles; ///< by task
    Recap m_recap;
    bool m_isFinished = false;
};

} // namespace skybro::playbook
