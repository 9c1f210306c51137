#include "models/tunnel/ipsec/libreswan.h"
#include "tests/models/tunnel/recorded.h"

#include <QTest>

using namespace skybro::tunnel;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// What is to be read from all four answers of one state of a tunnel.
struct Expected
{
    DaemonState daemon = DaemonState::Running;
    qsizetype connections = 1;
    qsizetype ikeUp = 0;
    qsizetype ikeConnecting = 0;
    qsizetype childUp = 0;
    qint64 bytesIn = -1; ///< -1: no SA has any
    qint64 bytesOut = -1;
};

const QList<std::pair<QString, Expected>> &recordedStates()
{
    static const QList<std::pair<QString, Expected>> states{
        {u"child-sa-kernel-refused"_s, {.ikeUp = 1}},
        {u"conn-rejected-modp1024"_s, {.connections = 0}},
        {u"daemon-down"_s, {.daemon = DaemonState::Down, .connections = 0}},
        {u"esp-proposal-mismatch"_s, {.ikeUp = 1}},
        {u"ike-proposal-mismatch"_s, {.ikeConnecting = 1}},
        {u"loaded-idle"_s, {}},
        {u"mtu-blackhole"_s, {.ikeUp = 1, .childUp = 1, .bytesIn = 380480, .bytesOut = 36880405}},
        {u"no-answer-blackhole"_s, {.ikeConnecting = 1}},
        {u"no-psk-locally"_s, {.ikeConnecting = 1}},
        {u"peer-deleted-child"_s, {.ikeUp = 1}},
        {u"peer-ike-daemon-killed-snapshot"_s, {.ikeUp = 1, .childUp = 1, .bytesIn = 2436, .bytesOut = 2436}},
        {u"pluto-crashed-kill9"_s, {.daemon = DaemonState::Down, .connections = 0}},
        {u"rekey-refused-pfs-mismatch"_s,
         {.ikeUp = 1, .childUp = 1, .bytesIn = 386585, .bytesOut = 36890276}},
        {u"ts-mismatch"_s, {.ikeUp = 1}},
        {u"up-after-bulk"_s, {.ikeUp = 1, .childUp = 1, .bytesIn = 375731, .bytesOut = 36860064}},
        {u"up-after-ping"_s, {.ikeUp = 1, .childUp = 1, .bytesIn = 420, .bytesOut = 420}},
        {u"up-but-vm-unreachable"_s, {.ikeUp = 1, .childUp = 1, .bytesIn = 385381, .bytesOut = 36888758}},
        {u"up-idle"_s, {.ikeUp = 1, .childUp = 1, .bytesIn = 0, .bytesOut = 0}},
        {u"wrong-psk"_s, {}},
    };
    return states;
}

qsizetype ikeIn(const IpsecStatus &status, SaState state)
{
    return std::ranges::count(status.ikeSas, state, &IkeSa::state);
}

const IpsecConnection &connection(const IpsecStatus &status, const QString &name)
{
    static const IpsecConnection none;
    const auto it = std::ranges::find(status.connections, name, &IpsecConnection::name);
    return it == status.connections.end() ? none : *it;
}

} // namespace

