#include "models/tunnel/probe/probewindow.h"

#include <QTest>

using namespace skybro::tunnel;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Outcome = ProbeReply::Outcome;

namespace {

ProbeReply answer(std::chrono::microseconds roundTrip)
{
    return {.outcome = Outcome::Answered, .roundTrip = roundTrip};
}

const ProbeReply silence{.outcome = Outcome::Silent, .roundTrip = {}};
const QDateTime start = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000, Qt::UTC);

} // namespace

class TestProbeWindow : public QObject
{
    Q_OBJECT

private slots:
    void countsNothing()
    {
        QCOMPARE(statisticsOf({}), ProbeStatistics());
        QVERIFY(!statisticsOf({}).loss());
        QVERIFY(!statisticsOf({{.outcome = Outcome::NotMade, .roundTrip = {}}}).loss());
    }

    void measuresRoundTrips()
    {
        const ProbeStatistics odd = statisticsOf({answer(10ms), answer(30ms), answer(11ms)});
        QCOMPARE(odd.minimum, 10ms);
        QCOMPARE(odd.maximum, 30ms);
        QCOMPARE(odd.mean, 17ms);
        QCOMPARE(odd.median, 11ms);
        QCOMPARE(odd.jitter, 19500us); // (20 + 19) / 2
        QCOMPARE(odd.loss(), 0.0);
        QCOMPARE(statisticsOf({answer(10ms), answer(20ms)}).median, 15ms);
        QVERIFY(!statisticsOf({answer(10ms)}).jitter);
    }

    void countsLoss()
    {
        const ProbeStatistics statistics = statisticsOf({answer(10ms),
                                                         silence,
                                                         {.outcome = Outcome::Unreachable, .roundTrip = {}},
                                                         {.outcome = Outcome::NotMade, .roundTrip = {}},
                                                         {.outcome = Outcome::Refused, .roundTrip = 12ms}});
        QCOMPARE(statistics.made, 4);
        QCOMPARE(statistics.answered, 2);
        QCOMPARE(statistics.loss(), 0.5);
        QCOMPARE(statistics.jitter, 2ms); // across the gap
    }

    void doesWithoutRoundTrips()
    {
        const ProbeStatistics statistics = statisticsOf({{.outcome = Outcome::Answered, .roundTrip = {}}});
        QCOMPARE(statistics.loss(), 0.0);
        QVERIFY(!statistics.mean);
    }

    void forgets()
    {
        ProbeWindow window(60s);
        window.add(start, silence);
        for (int i = 1; i <= 60; ++i)
            window.add(start.addSecs(i), answer(10ms));
        QCOMPARE(window.statistics().made, 61);
        window.add(start.addSecs(61), answer(10ms));
        QCOMPARE(window.statistics().loss(), 0.0);
    }

    void sortsWhatComesOutOfOrder()
    {
        ProbeWindow window(60s);
        window.add(start.addMSecs(200), answer(12ms));
        window.add(start, answer(10ms));
        window.add(start.addMSecs(100), answer(11ms));
        QCOMPARE(window.statistics().jitter, 1ms);
    }

    void survivesAClockThatJumps()
    {
        ProbeWindow window(60s);
        window.add(start, silence);
        window.add(start.addDays(-1), answer(10ms));
        QCOMPARE(window.statistics().made, 1);
        window.add(start.addYears(1), answer(10ms));
        QCOMPARE(window.statistics().made, 1);
    }
};

QTEST_GUILESS_MAIN(TestProbeWindow)
#include "tst_probewindow.moc"
