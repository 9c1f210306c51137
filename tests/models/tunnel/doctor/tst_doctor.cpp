#include "models/tunnel/doctor/doctor.h"
#include "models/tunnel/ipsec/strongswan.h"
#include "tests/models/tunnel/doctor/faultrows.h"

#include <QSet>
#include <QTest>

using namespace faultrows;

class DoctorTest : public QObject
{
    Q_OBJECT

private slots:
    void namesTheFault_data()
    {
        QTest::addColumn<int>("index");
        const QList<Row> rows = faults();
        for (qsizetype i = 0; i < rows.size(); ++i)
            QTest::newRow(rows[i].name) << static_cast<int>(i);
    }

    void namesTheFault()
    {
        QFETCH(const int, index);
        const Row expected = faults().at(index);
        const QList<Finding> findings = diagnose(expected.evidence);
        QCOMPARE(toWord(findings.first().kind), toWord(expected.kind));
        QCOMPARE(findings.first().certainty, expected.certainty);
        checkWords(findings);
    }

    /// What is only to be feared is not said to have come.
    void aRekeyIsNotSaidToHaveFailedBeforeIt()
    {
        Evidence evidence = healthy();
        differ(evidence, Parameter::Pfs);
        const QList<Finding> findings = diagnose(evidence);
        const auto found = std::ranges::find(findings, FaultKind::RekeyFails, &Finding::kind);
        QVERIFY(found != findings.end());
        QVERIFY2(found->sentence.contains(u"may refuse"_s), qPrintable(found->sentence));
    }

    void advises_data()
    {
        QTest::addColumn<int>("index");
        const QList<Row> rows = advices();
        for (qsizetype i = 0; i < rows.size(); ++i)
            QTest::newRow(rows[i].name) << static_cast<int>(i);
    }

    void advises()
    {
        QFETCH(const int, index);
        const Row expected = advices().at(index);
        const QList<Finding> findings = diagnose(expected.evidence);
        QVERIFY(findings.first().kind != expected.kind);
        const auto found = std::ranges::find(findings, expected.kind, &Finding::kind);
        QVERIFY(found != findings.end());
        QCOMPARE(found->certainty, expected.certainty);
        checkWords(findings);
    }

    /// A kind that no row reaches is one that nobody ever sees.
    void reachesEveryKind()
    {
        QSet<FaultKind> reached;
        for (const QList<Row> &rows : {faults(), advices()}) {
            for (const Row &item : rows)
                reached.insert(item.kind);
        }
        QSet<QString> words;
        for (int kind = 0; kind < faultKindCount; ++kind) {
            QVERIFY2(reached.contains(static_cast<FaultKind>(kind)),
                     qPrintable(toWord(static_cast<FaultKind>(kind))));
            words.insert(toWord(static_cast<FaultKind>(kind)));
        }
        QCOMPARE(words.size(), faultKindCount);
    }

    void measuresTraffic()
    {
        QCOMPARE(trafficPasses(healthy()), true);
        QCOMPARE(trafficPasses(silent()), false);
        QVERIFY(!trafficPasses(Evidence()));
        Evidence connected = healthy(); // by the word of all gateways
        connected.traffic = {};
        connected.onPremise.movedIn = 0;
        QVERIFY(!trafficPasses(connected));
    }

    /// A target's own fault is the second thing to mend where the tunnel leads nowhere.
    void aDeadPeerGoesBeforeTheTarget()
    {
        Evidence both = silentWith(ikeAsks + childUp);
        both.settings.nsgAllows = false;
        const QList<Finding> findings = diagnose(both);
        QCOMPARE(findings.size(), 2);
        QCOMPARE(findings.first().kind, FaultKind::DeadPeer);
        QCOMPARE(findings.last().kind, FaultKind::NsgBlocks);
        both.traffic.othersAnswer = true; // so it leads somewhere
        QCOMPARE(diagnose(both).first().kind, FaultKind::NsgBlocks);
        QCOMPARE(diagnose(both).size(), 1);
    }

