#include "models/tunnel/monitor/samplestore.h"

#include "models/tunnel/monitor/history.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QThreadPool>
#include <QUuid>

#include <algorithm>
#include <limits>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

// A level is the width of its rows in milliseconds; 0: samples as they were taken, each a row of one.
constexpr qint64 raw = 0;
constexpr qint64 minute = milliseconds(1min).count();
constexpr qint64 quarter = milliseconds(15min).count();
constexpr qint64 rawKept = milliseconds(24h).count();
constexpr qint64 minutesKept = 30 * rawKept;
constexpr qint64 quartersKept = 365 * rawKept;
/// A minute is put together this long after it ended: another process may still be writing a sample of it.
constexpr qint64 settles = minute;
/// Counters read further apart say nothing of when the bytes came. Those of two processes, each read some
/// tenths of a second after its sample's time, say nothing when they are closer.
constexpr qint64 shortestCounted = 1'000;
constexpr qint64 longestCounted = milliseconds(1h).count();
constexpr qint64 stepOfThinning = 100; ///< rows to come of one tidy()
constexpr qint64 stepOfForgetting = 2000;
constexpr int stepOfMoving = 200; ///< samples; some 4 MB of the log

// bytesIn, bytesOut came in the `counted` milliseconds before; counterIn, counterOut are what the gateway
// said.
const QString columns =
    u"n, azureUp, azureDown, gatewayUp, gatewayDown, trafficUp, trafficDown, made, answered, "
    "rttN, rttMin, rttSum, rttMax, lossMin, lossMax, bytesIn, bytesOut, counted, "
    "impaired"_s;
const QString sums =
    u"sum(n), sum(azureUp), sum(azureDown), sum(gatewayUp), sum(gatewayDown), sum(trafficUp), "
    "sum(trafficDown), sum(made), sum(answered), sum(rttN), min(rttMin), sum(rttSum), "
    "max(rttMax), min(lossMin), max(lossMax), sum(bytesIn), sum(bytesOut), sum(counted), "
    "sum(impaired)"_s;

qint64 toColumn(quint64 value)
{
    return static_cast<qint64>(std::min<quint64>(value, std::numeric_limits<qint64>::max()));
}

SamplePoint toPoint(const QSqlQuery &row, qint64 width)
{
    const auto number = [&](int column) { return row.value(column).toLongLong(); };
    SamplePoint point;
    point.start = QDateTime::fromMSecsSinceEpoch(number(0), Qt::UTC);
    point.width = milliseconds(width);
    point.samples = row.value(1).toInt();
    point.azure = {.up = row.value(2).toInt(), .down = row.value(3).toInt()};
    point.gateway = {.up = row.value(4).toInt(), .down = row.value(5).toInt()};
    point.traffic = {.up = row.value(6).toInt(), .down = row.value(7).toInt()};
    if (const qint64 made = number(8); made > 0)
        point.loss = {.minimum = row.value(14).toDouble(),
                      .mean = static_cast<double>(made - number(9)) / static_cast<double>(made),
                      .maximum = row.value(15).toDouble()};
    if (const qint64 answers = number(10); answers > 0)
        point.roundTrip = {.minimum = std::chrono::microseconds(number(11)),
                           .mean = std::chrono::microseconds(number(12) / answers),
                           .maximum = std::chrono::microseconds(number(13))};
    point.bytesIn = static_cast<quint64>(number(16));
    point.bytesOut = static_cast<quint64>(number(17));
    point.counted = milliseconds(number(18));
    point.impaired = row.value(19).toInt();
    return point;
}

} // namespace

Result<std::unique_ptr<SampleStore>> SampleStore::open(const QString &path, Clock clock)
{
    Result<std::unique_ptr<Database>> database = Database::open(path, historySchema(), "tunnel", clock);
    if (!database)
        return std::unexpected(database.error());
    if (const auto left = leaveInLog(**database); !left)
        return std::unexpected(left.error());
    return std::unique_ptr<SampleStore>(new SampleStore(std::move(*database), std::move(clock)));
}

