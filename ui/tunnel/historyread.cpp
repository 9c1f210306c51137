#include "ui/tunnel/historyread.h"

#include "models/tunnel/monitor/samplestore.h"
#include "ui/common/tunneltexts.h"

#include <QCoreApplication>

#include <algorithm>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using tunnel::SamplePoint;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(skybro::ui::TunnelHistory)
};

double seconds(const QDateTime &time)
{
    return double(time.toMSecsSinceEpoch()) / 1000;
}

double inMs(std::chrono::microseconds time)
{
    return double(time.count()) / 1000;
}

struct State
{
    Look look;
    Qt::BrushStyle fill = Qt::SolidPattern;
};

std::optional<State> stateOf(const SamplePoint::States &states, int impaired = 0)
{
    if (states.up > 0 && states.down > 0)
        return State{{u"warning"_s, Words::tr("At times down"), Tone::Warning}, Qt::Dense4Pattern};
    if (impaired > 0)
        return State{{u"warning"_s,
                      impaired < states.up ? Words::tr("At times impaired") : Words::tr("Impaired"),
                      Tone::Warning},
                     Qt::DiagCrossPattern};
    if (states.up > 0)
        return State{signalLook(tunnel::SignalState::Up), Qt::SolidPattern};
    if (states.down > 0)
        return State{signalLook(tunnel::SignalState::Down), Qt::BDiagPattern};
    return std::nullopt;
}

/// Samples come every two seconds, or a little later: no gap between them is one of knowledge.
constexpr double usualPause = 8; // seconds

BandRow rowOf(const QString &name, const QList<SamplePoint> &points,
              std::optional<State> (*stateAt)(const SamplePoint &))
{
    BandRow row{name, {}};
    for (const SamplePoint &point : points) {
        const std::optional<State> state = stateAt(point);
        if (!state)
            continue;
        const double from = seconds(point.start);
        const double width = double(point.width.count()) / 1000;
        if (!row.pieces.isEmpty() && row.pieces.last().look == state->look &&
            from - row.pieces.last().to < std::max(width * 0.75, usualPause)) {
            row.pieces.last().to = from + width;
            continue;
        }
        row.pieces.append({from, from + width, state->look, state->fill, {}});
    }
    return row;
}

} // namespace

TunnelHistory historyOf(const QList<SamplePoint> &points, TimeSpan span)
{
    TunnelHistory history;
    history.span = span;
    history.points = points;
    history.roundTrip = {.name = Words::tr("Round trip"), .tone = Tone::Accent, .points = {}};
    history.loss = {.name = Words::tr("Lost"), .tone = Tone::Bad, .points = {}};
    history.bytesIn = {.name = Words::tr("From Azure"), .tone = Tone::Accent, .points = {}};
    history.bytesOut = {.name = Words::tr("To Azure"), .tone = Tone::Good, .isDashed = true, .points = {}};
    double width = 0;
    for (const SamplePoint &point : points) {
        const double time = seconds(point.start);
        width = std::max(width, double(point.width.count()) / 1000);
        TimePoint roundTrip{.time = time};
        if (point.roundTrip) {
            roundTrip.value = inMs(point.roundTrip->mean);
            roundTrip.low = inMs(point.roundTrip->minimum);
            roundTrip.high = inMs(point.roundTrip->maximum);
        }
        history.roundTrip.points.append(roundTrip);
        TimePoint loss{.time = time};
        if (point.loss) {
            loss.value = point.loss->mean;
            loss.low = point.loss->minimum;
            loss.high = point.loss->maximum;
        }
        history.loss.points.append(loss);
        history.bytesIn.points.append({.time = time, .value = point.rateIn().value_or(TimePoint::none)});
        history.bytesOut.points.append({.time = time, .value = point.rateOut().value_or(TimePoint::none)});
    }
    for (TimeSeries *series : {&history.roundTrip, &history.loss, &history.bytesIn, &history.bytesOut})
        series->width = std::max(width, 5.0); // samples of 2 s that take a little longer are no gap
    history.states = {
        rowOf(Words::tr("Traffic"), points,
              [](const SamplePoint &point) { return stateOf(point.traffic, point.impaired); }),
        rowOf(Words::tr("Gateway"), points, [](const SamplePoint &point) { return stateOf(point.gateway); }),
        rowOf(Words::tr("Azure"), points, [](const SamplePoint &point) { return stateOf(point.azure); })};
    return history;
}

JobOf<TunnelHistory> *readHistory(const QString &storePath, const QString &tunnel, TimeSpan span, int atMost)
{
    return new PoolJob<TunnelHistory>([=]() -> Result<TunnelHistory> {
        const auto store = tunnel::SampleStore::open(storePath);
        if (!store)
            return std::unexpected(store.error());
        const auto time = [](double since) {
            return QDateTime::fromMSecsSinceEpoch(qint64(since * 1000), Qt::UTC);
        };
        const auto points = (*store)->read(tunnel, time(span.from), time(span.to), atMost);
        if (!points)
            return std::unexpected(points.error());
        return historyOf(*points, span);
    });
}

} // namespace skybro::ui
