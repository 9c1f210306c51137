#include "models/tunnel/ipsec/ipseclog.h"
#include "tests/models/tunnel/recorded.h"

#include <QTest>
#include <QTimeZone>

using namespace skybro::tunnel;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now(QDate(2026, 1, 2), QTime(3, 0), Qt::UTC);

} // namespace

class IpsecLogTest : public QObject
{
    Q_OBJECT

private slots:
    void readsEveryRecording_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QList<LogKind>>("kinds"); // each once, in the order they first come
        const auto row = [](const char *file, const QList<LogKind> &kinds) {
            QTest::newRow(file) << QString::fromLatin1(file) << kinds;
        };
        row("libreswan/child-sa-kernel-refused/auto-up.txt", {LogKind::ChildProposalRefused});
        row("libreswan/conn-rejected-modp1024/auto-add.txt", {});
        row("libreswan/esp-proposal-mismatch/auto-up.txt", {LogKind::ChildProposalRefused});
        row("libreswan/ike-proposal-mismatch/auto-up.txt", {});
        row("libreswan/no-answer-blackhole/auto-up.txt", {LogKind::Retransmitting});
        row("libreswan/no-psk-locally/auto-up.txt", {LogKind::NoKeyHere});
        row("libreswan/ts-mismatch/auto-up.txt", {LogKind::SelectorsRefused});
        row("libreswan/wrong-psk/auto-up.txt", {LogKind::AuthenticationFailed, LogKind::Deleted});
        row("strongswan/esp-proposal-mismatch/initiate.txt", {LogKind::ChildProposalRefused});
        row("strongswan/ike-proposal-mismatch/initiate.txt", {LogKind::IkeProposalRefused});
        row("strongswan/no-answer-blackhole/initiate.txt", {LogKind::Retransmitting});
        row("strongswan/no-answer-peer-port-closed/initiate.txt", {LogKind::Retransmitting});
        row("strongswan/ts-mismatch/initiate.txt", {LogKind::SelectorsRefused});
        row("strongswan/wrong-psk/initiate.txt", {LogKind::AuthenticationFailed});
    }

    void readsEveryRecording()
    {
        if (!recordingsFolder().exists())
            QSKIP("SKYBRO_SKIP: the recorded answers, ../shared/captures, are not there");
        QFETCH(const QString, file);
        QFETCH(const QList<LogKind>, kinds);
        const Recorded recorded = readRecorded(file);
        QVERIFY(!recorded.command.isEmpty());
        QList<LogKind> found;
        for (const LogFinding &finding : readIpsecLog(recorded.output, now)) {
            if (!found.contains(finding.kind))
                found.append(finding.kind);
            if (file.startsWith(u"libreswan"_s) && finding.kind != LogKind::Deleted)
                QCOMPARE(finding.connection, u"azure"_s);
        }
        QCOMPARE(found, kinds);
    }

    void knowsTheWordsOfAllVersions_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<LogKind>("kind");
        const auto row = [](const QString &line, LogKind kind) {
            QTest::addRow("%s", qPrintable(line.left(70))) << line << kind;
        };
        // Libreswan 3
        row(u"002 \"a\" #1: STATE_PARENT_I1: received unauthenticated v2N_NO_PROPOSAL_CHOSEN - ignored"_s,
            LogKind::IkeProposalRefused);
        row(u"002 \"a\" #2: IKE_AUTH response contained the error notification NO_PROPOSAL_CHOSEN"_s,
            LogKind::ChildProposalRefused);
        row(u"002 \"a\" #2: IKE_AUTH response contained the error notification TS_UNACCEPTABLE"_s,
            LogKind::SelectorsRefused);
        row(u"003 \"a\" #3: dropping unexpected ISAKMP_v2_CREATE_CHILD_SA message containing v2N_NO_PROPOSAL_CHOSEN notification; message payloads: SK; encrypted payloads: N; missing payloads: SA,Ni,TSi,TSr"_s,
            LogKind::RekeyRefused);
        row(u"031 \"a\" #1: STATE_PARENT_I2: 60 second timeout exceeded after 7 retransmits.  Possible authentication failure: no acceptable response to our first encrypted message"_s,
            LogKind::AuthenticationFailed);
        row(u"003 \"a\" #1: received and ignored notification payload: NO_PROPOSAL_CHOSEN"_s,
            LogKind::IkeProposalRefused);
        row(u"004 \"a\" #2: STATE_QUICK_I2: sent QI2, IPsec SA established tunnel mode {ESP=>0x1 <0x2}"_s,
            LogKind::Established);
        // Libreswan 4
        row(u"003 \"a\" #1: dropping unexpected IKE_SA_INIT message containing NO_PROPOSAL_CHOSEN notification; message payloads: N; missing payloads: SA,KE,Ni"_s,
            LogKind::IkeProposalRefused);
        row(u"\"a\" #4: CREATE_CHILD_SA failed with error notification TS_UNACCEPTABLE"_s,
            LogKind::SelectorsRefused);
        row(u"\"a\" #4: CREATE_CHILD_SA failed with error notification NO_PROPOSAL_CHOSEN"_s,
            LogKind::RekeyRefused);
        row(u"031 \"a\" #1: STATE_V2_PARENT_I1: 60 second timeout exceeded after 7 retransmits.  No response (or no acceptable response) to our first IKEv2 message"_s,
            LogKind::NoAnswer);
        row(u"\"a\" #1: STATE_V2_ESTABLISHED_IKE_SA: 60 second timeout exceeded after 7 retransmits.  No response (or no acceptable response) to our IKEv2 message"_s,
            LogKind::PeerDead);
        row(u"\"a\" #1: liveness action - restarting all connections that share this peer"_s,
            LogKind::PeerDead);
        row(u"\"a\": IKE DH algorithm 'modp1024' is not supported"_s, LogKind::Unsupported);
        row(u"\"a\" #5: initiator rekeyed Child SA #2 using #1; IPsec tunnel"_s, LogKind::Rekeyed);
        row(u"\"a\" #2: initiator established Child SA using #1; IPsec tunnel"_s, LogKind::Established);
        row(u"\"a\" #50: Peer ID '203.0.113.2' mismatched on first found connection and no better connection found"_s,
            LogKind::IdRefused);
        // Libreswan 5
        row(u"\"a\" #1: ignoring IKE_SA_INIT response containing NO_PROPOSAL_CHOSEN notification (Message ID 0; message payloads N, missing SA,KE,Ni)"_s,
            LogKind::IkeProposalRefused);
        row(u"\"a\" #1: IKE_SA_INIT_I: 60 second timeout exceeded after 5 retransmits.  No response (or no acceptable response) to our first IKEv2 message"_s,
            LogKind::NoAnswer);
        row(u"\"a\" #1: retransmitting IKE_SA_INIT request; will wait 0.5 seconds for response"_s,
            LogKind::Retransmitting);
        row(u"\"a\" #1: deleting IKE SA (established IKE SA)"_s, LogKind::Deleted);
        // strongSwan 5
        row(u"05[IKE] <a|3> giving up after 5 retransmits"_s, LogKind::PeerDead);
        row(u"05[IKE] <a|3> no shared key found for '192.0.2.1' - '192.0.2.2'"_s, LogKind::NoKeyHere);
        row(u"05[IKE] <a|3> tried 1 shared key for '192.0.2.1' - '192.0.2.2', but MAC mismatched"_s,
            LogKind::AuthenticationFailed);
        row(u"05[CFG] <a|3> constraint check failed: identity '192.0.2.9' required"_s, LogKind::IdRefused);
        row(u"05[IKE] <a|3> CHILD_SA a{2} established with SPIs c1_i c2_o and TS 10.2.0.0/16 === 10.0.0.0/16"_s,
            LogKind::Established);
        row(u"05[IKE] <a|3> CHILD_SA rekeying failed, trying again in 15 seconds"_s, LogKind::RekeyRefused);
        row(u"05[IKE] <a|3> traffic selectors 10.0.0.0/16 === 10.2.0.0/16 unacceptable"_s,
            LogKind::SelectorsRefused);
    }

    /// An attempt that began later and met silence tells more than how one before it ended.
    void knowsWhenARefusalIsOver()
    {
        const auto line = [](const QString &text) { return readIpsecLog(text, now).value(0); };
        const LogFinding silence =
            line(u"\"a\" #25: STATE_V2_PARENT_I1: retransmission; will wait 4 seconds for response"_s);
        QCOMPARE(silence.sa, 25U);
        QVERIFY(isOver(line(u"\"a\" #24: Failed to find our PreShared Key"_s), silence));
        QVERIFY(
            isOver(line(u"\"a\"[2] 192.0.2.1 #3: Peer ID '1.2.3.4' mismatched on first found connection"_s),
                   silence));
        QVERIFY(!isOver(line(u"\"a\" #25: Failed to find our PreShared Key"_s), silence));
        // Who is refused a proposal asks on, and under another serial later.
        QVERIFY(!isOver(line(u"\"a\" #24: dropping unexpected IKE_SA_INIT message containing "
                             "NO_PROPOSAL_CHOSEN notification"_s),
                        silence));
        QCOMPARE(line(u"05[IKE] <a|3> no shared key found for '192.0.2.1' - '192.0.2.2'"_s).sa, 3U);
        QCOMPARE(line(u"no shared key found for '192.0.2.1' - '192.0.2.2'"_s).sa, 0U);
    }

    void knowsTheWordsOfAllVersions()
    {
        QFETCH(const QString, line);
        QFETCH(const LogKind, kind);
        const QList<LogFinding> found = readIpsecLog(line, now);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().kind, kind);
        if (!line.contains(u"a\": IKE DH"_s))
            QCOMPARE(found.first().connection, u"a"_s);
    }

    void passesOverWhatIsNoFault_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("other process") << u"Jan  1 00:00:00 gw sshd[1]: Failed password for root"_s;
        QTest::newRow("the whole offer") << u"\"a\" #1: sent IKE_SA_INIT request to 192.0.2.2:500"_s;
        QTest::newRow("group is tried again")
            << u"\"a\" #1: Received unauthenticated INVALID_KE_PAYLOAD response to DH MODP2048; resending with suggested DH DH31"_s;
        QTest::newRow("empty") << u"\n\n"_s;
        QTest::newRow("dump of a key")
            << u"| PSK: 0xdeadbeefdeadbeefdeadbeefdeadbeef authentication failed"_s;
    }

    void passesOverWhatIsNoFault()
    {
        QFETCH(const QString, line);
        QVERIFY(readIpsecLog(line, now).isEmpty());
    }

    void readsTimes_data()
    {
        QTest::addColumn<QString>("stamp");
        QTest::addColumn<QDateTime>("at");
        const QDateTime at(QDate(2026, 1, 1), QTime(22, 5, 9), Qt::UTC);
        QTest::newRow("syslog") << u"Jan  1 22:05:09 gw pluto[812]: "_s << at;
        QTest::newRow("file") << u"Jan  1 22:05:09.123456: "_s << at;
        QTest::newRow("last year") << u"Dec 31 22:05:09 gw pluto[812]: "_s
                                   << QDateTime(QDate(2025, 12, 31), QTime(22, 5, 9), Qt::UTC);
        QTest::newRow("short-iso") << u"2026-01-01T23:05:09+0100 gw pluto[812]: "_s << at;
        QTest::newRow("RFC 3339") << u"2026-01-01T22:05:09.123456+00:00 gw pluto[812]: "_s << at;
        QTest::newRow("short-unix") << u"%1.123456 gw pluto[812]: "_s.arg(at.toSecsSinceEpoch()) << at;
        QTest::newRow("whack") << u"003 "_s << QDateTime();
        QTest::newRow("none") << QString() << QDateTime();
        QTest::newRow("no such day") << u"Feb 31 22:05:09 gw pluto[812]: "_s << QDateTime();
    }

    void readsTimes()
    {
        QFETCH(const QString, stamp);
        QFETCH(const QDateTime, at);
        const QString words = u"\"cph.west 1/1x2\"[1] 192.0.2.2 #1: liveness action - clearing connection"_s;
        const QList<LogFinding> found = readIpsecLog(stamp + words, now);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().at, at);
        QCOMPARE(found.first().words, words);
        QCOMPARE(found.first().connection, u"cph.west 1/1x2"_s);
    }

    void readsStampsInTheGatewaysZone()
    {
        const QDateTime there(QDate(2026, 1, 2), QTime(4, 0), QTimeZone(3600));
        const QList<LogFinding> found =
            readIpsecLog(u"Jan  2 03:30:00: \"a\" #1: liveness action - x"_s, there);
        QCOMPARE(found.value(0).at, QDateTime(QDate(2026, 1, 2), QTime(2, 30), Qt::UTC));
    }

    void forgetsWhatARecoveryMadeObsolete()
    {
        const QString refused =
            u"\"a\" #1: IKE SA authentication request rejected by peer: AUTHENTICATION_FAILED\n"_s;
        const QString up = u"\"a\" #2: initiator established Child SA using #1; IPsec tunnel\n"_s;
        const QString otherUp = u"\"b\" #2: initiator established Child SA using #1; IPsec tunnel\n"_s;
        const auto last = [](const QString &text) {
            const QList<LogFinding> log = readIpsecLog(text, now);
            return lastOf(log, u"a"_s, LogKind::AuthenticationFailed) != nullptr;
        };
        QVERIFY(last(refused));
        QVERIFY(last(up + refused));
        QVERIFY(last(refused + otherUp));
        QVERIFY(!last(refused + up));
        QVERIFY(!last(up));
        QVERIFY(!last({}));
    }

    /// A question that was repeated once is no silence any more when its SA was taken down since.
    void forgetsARepeatedQuestionWithItsSa()
    {
        const QString asks = u"09[IKE] retransmit 1 of request with message ID 3\n"_s;
        const QString gone = u"11[IKE] received DELETE for IKE_SA azure[3]\n"_s;
        const QString dead = u"12[IKE] giving up after 5 retransmits\n"_s;
        const auto last = [](const QString &text, LogKind kind) {
            const QList<LogFinding> log = readIpsecLog(text, now);
            return lastOf(log, u"azure"_s, kind) != nullptr;
        };
        QVERIFY(last(asks, LogKind::Retransmitting));
        QVERIFY(!last(asks + gone, LogKind::Retransmitting));
        QVERIFY(last(gone + asks, LogKind::Retransmitting));
        QVERIFY(last(asks + dead + gone, LogKind::PeerDead)); // that is why it was taken down
    }
};

QTEST_GUILESS_MAIN(IpsecLogTest)
#include "tst_ipseclog.moc"
