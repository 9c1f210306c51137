#include "models/tunnel/doctor/doctor.h"
#include "models/tunnel/ipsec/strongswan.h"
#include "tests/models/tunnel/evidencekit.h"
#include "tests/models/tunnel/recorded.h"

#include <QTest>

using namespace evidencekit;

namespace {

struct RecordedRow
{
    const char *state;
    FaultKind kind;
    Certainty certainty;
    Evidence evidence; ///< beside the gateway's word
};

QList<RecordedRow> libreswanFaults()
{
    using enum FaultKind;
    using enum Certainty;
    Evidence mtu = healthy();
    mtu.traffic.largePass = false;
    Evidence killed = silent();
    killed.azure.connectionStatus = u"NotConnected"_s;
    Evidence stopped = silent();
    stopped.settings.vmRunning = false;
    Evidence unmeasured = healthy();
    unmeasured.traffic = {};
    unmeasured.onPremise.movedIn.reset();
    unmeasured.onPremise.movedOut.reset();
    return {{"child-sa-kernel-refused", EspProposals, Sure, silent()},
            {"conn-rejected-modp1024", ConnectionNotLoaded, Sure, silent()},
            {"daemon-down", DaemonNotRunning, Sure, silent()},
            {"esp-proposal-mismatch", EspProposals, Sure, silent()},
            {"ike-proposal-mismatch", NoAnswer, Guess, silent()}, // its log was not recorded
            {"loaded-idle", NotStarted, Guess, silent()},
            {"mtu-blackhole", MtuBlackHole, Sure, mtu},
            {"no-answer-blackhole", NoAnswer, Likely, silent()},
            {"no-psk-locally", NoKeyHere, Sure, silent()},
            {"peer-deleted-child", ChildMissing, Sure, silent()},
            {"peer-ike-daemon-killed-snapshot", DeadPeer, Likely, killed},
            {"pluto-crashed-kill9", DaemonNotRunning, Sure, silent()},
            {"rekey-refused-pfs-mismatch", RekeyFails, Likely, healthy()},
            {"ts-mismatch", Selectors, Sure, silent()},
            {"up-after-bulk", Healthy, Sure, healthy()},
            {"up-after-ping", Healthy, Sure, healthy()},
            {"up-but-vm-unreachable", VmDown, Sure, stopped},
            {"up-idle", Unknown, Guess, unmeasured},
            {"wrong-psk", WrongKey, Sure, silent()}};
}

QList<RecordedRow> strongSwanFaults()
{
    using enum FaultKind;
    using enum Certainty;
    Evidence mtu = healthy();
    mtu.traffic.largePass = false;
    return {{"both-daemons-down", DaemonNotRunning, Sure, silent()},
            {"esp-proposal-mismatch", EspProposals, Sure, silent()},
            {"ike-proposal-mismatch", IkeProposals, Sure, silent()},
            {"ike-up-child-terminated", ChildMissing, Sure, silent()},
            {"just-rekeyed", Healthy, Sure, healthy()},
            {"mtu-blackhole", MtuBlackHole, Sure, mtu},
            {"no-answer-blackhole", NoAnswer, Likely, silent()},
            {"no-answer-peer-port-closed", NoAnswer, Likely, silent()},
            {"rekeyed-settled", Healthy, Sure, healthy()},
            {"ts-mismatch", Selectors, Sure, silent()},
            {"up-after-bulk-traffic", Healthy, Sure, healthy()},
            {"up-but-vm-unreachable", NothingPasses, Sure, silent()},
            {"wrong-psk", WrongKey, Sure, silent()}};
}

/// The test bed's faults, and what beside the gateway's word was to be known of each.
QList<RecordedRow> testbedFaults()
{
    using enum FaultKind;
    using enum Certainty;
    Evidence stopped = silent();
    stopped.settings.vmRunning = false;
    Evidence killed = silent();
    killed.azure.connectionStatus = u"NotConnected"_s;
    return {{"conn-unloaded", ConnectionNotLoaded, Sure, silent()},
            {"daemon-stopped", DaemonNotRunning, Sure, silent()},
            {"esp", EspProposals, Sure, silent()},
            {"esp-healed", Healthy, Sure, healthy()},
            {"idle", NotStarted, Guess, silent()},
            {"ike", IkeProposals, Sure, silent()},
            {"ip-forward-off", ForwardingOff, Sure, silent()},
            {"no-answer", NoAnswer, Likely, silent()},
            {"no-answer-healed", Healthy, Sure, healthy()},
            {"peer-kill", Healthy, Sure, healthy()}, // the daemon there came back, and dialled anew
            {"pfs-rekey", RekeyFails, Sure, healthy()},
            {"pfs-rekey-expired", RekeyFails, Sure, silent()},
            {"rp-filter-strict", ReversePathFilter, Likely, silent()},
            {"ts", Selectors, Sure, silent()},
            {"up", Healthy, Sure, healthy()},
            {"vm-down", VmDown, Sure, stopped},
            {"wan-cut", DeadPeer, Likely, killed},
            {"wrong-psk", WrongKey, Sure, silent()}};
}

QString word(const QString &output, const char *pattern)
{
    return QRegularExpression(QString::fromLatin1(pattern)).match(output).captured(1);
}

} // namespace

