// 50 Vnets, 200 subnets, 5,000 nodes: made and laid out within 500 ms together.

#include "models/topology/topologysvg.h"
#include "tests/models/topology/testnetworks.h"

#include <benchmark/benchmark.h>

using namespace skybro::topology;
using skybro::test::TestNetworks;

namespace {

void buildPicture(benchmark::State &state)
{
    const TestNetworks networks = TestNetworks::large();
    for (auto _ : state)
        benchmark::DoNotOptimize(networks.build());
}
BENCHMARK(buildPicture)->Unit(benchmark::kMillisecond);

void layPictureOut(benchmark::State &state)
{
    const Topology topology = TestNetworks::large().build();
    for (auto _ : state)
        benchmark::DoNotOptimize(layOut(topology));
}
BENCHMARK(layPictureOut)->Unit(benchmark::kMillisecond);

void writeSvg(benchmark::State &state)
{
    const Topology topology = TestNetworks::large().build();
    const Layout layout = layOut(topology);
    for (auto _ : state)
        benchmark::DoNotOptimize(toSvg(topology, layout));
}
BENCHMARK(writeSvg)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
