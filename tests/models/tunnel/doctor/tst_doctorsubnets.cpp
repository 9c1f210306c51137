#include "models/tunnel/doctor/doctor.h"
#include "tests/models/tunnel/evidencekit.h"

#include <QTest>

using namespace evidencekit;

/// The doctor on tunnels of several subnets a side, each pair of which has a Child SA of its own.
class DoctorSubnetsTest : public QObject
{
    Q_OBJECT

private slots:
    void oneOfSeveralSubnetsIsRefused()
    {
        Evidence evidence = healthy();
        log(evidence, u"\"azure/1x0\" #5: initiator established Child SA using #4; IPsec tunnel\n"
                      "\"azure/2x0\" #6: CREATE_CHILD_SA failed with error notification TS_UNACCEPTABLE\n"_s);
        const QList<Finding> findings = diagnose(evidence);
        QCOMPARE(findings.size(), 2);
        QCOMPARE(findings[0].kind, FaultKind::Healthy);
        QCOMPARE(findings[1].kind, FaultKind::Selectors);
    }

    void aPairOfSubnetsHasNoChildSa()
    {
        const QString pairs =
            uR"(000 "azure/1x1": 10.2.0.0/17===198.51.100.7...192.0.2.9===10.0.0.0/16; unrouted; eroute owner: #0
000 "azure/2x1": 10.2.128.0/17===198.51.100.7...192.0.2.9===10.0.0.0/16; erouted; eroute owner: #2
000 Total IPsec connections: loaded 2, active 1
)"_s;
        const auto other = [](QString text) { return text.replace(u"\"azure\""_s, u"\"azure/2x1\""_s); };
        const QString missing =
            u"There is no Child SA for 10.2.0.0/17 and 10.0.0.0/16 (azure/1x1); others are up."_s;
        Evidence evidence = silent();
        evidence.onPremise.status = states(other(ikeUp + childUp), pairs);
        evidence.onPremise.movedOut = 0; // else a firewall on the gateway
        QCOMPARE(diagnose(evidence).first().kind, FaultKind::ChildMissing);
        QCOMPARE(diagnose(evidence).first().sentence, missing);
        // Another pair than that of the target: worth a look.
        evidence = healthy();
        evidence.onPremise.status = states(other(ikeUp + childUp), pairs);
        QCOMPARE(diagnose(evidence).size(), 2);
        QCOMPARE(diagnose(evidence).first().kind, FaultKind::Healthy);
        QCOMPARE(diagnose(evidence).last().sentence, missing);
        // One that comes up with the first packet needs none until then.
        evidence.onPremise.status =
            states(other(ikeUp + childUp), QString(pairs).replace(u"unrouted"_s, u"prospective erouted"_s));
        QCOMPARE(diagnose(evidence).size(), 1);
    }
};

QTEST_GUILESS_MAIN(DoctorSubnetsTest)
#include "tst_doctorsubnets.moc"
