#include "models/ssh/sshfault.h"
#include "tests/models/tunnel/watchedtunnel.h"

#include <QTest>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Outcome = ProbeReply::Outcome;

class TestTunnelKnowledge : public QObject
{
    Q_OBJECT

private slots:
    void allIsWell()
    {
        WatchedTunnel w;
        w.knowledge.takeAzure(azureEnd());
        for (int i = 0; i < 3; ++i)
            QVERIFY(w.sample({good}).isEmpty());
        const TunnelNow &now = w.knowledge.now();
        QCOMPARE(now.name, u"azure"_s);
        QCOMPARE(now.state, TunnelState::Up);
        QCOMPARE(w.finding(), FaultKind::Healthy);
        QCOMPARE(now.sample.gateway.state, SignalState::Up);
        QCOMPARE(now.sample.azure.state, SignalState::Up);
        QCOMPARE(now.sample.childSa, u"#2"_s);
        QCOMPARE(now.window.made, 3);
        QCOMPARE(now.window.median, std::optional<std::chrono::microseconds>(11ms));
        QCOMPARE(now.bytesInPerSecond, std::optional(100.0));
        QCOMPARE(now.evidence.settings.ipForward, std::optional(true));
        QCOMPARE(now.evidence.parameters.size(), 14); // both ends are known
        QVERIFY(!w.knowledge.isOff());
    }

    /// Who changes the configuration knows why it breaks.
    void aChangeIsNoFault()
    {
        WatchedTunnel w;
        QList<TunnelEvent> told;
        for (int turn = 0; turn < 4; ++turn) {
            for (int i = 0; i < 3; ++i)
                told += w.sample({good});
            w.knowledge.setChanging(true);
            for (int i = 0; i < 4; ++i)
                told += w.sample({lost});
            told += w.sample({good});
            w.knowledge.setChanging(false);
        }
        for (int i = 0; i < 3; ++i)
            told += w.sample({good});
        QCOMPARE(told.size(), 8);
        for (qsizetype i = 0; i < told.size(); ++i) {
            QCOMPARE(told[i].kind, i % 2 == 0 ? TunnelEvent::Kind::Broke : TunnelEvent::Kind::Back);
            QCOMPARE(told[i].cause.contains(u"being changed"_s), i % 2 == 0);
            QCOMPARE(told[i].fault, QString(changeFault)); // for who reads it an hour later
        }
        QCOMPARE(w.knowledge.now().evidence.history.flapsLastHour, 0);
        for (int i = 0; i < 5; ++i) // but what comes afterwards is
            told += w.sample({lost});
        QCOMPARE(told.size(), 9);
        QVERIFY(!told.last().cause.contains(u"being changed"_s));
        QVERIFY(told.last().fault.isEmpty());
    }

    void noRouteToTheTarget_data()
    {
        QTest::addColumn<bool>("ofTheGateway");
        QTest::newRow("the gateway has none") << true;
        QTest::newRow("the host that probes has none") << false;
    }
    void noRouteToTheTarget()
    {
        QFETCH(const bool, ofTheGateway);
        WatchedTunnel w;
        w.knowledge.takeHostRoute(false); // nobody asked: all is well
        w.sample({good});
        QVERIFY(!w.knowledge.wantsHostRoute());
        if (ofTheGateway)
            w.gateway.settings.replace("10.0.1.4 via 203.0.113.6 dev eth1 src 203.0.113.1", "no_route 2");
        for (int i = 0; i < 4; ++i)
            w.sample({lost});
        QVERIFY(w.knowledge.wantsHostRoute());
        QCOMPARE(w.knowledge.gatewayAddresses(), QStringList{u"10.2.0.1"_s});
        if (!ofTheGateway) {
            QVERIFY(w.finding() != FaultKind::OnPremiseRoute);
            w.knowledge.takeHostRoute(false);
            w.sample({lost});
        }
        QCOMPARE(w.finding(), FaultKind::OnPremiseRoute);
        QCOMPARE(w.knowledge.now().findings.constFirst().certainty, Certainty::Sure);
        // It is there again.
        w.gateway.settings.replace("no_route 2", "10.0.1.4 via 203.0.113.6 dev eth1 src 203.0.113.1");
        w.knowledge.wantAll();
        w.sample({good});
        QVERIFY(w.knowledge.now().evidence.settings.onPremiseRoute != false);
    }

