#include "models/azure/armerror.h"
#include "tests/support/captures.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace skybro;
using namespace skybro::azure;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QByteArray body(const char *code, const char *message = "Azure's sentence.")
{
    return QJsonDocument(QJsonObject{{u"error"_s, QJsonObject{{u"code"_s, QString::fromLatin1(code)},
                                                              {u"message"_s, QString::fromLatin1(message)}}}})
        .toJson();
}

} // namespace

class TestArmError : public QObject
{
    Q_OBJECT

private slots:
    void kinds_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<bool>("retryable");
        const auto row = [](const char *title, int status, const QByteArray &answer, const char *kind,
                            bool retryable) {
            QTest::newRow(title) << status << answer << QString::fromLatin1(kind) << retryable;
        };
        row("allocation", 409, body("AllocationFailed"), "capacity", false);
        row("allocation, case", 409, body("allocationfailed"), "capacity", false);
        row("zone", 409, body("ZonalAllocationFailed"), "capacity", false);
        row("overconstrained", 409, body("OverconstrainedAllocationRequest"), "capacity", false);
        row("sku", 409, body("SkuNotAvailable"), "capacity", false);
        row("quota", 409,
            body("OperationNotAllowed", "Operation could not be completed as it results in exceeding "
                                        "approved Total Regional Cores quota."),
            "capacity", false);
        row("generalized", 409,
            body("OperationNotAllowed", "Operation 'start' is not allowed on VM 'a' since the VM "
                                        "is generalized."),
            "conflict", false);
        row("quota exceeded", 400, body("QuotaExceeded"), "capacity", false);
        row("authorization", 403, body("AuthorizationFailed"), "forbidden", false);
        row("policy", 403, body("RequestDisallowedByPolicy"), "forbidden", false);
        row("lock on scope", 409, body("ScopeLocked"), "forbidden", false);
        row("expired token", 401, body("ExpiredAuthenticationToken"), "not-signed-in", false);
        row("foreign token", 401, body("InvalidAuthenticationTokenTenant"), "not-signed-in", false);
        row("401 unknown", 401, body("Whatever"), "not-signed-in", false);
        row("404", 404, body("ResourceNotFound"), "not-found", false);
        row("group", 404, body("ResourceGroupNotFound"), "not-found", false);
        row("404 bare", 404, {}, "not-found", false);
        row("409 unknown", 409, body("SomethingNew"), "conflict", false);
        row("412", 412, body("PreconditionFailed"), "conflict", false);
        row("in progress", 409, body("AnotherOperationInProgress"), "conflict", true);
        row("400", 400, body("InvalidParameter"), "invalid", false);
        row("429", 429, body("TooManyRequests"), "throttled", true);
        row("429 subscription", 429, body("SubscriptionRequestsThrottled"), "throttled", true);
        row("429 compute", 429,
            body("OperationNotAllowed", "The server rejected the request because too many "
                                        "requests have been received."),
            "throttled", true);
        row("429 lock", 429, body("RetryableErrorDueToAnotherOperation"), "conflict", true);
        row("429 bare", 429, {}, "throttled", true);
        row("408", 408, {}, "server", true);
        row("500", 500, body("InternalServerError"), "server", true);
        row("502 proxy page", 502, "<html>Bad gateway</html>", "server", true);
        row("503", 503, body("ServiceUnavailable"), "server", true);
        row("504", 504, "", "server", true);
        row("501", 501, "", "server", false);
        row("302", 302, "", "protocol", false);
        row("error is text", 400, R"({"error":"nope"})", "invalid", false);
        row("error is null", 400, R"({"error":null})", "invalid", false);
        row("inner only", 404, R"({"code":"ResourceNotFound","message":"m"})", "not-found", false);
        row("an array", 500, "[1,2]", "server", true);
        row("code is number", 400, R"({"error":{"code":12,"message":["x"]}})", "invalid", false);
    }
    void kinds()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, answer);
        QFETCH(QString, kind);
        QFETCH(bool, retryable);
        const Error error = armError({status, {{"x-ms-request-id", "id1"}, {"Retry-After", "9"}}, answer});
        QCOMPARE(toWord(error.kind), kind);
        QCOMPARE(error.retryable, retryable);
        QCOMPARE(error.requestId, u"id1"_s);
        QCOMPARE(error.retryAfter, 9s);
        QVERIFY(!error.text.isEmpty());
        QVERIFY(!error.text.contains(u"%1"_s));
    }

    void textIsAzuresOwn()
    {
        const Error error =
            armError({409, {}, body("AllocationFailed", "We do not have sufficient capacity.")});
        QCOMPARE(error.code, u"AllocationFailed"_s);
        QVERIFY(error.text.contains(u"We do not have sufficient capacity."_s));
        QVERIFY(error.text.contains(u"(AllocationFailed)"_s));
    }

    void theTellingOneIsDugOut_data()
    {
        QTest::addColumn<QByteArray>("answer");
        const QJsonObject sku{{u"code"_s, u"SkuNotAvailable"_s}, {u"message"_s, u"not here"_s}};
        const auto row = [](const char *title, const QJsonObject &error) {
            QTest::newRow(title) << QJsonDocument(QJsonObject{{u"error"_s, error}}).toJson();
        };
        const QJsonObject conflict{
            {u"code"_s, u"Conflict"_s}, {u"message"_s, u"c"_s}, {u"details"_s, QJsonArray{sku}}};
        row("details", {{u"code"_s, u"DeploymentFailed"_s},
                        {u"message"_s, u"See details."_s},
                        {u"details"_s, QJsonArray{conflict}}});
        row("json in message",
            {{u"code"_s, u"ResourceDeploymentFailure"_s},
             {u"message"_s, QString::fromUtf8(QJsonDocument(QJsonObject{{u"error"_s, sku}}).toJson())}});
        row("innererror", {{u"code"_s, u"BadRequest"_s}, {u"message"_s, u"m"_s}, {u"innererror"_s, sku}});
    }
    void theTellingOneIsDugOut()
    {
        QFETCH(QByteArray, answer);
        const Error error = armError({409, {}, answer});
        QCOMPARE(error.code, u"SkuNotAvailable"_s);
        QCOMPARE(error.kind, ErrorKind::Capacity);
        QVERIFY(error.text.contains(u"not here"_s));
        QVERIFY(error.detail.contains(u"SkuNotAvailable: not here"_s));
        QVERIFY(error.detail.count(u'\n') >= 1);
    }

    void depthAndBreadthAreBounded()
    {
        QByteArray deep;
        for (int i = 0; i < 300; ++i)
            deep += R"({"code":"C","message":"m","details":[)";
        for (int i = 0; i < 300; ++i)
            deep += "]}";
        QCOMPARE(armError({400, {}, "{\"error\":" + deep + "}"}).kind, ErrorKind::Invalid);
        QJsonArray many;
        for (int i = 0; i < 10'000; ++i)
            many.append(QJsonObject{{u"code"_s, u"C"_s}, {u"message"_s, u"m"_s}});
        const Error error = armError(
            {400,
             {},
             QJsonDocument(QJsonObject{{u"error"_s, QJsonObject{{u"code"_s, u"X"_s}, {u"details"_s, many}}}})
                 .toJson()});
        QVERIFY(error.detail.size() < 1000);
    }

    void failedOperations()
    {
        const Error error = armErrorFromObject(
            QJsonObject{{u"code"_s, u"AllocationFailed"_s}, {u"message"_s, u"No room."_s}}, u"Failed"_s);
        QCOMPARE(error.kind, ErrorKind::Capacity);
        QVERIFY(!error.retryable);
        const Error bare = armErrorFromObject({}, u"Canceled"_s);
        QCOMPARE(bare.code, u"Canceled"_s);
        QVERIFY(!bare.text.isEmpty());
        const Error inner = armErrorFromObject(
            QJsonObject{{u"code"_s, u"InternalExecutionError"_s}, {u"message"_s, u"An internal error."_s}},
            u"Failed"_s);
        QCOMPARE(inner.kind, ErrorKind::Server);
        QVERIFY(!inner.retryable);
    }

    void redirectNamesTheHostOnly()
    {
        const Error error = armError({302, {{"Location", "https://evil.org/a?token=secret"}}, {}});
        QVERIFY(error.text.contains(u"evil.org"_s));
        QVERIFY(!error.text.contains(u"secret"_s));
    }

    void recordedRefusalsAreUnderstood()
    {
        const QDir captures = skybro::test::sharedCaptures();
        int seen = 0;
        for (const QString &name : captures.entryList({u"*.json"_s})) {
            QFile file(captures.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            for (const QJsonValue &value : QJsonDocument::fromJson(file.readAll()).array()) {
                const QJsonObject exchange = value.toObject();
                const int status = exchange.value(u"status"_s).toInt();
                if (status < 400)
                    continue;
                ++seen;
                const Error error = armError(
                    {status, {}, QJsonDocument(exchange.value(u"responseBody"_s).toObject()).toJson()});
                QVERIFY2(!error.code.isEmpty(), qPrintable(name));
                QVERIFY(error.kind != ErrorKind::Internal);
            }
        }
        if (seen == 0)
            QSKIP("no recorded refusals here");
    }
};

QTEST_GUILESS_MAIN(TestArmError)
#include "tst_armerror.moc"
