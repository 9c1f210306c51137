#include "models/azure/requestjob.h"
#include "models/base/log.h"
#include "tests/support/armfixture.h"

#include <QRegularExpression>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace skybro;
using namespace skybro::azure;
using namespace skybro::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QString vm = u"/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/a"_s;

ArmRequest post(const QString &action, Repeat repeat)
{
    return {.method = "POST",
            .path = vm + u'/' + action,
            .apiVersion = u"2021-11-01"_s,
            .query = {},
            .body = {},
            .repeat = repeat,
            .bucket = u"compute/start"_s};
}

} // namespace

class TestRequestJob : public QObject
{
    Q_OBJECT

private slots:
    void asksWithTokenIdAndVersion()
    {
        ArmFixture f([](const HttpRequest &) { return ScriptedTransport::json(200, "{}"); });
        QVERIFY(resultOf(f.client.get(vm, u"2021-11-01"_s, {{u"$expand"_s, u"a b&c"_s}})));
        const HttpRequest &sent = f.transport.requests.first();
        QCOMPARE(sent.method, QByteArray("GET"));
        QCOMPARE(sent.url.toEncoded(),
                 "https://management.azure.com" + vm.toUtf8() + "?api-version=2021-11-01&$expand=a%20b%26c");
        QCOMPARE(sent.bearer->reveal(), QByteArray("token1"));
        static const QRegularExpression uuid(u"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"_s);
        QVERIFY(uuid.match(QString::fromLatin1(sent.headers.value("x-ms-client-request-id"))).hasMatch());
        QVERIFY(!sent.headers.contains("Authorization")); // built by the transport, at the last moment
    }

    void strangeNamesStayInThePath()
    {
        ArmFixture f([](const HttpRequest &) { return ScriptedTransport::json(200, "{}"); });
        QVERIFY(resultOf(f.client.get(u"/subscriptions/s/a?b#c d%41"_s, u"v"_s)));
        QCOMPARE(f.transport.requests.first().url.toEncoded(),
                 QByteArray("https://management.azure.com/subscriptions/s/a%3Fb%23c%20d%2541?api-version=v"));
    }

