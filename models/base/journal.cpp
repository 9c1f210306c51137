#include "models/base/journal.h"

#include "models/base/basedirs.h"
#include "models/base/log.h"
#include "models/base/processidentity.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>

#include <chrono>
#include <filesystem>

namespace skybro {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int schemaVersion = 1;
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

std::unexpected<Error> databaseError(const QString &path, const QSqlError &error)
{
    return fail(ErrorKind::Internal,
                Journal::tr("The journal %1 cannot be written: %2").arg(path, error.text()));
}

/// SQLITE_CORRUPT (11) and SQLITE_NOTADB (26), https://www.sqlite.org/rescode.html
bool saysDamaged(const QSqlError &error)
{
    const QString code = error.nativeErrorCode();
    return code == u"11" || code == u"26";
}

} // namespace

Result<std::unique_ptr<Journal>> Journal::open(const QString &path, Clock clock)
{
    std::unique_ptr<Journal> journal(new Journal(path, std::move(clock)));
    if (!QDir().mkpath(QFileInfo(path).path()))
        return fail(ErrorKind::Internal, tr("The folder of the journal %1 cannot be created.").arg(path));
    Result<void> opened = journal->createOrOpen();
    if (!opened && opened.error().code == u"damaged") {
        journal->closeDatabase();
        const QString aside = path + u".damaged-"_s + journal->m_clock().toString(u"yyyyMMdd-HHmmss-zzz"_s);
        if (!QFile::rename(path, aside))
            return fail(ErrorKind::Internal,
                        tr("The journal %1 is damaged and cannot be renamed to %2.").arg(path, aside));
        for (const QString &suffix : {u"-wal"_s, u"-shm"_s})
            QFile::rename(path + suffix, aside + suffix);
        log::error("journal", "damaged, set aside as {}", aside);
        journal->m_setAside = aside;
        opened = journal->createOrOpen();
    }
    if (!opened)
        return std::unexpected(opened.error());
    return journal;
}

QString Journal::defaultPath()
{
    return stateHome() + u"/skybro/journal.sqlite"_s;
}

Journal::Journal(QString path, Clock clock)
    : m_path(std::move(path))
    , m_connection(u"journal-"_s + QUuid::createUuid().toString(QUuid::Id128))
    , m_clock(std::move(clock))
{
    m_watch.setInterval(watchInterval);
    connect(&m_watch, &QTimer::timeout, this, &Journal::readForeignChanges);
}

Journal::~Journal()
{
    closeDatabase();
}

QSqlDatabase Journal::database() const
{
    return QSqlDatabase::database(m_connection, false);
}

void Journal::closeDatabase()
{
    if (!QSqlDatabase::contains(m_connection))
        return;
    database().close();
    QSqlDatabase::removeDatabase(m_connection);
}

/// A new file is made beside and linked to its place: SQLite's timeout does not count while one process
/// switches a file to WAL and another opens it.
Result<void> Journal::createOrOpen()
{
    if (!QFile::exists(m_path)) {
        const QString beside = m_path + u".new-"_s + QUuid::createUuid().toString(QUuid::Id128);
        const Result<void> made = openDatabase(beside);
        closeDatabase();
        // Another may have been first: then theirs is the journal. QFile::rename would replace it.
        std::error_code ignored;
        if (made)
            std::filesystem::create_hard_link(beside.toStdString(), m_path.toStdString(), ignored);
        QFile::remove(beside);
        if (!made)
            return made;
    }
    return openDatabase(m_path);
}

