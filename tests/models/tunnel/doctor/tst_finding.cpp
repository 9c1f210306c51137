#include "models/tunnel/doctor/doctor.h"
#include "models/tunnel/ipsec/strongswan.h"
#include "tests/models/tunnel/evidencekit.h"

#include <QTest>

using namespace evidencekit;

/// What a finding says, and what it offers to mend.
class FindingTest : public QObject
{
    Q_OBJECT

private slots:
    /// Who is not let in at all is told why, and not to see to sudo.
    void saysWhyNobodyGetsIn()
    {
        Evidence evidence = healthy();
        evidence.onPremise.reach = Reach::Refused;
        evidence.onPremise.failure = u"The host key of gw has changed."_s;
        QVERIFY(sentenceFor(FaultKind::GatewayRefuses, evidence).endsWith(evidence.onPremise.failure));
        QVERIFY(!mendFor(FaultKind::GatewayRefuses, evidence).advice.contains(u"sudo"_s));
        evidence.onPremise.reach = Reach::Answered;
        QVERIFY(mendFor(FaultKind::GatewayRefuses, evidence).advice.contains(u"sudo"_s));
        evidence.azure.connectionExists = false;
        QVERIFY(signalLines(evidence).constLast().contains(u"connection not there"_s));
    }

    /// --ike alone would bring up no child.
    void strongSwansCommands()
    {
        Evidence evidence = silent();
        IpsecStatus &status = evidence.onPremise.status;
        status = {};
        QVERIFY(readListConns(u"list-conn event {azure {version=IKEv2 children {n1 {mode=TUNNEL "
                              "local-ts=[10.2.0.0/16] remote-ts=[10.0.0.0/16]} n2 {mode=TUNNEL "
                              "local-ts=[10.2.0.0/16] remote-ts=[10.1.0.0/16]}}}}\nlist-conns reply {}\n",
                              status));
        QVERIFY(readListSas(u"list-sas reply {}\n", status));
        QCOMPARE(diagnose(evidence).first().kind, FaultKind::NotStarted);
        QCOMPARE(diagnose(evidence).first().mend.command,
                 u"swanctl --initiate --ike 'azure' --child 'n1' --timeout 25; "
                 "swanctl --initiate --ike 'azure' --child 'n2' --timeout 25"_s);
        QVERIFY(mendFor(FaultKind::DeadPeer, evidence).advice.contains(u"dpd_delay = 30s"_s));
        status.connections.clear();
        QCOMPARE(mendFor(FaultKind::NotStarted, evidence).command,
                 u"swanctl --initiate --ike 'azure' --child 'azure' --timeout 25"_s);
    }

    void quotesNamesForTheShell()
    {
        Evidence evidence = silent();
        evidence.connection = u"it's; reboot"_s;
        evidence.onPremise.status = states({}, u"000 Total IPsec connections: loaded 0, active 0\n"_s);
        QCOMPARE(diagnose(evidence).first().mend.command, u"ipsec auto --add 'it'\\''s; reboot'"_s);
    }

    /// SAs are counted only where the daemon told of them.
    void saysWhatTheGatewayDoesNotTell_data()
    {
        QTest::addColumn<DaemonState>("state");
        QTest::addColumn<QString>("words");
        QTest::newRow("not permitted") << DaemonState::NotPermitted << u"does not let Skybro ask"_s;
        QTest::newRow("down") << DaemonState::Down << u"is not running"_s;
        QTest::newRow("not installed") << DaemonState::NotInstalled << u"has no IPsec daemon"_s;
        QTest::newRow("torn") << DaemonState::Running << u"could not be read whole"_s;
    }
    void saysWhatTheGatewayDoesNotTell()
    {
        QFETCH(const DaemonState, state);
        QFETCH(const QString, words);
        Evidence evidence = healthy();
        evidence.onPremise.status = {};
        evidence.onPremise.status.daemon.state = state;
        const QString line = signalLines(evidence).at(1);
        QVERIFY2(line.contains(words) && !line.contains(u"0 IKE SA"_s), qPrintable(line));
    }

    /// Which host is to probe is not asked for where it only has not begun.
    void waitsForTheFirstProbe()
    {
        Evidence evidence = healthy();
        evidence.traffic.age.reset();
        evidence.traffic.sent = 0;
        QVERIFY(mendFor(FaultKind::Unknown, evidence).advice.startsWith(u"The first probes take"_s));
        evidence.traffic.target.clear();
        QVERIFY(mendFor(FaultKind::Unknown, evidence).advice.contains(u"gateway.probe,"_s));
    }

    /// Each kind of packets has its own switch and its own tables.
    void mendsIpv6AsSuch()
    {
        Evidence evidence = silent();
        QCOMPARE(mendFor(FaultKind::ForwardingOff, evidence).command, u"sysctl -w net.ipv4.ip_forward=1"_s);
        evidence.traffic.address = u"fd00:a::4"_s;
        QCOMPARE(mendFor(FaultKind::ForwardingOff, evidence).command,
                 u"sysctl -w net.ipv6.conf.all.forwarding=1"_s);
        QVERIFY(sentenceFor(FaultKind::ForwardingOff, evidence).contains(u"net.ipv6"_s));
        evidence.traffic.pathMtu = 1400;
        const QString clamp = mendFor(FaultKind::MtuBlackHole, evidence).command;
        QVERIFY2(clamp.startsWith(u"ip6tables "_s) && clamp.endsWith(u" 1330"_s), qPrintable(clamp));
    }

