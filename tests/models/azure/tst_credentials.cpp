#include "models/azure/auth/clientsecret.h"
#include "models/azure/auth/devicecode.h"
#include "models/azure/auth/environment.h"
#include "models/azure/auth/managedidentity.h"
#include "tests/support/scriptedtransport.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

using namespace skybro;
using namespace skybro::azure;
using namespace skybro::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const Cloud cloud = Cloud::custom(QUrl(u"https://127.0.0.1:1"_s), QUrl(u"https://127.0.0.1:2"_s));

HttpResponse tokenAnswer(const QByteArray &more = {})
{
    return ScriptedTransport::json(200, "{\"access_token\":\"t\",\"expires_in\":3600" + more + "}");
}

QString formValue(const HttpRequest &request, const QString &name)
{
    const QByteArray form = request.secretBody ? request.secretBody->reveal() : request.body;
    return QUrlQuery(QString::fromLatin1(form)).queryItemValue(name, QUrl::FullyDecoded);
}

HttpResponse refusal(const QByteArray &word)
{
    return ScriptedTransport::json(400,
                                   "{\"error\":\"" + word + "\",\"error_description\":\"AADSTS70000: x\"}");
}

/// A reader that fails, or never ends.
class ReaderJob : public JobOf<Secret>
{
public:
    ReaderJob(bool fails, QObject *parent)
        : JobOf<Secret>(parent)
        , m_fails(fails)
    {
    }

protected:
    void begin() override
    {
        if (m_fails)
            finish(fail(ErrorKind::NotFound, u"not in the keychain"_s));
    }

private:
    bool m_fails;
};

} // namespace

class TestCredentials : public QObject
{
    Q_OBJECT

private slots:
    void clientSecretAsks()
    {
        ScriptedTransport transport([](const HttpRequest &) { return tokenAnswer(); });
        ClientSecretCredential credential(&transport, cloud, u"ten"_s, u"cli"_s,
                                          secretFromMemory(Secret(QByteArray("s&=+ %é"))));
        const auto token = resultOf(credential.requestToken(this));
        QVERIFY(token);
        QCOMPARE(token->secret->reveal(), QByteArray("t"));
        const HttpRequest &sent = transport.requests.first();
        QCOMPARE(sent.url, QUrl(u"https://127.0.0.1:2/ten/oauth2/v2.0/token"_s));
        QCOMPARE(sent.method, QByteArray("POST"));
        QVERIFY(sent.body.isEmpty()); // the form is a Secret
        QVERIFY(!sent.bearer);
        QCOMPARE(formValue(sent, u"grant_type"_s), u"client_credentials"_s);
        QCOMPARE(formValue(sent, u"client_id"_s), u"cli"_s);
        QCOMPARE(formValue(sent, u"client_secret"_s), u"s&=+ %é"_s);
        QCOMPARE(formValue(sent, u"scope"_s), u"https://127.0.0.1:1/.default"_s);
    }

    void clientSecretRefused()
    {
        ScriptedTransport transport([](const HttpRequest &) {
            return ScriptedTransport::json(401, "{\"error\":\"invalid_client\",\"error_description\":"
                                                "\"AADSTS7000215: Invalid client secret provided.\"}");
        });
        ClientSecretCredential credential(&transport, cloud, u"ten"_s, u"cli"_s,
                                          secretFromMemory(Secret(QByteArray("hush"))));
        const auto token = resultOf(credential.requestToken(this));
        QVERIFY(!token);
        QCOMPARE(token.error().kind, ErrorKind::NotSignedIn);
        QCOMPARE(token.error().code, u"AADSTS7000215"_s);
        QVERIFY(!(token.error().text + token.error().detail).contains(u"hush"_s));
        QCOMPARE(transport.requests.size(), 1);
    }

    void clientSecretOutlastsAnOutage()
    {
        ScriptedTransport transport;
        transport.script = [&](const HttpRequest &) -> ScriptedTransport::Answer {
            return transport.requests.size() == 1 ? ScriptedTransport::broken()
                                                  : Result<HttpResponse>(tokenAnswer());
        };
        ClientSecretCredential credential(&transport, cloud, u"ten"_s, u"cli"_s,
                                          secretFromMemory(Secret(QByteArray("s"))));
        QVERIFY(resultOf(credential.requestToken(this)));
    }