    void whyNothingIsSent()
    {
        WatchedTunnel w;
        w.sample({{.outcome = ProbeReply::Outcome::NotMade,
                   .method = ProbeMethod::Icmp,
                   .roundTrip = {},
                   .note = u"unknown host"_s}});
        QCOMPARE(signalLines(w.knowledge.now().evidence).first(),
                 u"Nothing can be sent to cloud001: unknown host."_s);
        w.sample({lost});
        w.sample({lost});
        QVERIFY(w.knowledge.now().evidence.traffic.lostFor);
        w.sample({good});
        QVERIFY(!w.knowledge.now().evidence.traffic.lostFor);
    }

    /// With a route, it is the way of hosts only where hosts probe.
    void nothingEntersTheTunnel_data()
    {
        QTest::addColumn<bool>("gatewayProbes");
        QTest::addColumn<FaultKind>("found");
        QTest::newRow("what the gateway sends") << true << FaultKind::GatewayFirewall;
        QTest::newRow("what a host sends") << false << FaultKind::OnPremiseRoute;
    }
    void nothingEntersTheTunnel()
    {
        QFETCH(const bool, gatewayProbes);
        QFETCH(const FaultKind, found);
        WatchedTunnel w;
        w.knowledge.setGatewayProbes(gatewayProbes);
        w.sample({good});
        for (int i = 0; i < 6; ++i) {
            w.gateway.bytesIn -= 100;
            w.gateway.bytesOut -= 100;
            w.sample({lost}, {lost});
        }
        QCOMPARE(w.finding(), found);
    }

    /// It can not be asked while nothing passes, and that it can not says that nothing does.
    void theGatewayIsBehindTheTunnel()
    {
        WatchedTunnel w;
        w.gateway.settings.prepend("peer 10.0.1.4\n");
        w.sample({good});
        QVERIFY(w.knowledge.now().evidence.onPremise.isBehindTunnel);
        for (int i = 0; i < 3; ++i) {
            w.knowledge.takeGatewayError(makeError(ErrorKind::TimedOut, u"it took too long"_s), w.time);
            w.knowledge.addSample(w.time, {}, {}, w.time);
            w.time = w.time.addSecs(10);
        }
        QCOMPARE(w.knowledge.now().state, TunnelState::Down);
        QCOMPARE(w.finding(), FaultKind::Unknown);
        const Finding finding = w.knowledge.now().findings.constFirst();
        QVERIFY(finding.evidence.constFirst().contains(u"through the tunnel itself"_s));
        QVERIFY(finding.mend.advice.contains(u"another way"_s));
        w.sample({good, good});
        QCOMPARE(w.knowledge.now().state, TunnelState::Up);
        QCOMPARE(w.finding(), FaultKind::Healthy);

        WatchedTunnel beside;
        beside.gateway.settings.prepend("peer 10.2.0.10\n");
        beside.sample({good});
        QVERIFY(!beside.knowledge.now().evidence.onPremise.isBehindTunnel);
        beside.knowledge.takeGatewayError(makeError(ErrorKind::TimedOut, u"it took too long"_s), beside.time);
        beside.knowledge.addSample(beside.time, {}, {}, beside.time);
        QCOMPARE(beside.knowledge.now().sample.probesMade, 0);
    }

