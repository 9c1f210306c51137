#include "models/tunnel/monitor/tunnelevents.h"
#include "tests/models/tunnel/samples.h"

#include <QTest>

#include <functional>
#include <random>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;
using Kind = TunnelEvent::Kind;

namespace {

const QDateTime start(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);

/// Samples a tunnel as a console does, by a clock that is only reckoned.
class Play
{
public:
    milliseconds every = 2s;
    milliseconds wait = 800ms;
    int probes = 1;                                                               ///< of a sample
    std::function<bool(milliseconds)> passes = [](milliseconds) { return true; }; ///< a probe sent then
    std::function<Sample(Sample, milliseconds)> change = [](Sample sample, milliseconds) { return sample; };

    struct Told
    {
        milliseconds at; ///< when it could be shown
        TunnelEvent event;
    };
    QList<Told> told;
    TunnelEvents events;
    int samples = 0;
    TunnelEvents::Whose whose = TunnelEvents::Whose::Tunnel;

    void run(milliseconds length)
    {
        const milliseconds end = m_now + length;
        while (m_now < end) {
            Sample sample = healthy(start.addMSecs(m_now.count()));
            sample.probesMade = probes;
            sample.probesAnswered = 0;
            milliseconds answered = m_now;
            for (int i = 0; i < probes; ++i) {
                const milliseconds sent = m_now + i * 250ms;
                const bool passed = passes(sent);
                sample.probesAnswered += passed ? 1 : 0;
                answered = std::max(answered, sent + (passed ? 20ms : wait));
            }
            ++samples;
            for (const TunnelEvent &event : events.add(change(sample, m_now), whose))
                told.append({answered, event});
            m_now = events.isInDoubt() ? answered + TunnelEvents::hurriedPause
                                       : std::max(answered, m_now + every);
        }
    }
    [[nodiscard]] QString words() const
    {
        QStringList list;
        for (const Told &one : told)
            list.append(toWord(one.event.kind));
        return list.join(u' ');
    }
    [[nodiscard]] int count(Kind kind) const
    {
        return static_cast<int>(
            std::count_if(told.begin(), told.end(), [&](const Told &one) { return one.event.kind == kind; }));
    }

private:
    milliseconds m_now{0};
};

/// Cut in these stretches of seconds.
std::function<bool(milliseconds)> cutIn(const QList<std::pair<double, double>> &stretches)
{
    return [stretches](milliseconds at) {
        const double seconds = static_cast<double>(at.count()) / 1000;
        return std::none_of(stretches.begin(), stretches.end(),
                            [&](const auto &one) { return seconds >= one.first && seconds < one.second; });
    };
}

} // namespace

class TestTunnelEvents : public QObject
{
    Q_OBJECT

private slots:
    void tellsACutAndARecoveryWithin5s_data()
    {
        QTest::addColumn<int>("probes");
        QTest::addColumn<int>("every");
        QTest::newRow("one probe every 2 s") << 1 << 2000;
        QTest::newRow("two probes every 2 s") << 2 << 2000;
        QTest::newRow("one probe every second") << 1 << 1000;
    }
    void tellsACutAndARecoveryWithin5s()
    {
        QFETCH(int, probes);
        QFETCH(int, every);
        milliseconds slowestCut{0};
        milliseconds slowestBack{0};
        for (milliseconds phase = 0ms; phase < 2s; phase += 10ms) {
            for (milliseconds length = 20s; length < 22s; length += 130ms) {
                Play play;
                play.probes = probes;
                play.every = milliseconds(every);
                const milliseconds from = 60s + phase;
                play.passes = [&](milliseconds at) { return at < from || at >= from + length; };
                play.run(2min);
                QCOMPARE(play.words(), u"broke back"_s);
                QVERIFY(!play.events.isSinceFirstLook());
                slowestCut = std::max(slowestCut, play.told[0].at - from);
                slowestBack = std::max(slowestBack, play.told[1].at - from - length);
                QVERIFY(play.told[1].event.lasted > 15s && play.told[1].event.lasted < 25s);
                QVERIFY(play.told[0].event.since >= start.addMSecs(from.count()));
            }
        }
        QVERIFY2(slowestCut <= 4700ms, qPrintable(QString::number(slowestCut.count())));
        QVERIFY2(slowestBack <= 3000ms, qPrintable(QString::number(slowestBack.count())));
    }

