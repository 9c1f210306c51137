#include "models/simulator/odatafilter.h"
#include "models/simulator/prices.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro::sim;

class PricesTest : public QObject
{
    Q_OBJECT

private:
    static QJsonObject ask(const QString &filter, const QString &more = u"&currencyCode='EUR'"_s)
    {
        return retailPrices(Request::make(
                                "GET",
                                "/api/retail/prices?api-version=2023-01-01-preview" + more.toUtf8() +
                                    (filter.isEmpty() ? QByteArray()
                                                      : "&$filter=" + filter.toUtf8().toPercentEncoding("'")),
                                {Header("Host", "sim.test")}))
            .json();
    }

private slots:
    void oneSize()
    {
        const QJsonObject answer = ask(
            u"serviceName eq 'Virtual Machines' and armRegionName eq 'westeurope' and armSkuName eq 'Standard_D4s_v5'"_s);
        const QJsonArray items = answer[u"Items"_s].toArray();
        QCOMPARE(answer[u"BillingCurrency"_s].toString(), u"EUR"_s);
        QCOMPARE(items.size(), 6); // Linux and Windows; regular, Spot, Low Priority
        int windows = 0;
        int spot = 0;
        for (const QJsonValue &item : items) {
            const QJsonObject price = item.toObject();
            QVERIFY(price[u"retailPrice"_s].toDouble() > 0);
            QCOMPARE(price[u"unitOfMeasure"_s].toString(), u"1 Hour"_s);
            windows += price[u"productName"_s].toString().endsWith(u"Windows"_s) ? 1 : 0;
            spot += price[u"skuName"_s].toString().endsWith(u"Spot"_s) ? 1 : 0;
        }
        QCOMPARE(windows, 3);
        QCOMPARE(spot, 2);
    }

    void currencies()
    {
        const QString filter =
            u"armSkuName eq 'Standard_B1s' and armRegionName eq 'westeurope' and meterName eq 'B1s'"_s;
        const double euro = ask(filter)[u"Items"_s].toArray().first().toObject()[u"retailPrice"_s].toDouble();
        const double kroner = ask(filter, u"&currencyCode=DKK"_s)[u"Items"_s]
                                  .toArray()
                                  .first()
                                  .toObject()[u"retailPrice"_s]
                                  .toDouble();
        QVERIFY(qFuzzyCompare(kroner, std::round(euro * 7.46 * 1e6) / 1e6));
        QCOMPARE(ask(filter, {})[u"BillingCurrency"_s].toString(), u"USD"_s);
        QVERIFY(ask(filter, u"&currencyCode=XXX"_s).contains(u"Error"_s));
    }

    void oneSizeHasNoPrice()
    {
        QCOMPARE(ask(u"armSkuName eq 'Standard_HX176rs'"_s)[u"Items"_s].toArray().size(), 0);
    }

    void pagesFollowEachOther()
    {
        QSet<QString> meters;
        QByteArray next = "/api/retail/"
                          "prices?currencyCode=EUR&$filter=armRegionName%20eq%20'westeurope'%20or%"
                          "20armRegionName%20eq%20'eastus'";
        int pages = 0;
        while (!next.isEmpty() && pages < 10) {
            const QJsonObject page =
                retailPrices(Request::make("GET", next, {Header("Host", "sim.test")})).json();
            for (const QJsonValue &item : page[u"Items"_s].toArray())
                meters.insert(item.toObject()[u"meterId"_s].toString());
            next = page[u"NextPageLink"_s].toString().remove(u"https://sim.test"_s).toUtf8();
            ++pages;
        }
        QCOMPARE(meters.size(), 2 * 13 * 6);
        QCOMPARE(pages, 2);
    }

    void filters_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<bool>("passes");
        QTest::newRow("empty") << QString() << true;
        QTest::newRow("eq") << u"a eq 'x'"_s << true;
        QTest::newRow("name in any case") << u"A EQ 'x'"_s << true;
        QTest::newRow("value as it is") << u"a eq 'X'"_s << false;
        QTest::newRow("ne") << u"a ne 'x'"_s << false;
        QTest::newRow("and before or") << u"a eq 'x' or a eq 'y' and b eq 'none'"_s << true;
        QTest::newRow("parentheses") << u"(a eq 'x' or a eq 'y') and b eq 'none'"_s << false;
        QTest::newRow("contains") << u"contains(b, 'it''s')"_s << true;
        QTest::newRow("startswith") << u"startswith(b,'no')"_s << false;
        QTest::newRow("number") << u"n eq 3"_s << true;
    }
    void filters()
    {
        QFETCH(QString, filter);
        const auto test = ODataFilter::parse(filter);
        QVERIFY(test);
        QTEST((*test)({{u"a"_s, u"x"_s}, {u"b"_s, u"it's it"_s}, {u"n"_s, 3}}), "passes");
    }

    void badFilters()
    {
        for (const QString &filter :
             {u"a"_s, u"a eq"_s, u"a like 'x'"_s, u"(a eq 'x'"_s, u"a eq 'x' b eq 'y'"_s, u"a eq 'x"_s,
              u"rank(a,'b')"_s, QString(1000, u'(')}) {
            QVERIFY2(!ODataFilter::parse(filter), qPrintable(filter));
        }
    }
};

QTEST_GUILESS_MAIN(PricesTest)
#include "tst_simprices.moc"
