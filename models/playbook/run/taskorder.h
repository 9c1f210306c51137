#pragma once

#include "models/playbook/run/runevent.h"

#include <QHash>
#include <QMap>

namespace skybro::playbook {

/// Puts a run's events into the order of its tasks, for those who read them as text: hosts run ahead of each
/// other, and yet one reads task by task. What a host did early is held back until all hosts that are still
/// about an earlier task are through with it. A host that is between tasks for a while is not waited for: it
/// may be at its end. HostStarted is not passed on.
class TaskOrder
{
public:
    /// Those that are to be shown now, the given one among them or not. `now`: milliseconds of a clock that
    /// only goes forward.
    [[nodiscard]] QList<RunEvent> add(const RunEvent &event, qint64 now);
    /// What has been held back long enough: to be asked once or twice a second.
    [[nodiscard]] QList<RunEvent> release(qint64 now);
    [[nodiscard]] bool isHolding() const { return !m_held.isEmpty(); }

private:
    struct Host
    {
        int task = -1;
        bool isInTask = false;
        bool isOut = false;
        bool isNew = false; ///< has not begun in this play
        qint64 seen = 0;
    };
    [[nodiscard]] static bool holds(const Host &host, int task, qint64 now);
    [[nodiscard]] QList<RunEvent> all();

    QHash<QString, Host> m_hosts;
    QMap<int, QList<RunEvent>> m_held; ///< by task
    int m_current = -1;
};

} // namespace skybro::playbook
