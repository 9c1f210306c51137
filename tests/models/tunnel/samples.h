#pragma once

#include "models/tunnel/monitor/sample.h"

namespace skybro::test {

/// A working tunnel's sample: 20 ms and a bit, one probe, 1 KB/s in and 2 KB/s out.
[[nodiscard]] inline tunnel::Sample healthy(const QDateTime &time)
{
    const qint64 second = time.toSecsSinceEpoch();
    tunnel::Sample sample;
    sample.time = time;
    sample.azure = {tunnel::SignalState::Up, time.addSecs(-second % 60)};
    sample.gateway = {tunnel::SignalState::Up, time};
    sample.probesMade = 1;
    sample.probesAnswered = 1;
    sample.roundTrip = std::chrono::microseconds(20'000 + second * 7919 % 5'000);
    sample.bytes = {.in = static_cast<quint64>(second % 1'000'000) * 1000,
                    .out = static_cast<quint64>(second % 1'000'000) * 2000};
    sample.childSa = QStringLiteral("#4");
    return sample;
}

/// The same with nothing coming back.
[[nodiscard]] inline tunnel::Sample cut(const QDateTime &time)
{
    tunnel::Sample sample = healthy(time);
    sample.probesAnswered = 0;
    sample.roundTrip.reset();
    return sample;
}

} // namespace skybro::test
