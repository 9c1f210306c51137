#include "models/tunnel/monitor/impairmentevents.h"

#include <QTest>

using namespace skybro;
using namespace skybro::tunnel;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = TunnelEvent::Kind;

namespace {

const QDateTime start(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
const Finding large{.kind = FaultKind::MtuBlackHole,
                    .sentence = QStringLiteral("Large packets vanish."),
                    .evidence = {},
                    .mend = {}};
const Finding clear{.kind = FaultKind::Bypassed,
                    .sentence = QStringLiteral("It may be in the clear."),
                    .evidence = {},
                    .mend = {}};

} // namespace

class TestImpairmentEvents : public QObject
{
    Q_OBJECT

    /// A tunnel that is looked at every two seconds.
    struct Play
    {
        ImpairmentEvents events;
        QDateTime time = start;
        QList<TunnelEvent> told;

        void run(std::chrono::seconds length, const Finding *impairment = nullptr)
        {
            for (auto passed = 0s; passed < length; passed += 2s, time = time.addSecs(2)) {
                if (const auto event = events.add(time, impairment))
                    told += *event;
            }
        }
        void beDown(std::chrono::seconds length)
        {
            for (auto passed = 0s; passed < length; passed += 2s, time = time.addSecs(2))
                events.interrupt();
        }
        [[nodiscard]] QString words() const
        {
            QStringList list;
            for (const TunnelEvent &event : told)
                list.append(toWord(event.kind));
            return list.join(u' ');
        }
    };

private slots:
    void tellsWhenItBeginsAndEnds()
    {
        Play play;
        play.run(60s);
        QVERIFY(!play.events.since().isValid());
        play.run(10s, &large);
        QCOMPARE(play.words(), QString()); // it may be an error
        QCOMPARE(play.events.since(), start.addSecs(60));
        play.run(20s, &large);
        QCOMPARE(play.told, (QList<TunnelEvent>{{.kind = Kind::Impaired,
                                                 .time = start.addSecs(70),
                                                 .since = start.addSecs(60),
                                                 .cause = large.sentence,
                                                 .fault = toWord(large.kind)}}));
        QCOMPARE(play.events.since(), start.addSecs(60));
        QVERIFY(!play.events.until().isValid());
        play.run(30s);
        QVERIFY(!play.events.since().isValid());
        QCOMPARE(play.events.until(), start.addSecs(90));
        QCOMPARE(play.words(), u"impaired"_s);
        play.run(60s);
        QCOMPARE(play.words(), u"impaired repaired"_s);
        QCOMPARE(play.told[1], (TunnelEvent{.kind = Kind::Repaired,
                                            .time = start.addSecs(120),
                                            .since = start.addSecs(90),
                                            .lasted = 30s}));
    }

    void tellsNothingOfWhatIsShort()
    {
        Play play;
        for (int i = 0; i < 20; ++i) {
            play.run(8s, &large);
            play.run(8s);
        }
        QCOMPARE(play.words(), QString());
        // And the other way round, once it was told.
        play.run(20s, &large);
        for (int i = 0; i < 20; ++i) {
            play.run(28s);
            play.run(20s, &large);
        }
        QCOMPARE(play.words(), u"impaired"_s);
        QCOMPARE(play.events.since(), start.addSecs(320)); // of the whole
    }

    void tellsOfAnotherCause()
    {
        Play play;
        play.run(20s, &large);
        play.run(8s, &clear);
        play.run(20s, &large);
        QCOMPARE(play.words(), u"impaired"_s);
        play.run(20s, &clear);
        QCOMPARE(play.words(), u"impaired impaired"_s);
        QCOMPARE(play.told[1].cause, clear.sentence);
        QCOMPARE(play.told[1].since, start.addSecs(48));
        QCOMPARE(play.events.since(), start); // it has been impaired all the time
        play.run(60s);
        QCOMPARE(play.words(), u"impaired impaired repaired"_s);
        QCOMPARE(play.told[2].lasted, std::chrono::milliseconds(68s));
    }

