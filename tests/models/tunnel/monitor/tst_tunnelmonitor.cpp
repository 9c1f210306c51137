#include "models/ssh/sshfault.h"
#include "models/tunnel/monitor/eventstore.h"
#include "models/tunnel/monitor/samplestore.h"
#include "models/tunnel/monitor/tunnelmonitor.h"
#include "tests/models/tunnel/fakegateway.h"
#include "tests/models/tunnel/scriptedshell.h"
#include "tests/models/tunnel/tunnelfixture.h"

#include <QTemporaryDir>

#include <algorithm>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Answers what the test says, or never.
template <typename T>
class FakeJob : public JobOf<T>
{
public:
    explicit FakeJob(std::optional<Result<T>> says)
        : m_says(std::move(says))
    {
    }

protected:
    void begin() override
    {
        if (m_says)
            this->finish(*m_says);
    }

private:
    std::optional<Result<T>> m_says;
};
using FakeAzure = FakeJob<AzureEnd>;

constexpr MonitorPolicy quick{
    .sample = 20ms, .azure = 100ms, .connections = 300'000ms, .settings = 300'000ms, .deadline = 2'000ms};

} // namespace

class TestTunnelMonitor : public QObject
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
        return from;
    }
    [[nodiscard]] ProbeTarget node() const { return {.host = u"127.0.0.1"_s, .port = m_node.serverPort()}; }
    [[nodiscard]] MonitorSources probedFromHere()
    {
        MonitorSources from = sources();
        from.probeHere = true;
        return from;
    }
    /// A shell whose job never ends.
    [[nodiscard]] static Shell deaf(FakeGateway &gateway)
    {
        gateway.hangs = true;
        return gateway.shell();
    }

