#include "models/base/database.h"

#include "models/base/log.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>

#include <filesystem>

namespace skybro {

using namespace Qt::StringLiterals;

namespace {

/// SQLITE_CORRUPT (11) and SQLITE_NOTADB (26), https://www.sqlite.org/rescode.html
bool saysDamaged(const QSqlError &error)
{
    const QString code = error.nativeErrorCode();
    return code == u"11" || code == u"26";
}

/// SQLITE_FULL (13): no room on the disk, or a quota.
bool saysFull(const QSqlError &error)
{
    return error.nativeErrorCode() == u"13";
}

} // namespace

Result<std::unique_ptr<Database>> Database::open(const QString &path, Schema schema, const char *area,
                                                 const Clock &clock)
{
    std::unique_ptr<Database> database(new Database(path, std::move(schema)));
    if (!QDir().mkpath(QFileInfo(path).path()))
        return fail(ErrorKind::Internal, tr("The folder of %1 cannot be created.").arg(path));
    Result<void> opened = database->createOrOpen();
    if (!opened && opened.error().code == u"damaged") {
        database->close();
        const QString aside = path + u".damaged-"_s + clock().toString(u"yyyyMMdd-HHmmss-zzz"_s);
        if (!QFile::rename(path, aside))
            return fail(ErrorKind::Internal,
                        tr("%1 is damaged and cannot be renamed to %2.").arg(path, aside));
        for (const QString &suffix : {u"-wal"_s, u"-shm"_s})
            QFile::rename(path + suffix, aside + suffix);
        log::error(area, "damaged, set aside as {}", aside);
        database->m_setAside = aside;
        opened = database->createOrOpen();
    }
    if (!opened)
        return std::unexpected(opened.error());
    return database;
}

Database::Database(QString path, Schema schema)
    : m_path(std::move(path))
    , m_schema(std::move(schema))
    , m_connection(u"skybro-"_s + QUuid::createUuid().toString(QUuid::Id128))
{
}

Database::~Database()
{
    close();
}

void Database::setPatience(std::chrono::milliseconds patience)
{
    QSqlQuery(handle()).exec(u"PRAGMA busy_timeout=%1"_s.arg(patience.count()));
}

QSqlDatabase Database::handle() const
{
    return QSqlDatabase::database(m_connection, false);
}

void Database::close()
{
    if (!QSqlDatabase::contains(m_connection))
        return;
    handle().close();
    QSqlDatabase::removeDatabase(m_connection);
}

/// A new file is made beside and linked to its place: SQLite's timeout does not count while one process
/// switches a file to WAL and another opens it.
Result<void> Database::createOrOpen()
{
    if (m_path != inMemory && !QFile::exists(m_path)) {
        const QString beside = m_path + u".new-"_s + QUuid::createUuid().toString(QUuid::Id128);
        const Result<void> made = openFile(beside);
        close();
        // Another may have been first: then theirs is the file. QFile::rename would replace it.
        std::error_code ignored;
        if (made)
            std::filesystem::create_hard_link(beside.toStdString(), m_path.toStdString(), ignored);
        QFile::remove(beside);
        if (!made)
            return made;
    }
    return openFile(m_path);
}

Result<void> Database::openFile(const QString &path)
{
    QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    db.setDatabaseName(path);
    db.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000"_s);
    if (!db.open())
        return failure(db.lastError());
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    QSqlQuery query(db);
    const auto failed = [&]() -> Result<void> {
        if (saysDamaged(query.lastError()))
            return std::unexpected(damaged());
        return failure(query.lastError());
    };
    // WAL with NORMAL: what was committed outlives a killed process, and readers never block the writer.
    if (!query.exec(u"PRAGMA journal_mode=WAL"_s) || !query.exec(u"PRAGMA synchronous=NORMAL"_s))
        return failed();
    if (!query.exec(u"PRAGMA quick_check(1)"_s) || !query.next())
        return failed();
    if (query.value(0).toString() != u"ok")
        return std::unexpected(damaged());
    query.finish();
    const Result<int> found = version();
    if (!found)
        return std::unexpected(found.error());
    if (*found == m_schema.version)
        return {};
    return transaction([this] { return bringUpToDate(); });
}

/// 0: the file is empty.
Result<int> Database::version() const
{
    QSqlQuery query(handle());
    if (query.exec(u"PRAGMA user_version"_s) && query.next())
        return query.value(0).toInt();
    if (saysDamaged(query.lastError()))
        return std::unexpected(damaged());
    return failure(query.lastError());
}

/// Within a transaction: another process may have been faster.
Result<void> Database::bringUpToDate()
{
    const Result<int> found = version();
    if (!found)
        return std::unexpected(found.error());
    if (*found == m_schema.version)
        return {};
    if (*found > m_schema.version)
        return fail(ErrorKind::Internal,
                    tr("%1 was written by a newer Skybro. Update this one.").arg(m_path));
    QStringList statements;
    if (*found == 0) {
        statements = m_schema.statements;
    } else {
        Q_ASSERT(m_schema.upgrades.size() == m_schema.version - 1);
        for (int from = *found; from < m_schema.version; ++from)
            statements += m_schema.upgrades[from - 1];
    }
    for (const QString &statement : std::as_const(statements)) {
        if (Result<void> done = execute(statement); !done)
            return done;
    }
    return execute(u"PRAGMA user_version=%1"_s.arg(m_schema.version));
}

Error Database::damaged() const
{
    Error error = makeError(ErrorKind::Internal, tr("%1 is damaged.").arg(m_path));
    error.code = u"damaged"_s;
    return error;
}

std::unexpected<Error> Database::failure(const QSqlError &error) const
{
    if (!saysFull(error))
        return fail(ErrorKind::Internal, tr("%1 cannot be written: %2").arg(m_path, error.text()));
    Error full =
        makeError(ErrorKind::Internal,
                  tr("%1 cannot be written: the disk is full. Make room there.").arg(m_path), error.text());
    full.code = u"disk-full"_s;
    full.retryable = true;
    return std::unexpected(std::move(full));
}

Result<void> Database::execute(const QString &statement)
{
    QSqlQuery query(handle());
    if (!query.exec(statement))
        return failure(query.lastError());
    return {};
}

void Database::rollBack()
{
    QSqlQuery(handle()).exec(u"ROLLBACK"_s);
}

} // namespace skybro