class LibreswanTest : public QObject
{
    Q_OBJECT

private slots:
    void readsEveryRecording_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("command");
        for (const auto &[state, expected] : recordedStates()) {
            for (const char *command : {"status", "showstates", "trafficstatus", "briefstatus"})
                QTest::addRow("%s/%s", qPrintable(state), command) << state << QString::fromLatin1(command);
        }
    }

    void readsEveryRecording()
    {
        if (!recordingsFolder().exists())
            QSKIP("SKYBRO_SKIP: the recorded answers, ../shared/captures, are not there");
        QFETCH(const QString, state);
        QFETCH(const QString, command);
        const Expected expected =
            std::ranges::find(recordedStates(), state, [](const auto &row) { return row.first; })->second;
        const Recorded recorded = readRecorded(u"libreswan/"_s + state + u'/' + command + u".txt"_s);
        QCOMPARE(recorded.command, u"ipsec "_s + command);
        QCOMPARE(libreswanDaemon(recorded.exitCode, recorded.error), expected.daemon);
        IpsecStatus status;
        if (command == "status"_L1)
            readStatus(recorded.output, status);
        else if (command == "showstates"_L1)
            readShowStates(recorded.output, status);
        else if (command == "trafficstatus"_L1)
            readTrafficStatus(recorded.output, status, recorded.time);
        else
            readBriefStatus(recorded.output, status);
        QVERIFY(!status.cut);
        if (expected.daemon != DaemonState::Running) {
            QCOMPARE(status.connections.size() + status.ikeSas.size() + status.childSas.size(), 0);
            return;
        }
        if (command == "status"_L1 || command == "briefstatus"_L1) {
            QVERIFY(status.totals);
            QCOMPARE(status.totals->authenticated, static_cast<int>(expected.ikeUp));
            QCOMPARE(status.totals->halfOpen, static_cast<int>(expected.ikeConnecting));
            QCOMPARE(status.totals->child, static_cast<int>(expected.childUp));
        }
        if (command == "status"_L1) {
            QCOMPARE(status.daemon.version, u"4.10"_s);
            QVERIFY(status.connectionsTold);
            QCOMPARE(status.connections.size(), expected.connections);
        }
        if (command == "status"_L1 || command == "showstates"_L1) {
            QVERIFY(status.statesTold);
            QCOMPARE(ikeIn(status, SaState::Established), expected.ikeUp);
            QCOMPARE(ikeIn(status, SaState::Connecting), expected.ikeConnecting);
        }
        if (command != "briefstatus"_L1)
            QCOMPARE(std::ranges::count_if(status.childSas, [](const ChildSa &sa) { return isUp(sa); }),
                     expected.childUp);
        if (command == "trafficstatus"_L1 && expected.bytesIn >= 0) {
            QCOMPARE(static_cast<qint64>(status.childSas.first().bytesIn.value_or(99)), expected.bytesIn);
            QCOMPARE(static_cast<qint64>(status.childSas.first().bytesOut.value_or(99)), expected.bytesOut);
            QVERIFY(status.childSas.first().age);
            QVERIFY(*status.childSas.first().age >= 0s && *status.childSas.first().age < 1h);
        }
    }

    void tellsARefusedRekeyByTheMissingTime()
    {
        const auto child = [](const QString &state) {
            IpsecStatus status;
            readShowStates(readRecorded(u"libreswan/"_s + state + u"/showstates.txt"_s).output, status);
            return status.childSas.value(0);
        };
        if (!recordingsFolder().exists())
            QSKIP("SKYBRO_SKIP: the recorded answers, ../shared/captures, are not there");
        QCOMPARE(child(u"up-idle"_s).rekeyIn, 2723s);
        QVERIFY(!child(u"rekey-refused-pfs-mismatch"_s).rekeyIn);
        QCOMPARE(child(u"rekey-refused-pfs-mismatch"_s).expiresIn, 3245s);
        QVERIFY(child(u"up-idle"_s).erouteOwner);
    }

    void readsAConnection()
    {
        const QString output = uR"(000 pluto_version=4.12, pluto_vendorid=OE-Libreswan-4.12, audit-log=yes
000 "cph.west 1": 10.2.0.0/16===198.51.100.7[@gw.example.org]---198.51.100.1...192.0.2.9<192.0.2.9>[C=DK; ...=x]===10.0.0.0/16; erouted; eroute owner: #8
000 "cph.west 1":   ike_life: 28800s; ipsec_life: 27000s; ipsec_max_bytes: 2^63B; rekey_margin: 540s;
000 "cph.west 1":   policy: IKEv2+PSK+ENCRYPT+TUNNEL+PFS+UP+IKE_FRAG_ALLOW+ESN_NO+ESN_YES;
000 "cph.west 1":   our idtype: ID_FQDN; our id=@gw.example.org; their idtype: ID_DER_ASN1_DN; their id=CN=azure
000 "cph.west 1":   liveness: active; dpdaction:restart; dpddelay:30s; retransmit-timeout:60s
000 "cph.west 1":   newest IKE SA: #7; newest IPsec SA: #8; conn serial: $1;
000 "cph.west 1":   IKE algorithms: AES_GCM_16_256-HMAC_SHA2_256-MODP2048
000 "cph.west 1":   IKEv2 algorithm newest: AES_GCM_16_256-HMAC_SHA2_256-MODP2048
000 "cph.west 1":   ESP algorithms: AES_GCM_16_256-NONE
000 "cph.west 1":   ESP algorithm newest: AES_GCM_16_256-NONE; pfsgroup=MODP2048
000 Total IPsec connections: loaded 1, active 1
000 #7: "cph.west 1":4500 STATE_V2_ESTABLISHED_IKE_SA (established IKE SA); REKEY in 100s; REPLACE in 27800s; newest; idle;
000 #8: "cph.west 1":4500 STATE_V2_ESTABLISHED_CHILD_SA (established Child SA); REKEY in -3s; REPLACE in 300s; newest; eroute owner; IKE SA #7; idle;
000 #8: "cph.west 1" esp.00000a01@192.0.2.9 esp.00000B02@198.51.100.7 tun.0@192.0.2.9 tun.0@198.51.100.7 Traffic: ESPin=1KB ESPout=2KB ESPmax=2^63B
000 Bare Shunt list:
)"_s;
        IpsecStatus status;
        readStatus(output, status);
        QVERIFY(status.connectionsTold && status.statesTold);
        const IpsecConnection &azure = connection(status, u"cph.west 1"_s);
        QCOMPARE(azure.local, (IpsecEnd{u"198.51.100.7"_s, u"@gw.example.org"_s, {u"10.2.0.0/16"_s}}));
        QCOMPARE(azure.remote, (IpsecEnd{u"192.0.2.9"_s, u"CN=azure"_s, {u"10.0.0.0/16"_s}}));
        QCOMPARE(azure.ikeLifetime, 28800s);
        QCOMPARE(azure.saLifetime, 27000s);
        QCOMPARE(azure.dpdDelay, 30s);
        QCOMPARE(azure.dpdAction, u"restart"_s);
        QVERIFY(azure.pfs);
        QCOMPARE(azure.ikeVersion, IkeVersion::V2);
        QCOMPARE(azure.ikeAgreed, (Algorithms{u"AES_GCM_16_256"_s, {}, u"HMAC_SHA2_256"_s, u"MODP2048"_s}));
        QCOMPARE(azure.espAgreed.encryption, u"AES_GCM_16_256"_s);
        QCOMPARE(status.ikeSas.first().age, 1000s);
        QCOMPARE(status.ikeSas.first().algorithms, azure.ikeAgreed);
        QVERIFY(status.ikeSas.first().natTraversal);
        const ChildSa &sa = status.childSas.first();
        QCOMPARE(sa.rekeyIn, -3s);
        QCOMPARE(sa.ikeSerial, 7U);
        QCOMPARE(sa.spiOut, u"00000a01"_s);
        QCOMPARE(sa.spiIn, u"00000b02"_s);
        QCOMPARE(sa.remoteSubnets, QStringList{u"10.0.0.0/16"_s});
    }

    /// Of two connections between the same ends, the second one's Child SA hangs below the first one's IKE
    /// SA.
    void findsTheIkeSaThatIsShared()
    {
        IpsecStatus status;
        for (const auto &[serial, name] : {std::pair(1, u"azure"_s), std::pair(7, u"other"_s)}) {
            IkeSa &sa = status.ikeSas.emplaceBack();
            sa.serial = serial;
            sa.connection = name;
            sa.state = SaState::Established;
        }
        for (const QString &name : {u"azure"_s, u"azure6"_s}) {
            ChildSa &sa = status.childSas.emplaceBack();
            sa.ikeSerial = 1;
            sa.connection = name;
            sa.state = SaState::Established;
        }
        QCOMPARE(ikeSasOf(status, u"azure6"_s).size(), 1);
        QCOMPARE(ikeSasOf(status, u"azure6"_s).constFirst().serial, 1U);
        QCOMPARE(ikeSasOf(status, u"azure"_s).size(), 1);
        status.childSas[1].state = SaState::Connecting;
        QVERIFY(ikeSasOf(status, u"azure6"_s).isEmpty());
    }

    void readsStatesOfAllVersions_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("child");
        QTest::addColumn<SaState>("state");
        QTest::addColumn<IkeVersion>("version");
        const auto row = [](const char *name, const QString &line, bool child, SaState state,
                            IkeVersion version = IkeVersion::V2) {
            QTest::newRow(name) << line << child << state << version;
        };
        row("3 IKE",
            u"000 #1: \"a\":500 STATE_PARENT_I3 (PARENT SA established); EVENT_SA_REKEY in 9s; newest ISAKMP; idle;"_s,
            false, SaState::Established);
        row("3 responder",
            u"000 #3: \"a\":500 STATE_PARENT_R2 (received v2I2, PARENT SA established); EVENT_SA_REKEY in 9s; newest ISAKMP; idle;"_s,
            false, SaState::Established);
        row("3 child",
            u"000 #2: \"a\":500 STATE_V2_IPSEC_I (IPsec SA established); EVENT_SA_REKEY in 9s; newest IPSEC; eroute owner; isakmp#1; idle;"_s,
            true, SaState::Established);
        row("3 asking",
            u"000 #1: \"a\":500 STATE_PARENT_I1 (sent v2I1, expected v2R1); EVENT_RETRANSMIT in 3s; idle;"_s,
            false, SaState::Connecting);
        row("3 IKEv1",
            u"000 #1: \"a\":500 STATE_MAIN_I4 (ISAKMP SA established); EVENT_SA_REPLACE in 9s; newest ISAKMP; lastdpd=-1s(seq in:0 out:0); idle;"_s,
            false, SaState::Established, IkeVersion::V1);
        row("3 quick",
            u"000 #2: \"a\":500 STATE_QUICK_I2 (sent QI2, IPsec SA established); EVENT_SA_REPLACE in 9s; newest IPSEC; eroute owner; isakmp#1; idle;"_s,
            true, SaState::Established);
        row("4 rekeying",
            u"000 #4: \"a\":500 STATE_V2_REKEY_CHILD_I1 (sent CREATE_CHILD_SA request to rekey IPsec SA); RETRANSMIT in 1s; IKE SA #1; idle;"_s,
            true, SaState::Rekeying);
        row("5 IKE", u"#1: \"a\":500 established IKE SA; REKEY in 9s; REPLACE in 19s; newest; idle;"_s, false,
            SaState::Established);
        row("5 child",
            u"#2: \"a\":500 established Child SA; REKEY in 9s; REPLACE in 19s; newest; eroute owner; IKE SA #1; idle;"_s,
            true, SaState::Established);
        row("5 asking", u"#1: \"a\"[1] ...192.0.2.3:500 sent IKE_SA_INIT request; RETRANSMIT in 3s; idle;"_s,
            false, SaState::Connecting);
        row("5 rekeys IKE",
            u"#3: \"a\"[1] 192.0.2.3:500 sent CREATE_CHILD_SA request to rekey IKE SA; idle;"_s, false,
            SaState::Rekeying);
        row("5 IPv6 peer",
            u"#2: \"a\"[1] 2001:db8::3:4500 established Child SA; REKEY in 9s; newest; IKE SA #1; idle;"_s,
            true, SaState::Established);
        row("5 IKEv1",
            u"#1: \"a\":4500 ISAKMP SA established; REPLACE in 9s; newest; lastdpd=-1s(seq in:0 out:0); idle;"_s,
            false, SaState::Established, IkeVersion::V1);
    }

    void readsStatesOfAllVersions()
    {
        QFETCH(const QString, line);
        QFETCH(const bool, child);
        QFETCH(const SaState, state);
        QFETCH(const IkeVersion, version);
        IpsecStatus status;
        readShowStates(line + u'\n', status);
        QCOMPARE(status.childSas.size(), child ? 1 : 0);
        QCOMPARE(status.ikeSas.size(), child ? 0 : 1);
        QCOMPARE(child ? status.childSas.first().connection : status.ikeSas.first().connection, u"a"_s);
        QCOMPARE(child ? status.childSas.first().state : status.ikeSas.first().state, state);
        if (!child)
            QCOMPARE(status.ikeSas.first().version, version);
        if (line.contains(u"RETRANSMIT"_s) && !child)
            QVERIFY(status.ikeSas.first().retransmitting);
    }

    void readsEndsOfAllVersions_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("local");
        QTest::addColumn<QString>("remote");
        QTest::addColumn<QString>("subnets");
        QTest::newRow("3")
            << u"\"a\": 10.2.0.0/16===192.0.2.1<192.0.2.1>[@west,+S=C]...192.0.2.2<192.0.2.2>===10.0.0.0/16; unrouted; eroute owner: #0"_s
            << u"192.0.2.1"_s << u"192.0.2.2"_s << u"10.2.0.0/16 10.0.0.0/16"_s;
        QTest::newRow("5")
            << u"\"a\": 10.2.0.0/16===192.0.2.1[@west]...192.0.2.2[@east]===10.0.0.0/16; routed-tunnel; my_ip=unset; their_ip=unset;"_s
            << u"192.0.2.1"_s << u"192.0.2.2"_s << u"10.2.0.0/16 10.0.0.0/16"_s;
        QTest::newRow("IPv6")
            << u"\"a\": 2001:db8:2::/48===2001:db8::1...2001:db8::2===2001:db8:3::/48; erouted; eroute owner: #2"_s
            << u"2001:db8::1"_s << u"2001:db8::2"_s << u"2001:db8:2::/48 2001:db8:3::/48"_s;
        QTest::newRow("any") << u"\"a\": 192.0.2.1...%any; unrouted; eroute owner: #0"_s << u"192.0.2.1"_s
                             << u"%any"_s << QString();
        QTest::newRow("several")
            << u"\"a/1x1\": 10.2.0.0/16,10.3.0.0/16===192.0.2.1...192.0.2.2===10.0.0.0/16; unrouted;"_s
            << u"192.0.2.1"_s << u"192.0.2.2"_s << u"10.2.0.0/16 10.3.0.0/16 10.0.0.0/16"_s;
    }

    void readsEndsOfAllVersions()
    {
        QFETCH(const QString, line);
        QFETCH(const QString, local);
        QFETCH(const QString, remote);
        QFETCH(const QString, subnets);
        IpsecStatus status;
        readStatus(u"000 "_s + line + u'\n', status);
        QCOMPARE(status.connections.size(), 1);
        const IpsecConnection &found = status.connections.first();
        QCOMPARE(found.local.address, local);
        QCOMPARE(found.remote.address, remote);
        QCOMPARE((found.local.subnets + found.remote.subnets).join(u' '), subnets);
        QVERIFY2(!status.connectionsTold, "the list's end was not seen");
    }

    void readsVersion5Routing()
    {
        IpsecStatus status;
        readStatus(
            u"\"a\": 10.2.0.0/16===192.0.2.1...192.0.2.2===10.0.0.0/16; routed-tunnel; my_ip=unset;\n"
            "\"a\":   liveness: active; dpddelay:3s; retransmit-timeout:10s\n"
            "\"a\":   routing: routed-tunnel; owner: Child SA #4; established IKE SA: #3; established Child SA: #4;\n"_s,
            status);
        QCOMPARE(status.connections.first().newestIkeSa, 3U);
        QCOMPARE(status.connections.first().newestChildSa, 4U);
        QCOMPARE(status.connections.first().dpdDelay, 3s);
    }

    void readsMixedOutput()
    {
        // Two commands that wrote to one terminal, a banner in another language, Windows' line ends.
        IpsecStatus status;
        readShowStates(
            u"Senest logget ind: søn nov 22\r\n"
            "000 #1: \"a\":500 STATE_V2_ESTABLISHED_IKE_SA (established IKE SA); REPLACE in 9s; newest; "
            "idle;\r\n"
            "006 #2: \"a\", type=ESP, add_time=1000, inBytes=12, outBytes=34, maxBytes=2^63B, id='b'\r\n"
            "000 IKE SAs: total(1), half-open(0), open(0), authenticated(1), anonymous(0)\r\n"
            "000 IPsec SAs: total(1), authenticated(1), anonymous(0)\r\n"_s,
            status);
        QCOMPARE(status.ikeSas.size(), 1);
        QCOMPARE(status.childSas.value(0).bytesOut, 34U);
        QCOMPARE(status.totals->child, 1);
        QVERIFY(status.statesTold);
    }

    /// Something is written into the answer, anywhere: the counts are right, or it is said that they are not
    /// known.
    void countsNoTornLines_data()
    {
        QTest::addColumn<QString>("noise");
        QTest::newRow("sudo's word") << u"sudo: unable to resolve host gw\n"_s;
        QTest::newRow("a banner") << u"\nBroadcast message from root@gw:\n"_s;
        QTest::newRow("another command's line")
            << u"006 #4: \"b\", type=ESP, add_time=1000, inBytes=12, outBytes=34, maxBytes=2^63B, id='b'\n"_s;
        QTest::newRow("half of another line") << u"000 #4: \"b\":500 STATE_V2_ESTABLISHED_IKE"_s;
    }
    void countsNoTornLines()
    {
        QFETCH(const QString, noise);
        const QString whole =
            u"000 #1: \"a\":500 STATE_V2_ESTABLISHED_IKE_SA (established IKE SA); REPLACE in 9s; newest; "
            u"idle;\n"
            "000 #2: \"a\":500 STATE_V2_ESTABLISHED_CHILD_SA (established Child SA); newest; IKE SA #1; "
            "idle;\n"
            "000 #2: \"a\" esp.c3@192.0.2.9 esp.67@203.0.113.1 tun.0@192.0.2.9 Traffic: ESPin=4B "
            "ESPmax=2^63B\n"
            "000 #3: \"a\":500 STATE_V2_PARENT_I1 (sent IKE_SA_INIT request); RETRANSMIT in 7s; idle;\n"
            "000 #3: pending CHILD SA for \"a\"\n"_s;
        const auto up = [](const auto &sas) {
            return std::ranges::count_if(sas,
                                         [](const auto &sa) { return isUp(sa) && sa.connection == u"a"_s; });
        };
        int told = 0;
        for (qsizetype at = 0; at <= whole.size(); ++at) {
            const QString torn = QString(whole).insert(at, noise);
            IpsecStatus status;
            readShowStates(torn, status);
            QCOMPARE(status.statesTold, !status.cut);
            if (!status.statesTold)
                continue;
            ++told;
            QVERIFY2(up(status.ikeSas) == 1 && up(status.childSas) == 1, qPrintable(torn));
        }
        QVERIFY2(told > 5 || !noise.endsWith(u'\n'), "between lines it is harmless");
        QVERIFY2(told < whole.size(), "within the mark of an SA it is not");
    }

    /// Those of other connections of the gateway's: of their kind is none among the captures.
    void knowsWholeLines_data()
    {
        QTest::addColumn<QString>("line");
        const auto row = [](const char *name, const QString &line) { QTest::newRow(name) << line; };
        row("over TCP",
            u"000 #7: \"rw\"[1] 192.0.2.7:4500(tcp) ESTABLISHED_IKE_SA (established IKE SA); REKEY in 9s; newest; idle;\n"_s);
        row("opportunistic",
            u"000 #7: \"private\"[1] 10.2.0.0/16=== ...192.0.2.7===10.9.0.0/16:500 STATE_V2_ESTABLISHED_IKE_SA (established IKE SA); idle;\n"_s);
        row("addresses are not logged",
            u"000 #7: \"rw\"[1] <ip>:4500 STATE_V2_ESTABLISHED_IKE_SA (established IKE SA); idle;\n"_s);
        row("a user, and no id",
            u"006 #7: \"rw\"[1] 192.0.2.7, username=bob, type=ESP, add_time=1000, inBytes=12, outBytes=34\n"_s);
        row("bytes not told", u"006 #7: \"rw\", type=ESP, add_time=1000, id='192.0.2.7'\n"_s);
    }
    void knowsWholeLines()
    {
        QFETCH(const QString, line);
        IpsecStatus status;
        readShowStates(line, status);
        QVERIFY(!status.cut && status.statesTold);
        QCOMPARE(status.ikeSas.size() + status.childSas.size(), 1);
    }

    /// What a number goes on with may stand in the next line.
    void believesNoTornNumber()
    {
        IpsecStatus status;
        readTrafficStatus(
            u"006 #2: \"a\", type=ESP, add_time=1000, inBytes=4sudo: unable to resolve host gw\n"
            "20, outBytes=34, id='b'\n"_s,
            status, 1060);
        QVERIFY(status.cut);
        QVERIFY(status.childSas.isEmpty());
    }

    void believesNoCutLine()
    {
        IpsecStatus status;
        readTrafficStatus(u"006 #2: \"a\", type=ESP, add_time=1000, inBytes=12, outBytes=34, id='b'\n"
                          "006 #3: \"a\", type=ESP, add_time=1001, inBytes=380"_s,
                          status, 1060);
        QCOMPARE(status.childSas.size(), 1);
        QCOMPARE(status.childSas.first().age, 60s);
        QVERIFY(status.cut);
        readShowStates(u"000 #1: \"a\":500 STATE_V2_ESTABLISHED_IKE"_s, status);
        QVERIFY(!status.statesTold);
        QVERIFY(status.ikeSas.isEmpty());
    }

    void asksNoClockOfOurs()
    {
        IpsecStatus status;
        const QString output = u"006 #2: \"a\", type=ESP, add_time=99000, inBytes=1, outBytes=2, id='b'\n"_s;
        readTrafficStatus(output, status, 50); // set back since
        QVERIFY(!status.childSas.first().age);
        readTrafficStatus(output, status, std::nullopt);
        QVERIFY(!status.childSas.first().age);
    }

    void readsFiveHundredConnections()
    {
        QString output;
        for (int i = 1; i <= 500; ++i) {
            output += u"000 \"site.%1 a\": 10.%1.0.0/16===192.0.2.1...192.0.2.2===10.0.0.0/16; erouted; "
                      u"eroute owner: #%2\n"
                      "000 \"site.%1 a\":   policy: IKEv2+PSK+UP;\n"_s.arg(i)
                          .arg(2 * i);
        }
        output += u"000 Total IPsec connections: loaded 500, active 500\n"_s;
        for (int i = 1; i <= 500; ++i)
            output +=
                u"000 #%2: \"site.%1 a\":500 STATE_V2_ESTABLISHED_CHILD_SA (established Child SA); REPLACE in 9s; newest; IKE SA #1; idle;\n"_s
                    .arg(i)
                    .arg(2 * i);
        output += u"000 Bare Shunt list:\n"_s;
        IpsecStatus status;
        readStatus(output, status);
        QVERIFY(status.connectionsTold && status.statesTold);
        QCOMPARE(status.childSas.size(), 500);
        QCOMPARE(connectionsOf(status, u"site.1 a"_s).size(), 1); // not site.10 a
        QCOMPARE(childSasOf(status, u"site.50 a"_s).first().serial, 100U);
    }

    /// Outside and inside: what the test bed's 4.10 said of such a tunnel.
    void readsIpv6()
    {
        IpsecStatus status;
        readStatus(u"000 \"six\": fd00:2::/64===2001:db8:f::1...2001:db8:f::2===fd00:a::/64; erouted; eroute "
                   u"owner: #4\n"
                   "000 \"six\":     oriented; my_ip=unset; their_ip=unset; my_updown=ipsec _updown;\n"
                   "000 \"six\":   our idtype: ID_IPV6_ADDR; our id=2001:db8:f::1; their idtype: "
                   "ID_IPV6_ADDR; their id=2001:db8:f::2\n"
                   "000 \"four\": 10.2.0.0/16===203.0.113.1...203.0.113.2===10.0.0.0/16; unrouted; eroute "
                   "owner: #0\n"
                   "000 \"four\":     unoriented; my_ip=unset; their_ip=unset; my_updown=ipsec _updown;\n"
                   "000 Total IPsec connections: loaded 2, active 1\n"
                   "000 #3: \"six\":500 STATE_V2_ESTABLISHED_IKE_SA (established IKE SA); REKEY in 27993s; "
                   "REPLACE in 28797s; newest; idle;\n"
                   "000 #4: \"six\":500 STATE_V2_ESTABLISHED_CHILD_SA (established Child SA); LIVENESS in "
                   "27s; REKEY in 2814s; REPLACE in 3597s; newest; eroute owner; IKE SA #3; idle;\n"
                   "000 #4: \"six\" esp:cf51faa7@2001:db8:f::2 esp:50e790b8@2001:db8:f::1 "
                   "tun:0@2001:db8:f::2 tun:0@2001:db8:f::1 Traffic: ESPin=312B ESPout=312B ESPmax=2^63B \n"
                   "000 Bare Shunt list:\n"_s,
                   status);
        QVERIFY(status.connectionsTold && status.statesTold);
        QCOMPARE(status.connections.size(), 2);
        QCOMPARE(status.connections[0].local.address, u"2001:db8:f::1"_s);
        QCOMPARE(status.connections[0].remote.subnets, QStringList{u"fd00:a::/64"_s});
        QCOMPARE(status.connections[0].remote.id, u"2001:db8:f::2"_s);
        QCOMPARE(status.connections[0].isOriented, std::optional(true));
        QCOMPARE(status.connections[1].isOriented, std::optional(false));
        QCOMPARE(status.ikeSas.size(), 1);
        QCOMPARE(status.childSas.size(), 1);
        QCOMPARE(status.childSas[0].spiOut, u"cf51faa7"_s);
        QCOMPARE(status.childSas[0].spiIn, u"50e790b8"_s);
    }

    void joinsSeveralSubnets()
    {
        IpsecStatus status;
        for (const char *alias : {"1x1", "1x2", "2x1", "2x2"})
            readStatus(
                u"000 \"azure/%1\": 10.2.0.0/16===192.0.2.1...192.0.2.2===10.0.0.0/16; erouted;\n"_s.arg(
                    QString::fromLatin1(alias)),
                status);
        QCOMPARE(connectionsOf(status, u"azure"_s).size(), 4);
        QCOMPARE(connectionsOf(status, u"azure/2x1"_s).size(), 1);
        QCOMPARE(baseName(u"azure/2x1"_s), u"azure"_s);
        QCOMPARE(baseName(u"a/b"_s), u"a/b"_s);
    }

    void findsDuplicates()
    {
        IpsecStatus status;
        readShowStates(
            u"000 #2: \"a\":500 STATE_V2_ESTABLISHED_CHILD_SA (established Child SA); REPLACE in 9s; IKE SA "
            u"#1; idle;\n"
            "000 #4: \"a\":500 STATE_V2_ESTABLISHED_CHILD_SA (established Child SA); REPLACE in 9s; newest; "
            "eroute owner; IKE SA #3; idle;\n"
            "000 #5: \"b\":500 STATE_V2_ESTABLISHED_CHILD_SA (established Child SA); REPLACE in 9s; newest; IKE SA #3; idle;\n"_s,
            status);
        QCOMPARE(duplicatesOf(status, u"a"_s).size(), 1);
        QCOMPARE(duplicatesOf(status, u"a"_s).first().serial, 2U);
        QVERIFY(duplicatesOf(status, u"b"_s).isEmpty());
    }

    void tellsTheDaemonsState_data()
    {
        QTest::addColumn<int>("exit");
        QTest::addColumn<QString>("error");
        QTest::addColumn<DaemonState>("state");
        QTest::newRow("answered") << 0 << QString() << DaemonState::Running;
        QTest::newRow("down") << 33 << u"whack: Pluto is not running (no \"/run/pluto/pluto.ctl\")\n"_s
                              << DaemonState::Down;
        QTest::newRow("no root")
            << 33
            << u"whack: is Pluto running?  connect() for \"/run/pluto/pluto.ctl\" failed (13 Permission denied)\n"_s
            << DaemonState::NotPermitted;
        QTest::newRow("sudo") << 1 << u"sudo: der kræves en adgangskode\n"_s << DaemonState::NotPermitted;
        QTest::newRow("absent") << 127 << u"bash: ipsec: kommando ikke fundet\n"_s
                                << DaemonState::NotInstalled;
        QTest::newRow("not executable") << 126 << QString() << DaemonState::NotPermitted;
        QTest::newRow("killed") << 124 << QString() << DaemonState::Unknown;
    }

    void tellsTheDaemonsState()
    {
        QFETCH(const int, exit);
        QFETCH(const QString, error);
        QFETCH(const DaemonState, state);
        QCOMPARE(libreswanDaemon(exit, error), state);
    }
};

QTEST_GUILESS_MAIN(LibreswanTest)
#include "tst_libreswan.moc"
