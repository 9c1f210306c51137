#pragma once

#include "models/tunnel/monitor/bytecounter.h"

#include <QDateTime>

#include <chrono>
#include <deque>
#include <optional>

namespace skybro::tunnel {

/// How much a tunnel carries: a second, and while probes went as they go now.
class MovedBytes
{
public:
    struct Rate
    {
        double in = 0; ///< bytes per second from Azure
        double out = 0;
    };

    /// One look at the gateway's counters.
    void add(const QList<ChildSa> &sas, const QDateTime &time);
    /// Probes go another way from now on: what is between the last look and the next says nothing of them.
    void beginAnew();
    /// The gateway gave no answer: nothing is known from the last look to the next.
    void interrupt();

    /// Between the last two looks; nothing when they were not two, or nobody counted.
    [[nodiscard]] const std::optional<Rate> &rate() const { return m_rate; }
    /// Of the last ten seconds, or since beginAnew().
    [[nodiscard]] std::optional<ByteCounter::Bytes> moved() const;

private:
    struct Piece
    {
        QDateTime time;
        ByteCounter::Bytes bytes;
    };
    ByteCounter m_counter;
    QDateTime m_looked;
    std::optional<Rate> m_rate;
    std::deque<Piece> m_pieces;
    bool m_isWhole = false; ///< the last look lies behind beginAnew()
};

} // namespace skybro::tunnel
