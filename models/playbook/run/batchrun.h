#pragma once

#include "models/playbook/run/cursor.h"
#include "models/playbook/run/fences.h"
#include "models/playbook/run/taskrun.h"

#include <QTimer>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace skybro::playbook {

/// One batch of a play's hosts on their way through it: who may go, what a task's end means for its host and
/// for the others. A host waits for nobody, except where Fences says so; up to `forks` of them work at a
/// time. The results are those of Ansible's linear strategy. Thread: the run's.
class BatchRun
{
public:
    /// `ended` is called once, from the event loop.
    BatchRun(PlayState &play, Fences &fences, std::function<void()> ended);
    ~BatchRun();

    void start();
    /// Starts nothing more.
    void stopAfterTask();

    /// The whole run ends here: any_errors_fatal, max_fail_percentage.
    [[nodiscard]] bool breaksRun() const { return m_breaksRun; }
    /// meta: end_play
    [[nodiscard]] bool endsPlay() const { return m_endsPlay; }
    /// What ends the run with an error: a handler that nobody knows.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    /// Hosts that failed in it, and were not rescued.
    [[nodiscard]] const QSet<QString> &failed() const { return m_failed; }

private:
    struct Host
    {
        Host(QString hostName, const std::vector<BlockItem> &items, Cursor::Rules rules);
        QString name;
        std::size_t index = 0; ///< its place in the batch
        Cursor cursor;
        std::unique_ptr<TaskRun> run;
        bool isActive = true; ///< has a task to come
        bool isEnded = false; ///< `run` came to its end
        bool isQueued = false;
        std::optional<Cursor> jump; ///< where it goes after its facts: `startAtTask`
        QSet<QString> rolesBegun;
        QSet<QString> rolesDone;
    };
    /// What came of a task that all hosts do together.
    struct Round
    {
        bool isFatal = false;
        bool hasResults = false;
        QSet<QString> failed;
        QSet<QString> unreachable;
    };

    [[nodiscard]] std::unique_ptr<Host> makeHost(const QString &name);
    void findStart();
    void queue(Host &host);
    void queueAll();
    void work();
    void serve(Host &host);
    [[nodiscard]] bool mayGo(const Host &host);
    [[nodiscard]] bool isRunOnce(const Host &host) const;
    [[nodiscard]] TaskScope scopeOf(const Host &host) const;

    void begin(Host &host);
    [[nodiscard]] RunEvent announced(const Host &host);
    void complete(Host &host);
    void report(const Host &host, const TaskOutcome &outcome);
    void settle(Host &host, TaskOutcome &outcome);
    void settleFailure(Host &host, const TaskOutcome &outcome);
    void settleSuccess(Host &host, TaskOutcome &outcome);
    void settleOnce(const Host &host, const Position &at, const TaskOutcome &outcome);
    void include(Host &host, TaskOutcome &outcome);
    void takeFacts(const Host &host, const ItemResult &item);
    void notify(Host &host, const QString &name);
    [[nodiscard]] QString handlerName(const Task &handler);
    void meta(Host &host);
    void carryOut(const QString &action, Host &host);

    /// To the host's next task, or to its end.
    void move(Host &host);
    void leave(Host &host);
    void followers(const Host &leader, const Position &at, const std::function<void(Host &)> &each);
    void concludeRound();
    void endIfIdle();
    [[nodiscard]] QStringList hostsLeft() const;

    PlayState &m_play;
    RunState &m_run;
    Fences &m_fences;
    std::function<void()> m_ended;
    std::vector<std::unique_ptr<Host>> m_hosts;
    std::multiset<Position> m_positions; ///< of the active ones
    std::deque<Host *> m_queue;
    QTimer m_wake;
    QHash<const Task *, int> m_busy; ///< hosts that a task runs on now
    QHash<const Task *, QString> m_handlerNames;
    int m_running = 0;
    Round m_round;
    QSet<QString> m_failed;
    std::optional<Error> m_error;
    bool m_breaksRun = false;
    bool m_endsPlay = false;
    bool m_isStopping = false;
    bool m_hasWaiting = false; ///< somebody may not go yet
    bool m_hasEnded = false;
};

} // namespace skybro::playbook
