#pragma once

#include "models/tunnel/doctor/finding.h"
#include "models/tunnel/monitor/tunnelevents.h"

namespace skybro::tunnel {

/// From sample to sample, what impairs a tunnel whose probes pass; out of that, events Impaired and Repaired.
/// Pure: its only clock is the samples' own time, which may jump.
///
/// Large packets are the slowest to be looked at: again after some 6 s when they vanished, and after some 20
/// s when they passed. `begins` and `ends` are long enough for two such looks: one that errs makes no event.
class ImpairmentEvents
{
public:
    static constexpr std::chrono::milliseconds begins{10'000};
    static constexpr std::chrono::milliseconds ends{30'000};

    /// Told of by another run, and not over when that ended.
    void setPast(const TunnelEvent &impaired);
    /// `impairment`: what impairs it; null: nothing does. One that another one follows is an event of its
    /// own.
    [[nodiscard]] std::optional<TunnelEvent> add(const QDateTime &time, const Finding *impairment);
    /// Nothing passes, and nobody can tell: what was told stays so, and is to be seen anew.
    void interrupt();

    /// The kind of what impairs it, told of yet or not, or was told of last; empty: nothing.
    [[nodiscard]] QString fault() const { return m_seen ? m_seen->fault : m_told.fault; }
    /// When it began, told of yet or not; invalid: nothing impairs it.
    [[nodiscard]] QDateTime since() const;
    /// When the last one ended, told of yet or not; invalid: none was seen to.
    [[nodiscard]] QDateTime until() const { return m_until; }

private:
    struct Stretch
    {
        QString fault; ///< empty: nothing impairs it
        QDateTime since;
    };
    void followClock(const QDateTime &time);

    Stretch m_told;
    std::optional<Stretch> m_seen; ///< of the latest samples, all alike
    QDateTime m_over;              ///< when it was seen to end, before nothing passed; invalid: it was not
    QDateTime m_until;
    QDateTime m_last;
};

} // namespace skybro::tunnel
