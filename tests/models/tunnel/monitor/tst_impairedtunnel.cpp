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
        events += w.sample({lost});                                  // by chance
        QVERIFY(w.knowledge.wantsLarge(w.time.addSecs(1)) == false); // while it is lost
        sampleFor(1);
        QVERIFY(w.knowledge.wantsLarge(w.time)); // anew: what was before is no more
        w.knowledge.takeLarge(false, w.time);
        QVERIFY(events.isEmpty());
        sampleFor(12);
        QCOMPARE(events.size(), 1);
        QCOMPARE(events[0].kind, TunnelEvent::Kind::Impaired);
        QVERIFY2(events[0].cause.contains(u"large ones vanish"_s), qPrintable(events[0].cause));
        QVERIFY(w.knowledge.now().impairedSince > began);
        QVERIFY(w.knowledge.now().sample.isImpaired);
        QCOMPARE(w.knowledge.now().state, TunnelState::Up);
        w.knowledge.takeLarge(true, w.time);
        sampleFor(1);
        QVERIFY(!w.knowledge.now().impairedSince.isValid()); // as it is shown
        QVERIFY(!w.knowledge.now().sample.isImpaired);
        sampleFor(31);
        QCOMPARE(events.size(), 2);
        QCOMPARE(events[1].kind, TunnelEvent::Kind::Repaired);
        QVERIFY(events[1].cause.isEmpty());
    }

    /// Broke is the word for that, and Back does not end what was there before.
    void isNotImpairedWhileItIsDown()
    {
        WatchedTunnel w;
        w.sample({good});
        w.gateway.settings.replace("ip_forward 1", "ip_forward 0");
        for (int i = 0; i < 40; ++i)
            QVERIFY(w.sample({lost, lost}).size() <= 1);
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
