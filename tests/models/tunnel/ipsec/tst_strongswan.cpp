#include "models/tunnel/ipsec/strongswan.h"
#include "tests/models/tunnel/recorded.h"

#include <QTest>

using namespace skybro;
using namespace skybro::tunnel;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// What is to be read from --raw and --pretty at one end.
struct Expected
{
    QString file; ///< without "-raw.txt"
    DaemonState daemon = DaemonState::Running;
    SaState ike = SaState::Unknown; ///< Unknown: there is none
    qsizetype childUp = 0;
    qsizetype childGone = 0;
    qint64 bytesIn = -1; ///< of the newest; -1: there is none
    qint64 bytesOut = -1;
};

const QList<Expected> &recordedStates()
{
    constexpr auto up = SaState::Established;
    constexpr auto down = DaemonState::Down;
    constexpr auto running = DaemonState::Running;
    constexpr auto asking = SaState::Connecting;
    constexpr auto none = SaState::Unknown;
    static const QList<Expected> states{
        {u"both-daemons-down/azure"_s, down},
        {u"both-daemons-down/onprem"_s, down},
        {u"esp-proposal-mismatch/azure"_s, running, up},
        {u"esp-proposal-mismatch/onprem"_s, running, up},
        {u"ike-proposal-mismatch/azure"_s, running},
        {u"ike-proposal-mismatch/onprem"_s, running},
        {u"ike-up-child-terminated/azure"_s, running, up},
        {u"ike-up-child-terminated/onprem"_s, running, up},
        {u"just-rekeyed/azure"_s, running, up, 1, 1, 0, 0},
        {u"just-rekeyed/onprem"_s, running, up, 1, 1, 0, 0},
        {u"mtu-blackhole/azure"_s, running, up, 1, 0, 61601081, 856008},
        {u"mtu-blackhole/onprem"_s, running, up, 1, 0, 845652, 64713649},
        {u"no-answer-blackhole/azure"_s, down},
        {u"no-answer-blackhole/onprem"_s, running, asking},
        {u"no-answer-peer-port-closed/azure"_s, down},
        {u"no-answer-peer-port-closed/onprem"_s, running, asking},
        {u"rekeyed-settled/azure"_s, running, up, 1, 0, 0, 0},
        {u"rekeyed-settled/onprem"_s, running, up, 1, 0, 0, 0},
        {u"ts-mismatch/azure"_s, running, up},
        {u"ts-mismatch/onprem"_s, running, up},
        {u"up-after-bulk-traffic/azure"_s, running, up, 1, 0, 61596108, 840931},
        {u"up-after-bulk-traffic/onprem"_s, running, up, 1, 0, 840931, 64657908},
        {u"up-after-ping/azure"_s, running, up, 1, 0, 252, 252},
        {u"up-after-ping/onprem"_s, running, up, 1, 0, 252, 252},
        {u"up-but-vm-unreachable/azure"_s, running, up, 1, 0, 420, 0},
        {u"up-but-vm-unreachable/onprem"_s, running, up, 1, 0, 0, 420},
        {u"up-idle/azure"_s, running, up, 1, 0, 0, 0},
        {u"up-idle/onprem"_s, running, up, 1, 0, 0, 0},
        {u"wrong-psk/azure"_s, running, none},
        {u"wrong-psk/onprem"_s, running, none},
    };
    return states;
}

} // namespace