    void clientSecretWaysOut()
    {
        ScriptedTransport transport([](const HttpRequest &) { return ScriptedTransport::Answer(); });
        ClientSecretCredential failing(&transport, cloud, u"t"_s, u"c"_s,
                                       [](QObject *parent) { return new ReaderJob(true, parent); });
        const auto token = resultOf(failing.requestToken(this));
        QVERIFY(!token);
        QCOMPARE(token.error().kind, ErrorKind::NotFound);

        ClientSecretCredential stuck(&transport, cloud, u"t"_s, u"c"_s,
                                     [](QObject *parent) { return new ReaderJob(false, parent); });
        TokenJob *late = stuck.requestToken(this);
        late->setDeadline(30ms);
        QCOMPARE(resultOf(late).error().kind, ErrorKind::TimedOut);

        ClientSecretCredential hanging(&transport, cloud, u"t"_s, u"c"_s,
                                       secretFromMemory(Secret(QByteArray("s"))));
        for (const bool destroy : {false, true}) {
            QPointer<TokenJob> job = hanging.requestToken(this);
            QSignalSpy finished(job, &Job::finished);
            job->start();
            QTRY_COMPARE(transport.open, 1);
            if (destroy)
                delete job;
            else
                job->cancel();
            QTRY_VERIFY(!job);
            QCOMPARE(finished.count(), destroy ? 0 : 1);
            QCOMPARE(transport.open, 0);
        }
    }

