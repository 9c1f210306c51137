#pragma once

#include "models/base/clock.h"
#include "models/base/operation.h"
#include "models/base/result.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

class QSqlDatabase;

namespace skybro {

class Database;

/// How long what was done is remembered: finished operations, and the logs of runs.
inline constexpr std::chrono::days keptFor{180};

/// The journal of operations: one SQLite file that the console and any number of skybroctl write side by
/// side. What is added is on disk, safe from a killed process, when add() or update() returns. Thread: the
/// one that opened it.
class Journal : public QObject
{
    Q_OBJECT

public:
    /// Opens or creates the file. One that is damaged is renamed (see setAside()) and a new one begun; one
    /// written by a newer Skybro is left alone and is an error.
    [[nodiscard]] static Result<std::unique_ptr<Journal>> open(const QString &path,
                                                               Clock clock = systemClock());
    /// $XDG_STATE_HOME/skybro/journal.sqlite
    [[nodiscard]] static QString defaultPath();
    ~Journal() override;

    /// New name of a damaged journal that open() put aside; empty when there was none. To be told to the
    /// user.
    [[nodiscard]] QString setAside() const;

    /// Records new operations in one transaction: all or none. Sets created, updated and owner.
    [[nodiscard]] Result<void> add(QList<Operation> operations);
    /// Records what changed; sets updated and, when it is finished, ended. A finished operation stays as it
    /// is.
    [[nodiscard]] Result<void> update(const Operation &operation) { return update(QList{operation}); }
    [[nodiscard]] Result<void> update(QList<Operation> operations);

    [[nodiscard]] std::optional<Operation> find(const QString &id) const;
    /// Newest first: of all sites …
    [[nodiscard]] QList<Operation> recent(int limit = 1000) const;
    /// … or of one.
    [[nodiscard]] QList<Operation> recent(const QString &site, int limit = 1000) const;
    /// Queued or running, oldest first.
    [[nodiscard]] QList<Operation> unfinished(const QString &site) const;
    /// Makes this process the owner of the site's unfinished operations whose owner is gone, and returns
    /// them. Of two processes that ask at once, each operation goes to one. An owner on another host counts
    /// as gone after ten minutes without a word. Only those that are `wanted`: what one part of Skybro knows
    /// how to take up, another would leave undone.
    [[nodiscard]] QList<Operation> claimAbandoned(const QString &site,
                                                  const std::function<bool(const Operation &)> &wanted);

    /// Looks every two seconds whether other processes wrote, and signals it. Off by default.
    void setWatching(bool watching);

signals:
    void added(const QList<skybro::Operation> &operations);
    /// Also for operations of other processes, of which the receiver may not have heard before.
    void changed(const QList<skybro::Operation> &operations);

private:
    Journal(std::unique_ptr<Database> database, Clock clock);
    [[nodiscard]] Result<void> prune();
    void readForeignChanges();
    [[nodiscard]] QSqlDatabase database() const;
    [[nodiscard]] QList<Operation> select(const QString &where, const QVariantList &values) const;

    std::unique_ptr<Database> m_database;
    Clock m_clock;
    QTimer m_watch;
    qint64 m_seenRevision = 0;
    qint64 m_dataVersion = 0;
};

} // namespace skybro