Result<void> Journal::openDatabase(const QString &path)
{
    QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    db.setDatabaseName(path);
    db.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000"_s);
    if (!db.open())
        return databaseError(m_path, db.lastError());
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    QSqlQuery query(db);
    const auto damaged = [&]() -> Result<void> {
        if (!saysDamaged(query.lastError()))
            return databaseError(m_path, query.lastError());
        Error error = makeError(ErrorKind::Internal, tr("The journal %1 is damaged.").arg(m_path));
        error.code = u"damaged"_s;
        return std::unexpected(error);
    };
    // WAL with NORMAL: what was committed outlives a killed process, and readers never block the writer.
    if (!query.exec(u"PRAGMA journal_mode=WAL"_s) || !query.exec(u"PRAGMA synchronous=NORMAL"_s))
        return damaged();
    if (!query.exec(u"PRAGMA quick_check(1)"_s) || !query.next())
        return damaged();
    if (query.value(0).toString() != u"ok") {
        Error error = makeError(ErrorKind::Internal, tr("The journal %1 is damaged.").arg(m_path));
        error.code = u"damaged"_s;
        return std::unexpected(error);
    }
    if (!query.exec(u"PRAGMA user_version"_s) || !query.next())
        return damaged();
    const int version = query.value(0).toInt();
    query.finish();
    if (version > schemaVersion)
        return fail(ErrorKind::Internal,
                    tr("The journal %1 was written by a newer Skybro. Update this one.").arg(m_path));
    if (version == 0) {
        if (const Result<void> created = createTables(); !created)
            return created;
    }
    if (const Result<void> pruned = prune(); !pruned)
        return pruned;
    if (query.exec(u"SELECT ifnull(max(revision), 0) FROM operations"_s) && query.next())
        m_seenRevision = query.value(0).toLongLong();
    return {};
}

Result<void> Journal::createTables()
{
    QSqlQuery query(database());
    const QStringList statements{
        u"BEGIN IMMEDIATE"_s,
        u"CREATE TABLE IF NOT EXISTS operations (id TEXT PRIMARY KEY, batch TEXT, site TEXT, kind TEXT, "
        u"target TEXT, "
        "targetName TEXT, state TEXT, step TEXT, pollUrl TEXT, error TEXT, created INTEGER, updated INTEGER, "
        "ended INTEGER, owner TEXT, revision INTEGER)"_s,
        u"CREATE INDEX IF NOT EXISTS operations_created ON operations (created)"_s,
        u"CREATE INDEX IF NOT EXISTS operations_revision ON operations (revision)"_s,
        u"PRAGMA user_version=%1"_s.arg(schemaVersion),
        u"COMMIT"_s,
    };
    for (const QString &statement : statements) {
        if (!query.exec(statement))
            return databaseError(m_path, query.lastError());
    }
    return {};
}

Result<void> Journal::prune()
{
    QSqlQuery query(database());
    query.prepare(u"DELETE FROM operations WHERE ended IS NOT NULL AND ended < ?"_s);
    query.addBindValue(m_clock().toMSecsSinceEpoch() - std::chrono::milliseconds(keptFor).count());
    if (!query.exec())
        return databaseError(m_path, query.lastError());
    return {};
}

namespace {

/// Runs `write` in a transaction that takes the write lock at once, so that two processes never deadlock
/// upgrading.
template <typename Write>
bool inTransaction(const QSqlDatabase &db, Write write, QSqlError *error)
{
    QSqlQuery control(db);
    if (!control.exec(u"BEGIN IMMEDIATE"_s)) {
        *error = control.lastError();
        return false;
    }
    if (write() && control.exec(u"COMMIT"_s))
        return true;
    if (control.lastError().isValid())
        *error = control.lastError();
    control.exec(u"ROLLBACK"_s);
    return false;
}

} // namespace

Result<void> Journal::add(QList<Operation> operations)
{
    const QDateTime now = m_clock();
    const QString owner = processIdentity();
    const QSqlDatabase db = database();
    QSqlQuery insert(db);
    insert.prepare(u"INSERT INTO operations (%1, revision) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?, "
                   "(SELECT ifnull(max(revision), 0) + 1 FROM operations))"_s.arg(columns));
    QSqlError error;
    const bool written = inTransaction(
        db,
        [&] {
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
                if (!insert.exec()) {
                    error = insert.lastError();
                    return false;
                }
            }
            return true;
        },
        &error);
    if (!written)
        return databaseError(m_path, error);
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
    QSqlError error;
    QStringList written;
    const bool ok = inTransaction(
        db,
        [&] {
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
                if (!query.exec()) {
                    error = query.lastError();
                    return false;
                }
                if (query.numRowsAffected() == 1)
                    written.append(operation.id);
            }
            return true;
        },
        &error);
    if (!ok)
        return databaseError(m_path, error);
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
