#pragma once

#include "models/tunnel/probe/probe.h"

#include <QDateTime>

#include <deque>

namespace skybro::tunnel {

/// How well probes came back.
struct ProbeStatistics
{
    int made = 0; ///< answered and lost; what could not be made does not count
    int answered = 0;
    // Of the answers whose round trip is known:
    std::optional<std::chrono::microseconds> minimum;
    std::optional<std::chrono::microseconds> mean;
    std::optional<std::chrono::microseconds> median;
    std::optional<std::chrono::microseconds> maximum;
    /// Mean of the differences between a round trip and the next, without sign. RFC 3550 (6.4.1) smooths the
    /// same differences of one-way times with 1/16; a plain mean forgets with the window. Nothing under two
    /// round trips.
    std::optional<std::chrono::microseconds> jitter;

    [[nodiscard]] int lost() const { return made - answered; }
    /// 0 … 1; nothing when no probe was made.
    [[nodiscard]] std::optional<double> loss() const;
    bool operator==(const ProbeStatistics &) const = default;
};

/// Of replies in the order in which they were asked for.
[[nodiscard]] ProbeStatistics statisticsOf(const QList<ProbeReply> &replies);

/// The replies of the last while.
class ProbeWindow
{
public:
    explicit ProbeWindow(std::chrono::milliseconds length);

    /// `time` is when the probe was sent. Times may jump: what lies ahead of a new reply, because the clock
    /// was set back, is forgotten, too.
    void add(const QDateTime &time, const ProbeReply &reply);
    [[nodiscard]] ProbeStatistics statistics() const;
    void clear() { m_replies.clear(); }

private:
    struct Entry
    {
        qint64 time = 0;
        ProbeReply reply;
    };
    std::chrono::milliseconds m_length;
    std::deque<Entry> m_replies;
};

/// Bytes that the gateway counted through the tunnel, since its last rekey or restart.
struct ByteCounters
{
    quint64 in = 0;  ///< from Azure
    quint64 out = 0; ///< to Azure
    bool operator==(const ByteCounters &) const = default;
};

/// What two readings of the gateway's counters hint at. A probe that is lost does not say on which way.
enum class DirectionHint
{
    Idle,     ///< neither grew
    BothWays, ///< traffic comes and goes
    OnlyOut,  ///< we send and nothing comes back: the far end is down, drops it, or knows no way back
    OnlyIn,   ///< it sends and we do not: a route or policy on this side
    Restarted ///< a counter went back (rekey, restart): these two readings say nothing
};

[[nodiscard]] QString toWord(DirectionHint hint); ///< "idle", "both-ways", "only-out", "only-in", "restarted"
/// `before` and `now` are of the same security association, some seconds apart.
[[nodiscard]] DirectionHint directionHint(const ByteCounters &before, const ByteCounters &now);

} // namespace skybro::tunnel
