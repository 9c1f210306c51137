#pragma once

#include "models/playbook/run/shell.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace skybro::playbook {

/// Where a link really works: runs the scripts it is given one after the other, each with its deadline, in a
/// shell that is kept, made when needed and anew when it was lost. Thread: the transport's (GUI).
class ShellQueue : public QObject
{
    Q_OBJECT

public:
    using Reply = std::move_only_function<void(Result<Output>)>;

    ShellQueue(std::shared_ptr<ShellSource> source, LinkTarget target, const ShellLimits &limits);
    /// Ends what runs. Replies that were not called are destroyed.
    ~ShellQueue() override;

    void add(ShellScript script, Reply reply);
    /// What runs and what waits ends with Cancelled.
    void cancel();
    /// What runs ends as if the connection had been lost; what waits goes on with a new one.
    void reset();

private:
    struct Entry
    {
        ShellScript script;
        Reply reply;
    };

    void next();
    [[nodiscard]] std::unique_ptr<Shell> makeShell();
    void timedOut();
    void shellFailed(const Error &error);
    void answer(Result<Output> result);
    /// Gives up the shell that the current script uses, and ends what runs there.
    void dropShell();
    static void discard(std::unique_ptr<Shell> shell);

    std::shared_ptr<ShellSource> m_source;
    const LinkTarget m_target;
    const ShellLimits m_limits;
    std::deque<Entry> m_waiting;
    std::optional<Entry> m_current;
    std::unique_ptr<Shell> m_kept;
    std::unique_ptr<Shell> m_single; ///< for a current script that can not use the kept one
    QTimer m_deadline;
};

} // namespace skybro::playbook