    /// What Azure's gateway holds counts when it was asked since, and either way.
    void azuresSasAreEvidence()
    {
        const auto says = [](const Finding &finding, const QString &words) {
            return !finding.evidence.filter(words).isEmpty();
        };
        Evidence undetected = silent(); // "Connected", and the gateway believes it
        azureHolds(undetected, {});
        Finding finding = diagnose(undetected).first();
        QCOMPARE(finding.kind, FaultKind::DeadPeer);
        QCOMPARE(finding.certainty, Certainty::Likely);
        QVERIFY(says(finding, u"Azure holds no SA"_s));
        undetected.azureSas.isCurrent = false;
        QVERIFY(diagnose(undetected).first().kind != FaultKind::DeadPeer);

        // It holds one: that it calls itself unconnected is old.
        Evidence held = silent();
        held.azure.connectionStatus = u"NotConnected"_s;
        QCOMPARE(diagnose(held).first().kind, FaultKind::DeadPeer);
        azureHolds(held, {azureSa()});
        QVERIFY(diagnose(held).first().kind != FaultKind::DeadPeer);
        finding = diagnose(held).first();
        QVERIFY(says(finding,
                     u"It holds 1 IKE SA (AES256, SHA384, DHGroup14) and 1 Child SA (GCMAES256, PFS14; "
                     "10.0.0.0/16 to 10.2.0.0/16)."_s));

        Evidence gone = silentWith({});
        azureHolds(gone, {azureSa()});
        finding = diagnose(gone).first();
        QVERIFY(says(finding, u"Azure still holds an IKE SA"_s));
        gone.onPremise.status.daemon.state = DaemonState::Down;
        finding = diagnose(gone).first();
        QCOMPARE(finding.kind, FaultKind::DaemonNotRunning);
        QVERIFY(says(finding, u"Azure still holds an IKE SA"_s));

        Evidence reader = healthy();
        reader.azureSas.failure = u"You may not."_s;
        finding = diagnose(reader).first();
        QCOMPARE(finding.kind, FaultKind::Healthy);
        QVERIFY(says(finding, u"What SAs it holds is not known: You may not."_s));
    }

    /// Libreswan tries it with CREATE_CHILD_SA again, as it would rekey.
    void aRefusedFirstChildSaIsNoRekey()
    {
        Evidence evidence = silentWith(ikeUp);
        log(evidence, u"\"azure\" #4: IKE_AUTH response rejected Child SA with NO_PROPOSAL_CHOSEN\n"
                      "\"azure\" #7: CREATE_CHILD_SA failed with error notification NO_PROPOSAL_CHOSEN\n"_s);
        const QList<Finding> findings = diagnose(evidence);
        QVERIFY(std::ranges::none_of(findings,
                                     [](const Finding &one) { return one.kind == FaultKind::RekeyFails; }));
    }

    /// Traffic passes, by a connection that the site file does not name.
    void theNamedConnectionIsNotThere()
    {
        Evidence evidence = healthy();
        evidence.connection = u"nosuch"_s;
        const Finding finding = diagnose(evidence).first();
        QCOMPARE(finding.kind, FaultKind::ConnectionNotLoaded);
        QVERIFY(finding.evidence.join(u' ').contains(u"What is loaded there: azure."_s));
        evidence.onPremise.status = {}; // nor is another told
        QVERIFY(diagnose(evidence).first().kind != FaultKind::ConnectionNotLoaded);
    }

    /// Those that are loaded are not "none" because none of them is named.
    void oneOfSeveralConnections()
    {
        Evidence evidence = silentWith(ikeUp);
        evidence.connection.clear();
        QCOMPARE(diagnose(evidence).first().kind, FaultKind::Unknown);
        const QString line = signalLines(evidence).at(1);
        QVERIFY2(line.contains(u"several connections (azure)"_s) && line.contains(u"gateway.connection"_s),
                 qPrintable(line));
    }

private:
    static void checkWords(const QList<Finding> &findings)
    {
        QSet<FaultKind> kinds;
        for (const Finding &finding : findings) {
            QVERIFY2(!kinds.contains(finding.kind), "said twice");
            kinds.insert(finding.kind);
            QVERIFY(finding.sentence.endsWith(u'.'));
            QVERIFY(!finding.sentence.contains(u'%'));
            QVERIFY(finding.evidence.size() >= 3); // the three signals
            for (const QString &line : finding.evidence)
                QVERIFY(!line.contains(u"%1"_s));
            QCOMPARE(finding.mend == Mend(), finding.kind == FaultKind::Healthy);
        }
    }
};

QTEST_GUILESS_MAIN(DoctorTest)
#include "tst_doctor.moc"
