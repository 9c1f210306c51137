#include "models/tunnel/monitor/tunnelmonitor.h"
#include "tests/models/tunnel/fakegateway.h"
#include "tests/models/tunnel/tunnelfixture.h"

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Ends when the test says so.
template <typename T>
class Held : public JobOf<T>
{
public:
    void answer(Result<T> result) { this->finish(std::move(result)); }

protected:
    void begin() override {}
};

constexpr MonitorPolicy quick{
    .sample = 20ms, .azure = 100ms, .connections = 300'000ms, .settings = 300'000ms, .deadline = 1'500ms};

const QByteArray passes = "skybro-probe 0 bash 0 0.023|end 0 1.0 1.023\nskybro-probe end\n";

} // namespace

/// TunnelMonitor::isInquiring(): whether who asks once has the last word.
class TestInquiries : public QObject
{
    Q_OBJECT

    FakeGateway m_gateway;
    QTcpServer m_node;

    [[nodiscard]] MonitorSources sources()
    {
        MonitorSources from;
        from.tunnel = u"site"_s;
        from.connection = u"azure"_s;
        from.gateway = u"gw"_s;
        from.gatewayShell = m_gateway.shell();
        from.probeHere = true;
        return from;
    }
    [[nodiscard]] ProbeTarget node() const { return {.host = u"127.0.0.1"_s, .port = m_node.serverPort()}; }

private slots:
    void initTestCase()
    {
        QVERIFY(m_node.listen(QHostAddress::LocalHost));
        connect(&m_node, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_node.nextPendingConnection())
                socket->deleteLater();
        });
    }
    void init()
    {
        m_gateway.~FakeGateway();
        new (&m_gateway) FakeGateway;
    }

    /// What is likely by then is not what it is.
    void waitsForThePathToASilentTarget()
    {
        const DeafPort deaf;
        QPointer<Held<TargetPath>> path;
        MonitorSources from = sources();
        from.askPath = [&](const ProbeTarget &) { return path = new Held<TargetPath>; };
        TunnelMonitor monitor(std::move(from), quick);
        monitor.setTargets({{.host = u"127.0.0.1"_s, .port = deaf.port()}, node()}, {u"cloud001"_s});
        monitor.setTargetRunning(true);
        bool isInquiring = true;
        connect(&monitor, &TunnelMonitor::sampled, this, [&] { isInquiring = monitor.isInquiring(); });
        monitor.start();
        QTRY_COMPARE(monitor.now().state, TunnelState::Down);
        QTRY_VERIFY(!monitor.cause().isEmpty());
        QVERIFY(monitor.now().findings.constFirst().kind != FaultKind::NsgBlocks);
        QVERIFY(isInquiring && path);
        path->answer(TargetPath{.isAllowed = false, .rule = u"deny-all"_s, .hasWayBack = true});
        QTRY_VERIFY(!isInquiring);
        QCOMPARE(monitor.now().findings.constFirst().kind, FaultKind::NsgBlocks); // is told by then
    }

    void doesNotWaitForWhatIsNotWantedAnyMore()
    {
        auto deaf = std::make_unique<DeafPort>();
        QPointer<Held<TargetPath>> path;
        MonitorSources from = sources();
        from.askPath = [&](const ProbeTarget &) { return path = new Held<TargetPath>; };
        TunnelMonitor monitor(std::move(from), quick);
        monitor.setTargets({{.host = u"127.0.0.1"_s, .port = deaf->port()}}, {u"cloud001"_s});
        monitor.start();
        QTRY_VERIFY(path && monitor.isInquiring());
        // The daemon is not running: that is sure, and says all.
        m_gateway.exitCode = 33;
        m_gateway.complaint = u"whack: Pluto is not running\n"_s;
        QTRY_VERIFY(!monitor.isInquiring());
        QVERIFY(path);
        m_gateway.exitCode = 0;
        QTRY_VERIFY(monitor.isInquiring());
        monitor.setTargets({node()}, {u"cloud001"_s});
        QTRY_COMPARE(monitor.now().state, TunnelState::Up);
        QTRY_VERIFY(!monitor.isInquiring());
    }

    /// Up to its deadline: until then it is not known that it can not be reached.
    void waitsForTheGatewaysFirstWord()
    {
        m_gateway.hangs = true;
        const DeafPort deaf;
        TunnelMonitor monitor(sources(), quick);
        monitor.setTargets({{.host = u"127.0.0.1"_s, .port = deaf.port()}}, {});
        QList<FaultKind> ends;
        connect(&monitor, &TunnelMonitor::sampled, this, [&] {
            if (!monitor.isInquiring())
                ends += monitor.now().findings.constFirst().kind;
        });
        QVERIFY(monitor.isInquiring());
        monitor.start();
        QTRY_VERIFY(!ends.isEmpty());
        QCOMPARE(ends.constFirst(), FaultKind::GatewayUnreachable);
    }

    /// How large packets may be is what the mend is about.
    void waitsForThePathMtu()
    {
        QPointer<Held<ssh::ExecResult>> search;
        const auto printed = [](const QByteArray &output) {
            return ssh::ExecResult{.exitCode = 0, .signal = {}, .output = output, .errors = {}};
        };
        MonitorSources from = sources();
        from.probeHere = false;
        from.probeShell = [&](const QByteArray &script) -> ScriptJob * {
            auto *job = new Held<ssh::ExecResult>;
            if (script.contains("skybro-mtu")) {
                search = job;
            } else if (script.contains("skybro-large")) {
                QByteArray record = "skybro-large 84 PING x|64 bytes from x: icmp_seq=1 ttl=64 time=0.4 ms\n";
                for (int i = 0; i < 3; ++i)
                    record += "skybro-large 1400 PING x|1 packets transmitted, 0 received, 100% loss\n";
                QTimer::singleShot(0, job, [=] { job->answer(printed(record)); });
            } else {
                QTimer::singleShot(0, job, [=] { job->answer(printed(passes)); });
            }
            return job;
        };
        TunnelMonitor monitor(std::move(from), quick);
        monitor.setTargets({{.host = u"10.0.1.4"_s}}, {u"cloud001"_s});
        monitor.start();
        QTRY_COMPARE(monitor.now().findings.value(0).kind, FaultKind::MtuBlackHole);
        QVERIFY(search && monitor.isInquiring());
        // Nothing came of it: the next search may do better, and nobody waits for it.
        search->answer(fail(ErrorKind::Network, u"no way there"_s));
        QTRY_VERIFY(!monitor.isInquiring());
        QVERIFY(monitor.now().evidence.traffic.pathMtu == 0);
    }
};

QTEST_GUILESS_MAIN(TestInquiries)
#include "tst_inquiries.moc"
