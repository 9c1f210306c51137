// What probing costs this machine: CPU of one sample, programs that it starts included. 1 % of a core is
// wanted at most, which at a sample every 2 s is 20 ms.

#include "models/tunnel/probe/pingjob.h"
#include "models/tunnel/probe/probesjob.h"
#include "models/tunnel/probe/tcpprobejob.h"
#include "tests/models/ssh/sshfixture.h"

#include <benchmark/benchmark.h>
#include <sys/resource.h>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;

namespace {

double cpuMsecs()
{
    double sum = 0;
    for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage usage{};
        getrusage(who, &usage);
        for (const timeval &time : {usage.ru_utime, usage.ru_stime})
            sum += static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    }
    return sum;
}

const QString here = QStringLiteral("127.0.0.1");

template <typename Make>
void measure(benchmark::State &state, Make make)
{
    const double before = cpuMsecs();
    for (auto _ : state) {
        auto job = make();
        if (!finished(*job))
            state.SkipWithError("a probe failed");
    }
    state.counters["cpu_ms"] = (cpuMsecs() - before) / static_cast<double>(state.iterations());
}

void tcpFromHere(benchmark::State &state)
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    QObject::connect(&server, &QTcpServer::newConnection, [&] { delete server.nextPendingConnection(); });
    measure(state, [&] {
        return std::make_unique<TcpProbeJob>(ProbeTarget{.host = here, .port = server.serverPort()});
    });
}
BENCHMARK(tcpFromHere)->Unit(benchmark::kMillisecond);

void pingFromHere(benchmark::State &state)
{
    measure(state, [] { return std::make_unique<PingJob>(ProbeTarget{.host = here}); });
}
BENCHMARK(pingFromHere)->Unit(benchmark::kMillisecond);

/// sshd and what it starts are another machine's and not counted.
void fourTargetsOverSsh(benchmark::State &state)
{
    const auto server = SshServer::start();
    if (!server)
        return state.SkipWithError("no sshd here");
    FakePrompter prompter;
    ssh::Service service(prompter);
    const ProbeTarget tcp{.host = here, .port = server->port};
    const ProbeTarget icmp{.host = here, .method = ProbeMethod::Icmp, .port = server->port};
    measure(state, [&] {
        return std::make_unique<ProbesJob>(sshShell(service, settingsFor(*server)),
                                           QList<ProbeTarget>{tcp, tcp, icmp, icmp});
    });
}
BENCHMARK(fourTargetsOverSsh)->Unit(benchmark::kMillisecond)->Iterations(50);

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