    void tells_data()
    {
        QTest::addColumn<QList<std::pair<double, double>>>("cuts");
        QTest::addColumn<QString>("events");
        using Cuts = QList<std::pair<double, double>>;
        QTest::newRow("nothing") << Cuts{} << QString();
        QTest::newRow("one lost probe") << Cuts{{60, 60.1}} << QString();
        QTest::newRow("two lost probes") << Cuts{{60, 61.5}} << QString();
        QTest::newRow("a cut of a second and a half")
            << Cuts{{60, 61.5}, {100, 101.5}, {140, 141.5}} << QString();
        QTest::newRow("a cut of four seconds") << Cuts{{60, 64}} << u"broke back"_s;
        QTest::newRow("cut from the start") << Cuts{{0, 30}} << u"broke back"_s;
        QTest::newRow("two cuts") << Cuts{{60, 80}, {120, 140}} << u"broke back broke back"_s;
        QTest::newRow("a single answer in between") << Cuts{{60, 70}, {70.6, 90}} << u"broke back"_s;
        QTest::newRow("flapping") << Cuts{{60, 70}, {80, 90}, {100, 110}, {120, 130}, {140, 150}}
                                  << u"broke back broke back flapping steady"_s;
        QTest::newRow("flaps far apart")
            << Cuts{{60, 70}, {500, 510}, {940, 950}} << u"broke back broke back broke back"_s;
        QTest::newRow("flapping, and an outage that lasts")
            << Cuts{{60, 70}, {80, 90}, {100, 110}, {130, 250}, {270, 280}}
            << u"broke back broke back flapping broke back steady"_s;
        QTest::newRow("flapping, then down for good")
            << Cuts{{60, 70}, {80, 90}, {100, 9999}} << u"broke back broke back flapping broke"_s;
    }
    void tells()
    {
        QFETCH(QString, events);
        using Cuts = QList<std::pair<double, double>>;
        QFETCH(Cuts, cuts);
        Play play;
        play.passes = cutIn(cuts);
        play.run(20min);
        QCOMPARE(play.words(), events);
        QCOMPARE(play.events.isSinceFirstLook(), events.isEmpty());
    }

