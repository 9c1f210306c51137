// How long the GUI thread is held while an answer changes 5,000 rows: the longest slice is what counts (16
// ms).

#include "models/fleet/nodefiltermodel.h"
#include "models/fleet/nodetablemodel.h"
#include "tests/models/fleet/testnodes.h"

#include <QCoreApplication>

#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>

using namespace skybro::fleet;

namespace {

constexpr int nodeCount = 5000;

/// Of this thread: what other processes do meanwhile is not our slice.
double cpuMsecs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

void changeAllRows(benchmark::State &state)
{
    Fleet fleet;
    fleet.setNodes(testNodes(nodeCount));
    NodeTableModel model(&fleet);
    NodeFilterModel shown;
    shown.setSourceModel(&model);
    shown.sort(static_cast<int>(state.range(0)));
    const QList<Node> pictures[] = {testNodes(nodeCount, PowerState::Running),
                                    testNodes(nodeCount, PowerState::Deallocated)};
    double longest = 0;
    double slices = 0;
    int turn = 0;
    for (auto _ : state) {
        double start = cpuMsecs();
        fleet.setNodes(pictures[turn++ % 2]);
        longest = std::max(longest, cpuMsecs() - start);
        while (!model.isSettled()) {
            start = cpuMsecs();
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            longest = std::max(longest, cpuMsecs() - start);
            ++slices;
        }
    }
    state.counters["longest_slice_ms"] = longest;
    state.counters["slices"] = slices / static_cast<double>(state.iterations());
}
BENCHMARK(changeAllRows)
    ->ArgName("sorted_by_column")
    ->Arg(NodeTableModel::NameColumn)
    ->Arg(NodeTableModel::PowerColumn)
    ->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
