#include "models/base/redact.h"

#include <QTest>

using namespace skybro;

class TestRedact : public QObject
{
    Q_OBJECT

private slots:
    void hides_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("header") << QByteArray("Authorization: Bearer s3cr3t-value._~+/=");
        QTest::newRow("basic") << QByteArray("authorization: basic s3cr3t");
        QTest::newRow("form") << QByteArray("grant_type=x&client_secret=s3cr3t&scope=y");
        QTest::newRow("json") << QByteArray(R"({"access_token":"s3cr3t\"s3cr3t","expires_in":"3599"})");
        QTest::newRow("json camel") << QByteArray(R"({"accessToken" : "s3cr3t"})");
        QTest::newRow("truncated json") << QByteArray(R"({"refresh_token":"s3cr3t)");
        QTest::newRow("shared key") << QByteArray(R"({"sharedKey":"s3cr3t"})");
        QTest::newRow("password") << QByteArray("password: s3cr3t");
        QTest::newRow("sas") << QByteArray("https://x.blob.core.windows.net/c?sv=1&sig=s3cr3t&se=2");
        QTest::newRow("pem") << QByteArray(
            "-----BEGIN OPENSSH PRIVATE KEY-----\ns3cr3t\n-----END OPENSSH PRIVATE KEY-----");
        QTest::newRow("cut pem") << QByteArray("-----BEGIN PRIVATE KEY-----\ns3cr3t");
    }

    void hides()
    {
        QFETCH(const QByteArray, line);
        const std::string clean = redact(line.toStdString());
        QVERIFY2(clean.find("s3cr3t") == std::string::npos, clean.c_str());
        QVERIFY(clean.find("[redacted]") != std::string::npos);
    }

    void hidesBareTokens()
    {
        const std::string clean = redact("got eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2ln from the server");
        QCOMPARE(clean, std::string("got [redacted] from the server"));
    }

    void leavesOrdinaryLinesAlone()
    {
        const std::string line =
            "GET /subscriptions/1/providers/Microsoft.Compute/virtualMachines?statusOnly=true 200 in 41 ms";
        QCOMPARE(redact(line), line);
        QCOMPARE(redact("the token endpoint refused: AADSTS7000215"),
                 std::string("the token endpoint refused: AADSTS7000215"));
    }
};

QTEST_GUILESS_MAIN(TestRedact)
#include "tst_redact.moc"