/// The doctor before what real gateways said in each state, each with the probes that would have been
/// measured then.
class DoctorRecordedTest : public QObject
{
    Q_OBJECT

private slots:
    void namesTheFaultOfRecordings_data()
    {
        QTest::addColumn<bool>("strongSwan");
        QTest::addColumn<int>("index");
        for (qsizetype i = 0; i < libreswanFaults().size(); ++i)
            QTest::addRow("Libreswan %s", libreswanFaults()[i].state) << false << static_cast<int>(i);
        for (qsizetype i = 0; i < strongSwanFaults().size(); ++i)
            QTest::addRow("strongSwan %s", strongSwanFaults()[i].state) << true << static_cast<int>(i);
    }

    void namesTheFaultOfRecordings()
    {
        if (!recordingsFolder().exists())
            QSKIP("SKYBRO_SKIP: the recorded answers, ../shared/captures, are not there");
        QFETCH(const bool, strongSwan);
        QFETCH(const int, index);
        RecordedRow expected = strongSwan ? strongSwanFaults()[index] : libreswanFaults()[index];
        Evidence &evidence = expected.evidence;
        evidence.onPremise.status = {};
        const QString folder =
            (strongSwan ? u"strongswan/"_s : u"libreswan/"_s) + QString::fromLatin1(expected.state);
        if (strongSwan) {
            const Recorded sas = readRecorded(folder + u"/onprem-list-sas-raw.txt"_s);
            const bool read = readListSas(sas.output, evidence.onPremise.status).has_value();
            evidence.onPremise.status.daemon.state = strongSwanDaemon(sas.exitCode, sas.error);
            QCOMPARE(read, evidence.onPremise.status.daemon.state == DaemonState::Running);
        } else {
            const Recorded status = readRecorded(folder + u"/status.txt"_s);
            readStatus(status.output, evidence.onPremise.status);
            evidence.onPremise.status.daemon.state = libreswanDaemon(status.exitCode, status.error);
        }
        const Recorded attempt = readRecorded(folder + (strongSwan ? u"/initiate.txt"_s : u"/auto-up.txt"_s));
        if (!attempt.output.isEmpty())
            log(evidence, attempt.output);
        const QList<Finding> findings = diagnose(evidence);
        QCOMPARE(toWord(findings.first().kind), toWord(expected.kind));
        QCOMPARE(findings.first().certainty, expected.certainty);
    }

    void namesTheFaultOfTheTestBed_data()
    {
        QTest::addColumn<int>("index");
        for (qsizetype i = 0; i < testbedFaults().size(); ++i)
            QTest::newRow(testbedFaults()[i].state) << static_cast<int>(i);
    }

    void namesTheFaultOfTheTestBed()
    {
        QFETCH(const int, index);
        RecordedRow expected = testbedFaults()[index];
        const QString folder = QString::fromLatin1(expected.state) + u'/';
        const auto recorded = [&](const char *file) {
            return readRecorded(folder + QString::fromLatin1(file), ownRecordings());
        };
        const Recorded showStates = recorded("showstates.txt");
        const Recorded traffic = recorded("trafficstatus.txt");
        QVERIFY(!showStates.command.isEmpty() && !traffic.command.isEmpty());

        Evidence &evidence = expected.evidence;
        const bool isLoaded = QLatin1StringView(expected.state) != "conn-unloaded"_L1;
        IpsecStatus &status = evidence.onPremise.status;
        status = isLoaded ? states({}) : states({}, u"000 Total IPsec connections: loaded 0, active 0\n"_s);
        status.daemon.state = libreswanDaemon(showStates.exitCode, showStates.error);
        readShowStates(showStates.output, status);
        readTrafficStatus(traffic.output, status, traffic.time);
        if (const Recorded words = recorded("log.txt"); !words.command.isEmpty()) {
            evidence.onPremise.logRead = true;
            evidence.onPremise.log = readIpsecLog(words.output, QDateTime::fromSecsSinceEpoch(words.time));
        }
        if (const QString kernel = recorded("kernel.txt").output; !kernel.isEmpty()) {
            evidence.settings.ipForward = word(kernel, "ip_forward = (\\d)") == "1"_L1;
            evidence.settings.rpFilter = word(kernel, "all.rp_filter = (\\d)").toInt();
            evidence.settings.rpFilterDrops = word(kernel, "ReversePathFilter +(\\d+)").toULongLong();
        }
        const QList<Finding> findings = diagnose(evidence);
        QCOMPARE(toWord(findings.first().kind), toWord(expected.kind));
        QCOMPARE(findings.first().certainty, expected.certainty);
    }
};

QTEST_GUILESS_MAIN(DoctorRecordedTest)
#include "tst_doctorrecorded.moc"