SampleStore::SampleStore(std::unique_ptr<Database> database, Clock clock)
    : m_database(std::move(database))
    , m_clock(std::move(clock))
{
}

SampleStore::~SampleStore() = default;

void SampleStore::setPatience(milliseconds patience)
{
    m_database->setPatience(patience);
}

QString SampleStore::setAside() const
{
    return m_database->setAside();
}

Result<QSqlQuery> SampleStore::run(const QString &statement, const QVariantList &values) const
{
    QSqlQuery query(m_database->handle());
    query.setForwardOnly(true);
    if (!query.prepare(statement))
        return m_database->failure(query.lastError());
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return m_database->failure(query.lastError());
    return query;
}

/// The first column of the first row; 0 when there is none.
Result<qint64> SampleStore::number(const QString &statement, const QVariantList &values) const
{
    Result<QSqlQuery> query = run(statement, values);
    if (!query)
        return std::unexpected(query.error());
    return query->next() ? query->value(0).toLongLong() : 0;
}

Result<qint64> SampleStore::idOf(const QString &tunnel)
{
    if (const auto known = m_ids.constFind(tunnel); known != m_ids.cend())
        return *known;
    const QString name = tunnel.isNull() ? u""_s : tunnel; // a null text would become NULL
    if (const auto made = run(u"INSERT OR IGNORE INTO tunnels (name) VALUES (?)"_s, {name}); !made)
        return std::unexpected(made.error());
    return number(u"SELECT id FROM tunnels WHERE name=?"_s, {name});
}

Result<void> SampleStore::add(const QString &tunnel, const Sample &sample)
{
    const qint64 time = sample.time.toMSecsSinceEpoch();
    qint64 id = 0;
    const Result<void> added = m_database->transaction([&]() -> Result<void> {
        const Result<qint64> found = idOf(tunnel);
        if (!found)
            return std::unexpected(found.error());
        id = *found;
        quint64 in = 0;
        quint64 out = 0;
        qint64 counted = 0;
        if (sample.bytes) {
            Result<QSqlQuery> before = run(u"SELECT start, counterIn, counterOut FROM samples WHERE tunnel=? "
                                           u"AND level=0 AND start<=? AND "
                                           "start>=? AND counterIn IS NOT NULL ORDER BY start DESC LIMIT 1"_s,
                                           {id, time - shortestCounted, time - longestCounted});
            if (!before)
                return std::unexpected(before.error());
            if (before->next()) {
                const ByteCounters then{before->value(1).toULongLong(), before->value(2).toULongLong()};
                if (!hasFallen(then, *sample.bytes)) {
                    in = sample.bytes->in - then.in;
                    out = sample.bytes->out - then.out;
                    counted = time - before->value(0).toLongLong();
                }
            }
        }
        const auto is = [](SignalState state, SignalState wanted) { return state == wanted ? 1 : 0; };
        const QVariant roundTrip =
            sample.roundTrip ? QVariant(qint64(sample.roundTrip->count())) : QVariant();
        const QVariant loss = sample.loss() ? QVariant(*sample.loss()) : QVariant();
        const auto counter = [&](quint64 ByteCounters::*which) {
            return sample.bytes ? QVariant(toColumn(*sample.bytes.*which)) : QVariant();
        };
        const auto inserted =
            run(u"INSERT OR REPLACE INTO samples (tunnel, level, start, %1, counterIn, counterOut) "
                "VALUES (?,0,?,1,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"_s.arg(columns),
                {id,
                 time,
                 is(sample.azure.state, SignalState::Up),
                 is(sample.azure.state, SignalState::Down),
                 is(sample.gateway.state, SignalState::Up),
                 is(sample.gateway.state, SignalState::Down),
                 is(sample.traffic(), SignalState::Up),
                 is(sample.traffic(), SignalState::Down),
                 sample.probesMade,
                 sample.probesAnswered,
                 sample.roundTrip ? 1 : 0,
                 roundTrip,
                 roundTrip,
                 roundTrip,
                 loss,
                 loss,
                 toColumn(in),
                 toColumn(out),
                 counted,
                 sample.isImpaired ? 1 : 0,
                 counter(&ByteCounters::in),
                 counter(&ByteCounters::out)});
        if (!inserted)
            return std::unexpected(inserted.error());
        return {};
    });
    if (added)
        m_ids.insert(tunnel, id); // not before: what was rolled back is no tunnel's
    if (++m_added >= stepOfMoving)
        moveIntoFile();
    return added;
}