    /// A target that goes away once, after the tunnel did so twice, makes none of them flap.
    void theTargetsBreaksAreNotTheTunnels()
    {
        Play play;
        play.passes = [](milliseconds at) { return (at.count() / 30'000) % 2 == 0; };
        play.run(2min);
        play.whose = TunnelEvents::Whose::Target;
        play.run(2min);
        QCOMPARE(play.words(), u"broke back broke back broke back broke back"_s);
        QVERIFY(!play.events.isFlapping());
        play.run(1min); // its third
        QCOMPARE(play.told.last().event.kind, Kind::Flapping);
        QCOMPARE(play.told.last().event.breaks, 3);
        play.whose = TunnelEvents::Whose::Tunnel;
        play.run(1min); // the tunnel itself is told of all the same
        QVERIFY2(play.words().endsWith(u"flapping broke back"_s), qPrintable(play.words()));
    }

    /// Who tries configurations makes it come and go, and knows.
    void changesMakeNoFlapping()
    {
        Play play;
        play.whose = TunnelEvents::Whose::Change;
        play.passes = [](milliseconds at) { return (at.count() / 30'000) % 2 == 0; };
        play.run(5min + 10s); // the last one is over
        QCOMPARE(play.words(), u"broke back broke back broke back broke back broke back"_s);
        play.whose = TunnelEvents::Whose::Tunnel;
        play.run(2min);
        QVERIFY(!play.events.isFlapping());
    }

    void countsFlapsWithoutSpam()
    {
        Play play;
        play.passes = [](milliseconds at) {
            return at < 1min || at > 61min || (at.count() / 10'000) % 2 == 0;
        };
        play.run(90min);
        QVERIFY2(play.told.size() <= 14, qPrintable(play.words()));
        QCOMPARE(play.count(Kind::Broke), 2);
        QCOMPARE(play.count(Kind::Steady), 1);
        QVERIFY(play.count(Kind::Flapping) >= 5); // told again each ten minutes, with the count
        QCOMPARE(play.told.last().event.kind, Kind::Steady);
        QCOMPARE(play.told.last().event.breaks, 180);
        QVERIFY(play.told.last().event.lasted > 65min);
        QVERIFY(!play.events.isFlapping());
        QCOMPARE(play.events.state(), TunnelState::Up);
    }

    /// Under load some probes are lost, alone or all of one moment, and round trips grow.
    void keepsCalmUnderLoad_data()
    {
        QTest::addColumn<double>("loss");
        QTest::addColumn<int>("probes");
        QTest::newRow("idle") << 0.0 << 1;
        QTest::newRow("1 %") << 0.01 << 1;
        QTest::newRow("2 %") << 0.02 << 1;
        QTest::newRow("2 %, two probes") << 0.02 << 2;
    }
    void keepsCalmUnderLoad()
    {
        QFETCH(double, loss);
        QFETCH(int, probes);
        for (const unsigned seed : {1U, 2U, 3U, 4U, 5U}) {
            std::mt19937 random(seed);
            std::uniform_real_distribution<double> dice;
            Play play;
            play.probes = probes;
            play.passes = [&](milliseconds) { return dice(random) >= loss; };
            play.change = [&](Sample sample, milliseconds) {
                if (sample.roundTrip)
                    *sample.roundTrip *= 1 + static_cast<int>(dice(random) * 20);
                return sample;
            };
            play.run(30min);
            QCOMPARE(play.words(), QString());
        }
        Play bursts; // a queue that overflows for a second, each half minute
        bursts.passes = [](milliseconds at) { return at % 30s >= 1s; };
        bursts.run(30min);
        QCOMPARE(bursts.words(), QString());
    }

    void tellsHeavyLoss()
    {
        Play play;
        int sent = 0;
        play.passes = [&](milliseconds at) { return at < 2min || at > 5min || ++sent % 5 != 0; };
        play.run(10min);
        QCOMPARE(play.words(), u"degraded eased"_s);
        QVERIFY(play.told.last().event.lasted > 2min && play.told.last().event.lasted < 5min);
    }

    void believesTheGatewayThatItIsDown()
    {
        Play play;
        play.passes = [](milliseconds at) { return at < 60s; };
        play.change = [](Sample sample, milliseconds at) {
            sample.gateway.state = at < 60s ? SignalState::Up : SignalState::Down;
            return sample;
        };
        play.run(2min);
        QCOMPARE(play.words(), u"broke"_s);
        QVERIFY(play.told.first().at <= 60s + 2s + 800ms); // with the first lost probe
    }

    void doesNotBelieveAnyoneAgainstAnAnswer()
    {
        Play play;
        play.change = [](Sample sample, milliseconds) {
            sample.azure.state = SignalState::Down;
            sample.gateway.state = SignalState::Down;
            return sample;
        };
        play.run(2min);
        QCOMPARE(play.words(), QString());
        QCOMPARE(play.events.state(), TunnelState::Up);
    }

    void goesByTheGatewayWhereNoProbeCanBeMade()
    {
        Play play;
        play.change = [](Sample sample, milliseconds at) {
            sample.probesMade = sample.probesAnswered = 0;
            sample.roundTrip.reset();
            sample.gateway.state = at >= 60s && at < 90s ? SignalState::Down : SignalState::Up;
            return sample;
        };
        play.run(2min);
        QCOMPARE(play.words(), u"broke back"_s);
    }

    void doesNotTakeTheGatewaysWordForABreakThatProbesShowed()
    {
        Play play;
        play.passes = [](milliseconds at) { return at < 60s; };
        play.change = [](Sample sample, milliseconds at) {
            if (at >= 70s) // whoever probed is gone; Libreswan says ESTABLISHED for 90 s after a cut
                sample.probesMade = 0;
            return sample;
        };
        play.run(3min);
        QCOMPARE(play.words(), u"broke"_s);
        QCOMPARE(play.events.state(), TunnelState::Down);
    }

    void saysNothingOfNothing()
    {
        Play play;
        play.change = [](const Sample &sample, milliseconds) {
            Sample nothing;
            nothing.time = sample.time;
            return nothing;
        };
        play.run(5min);
        QCOMPARE(play.words(), QString());
        QCOMPARE(play.events.state(), TunnelState::Unknown);
    }

    void tellsARekey_data()
    {
        QTest::addColumn<bool>("named");
        QTest::addColumn<bool>("whileDown");
        QTest::addColumn<QString>("events");
        QTest::newRow("by its name") << true << false << u"rekeyed"_s;
        QTest::newRow("by its counters") << false << false << u"rekeyed"_s;
        QTest::newRow("a new one after a cut is none") << true << true << u"broke back"_s;
    }
    void tellsARekey()
    {
        QFETCH(bool, named);
        QFETCH(bool, whileDown);
        QFETCH(QString, events);
        Play play;
        if (whileDown)
            play.passes = cutIn({{50, 70}});
        play.change = [&](Sample sample, milliseconds at) {
            const bool renewed = at >= 60s;
            sample.childSa = !named ? QString() : renewed ? u"#9"_s : u"#4"_s;
            const auto seconds = static_cast<quint64>(at.count() / 1000);
            sample.bytes = {.in = 1000 * (renewed ? seconds - 60 : seconds), .out = 10};
            return sample;
        };
        play.run(2min);
        QCOMPARE(play.words(), events);
    }

    /// Between the answers of one that is slower than the samples nothing is known of its keys.
    void tellsARekeyOfASlowGateway()
    {
        Play play;
        int samples = 0;
        play.change = [&](Sample sample, milliseconds at) {
            sample.childSa = at >= 60s ? u"#9"_s : u"#4"_s;
            if (++samples % 3 > 0) {
                sample.childSa.clear();
                sample.bytes.reset();
            }
            return sample;
        };
        play.run(2min);
        QCOMPARE(play.words(), u"rekeyed"_s);
    }

    void survivesAJumpingClock_data()
    {
        QTest::addColumn<qint64>("jump"); // seconds, one minute in
        QTest::newRow("an hour ahead") << 3600LL;
        QTest::newRow("an hour back") << -3600LL;
        QTest::newRow("ten years back") << -315'360'000LL;
        QTest::newRow("three seconds back") << -3LL;
        QTest::newRow("20 s ahead") << 20LL;
    }
    void survivesAJumpingClock()
    {
        QFETCH(qint64, jump);
        const auto shift = [&](Sample sample, milliseconds at) {
            if (at >= 60s)
                sample.time = sample.time.addSecs(jump);
            return sample;
        };
        Play calm;
        calm.change = shift;
        calm.passes = [](milliseconds at) { return at % 7s >= 500ms; }; // a probe is lost now and then
        calm.run(58s);                                                  // before it could be called loss
        calm.passes = [](milliseconds) { return true; };
        calm.run(3min);
        QVERIFY2(calm.count(Kind::Broke) == 0, qPrintable(calm.words()));

        Play cut;
        cut.change = shift;
        cut.passes = cutIn({{50, 90}});
        cut.run(3min);
        QCOMPARE(cut.words(), u"broke back"_s);
        if (jump < 0) {
            const milliseconds lasted = cut.told.last().event.lasted;
            QVERIFY2(lasted > 30s && lasted < 45s, qPrintable(QString::number(lasted.count())));
        }

        Play later; // and it still sees
        later.change = shift;
        later.passes = cutIn({{120, 140}});
        later.run(4min);
        QCOMPARE(later.words(), u"broke back"_s);
        QVERIFY(later.told.first().at <= 125s);
    }

    void waitsForTheNetworkAfterASuspend_data()
    {
        QTest::addColumn<double>("deadFor"); // seconds after waking
        QTest::addColumn<QString>("events");
        QTest::newRow("at once") << 0.0 << QString();
        QTest::newRow("10 s") << 10.0 << QString();
        QTest::newRow("for good") << 1000.0 << u"broke"_s;
    }
    void waitsForTheNetworkAfterASuspend()
    {
        QFETCH(double, deadFor);
        QFETCH(QString, events);
        Play play;
        play.run(1min);
        const auto dead = milliseconds(static_cast<qint64>(deadFor * 1000));
        play.change = [](Sample sample, milliseconds) {
            sample.time = sample.time.addSecs(8 * 3600);
            return sample;
        };
        play.passes = [&](milliseconds at) { return at >= 1min + dead; };
        play.run(2min);
        QCOMPARE(play.words(), events);
        if (!events.isEmpty())
            QVERIFY(play.told.first().at - 1min < 20s);
    }

    void staysDownAcrossASuspend()
    {
        Play play;
        play.passes = [](milliseconds at) { return at < 1min; };
        play.run(2min);
        play.change = [](Sample sample, milliseconds) {
            sample.time = sample.time.addSecs(8 * 3600);
            return sample;
        };
        play.run(1min);
        QCOMPARE(play.words(), u"broke"_s);
        play.passes = [](milliseconds) { return true; };
        play.run(1min);
        QCOMPARE(play.words(), u"broke back"_s);
    }

    void beganWithTheFirstThatWasLost()
    {
        TunnelEvents events;
        QList<TunnelEvent> told;
        for (int i = 0; i < 3; ++i)
            told += events.add(cut(start.addSecs(2 * i)));
        QCOMPARE(told.size(), 1);
        QCOMPARE(told.first().since, start);
        QCOMPARE(events.since(), start);
    }

    void hurriesOnlyInDoubt()
    {
        Play play;
        play.passes = cutIn({{60, 600}});
        play.run(11min);
        QVERIFY2(play.samples < 340, qPrintable(QString::number(play.samples))); // 330 by the clock
    }
};

QTEST_GUILESS_MAIN(TestTunnelEvents)
#include "tst_tunnelevents.moc"
