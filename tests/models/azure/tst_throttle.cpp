#include "models/azure/throttle.h"

#include <QSignalSpy>
#include <QTest>

using namespace skybro::azure;
using namespace Qt::StringLiterals;

namespace {

/// A throttle on a clock the test turns. Timers still run in real time, so each turn is followed by a poke.
struct Fixture
{
    Throttle throttle;
    qint64 now = 1000;
    QStringList granted;
    std::map<QString, std::unique_ptr<Throttle::Ticket>> tickets;

    Fixture()
    {
        throttle.setTicks([this] { return now; });
    }
    void enter(const QString &name, const QStringList &buckets)
    {
        tickets[name] = throttle.enter(buckets, [this, name] { granted.append(name); });
    }
    void advance(qint64 milliseconds)
    {
        now += milliseconds;
        throttle.answered({u"poke"_s}, HttpResponse{200, {}, {}}); // looks at the queue again
        settle();
    }
    static void settle() { QCoreApplication::processEvents(); }
};

const QStringList reads{u"reads"_s};
const QStringList starts{u"writes"_s, u"compute/start"_s};
const QStringList stops{u"writes"_s, u"compute/deallocate"_s};

} // namespace

class TestThrottle : public QObject
{
    Q_OBJECT

private slots:
    void grantsInOrderAndNeverAtOnce()
    {
        Fixture f;
        for (int i = 0; i < 5; ++i)
            f.enter(QString::number(i), reads);
        QVERIFY(f.granted.isEmpty()); // never inside enter()
        Fixture::settle();
        QCOMPARE(f.granted, (QStringList{u"0"_s, u"1"_s, u"2"_s, u"3"_s, u"4"_s}));
        QCOMPARE(f.throttle.inFlight(), 5);
        QCOMPARE(f.throttle.queued(), 0);
    }

    void boundsWhatIsInFlight()
    {
        Fixture f;
        f.throttle.setMaxInFlight(2);
        QSignalSpy changed(&f.throttle, &Throttle::changed);
        for (int i = 0; i < 5; ++i)
            f.enter(QString::number(i), i % 2 ? reads : starts);
        Fixture::settle();
        QCOMPARE(f.granted.size(), 2);
        QCOMPARE(f.throttle.queued(), 3);
        QVERIFY(!f.throttle.waitingUntil().isValid()); // they wait for us, not for Azure
        QVERIFY(changed.count() >= 1);
        f.tickets.erase(u"0"_s);
        Fixture::settle();
        QCOMPARE(f.granted, (QStringList{u"0"_s, u"1"_s, u"2"_s}));
        f.tickets.clear();
        QCOMPARE(f.throttle.inFlight(), 0);
        QCOMPARE(f.throttle.queued(), 0);
    }

    void leavingTheQueueFreesTheWay()
    {
        Fixture f;
        f.throttle.setMaxInFlight(1);
        f.enter(u"a"_s, reads);
        f.enter(u"b"_s, reads);
        f.enter(u"c"_s, reads);
        f.tickets.erase(u"b"_s); // cancelled while it waits
        Fixture::settle();
        f.tickets.erase(u"a"_s);
        Fixture::settle();
        QCOMPARE(f.granted, (QStringList{u"a"_s, u"c"_s}));
    }

    void aGrantNobodyWaitsForIsNotCalled()
    {
        Fixture f;
        f.enter(u"a"_s, reads);
        f.tickets.clear(); // between the grant and the call
        Fixture::settle();
        QVERIFY(f.granted.isEmpty());
        QCOMPARE(f.throttle.inFlight(), 0);
    }