/// From the write-ahead log, where a sample is safe, too. That waits for the disk, so a thread of the pool
/// does it; PASSIVE: it holds up nobody. Should it fail, the next one does it.
void SampleStore::moveIntoFile()
{
    m_added = 0;
    QThreadPool::globalInstance()->start([path = m_database->path()] {
        const QString name = u"tunnel-log-"_s + QUuid::createUuid().toString(QUuid::Id128);
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
            database.setDatabaseName(path);
            if (database.open())
                QSqlQuery(database).exec(u"PRAGMA wal_checkpoint(PASSIVE)"_s);
        }
        QSqlDatabase::removeDatabase(name);
    });
}

/// Where the rows of a level end: from there on the finer ones count. What lies in the future, because the
/// clock was set back, does not move it.
Result<qint64> SampleStore::thinnedUntil(qint64 tunnel, qint64 level) const
{
    return number(u"SELECT max(start) + ? FROM samples WHERE tunnel=? AND level=? AND start<=?"_s,
                  {level, tunnel, level, m_clock().toMSecsSinceEpoch()});
}

Result<QList<SamplePoint>> SampleStore::read(const QString &tunnel, const QDateTime &from,
                                             const QDateTime &to, int atMost) const
{
    qint64 begin = from.toMSecsSinceEpoch();
    const qint64 end = to.toMSecsSinceEpoch();
    if (begin >= end)
        return QList<SamplePoint>();
    const Result<qint64> id = number(u"SELECT id FROM tunnels WHERE name=?"_s, {tunnel});
    if (!id)
        return std::unexpected(id.error());
    // Points start at whole multiples of their width, so one may stick out at each end.
    qint64 width = (end - begin) / std::max(1, atMost - 1) + 1;
    const qint64 age = m_clock().toMSecsSinceEpoch() - begin;
    const qint64 coarsest = width >= quarter || age > minutesKept ? quarter
                            : width >= minute || age > rawKept    ? minute
                                                                  : raw;
    if (coarsest != raw) {
        width = (width + coarsest - 1) / coarsest * coarsest;
        begin = begin / coarsest * coarsest; // the row that it is in the middle of
    }

    QStringList parts;
    QVariantList values{width, width};
    qint64 since = begin;
    for (const qint64 level : {quarter, minute, raw}) {
        if (level > coarsest)
            continue;
        qint64 until = end;
        if (level != raw) {
            const Result<qint64> thinned = thinnedUntil(*id, level);
            if (!thinned)
                return std::unexpected(thinned.error());
            until = std::clamp(*thinned, since, end);
        }
        if (since >= until)
            continue;
        parts.append(u"SELECT * FROM samples WHERE tunnel=? AND level=? AND start>=? AND start<?"_s);
        values << *id << level << since << until;
        since = until;
    }
    Result<QSqlQuery> rows =
        run(u"SELECT start / ? * ? AS point, %1 FROM (%2) GROUP BY point ORDER BY point"_s.arg(
                sums, parts.join(u" UNION ALL "_s)),
            values);
    if (!rows)
        return std::unexpected(rows.error());
    QList<SamplePoint> points;
    while (rows->next())
        points.append(toPoint(*rows, width));
    return points;
}

