#include "models/tunnel/monitor/eventstore.h"

#include "models/tunnel/monitor/history.h"
#include "models/tunnel/monitor/impairmentevents.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <chrono>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

constexpr int daysKept = 365;
constexpr qint64 rawSamplesKept = milliseconds(std::chrono::hours(24)).count();
/// Two processes that watch one tunnel see the same break within so much of each other.
constexpr qint64 sameMoment = milliseconds(std::chrono::seconds(5)).count();
/// … and the same impairment within this, as each looks at large packets in a rhythm of its own. One that
/// ended is not told of again sooner.
constexpr qint64 sameLook = (ImpairmentEvents::begins + ImpairmentEvents::ends).count();

/// A null text would become SQL's NULL, which equals nothing.
QString notNull(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

QDateTime toTime(const QVariant &column)
{
    return QDateTime::fromMSecsSinceEpoch(column.toLongLong(), Qt::UTC);
}

} // namespace

Result<std::unique_ptr<EventStore>> EventStore::open(const QString &path, const Clock &clock)
{
    Result<std::unique_ptr<Database>> database = Database::open(path, historySchema(), "tunnel", clock);
    if (!database)
        return std::unexpected(database.error());
    if (const auto left = leaveInLog(**database); !left)
        return std::unexpected(left.error());
    QSqlQuery old((*database)->handle());
    old.prepare(u"DELETE FROM events WHERE time < ?"_s);
    old.addBindValue(clock().addDays(-daysKept).toMSecsSinceEpoch());
    if (!old.exec())
        return (*database)->failure(old.lastError());
    return std::unique_ptr<EventStore>(new EventStore(std::move(*database)));
}

EventStore::EventStore(std::unique_ptr<Database> database)
    : m_database(std::move(database))
{
}

EventStore::~EventStore() = default;

/// The number under which it is there already; 0: it is not.
Result<qint64> EventStore::knownAs(const QString &tunnel, const TunnelEvent &event) const
{
    using enum TunnelEvent::Kind;
    const qint64 time = event.time.toMSecsSinceEpoch();
    QSqlQuery query(m_database->handle());
    query.setForwardOnly(true);
    const auto isThere = [&](const QString &statement, const QVariantList &values) -> Result<qint64> {
        query.prepare(statement);
        for (const QVariant &value : values)
            query.addBindValue(value);
        if (!query.exec())
            return m_database->failure(query.lastError());
        return query.next() ? query.value(0).toLongLong() : 0;
    };
    if (event.kind == Impaired || event.kind == Repaired) {
        // The last one only: what impairs it may be another thing for a moment, and the same again.
        return isThere(
            u"SELECT id FROM (SELECT id, kind, time, fault FROM events WHERE tunnel=? AND kind IN "
            "('impaired','repaired') AND time<=? ORDER BY time DESC, id DESC LIMIT 1) AS last WHERE kind=? "
            "AND fault=? AND time>=?"_s,
            {notNull(tunnel), time + sameLook, toWord(event.kind), notNull(event.fault), time - sameLook});
    }
    const Result<qint64> seen =
        isThere(u"SELECT id FROM events WHERE tunnel=? AND kind=? AND time BETWEEN ? AND ? LIMIT 1"_s,
                {notNull(tunnel), toWord(event.kind), time - sameMoment, time + sameMoment});
    if (!seen || *seen > 0 || event.kind != Broke)
        return seen;
    // Whoever looks for a moment only, and again a minute later, finds the same break each time: the last
    // one, as long as no sample of the day that samples are kept for has an answer.
    return isThere(
        u"SELECT id FROM (SELECT id, kind, time FROM events WHERE tunnel=? AND time BETWEEN ? AND ? AND kind "
        "IN ('broke','back','flapping','steady') ORDER BY time DESC, id DESC LIMIT 1) AS last WHERE kind IN "
        "('broke','flapping') AND NOT EXISTS (SELECT 1 FROM samples JOIN tunnels ON "
        "tunnels.id=samples.tunnel "
        "WHERE tunnels.name=? AND level=0 AND start>last.time AND answered>0)"_s,
        {notNull(tunnel), time - rawSamplesKept, time, notNull(tunnel)});
}

Result<qint64> EventStore::add(const QString &tunnel, const TunnelEvent &event)
{
    const qint64 time = event.time.toMSecsSinceEpoch();
    qint64 id = 0;
    const Result<void> added = m_database->transaction([&]() -> Result<void> {
        const Result<qint64> known = knownAs(tunnel, event);
        if (!known)
            return std::unexpected(known.error());
        id = *known;
        if (id > 0)
            return {};
        QSqlQuery query(m_database->handle());
        query.prepare(u"INSERT INTO events (tunnel, kind, time, since, lasted, breaks, cause, fault) VALUES "
                      "(?,?,?,?,?,?,?,?)"_s);
        for (const QVariant &value : QVariantList{
                 notNull(tunnel), toWord(event.kind), time, event.since.toMSecsSinceEpoch(),
                 qint64(event.lasted.count()), event.breaks, notNull(event.cause), notNull(event.fault)})
            query.addBindValue(value);
        if (!query.exec())
            return m_database->failure(query.lastError());
        id = query.lastInsertId().toLongLong();
        return {};
    });
    if (!added)
        return std::unexpected(added.error());
    return id;
}

Result<void> EventStore::setCause(qint64 event, const QString &cause)
{
    QSqlQuery query(m_database->handle());
    query.prepare(u"UPDATE events SET cause=? WHERE id=?"_s);
    query.addBindValue(notNull(cause));
    query.addBindValue(event);
    if (!query.exec())
        return m_database->failure(query.lastError());
    return {};
}

Result<QList<TunnelEvent>> EventStore::read(const QString &tunnel, const QDateTime &from, const QDateTime &to,
                                            int atMost) const
{
    QSqlQuery query(m_database->handle());
    query.setForwardOnly(true);
    query.prepare(u"SELECT kind, time, since, lasted, breaks, cause, fault FROM events WHERE tunnel=? AND "
                  u"time>=? AND time<? "
                  "ORDER BY time DESC, id DESC LIMIT ?"_s);
    for (const QVariant &value :
         QVariantList{notNull(tunnel), from.toMSecsSinceEpoch(), to.toMSecsSinceEpoch(), atMost})
        query.addBindValue(value);
    if (!query.exec())
        return m_database->failure(query.lastError());
    QList<TunnelEvent> events;
    while (query.next()) {
        const std::optional<TunnelEvent::Kind> kind = eventKindFromWord(query.value(0).toString());
        if (!kind)
            continue; // of a newer Skybro
        events.append({.kind = *kind,
                       .time = toTime(query.value(1)),
                       .since = toTime(query.value(2)),
                       .lasted = milliseconds(query.value(3).toLongLong()),
                       .breaks = query.value(4).toInt(),
                       .cause = query.value(5).toString(),
                       .fault = query.value(6).toString()});
    }
    return events;
}

} // namespace skybro::tunnel