    /// What was over before it broke lasted no longer than that.
    void isOverWhenItWasOver()
    {
        Play play;
        play.run(40s, &large);
        play.run(10s); // over, and not for long enough to be told
        play.beDown(20s);
        play.run(60s);
        QCOMPARE(play.words(), u"impaired repaired"_s);
        QCOMPARE(play.told[1].since, start.addSecs(40));
        QCOMPARE(play.told[1].lasted, std::chrono::milliseconds(40s));
        play.run(40s, &large); // the next one has an end of its own
        play.run(40s);
        QCOMPARE(play.told.constLast().lasted, std::chrono::milliseconds(40s));
    }

    /// While nothing passes, nobody knows of large packets.
    void waitsWhileNothingIsKnown()
    {
        Play play;
        play.run(20s, &large);
        play.beDown(10min);
        QVERIFY(!play.events.since().isValid());
        QCOMPARE(play.events.fault(), toWord(large.kind)); // as far as is known
        play.run(8s);                                      // back, and not looked at yet
        play.run(30s, &large);
        QCOMPARE(play.words(), u"impaired"_s);
        play.run(20s);
        play.beDown(20s);
        play.run(20s);
        QCOMPARE(play.words(), u"impaired"_s); // never for long enough
        play.run(20s);
        QCOMPARE(play.words(), u"impaired repaired"_s);
    }

    /// So that it is not said to be up since before that.
    void knowsTheEndThatNobodySaw()
    {
        Play play;
        play.run(20s, &large);
        play.beDown(60s);
        play.run(40s);
        QCOMPARE(play.words(), u"impaired repaired"_s);
        QCOMPARE(play.events.until(), start.addSecs(80));
        play.run(20s, &large);
        play.time = play.time.addSecs(3600); // suspended
        const QDateTime awake = play.time;
        play.run(2s);
        QCOMPARE(play.events.until(), awake);
    }

    void goesOnWhereAnotherRunEnded()
    {
        const TunnelEvent past{.kind = Kind::Impaired,
                               .time = start.addSecs(-3590),
                               .since = start.addSecs(-3600),
                               .cause = u"Store pakker forsvinder."_s,
                               .fault = toWord(large.kind)}; // by one of another language
        Play same;
        same.events.setPast(past);
        same.run(60s, &large);
        QCOMPARE(same.words(), QString()); // told already
        QCOMPARE(same.events.since(), past.since);
        Play over;
        over.events.setPast(past);
        over.run(60s);
        QCOMPARE(over.words(), u"repaired"_s);
        QCOMPARE(over.told[0].lasted, std::chrono::milliseconds(1h));
        Play another;
        another.events.setPast(past);
        another.run(60s, &clear);
        QCOMPARE(another.words(), u"impaired"_s);
    }

    void aGapIsNoTimeThatPassed()
    {
        Play play;
        play.run(4s, &large);
        play.time = play.time.addSecs(3600); // suspended
        play.run(8s, &large);
        QCOMPARE(play.words(), QString());
        play.run(4s, &large);
        QCOMPARE(play.words(), u"impaired"_s);
        QCOMPARE(play.told[0].since, start.addSecs(3604));
    }

    void aClockThatIsSetBackMovesAllWithIt()
    {
        Play play;
        play.run(6s, &large);
        play.time = play.time.addSecs(-7200);
        play.run(4s, &large);
        QCOMPARE(play.words(), QString());
        play.run(30s, &large);
        QCOMPARE(play.words(), u"impaired"_s);
        play.time = play.time.addSecs(-7200);
        play.run(60s);
        QCOMPARE(play.words(), u"impaired repaired"_s);
        QVERIFY(play.told[1].lasted >= 35s && play.told[1].lasted <= 45s);
    }
};

QTEST_APPLESS_MAIN(TestImpairmentEvents)
#include "tst_impairmentevents.moc"