    void environmentIsReadAndTheSecretTakenOut()
    {
        ScriptedTransport transport([](const HttpRequest &) { return tokenAnswer(); });
        qputenv("AZURE_TENANT_ID", "ten");
        qputenv("AZURE_CLIENT_ID", "cli");
        qputenv("AZURE_CLIENT_SECRET", "hush");
        auto credential = environmentCredential(&transport, cloud);
        QVERIFY(credential);
        QVERIFY(!qEnvironmentVariableIsSet("AZURE_CLIENT_SECRET"));
        QProcess child;
        child.start(u"/bin/sh"_s, {u"-c"_s, u"env"_s});
        QVERIFY(child.waitForFinished());
        QVERIFY(!child.readAllStandardOutput().contains("hush"));
        QVERIFY(resultOf((*credential)->requestToken(this)));
        QCOMPARE(formValue(transport.requests[0], u"client_secret"_s), u"hush"_s);

        const auto again = environmentCredential(&transport, cloud); // the secret is gone now
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::NotSignedIn);
        QVERIFY(again.error().text.contains(u"AZURE_CLIENT_SECRET"_s));
        qunsetenv("AZURE_TENANT_ID");
        qunsetenv("AZURE_CLIENT_ID");
        const auto none = environmentCredential(&transport, cloud);
        QVERIFY(none.error().text.contains(u"AZURE_TENANT_ID, AZURE_CLIENT_ID"_s));
        qputenv("AZURE_CLIENT_SECRET", "hush");
        QVERIFY(environmentCredential(&transport, cloud, u"site's tenant"_s, u"site's client"_s));
    }

    void imdsAsks()
    {
        ScriptedTransport transport([](const HttpRequest &) {
            return ScriptedTransport::json(
                200, "{\"access_token\":\"t\",\"expires_in\":\"3600\",\"token_type\":\"Bearer\"}");
        });
        ManagedIdentityCredential::Options options;
        options.clientId = u"mine"_s;
        ManagedIdentityCredential credential(&transport, cloud, options);
        QVERIFY(resultOf(credential.requestToken(this)));
        const HttpRequest &sent = transport.requests.first();
        QCOMPARE(sent.headers.value("Metadata"), QByteArray("true"));
        QCOMPARE(sent.url.toEncoded(),
                 QByteArray("http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01"
                            "&resource=https%3A%2F%2F127.0.0.1%3A1&client_id=mine"));
    }

    void identityEndpointAsks()
    {
        qputenv("IDENTITY_ENDPOINT", "http://127.0.0.1:41/msi/token");
        qputenv("IDENTITY_HEADER", "hdr");
        const auto options = ManagedIdentityCredential::optionsFromEnvironment();
        qunsetenv("IDENTITY_ENDPOINT");
        qunsetenv("IDENTITY_HEADER");
        ScriptedTransport transport([](const HttpRequest &) { return tokenAnswer(); });
        ManagedIdentityCredential credential(&transport, cloud, options);
        QVERIFY(resultOf(credential.requestToken(this)));
        const HttpRequest &sent = transport.requests.first();
        QCOMPARE(sent.headers.value("X-IDENTITY-HEADER"), QByteArray("hdr"));
        QVERIFY(!sent.headers.contains("Metadata"));
        QVERIFY(sent.url.toString().startsWith(u"http://127.0.0.1:41/msi/token?api-version=2019-08-01"_s));
    }

    void managedIdentityRefused_data()
    {
        QTest::addColumn<int>("status"); // 0: nobody there
        QTest::addColumn<QString>("kind");
        QTest::newRow("none assigned") << 400 << u"not-signed-in"_s;
        QTest::newRow("not there") << 404 << u"not-signed-in"_s;
        QTest::newRow("not on Azure") << 0 << u"network"_s;
    }
    void managedIdentityRefused()
    {
        QFETCH(int, status);
        QFETCH(QString, kind);
        ScriptedTransport transport([&](const HttpRequest &) -> ScriptedTransport::Answer {
            if (status == 0)
                return ScriptedTransport::broken(networkcode::connectionRefused);
            return ScriptedTransport::json(
                status, "{\"error\":\"invalid_request\",\"error_description\":\"Identity not found\"}");
        });
        ManagedIdentityCredential credential(&transport, cloud, {});
        const auto token = resultOf(credential.requestToken(this));
        QVERIFY(!token);
        QCOMPARE(toWord(token.error().kind), kind);
        QVERIFY(token.error().text.contains(u"site file"_s));
    }

    void managedIdentityWaysOut()
    {
        ScriptedTransport transport([](const HttpRequest &) { return ScriptedTransport::Answer(); });
        ManagedIdentityCredential credential(&transport, cloud, {});
        TokenJob *late = credential.requestToken(this);
        late->setDeadline(30ms);
        QCOMPARE(resultOf(late).error().kind, ErrorKind::TimedOut);
        for (const bool destroy : {false, true}) {
            QPointer<TokenJob> job = credential.requestToken(this);
            job->start();
            QTRY_COMPARE(transport.open, 1);
            if (destroy)
                delete job;
            else
                job->cancel();
            QTRY_COMPARE(transport.open, 0);
        }
    }

    void deviceCodeWaitsForThePerson()
    {
        ScriptedTransport transport;
        QStringList words{u"authorization_pending"_s, u"slow_down"_s, u"authorization_pending"_s};
        transport.script = [&](const HttpRequest &request) {
            if (request.url.path().endsWith(u"/devicecode"_s))
                return ScriptedTransport::json(
                    200, "{\"user_code\":\"ABCD\",\"device_code\":\"dev\",\"verification_uri\":\"https://"
                         "microsoft.com/devicelogin\",\"expires_in\":900,\"interval\":1,\"message\":\"To "
                         "sign in\"}");
            if (!words.isEmpty())
                return refusal(words.takeFirst().toLatin1());
            return tokenAnswer(",\"refresh_token\":\"fresh\"");
        };
        DeviceCodeCredential credential(&transport, cloud, u"ten"_s);
        credential.setSecond(1ms);
        QSignalSpy ready(&credential, &DeviceCodeCredential::codeReady);
        QSignalSpy done(&credential, &DeviceCodeCredential::codeDone);
        const auto token = resultOf(credential.requestToken(this));
        QVERIFY2(token, token ? "" : qPrintable(token.error().text));
        QCOMPARE(ready.count(), 1);
        const auto code = ready[0][0].value<DeviceCode>();
        QCOMPARE(code.userCode, u"ABCD"_s);
        QCOMPARE(code.verificationUri, QUrl(u"https://microsoft.com/devicelogin"_s));
        QVERIFY(code.expiresAt > QDateTime::currentDateTimeUtc().addSecs(800));
        QCOMPARE(done.count(), 1);
        QCOMPARE(transport.requests.size(), 5);
        QCOMPARE(formValue(transport.requests[1], u"device_code"_s), u"dev"_s);
        QVERIFY(formValue(transport.requests[0], u"scope"_s).contains(u"offline_access"_s));

        // The next one comes by the refresh token, without the person …
        QVERIFY(resultOf(credential.requestToken(this)));
        QCOMPARE(ready.count(), 1);
        QCOMPARE(formValue(transport.requests.last(), u"refresh_token"_s), u"fresh"_s);
        // … and when that was revoked, the person is asked again.
        words = {u"invalid_grant"_s};
        QVERIFY(resultOf(credential.requestToken(this)));
        QCOMPARE(ready.count(), 2);
    }

    void deviceCodeEndsBadly_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<QString>("says");
        QTest::newRow("expired") << QByteArray("expired_token") << u"expired"_s;
        QTest::newRow("declined") << QByteArray("authorization_declined") << u"declined"_s;
        QTest::newRow("other") << QByteArray("bad_verification_code") << u"AADSTS70000"_s;
    }
    void deviceCodeEndsBadly()
    {
        QFETCH(QByteArray, word);
        QFETCH(QString, says);
        ScriptedTransport transport([&](const HttpRequest &request) {
            if (request.url.path().endsWith(u"/devicecode"_s))
                return ScriptedTransport::json(
                    200,
                    "{\"user_code\":\"A\",\"device_code\":\"d\",\"verification_uri\":\"https://x.org\"}");
            return refusal(word);
        });
        DeviceCodeCredential credential(&transport, cloud, {});
        credential.setSecond(1ms);
        QSignalSpy done(&credential, &DeviceCodeCredential::codeDone);
        const auto token = resultOf(credential.requestToken(this));
        QVERIFY(!token);
        QCOMPARE(token.error().kind, ErrorKind::NotSignedIn);
        QVERIFY2((token.error().text + token.error().code).contains(says), qPrintable(token.error().text));
        QCOMPARE(done.count(), 1);
    }

    void deviceCodeWaysOut()
    {
        ScriptedTransport transport([&](const HttpRequest &request) {
            if (request.url.path().endsWith(u"/devicecode"_s))
                return ScriptedTransport::json(
                    200,
                    "{\"user_code\":\"A\",\"device_code\":\"d\",\"verification_uri\":\"https://x.org\"}");
            return refusal("authorization_pending");
        });
        DeviceCodeCredential credential(&transport, cloud, {});
        credential.setSecond(1ms);
        QSignalSpy ready(&credential, &DeviceCodeCredential::codeReady);
        QSignalSpy done(&credential, &DeviceCodeCredential::codeDone);
        TokenJob *late = credential.requestToken(this);
        late->setDeadline(100ms);
        QCOMPARE(resultOf(late).error().kind, ErrorKind::TimedOut);
        for (const bool destroy : {false, true}) {
            const int before = ready.count();
            QPointer<TokenJob> job = credential.requestToken(this);
            job->start();
            QTRY_VERIFY(ready.count() > before);
            if (destroy)
                delete job;
            else
                job->cancel();
            QTRY_VERIFY(!job);
        }
        QCOMPARE(done.count(), ready.count()); // no code stays on the screen
    }

    void deviceCodeWithoutACode()
    {
        ScriptedTransport transport([](const HttpRequest &) { return ScriptedTransport::json(200, "{}"); });
        DeviceCodeCredential credential(&transport, cloud, {});
        const auto token = resultOf(credential.requestToken(this));
        QVERIFY(!token);
        QCOMPARE(token.error().kind, ErrorKind::Protocol);
    }
};

QTEST_GUILESS_MAIN(TestCredentials)
#include "tst_credentials.moc"
