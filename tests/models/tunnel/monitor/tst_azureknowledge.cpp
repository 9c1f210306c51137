#include "models/tunnel/monitor/azureknowledge.h"
#include "tests/models/tunnel/evidencekit.h"

#include <QTest>

using namespace skybro;
using namespace skybro::tunnel;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QDateTime start = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);

AzureEnd azureEnd()
{
    AzureEnd end;
    end.connectionId = u"/c"_s;
    end.evidence.connectionExists = true;
    end.evidence.gatewayExists = true;
    end.evidence.connectionStatus = u"Connected"_s;
    end.asOf = start;
    return end;
}

Evidence filled(const AzureKnowledge &knowledge, const QDateTime &time, const QDateTime &outcomeSince = start)
{
    Evidence evidence;
    knowledge.fill(evidence, outcomeSince, time);
    return evidence;
}

} // namespace

class TestAzureKnowledge : public QObject
{
    Q_OBJECT

private slots:
    void reading_data()
    {
        QTest::addColumn<std::optional<bool>>("connection");
        QTest::addColumn<std::optional<bool>>("gateway");
        QTest::addColumn<QString>("status");
        QTest::addColumn<SignalState>("state");
        const std::optional yes(true);
        const std::optional no(false);
        QTest::newRow("connected") << yes << yes << u"Connected"_s << SignalState::Up;
        QTest::newRow("connecting") << yes << yes << u"Connecting"_s << SignalState::Pending;
        QTest::newRow("not") << yes << yes << u"NotConnected"_s << SignalState::Down;
        QTest::newRow("not told") << yes << yes << QString() << SignalState::Unknown;
        QTest::newRow("unknown") << yes << yes << u"Unknown"_s << SignalState::Unknown;
        QTest::newRow("no connection") << no << yes << QString() << SignalState::Down;
        QTest::newRow("no gateway") << yes << no << u"Connected"_s << SignalState::Down;
    }
    void reading()
    {
        QFETCH(const std::optional<bool>, connection);
        QFETCH(const std::optional<bool>, gateway);
        QFETCH(const QString, status);
        QFETCH(const SignalState, state);
        AzureKnowledge knowledge;
        QCOMPARE(knowledge.reading().state, SignalState::Unknown);
        QVERIFY(!knowledge.reading().asOf.isValid());
        AzureEnd end = azureEnd();
        end.evidence.connectionExists = connection;
        end.evidence.gatewayExists = gateway;
        end.evidence.connectionStatus = status;
        knowledge.take(end);
        QCOMPARE(knowledge.reading().state, state);
        QCOMPARE(knowledge.reading().asOf, start);
        // What can not be asked any more is not known any more; of when it was, is.
        knowledge.takeError(makeError(ErrorKind::Network, u"no network"_s));
        QCOMPARE(knowledge.reading().state, SignalState::Unknown);
        QCOMPARE(knowledge.reading().asOf, start);
        QCOMPARE(filled(knowledge, start.addSecs(70)).azure.failure, u"no network"_s);
        QCOMPARE(filled(knowledge, start.addSecs(70)).azure.age, std::optional(70s));
        knowledge.take(end);
        QVERIFY(filled(knowledge, start).azure.failure.isEmpty());
    }

    /// A long operation: not each round.
    void sasAreAskedForInTheirRhythm()
    {
        AzureKnowledge knowledge;
        const auto wants = [&](std::chrono::seconds later, bool isWrong = false) {
            return knowledge.wantsSas(start.addSecs(later.count()), isWrong, 300s, 60s);
        };
        QVERIFY(!wants(0s)); // of which connection?
        knowledge.take(azureEnd());
        QVERIFY(wants(0s));
        knowledge.noteSasAsked(start);
        QVERIFY(!wants(299s));
        QVERIFY(wants(300s));
        QVERIFY(!wants(59s, true));
        QVERIFY(wants(60s, true));
        // Somebody looks: again after a minute.
        knowledge.wantSas();
        QVERIFY(!wants(59s));
        QVERIFY(wants(60s));
        knowledge.noteSasAsked(start);
        QVERIFY(!wants(60s));
        // Who may not know is told so, and does not ask each minute.
        knowledge.takeSas(fail(ErrorKind::Forbidden, u"no"_s), start);
        QVERIFY(!wants(299s, true));
        QCOMPARE(filled(knowledge, start).azureSas.failure, u"no"_s);
        QVERIFY(!filled(knowledge, start).azureSas.age);
    }

    void sasAreOfTheirTime()
    {
        AzureKnowledge knowledge;
        knowledge.take(azureEnd());
        knowledge.noteSasAsked(start);
        knowledge.takeSas(QList{evidencekit::azureSa()}, start);
        const Evidence evidence = filled(knowledge, start.addSecs(5));
        QCOMPARE(evidence.azureSas.age, std::optional(5s));
        QCOMPARE(evidence.azureSas.sas.size(), 1);
        QVERIFY(evidence.azureSas.isCurrent);
        QVERIFY(!filled(knowledge, start.addSecs(5), start.addSecs(1)).azureSas.isCurrent);
        // Another connection: nothing is known of it.
        AzureEnd other = azureEnd();
        other.connectionId = u"/d"_s;
        knowledge.take(other);
        QCOMPARE(filled(knowledge, start).azureSas, AzureSasEvidence());
        QVERIFY(knowledge.wantsSas(start, false, 300s, 60s));
    }
};

QTEST_GUILESS_MAIN(TestAzureKnowledge)
#include "tst_azureknowledge.moc"
