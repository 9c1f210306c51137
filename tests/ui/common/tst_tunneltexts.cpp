#include "ui/common/tunneltexts.h"

#include <QTest>

using namespace skybro;
using namespace skybro::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TunnelTextsTest : public QObject
{
    Q_OBJECT

private slots:
    void writesFigures()
    {
        QLocale::setDefault(QLocale::c());
        QCOMPARE(roundTripText(11'234us), u"11\u00a0ms"_s);
        QCOMPARE(roundTripText(432us), u"0.4\u00a0ms"_s);
        QCOMPARE(roundTripText(9'960us), u"10\u00a0ms"_s);
        QCOMPARE(rateText(0), u"0\u00a0B/s"_s);
        QCOMPARE(rateText(12.4), u"12\u00a0B/s"_s);
        QCOMPARE(rateText(240'000), u"240\u00a0kB/s"_s);
        QCOMPARE(rateText(1'500'000), u"1.5\u00a0MB/s"_s);
        QCOMPARE(rateText(999'900), u"1\u00a0MB/s"_s);
        QCOMPARE(bitRateText(941e6), u"941\u00a0Mbit/s"_s);
        QCOMPARE(lossText(0), u"0\u00a0%"_s);
        QCOMPARE(lossText(0.004), u"0.4\u00a0%"_s);
        QCOMPARE(lossText(1), u"100\u00a0%"_s);
    }

    void tellsTheStatus()
    {
        tunnel::TunnelNow now;
        QCOMPARE(tunnelStatusLook(now).word, u"Tunnel not known"_s);
        now.state = tunnel::TunnelState::Up;
        now.window.median = 11ms;
        now.bytesInPerSecond = 200'000;
        now.bytesOutPerSecond = 40'000;
        QVERIFY(tunnelStatusLook(now).word.startsWith(u"Tunnel up, not measured"_s));
        QCOMPARE(tunnelLook(now).tone, Tone::Quiet); // by the gateway's word alone
        QCOMPARE(tunnelLook(now).word, u"Up, not measured"_s);
        now.evidence.traffic.sent = now.evidence.traffic.answered = 2;
        now.evidence.traffic.age = 1s;
        QCOMPARE(tunnelStatusLook(now).word, u"Tunnel up · 11\u00a0ms · 240\u00a0kB/s"_s);
        QCOMPARE(tunnelStatusLook(now).tone, Tone::Quiet);
        QCOMPARE(tunnelLook(now).tone, Tone::Good);
        now.isFlapping = true;
        QVERIFY(tunnelStatusLook(now).word.startsWith(u"Tunnel flapping"_s));
        now.isFlapping = false;
        now.findings = {{.kind = tunnel::FaultKind::Bypassed, .sentence = {}, .evidence = {}, .mend = {}}};
        QVERIFY(tunnelStatusLook(now).word.startsWith(u"Tunnel impaired"_s));
        QCOMPARE(tunnelLook(now).tone, Tone::Warning);
        now.state = tunnel::TunnelState::Down;
        QVERIFY(tunnelStatusLook(now).word.startsWith(u"Tunnel down"_s));
        QVERIFY(!tunnelStatusLook(now).word.contains(u"ms"_s)); // of before the break
        QCOMPARE(tunnelStatusLook(now).tone, Tone::Bad);
        now.probed = u"cloud001"_s;
        now.evidence.traffic.othersAnswer = true;
        QVERIFY(tunnelStatusLook(now).word.startsWith(u"Tunnel up, cloud001 does not answer"_s));
        QCOMPARE(tunnelLook(now).tone, Tone::Warning);
    }

    /// Of what is told, not of something else that was so before.
    void tellsSinceWhen()
    {
        tunnel::TunnelNow now;
        now.since = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
        QVERIFY(!tunnelSince(now).isValid()); // nothing is known
        now.state = tunnel::TunnelState::Up;
        QCOMPARE(tunnelSince(now), now.since);
        now.isFlapping = true;
        QVERIFY(!tunnelSince(now).isValid());
        now.state = tunnel::TunnelState::Down;
        QCOMPARE(tunnelSince(now), now.since);
        now.isFlapping = false;
        now.evidence.traffic.othersAnswer = true; // the node is silent since then
        QCOMPARE(tunnelSince(now), now.since);
        now.state = tunnel::TunnelState::Up;
        now.evidence.traffic.sent = now.evidence.traffic.answered = 2;
        now.evidence.traffic.age = 1s;
        now.findings = {
            {.kind = tunnel::FaultKind::MtuBlackHole, .sentence = {}, .evidence = {}, .mend = {}}};
        QVERIFY(!tunnelSince(now).isValid());
        now.impairedSince = now.since.addSecs(60);
        QCOMPARE(tunnelSince(now), now.impairedSince);
        now.findings.clear();
        now.impairedUntil = now.since.addSecs(90);
        QCOMPARE(tunnelSince(now), now.impairedUntil);
        now.since = now.since.addSecs(120); // broke, and came back
        QCOMPARE(tunnelSince(now), now.since);
    }

    void tellsSinceWhenInWords()
    {
        tunnel::TunnelNow now;
        const QDateTime at(QDate(2026, 11, 27), QTime(9, 30));
        QCOMPARE(tunnelSinceText(now, at), QString());
        now.state = tunnel::TunnelState::Up;
        now.since = QDateTime(at.date(), QTime(8, 1, 2)).toUTC();
        QCOMPARE(tunnelSinceText(now, at), u"at least since 08:01:02"_s);
        now.isSinceFirstLook = false;
        QCOMPARE(tunnelSinceText(now, at), u"since 08:01:02"_s);
        now.since = at.addSecs(-12 * 3600);
        QCOMPARE(tunnelSinceText(now, at), u"since 2026-11-26 21:30"_s); // less than a day ago
        now.isSinceFirstLook = true;
        now.evidence.traffic.sent = now.evidence.traffic.answered = 2;
        now.evidence.traffic.age = 1s;
        now.findings = {
            {.kind = tunnel::FaultKind::MtuBlackHole, .sentence = {}, .evidence = {}, .mend = {}}};
        now.impairedSince = now.since.addSecs(3); // which took a look
        QCOMPARE(tunnelSinceText(now, at), u"at least since 2026-11-26 21:30"_s);
        now.impairedSince = now.since.addSecs(3600);
        QCOMPARE(tunnelSinceText(now, at), u"since 2026-11-26 22:30"_s);
        now.findings.clear();
        now.impairedUntil = QDateTime(at.date(), QTime(9, 0));
        QCOMPARE(tunnelSinceText(now, at), u"since 09:00:00"_s); // that was seen
    }

    void tellsEvents()
    {
        using Kind = tunnel::TunnelEvent::Kind;
        for (const Kind kind : {Kind::Broke, Kind::Back, Kind::Degraded, Kind::Eased, Kind::Flapping,
                                Kind::Steady, Kind::Rekeyed, Kind::Impaired, Kind::Repaired}) {
            tunnel::TunnelEvent event{.kind = kind, .time = {}, .since = {}};
            event.lasted = 75s;
            event.breaks = 3;
            const QString text = eventText(event);
            QVERIFY(!text.isEmpty() && !text.contains(u'%'));
            event.cause = u"Why."_s;
            const bool hasCause = kind == Kind::Broke || kind == Kind::Flapping || kind == Kind::Impaired;
            QCOMPARE(eventText(event).endsWith(u"Why."_s), hasCause);
            QVERIFY(!eventLook(kind).word.isEmpty());
        }
        tunnel::TunnelEvent back{.kind = Kind::Back, .time = {}, .since = {}};
        back.lasted = 75s;
        QVERIFY(eventText(back).contains(u"1 min 15 s"_s));
    }
};

QTEST_MAIN(TunnelTextsTest)
#include "tst_tunneltexts.moc"