    void littleIsAskedWhileAllIsWell()
    {
        WatchedTunnel w;
        const TunnelKnowledge::Wanted first = w.knowledge.wanted(w.time, {});
        QVERIFY(first.connections && first.settings && first.log);
        w.sample({good});
        const TunnelKnowledge::Wanted next = w.knowledge.wanted(w.time, {});
        QVERIFY(!next.connections && !next.settings && !next.log);
        const TunnelKnowledge::Wanted later = w.knowledge.wanted(w.time.addSecs(21), {});
        QVERIFY(!later.connections && later.settings && !later.log); // whether it still forwards
        // Another SA, and all connections are asked for.
        w.gateway.states.replace(u"#2"_s, u"#7"_s);
        w.sample({good});
        QVERIFY(w.knowledge.wanted(w.time, {}).connections);
        w.sample({good});
        QVERIFY(!w.knowledge.wanted(w.time, {}).connections);
        // Something is off: the log at once, what is set soon.
        w.sample({lost});
        QVERIFY(w.knowledge.wanted(w.time, {}).log);
        QVERIFY(w.knowledge.wanted(w.time.addSecs(6), {}).connections);
    }

    void oneLostProbeIsNoFault()
    {
        WatchedTunnel w;
        w.sample({good});
        QVERIFY(w.sample({lost}).isEmpty());
        QCOMPARE(w.finding(), FaultKind::Healthy);
        QVERIFY(w.knowledge.isInDoubt());
        QVERIFY(w.sample({good}).isEmpty());
        QVERIFY(!w.knowledge.isInDoubt());
    }

    /// What passed before the cut says nothing of what passes now.
    void whatCameBeforeIsNoAnswer()
    {
        WatchedTunnel w;
        w.sample({good});
        w.sample({good});
        QVERIFY(w.knowledge.now().evidence.onPremise.movedIn);
        w.sample({lost});
        QVERIFY(!w.knowledge.now().evidence.onPremise.movedIn);
        w.sample({lost, lost});
        QVERIFY(!w.knowledge.now().evidence.onPremise.movedIn); // this look still saw what came before
        w.sample({lost, lost});
        QCOMPARE(w.knowledge.now().evidence.onPremise.movedIn, std::optional<quint64>(100));
    }

    void whatIsNotCountedIsNotNothing()
    {
        WatchedTunnel w;
        w.gateway.isCounting = false;
        for (int i = 0; i < 4; ++i)
            w.sample({lost, lost});
        QVERIFY(!w.knowledge.now().evidence.onPremise.movedOut);
        QVERIFY(!w.knowledge.now().bytesInPerSecond);
        QCOMPARE(w.finding(), FaultKind::NothingPasses); // and not that nothing entered the tunnel
    }

    void brokeWithItsCause()
    {
        WatchedTunnel w;
        w.sample({good});
        w.sample({lost});
        w.gateway.exitCode = 33;
        w.gateway.complaint = u"whack: Pluto is not running (no \"/run/pluto/pluto.ctl\")\n"_s;
        const QList<TunnelEvent> events = w.sample({lost, lost});
        QCOMPARE(events.size(), 1);
        QCOMPARE(events[0].kind, TunnelEvent::Kind::Broke);
        QVERIFY2(events[0].cause.contains(u"not running"_s), qPrintable(events[0].cause));
        QCOMPARE(w.finding(), FaultKind::DaemonNotRunning);
        QCOMPARE(w.knowledge.now().sample.gateway.state, SignalState::Down);
        // And back.
        w.gateway.exitCode = 0;
        w.sample({good});
        const QList<TunnelEvent> back = w.sample({good});
        QCOMPARE(back.value(0).kind, TunnelEvent::Kind::Back);
        QVERIFY(back.value(0).cause.isEmpty());
        QCOMPARE(w.finding(), FaultKind::Healthy);
    }

    /// The state waits for a second answer, and what was found with it.
    void oneAnswerIsNoRecovery()
    {
        WatchedTunnel w;
        w.gateway.states.clear();
        w.gateway.connections.remove(u"+UP"_s);
        for (int i = 0; i < 3; ++i)
            w.sample({lost, lost});
        QCOMPARE(w.finding(), FaultKind::NotStarted);
        w.sample({lost, good});
        QCOMPARE(w.knowledge.now().state, TunnelState::Down);
        QCOMPARE(w.finding(), FaultKind::NotStarted);
        w.sample({lost, lost});
        QCOMPARE(w.finding(), FaultKind::NotStarted);
        w.sample({good, good});
        QCOMPARE(w.knowledge.now().state, TunnelState::Up);
        QCOMPARE(w.finding(), FaultKind::Healthy);
    }

