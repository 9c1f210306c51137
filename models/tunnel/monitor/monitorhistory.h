#pragma once

#include "models/tunnel/monitor/tunnelmonitor.h"

namespace skybro::tunnel {

/// Keeps what a monitor saw: samples and events in the stores where there are any, the latest events in
/// memory. An event of which nothing was known when it happened gets its cause afterwards. Thread: the
/// monitor's.
class MonitorHistory
{
public:
    /// `sources` outlives it. A window may wait for the samples' store: it gets little patience, and what it
    /// could not write is kept for the next try.
    explicit MonitorHistory(const MonitorSources &sources);

    /// What another run saw.
    struct Past
    {
        QList<QDateTime> breaks;               ///< of the hour before, the oldest first
        std::optional<TunnelEvent> broke;      ///< told of within a day, and not over since
        std::optional<TunnelEvent> impairment; ///< told of within a day, and not over since
    };
    [[nodiscard]] Past past() const;
    void keep(const Sample &sample);
    void keep(const TunnelEvent &event, const QDateTime &time);
    /// `cause`: as far as it is known now; empty: not yet. `guess` stands in for one that does not come.
    void explain(const QString &cause, const QString &guess, const QDateTime &time);
    /// Whatever broke is over, and its cause was not found.
    void giveUpExplaining();
    /// Newest first.
    [[nodiscard]] QList<TunnelEvent> events(const QDateTime &from, const QDateTime &to) const;

private:
    struct Unexplained
    {
        qint64 number = 0; ///< in the store
        QDateTime event;
        QDateTime told;
        QString guess{};
    };
    void noteProblem(const Error &error) const;
    void setCause(const QString &cause);

    const MonitorSources &m_sources;
    QList<TunnelEvent> m_remembered; ///< newest first
    QList<Sample> m_waiting;         ///< oldest first: the store is full, or another process writes it
    std::optional<Unexplained> m_unexplained;
    bool m_isStoreBroken = false;
};

} // namespace skybro::tunnel
