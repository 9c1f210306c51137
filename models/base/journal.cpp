#include "models/base/journal.h"

#include "models/base/basedirs.h"
#include "models/base/database.h"
#include "models/base/log.h"
#include "models/base/processidentity.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <chrono>

namespace skybro {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto watchInterval = 2s;
constexpr auto silenceOfOtherHosts = 10min;
const QString columns =
    u"id, batch, site, kind, target, targetName, state, step, pollUrl, error, created, updated, "
    "ended, owner"_s;

QString errorToJson(const std::optional<Error> &error)
{
    if (!error)
        return {};
    const QJsonObject object{{u"kind"_s, toWord(error->kind)},   {u"code"_s, error->code},
                             {u"text"_s, error->text},           {u"detail"_s, error->detail},
                             {u"retryable"_s, error->retryable}, {u"requestId"_s, error->requestId}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<Error> errorFromJson(const QString &json)
{
    if (json.isEmpty())
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    Error error = makeError(errorKindFromWord(object[u"kind"_s].toString()).value_or(ErrorKind::Internal),
                            object[u"text"_s].toString(), object[u"detail"_s].toString());
    error.code = object[u"code"_s].toString();
    error.retryable = object[u"retryable"_s].toBool();
    error.requestId = object[u"requestId"_s].toString();
    return error;
}

/// A null text would become SQL's NULL, which equals nothing.
QString notNull(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

QVariant toColumn(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant();
}

QDateTime toTime(const QVariant &column)
{
    return column.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(column.toLongLong(), Qt::UTC);
}

Database::Schema schema()
{
    return {
        .version = 1,
        .statements = {
            u"CREATE TABLE operations (id TEXT PRIMARY KEY, batch TEXT, site TEXT, kind TEXT, target TEXT, "
            "targetName TEXT, state TEXT, step TEXT, pollUrl TEXT, error TEXT, created INTEGER, updated "
            "INTEGER, ended INTEGER, owner TEXT, revision INTEGER)"_s,
            u"CREATE INDEX operations_created ON operations (created)"_s,
            u"CREATE INDEX operations_revision ON operations (revision)"_s,
        }};
}

} // namespace

Result<std::unique_ptr<Journal>> Journal::open(const QString &path, Clock clock)
{
    Result<std::unique_ptr<Database>> database = Database::open(path, schema(), "journal", clock);
    if (!database)
        return std::unexpected(database.error());
    std::unique_ptr<Journal> journal(new Journal(std::move(*database), std::move(clock)));
    if (const Result<void> pruned = journal->prune(); !pruned)
        return std::unexpected(pruned.error());
    QSqlQuery query(journal->database());
    if (query.exec(u"SELECT ifnull(max(revision), 0) FROM operations"_s) && query.next())
        journal->m_seenRevision = query.value(0).toLongLong();
    return journal;
}

QString Journal::defaultPath()
{
    return stateHome() + u"/skybro/journal.sqlite"_s;
}

Journal::Journal(std::unique_ptr<Database> database, Clock clock)
    : m_database(std::move(database))
    , m_clock(std::move(clock))
{
    m_watch.setInterval(watchInterval);
    connect(&m_watch, &QTimer::timeout, this, &Journal::readForeignChanges);
}

Journal::~Journal() = default;

QString Journal::setAside() const
{
    return m_database->setAside();
}

QSqlDatabase Journal::database() const
{
    return m_database->handle();
}

Result<void> Journal::prune()
{
    QSqlQuery query(database());
    query.prepare(u"DELETE FROM operations WHERE ended IS NOT NULL AND ended < ?"_s);
    query.addBindValue(m_clock().toMSecsSinceEpoch() - std::chrono::milliseconds(keptFor).count());
    if (!query.exec())
        return m_database->failure(query.lastError());
    return {};
}

Result<void> Journal::add(QList<Operation> operations)
{
    const QDateTime now = m_clock();
    const QString owner = processIdentity();
    const QSqlDatabase db = database();
    QSqlQuery insert(db);
    insert.prepare(u"INSERT INTO operations (%1, revision) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?, "
                   "(SELECT ifnull(max(revision), 0) + 1 FROM operations))"_s.arg(columns));
    const Result<void> written = m_database->transaction([&]() -> Result<void> {
        for (Operation &operation : operations) {
            operation.created = operation.updated = now;
            operation.owner = owner;
            const QVariantList values{operation.id,
                                      operation.batch,
                                      notNull(operation.site),
                                      operation.kind,
                                      operation.target,
                                      operation.targetName,
                                      toWord(operation.state),
                                      operation.step,
                                      operation.pollUrl,
                                      errorToJson(operation.error),
                                      toColumn(operation.created),
                                      toColumn(operation.updated),
                                      toColumn(operation.ended),
                                      operation.owner};
            for (const QVariant &value : values)
                insert.addBindValue(value);
            if (!insert.exec())
                return m_database->failure(insert.lastError());
        }
        return {};
    });
    if (!written)
        return written;
    emit added(operations);
    return {};
}

Result<void> Journal::update(QList<Operation> operations)
{
    const QDateTime now = m_clock();
    const QSqlDatabase db = database();
    QSqlQuery query(db);
    query.prepare(u"UPDATE operations SET state=?, step=?, pollUrl=?, error=?, updated=?, ended=?, "
                  "revision=(SELECT max(revision) + 1 FROM operations) WHERE id=? AND ended IS NULL"_s);
    QStringList written;
    const Result<void> done = m_database->transaction([&]() -> Result<void> {
        for (Operation &operation : operations) {
            operation.updated = now;
            operation.ended = isFinished(operation.state) ? now : QDateTime();
            const QVariantList values{toWord(operation.state),
                                      operation.step,
                                      operation.pollUrl,
                                      errorToJson(operation.error),
                                      toColumn(operation.updated),
                                      toColumn(operation.ended),
                                      operation.id};
            for (const QVariant &value : values)
                query.addBindValue(value);
            if (!query.exec())
                return m_database->failure(query.lastError());
            if (query.numRowsAffected() == 1)
                written.append(operation.id);
        }
        return {};
    });
    if (!done)
        return done;
    if (written.isEmpty())
        return {};
    // As they are on disk: a caller's copy may lack what add() filled in.
    QList<Operation> stored;
    for (const QString &id : std::as_const(written))
        stored += select(u"WHERE id=?"_s, {id});
    emit changed(stored);
    return {};
}

QList<Operation> Journal::select(const QString &where, const QVariantList &values) const
{
    QSqlQuery query(database());
    query.setForwardOnly(true);
    query.prepare(u"SELECT %1 FROM operations %2"_s.arg(columns, where));
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec()) {
        log::error("journal", "cannot be read: {}", query.lastError().text());
        return {};
    }
    QList<Operation> operations;
    while (query.next()) {
        operations.append(
            {.id = query.value(0).toString(),
             .batch = query.value(1).toString(),
             .site = query.value(2).toString(),
             .kind = query.value(3).toString(),
             .target = query.value(4).toString(),
             .targetName = query.value(5).toString(),
             .state = operationStateFromWord(query.value(6).toString()).value_or(OperationState::Unknown),
             .step = query.value(7).toString(),
             .pollUrl = query.value(8).toString(),
             .error = errorFromJson(query.value(9).toString()),
             .created = toTime(query.value(10)),
             .updated = toTime(query.value(11)),
             .ended = toTime(query.value(12)),
             .owner = query.value(13).toString()});
    }
    return operations;
}

std::optional<Operation> Journal::find(const QString &id) const
{
    const QList<Operation> found = select(u"WHERE id=?"_s, {id});
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

QList<Operation> Journal::recent(int limit) const
{
    return select(u"ORDER BY created DESC, rowid DESC LIMIT ?"_s, {limit});
}

QList<Operation> Journal::recent(const QString &site, int limit) const
{
    return select(u"WHERE site=? ORDER BY created DESC, rowid DESC LIMIT ?"_s, {site, limit});
}

QList<Operation> Journal::unfinished(const QString &site) const
{
    return select(u"WHERE ended IS NULL AND site=? ORDER BY created, rowid"_s, {notNull(site)});
}

QList<Operation> Journal::claimAbandoned(const QString &site,
                                         const std::function<bool(const Operation &)> &wanted)
{
    const QString me = processIdentity();
    const QDateTime now = m_clock();
    QList<Operation> claimed;
    for (Operation &operation : unfinished(site)) {
        if (!wanted(operation))
            continue;
        const ProcessLife life = lifeOf(operation.owner);
        const bool silent = std::chrono::milliseconds(operation.updated.msecsTo(now)) > silenceOfOtherHosts;
        if (life == ProcessLife::Alive || (life == ProcessLife::Elsewhere && !silent))
            continue;
        QSqlQuery query(database());
        query.prepare(u"UPDATE operations SET owner=?, revision=(SELECT max(revision) + 1 FROM operations) "
                      "WHERE id=? AND owner=? AND ended IS NULL"_s);
        query.addBindValue(me);
        query.addBindValue(operation.id);
        query.addBindValue(operation.owner);
        if (!query.exec() || query.numRowsAffected() != 1)
            continue;
        operation.owner = me;
        claimed.append(operation);
    }
    return claimed;
}

void Journal::setWatching(bool watching)
{
    if (watching)
        m_watch.start();
    else
        m_watch.stop();
}

void Journal::readForeignChanges()
{
    // data_version changes only when another connection has written: https://www.sqlite.org/pragma.html
    QSqlQuery query(database());
    if (!query.exec(u"PRAGMA data_version"_s) || !query.next())
        return;
    const qint64 version = query.value(0).toLongLong();
    query.finish();
    if (version == m_dataVersion)
        return;
    m_dataVersion = version;
    const QString me = processIdentity();
    QList<Operation> foreign =
        select(u"WHERE revision > ? AND owner <> ? ORDER BY created, rowid"_s, {m_seenRevision, me});
    if (query.exec(u"SELECT ifnull(max(revision), 0) FROM operations"_s) && query.next())
        m_seenRevision = query.value(0).toLongLong();
    if (!foreign.isEmpty())
        emit changed(foreign);
}

} // namespace skybro
