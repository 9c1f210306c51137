#include "models/tunnel/doctor/doctor.h"
#include "models/tunnel/monitor/tunnelnow.h"
#include "tests/models/tunnel/evidencekit.h"

#include <QTest>

using namespace skybro;
using namespace skybro::tunnel;

class TestTunnelNow : public QObject
{
    Q_OBJECT

private slots:
    void usable_data()
    {
        QTest::addColumn<TunnelState>("state");
        QTest::addColumn<Evidence>("evidence");
        QTest::addColumn<std::optional<bool>>("usable");
        const auto row = [](const char *name, TunnelState state, const Evidence &evidence,
                            std::optional<bool> usable) {
            QTest::newRow(name) << state << evidence << usable;
        };
        const Evidence well = evidencekit::healthy();
        row("well", TunnelState::Up, well, true);
        row("much is lost", TunnelState::Degraded, well, true);
        row("down", TunnelState::Down, evidencekit::silent(), false);
        row("not known yet", TunnelState::Unknown, well, std::nullopt);
        Evidence mtu = well;
        mtu.traffic.largePass = false;
        row("large packets vanish", TunnelState::Up, mtu, false);
        Evidence forwarding = well;
        forwarding.settings.ipForward = false;
        row("the gateway's own only", TunnelState::Up, forwarding, false);
        Evidence unmeasured = well;
        unmeasured.traffic = {};
        unmeasured.onPremise.movedIn.reset();
        Evidence bypassed = evidencekit::healthy();
        bypassed.traffic.isBypassing = true;
        row("answers come another way", TunnelState::Up, bypassed, false);
        row("the gateway's word alone", TunnelState::Up, unmeasured, std::nullopt);
    }
    void usable()
    {
        QFETCH(const TunnelState, state);
        QFETCH(const Evidence, evidence);
        QFETCH(const std::optional<bool>, usable);
        TunnelNow now;
        now.state = state;
        now.evidence = evidence;
        now.findings = diagnose(evidence);
        QCOMPARE(isUsable(now), usable);
        QCOMPARE(impairmentOf(now) != nullptr, state != TunnelState::Down && usable == false);
    }

    /// One probe that is lost says nothing of the others.
    void isNotImpairedWhereNothingPasses()
    {
        TunnelNow now;
        now.state = TunnelState::Up; // as yet
        now.evidence = evidencekit::silent();
        now.evidence.settings.ipForward = false;
        now.findings = diagnose(now.evidence);
        QCOMPARE(now.findings.constFirst().kind, FaultKind::ForwardingOff);
        QVERIFY(!impairmentOf(now));
        QCOMPARE(isUsable(now), false);
    }

    void theTargetAlone()
    {
        TunnelNow now;
        now.state = TunnelState::Down;
        QVERIFY(!isTargetAlone(now)); // nobody else was asked
        now.evidence.traffic.othersAnswer = false;
        QVERIFY(!isTargetAlone(now));
        now.evidence.traffic.othersAnswer = true;
        QVERIFY(isTargetAlone(now));
        now.evidence.traffic.othersAnswer.reset();
        now.findings = {{.kind = FaultKind::VmFirewall,
                         .sentence = {},
                         .evidence = {},
                         .mend = {},
                         .certainty = Certainty::Guess}};
        QVERIFY(!isTargetAlone(now));
        now.findings[0].certainty = Certainty::Likely; // the doctor knows
        QVERIFY(isTargetAlone(now));
        now.state = TunnelState::Up;
        QVERIFY(!isTargetAlone(now));
    }
};

QTEST_APPLESS_MAIN(TestTunnelNow)
#include "tst_tunnelnow.moc"