Result<bool> SampleStore::tidy()
{
    QList<qint64> ids;
    Result<QSqlQuery> tunnels = run(u"SELECT id FROM tunnels"_s, {});
    if (!tunnels)
        return std::unexpected(tunnels.error());
    while (tunnels->next())
        ids.append(tunnels->value(0).toLongLong());
    tunnels->finish();
    for (const qint64 id : std::as_const(ids)) {
        if (const Result<bool> did = tidyTunnel(id); !did || *did)
            return did;
    }
    return false;
}

Result<bool> SampleStore::tidyTunnel(qint64 tunnel)
{
    const qint64 now = m_clock().toMSecsSinceEpoch();
    Result<bool> did = thin(tunnel, raw, minute, (now - settles) / minute * minute);
    if (!did || *did)
        return did;
    const Result<qint64> minutes = thinnedUntil(tunnel, minute);
    if (!minutes)
        return std::unexpected(minutes.error());
    did = thin(tunnel, minute, quarter, std::min(*minutes, now) / quarter * quarter);
    if (!did || *did)
        return did;
    const Result<qint64> quarters = thinnedUntil(tunnel, quarter);
    if (!quarters)
        return std::unexpected(quarters.error());
    did = forget(tunnel, raw, std::min(now - rawKept, *minutes));
    if (!did || *did)
        return did;
    did = forget(tunnel, minute, std::min(now - minutesKept, *quarters));
    if (!did || *did)
        return did;
    return forget(tunnel, quarter, now - quartersKept);
}

/// Puts some of the rows of one level together to rows of the next, up to `until`. True when there were any.
Result<bool> SampleStore::thin(qint64 tunnel, qint64 from, qint64 to, qint64 until)
{
    // Looked up without the write lock first: mostly there is nothing to do.
    const auto next = [&]() -> Result<qint64> {
        const Result<qint64> done = thinnedUntil(tunnel, to);
        if (!done)
            return done;
        return number(u"SELECT min(start) FROM samples WHERE tunnel=? AND level=? AND start>=? AND start<?"_s,
                      {tunnel, from, *done, until});
    };
    Result<qint64> first = next();
    if (!first || *first == 0)
        return first ? Result<bool>(false) : std::unexpected(first.error());
    const Result<void> thinned = m_database->transaction([&]() -> Result<void> {
        first = next(); // another process may have been faster
        if (!first)
            return std::unexpected(first.error());
        if (*first == 0)
            return {};
        const qint64 start = *first / to * to;
        const qint64 end = std::min(until, start + stepOfThinning * to);
        const auto put =
            run(u"INSERT OR REPLACE INTO samples (tunnel, level, start, %1) SELECT tunnel, ?, start / ? * ? "
                "AS point, %2 FROM samples WHERE tunnel=? AND level=? AND start>=? AND start<? GROUP BY "
                "point"_s.arg(columns, sums),
                {to, to, to, tunnel, from, start, end});
        if (!put)
            return std::unexpected(put.error());
        return {};
    });
    if (!thinned)
        return std::unexpected(thinned.error());
    return true;
}

/// Removes some of the rows of a level from before that time. True when there were any.
Result<bool> SampleStore::forget(qint64 tunnel, qint64 level, qint64 before)
{
    const Result<qint64> last = number(
        u"SELECT max(start) FROM (SELECT start FROM samples WHERE tunnel=? AND level=? AND start<? ORDER BY "
        "start LIMIT ?)"_s,
        {tunnel, level, before, stepOfForgetting});
    if (!last || *last == 0)
        return last ? Result<bool>(false) : std::unexpected(last.error());
    const auto removed =
        run(u"DELETE FROM samples WHERE tunnel=? AND level=? AND start<=?"_s, {tunnel, level, *last});
    if (!removed)
        return std::unexpected(removed.error());
    return true;
}

} // namespace skybro::tunnel
