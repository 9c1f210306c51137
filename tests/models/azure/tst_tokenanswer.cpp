#include "models/azure/auth/tokenanswer.h"

#include <QTest>

using namespace skybro;
using namespace skybro::azure;
using namespace Qt::StringLiterals;

class TestTokenAnswer : public QObject
{
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<qint64>("life"); // seconds from now; -1: refused
        QTest::newRow("v2") << QByteArray(R"({"token_type":"Bearer","expires_in":3599,"access_token":"t"})")
                            << qint64(3599);
        QTest::newRow("imds, text")
            << QByteArray(
                   R"({"access_token":"t","expires_in":"86399","expires_on":"1800086399","resource":"r"})")
            << qint64(86399);
        QTest::newRow("app service") << QByteArray(R"({"access_token":"t","expires_on":"1800000600"})")
                                     << qint64(600);
        QTest::newRow("in goes before on")
            << QByteArray(R"({"access_token":"t","expires_in":60,"expires_on":1}})").chopped(1) << qint64(60);
        QTest::newRow("no life told") << QByteArray(R"({"access_token":"t"})") << qint64(300);
        QTest::newRow("absurd life") << QByteArray(R"({"access_token":"t","expires_in":1e18})")
                                     << qint64(7 * 24 * 3600);
        QTest::newRow("absurd end") << QByteArray(
                                           R"({"access_token":"t","expires_on":"9223372036854775807"})")
                                    << qint64(7 * 24 * 3600);
        QTest::newRow("negative") << QByteArray(R"({"access_token":"t","expires_in":-5})") << qint64(300);
        QTest::newRow("no token") << QByteArray(R"({"expires_in":60})") << qint64(-1);
        QTest::newRow("token is null") << QByteArray(R"({"access_token":null})") << qint64(-1);
        QTest::newRow("header injection") << QByteArray(R"({"access_token":"a\r\nX: y"})") << qint64(-1);
        QTest::newRow("page") << QByteArray("<html>") << qint64(-1);
        QTest::newRow("empty") << QByteArray() << qint64(-1);
    }
    void reads()
    {
        QFETCH(QByteArray, body);
        QFETCH(qint64, life);
        const QDateTime now = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
        const auto token = readTokenAnswer(body, now);
        QCOMPARE(token.has_value(), life >= 0);
        if (token) {
            QCOMPARE(token->secret->reveal(), QByteArray("t"));
            QCOMPARE(now.secsTo(token->expiresAt), life);
        } else {
            QCOMPARE(token.error().kind, ErrorKind::Protocol);
        }
    }

    void refreshTokens()
    {
        QCOMPARE(readRefreshToken(R"({"refresh_token":"r"})").reveal(), QByteArray("r"));
        QVERIFY(readRefreshToken("{}").isEmpty());
    }

    void refusals_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *title, int status, const QByteArray &body, const char *code,
                            const char *kind, const char *says) {
            QTest::newRow(title) << status << body << QString::fromLatin1(code) << QString::fromLatin1(kind)
                                 << QString::fromLatin1(says);
        };
        row("wrong secret", 401,
            R"({"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. Trace ID: x","error_codes":[7000215],"trace_id":"x"})",
            "AADSTS7000215", "not-signed-in", "secret is wrong");
        row("expired secret", 401,
            R"({"error":"invalid_client","error_description":"AADSTS7000222: expired"})", "AADSTS7000222",
            "not-signed-in", "expired");
        row("no tenant", 400,
            R"({"error":"invalid_request","error_description":"AADSTS90002: Tenant 'x' not found."})",
            "AADSTS90002", "not-signed-in", "tenant");
        row("unknown code", 400,
            R"({"error":"invalid_grant","error_description":"AADSTS99999: New trouble.\r\nTrace ID: t"})",
            "AADSTS99999", "not-signed-in", "New trouble.");
        row("word only", 400, R"({"error":"invalid_scope"})", "invalid_scope", "not-signed-in",
            "invalid_scope");
        row("503", 503, "<html>", "", "server", "sign-in service");
        row("503 with a word", 503, R"({"error":"temporarily_unavailable"})", "", "server",
            "sign-in service");
        row("wrong address", 404, "not found", "", "not-signed-in", "sign-in service");
    }
    void refusals()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, code);
        QFETCH(QString, kind);
        QFETCH(QString, says);
        const Error error = tokenError({status, {}, body});
        QCOMPARE(error.code, code);
        QCOMPARE(toWord(error.kind), kind);
        QVERIFY2(error.text.contains(says), qPrintable(error.text));
        QVERIFY(!error.text.contains(u"Trace ID"_s));
        QCOMPARE(error.retryable, status >= 500);
    }

    void aadstsCodesAreFound()
    {
        QCOMPARE(findAadsts(u"x AADSTS50076: y"_s), u"AADSTS50076"_s);
        QVERIFY(findAadsts(u"AADSTS"_s).isEmpty());
        QVERIFY(adviceForAadsts(u"AADSTS1"_s).isEmpty());
        QVERIFY(adviceForAadsts({}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTokenAnswer)
#include "tst_tokenanswer.moc"
