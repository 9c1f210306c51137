// How long the GUI thread is held while a run of 200 hosts × 100 tasks fills the matrix, live (batches as the
// run gives them) and out of a log (all at once): the longest slice is what counts (16 ms). And what its
// 20,000 results take.

#include "models/playbook/run/runmodel.h"
#include "tests/support/runscript.h"

#include <QCoreApplication>

#include <benchmark/benchmark.h>
#include <malloc.h>
#include <time.h>

#include <algorithm>

using namespace skybro::playbook;

namespace {

constexpr int hostCount = 200;
constexpr int taskCount = 100;

/// Of this thread: what other processes do meanwhile is not our slice.
double cpuMsecs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

void fill(benchmark::State &state)
{
    const QList<RunEvent> events = skybro::runtest::wholeRun(hostCount, taskCount).events;
    const qsizetype batch = state.range(0) > 0 ? state.range(0) : events.size();
    double longest = 0;
    double slices = 0;
    double memory = 0;
    for (auto _ : state) {
        const auto before = mallinfo2().uordblks;
        RunModel model;
        for (qsizetype at = 0; at < events.size(); at += batch) {
            const QList<RunEvent> part = events.mid(at, batch);
            double start = cpuMsecs();
            model.add(part);
            longest = std::max(longest, cpuMsecs() - start);
            while (!model.isSettled()) {
                start = cpuMsecs();
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
                longest = std::max(longest, cpuMsecs() - start);
            }
            ++slices;
        }
        memory = static_cast<double>(mallinfo2().uordblks - before) / 1048576;
        if (model.columnCount() != taskCount)
            state.SkipWithError("not all tasks were shown");
    }
    state.counters["longest_slice_ms"] = longest;
    state.counters["batches"] = slices / static_cast<double>(state.iterations());
    state.counters["MiB"] = memory;
}
// 0: all at once.
BENCHMARK(fill)->ArgName("batch")->Arg(40)->Arg(400)->Arg(2000)->Arg(0)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