private slots:
    void initTestCase()
    {
        // Who does not accept is deaf after some dozens.
        connect(&m_node, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_node.nextPendingConnection())
                socket->deleteLater();
        });
    }
    void init()
    {
        m_gateway.~FakeGateway();
        new (&m_gateway) FakeGateway;
        QVERIFY(m_node.isListening() || m_node.listen(QHostAddress::LocalHost));
    }

    void watches()
    {
        TunnelMonitor monitor(probedFromHere(), quick);
        monitor.setTargets({node()}, {u"cloud001"_s});
        const QSignalSpy sampled(&monitor, &TunnelMonitor::sampled);
        QVERIFY(monitor.now().findings.isEmpty());
        monitor.start();
        QTRY_VERIFY(sampled.size() >= 4);
        const TunnelNow &now = monitor.now();
        QCOMPARE(now.state, TunnelState::Up);
        QCOMPARE(now.probed, u"cloud001"_s);
        QTRY_COMPARE(now.findings.value(0).kind, FaultKind::Healthy);
        QTRY_COMPARE(now.sample.gateway.state, SignalState::Up);
        // The first question asks for all, the later ones for what changes.
        QVERIFY(m_gateway.asked[0].contains("section status "));
        QVERIFY(m_gateway.asked[0].contains("section settings "));
        QTRY_VERIFY(!m_gateway.wasAskedFor("status"));
        QVERIFY(!m_gateway.wasAskedFor("journal"));
        monitor.stop();
        const qsizetype samples = sampled.size();
        QTest::qWait(100);
        QCOMPARE(sampled.size(), samples);
        QCOMPARE(m_gateway.running, 0);
    }

    /// One run there brings the probes, too, from the address that the tunnel takes.
    void probesFromTheGateway()
    {
        m_gateway.probes = "skybro-probe 0 bash 0 0.023|end 0 1.0 1.023\nskybro-probe end\n";
        TunnelMonitor monitor(sources(), quick);
        monitor.setTargets({{.host = u"10.0.1.4"_s}}, {u"cloud001"_s});
        monitor.start();
        QTRY_VERIFY(monitor.now().sample.probesAnswered > 0);
        QCOMPARE(monitor.now().sample.roundTrip, std::optional<std::chrono::microseconds>(23ms));
        QVERIFY(!m_gateway.asked[0].contains("skybro-probe end")); // its addresses are not known yet
        QVERIFY(m_gateway.asked[1].contains("tcp 0 '10.0.1.4' 22 '10.2.0.1'"));
        // Each sample is one round trip.
        const qsizetype before = m_gateway.asked.size();
        const QSignalSpy sampled(&monitor, &TunnelMonitor::sampled);
        QTRY_VERIFY(sampled.size() >= 5);
        QVERIFY(m_gateway.asked.size() - before <= sampled.size() + 1);
    }

    void aGatewayThatHangsStopsNoProbes()
    {
        MonitorSources from = probedFromHere();
        from.gatewayShell = deaf(m_gateway);
        TunnelMonitor monitor(std::move(from), quick);
        monitor.setTargets({node()}, {});
        const QSignalSpy sampled(&monitor, &TunnelMonitor::sampled);
        monitor.start();
        QTRY_VERIFY(sampled.size() >= 5);
        QCOMPARE(monitor.now().state, TunnelState::Up);
        QCOMPARE(m_gateway.running, 1); // one question at a time
        QCOMPARE(m_gateway.asked.size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(monitor.now().evidence.onPremise.reach, Reach::Unreachable, patienceMs);
        QVERIFY(!monitor.now().evidence.onPremise.failure.isEmpty());
    }

    /// What the host says of its route means something only beside the gateway's addresses.
    void asksForTheHostsRouteOnceTheGatewaySpoke()
    {
        const QByteArray lost = "skybro-probe 0 ping 1 PING x|1 packets transmitted, 0 received, 100% loss\n";
        ScriptedShell host;
        host.say({ScriptedShell::printed(lost + QByteArray(lost).replace(" 0 ping", " 1 ping") +
                                         "skybro-probe end\n\n"
                                         "skybro-host-route 0 10.0.1.4 via 10.2.0.1 dev eth0\n")});
        const auto routes = [&host] {
            return std::ranges::count_if(
                host.scripts, [](const QByteArray &script) { return script.contains("skybro-host-route"); });
        };
        MonitorSources from = sources();
        from.gatewayShell = deaf(m_gateway);
        from.probeShell = host.shell();
        MonitorPolicy policy = quick;
        policy.deadline = 500ms;
        TunnelMonitor monitor(std::move(from), policy);
        monitor.setTargets({{.host = u"10.0.1.4"_s}}, {});
        monitor.start();
        QTRY_COMPARE(monitor.now().state, TunnelState::Down);
        QCOMPARE(monitor.now().evidence.onPremise.reach, Reach::NotAsked);
        QCOMPARE(routes(), 0);
        m_gateway.hangs = false; // the question that hangs comes to its deadline
        QTRY_VERIFY(routes() > 0);
        QVERIFY(monitor.now().evidence.onPremise.reach != Reach::NotAsked);
    }

    void aShutDoorIsNotKnockedAt_data()
    {
        QTest::addColumn<ssh::Fault>("fault");
        QTest::addColumn<bool>("fromGateway");
        QTest::newRow("login, probed from here") << ssh::Fault::LoginRefused << false;
        QTest::newRow("login, probed from there") << ssh::Fault::LoginRefused << true;
    }
    void aShutDoorIsNotKnockedAt()
    {
        QFETCH(const ssh::Fault, fault);
        QFETCH(const bool, fromGateway);
        m_gateway.error = ssh::makeFault(fault, u"no"_s);
        TunnelMonitor monitor(fromGateway ? sources() : probedFromHere(), quick);
        monitor.setTargets({node()}, {});
        const QSignalSpy sampled(&monitor, &TunnelMonitor::sampled);
        monitor.start();
        QTRY_VERIFY(sampled.size() >= 6);
        QCOMPARE(m_gateway.asked.size(), 1);
        QCOMPARE(monitor.now().evidence.onPremise.reach, Reach::Refused);
        m_gateway.error.reset();
        monitor.refresh(); // somebody wants to know
        QTRY_COMPARE(monitor.now().evidence.onPremise.reach, Reach::Answered);
    }

    void breaksAndComesBack()
    {
        const QTemporaryDir folder;
        const auto samples = SampleStore::open(folder.filePath(u"t.sqlite"_s));
        const auto events = EventStore::open(folder.filePath(u"t.sqlite"_s));
        QVERIFY(samples && events);
        MonitorSources from = probedFromHere();
        from.samples = samples->get();
        from.events = events->get();
        TunnelMonitor monitor(std::move(from), quick);
        monitor.setTargets({node()}, {u"cloud001"_s});
        QList<TunnelEvent> happened;
        connect(&monitor, &TunnelMonitor::happened, this,
                [&](const TunnelEvent &event) { happened += event; });
        monitor.start();
        QTRY_COMPARE(monitor.now().state, TunnelState::Up);
        // Nobody is there any more, and the gateway says so: that is known after one sample.
        const DeafPort deafNode;
        monitor.setTargets({{.host = u"127.0.0.1"_s, .port = deafNode.port()}}, {u"cloud001"_s});
        m_gateway.states.clear();
        QTRY_COMPARE(monitor.now().state, TunnelState::Down);
        QTRY_COMPARE(happened.size(), 1);
        QCOMPARE(happened[0].kind, TunnelEvent::Kind::Broke);
        // The daemon stops: that is a cause, and the event gets it afterwards.
        m_gateway.exitCode = 33;
        m_gateway.complaint = u"whack: Pluto is not running\n"_s;
        const auto stored = [&] {
            return monitor.events(QDateTime::currentDateTimeUtc().addSecs(-600),
                                  QDateTime::currentDateTimeUtc().addSecs(600));
        };
        QTRY_VERIFY(stored().value(0).cause.contains(u"is not running"_s));
        m_gateway.exitCode = 0;
        m_gateway.states = evidencekit::ikeUp + evidencekit::childUp;
        monitor.setTargets({node()}, {u"cloud001"_s});
        QTRY_COMPARE(monitor.now().state, TunnelState::Up);
        QTRY_COMPARE(happened.size(), 2);
        QCOMPARE(happened[1].kind, TunnelEvent::Kind::Back);
        QCOMPARE(stored().size(), 2);
        monitor.stop();
        const auto kept = (*samples)->read(u"site"_s, QDateTime::currentDateTimeUtc().addSecs(-600),
                                           QDateTime::currentDateTimeUtc().addSecs(600), 1000);
        QVERIFY(kept);
        int down = 0;
        for (const SamplePoint &point : *kept)
            down += point.traffic.down;
        QVERIFY(down > 0);
    }

    /// What another run saw in the hour before is known to this one.
    void pastBreaksCount()
    {
        const QTemporaryDir folder;
        const auto events = EventStore::open(folder.filePath(u"t.sqlite"_s));
        QVERIFY(events);
        for (const qint64 minutes : {90, 50, 40, 30}) {
            const TunnelEvent back{.kind = TunnelEvent::Kind::Back,
                                   .time = QDateTime::currentDateTimeUtc().addSecs(-60 * minutes),
                                   .since = QDateTime::currentDateTimeUtc().addSecs(-60 * minutes)};
            QVERIFY((*events)->add(u"site"_s, back));
        }
        MonitorSources from = probedFromHere();
        from.events = events->get();
        TunnelMonitor monitor(std::move(from), quick);
        monitor.setTargets({node()}, {});
        monitor.start();
        QTRY_COMPARE(monitor.now().evidence.history.flapsLastHour, 3);
        QTRY_COMPARE(monitor.now().findings.value(0).kind, FaultKind::Flapping);
    }

    /// What another run told of, and saw no end of.
    void aPastImpairmentIsNotToldAnew()
    {
        const QTemporaryDir folder;
        const auto events = EventStore::open(folder.filePath(u"t.sqlite"_s));
        QVERIFY(events);
        const QDateTime since = QDateTime::currentDateTimeUtc().addSecs(-7200);
        const auto add = [&](TunnelEvent::Kind kind, int seconds, const QString &cause = {}) {
            return (*events)->add(u"site"_s,
                                  {.kind = kind,
                                   .time = since.addSecs(seconds),
                                   .since = since.addSecs(seconds),
                                   .cause = cause,
                                   .fault = cause.isEmpty() ? QString() : u"daemon-not-running"_s});
        };
        QVERIFY(add(TunnelEvent::Kind::Impaired, 0, u"Another."_s));
        QVERIFY(add(TunnelEvent::Kind::Repaired, 60));
        QVERIFY(add(TunnelEvent::Kind::Impaired, 120, u"The daemon is not running."_s));
        QVERIFY(add(TunnelEvent::Kind::Rekeyed, 180));
        MonitorSources from = probedFromHere();
        from.events = events->get();
        from.clock = [began = QDateTime::currentDateTimeUtc()] { // eight times as fast
            return began.addMSecs(8 * began.msecsTo(QDateTime::currentDateTimeUtc()));
        };
        TunnelMonitor monitor(std::move(from), quick);
        QList<TunnelEvent> told;
        connect(&monitor, &TunnelMonitor::happened, this, [&](const TunnelEvent &event) { told += event; });
        monitor.setTargets({node()}, {});
        monitor.start();
        QTRY_COMPARE(told.size(), 1); // it is over, as nothing impairs this one
        QCOMPARE(told[0].kind, TunnelEvent::Kind::Repaired);
        QVERIFY(told[0].lasted > 7000s && told[0].lasted < 7200s);
        QCOMPARE((*events)->read(u"site"_s, since, since.addDays(1))->first().kind,
                 TunnelEvent::Kind::Repaired);
    }

    /// Each run that asks once would leave the break open that it, or another, told.
    void aPastBreakIsOver()
    {
        const QTemporaryDir folder;
        const auto events = EventStore::open(folder.filePath(u"t.sqlite"_s));
        QVERIFY(events);
        const QDateTime since = QDateTime::currentDateTimeUtc().addSecs(-600);
        QVERIFY((*events)->add(u"site"_s,
                               {.kind = TunnelEvent::Kind::Broke, .time = since.addSecs(2), .since = since}));
        for (const int runs : {1, 2}) {
            MonitorSources from = probedFromHere();
            from.events = events->get();
            TunnelMonitor monitor(std::move(from), quick);
            monitor.setTargets({node()}, {});
            const QSignalSpy sampled(&monitor, &TunnelMonitor::sampled);
            monitor.start();
            QTRY_VERIFY(monitor.now().state == TunnelState::Up && sampled.size() > 2);
            const auto kept = (*events)->read(u"site"_s, since, since.addDays(1));
            QVERIFY(kept);
            QVERIFY2(kept->size() == 2, qPrintable(QString::number(runs))); // the second has nothing to tell
            QCOMPARE(kept->first().kind, TunnelEvent::Kind::Back);
            QVERIFY(kept->first().lasted >= 600s && kept->first().lasted < 700s);
        }
    }

    void azureIsAskedInItsOwnRhythm()
    {
        int asked = 0;
        MonitorSources from = probedFromHere();
        from.askAzure = [&]() -> JobOf<AzureEnd> * {
            if (++asked == 1)
                return new FakeAzure(fail(ErrorKind::Network, u"no network"_s));
            AzureEnd end;
            end.connectionName = u"to-site"_s;
            end.evidence.connectionStatus = u"Connected"_s;
            end.asOf = QDateTime::currentDateTimeUtc();
            return new FakeAzure(end);
        };
        MonitorPolicy policy = quick;
        policy.azure = 700ms; // the first sample takes a third of it
        TunnelMonitor monitor(std::move(from), policy);
        monitor.setTargets({node()}, {});
        QStringList failures;
        connect(&monitor, &TunnelMonitor::sampled, this,
                [&] { failures += monitor.now().evidence.azure.failure; });
        monitor.start();
        QTRY_COMPARE(monitor.now().sample.azure.state, SignalState::Up);
        QVERIFY(failures.contains(u"no network"_s));
        QVERIFY(monitor.now().evidence.azure.failure.isEmpty());
        const int before = asked;
        QTRY_VERIFY(asked > before);
    }

    void askedAnew()
    {
        int asked = 0;
        MonitorSources from = probedFromHere();
        from.askAzure = [&]() -> JobOf<AzureEnd> * {
            ++asked;
            return new FakeAzure(AzureEnd());
        };
        MonitorPolicy policy = quick;
        policy.azure = 1h;
        TunnelMonitor monitor(std::move(from), policy);
        monitor.setTargets({node()}, {});
        monitor.start();
        QTRY_VERIFY(m_gateway.asked.size() > 2 && asked == 1 && !m_gateway.wasAskedFor("settings"));
        const qsizetype before = m_gateway.asked.size();
        monitor.refresh();
        QTRY_COMPARE(asked, 2);
        const auto again = [&] {
            for (qsizetype i = before; i < m_gateway.asked.size(); ++i) {
                if (m_gateway.asked[i].contains("section settings ") &&
                    m_gateway.asked[i].contains("section status "))
                    return true;
            }
            return false;
        };
        QTRY_VERIFY(again());
    }

    void azuresSasAreAskedForInTheirOwnTime()
    {
        MonitorSources from = probedFromHere();
        AzureEnd end;
        end.connectionId = u"/c"_s;
        end.evidence.connectionExists = true;
        from.askAzure = [end] { return new FakeJob<AzureEnd>(end); };
        QStringList asked;
        from.askSas = [&](const QString &id) {
            asked += id;
            return new FakeJob<QList<azure::MainModeSa>>(QList{evidencekit::azureSa()});
        };
        MonitorPolicy policy = quick;
        policy.hurriedSas = 0ms;
        TunnelMonitor monitor(std::move(from), policy);
        monitor.setTargets({node()}, {});
        const QSignalSpy sampled(&monitor, &TunnelMonitor::sampled);
        monitor.start();
        QTRY_COMPARE(monitor.now().evidence.azureSas.sas.size(), 1);
        const qsizetype seen = sampled.size();
        QTRY_VERIFY(sampled.size() > seen + 4);
        QCOMPARE(asked, QStringList{u"/c"_s});
        monitor.refresh();
        QTRY_COMPARE(asked.size(), 2);
    }

    /// The connection to it was cut with the tunnel, and does not know it yet.
    void aGatewayBehindTheTunnelIsDialledAnew_data()
    {
        QTest::addColumn<QByteArray>("peer");
        QTest::addColumn<bool>("anew");
        QTest::newRow("behind") << QByteArray("peer 10.0.1.4\n") << true;
        QTest::newRow("beside") << QByteArray("peer 10.2.0.10\n") << false;
    }
    void aGatewayBehindTheTunnelIsDialledAnew()
    {
        QFETCH(const QByteArray, peer);
        QFETCH(const bool, anew);
        m_gateway.settings.prepend(peer);
        MonitorSources from = probedFromHere();
        int forgotten = 0;
        from.forgetGateway = [&] { ++forgotten; };
        MonitorPolicy policy = quick;
        policy.deadline = 100ms;
        TunnelMonitor monitor(std::move(from), policy);
        monitor.setTargets({node()}, {});
        monitor.start();
        QTRY_COMPARE(monitor.now().evidence.onPremise.reach, Reach::Answered);
        QCOMPARE(forgotten, 0);
        m_gateway.hangs = true;
        QTRY_COMPARE(monitor.now().evidence.onPremise.reach, Reach::Unreachable);
        QCOMPARE(forgotten > 0, anew);
    }

    void nobodyToAsk()
    {
        MonitorSources from;
        from.tunnel = u"site"_s;
        TunnelMonitor monitor(std::move(from), quick);
        const QSignalSpy sampled(&monitor, &TunnelMonitor::sampled);
        monitor.start();
        QTRY_VERIFY(sampled.size() >= 2);
        QCOMPARE(monitor.now().state, TunnelState::Unknown);
        QCOMPARE(monitor.now().findings.value(0).kind, FaultKind::Unknown);
    }

    /// Who hears of a sample may be done with it.
    void endsWhileItTells_data()
    {
        QTest::addColumn<bool>("destroyed");
        QTest::newRow("stopped") << false;
        QTest::newRow("destroyed") << true;
    }
    void endsWhileItTells()
    {
        QFETCH(const bool, destroyed);
        MonitorSources from = probedFromHere();
        from.askAzure = [] { return new FakeAzure(std::nullopt); };
        auto *monitor = new TunnelMonitor(std::move(from), quick);
        monitor->setTargets({node()}, {});
        int told = 0;
        connect(monitor, &TunnelMonitor::sampled, this, [&] {
            ++told;
            if (destroyed)
                delete monitor;
            else
                monitor->stop();
        });
        monitor->start();
        QTRY_COMPARE(told, 1);
        QTest::qWait(60);
        QCOMPARE(told, 1);
        QCOMPARE(m_gateway.running, 0);
        if (!destroyed)
            delete monitor;
    }
};

QTEST_GUILESS_MAIN(TestTunnelMonitor)
#include "tst_tunnelmonitor.moc"