    void endsWithAzuresError()
    {
        ArmFixture f([](const HttpRequest &) {
            return ScriptedTransport::json(404, R"({"error":{"code":"ResourceNotFound","message":"gone"}})",
                                           {{"x-ms-request-id", "theirs"}});
        });
        const auto answer = resultOf(f.client.get(vm, u"v"_s));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::NotFound);
        QCOMPARE(answer.error().requestId, u"theirs"_s);
        QCOMPARE(f.sent(), 1);
    }

    void errorsWithoutAnAnswerCarryOurId()
    {
        ArmFixture f([](const HttpRequest &) { return ScriptedTransport::broken(); });
        RequestJob *job = f.client.get(vm, u"v"_s);
        const QString id = job->clientRequestId();
        const auto answer = resultOf(job);
        QVERIFY(!answer);
        QCOMPARE(answer.error().requestId, id);
        QCOMPARE(f.sent(), 4);
        QSet<QByteArray> ids;
        for (const HttpRequest &sent : f.transport.requests)
            ids.insert(sent.headers.value("x-ms-client-request-id"));
        QCOMPARE(ids.size(), 1);
    }

    void triesAgainWhereThatIsSafe_data()
    {
        QTest::addColumn<int>("status"); // 0: the connection breaks; -1: refused; -2: attempt hangs
        QTest::addColumn<int>("sentHarmless");
        QTest::addColumn<int>("sentNever");
        QTest::newRow("broken connection") << 0 << 2 << 1;
        QTest::newRow("refused") << -1 << 2 << 2;
        QTest::newRow("429") << 429 << 2 << 2;
        QTest::newRow("500") << 500 << 2 << 1;
        QTest::newRow("502") << 502 << 2 << 1;
        QTest::newRow("503") << 503 << 2 << 1;
        QTest::newRow("504") << 504 << 2 << 1;
        QTest::newRow("408") << 408 << 2 << 1;
        QTest::newRow("409") << 409 << 1 << 1;
        QTest::newRow("400") << 400 << 1 << 1;
    }
    void triesAgainWhereThatIsSafe()
    {
        QFETCH(int, status);
        QFETCH(int, sentHarmless);
        QFETCH(int, sentNever);
        for (const Repeat repeat : {Repeat::Harmless, Repeat::Never}) {
            ArmFixture f;
            f.transport.script = [&](const HttpRequest &) -> ScriptedTransport::Answer {
                if (f.sent() > 1)
                    return ScriptedTransport::json(202, {});
                if (status > 0)
                    return ScriptedTransport::json(status, {},
                                                   status == 429 ? HttpHeaders{{"x-ms-retry-after-ms", "1"}}
                                                                 : HttpHeaders{});
                return ScriptedTransport::broken(status == 0 ? networkcode::connectionBroke
                                                             : networkcode::connectionRefused);
            };
            const auto answer = resultOf(f.client.request(post(u"restart"_s, repeat)));
            const int expected = repeat == Repeat::Harmless ? sentHarmless : sentNever;
            QCOMPARE(f.sent(), expected);
            QCOMPARE(answer.has_value(), expected == 2);
        }
    }

    void aBrokenRestartSaysThatItsOutcomeIsUnknown_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("broken") << 0;
        QTest::newRow("500") << 500;
        QTest::newRow("504") << 504;
    }
    void aBrokenRestartSaysThatItsOutcomeIsUnknown()
    {
        QFETCH(int, status);
        ArmFixture f([status](const HttpRequest &) -> ScriptedTransport::Answer {
            return status == 0 ? ScriptedTransport::broken()
                               : Result<HttpResponse>(HttpResponse{status, {}, {}});
        });
        const auto answer = resultOf(f.client.request(post(u"restart"_s, Repeat::Never)));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, unknownOutcomeCode.toString());
        QVERIFY(!answer.error().retryable);
        QCOMPARE(f.sent(), 1);
    }

    void postsNobodyThoughtAboutAreNotRepeated()
    {
        ArmFixture f([](const HttpRequest &) { return ScriptedTransport::broken(); });
        ArmRequest request = post(u"redeploy"_s, Repeat::Never);
        request.repeat.reset();
        QVERIFY(!resultOf(f.client.request(request)));
        QCOMPARE(f.sent(), 1);
    }

    void aRefusedTokenIsRenewedOnce()
    {
        ArmFixture f([](const HttpRequest &request) {
            return request.bearer->reveal() == "token1"
                       ? ScriptedTransport::json(
                             401, R"({"error":{"code":"ExpiredAuthenticationToken","message":"m"}})")
                       : ScriptedTransport::json(200, "{}");
        });
        QVERIFY(resultOf(f.client.request(post(u"restart"_s, Repeat::Never)))); // a 401 was not carried out
        QCOMPARE(f.credential->asked, 2);
        QVERIFY(resultOf(f.client.get(vm, u"v"_s)));
        QCOMPARE(f.credential->asked, 2);
    }

    void aTokenRefusedTwiceEnds()
    {
        ArmFixture f([](const HttpRequest &) {
            return ScriptedTransport::json(
                401, R"({"error":{"code":"InvalidAuthenticationToken","message":"m"}})");
        });
        const auto answer = resultOf(f.client.get(vm, u"v"_s));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::NotSignedIn);
        QCOMPARE(f.sent(), 2);
        QCOMPARE(f.credential->asked, 2);
    }

    void aWrongClockIsNamed()
    {
        ArmFixture f([](const HttpRequest &) {
            return ScriptedTransport::json(401, {}, {{"Date", "Mon, 01 Jan 2018 00:00:00 GMT"}});
        });
        const auto answer = resultOf(f.client.get(vm, u"v"_s));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::NotSignedIn);
        QVERIFY2(answer.error().text.contains(u"clock"_s), qPrintable(answer.error().text));
    }

    void noTokenNoRequest()
    {
        ArmFixture f([](const HttpRequest &) { return ScriptedTransport::json(200, "{}"); });
        f.credential->answer = [](int) { return fail(ErrorKind::NotSignedIn, u"Run \"az login\"."_s); };
        const auto answer = resultOf(f.client.get(vm, u"v"_s));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::NotSignedIn);
        QCOMPARE(f.sent(), 0);
        QCOMPARE(f.client.throttle().inFlight(), 0);
    }

    void throttledRequestsWaitAndAllArrive()
    {
        // 60 at once, and Azure takes ten per 30 ms: all arrive in the end, none is lost.
        ArmFixture f;
        QElapsedTimer window;
        window.start();
        int inWindow = 0;
        int refused = 0;
        f.transport.script = [&](const HttpRequest &) {
            if (window.elapsed() > 30) {
                window.restart();
                inWindow = 0;
            }
            if (++inWindow > 10) {
                ++refused;
                return ScriptedTransport::json(429, {}, {{"x-ms-retry-after-ms", "30"}});
            }
            return ScriptedTransport::json(
                202, {}, {{"x-ms-ratelimit-remaining-resource", "X;" + QByteArray::number(10 - inWindow)}});
        };
        int done = 0;
        for (int i = 0; i < 60; ++i) {
            BeginOperationJob *job = f.client.begin(post(u"start"_s, Repeat::Harmless));
            job->then(this, [&](const Result<StartedOperation> &result) { done += result.has_value(); });
            job->start();
        }
        QTRY_COMPARE(done, 60);
        QVERIFY(refused > 0);
        QVERIFY(f.transport.mostOpen <= 40);
    }

    void atMostFortyAreOut()
    {
        ArmFixture f([](const HttpRequest &) { return ScriptedTransport::Answer(); });
        for (int i = 0; i < 100; ++i)
            f.client.get(vm, u"v"_s)->start();
        QTRY_COMPARE(f.transport.open, 40);
        QCOMPARE(f.client.throttle().queued(), 60);
    }

    void aDeadlineEndsARequestThatWaits()
    {
        ArmFixture f([](const HttpRequest &) {
            return ScriptedTransport::json(429, {}, {{"Retry-After", "3600"}});
        });
        RequestJob *job = f.client.get(vm, u"v"_s);
        job->setDeadline(100ms);
        const auto answer = resultOf(job);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::TimedOut);
        QCOMPARE(f.client.throttle().queued(), 0);
        QVERIFY2(answer.error().text.contains(u"429"_s),
                 qPrintable(answer.error().text)); // the last reason is told
    }

    void anAttemptThatHangsIsGivenUp()
    {
        ArmFixture f;
        RequestContext context = f.client.context();
        context.attemptTimeout = 20ms;
        f.transport.script = [&](const HttpRequest &) -> ScriptedTransport::Answer {
            if (f.sent() == 1)
                return std::nullopt;
            return ScriptedTransport::json(200, "{}");
        };
        HttpRequest request;
        request.url = f.client.url(vm, u"v"_s);
        QVERIFY(resultOf(new RequestJob(context, request, Repeat::Harmless, {}, this)));
        QCOMPARE(f.sent(), 2);
        QCOMPARE(f.transport.open, 0);
    }

    void cancelEndsItWhereverItIs_data()
    {
        QTest::addColumn<QString>("where");
        for (const QString &where : {u"token"_s, u"call"_s, u"queue"_s, u"wait"_s})
            QTest::newRow(qPrintable(where)) << where;
    }
    void cancelEndsItWhereverItIs()
    {
        QFETCH(QString, where);
        for (const bool destroy : {false, true}) {
            ArmFixture f;
            f.transport.script = [&](const HttpRequest &) -> ScriptedTransport::Answer {
                if (where == u"queue")
                    return ScriptedTransport::json(429, {}, {{"Retry-After", "100"}});
                if (where == u"wait")
                    return ScriptedTransport::json(503, {}, {{"Retry-After", "100"}});
                return std::nullopt;
            };
            if (where == u"token")
                f.credential->answer = [](int) { return FakeCredential::Answer(); };
            QPointer<RequestJob> job = f.client.get(vm, u"v"_s);
            QSignalSpy finished(job, &Job::finished);
            job->start();
            if (where == u"token")
                QTRY_COMPARE(f.credential->asked, 1);
            else
                QTRY_COMPARE(f.sent(), 1);
            QTest::qWait(5);
            if (destroy)
                delete job;
            else
                job->cancel();
            QTRY_VERIFY(!job);
            QCOMPARE(finished.count(), destroy ? 0 : 1);
            QCOMPARE(f.transport.open, 0);
            QCOMPARE(f.client.throttle().inFlight(), 0);
            QCOMPARE(f.client.throttle().queued(), 0);
        }
    }

    void redirectsAreErrors()
    {
        ArmFixture f([](const HttpRequest &) {
            return ScriptedTransport::json(307, {}, {{"Location", "https://evil.org/"}});
        });
        const auto answer = resultOf(f.client.get(vm, u"v"_s));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Protocol);
        QCOMPARE(f.sent(), 1);
    }

    void theLogNamesNoSecret()
    {
        QVERIFY(log::open({.program = u"tst_requestjob"_s, .level = log::Level::Trace, .toFile = false}));
        QStringList lines;
        connect(&log::Feed::instance(), &log::Feed::lineAdded, this,
                [&](const log::Line &line) { lines.append(line.text); });
        ArmFixture f([](const HttpRequest &) {
            return ScriptedTransport::json(200, "{}", {{"x-ms-request-id", "theirs"}});
        });
        QVERIFY(resultOf(f.client.get(vm, u"v"_s, {{u"t"_s, u"operationtoken"_s}})));
        QTRY_VERIFY(!lines.filter(u"theirs"_s).isEmpty());
        log::close();
        const QString all = lines.join(u'\n');
        QVERIFY(all.contains(u"GET "_s + vm + u" 200 "_s));
        QVERIFY(!all.contains(u"token1"_s));
        QVERIFY(!all.contains(u"operationtoken"_s));
    }
};

QTEST_GUILESS_MAIN(TestRequestJob)
#include "tst_requestjob.moc"
