#include "tests/models/tunnel/watchedtunnel.h"

#include <QTest>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;

/// TunnelKnowledge, where probes pass and others do not.
class TestImpairedTunnel : public QObject
{
    Q_OBJECT

private slots:
    void impairmentsMakeEvents()
    {
        WatchedTunnel w;
        QList<TunnelEvent> events;
        const auto sampleFor = [&](int seconds) {
            for (int i = 0; i < seconds; ++i)
                events += w.sample({good});
        };
        sampleFor(3);
        w.knowledge.takeLarge(false, w.time);
        const QDateTime began = w.time;
        sampleFor(5);
        events += w.sample({lost});                    // by chance
        QVERIFY(!w.knowledge.now().sample.isImpaired); // it tells nothing of others
        events += w.sample({});
        QVERIFY(!w.knowledge.now().sample.isImpaired);
        QVERIFY(events.isEmpty());
        sampleFor(6);
        QCOMPARE(events.size(), 1);
        QCOMPARE(events[0].kind, TunnelEvent::Kind::Impaired);
        QVERIFY2(events[0].cause.contains(u"large ones vanish"_s), qPrintable(events[0].cause));
        QCOMPARE(events[0].fault, u"mtu-black-hole"_s);
        QCOMPARE(w.knowledge.now().impairedSince, began);
        QVERIFY(w.knowledge.now().sample.isImpaired);
        QCOMPARE(w.knowledge.now().state, TunnelState::Up);
        w.knowledge.takeLarge(true, w.time);
        sampleFor(1);
        QVERIFY(!w.knowledge.now().impairedSince.isValid()); // as it is shown
        QCOMPARE(w.knowledge.now().impairedUntil, w.time.addSecs(-1));
        QVERIFY(!w.knowledge.now().sample.isImpaired);
        sampleFor(31);
        QCOMPARE(events.size(), 2);
        QCOMPARE(events[1].kind, TunnelEvent::Kind::Repaired);
        QVERIFY(events[1].cause.isEmpty());
    }

    /// A node that is switched off takes the knowledge with it, and mends nothing.
    void stopsLooking_data()
    {
        QTest::addColumn<QString>("next");
        QTest::newRow("no target left") << QString();
        QTest::newRow("another target, which is not asked for large packets") << u"10.0.1.5"_s;
    }
    void stopsLooking()
    {
        QFETCH(const QString, next);
        WatchedTunnel w;
        QList<TunnelEvent> events;
        const auto sampleFor = [&](int seconds, const QList<ProbeReply> &replies) {
            for (int i = 0; i < seconds; ++i)
                events += w.sample(replies);
        };
        sampleFor(3, {good});
        w.knowledge.takeLarge(false, w.time);
        sampleFor(15, {good});
        QCOMPARE(events.size(), 1);
        w.knowledge.setTarget(next, next, u"this machine"_s);
        sampleFor(60, next.isEmpty() ? QList<ProbeReply>() : QList{good});
        QCOMPARE(events.size(), 1);
        w.knowledge.setTarget(u"cloud001"_s, u"10.0.1.4"_s, u"this machine"_s);
        w.knowledge.takeLarge(true, w.time);
        sampleFor(40, {good});
        QCOMPARE(events.size(), 2);
        QCOMPARE(events[1].kind, TunnelEvent::Kind::Repaired);
    }

    /// Broke is the word for that, and Back does not end what was there before.
    void isNotImpairedWhileItIsDown()
    {
        WatchedTunnel w;
        w.sample({good});
        w.gateway.settings.replace("ip_forward 1", "ip_forward 0");
        QList<TunnelEvent> events;
        for (int i = 0; i < 40; ++i)
            events += w.sample({lost, lost});
        QCOMPARE(events.size(), 1);
        QCOMPARE(events[0].kind, TunnelEvent::Kind::Broke);
        QCOMPARE(w.knowledge.now().state, TunnelState::Down);
        QVERIFY(!w.knowledge.now().impairedSince.isValid());
        QVERIFY(!w.knowledge.now().sample.isImpaired);
        // What was so before is looked at again, before it is told of what passes now.
        w.gateway.settings.replace("ip_forward 0", "ip_forward 1");
        for (int i = 0; i < 15; ++i) {
            for (const TunnelEvent &event : w.sample({good, good}))
                QCOMPARE(event.kind, TunnelEvent::Kind::Back);
        }
        QCOMPARE(w.finding(), FaultKind::Healthy);
    }
};

QTEST_APPLESS_MAIN(TestImpairedTunnel)
#include "tst_impairedtunnel.moc"
