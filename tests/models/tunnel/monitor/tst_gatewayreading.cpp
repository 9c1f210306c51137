#include "models/tunnel/monitor/gatewayreading.h"
#include "tests/models/tunnel/evidencekit.h"

#include <QTest>

using namespace evidencekit;

class GatewayReadingTest : public QObject
{
    Q_OBJECT

private slots:
    void saysItsState_data()
    {
        QTest::addColumn<QString>("sas");
        QTest::addColumn<DaemonState>("daemon");
        QTest::addColumn<SignalState>("state");
        QTest::newRow("up") << ikeUp + childUp << DaemonState::Running << SignalState::Up;
        QTest::newRow("no child") << ikeUp << DaemonState::Running << SignalState::Pending;
        QTest::newRow("asks") << ikeConnects << DaemonState::Running << SignalState::Pending;
        QTest::newRow("nothing") << QString() << DaemonState::Running << SignalState::Down;
        QTest::newRow("torn") << u"000 #2: \"azu\n"_s << DaemonState::Running << SignalState::Unknown;
        QTest::newRow("daemon down") << ikeUp + childUp << DaemonState::Down << SignalState::Down;
        QTest::newRow("not permitted") << QString() << DaemonState::NotPermitted << SignalState::Unknown;
    }
    void saysItsState()
    {
        QFETCH(const QString, sas);
        QFETCH(const DaemonState, daemon);
        Evidence evidence = healthy();
        evidence.onPremise.status = states(sas);
        evidence.onPremise.status.daemon.state = daemon;
        const QDateTime answered = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
        Sample sample;
        setGateway(sample, evidence, answered, true);
        QTEST(sample.gateway.state, "state");
        QCOMPARE(sample.gateway.asOf, answered);
        evidence.onPremise.reach = Reach::Unreachable;
        setGateway(sample, evidence, answered, true);
        QCOMPARE(sample.gateway.state, SignalState::Unknown);
    }

    /// Several subnets have an SA each; a part of their counters would look like a fall.
    void countsWhatIsWholeAndNew()
    {
        Evidence evidence = healthy();
        QList<ChildSa> &sas = evidence.onPremise.status.childSas;
        for (const quint64 serial : {4U, 3U}) {
            sas.append(sas.first());
            sas.last().serial = serial;
        }
        for (ChildSa &sa : sas) {
            sa.bytesIn = 100;
            sa.bytesOut = 50;
        }
        Sample sample;
        setGateway(sample, evidence, {}, true);
        QCOMPARE(sample.bytes, (std::optional(ByteCounters{.in = 300, .out = 150})));
        QCOMPARE(sample.childSa, u"#4"_s);
        Sample old;
        setGateway(old, evidence, {}, false);
        QVERIFY(!old.bytes && old.childSa.isEmpty());
        sas[1].bytesIn.reset();
        Sample partly;
        setGateway(partly, evidence, {}, true);
        QVERIFY(!partly.bytes);
        evidence.onPremise.status.cut = true;
        Sample torn;
        setGateway(torn, evidence, {}, true);
        QVERIFY(!torn.bytes && torn.childSa.isEmpty());
        QCOMPARE(torn.gateway.state, SignalState::Up); // what was seen is there
    }
};

QTEST_GUILESS_MAIN(GatewayReadingTest)
#include "tst_gatewayreading.moc"
