#include "models/azure/cloud.h"
#include "models/azure/http.h"

#include <QTest>

using namespace skybro::azure;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestHttp : public QObject
{
    Q_OBJECT

private slots:
    void headersIgnoreCase()
    {
        HttpHeaders headers{{"Retry-After", "3"}};
        headers.add("X-A", "");
        QCOMPARE(headers.value("retry-after"), QByteArray("3"));
        QVERIFY(headers.contains("x-a"));
        QVERIFY(!headers.contains("x-b"));
        QVERIFY(headers.value("x-b").isEmpty());
    }

    void retryAfterInAllItsForms_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<qint64>("milliseconds"); // -1: none
        const auto row = [](const char *title, const char *name, const char *value, qint64 ms) {
            QTest::newRow(title) << QByteArray(name) << QByteArray(value) << ms;
        };
        row("seconds", "Retry-After", "17", 17000);
        row("zero", "Retry-After", "0", 0);
        row("fraction", "Retry-After", "0.5", 500);
        row("milliseconds", "x-ms-retry-after-ms", "250", 250);
        row("milliseconds too", "retry-after-ms", "40", 40);
        row("spaces", "Retry-After", " 5 ", 5000);
        row("negative", "Retry-After", "-5", -1);
        row("nonsense", "Retry-After", "soon", -1);
        row("nan", "Retry-After", "nan", -1);
        row("infinite", "Retry-After", "inf", -1);
        row("absurd", "Retry-After", "99999999999999", -1);
        row("empty", "Retry-After", "", -1);
        row("date", "Retry-After", "Sun, 22 Nov 2026 20:00:30 GMT", 30000);
        row("date in the past", "Retry-After", "Sun, 22 Nov 2026 19:00:00 GMT", 0);
        row("bad date", "Retry-After", "Sun, 99 Nov 2026 20:00:30 GMT", -1);
    }
    void retryAfterInAllItsForms()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(qint64, milliseconds);
        const auto wait = retryAfter({{name, value}, {"Date", "Sun, 22 Nov 2026 20:00:00 GMT"}});
        QCOMPARE(wait ? qint64(wait->count()) : -1, milliseconds);
    }

    void millisecondsGoBeforeSeconds()
    {
        QCOMPARE(retryAfter({{"Retry-After", "5"}, {"x-ms-retry-after-ms", "100"}}), 100ms);
    }

    void origins_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("same");
        QTest::newRow("path") << u"https://management.azure.com/x?y"_s << true;
        QTest::newRow("port named") << u"https://management.azure.com:443/"_s << true;
        QTest::newRow("case") << u"HTTPS://Management.Azure.COM/"_s << true;
        QTest::newRow("other port") << u"https://management.azure.com:8443/"_s << false;
        QTest::newRow("plain") << u"http://management.azure.com/"_s << false;
        QTest::newRow("plain on 443") << u"http://management.azure.com:443/"_s << false;
        QTest::newRow("longer host") << u"https://management.azure.com.evil.org/"_s << false;
        QTest::newRow("user part") << u"https://management.azure.com@evil.org/"_s << false;
        QTest::newRow("user") << u"https://u:p@management.azure.com/"_s << false;
        QTest::newRow("subdomain") << u"https://x.management.azure.com/"_s << false;
        QTest::newRow("relative") << u"/subscriptions"_s << false;
        QTest::newRow("empty") << QString() << false;
    }
    void origins()
    {
        QFETCH(QString, url);
        QFETCH(bool, same);
        QCOMPARE(sameOrigin(QUrl(url), Cloud::publicCloud().resourceManager), same);
    }

    void formsAreEncoded()
    {
        QCOMPARE(encodeForm({{"a b", "c&d=e+f~%"}, {"g", ""}}), QByteArray("a%20b=c%26d%3De%2Bf~%25&g="));
    }

    void clouds()
    {
        for (const Cloud &cloud : {Cloud::publicCloud(), Cloud::usGovernment(), Cloud::china()}) {
            QCOMPARE(cloud.resourceManager.scheme(), u"https"_s);
            QVERIFY(cloud.scope().endsWith(u"/.default"_s));
            QVERIFY(cloud.tokenEndpoint(u"T"_s).toString().endsWith(u"/T/oauth2/v2.0/token"_s));
        }
        QCOMPARE(Cloud::publicCloud().tokenEndpoint(u"T"_s),
                 QUrl(u"https://login.microsoftonline.com/T/oauth2/v2.0/token"_s));
        const Cloud own =
            Cloud::custom(QUrl(u"https://127.0.0.1:8443/"_s), QUrl(u"https://127.0.0.1:8443/adfs/"_s));
        QCOMPARE(own.audience, u"https://127.0.0.1:8443"_s);
        QCOMPARE(own.scope(), u"https://127.0.0.1:8443/.default"_s);
        QCOMPARE(own.deviceCodeEndpoint(u"T"_s),
                 QUrl(u"https://127.0.0.1:8443/adfs/T/oauth2/v2.0/devicecode"_s));
    }
};

QTEST_GUILESS_MAIN(TestHttp)
#include "tst_http.moc"
