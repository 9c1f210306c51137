#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>

class QSqlDatabase;
class QSqlError;

namespace skybro {

/// One SQLite file that any number of processes write side by side: WAL, private to the user, checked when it
/// is opened. What a transaction committed outlives a killed process, not a power cut in the same second
/// (synchronous=NORMAL). Thread: the one that opened it.
class Database
{
    Q_DECLARE_TR_FUNCTIONS(skybro::Database)

public:
    struct Schema
    {
        int version = 1;        ///< kept as user_version; a file with a higher one is not opened
        QStringList statements; ///< make all tables in an empty file; run in one transaction
        /// What makes a file of an older version one of this: the first of them, of version 1 one of version
        /// 2. One transaction for all.
        QList<QStringList> upgrades = {};
    };

    /// The path of a database that is kept nowhere.
    static constexpr QLatin1StringView inMemory{":memory:"};

    /// Opens or creates the file and its folder. One that is damaged is renamed (see setAside()) and a new
    /// one begun; one written by a newer Skybro is left alone and is an error. `area` is for the log.
    [[nodiscard]] static Result<std::unique_ptr<Database>>
    open(const QString &path, Schema schema, const char *area, const Clock &clock = systemClock());
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    /// How long a statement waits while another process writes, before it fails. 5 s unless told: whoever
    /// must not stand still for so long asks for less, and tries again.
    void setPatience(std::chrono::milliseconds patience);

    [[nodiscard]] QSqlDatabase handle() const;
    [[nodiscard]] QString path() const { return m_path; }
    /// New name of a damaged file that open() put aside; empty when there was none.
    [[nodiscard]] QString setAside() const { return m_setAside; }

    /// What the user reads when a statement failed. Code "disk-full" when there was no room: retryable.
    [[nodiscard]] std::unexpected<Error> failure(const QSqlError &error) const;
    /// Runs one statement without values.
    [[nodiscard]] Result<void> execute(const QString &statement);

    /// Runs `write`, which returns Result<void>, in a transaction that takes the write lock at once, so that
    /// two processes never deadlock upgrading. All or nothing.
    template <typename Write>
    [[nodiscard]] Result<void> transaction(Write write)
    {
        if (Result<void> begun = execute(QStringLiteral("BEGIN IMMEDIATE")); !begun)
            return begun;
        Result<void> written = write();
        if (written)
            written = execute(QStringLiteral("COMMIT"));
        if (!written)
            rollBack();
        return written;
    }

private:
    Database(QString path, Schema schema);
    [[nodiscard]] Result<void> createOrOpen();
    [[nodiscard]] Result<void> openFile(const QString &path);
    [[nodiscard]] Result<int> version() const;
    [[nodiscard]] Result<void> bringUpToDate();
    [[nodiscard]] Error damaged() const;
    void rollBack();
    void close();

    QString m_path;
    Schema m_schema;
    QString m_connection;
    QString m_setAside;
};

} // namespace skybro
