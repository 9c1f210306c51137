#pragma once

#include "models/playbook/run/itemrun.h"
#include "models/playbook/run/runevent.h"

#include <QElapsedTimer>

namespace skybro::playbook {

/// How a task ended on a host.
struct TaskOutcome
{
    Outcome outcome = Outcome::Ok;
    bool isChanged = false;
    Value result; ///< as `register` keeps it
    bool isLoop = false;
    QList<ItemResult> items; ///< one unless it is a loop
    bool isSecret = false;
    qint64 duration = 0; ///< milliseconds
};

/// One task on one host with all items of its loop. Thread: the run's.
class TaskRun
{
public:
    /// `base` names the task's number in events. `done` is called when it ends after start() returned false;
    /// never from within start(), and it must not destroy this. `fault`: why it can not run, unless `when`
    /// skips it.
    TaskRun(TaskScope scope, RunEvent base, std::optional<Error> fault, std::function<void()> done);

    /// True: it is at its end already.
    [[nodiscard]] bool start();
    [[nodiscard]] TaskOutcome &outcome() { return m_outcome; }

private:
    [[nodiscard]] bool proceed();
    void beginItem();
    void endItem();
    void endLoop();
    void endSingle();
    void addRetrying(const ItemResult &result, qint64 left);
    [[nodiscard]] Dict itemVars(qsizetype index) const;

    TaskScope m_scope;
    RunEvent m_base;
    std::function<void()> m_done;
    TaskOutcome m_outcome;
    std::optional<List> m_items;
    std::optional<Error> m_fault;
    qsizetype m_index = 0;
    std::unique_ptr<ItemRun> m_item;
    QTimer m_wake; ///< goes on from the event loop: an item must not end within its own call
    bool m_isPausing = false;
    QElapsedTimer m_clock;
};

} // namespace skybro::playbook
