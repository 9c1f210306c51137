#include "models/tunnel/doctor/doctor.h"
#include "models/tunnel/monitor/tunneljson.h"
#include "tests/models/tunnel/evidencekit.h"

#include <QJsonArray>
#include <QTest>

using namespace skybro;
using namespace skybro::tunnel;
using namespace Qt::StringLiterals;

namespace {

TunnelNow nowOf(const Evidence &evidence, TunnelState state)
{
    TunnelNow now;
    now.name = u"azure"_s;
    now.state = state;
    now.evidence = evidence;
    now.findings = diagnose(evidence);
    now.sample.time = QDateTime::fromMSecsSinceEpoch(1'800'000'000'125, Qt::UTC);
    return now;
}

} // namespace

class TestTunnelJson : public QObject
{
    Q_OBJECT

private slots:
    void azuresSas()
    {
        Evidence evidence = evidencekit::healthy();
        QVERIFY(toJson(nowOf(evidence, TunnelState::Up), {})[u"azure"_s][u"ikeSas"_s].isNull());
        evidence.azureSas.failure = u"You may not."_s;
        const QJsonObject refused = toJson(nowOf(evidence, TunnelState::Up), {});
        QVERIFY(refused[u"azure"_s][u"ikeSas"_s].isNull());
        QCOMPARE(refused[u"azure"_s][u"ikeSasFailure"_s].toString(), u"You may not."_s);
        evidencekit::azureHolds(evidence, {});
        QVERIFY(toJson(nowOf(evidence, TunnelState::Up), {})[u"azure"_s][u"ikeSas"_s].isArray());
        evidencekit::azureHolds(evidence, {evidencekit::azureSa()});
        const QJsonValue azure = toJson(nowOf(evidence, TunnelState::Up), {})[u"azure"_s];
        QCOMPARE(azure[u"ikeSasAgeSeconds"_s].toInt(), 5);
        const QJsonValue sa = azure[u"ikeSas"_s][0];
        QCOMPARE(sa[u"responderCookie"_s].toString(), u"15460013388959380535"_s);
        QCOMPARE(sa[u"ageSeconds"_s].toInt(), 7200);
        QCOMPARE(sa[u"childSas"_s][0][u"inboundSpi"_s].toInteger(), 4'294'967'295);
        QCOMPARE(sa[u"childSas"_s][0][u"azureSelectors"_s][0].toString(), u"10.0.0.0/16"_s);
    }

    void whatIsKnown()
    {
        TunnelNow now = nowOf(evidencekit::healthy(), TunnelState::Up);
        now.sample.gateway = {SignalState::Up, now.sample.time.addSecs(-3)};
        now.window.made = 60;
        now.window.answered = 57;
        now.window.median = std::chrono::microseconds(11'250);
        now.bytesInPerSecond = 1500;
        now.evidence.parameters = compare({}, {});
        const QJsonObject json = toJson(now, now.sample.time.addSecs(2));
        QCOMPARE(json[u"tunnel"_s].toString(), u"azure"_s);
        QCOMPARE(json[u"state"_s].toString(), u"up"_s);
        QCOMPARE(json[u"asOf"_s].toString(), u"2027-01-15T08:00:00.125Z"_s);
        QVERIFY(json[u"since"_s].isNull());
        QCOMPARE(json[u"passes"_s], QJsonValue(true));
        QCOMPARE(json[u"azure"_s][u"connectionStatus"_s].toString(), u"Connected"_s);
        QCOMPARE(json[u"onPremise"_s][u"state"_s].toString(), u"up"_s);
        QCOMPARE(json[u"onPremise"_s][u"ageSeconds"_s].toDouble(), 5.0);
        QCOMPARE(json[u"onPremise"_s][u"daemon"_s].toString(), u"running"_s);
        QCOMPARE(json[u"onPremise"_s][u"childSas"_s].toInt(), 1);
        QCOMPARE(json[u"onPremise"_s][u"bytesInPerSecond"_s].toDouble(), 1500.0);
        QVERIFY(json[u"onPremise"_s][u"bytesOutPerSecond"_s].isNull());
        QCOMPARE(json[u"traffic"_s][u"loss"_s].toDouble(), 0.05);
        QCOMPARE(json[u"traffic"_s][u"roundTripMs"_s].toDouble(), 11.25);
        QCOMPARE(json[u"traffic"_s][u"largePackets"_s], QJsonValue(true));
        QCOMPARE(json[u"findings"_s][0][u"kind"_s].toString(), u"healthy"_s);
        QCOMPARE(json[u"findings"_s][0][u"certainty"_s].toString(), u"sure"_s);
        QVERIFY(json[u"findings"_s][0][u"mend"_s][u"command"_s].isNull());
        QCOMPARE(json[u"parameters"_s].toArray().size(), 14);
        QCOMPARE(json[u"parameters"_s][13][u"parameter"_s].toString(), u"azure-subnets"_s);
    }

    void whatIsNot()
    {
        const QJsonObject json = toJson(TunnelNow(), QDateTime());
        QVERIFY(json[u"tunnel"_s].isNull());
        QVERIFY(json[u"passes"_s].isNull());
        QVERIFY(json[u"asOf"_s].isNull());
        QCOMPARE(json[u"state"_s].toString(), u"unknown"_s);
        QVERIFY(json[u"azure"_s][u"ageSeconds"_s].isNull());
        QVERIFY(json[u"azure"_s][u"connectionExists"_s].isNull());
        QCOMPARE(json[u"onPremise"_s][u"reach"_s].toString(), u"not-asked"_s);
        QVERIFY(json[u"onPremise"_s][u"ikeSas"_s].isNull());
        QVERIFY(json[u"traffic"_s][u"loss"_s].isNull());
        QVERIFY(json[u"traffic"_s][u"pathMtu"_s].isNull());
    }

    /// A daemon that does not run holds none; of one whose list was torn nobody knows.
    void countsOnlyWhatWasTold()
    {
        Evidence evidence = evidencekit::healthy();
        evidence.onPremise.status = evidencekit::states(evidencekit::ikeUp + u"000 #2: \"azu\n"_s);
        const QJsonObject torn = toJson(nowOf(evidence, TunnelState::Up), {})[u"onPremise"_s].toObject();
        QVERIFY(torn[u"ikeSas"_s].isNull() && torn[u"childSas"_s].isNull());
        evidence.onPremise.status = {};
        evidence.onPremise.status.daemon.state = DaemonState::Down;
        const QJsonObject down = toJson(nowOf(evidence, TunnelState::Down), {})[u"onPremise"_s].toObject();
        QCOMPARE(down[u"ikeSas"_s], QJsonValue(0));
        QCOMPARE(down[u"childSas"_s], QJsonValue(0));
    }

    void events()
    {
        const QJsonObject json =
            toJson(TunnelEvent{.kind = TunnelEvent::Kind::Back,
                               .time = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC),
                               .since = {},
                               .lasted = std::chrono::milliseconds(4200)});
        QCOMPARE(json[u"event"_s].toString(), u"back"_s);
        QCOMPARE(json[u"lastedSeconds"_s].toDouble(), 4.2);
        QVERIFY(json[u"cause"_s].isNull());
        QVERIFY(json[u"since"_s].isNull());
    }

    /// Who reads lines learns the cause of the break that was told before, and of which one.
    void explains()
    {
        const QDateTime time = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
        const QJsonObject json = causeToJson({.kind = TunnelEvent::Kind::Broke, .time = time, .since = time},
                                             time.addSecs(4), u"It rained."_s);
        QCOMPARE(json[u"event"_s].toString(), u"explained"_s);
        QCOMPARE(json[u"time"_s].toString(), u"2027-01-15T08:00:04.000Z"_s);
        QCOMPARE(json[u"since"_s].toString(), u"2027-01-15T08:00:00.000Z"_s);
        QCOMPARE(json[u"cause"_s].toString(), u"It rained."_s);
        QCOMPARE(json.keys(), toJson(TunnelEvent()).keys());
    }
};

QTEST_GUILESS_MAIN(TestTunnelJson)
#include "tst_tunneljson.moc"
