#pragma once

#include "models/base/pooljob.h"
#include "models/tunnel/monitor/samplepoint.h"
#include "ui/common/stateband.h"
#include "ui/common/timechart.h"

namespace skybro::ui {

/// A stretch of a tunnel's past, made ready to be drawn.
struct TunnelHistory
{
    TimeSpan span;
    QList<tunnel::SamplePoint> points;
    TimeSeries roundTrip; ///< milliseconds
    TimeSeries loss;      ///< 0 … 1
    TimeSeries bytesIn;   ///< bytes per second, from Azure
    TimeSeries bytesOut;
    QList<BandRow> states;
};

/// Series and bands of these points.
[[nodiscard]] TunnelHistory historyOf(const QList<tunnel::SamplePoint> &points, TimeSpan span);

/// Reads it from the file of samples, in a thread of the pool with a connection of its own. Points are
/// `atMost` or fewer. Errors: of SampleStore.
[[nodiscard]] JobOf<TunnelHistory> *readHistory(const QString &storePath, const QString &tunnel,
                                                TimeSpan span, int atMost);

} // namespace skybro::ui
