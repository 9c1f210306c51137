#include "models/azure/retry.h"
#include "models/azure/transport.h"

#include <QTest>

using namespace skybro;
using namespace skybro::azure;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

Error errorOf(ErrorKind kind, bool retryable = true, QStringView code = {})
{
    Error error = makeError(kind, u"text"_s);
    error.code = code.toString();
    error.retryable = retryable;
    return error;
}

const Random most = [] { return 0.999999; };
const Random none = [] { return 0.0; };

} // namespace

class TestRetry : public QObject
{
    Q_OBJECT

private slots:
    void backoffDoublesUpToTheCap()
    {
        const RetryPolicy policy{.attempts = 9, .base = 100ms, .cap = 1000ms};
        QCOMPARE(policy.backoff(1, most), 99ms);
        QCOMPARE(policy.backoff(2, most), 199ms);
        QCOMPARE(policy.backoff(4, most), 799ms);
        QCOMPARE(policy.backoff(5, most), 999ms);
        QCOMPARE(policy.backoff(5000, most), 999ms);
        QCOMPARE(policy.backoff(5, none), 0ms);
    }

    void whatIsRepeated_data()
    {
        QTest::addColumn<Error>("error");
        QTest::addColumn<bool>("harmless"); // is it repeated when that is harmless
        QTest::addColumn<bool>("never");    // … and when it must not be done twice
        using enum ErrorKind;
        QTest::newRow("refused connection")
            << errorOf(Network, true, networkcode::connectionRefused) << true << true;
        QTest::newRow("no such host") << errorOf(Network, true, networkcode::hostNotFound) << true << true;
        QTest::newRow("not connected")
            << errorOf(Network, true, networkcode::connectionFailed) << true << true;
        QTest::newRow("broken connection")
            << errorOf(Network, true, networkcode::connectionBroke) << true << false;
        QTest::newRow("wrong certificate")
            << errorOf(Network, false, networkcode::tlsFailed) << false << false;
        QTest::newRow("attempt timed out") << errorOf(TimedOut) << true << false;
        QTest::newRow("500") << errorOf(Server) << true << false;
        Error busy = errorOf(Server);
        busy.retryAfter = 1s;
        QTest::newRow("503 with Retry-After") << busy << true << true;
        QTest::newRow("429") << errorOf(Throttled) << true << true;
        QTest::newRow("lock") << errorOf(Conflict) << true << true;
        QTest::newRow("409") << errorOf(Conflict, false) << false << false;
        QTest::newRow("404") << errorOf(NotFound, false) << false << false;
        QTest::newRow("no room") << errorOf(Capacity, false) << false << false;
        QTest::newRow("400") << errorOf(Invalid, false) << false << false;
        QTest::newRow("401") << errorOf(NotSignedIn, false) << false << false;
        QTest::newRow("cancelled") << errorOf(Cancelled, false) << false << false;
    }
    void whatIsRepeated()
    {
        QFETCH(Error, error);
        QFETCH(bool, harmless);
        QFETCH(bool, never);
        const RetryPolicy policy;
        QCOMPARE(policy.waitAfter(error, 1, Repeat::Harmless, most).has_value(), harmless);
        QCOMPARE(policy.waitAfter(error, 1, Repeat::Never, most).has_value(), never);
    }

    void attemptsEndButNotForThrottling()
    {
        const RetryPolicy policy{.attempts = 3};
        QVERIFY(policy.waitAfter(errorOf(ErrorKind::Server), 2, Repeat::Harmless, most));
        QVERIFY(!policy.waitAfter(errorOf(ErrorKind::Server), 3, Repeat::Harmless, most));
        QVERIFY(policy.waitAfter(errorOf(ErrorKind::Throttled), 300, Repeat::Harmless, most));
    }

    void theOtherSidesTimeIsTheLeast()
    {
        const RetryPolicy policy{.attempts = 5, .base = 1s, .cap = 20s};
        Error error = errorOf(ErrorKind::Server);
        error.retryAfter = 10s;
        QCOMPARE(policy.waitAfter(error, 1, Repeat::Harmless, none), 10s);
        const auto wait = policy.waitAfter(error, 4, Repeat::Harmless, most);
        QVERIFY(wait && *wait > 10s && *wait <= 11s);
    }

    void unknownOutcomeSaysSo()
    {
        Error cause = errorOf(ErrorKind::Network, true, networkcode::connectionBroke);
        cause.requestId = u"r"_s;
        QVERIFY(outcomeUnknown(cause, Repeat::Never));
        const Error error = unknownOutcomeError(cause);
        QCOMPARE(error.code, unknownOutcomeCode.toString());
        QCOMPARE(error.requestId, u"r"_s);
        QVERIFY(!error.retryable);
        QVERIFY(error.detail.contains(u"text"_s));
    }

    void randomIsInRange()
    {
        const Random random = systemRandom();
        for (int i = 0; i < 1000; ++i) {
            const double value = random();
            QVERIFY(value >= 0 && value < 1);
        }
    }
};

QTEST_GUILESS_MAIN(TestRetry)
#include "tst_retry.moc"
