#include "azuretest.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro::sim;

/// Every way to get a token, and what Azure says to those that are wrong.
class SignInTest : public QObject
{
    Q_OBJECT

private:
    static Response post(TestAzure &sim, const QString &path, const QByteArray &form)
    {
        return sim.azure.handle(Request::make("POST", path.toUtf8(), {{"Host", "sim.test"}}, form));
    }
    static QByteArray secretForm(TestAzure &sim)
    {
        return "grant_type=client_credentials&scope=https%3A%2F%2Fmanagement.azure.com%2F.default&client_"
               "id=" +
               sim.azure.world().clientId.toUtf8() +
               "&client_secret=" + sim.azure.world().clientSecret.toUtf8().toPercentEncoding();
    }
    static int code(const Response &response)
    {
        return response.json()[u"error_codes"_s].toArray().first().toInt();
    }
    static int statusWith(TestAzure &sim, const QByteArray &token, QString *error = nullptr)
    {
        const Response response = sim.azure.handle(Request::make(
            "GET", "/subscriptions?api-version=2020-01-01",
            token.isEmpty() ? QList<Header>() : QList<Header>{Header("Authorization", "Bearer " + token)}));
        if (error)
            *error = errorCode(response);
        if (response.status == 401 && !response.header("WWW-Authenticate").startsWith("Bearer "))
            return -1;
        return response.status;
    }

private slots:
    void clientSecret_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("v2") << u"/TENANT/oauth2/v2.0/token"_s;
        QTest::newRow("v1") << u"/TENANT/oauth2/token"_s;
        QTest::newRow("adfs, as az asks") << u"/adfs/oauth2/token"_s;
    }
    void clientSecret()
    {
        QFETCH(QString, path);
        TestAzure sim;
        path.replace(u"TENANT"_s, sim.azure.world().tenant.toUpper());
        const Response response = post(sim, path, secretForm(sim));
        QCOMPARE(response.status, 200);
        QCOMPARE(response.json()[u"token_type"_s].toString(), u"Bearer"_s);
        QCOMPARE(statusWith(sim, response.json()[u"access_token"_s].toString().toLatin1()), 200);
    }

    void wrongCredentials_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        QTest::newRow("secret") << QByteArray("client_secret=") << QByteArray("client_secret=x") << 401
                                << 7000215;
        QTest::newRow("no secret") << QByteArray("client_secret=") << QByteArray("nothing=") << 401
                                   << 7000216;
        QTest::newRow("client") << QByteArray("client_id=") << QByteArray("client_id=x") << 400 << 700016;
        QTest::newRow("grant") << QByteArray("client_credentials") << QByteArray("magic") << 400 << 70003;
        QTest::newRow("no scope") << QByteArray("scope=") << QByteArray("nothing=") << 400 << 900144;
    }
    void wrongCredentials()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        TestAzure sim;
        const Response response = post(sim, u'/' + sim.azure.world().tenant + u"/oauth2/v2.0/token"_s,
                                       secretForm(sim).replace(from, to));
        QTEST(response.status, "status");
        QTEST(code(response), "code");
        QVERIFY(response.json()[u"error_description"_s].toString().startsWith(
            u"AADSTS%1:"_s.arg(code(response))));
    }

    void wrongTenant()
    {
        TestAzure sim;
        const Response response =
            post(sim, u"/11111111-2222-3333-4444-555555555555/oauth2/v2.0/token"_s, secretForm(sim));
        QCOMPARE(response.status, 400);
        QCOMPARE(code(response), 90002);
    }

    void badTokens()
    {
        TestAzure sim;
        QString error;
        QCOMPARE(statusWith(sim, {}, &error), 401);
        QCOMPARE(error, u"AuthenticationFailed"_s);
        QCOMPARE(statusWith(sim, "rubbish", &error), 401);
        QCOMPARE(error, u"InvalidAuthenticationToken"_s);
        QByteArray forged = sim.token;
        forged.replace(forged.size() - 3, 1, forged.at(forged.size() - 3) == 'A' ? "B" : "A");
        QCOMPARE(statusWith(sim, forged, &error), 401);
        QCOMPARE(error, u"InvalidAuthenticationToken"_s);
        QCOMPARE(statusWith(sim, sim.azure.signIn().makeToken(u"foreign"_s, std::chrono::hours(1)), &error),
                 401);
        QCOMPARE(error, u"InvalidAuthenticationTokenTenant"_s);
        const QByteArray brief =
            sim.azure.signIn().makeToken(sim.azure.world().tenant, std::chrono::seconds(10));
        QCOMPARE(statusWith(sim, brief), 200);
        sim.azure.advance(std::chrono::seconds(11));
        QCOMPARE(statusWith(sim, brief, &error), 401);
        QCOMPARE(error, u"ExpiredAuthenticationToken"_s);
        QCOMPARE(statusWith(sim, sim.token), 200);
        sim.azure.signIn().revokeTokens();
        QCOMPARE(statusWith(sim, sim.token, &error), 401);
        QCOMPARE(error, u"ExpiredAuthenticationToken"_s);
    }

    void deviceCode()
    {
        TestAzure sim;
        const QString base = u'/' + sim.azure.world().tenant + u"/oauth2/v2.0/"_s;
        const QJsonObject begun = post(sim, base + u"devicecode"_s, "client_id=abc&scope=x").json();
        QCOMPARE(begun[u"user_code"_s].toString().size(), 9);
        QVERIFY(begun[u"message"_s].toString().contains(begun[u"user_code"_s].toString()));
        const QByteArray form =
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&client_id=abc&device_code=" +
            begun[u"device_code"_s].toString().toUtf8();
        const auto poll = [&] { return post(sim, base + u"token"_s, form); };
        QCOMPARE(poll().json()[u"error"_s].toString(), u"authorization_pending"_s);
        QCOMPARE(poll().json()[u"error"_s].toString(), u"slow_down"_s);
        sim.azure.advance(std::chrono::seconds(11));
        QCOMPARE(poll().json()[u"error"_s].toString(), u"authorization_pending"_s);
        const Response approved = post(
            sim, u"/simulator/devicecode/approve?user_code="_s + begun[u"user_code"_s].toString().toLower(),
            {});
        QCOMPARE(approved.status, 200);
        sim.azure.advance(std::chrono::seconds(11));
        const QJsonObject token = poll().json();
        QCOMPARE(statusWith(sim, token[u"access_token"_s].toString().toLatin1()), 200);
        const Response again = post(sim, base + u"token"_s,
                                    "grant_type=refresh_token&client_id=abc&refresh_token=" +
                                        token[u"refresh_token"_s].toString().toUtf8());
        QCOMPARE(again.status, 200);
    }

    void deviceCodeDeclinedOrExpired()
    {
        TestAzure sim;
        const QString base = u'/' + sim.azure.world().tenant + u"/oauth2/v2.0/"_s;
        for (const bool declines : {true, false}) {
            const QJsonObject begun = post(sim, base + u"devicecode"_s, "client_id=abc&scope=x").json();
            if (declines)
                (void)post(sim,
                           u"/simulator/devicecode/approve?decline=true&user_code="_s +
                               begun[u"user_code"_s].toString(),
                           {});
            else
                sim.azure.advance(std::chrono::seconds(901));
            const Response response =
                post(sim, base + u"token"_s,
                     "grant_type=device_code&code=" + begun[u"device_code"_s].toString().toUtf8());
            QCOMPARE(response.json()[u"error"_s].toString(),
                     declines ? u"authorization_declined"_s : u"expired_token"_s);
        }
    }

    void deviceCodeByThePage()
    {
        TestAzure sim;
        const QString base = u'/' + sim.azure.world().tenant + u"/oauth2/v2.0/"_s;
        const QJsonObject begun = post(sim, base + u"devicecode"_s, "client_id=abc&scope=x").json();
        const QString page = begun[u"verification_uri"_s].toString().remove(u"https://sim.test"_s);
        QVERIFY(sim.azure.handle(Request::make("GET", page.toUtf8()))
                    .body.contains("/simulator/devicecode/approve"));
        QCOMPARE(post(sim, u"/simulator/devicecode/approve"_s, "user_code=WRONG").status, 404);
        QCOMPARE(post(sim, u"/simulator/devicecode/approve"_s,
                      "user_code=" + begun[u"user_code"_s].toString().toUtf8())
                     .status,
                 200);
        QCOMPARE(post(sim, base + u"token"_s,
                      "grant_type=device_code&code=" + begun[u"device_code"_s].toString().toUtf8())
                     .status,
                 200);
    }

    void managedIdentity()
    {
        TestAzure sim;
        const QByteArray path =
            "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://management.azure.com/";
        QCOMPARE(sim.azure.handle(Request::make("GET", path)).status, 400);
        const Response imds = sim.azure.handle(Request::make("GET", path, {Header("Metadata", "true")}));
        QCOMPARE(imds.status, 200);
        QVERIFY(imds.json()[u"expires_in"_s].isString());
        QCOMPARE(statusWith(sim, imds.json()[u"access_token"_s].toString().toLatin1()), 200);
        const Response app = sim.azure.handle(
            Request::make("GET", "/msi/token?api-version=2019-08-01&resource=https://management.azure.com/",
                          {Header("X-IDENTITY-HEADER", "any")}));
        QCOMPARE(app.status, 200);
        QCOMPARE(
            sim.azure.handle(Request::make("GET", path + "&client_id=unknown", {Header("Metadata", "true")}))
                .status,
            400);
    }

    void discovery()
    {
        TestAzure sim;
        const auto get = [&sim](const QString &path) {
            return sim.azure.handle(Request::make("GET", path.toUtf8(), {Header("Host", "sim.test")})).json();
        };
        QCOMPARE(get(u"/metadata/endpoints?api-version=2015-01-01"_s)[u"authentication"_s]
                     .toObject()[u"loginEndpoint"_s]
                     .toString(),
                 u"https://sim.test/adfs"_s);
        QCOMPARE(get(u"/adfs/.well-known/openid-configuration"_s)[u"token_endpoint"_s].toString(),
                 u"https://sim.test/adfs/oauth2/token"_s);
        const QString tenant = sim.azure.world().tenant;
        QCOMPARE(
            get(u'/' + tenant + u"/v2.0/.well-known/openid-configuration"_s)[u"token_endpoint"_s].toString(),
            u"https://sim.test/"_s + tenant + u"/oauth2/v2.0/token"_s);
    }
};

QTEST_GUILESS_MAIN(SignInTest)
#include "tst_signin.moc"
