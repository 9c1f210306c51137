#include "models/azure/longoperation.h"
#include "tests/support/armfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace skybro;
using namespace skybro::azure;
using namespace skybro::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QByteArray operation =
    "https://management.azure.com/subscriptions/s/providers/Microsoft.Compute/locations/l/"
    "operations/o?api-version=v";
const QByteArray monitor = operation + "&monitor=true";
const QString vm = u"/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/a"_s;

ArmRequest requestOf(const QByteArray &method)
{
    return {.method = method,
            .path = method == "POST" ? vm + u"/start"_s : vm,
            .apiVersion = u"v"_s,
            .query = {},
            .body = {},
            .repeat = Repeat::Harmless,
            .bucket = {}};
}

HttpResponse status(const char *word, HttpHeaders headers = {})
{
    return ScriptedTransport::json(200, QByteArray(R"({"status":")") + word + "\"}", std::move(headers));
}

} // namespace

class TestLongOperation : public QObject
{
    Q_OBJECT

private slots:
    void asyncOperationIsPreferred()
    {
        ArmFixture f;
        f.transport.script = [&](const HttpRequest &request) {
            if (request.method == "POST")
                return ScriptedTransport::json(
                    202, {},
                    {{"Location", monitor}, {"Azure-AsyncOperation", operation}, {"Retry-After", "0"}});
            return f.sent() < 4 ? status("InProgress") : status("Succeeded", {{"x-ms-request-id", "last"}});
        };
        LongOperationJob *job = f.client.run(requestOf("POST"));
        QSignalSpy urls(job, &LongOperationJob::pollUrlChanged);
        const auto outcome = resultOf(job);
        QVERIFY(outcome);
        QCOMPARE(outcome->requestId, u"last"_s);
        QCOMPARE(f.sent(), 4);
        QCOMPARE(f.transport.requests[1].url.toEncoded(), operation);
        QCOMPARE(f.transport.requests[3].url.toEncoded(), operation);
        QCOMPARE(urls.count(), 1);
        QCOMPARE(urls[0][0].toUrl().toEncoded(), operation);
    }

    void locationAlone()
    {
        ArmFixture f;
        f.transport.script = [&](const HttpRequest &request) {
            if (request.method == "DELETE")
                return ScriptedTransport::json(202, {}, {{"Location", monitor}});
            return f.sent() < 4 ? ScriptedTransport::json(202, {}, {{"Location", monitor}})
                                : HttpResponse{204, {}, {}};
        };
        QVERIFY(resultOf(f.client.run(requestOf("DELETE"))));
        QCOMPARE(f.sent(), 4);
    }

    void aMovedLocationIsFollowedAndTold()
    {
        ArmFixture f;
        const QByteArray second = monitor + "&part=2";
        f.transport.script = [&](const HttpRequest &request) {
            if (request.method == "POST")
                return ScriptedTransport::json(202, {}, {{"Location", monitor}});
            return f.sent() < 3 ? ScriptedTransport::json(202, {}, {{"Location", second}})
                                : HttpResponse{200, {}, {}};
        };
        LongOperationJob *job = f.client.run(requestOf("POST"));
        QSignalSpy urls(job, &LongOperationJob::pollUrlChanged);
        QVERIFY(resultOf(job));
        QCOMPARE(f.transport.requests[2].url.toEncoded(), second);
        QCOMPARE(urls.count(), 2);
    }

