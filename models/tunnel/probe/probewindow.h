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

} // namespace skybro::tunnel
