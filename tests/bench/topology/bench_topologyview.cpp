// 50 Vnets, 200 subnets, 5,000 nodes in a window of 1280 x 800: what a frame takes while somebody moves or
// zooms the picture. 60 frames a second leave 16.6 ms for each.

#include "tests/models/topology/testnetworks.h"
#include "ui/topology/topologyscene.h"
#include "ui/topology/topologyview.h"

#include <QApplication>
#include <QScrollBar>

#include <benchmark/benchmark.h>

using namespace skybro;

namespace {

/// As the page has it, shown.
struct Shown
{
    ui::TopologyScene scene;
    ui::TopologyView view{&scene};

    Shown()
    {
        topology::Topology topology = test::TestNetworks::large().build();
        topology::Layout layout = topology::layOut(topology);
        scene.setPicture(std::make_shared<const topology::Picture>(
            topology::Picture{std::move(topology), std::move(layout)}));
        view.resize(1280, 800);
        view.show();
        QCoreApplication::processEvents();
    }
    /// All that one step leads to, painted.
    static void drawn() { QCoreApplication::processEvents(); }
};

/// `range(0)`: how often it was zoomed in before; 0 is the whole picture.
void zoomTo(benchmark::State &state, Shown &shown)
{
    shown.view.fit();
    for (int64_t i = 0; i < state.range(0); ++i)
        shown.view.zoomIn();
    Shown::drawn();
}

void pan(benchmark::State &state)
{
    Shown shown;
    zoomTo(state, shown);
    QScrollBar *bar = shown.view.horizontalScrollBar();
    QScrollBar *other = shown.view.verticalScrollBar();
    int step = 7;
    for (auto _ : state) {
        if (bar->value() + step > bar->maximum() || bar->value() + step < bar->minimum())
            step = -step;
        bar->setValue(bar->value() + step);
        other->setValue(other->value() + step);
        shown.view.viewport()->update(); // also where it has nowhere to go
        Shown::drawn();
    }
}
BENCHMARK(pan)->Unit(benchmark::kMillisecond)->Arg(0)->Arg(3)->Arg(6)->Arg(10);

void zoom(benchmark::State &state)
{
    Shown shown;
    zoomTo(state, shown);
    bool in = true;
    for (auto _ : state) {
        in ? shown.view.zoomIn() : shown.view.zoomOut();
        in = !in;
        Shown::drawn();
    }
}
BENCHMARK(zoom)->Unit(benchmark::kMillisecond)->Arg(0)->Arg(3)->Arg(6)->Arg(10);

} // namespace

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