class StrongSwanTest : public QObject
{
    Q_OBJECT

private slots:
    void readsEveryRecording_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<QString>("form");
        for (qsizetype i = 0; i < recordedStates().size(); ++i) {
            for (const char *form : {"raw", "pretty"})
                QTest::addRow("%s %s", qPrintable(recordedStates()[i].file), form)
                    << static_cast<int>(i) << QString::fromLatin1(form);
        }
    }

    void readsEveryRecording()
    {
        if (!recordingsFolder().exists())
            QSKIP("SKYBRO_SKIP: the recorded answers, ../shared/captures, are not there");
        QFETCH(const int, index);
        QFETCH(const QString, form);
        const Expected expected = recordedStates()[index];
        const Recorded recorded =
            readRecorded(u"strongswan/"_s + expected.file + u"-list-sas-"_s + form + u".txt"_s);
        QVERIFY(recorded.command.startsWith(u"swanctl --list-sas --"_s + form));
        QCOMPARE(strongSwanDaemon(recorded.exitCode, recorded.error), expected.daemon);
        IpsecStatus status;
        const Result<void> read = readListSas(recorded.output, status);
        QCOMPARE(read.has_value(), expected.daemon == DaemonState::Running);
        if (!read) {
            QCOMPARE(read.error().kind, ErrorKind::Protocol);
            QCOMPARE(status, IpsecStatus());
            return;
        }
        QVERIFY(status.statesTold);
        QCOMPARE(status.ikeSas.size(), expected.ike == SaState::Unknown ? 0 : 1);
        if (!status.ikeSas.isEmpty()) {
            QCOMPARE(status.ikeSas.first().state, expected.ike);
            QCOMPARE(status.ikeSas.first().connection, u"azure"_s);
            QCOMPARE(status.ikeSas.first().version, IkeVersion::V2);
            QCOMPARE(status.ikeSas.first().retransmitting, expected.ike == SaState::Connecting);
            QCOMPARE(status.ikeSas.first().algorithms.group,
                     expected.ike == SaState::Established ? u"MODP_1024"_s : QString());
        }
        QCOMPARE(std::ranges::count_if(status.childSas, [](const ChildSa &sa) { return isUp(sa); }),
                 expected.childUp);
        QCOMPARE(std::ranges::count(status.childSas, SaState::Deleted, &ChildSa::state), expected.childGone);
        QVERIFY(duplicatesOf(status, u"azure"_s).isEmpty());
        if (expected.bytesIn < 0)
            return;
        const auto newest = std::ranges::find_if(status.childSas, &ChildSa::newest);
        QVERIFY(newest != status.childSas.end());
        if (form == "raw"_L1) { // --pretty was asked a moment later
            QCOMPARE(static_cast<qint64>(newest->bytesIn.value_or(99)), expected.bytesIn);
            QCOMPARE(static_cast<qint64>(newest->bytesOut.value_or(99)), expected.bytesOut);
        }
        QVERIFY(newest->bytesIn && newest->bytesOut && newest->age && newest->rekeyIn && newest->expiresIn);
        QCOMPARE(newest->localSubnets.size(), 1);
        QVERIFY(newest->natTraversal);
    }

    /// The words for people have another shape: nothing may be made of them.
    void takesNoOtherWordsForAnAnswer_data()
    {
        QTest::addColumn<QString>("file");
        for (const Expected &expected : recordedStates())
            QTest::addRow("%s", qPrintable(expected.file)) << expected.file + u"-list-sas.txt"_s;
        QTest::newRow("timeline") << u"dpd-peer-killed/timeline.txt"_s;
    }

    void takesNoOtherWordsForAnAnswer()
    {
        if (!recordingsFolder().exists())
            QSKIP("SKYBRO_SKIP: the recorded answers, ../shared/captures, are not there");
        QFETCH(const QString, file);
        QFile recording(recordingsFolder().filePath(u"strongswan/"_s + file));
        QVERIFY(recording.open(QIODevice::ReadOnly));
        IpsecStatus status;
        QVERIFY(!readListSas(QString::fromUtf8(recording.readAll()), status));
        QCOMPARE(status, IpsecStatus());
    }

    void readsNamesWithSpacesAndSeveralSubnets()
    {
        const QString output =
            u"Velkommen til gw\n"
            "list-sa event {cph.west 1 {uniqueid=7 version=2 state=ESTABLISHED local-host=2001:db8::1 "
            "local-id=C=DK, O=Site x, CN=gw remote-host=2001:db8::2 remote-id=@azure initiator=yes "
            "initiator-spi=01 responder-spi=02 encr-alg=AES_GCM_16 encr-keysize=256 "
            "prf-alg=PRF_HMAC_SHA2_256 "
            "dh-group=MODP_2048 established=60 rekey-time=-4 child-sas {my net-4 {name=my net uniqueid=4 "
            "state=INSTALLED bytes-in=18446744073709551615 bytes-out=2 install-time=9 dh-group=ECP_256 "
            "local-ts=[10.2.0.0/16[tcp/22] 2001:db8:2::/48] remote-ts=[10.0.0.0/16 10.1.0.0/16]} "
            "my net-9 {name=my net uniqueid=9 state=REKEYING local-ts=[10.2.0.0/16[tcp/22] 2001:db8:2::/48] "
            "remote-ts=[10.0.0.0/16 10.1.0.0/16]}}}}\n"
            "list-sa event {b {uniqueid=8 version=1 state=REKEYING child-sas {}}}\n"
            "list-sas reply {}\n"_s;
        IpsecStatus status;
        const Result<void> read = readListSas(output, status);
        QVERIFY2(read, read ? "" : qPrintable(read.error().text));
        QCOMPARE(status.ikeSas.size(), 2);
        const IkeSa &ike = status.ikeSas.first();
        QCOMPARE(ike.connection, u"cph.west 1"_s);
        QCOMPARE(ike.algorithms,
                 (Algorithms{u"AES_GCM_16_256"_s, {}, u"PRF_HMAC_SHA2_256"_s, u"MODP_2048"_s}));
        QCOMPARE(ike.rekeyIn, -4s);
        QCOMPARE(ike.age, 60s);
        QCOMPARE(status.ikeSas[1].state, SaState::Rekeying);
        QCOMPARE(status.childSas.size(), 2);
        const ChildSa &child = status.childSas.first();
        QCOMPARE(child.localSubnets, (QStringList{u"10.2.0.0/16[tcp/22]"_s, u"2001:db8:2::/48"_s}));
        QCOMPARE(child.remoteSubnets, (QStringList{u"10.0.0.0/16"_s, u"10.1.0.0/16"_s}));
        QCOMPARE(child.bytesIn, std::numeric_limits<quint64>::max());
        QCOMPARE(child.algorithms.group, u"ECP_256"_s);
        QCOMPARE(child.ikeSerial, 7U);
        QCOMPARE(duplicatesOf(status, u"cph.west 1"_s).size(), 1); // 4, beside 9
    }

    void readsConnections()
    {
        const QString output =
            u"list-conn event {azure {local_addrs=[198.51.100.7] remote_addrs=[192.0.2.9] version=IKEv2 "
            "reauth_time=0 rekey_time=28800 dpd_delay=30 local-1 {class=pre-shared key id=198.51.100.7 "
            "groups=[] "
            "certs=[] cacerts=[]} remote-1 {class=pre-shared key id=@azure groups=[] certs=[] cacerts=[]} "
            "children "
            "{net1 {mode=TUNNEL rekey_time=27000 dpd_action=restart local-ts=[10.2.0.0/16] "
            "remote-ts=[10.0.0.0/16]} "
            "net2 {mode=TUNNEL rekey_time=27000 local-ts=[10.2.0.0/16] remote-ts=[10.1.0.0/16]}}}}\n"
            "list-conns reply {}\n"_s;
        IpsecStatus status;
        QVERIFY(readListConns(output, status));
        QVERIFY(status.connectionsTold);
        const IpsecConnection azure = status.connections.value(0);
        QCOMPARE(azure.local, (IpsecEnd{u"198.51.100.7"_s, u"198.51.100.7"_s, {u"10.2.0.0/16"_s}}));
        QCOMPARE(azure.remote, (IpsecEnd{u"192.0.2.9"_s, u"@azure"_s, {u"10.0.0.0/16"_s, u"10.1.0.0/16"_s}}));
        QCOMPARE(azure.ikeVersion, IkeVersion::V2);
        QCOMPARE(azure.children, (QStringList{u"net1"_s, u"net2"_s}));
        QCOMPARE(azure.saLifetime, 27000s);
        QCOMPARE(azure.dpdDelay, 30s);
        QCOMPARE(status.daemon.implementation, Implementation::StrongSwan);
    }

    void believesNoCutAnswer()
    {
        const QString whole = u"list-sa event {a {uniqueid=1 state=ESTABLISHED child-sas {a-1 {uniqueid=2 "
                              "bytes-in=12345 local-ts=[10.0.0.0/8]}}}}\nlist-sas reply {}\n"_s;
        IpsecStatus status;
        QVERIFY(readListSas(whole, status));
        for (qsizetype length = 0; length < whole.size() - 1; ++length) {
            IpsecStatus none;
            QVERIFY(!readListSas(whole.left(length), none));
            QCOMPARE(none, IpsecStatus());
        }
    }

    void nestsOnlySoDeep()
    {
        IpsecStatus status;
        QVERIFY(!readListSas(u"list-sa event {"_s + u"a {"_s.repeated(100'000), status));
    }

    void readsFiveHundredConnections()
    {
        QString output;
        for (int i = 1; i <= 500; ++i)
            output += u"list-sa event {site %1 {uniqueid=%1 version=2 state=ESTABLISHED child-sas {s-%1 "
                      "{uniqueid=%1 state=INSTALLED bytes-in=%1}}}}\n"_s.arg(i);
        IpsecStatus status;
        QVERIFY(readListSas(output + u"list-sas reply {}\n"_s, status));
        QCOMPARE(status.ikeSas.size(), 500);
        QCOMPARE(childSasOf(status, u"site 50"_s).first().bytesIn, 50U);
    }

    void tellsTheDaemonsState()
    {
        QCOMPARE(strongSwanDaemon(0, u""), DaemonState::Running);
        QCOMPARE(
            strongSwanDaemon(13, u"connecting to 'unix:///var/run/charon.vici' failed: Zugriff verweigert"),
            DaemonState::NotPermitted);
        QCOMPARE(strongSwanDaemon(1, u"sudo: a password is required"), DaemonState::NotPermitted);
        QCOMPARE(strongSwanDaemon(127, u""), DaemonState::NotInstalled);
        QCOMPARE(strongSwanDaemon(2, u"Error: invalid operation"), DaemonState::Unknown);
    }
};

QTEST_GUILESS_MAIN(StrongSwanTest)
#include "tst_strongswan.moc"
