#pragma once

#include "models/playbook/run/shell.h"

#include <QObject>

#include <memory>

namespace skybro::playbook {

/// Ends what a shell left running on its host: all processes of its session, by a second shell as the same
/// user, with SIGTERM and soon SIGKILL. A daemon that made a session of its own stays. Deletes itself.
///
/// Best effort: it needs its host to answer, and the program to live on for that moment. Where it can not,
/// closing the first shell is all that is done. Thread: the transport's.
class Reaper : public QObject
{
    Q_OBJECT

public:
    /// Does nothing for a shell that has not come up: it ends with its input.
    static void end(std::shared_ptr<ShellSource> source, const LinkTarget &target, Shell &shell);

private:
    Reaper(std::shared_ptr<ShellSource> source, const LinkTarget &target,
           std::unique_ptr<ShellTransport> victim, qint64 pid);

    std::shared_ptr<ShellSource> m_source;
    std::unique_ptr<ShellTransport>
        m_victim; ///< open until then, since some hosts lose track of it otherwise
    Shell m_shell;
};

} // namespace skybro::playbook