    /// It may wait for somebody to trust its key: that is no fault.
    void isNotUnreachableWhileItIsConnected()
    {
        WatchedTunnel w;
        Error connecting = makeError(ErrorKind::Network, u"Connecting."_s);
        connecting.code = stillConnecting;
        w.knowledge.takeGatewayError(connecting, w.time);
        QCOMPARE(w.knowledge.now().evidence.onPremise.reach, Reach::NotAsked);
        QCOMPARE(w.knowledge.now().evidence.onPremise.failure, u"Connecting."_s);
        w.sample({lost, lost});
        w.knowledge.takeGatewayError(connecting, w.time); // anew, because somebody asks again
        QCOMPARE(w.knowledge.now().evidence.onPremise.reach, Reach::Answered);
        w.knowledge.takeGatewayError(makeError(ErrorKind::Network, u"Gone."_s), w.time);
        QCOMPARE(w.knowledge.now().evidence.onPremise.reach, Reach::Unreachable);
    }

    /// One lost sample will do where the gateway says so, too; and then there is no "Traffic passes" beside
    /// it.
    void theFirstLostSampleHasItsCause()
    {
        WatchedTunnel w;
        w.sample({good});
        w.gateway.states.clear();
        w.gateway.connections = u"000 Total IPsec connections: loaded 0, active 0\n"_s;
        w.knowledge.wantAll();
        const QList<TunnelEvent> events = w.sample({lost});
        QCOMPARE(w.knowledge.now().state, TunnelState::Down);
        QCOMPARE(w.finding(), FaultKind::ConnectionNotLoaded);
        QCOMPARE(events.size(), 1);
        QVERIFY2(events[0].cause.contains(u"not loaded"_s), qPrintable(events[0].cause));
    }

    /// What was known of connections and log before the SAs went says nothing of why.
    void waitsForTheCauseWhenItsSasAreGone()
    {
        WatchedTunnel w;
        AzureEnd end = azureEnd();
        end.parameters.ikeVersion = IkeVersion::V1;
        w.knowledge.takeAzure(end);
        w.sample({good});
        w.gateway.states.clear();
        w.gateway.connections = u"000 Total IPsec connections: loaded 0, active 0\n"_s;
        const QList<TunnelEvent> events = w.sample({lost});
        QCOMPARE(events.size(), 1);
        QVERIFY2(events[0].cause.isEmpty(), qPrintable(events[0].cause));
        QCOMPARE(w.finding(), FaultKind::Unknown);
        w.sample({lost});
        QCOMPARE(w.finding(), FaultKind::ConnectionNotLoaded);
        QVERIFY(w.knowledge.cause().contains(u"not loaded"_s));
    }

    void strictFilteringIsToldByTheKernel()
    {
        WatchedTunnel w;
        w.gateway.settings =
            "ip_forward 1\nrp_filter all 1\nrp_filter eth0 1\nTcpExt: A IPReversePathFilter\nTcpExt: 1 5\n";
        w.sample({good});
        w.sample({lost});
        w.gateway.settings.replace("1 5\n", "1 9\n");
        for (int i = 0; i < 4; ++i)
            w.sample({lost, lost}, {lost});
        QCOMPARE(w.knowledge.now().evidence.settings.rpFilterDrops, std::optional<quint64>(4));
        QCOMPARE(w.finding(), FaultKind::ReversePathFilter);
    }

    /// Without an SA answers come by another way; for a moment both may only have been seen apart.
    void answersWithoutAnySa()
    {
        WatchedTunnel w;
        w.sample({good});
        w.gateway.states.clear();
        w.sample({good});
        w.sample({good});
        QVERIFY(w.finding() != FaultKind::Bypassed);
        w.sample({good});
        QCOMPARE(w.finding(), FaultKind::Bypassed);
        w.gateway.states = evidencekit::ikeUp + evidencekit::childUp;
        w.sample({good});
        QCOMPARE(w.finding(), FaultKind::Healthy);
        w.gateway.states =
            evidencekit::ikeUp + QString(evidencekit::childUp).replace(u"azure"_s, u"renamed"_s);
        for (int i = 0; i < 5; ++i)
            w.sample({good});
        QCOMPARE(w.finding(), FaultKind::Healthy);                    // another one may lead there
        w.gateway.states = evidencekit::ikeUp + u"000 #2: \"azu\n"_s; // not known is not none
        for (int i = 0; i < 5; ++i)
            w.sample({good});
        QCOMPARE(w.finding(), FaultKind::Healthy);
    }