    void a429PausesItsBucketOnly()
    {
        Fixture f;
        f.enter(u"start1"_s, starts);
        Fixture::settle();
        f.throttle.answered(starts,
                            {429, {{"Retry-After", "30"}}, R"({"error":{"code":"OperationNotAllowed"}})"});
        f.tickets.clear();
        f.enter(u"start2"_s, starts);
        f.enter(u"start3"_s, starts);
        f.enter(u"stop1"_s, stops);
        f.enter(u"read1"_s, reads);
        Fixture::settle();
        QCOMPARE(f.granted, (QStringList{u"start1"_s, u"stop1"_s, u"read1"_s}));
        QCOMPARE(f.throttle.queued(), 2);
        QVERIFY(f.throttle.waitingUntil().isValid());
        f.advance(29'999);
        QCOMPARE(f.granted.size(), 3);
        f.advance(1);
        QCOMPARE(f.granted.last(), u"start2"_s);
        QCOMPARE(f.granted.size(), 4); // not all at once again: one by one until Azure says there is more
        f.advance(1000);
        QCOMPARE(f.granted.last(), u"start3"_s);
        QVERIFY(!f.throttle.waitingUntil().isValid());
    }

    void theSubscriptionsOwn429PausesAllOfThatSort()
    {
        Fixture f;
        f.throttle.answered(
            starts, {429, {{"Retry-After", "5"}}, R"({"error":{"code":"SubscriptionRequestsThrottled"}})"});
        f.enter(u"start"_s, starts);
        f.enter(u"stop"_s, stops);
        f.enter(u"read"_s, reads);
        Fixture::settle();
        QCOMPARE(f.granted, QStringList{u"read"_s});
        f.advance(5000);
        QCOMPARE(f.granted, (QStringList{u"read"_s, u"start"_s}));
    }

    void aNetworkLockIsNoThrottle()
    {
        Fixture f;
        f.throttle.answered(reads, {429, {}, R"({"error":{"code":"RetryableErrorDueToAnotherOperation"}})"});
        f.enter(u"read"_s, reads);
        Fixture::settle();
        QCOMPARE(f.granted.size(), 1);
    }

    void a429OfOneMachinePausesNobodyElse()
    {
        Fixture f;
        const HttpResponse refusal{
            429,
            {{"Retry-After", "30"}, {"x-ms-ratelimit-remaining-resource", "Microsoft.Compute/UpdateVM;1400"}},
            {}};
        QVERIFY(!f.throttle.answered(starts, refusal));
        f.enter(u"start"_s, starts);
        Fixture::settle();
        QCOMPARE(f.granted.size(), 1);
        const HttpResponse empty{
            429,
            {{"Retry-After", "30"}, {"x-ms-ratelimit-remaining-resource", "Microsoft.Compute/UpdateVM;0"}},
            {}};
        QVERIFY(f.throttle.answered(starts, empty));
    }

    void a429WithoutATimeStillPauses()
    {
        Fixture f;
        f.throttle.answered(reads, {429, {}, {}});
        f.enter(u"read"_s, reads);
        f.advance(9'000);
        QVERIFY(f.granted.isEmpty());
        f.advance(1'000);
        QCOMPARE(f.granted.size(), 1);
    }

    void anEmptyBucketIsPaced()
    {
        Fixture f;
        f.throttle.answered(reads, {200, {{"x-ms-ratelimit-remaining-subscription-reads", "2"}}, {}});
        for (int i = 0; i < 5; ++i)
            f.enter(QString::number(i), reads);
        Fixture::settle();
        QCOMPARE(f.granted.size(), 2);
        f.advance(40);
        QCOMPARE(f.granted.size(), 3);
        f.advance(40);
        QCOMPARE(f.granted.size(), 4);
        // Azure says there is more again.
        f.throttle.answered(reads, {200, {{"x-ms-ratelimit-remaining-subscription-reads", "100"}}, {}});
        f.advance(40);
        QCOMPARE(f.granted.size(), 5);
    }

    void remainingHeaders_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("granted"); // of 5 that start machines
        const auto row = [](const char *name, const char *value, int granted) {
            QTest::newRow((QByteArray(name) + ": " + value).constData())
                << QByteArray(name) << QByteArray(value) << granted;
        };
        row("x-ms-ratelimit-remaining-subscription-writes", "1", 1);
        row("X-Ms-Ratelimit-Remaining-Subscription-Writes", "1", 1);
        row("x-ms-ratelimit-remaining-subscription-reads", "1", 5); // not this sort
        row("x-ms-ratelimit-remaining-resource",
            "Microsoft.Compute/HighCost3Min;3,Microsoft.Compute/HighCost30Min;900", 3);
        row("x-ms-ratelimit-remaining-resource",
            "Microsoft.Compute/HighCost3Min;900,Microsoft.Compute/HighCost30Min;2", 2);
        row("x-ms-ratelimit-remaining-resource", "nonsense", 5);
        row("x-ms-ratelimit-remaining-resource", "", 5);
        row("x-ms-ratelimit-remaining-resource", ";;;,,,;-4", 5);
        row("x-ms-ratelimit-remaining-subscription-writes", "99999999999999999999", 5);
    }
    void remainingHeaders()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(int, granted);
        Fixture f;
        f.throttle.answered(starts, {202, {{name, value}}, {}});
        for (int i = 0; i < 5; ++i)
            f.enter(QString::number(i), starts);
        Fixture::settle();
        QCOMPARE(f.granted.size(), granted);
    }

    void nothingIsLostInATightPlace()
    {
        // Real time: 200 requests, four at a time, every tenth answer a 429.
        Throttle throttle;
        throttle.setMaxInFlight(4);
        int done = 0;
        int answers = 0;
        std::map<int, std::unique_ptr<Throttle::Ticket>> tickets;
        std::function<void(int)> go = [&](int i) {
            tickets[i] = throttle.enter(reads, [&, i] {
                const bool refused = ++answers % 10 == 0;
                throttle.answered(
                    reads,
                    refused ? HttpResponse{429, {{"x-ms-retry-after-ms", "5"}}, {}}
                            : HttpResponse{200, {{"x-ms-ratelimit-remaining-subscription-reads", "50"}}, {}});
                if (refused) {
                    go(i);
                } else {
                    tickets.erase(i);
                    ++done;
                }
            });
        };
        for (int i = 0; i < 200; ++i)
            go(i);
        QTRY_COMPARE(done, 200);
        QCOMPARE(throttle.inFlight(), 0);
        QCOMPARE(throttle.queued(), 0);
    }

    void ticketsMayOutliveTheThrottle()
    {
        std::unique_ptr<Throttle::Ticket> ticket;
        {
            Throttle throttle;
            ticket = throttle.enter(reads, [] { QFAIL("called"); });
        }
        Fixture::settle();
        ticket.reset();
    }
};

QTEST_GUILESS_MAIN(TestThrottle)
#include "tst_throttle.moc"