    void showsANodeOnlyWhereOneIsKnown()
    {
        Evidence evidence = silent();
        QCOMPARE(mendFor(FaultKind::VmDown, evidence).action, u"nodes.start"_s);
        evidence.traffic.target = evidence.traffic.address;
        QVERIFY(mendFor(FaultKind::VmDown, evidence).action.isEmpty());
    }

    /// As large as the path takes. What Azure advises may be too large for it: that is no mend until it was
    /// measured.
    void clampsToWhatPasses()
    {
        Evidence evidence = healthy();
        evidence.traffic.largePass = false;
        Mend mend = diagnose(evidence).first().mend;
        QVERIFY2(!mend.command.contains(u"set-mss"_s), qPrintable(mend.command));
        QVERIFY(mend.command.contains(u"ping "_s) && mend.command.contains(evidence.traffic.address));
        QVERIFY2(mend.advice.contains(u"1350 at most"_s), qPrintable(mend.advice));
        QCOMPARE(mend.action, u"tunnel.config"_s);
        evidence.traffic.pathMtu = 1400;
        mend = diagnose(evidence).first().mend;
        QVERIFY2(mend.command.endsWith(u" 1350"_s), qPrintable(mend.command));
        QCOMPARE(mend.action, u"tunnel.config"_s);
        evidence.traffic.pathMtu = 1134;
        mend = diagnose(evidence).first().mend;
        QVERIFY2(mend.command.endsWith(u" 1094"_s), qPrintable(mend.command));
        QVERIFY(mend.advice.contains(u"1094"_s));
        QVERIFY(mend.action.isEmpty()); // who configures both ends is given 1350
    }

    /// Who refuses a connection is up, and its cable is in.
    void aHostThatIsThereIsNotLookedFor()
    {
        Evidence evidence = silent();
        evidence.onPremise.reach = Reach::Unreachable;
        QVERIFY(mendFor(FaultKind::GatewayUnreachable, evidence).advice.contains(u"cable"_s));
        evidence.onPremise.isPortShut = true;
        const Mend mend = mendFor(FaultKind::GatewayUnreachable, evidence);
        QVERIFY2(mend.advice.contains(u"sshd"_s) && !mend.advice.contains(u"cable"_s),
                 qPrintable(mend.advice));
    }

    /// A gateway that has no connection yet, of which nobody says a name either.
    void loadsOnlyWhatHasAName()
    {
        Evidence evidence = silent();
        evidence.onPremise.status = states({}, u"000 Total IPsec connections: loaded 0, active 0\n"_s);
        QCOMPARE(diagnose(evidence).first().mend.action, u"tunnel.load"_s);
        evidence.connection.clear();
        const Finding finding = diagnose(evidence).first();
        QCOMPARE(toWord(finding.kind), toWord(FaultKind::ConnectionNotLoaded));
        QCOMPARE(finding.mend.action, u"tunnel.config"_s);
        QVERIFY(finding.mend.command.isEmpty());
    }

    /// ip takes no names.
    void asksForTheRouteToAnAddress()
    {
        Evidence evidence = silent();
        QCOMPARE(mendFor(FaultKind::OnPremiseRoute, evidence).command, u"ip route get 10.0.1.4"_s);
        evidence.traffic.address = u"vm"_s; // no node is known by it
        QVERIFY(mendFor(FaultKind::OnPremiseRoute, evidence).command.contains(u"getent ahosts 'vm'"_s));
    }

    void whoHasNoRoute()
    {
        Evidence evidence = silent();
        evidence.settings.onPremiseRoute = false;
        QVERIFY(diagnose(evidence).first().sentence.contains(u"on-premise hosts do not route"_s));
        evidence.settings.gatewayRoute = false;
        QVERIFY(diagnose(evidence).first().sentence.contains(u"gw.example.org has no route to"_s));
    }

    void whatOfAzureIsGone()
    {
        Evidence evidence = silent();
        evidence.azure.connectionExists = false;
        Finding finding = diagnose(evidence).first();
        QVERIFY2(finding.sentence.contains(u"no connection"_s), qPrintable(finding.sentence));
        QVERIFY(!finding.mend.advice.contains(u"45 minutes"_s)); // the gateway is there
        evidence.azure.gatewayExists = false;
        finding = diagnose(evidence).first();
        QVERIFY(finding.mend.advice.contains(u"45 minutes"_s));
    }

    /// Daemon and log go on for a while with what was before.
    void waitsAfterARecovery()
    {
        Evidence asks = healthy();
        asks.onPremise.status = states(ikeAsks + childUp);
        log(asks,
            u"\"azure\" #1: STATE_V2_ESTABLISHED_IKE_SA: retransmission; will wait 8 seconds for response\n"_s);
        Evidence refused = healthy();
        log(refused, u"\"azure\" #7: CREATE_CHILD_SA failed with error notification NO_PROPOSAL_CHOSEN\n"_s);
        for (Evidence *evidence : {&asks, &refused}) {
            const FaultKind kind = diagnose(*evidence).first().kind;
            QVERIFY(kind == FaultKind::DeadPeer || kind == FaultKind::RekeyFails);
            evidence->traffic.recoveredFor = 30s;
            QCOMPARE(diagnose(*evidence).first().kind, FaultKind::Healthy);
            evidence->traffic.recoveredFor = 90s;
            QCOMPARE(diagnose(*evidence).first().kind, kind);
        }
    }
};

QTEST_GUILESS_MAIN(FindingTest)
#include "tst_finding.moc"
