#include "models/topology/tunneltraffic.h"
#include "models/tunnel/doctor/doctor.h"
#include "models/tunnel/monitor/tunnelnow.h"
#include "tests/models/tunnel/evidencekit.h"

#include <QTest>

using namespace skybro;
using namespace skybro::topology;
using tunnel::TunnelState;

class TestTunnelTraffic : public QObject
{
    Q_OBJECT

private slots:
    void isWhatTheTunnelsPageSays()
    {
        tunnel::TunnelNow now;
        QCOMPARE(trafficOf(now), TunnelTraffic::Unknown);
        now.evidence = evidencekit::healthy();
        now.findings = diagnose(now.evidence);
        now.state = TunnelState::Up;
        QCOMPARE(trafficOf(now), TunnelTraffic::Passes);
        now.evidence.traffic = {};
        now.evidence.onPremise.movedIn.reset();
        QCOMPARE(trafficOf(now), TunnelTraffic::Unknown); // nobody probes
        now.evidence = evidencekit::healthy();
        now.state = TunnelState::Degraded;
        QCOMPARE(trafficOf(now), TunnelTraffic::Passes);
        now.evidence.traffic.largePass = false;
        now.findings = diagnose(now.evidence);
        QCOMPARE(trafficOf(now), TunnelTraffic::Impaired);
        now.evidence = evidencekit::silent();
        now.findings = diagnose(now.evidence);
        now.state = TunnelState::Down;
        QCOMPARE(trafficOf(now), TunnelTraffic::Nothing);
        now.evidence.traffic.othersAnswer = true;
        QCOMPARE(trafficOf(now), TunnelTraffic::Passes); // it is the node that is silent
    }
};

QTEST_APPLESS_MAIN(TestTunnelTraffic)
#include "tst_tunneltraffic.moc"