    /// Of both kinds of packets the target's counts.
    void forwardsOfTheTargetsKind()
    {
        WatchedTunnel w;
        w.gateway.settings = "ip_forward 1\nip6_forward 0\nrp_filter all 1\nrp_filter eth0 1\n";
        w.sample({good});
        QCOMPARE(w.knowledge.now().evidence.settings.ipForward, std::optional(true));
        QCOMPARE(w.knowledge.now().evidence.settings.rpFilter, std::optional(1));
        w.knowledge.setTarget(u"six"_s, u"fd00:a::4"_s, u"gateway"_s);
        QCOMPARE(w.knowledge.now().evidence.settings.ipForward, std::optional(false));
        QVERIFY(!w.knowledge.now().evidence.settings.rpFilter);
    }

    /// Only from where the tunnel takes it: of a gateway's own addresses the inner one.
    void sendsFromTheInnerAddress()
    {
        WatchedTunnel w;
        w.look();
        QCOMPARE(w.knowledge.sourceFor(), std::optional(u"10.2.0.1"_s));
        w.gateway.settings.replace("src 203.0.113.1", "src 10.2.0.1");
        w.knowledge.wantAll();
        w.look();
        QCOMPARE(w.knowledge.sourceFor(), std::optional(QString())); // the kernel does so by itself
        w.gateway.settings =
            "2: eth0    inet 172.16.0.1/16 scope global eth0\n10.0.1.4 dev eth1 src 172.16.0.1\n";
        w.knowledge.wantAll();
        w.look();
        QCOMPARE(w.knowledge.sourceFor(), std::nullopt);
    }

    void gatewayThatCanNotBeAsked_data()
    {
        QTest::addColumn<ssh::Fault>("fault");
        QTest::addColumn<Reach>("reach");
        QTest::newRow("no route") << ssh::Fault::NoRoute << Reach::Unreachable;
        QTest::newRow("no answer") << ssh::Fault::TimedOut << Reach::Unreachable;
        QTest::newRow("login") << ssh::Fault::LoginRefused << Reach::Refused;
        QTest::newRow("key") << ssh::Fault::HostKeyChanged << Reach::Refused;
    }
    void gatewayThatCanNotBeAsked()
    {
        QFETCH(const ssh::Fault, fault);
        QFETCH(const Reach, reach);
        WatchedTunnel w;
        w.sample({good});
        w.knowledge.takeGatewayError(ssh::makeFault(fault, u"why"_s), w.time);
        w.knowledge.addSample(w.time, {good}, {}, w.time);
        const GatewayEvidence &gateway = w.knowledge.now().evidence.onPremise;
        QCOMPARE(gateway.reach, reach);
        QCOMPARE(gateway.failure, u"why"_s);
        QCOMPARE(w.knowledge.now().sample.gateway.state, SignalState::Unknown);
        QCOMPARE(w.finding(), FaultKind::Healthy); // probes from elsewhere pass
        w.sample({good});
        QCOMPARE(gateway.reach, Reach::Answered);
        QVERIFY(gateway.failure.isEmpty());
    }

    void oneTargetAmongMany()
    {
        WatchedTunnel w;
        w.sample({good});
        for (int i = 0; i < 4; ++i)
            w.sample({lost, lost}, {good, lost});
        QCOMPARE(w.knowledge.now().evidence.traffic.othersAnswer, std::optional(true));
        QCOMPARE(w.finding(), FaultKind::VmDown);
        QCOMPARE(w.knowledge.now().findings[0].certainty, Certainty::Guess);
        QVERIFY(w.knowledge.wantsTarget());
        QCOMPARE(w.knowledge.homeAddress(), u"10.2.0.1"_s);
        w.knowledge.takeTarget(false);
        w.sample({lost, lost}, {good, good});
        QCOMPARE(w.finding(), FaultKind::VmRoute);
        w.knowledge.takeTarget(true);
        w.sample({lost, lost}, {good, good});
        QCOMPARE(w.finding(), FaultKind::VmFirewall);
        w.sample({good, good});
        w.sample({good, good});
        QVERIFY(!w.knowledge.now().evidence.settings.vmRoute);
        QCOMPARE(w.finding(), FaultKind::Healthy);
    }

