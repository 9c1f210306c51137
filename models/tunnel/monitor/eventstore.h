#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"
#include "models/tunnel/monitor/tunnelevents.h"

#include <memory>

namespace skybro {
class Database;
}

namespace skybro::tunnel {

/// What happened to all tunnels in the last year, in the same file as their samples (historyPath()). Any
/// number of processes may write it; an event that two of them saw at the same moment is kept once, and so is
/// a break that one of them finds when it begins to look. Thread: the one that opened it.
class EventStore
{
public:
    [[nodiscard]] static Result<std::unique_ptr<EventStore>> open(const QString &path,
                                                                  const Clock &clock = systemClock());
    ~EventStore();
    Q_DISABLE_COPY_MOVE(EventStore)

    /// Returns its number, for setCause().
    [[nodiscard]] Result<qint64> add(const QString &tunnel, const TunnelEvent &event);
    /// The cause is often known only some seconds later.
    [[nodiscard]] Result<void> setCause(qint64 event, const QString &cause);
    /// Those of [from, to), newest first.
    [[nodiscard]] Result<QList<TunnelEvent>> read(const QString &tunnel, const QDateTime &from,
                                                  const QDateTime &to, int atMost = 1000) const;

private:
    explicit EventStore(std::unique_ptr<Database> database);
    [[nodiscard]] Result<qint64> knownAs(const QString &tunnel, const TunnelEvent &event) const;

    std::unique_ptr<Database> m_database;
};

} // namespace skybro::tunnel
