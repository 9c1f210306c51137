// The history of a tunnel sampled every 5 s: 24 h of it are wanted on the screen within 100 ms, drawing
// included.

#include "models/tunnel/monitor/eventstore.h"
#include "models/tunnel/monitor/samplestore.h"
#include "tests/models/tunnel/samples.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <vector>

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

/// A file as it is after a year of watching at a sample every 2 s: a day of samples, 30 of minutes, the rest
/// of quarters; thinned up to `now`.
void fillAYear(const QString &path, const QDateTime &now)
{
    const QString columns = QStringLiteral(
        "tunnel, level, start, n, azureUp, azureDown, gatewayUp, gatewayDown, trafficUp, "
        "trafficDown, made, answered, rttN, rttMin, rttSum, rttMax, lossMin, lossMax, bytesIn, "
        "bytesOut, counted, counterIn, counterOut");
    const qint64 second = 1000;
    const qint64 day = 86400 * second;
    const qint64 end = now.toMSecsSinceEpoch() / (900 * second) * (900 * second);
    struct Part
    {
        qint64 level;
        qint64 step;
        qint64 since;
    };
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("fill"));
        database.setDatabaseName(path);
        if (!database.open() || !database.transaction())
            qFatal("the file is not there");
        QSqlQuery query(database);
        if (!query.exec(QStringLiteral("INSERT OR IGNORE INTO tunnels (name) VALUES ('%1')").arg(name)))
            qFatal("%s", qPrintable(query.lastError().text()));
        for (const Part &part : {Part{0, 2 * second, day}, Part{60 * second, 60 * second, 30 * day},
                                 Part{900 * second, 900 * second, 365 * day}}) {
            const QString statement =
                QStringLiteral(
                    "WITH RECURSIVE at(t) AS (SELECT %1 UNION ALL SELECT t+%2 FROM at WHERE t+%2<%3) "
                    "INSERT INTO samples (%4) SELECT (SELECT id FROM tunnels), %5, t, %6, %6,0,%6,0,%6,"
                    "0,%6,%6,%6,11000,11000*%6,12000,0.0,0.0,40000,40000,2000,t,t FROM at")
                    .arg(end - part.since)
                    .arg(part.step)
                    .arg(end)
                    .arg(columns)
                    .arg(part.level)
                    .arg(part.level == 0 ? 1 : part.step / second / 2);
            if (!query.exec(statement))
                qFatal("%s", qPrintable(query.lastError().text()));
        }
        if (!database.commit())
            qFatal("not kept");
    }
    QSqlDatabase::removeDatabase(QStringLiteral("fill"));
}

/// How long the GUI thread is held at once, which is to be 16 ms at most: by opening the file, and by each of
/// the samples of two hours at a pace of 2 s, with an event every minute. The writes come one after the
/// other; what the disk has still to do for one is thus in the way of the next more than it is in life.
void holdOfTheThread(benchmark::State &state)
{
    using std::chrono::steady_clock;
    const auto msecs = [](steady_clock::duration time) {
        return std::chrono::duration<double, std::milli>(time).count();
    };
    std::vector<double> holds;
    std::vector<double> events;
    double opened = 0;
    for (auto _ : state) {
        const QTemporaryDir dir(QDir::currentPath() + QStringLiteral("/bench-XXXXXX")); // a real disk's
        const QString path = dir.filePath(QStringLiteral("tunnel.sqlite"));
        QDateTime now = start.addDays(365);
        const auto clock = [&now] { return now; };
        static_cast<void>(*SampleStore::open(path, clock)); // makes the tables
        fillAYear(path, now);
        auto since = steady_clock::now();
        const auto samples = std::move(*SampleStore::open(path, clock));
        opened = std::max(opened, msecs(steady_clock::now() - since));
        const auto kept = std::move(*EventStore::open(path, clock));
        for (int i = 0; i < 3600; ++i) {
            now = now.addSecs(2);
            since = steady_clock::now();
            if (!samples->add(name, healthy(now)) || !samples->tidy())
                state.SkipWithError("a sample is not kept");
            holds.push_back(msecs(steady_clock::now() - since));
            if (i % 30 != 0)
                continue;
            since = steady_clock::now();
            TunnelEvent event;
            event.time = now;
            if (!kept->add(name, event))
                state.SkipWithError("an event is not kept");
            events.push_back(msecs(steady_clock::now() - since));
        }
        state.counters["file_MiB"] = static_cast<double>(QFile(path).size()) / 1024 / 1024;
    }
    std::ranges::sort(holds);
    state.counters["open_ms"] = opened;
    state.counters["sample_median_ms"] = holds[holds.size() / 2];
    state.counters["sample_99_ms"] = holds[holds.size() * 99 / 100];
    state.counters["sample_longest_ms"] = holds.back();
    state.counters["sample_over_16"] =
        static_cast<double>(std::ranges::count_if(holds, [](double hold) { return hold > 16; }));
    state.counters["event_longest_ms"] = std::ranges::max(events);
}
BENCHMARK(holdOfTheThread)->Unit(benchmark::kMillisecond)->Iterations(1);

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
