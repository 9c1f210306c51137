#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"
#include "models/tunnel/monitor/samplepoint.h"

#include <QHash>

#include <array>
#include <memory>

class QSqlQuery;

namespace skybro {
class Database;
}

namespace skybro::tunnel {

/// The samples of all tunnels: one SQLite file (historyPath()) that the console and any number of skybroctl
/// write side by side. Samples are kept as they are for a day, then a minute's together for 30 days, then a
/// quarter of an hour's for a year; minimum, mean and maximum stay. What is added is on disk, safe from a
/// killed process, when add() returns. Thread: the one that opened it; open it twice to read in another.
class SampleStore
{
public:
    /// As Database::open(): a damaged file is renamed and a new one begun.
    [[nodiscard]] static Result<std::unique_ptr<SampleStore>> open(const QString &path,
                                                                   Clock clock = systemClock());
    ~SampleStore();
    Q_DISABLE_COPY_MOVE(SampleStore)

    /// See Database::setPatience().
    void setPatience(std::chrono::milliseconds patience);
    /// New name of a damaged file that open() put aside; empty when there was none.
    [[nodiscard]] QString setAside() const;

    /// Error Internal, code "disk-full" when there is no room: this sample is lost, a later one may be kept.
    [[nodiscard]] Result<void> add(const QString &tunnel, const Sample &sample);
    /// The samples of [from, to) in `atMost` (2 or more) points or fewer, oldest first, each of the same
    /// width but for those between which samples are missing. The width is a whole number of minutes or
    /// quarters where samples of then are kept no finer, so that a point means the same however far one
    /// looks.
    [[nodiscard]] Result<QList<SamplePoint>> read(const QString &tunnel, const QDateTime &from,
                                                  const QDateTime &to, int atMost) const;

    /// Does one small step (some milliseconds) of what there is to do: puts minutes and quarters together,
    /// removes what is too old. Returns whether there is more. To be called after every add().
    [[nodiscard]] Result<bool> tidy();

private:
    SampleStore(std::unique_ptr<Database> database, Clock clock);
    void moveIntoFile();
    [[nodiscard]] Result<QSqlQuery> run(const QString &statement, const QVariantList &values) const;
    [[nodiscard]] Result<qint64> number(const QString &statement, const QVariantList &values) const;
    [[nodiscard]] Result<qint64> idOf(const QString &tunnel);
    [[nodiscard]] Result<qint64> thinnedUntil(qint64 tunnel, qint64 level) const;
    [[nodiscard]] Result<bool> tidyTunnel(qint64 tunnel);
    [[nodiscard]] Result<bool> thin(qint64 tunnel, qint64 from, qint64 to, qint64 until);
    [[nodiscard]] Result<bool> forget(qint64 tunnel, qint64 level, qint64 before);

    std::unique_ptr<Database> m_database;
    Clock m_clock;
    QHash<QString, qint64> m_ids;
    int m_added = 0; ///< since moveIntoFile()
};

} // namespace skybro::tunnel
