// The history of a tunnel sampled every 5 s: 24 h of it are wanted on the screen within 100 ms, drawing
// included.

#include "models/tunnel/samplestore.h"
#include "tests/models/tunnel/samples.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>

#include <benchmark/benchmark.h>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;

namespace {

const QDateTime start(QDate(2026, 3, 1), QTime(0, 0), Qt::UTC);
const QString name = QStringLiteral("azure");

/// A store that samples fill from `start` on.
class Filled
{
public:
    explicit Filled(int days, bool tidied)
        : m_store(std::move(
              *SampleStore::open(m_dir.filePath(QStringLiteral("tunnel.sqlite")), [this] { return now; })))
    {
        for (int i = 0; i < days * 17280; ++i) {
            now = start.addSecs(5 * i);
            if (!m_store->add(name, healthy(now)))
                qFatal("a sample is not kept");
            if (tidied && i % 100 == 0)
                tidy();
        }
        if (tidied)
            tidy();
    }
    int tidy()
    {
        int steps = 0;
        while (m_store->tidy().value_or(false))
            ++steps;
        return steps;
    }
    [[nodiscard]] SampleStore &store() { return *m_store; }
    [[nodiscard]] qint64 bytes() const
    {
        return QFile(m_dir.filePath(QStringLiteral("tunnel.sqlite"))).size();
    }

    QDateTime now = start;

private:
    QTemporaryDir m_dir;
    std::unique_ptr<SampleStore> m_store;
};

/// A day as it is after a day of not looking, and as it is kept.
void readADay(benchmark::State &state)
{
    Filled filled(1, state.range(0) != 0);
    qsizetype points = 0;
    for (auto _ : state)
        points = filled.store().read(name, start, filled.now, static_cast<int>(state.range(1)))->size();
    state.counters["points"] = static_cast<double>(points);
}
BENCHMARK(readADay)
    ->ArgNames({"thinned", "at_most"})
    ->Args({0, 1000})
    ->Args({1, 1000})
    ->Args({0, 20000})
    ->Unit(benchmark::kMillisecond);

void thinADay(benchmark::State &state)
{
    double steps = 0;
    for (auto _ : state) {
        state.PauseTiming();
        auto filled = std::make_unique<Filled>(1, false);
        state.ResumeTiming();
        steps = filled->tidy();
        state.PauseTiming();
        filled.reset();
        state.ResumeTiming();
    }
    state.counters["steps"] = steps;
}
BENCHMARK(thinADay)->Unit(benchmark::kMillisecond)->Iterations(5);

void readAWeek(benchmark::State &state)
{
    Filled filled(7, true);
    for (auto _ : state)
        benchmark::DoNotOptimize(filled.store().read(name, start, filled.now, 1000)->size());
    state.counters["file_KiB"] = static_cast<double>(filled.bytes()) / 1024;
}
BENCHMARK(readAWeek)->Unit(benchmark::kMillisecond);

/// What one sample costs, tidying included.
void addASample(benchmark::State &state)
{
    Filled filled(1, true);
    for (auto _ : state) {
        filled.now = filled.now.addSecs(5);
        if (!filled.store().add(name, healthy(filled.now)) || !filled.store().tidy())
            state.SkipWithError("a sample is not kept");
    }
}
BENCHMARK(addASample)->Unit(benchmark::kMicrosecond);

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
