// A tunnel's day sampled every 2 s, 43,200 samples: read from the store and drawn within 100 ms. The page
// reads in another thread and draws on the GUI thread, which nothing may hold for over 16 ms.
//
//     QT_QPA_PLATFORM=offscreen build/release/tests/bench_charts

#include "models/tunnel/monitor/samplestore.h"
#include "tests/models/tunnel/samples.h"
#include "ui/common/stateband.h"
#include "ui/common/timechart.h"

#include <QApplication>
#include <QTemporaryDir>

#include <benchmark/benchmark.h>

#include <cmath>
#include <vector>

using namespace skybro;
using namespace skybro::ui;

namespace {

constexpr double start = 1'770'000'000;
constexpr int samples = 43'200;

TimeSeries day(int points, double phase)
{
    TimeSeries made{.name = QStringLiteral("Round trip"), .width = 86'400.0 / points, .points = {}};
    for (int i = 0; i < points; ++i) {
        const double value = 11 + 2 * std::sin(i * 0.37 + phase) + (i % 97 == 0 ? 30 : 0);
        if (i % 5'000 > 60) // and some gaps
            made.points.append(
                {.time = start + i * made.width, .value = value, .low = value - 1, .high = value + 4});
    }
    return made;
}

/// A chart of `range(0)` points a series, filled and drawn 1,200 pixels wide.
void drawADay(benchmark::State &state)
{
    TimeChart chart(QStringLiteral("chart"), QStringLiteral("Latency"),
                    [](double value) { return QString::number(value); });
    chart.resize(1200, 160);
    chart.show();
    chart.setWhole({start, start + 86'400});
    const QList<TimeSeries> one{day(int(state.range(0)), 0)};
    const QList<TimeSeries> other{day(int(state.range(0)), 1)};
    bool flip = false;
    for (auto _ : state) {
        chart.setSeries(flip ? one : other);
        chart.drawNow();
        flip = !flip;
    }
}
BENCHMARK(drawADay)->Arg(600)->Arg(1'200)->Arg(samples)->Unit(benchmark::kMillisecond);

/// Three rows, as on the page.
void drawTheBand(benchmark::State &state)
{
    StateBand band(QStringLiteral("band"), QStringLiteral("States"));
    band.resize(1200, 80);
    QList<BandRow> rows(3);
    for (BandRow &row : rows) {
        for (int i = 0; i < state.range(0); ++i) {
            const double length = 86'400.0 / double(state.range(0));
            row.pieces.append({start + i * length,
                               start + (i + 1) * length,
                               i % 2 ? Look{{}, QStringLiteral("Down"), Tone::Bad}
                                     : Look{{}, QStringLiteral("Up"), Tone::Good},
                               i % 2 ? Qt::BDiagPattern : Qt::SolidPattern,
                               {}});
        }
    }
    band.setVisibleSpan({start, start + 86'400});
    band.setRows(rows);
    for (auto _ : state)
        benchmark::DoNotOptimize(band.grab());
}
BENCHMARK(drawTheBand)->Arg(10)->Arg(1'200)->Unit(benchmark::kMillisecond);

/// All of it: read as the page reads, four charts' worth of points, drawn.
void readAndDrawADay(benchmark::State &state)
{
    QTemporaryDir folder;
    const QDateTime first = QDateTime::fromMSecsSinceEpoch(qint64(start * 1000), Qt::UTC);
    const QString name = QStringLiteral("azure");
    auto store = *tunnel::SampleStore::open(folder.filePath(QStringLiteral("tunnel.sqlite")),
                                            [&] { return first.addDays(1); });
    for (int i = 0; i < samples; ++i) {
        if (!store->add(name, test::healthy(first.addSecs(2 * i))))
            qFatal("a sample is not kept");
    }
    std::vector<std::unique_ptr<TimeChart>> charts;
    for (int i = 0; i < 3; ++i) {
        auto chart = std::make_unique<TimeChart>(QStringLiteral("chart"), QStringLiteral("Latency"),
                                                 [](double value) { return QString::number(value); });
        chart->resize(1200, 160);
        chart->show();
        chart->setWhole({start, start + 86'400});
        charts.push_back(std::move(chart));
    }
    for (auto _ : state) {
        const auto points = store->read(name, first, first.addDays(1), 720);
        TimeSeries series{.name = name, .width = 120, .points = {}};
        for (const tunnel::SamplePoint &point : *points)
            series.points.append({.time = double(point.start.toMSecsSinceEpoch()) / 1000,
                                  .value = double(point.roundTrip->mean.count()),
                                  .low = double(point.roundTrip->minimum.count()),
                                  .high = double(point.roundTrip->maximum.count())});
        for (const auto &chart : charts) {
            chart->setSeries({series});
            chart->drawNow();
        }
        state.counters["points"] = double(points->size());
    }
}
BENCHMARK(readAndDrawADay)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    const Theme theme;
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