    /// What a node does is not the tunnel's doing.
    void aNodeThatComesAndGoesIsNoFlapping()
    {
        for (const bool isTheNode : {true, false}) {
            WatchedTunnel w;
            w.sample({good});
            for (int i = 0; i < 4; ++i) {
                for (int k = 0; k < 4; ++k)
                    w.sample({lost, lost}, isTheNode ? QList{good} : QList{lost});
                QCOMPARE(w.knowledge.now().state, TunnelState::Down);
                QCOMPARE(isTargetAlone(w.knowledge.now()), isTheNode);
                w.sample({good, good}, {good});
            }
            QCOMPARE(w.knowledge.now().evidence.history.flapsLastHour, isTheNode ? 0 : 4);
        }
    }

    void whatAzuresNetworkKeepsOff()
    {
        WatchedTunnel w;
        w.sample({good});
        QVERIFY(!w.knowledge.wantsPath());
        w.knowledge.takePath({.isAllowed = false, .rule = u"late"_s, .hasWayBack = {}}); // it answers by now
        w.sample({good});
        QCOMPARE(w.finding(), FaultKind::Healthy);
        w.sample({lost, lost});
        w.sample({lost, lost});
        QVERIFY(w.knowledge.wantsPath());
        w.knowledge.takePath({.isAllowed = false, .rule = u"no-ssh"_s, .hasWayBack = true});
        w.sample({lost, lost});
        QCOMPARE(w.finding(), FaultKind::NsgBlocks);
        QVERIFY(w.knowledge.now().findings[0].sentence.contains(u"no-ssh"_s));
        w.knowledge.takePath({.isAllowed = true, .rule = {}, .hasWayBack = false});
        w.sample({lost, lost});
        QCOMPARE(w.finding(), FaultKind::AzureRoute);
        w.sample({good, good});
        w.sample({good, good});
        QVERIFY(!w.knowledge.now().evidence.settings.azureRoute); // it may be another the next time
        QCOMPARE(w.finding(), FaultKind::Healthy);
    }

    void largePackets()
    {
        WatchedTunnel w;
        QVERIFY(w.knowledge.wantsLarge(w.time));
        w.sample({good});
        w.knowledge.takeLarge(false, w.time);
        w.knowledge.takePathMtu(1280);
        w.sample({good});
        QCOMPARE(w.finding(), FaultKind::MtuBlackHole);
        QVERIFY(!w.knowledge.wantsLarge(w.time));
        QVERIFY(w.knowledge.wantsLarge(w.time.addSecs(30))); // sooner, as it is off
        w.knowledge.takeLarge(std::nullopt, w.time);         // could not be told: what was known holds
        w.sample({good});
        QCOMPARE(w.finding(), FaultKind::MtuBlackHole);
        w.knowledge.takeLarge(true, w.time);
        w.sample({good});
        QCOMPARE(w.finding(), FaultKind::Healthy);
        QCOMPARE(w.knowledge.now().evidence.traffic.pathMtu, 0);
    }

    void nothingToProbe()
    {
        WatchedTunnel w;
        w.gateway.bytesIn = 0;
        w.sample({});
        QCOMPARE(w.knowledge.now().state, TunnelState::Up); // the gateway's word, for want of a better one
        w.sample({});
        w.sample({});
        QCOMPARE(w.finding(), FaultKind::Healthy); // bytes went both ways
        QVERIFY(!w.knowledge.now().evidence.traffic.age);
    }
};

QTEST_GUILESS_MAIN(TestTunnelKnowledge)
#include "tst_tunnelknowledge.moc"