    void theResultLiesAtLocation_data()
    {
        QTest::addColumn<HttpHeaders>("headers");
        QTest::addColumn<int>("requests");
        QTest::newRow("both addresses")
            << HttpHeaders{{"Location", monitor}, {"Azure-AsyncOperation", operation}} << 4;
        QTest::newRow("Location alone") << HttpHeaders{{"Location", monitor}} << 3;
    }
    void theResultLiesAtLocation()
    {
        QFETCH(const HttpHeaders, headers);
        QFETCH(const int, requests);
        ArmFixture f;
        bool isOver = false;
        f.transport.script = [&](const HttpRequest &request) {
            if (request.method == "POST")
                return ScriptedTransport::json(202, {}, headers);
            if (request.url.toEncoded() == operation)
                return std::exchange(isOver, true) ? status("Succeeded") : status("InProgress");
            return isOver || f.sent() > 2 ? ScriptedTransport::json(200, "\"no object\"")
                                          : ScriptedTransport::json(202, {});
        };
        LongOperationJob *job = f.client.run(requestOf("POST"));
        job->wantResult();
        const auto outcome = resultOf(job);
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().text));
        QCOMPARE(outcome->body, QByteArray("\"no object\""));
        QCOMPARE(f.sent(), requests);
    }

    void overAtOnce_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("post 200") << QByteArray("POST") << 200 << QByteArray();
        QTest::newRow("delete 204") << QByteArray("DELETE") << 204 << QByteArray();
        QTest::newRow("put 200 succeeded")
            << QByteArray("PUT") << 200 << QByteArray(R"({"properties":{"provisioningState":"Succeeded"}})");
        QTest::newRow("put 201 without a state") << QByteArray("PUT") << 201 << QByteArray(R"({"id":"x"})");
    }
    void overAtOnce()
    {
        QFETCH(QByteArray, method);
        QFETCH(int, code);
        QFETCH(QByteArray, body);
        ArmFixture f([&](const HttpRequest &) { return ScriptedTransport::json(code, body); });
        const auto outcome = resultOf(f.client.run(requestOf(method)));
        QVERIFY(outcome);
        QCOMPARE(outcome->body, body);
        QCOMPARE(f.sent(), 1);
    }

    void aResourceWithoutAnAddressIsPolledItself()
    {
        ArmFixture f;
        f.transport.script = [&](const HttpRequest &) {
            return ScriptedTransport::json(f.sent() == 1 ? 201 : 200,
                                           f.sent() < 3
                                               ? R"({"properties":{"provisioningState":"Creating"}})"
                                               : R"({"properties":{"provisioningState":"Succeeded"}})");
        };
        QVERIFY(resultOf(f.client.run(requestOf("PUT"))));
        QCOMPARE(f.sent(), 3);
        QCOMPARE(f.transport.requests[1].method, QByteArray("GET"));
        QCOMPARE(f.transport.requests[1].url, f.transport.requests[0].url);
    }

    void failuresCarryAzuresReason_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("kind");
        QTest::newRow("no room")
            << QByteArray(R"({"status":"Failed","error":{"code":"AllocationFailed","message":"No room."}})")
            << u"AllocationFailed"_s << u"capacity"_s;
        QTest::newRow("nested")
            << QByteArray(
                   R"({"status":"Failed","error":{"code":"VMStartFailed","message":"x","details":[{"code":"ZonalAllocationFailed","message":"No room."}]}})")
            << u"ZonalAllocationFailed"_s << u"capacity"_s;
        QTest::newRow("canceled")
            << QByteArray(
                   R"({"status":"Canceled","error":{"code":"OperationPreempted","message":"By another."}})")
            << u"OperationPreempted"_s << u"conflict"_s;
        QTest::newRow("no reason") << QByteArray(R"({"status":"Failed"})") << u"Failed"_s << u"server"_s;
        QTest::newRow("resource failed")
            << QByteArray(R"({"properties":{"provisioningState":"Failed"}})") << u"Failed"_s << u"server"_s;
        QTest::newRow("lower case") << QByteArray(R"({"status":"failed"})") << u"failed"_s << u"server"_s;
    }
    void failuresCarryAzuresReason()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, code);
        QFETCH(QString, kind);
        ArmFixture f;
        f.transport.script = [&](const HttpRequest &request) {
            if (request.method == "POST")
                return ScriptedTransport::json(202, {}, {{"Azure-AsyncOperation", operation}});
            return ScriptedTransport::json(200, body, {{"x-ms-request-id", "poll"}});
        };
        const auto outcome = resultOf(f.client.run(requestOf("POST")));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, code);
        QCOMPARE(toWord(outcome.error().kind), kind);
        QCOMPARE(outcome.error().requestId, u"poll"_s);
        QVERIFY(!outcome.error().retryable);
    }

    void aRefusedStartEnds()
    {
        ArmFixture f([](const HttpRequest &) {
            return ScriptedTransport::json(
                409, R"({"error":{"code":"OperationNotAllowed","message":"generalized"}})");
        });
        const auto outcome = resultOf(f.client.run(requestOf("POST")));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Conflict);
        QCOMPARE(f.sent(), 1);
    }

    void isTakenUpFromItsAddress()
    {
        ArmFixture f;
        f.transport.script = [&](const HttpRequest &) {
            return f.sent() < 2 ? status("InProgress") : status("Succeeded");
        };
        LongOperationJob *job = f.client.resumeOperation(QUrl::fromEncoded(operation));
        QCOMPARE(job->pollUrl().toEncoded(), operation);
        QVERIFY(resultOf(job));
        QCOMPARE(f.sent(), 2);
        for (const HttpRequest &request : f.transport.requests)
            QCOMPARE(request.method, QByteArray("GET"));
    }

    void anExpiredOperationIsNotFound()
    {
        ArmFixture f([](const HttpRequest &) {
            return ScriptedTransport::json(404, R"({"error":{"code":"NotFound","message":"m"}})");
        });
        const auto outcome = resultOf(f.client.resumeOperation(QUrl::fromEncoded(operation)));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::NotFound);
    }

    void foreignAddressesGetNoToken_data()
    {
        QTest::addColumn<QByteArray>("address");
        QTest::newRow("other host") << QByteArray("https://evil.org/operations/o");
        QTest::newRow("plain") << QByteArray("http://management.azure.com/operations/o");
        QTest::newRow("user part") << QByteArray("https://management.azure.com@evil.org/o");
    }
    void foreignAddressesGetNoToken()
    {
        QFETCH(QByteArray, address);
        ArmFixture f([&](const HttpRequest &) {
            return ScriptedTransport::json(202, {}, {{"Azure-AsyncOperation", address}});
        });
        const auto outcome = resultOf(f.client.run(requestOf("POST")));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Protocol);
        QCOMPARE(f.sent(), 1);
        QVERIFY(!resultOf(f.client.resumeOperation(QUrl::fromEncoded(address))));
        QCOMPARE(f.sent(), 1);
    }

    void relativeAddressesAreResolved()
    {
        ArmFixture f;
        f.transport.script = [&](const HttpRequest &request) {
            return request.method == "POST"
                       ? ScriptedTransport::json(202, {}, {{"Location", "/operations/o?x=1"}})
                       : HttpResponse{200, {}, {}};
        };
        QVERIFY(resultOf(f.client.run(requestOf("POST"))));
        QCOMPARE(f.transport.requests[1].url, QUrl(u"https://management.azure.com/operations/o?x=1"_s));
    }

    void anOutageIsWaitedOut()
    {
        ArmFixture f;
        f.transport.script = [&](const HttpRequest &request) -> ScriptedTransport::Answer {
            if (request.method == "POST")
                return ScriptedTransport::json(202, {}, {{"Azure-AsyncOperation", operation}});
            if (f.sent() < 20)
                return ScriptedTransport::broken(networkcode::hostNotFound);
            return status("Succeeded");
        };
        QVERIFY(resultOf(f.client.run(requestOf("POST"))));
        QVERIFY(f.sent() >= 20);
    }

    void unreadableAnswersAreForgivenTwice()
    {
        for (const int bad : {2, 3}) {
            ArmFixture f;
            f.transport.script = [&](const HttpRequest &) {
                return f.sent() <= bad ? ScriptedTransport::json(200, "<html>captive portal")
                                       : status("Succeeded");
            };
            const auto outcome = resultOf(f.client.resumeOperation(QUrl::fromEncoded(operation)));
            QCOMPARE(outcome.has_value(), bad < 3);
            if (!outcome)
                QCOMPARE(outcome.error().kind, ErrorKind::Protocol);
        }
    }

    void theFirstRetryAfterHoldsForAllPolls()
    {
        ArmFixture f;
        f.transport.script = [&](const HttpRequest &request) {
            if (request.method == "POST")
                return ScriptedTransport::json(
                    202, {}, {{"Azure-AsyncOperation", operation}, {"x-ms-retry-after-ms", "40"}});
            return f.sent() < 4 ? status("InProgress") : status("Succeeded");
        };
        QElapsedTimer timer;
        timer.start();
        QVERIFY(resultOf(f.client.run(requestOf("POST"))));
        QVERIFY(timer.elapsed() >= 3 * 38); // a least time: it cannot fail on a slow machine
    }

    void progressIsTold()
    {
        ArmFixture f;
        f.transport.script = [&](const HttpRequest &) {
            return f.sent() == 1
                       ? ScriptedTransport::json(200, R"({"status":"Replicating","percentComplete":42.5})")
                       : ScriptedTransport::json(200, R"({"status":"Succeeded","percentComplete":1e99})");
        };
        LongOperationJob *job = f.client.resumeOperation(QUrl::fromEncoded(operation));
        QSignalSpy progress(job, &LongOperationJob::progressChanged);
        QVERIFY(resultOf(job));
        QCOMPARE(progress.count(), 2);
        QCOMPARE(progress[0][0].toDouble(), 42.5);
        QCOMPARE(progress[1][0].toDouble(), 100.0);
    }

    void cancelDeadlineAndDestruction()
    {
        ArmFixture f;
        f.transport.script = [&](const HttpRequest &request) {
            return request.method == "POST"
                       ? ScriptedTransport::json(202, {}, {{"Azure-AsyncOperation", operation}})
                       : status("InProgress");
        };
        QPointer<LongOperationJob> cancelled = f.client.run(requestOf("POST"));
        QSignalSpy finished(cancelled, &Job::finished);
        cancelled->start();
        QTRY_VERIFY(f.sent() > 3);
        cancelled->cancel();
        QTRY_VERIFY(!cancelled);
        QCOMPARE(finished.count(), 1);
        const int sent = f.sent();
        QTest::qWait(20);
        QCOMPARE(f.sent(), sent); // nothing more, and nothing that would stop Azure's operation
        for (const HttpRequest &request : f.transport.requests)
            QVERIFY(request.method == "GET" || request.url.path().endsWith(u"/start"_s));

        LongOperationJob *late = f.client.run(requestOf("POST"));
        late->setDeadline(50ms);
        const auto outcome = resultOf(late);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::TimedOut);

        LongOperationJob *destroyed = f.client.run(requestOf("POST"));
        QSignalSpy silent(destroyed, &Job::finished);
        destroyed->start();
        QTRY_VERIFY(destroyed->pollUrl().isValid());
        delete destroyed;
        QTest::qWait(10);
        QCOMPARE(silent.count(), 0);
        QCOMPARE(f.transport.open, 0);
    }

    void beginEndsWithTheAcceptance()
    {
        ArmFixture f([](const HttpRequest &) {
            return ScriptedTransport::json(
                202, {},
                {{"Azure-AsyncOperation", operation}, {"Retry-After", "7"}, {"x-ms-request-id", "r"}});
        });
        const auto started = resultOf(f.client.begin(requestOf("POST")));
        QVERIFY(started);
        QVERIFY(!started->done);
        QCOMPARE(started->pollUrl.toEncoded(), operation);
        QCOMPARE(started->retryAfter, 7s);
        QCOMPARE(started->requestId, u"r"_s);
        QCOMPARE(f.sent(), 1);

        QPointer<BeginOperationJob> cancelled = f.client.begin(requestOf("POST"));
        cancelled->start();
        cancelled->cancel();
        QTRY_VERIFY(!cancelled);
    }
};

QTEST_GUILESS_MAIN(TestLongOperation)
#include "tst_longoperation.moc"
