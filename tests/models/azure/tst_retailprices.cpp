#include "models/azure/prices/retailprices.h"
#include "tests/support/armfixture.h"
#include "tests/support/parsedjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

using namespace skybro;
using namespace skybro::azure;
using namespace skybro::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QJsonObject line(const QString &product, const QString &sku, double price)
{
    return {{u"currencyCode"_s, u"EUR"_s},
            {u"retailPrice"_s, price},
            {u"unitPrice"_s, price},
            {u"armRegionName"_s, u"westeurope"_s},
            {u"armSkuName"_s, u"Standard_D4s_v5"_s},
            {u"productName"_s, product},
            {u"skuName"_s, sku},
            {u"meterName"_s, sku},
            {u"serviceName"_s, u"Virtual Machines"_s},
            {u"unitOfMeasure"_s, u"1 Hour"_s},
            {u"type"_s, u"Consumption"_s}};
}

QJsonObject with(QJsonObject object, const QString &key, const QJsonValue &value)
{
    object.insert(key, value);
    return object;
}

const QString linuxProduct = u"Virtual Machines Dsv5 Series"_s;
const QString windowsProduct = u"Virtual Machines Dsv5 Series Windows"_s;

QByteArray page(const QJsonArray &items, const QString &next = {})
{
    return QJsonDocument(QJsonObject{{u"BillingCurrency"_s, u"EUR"_s},
                                     {u"Items"_s, items},
                                     {u"NextPageLink"_s, next.isEmpty() ? QJsonValue() : QJsonValue(next)},
                                     {u"Count"_s, items.size()}})
        .toJson();
}

} // namespace

class TestRetailPrices : public QObject
{
    Q_OBJECT

private slots:
    void kindsAreToldApart()
    {
        const auto regular = readRetailPrice(parsed(line(linuxProduct, u"D4s v5"_s, 0.23)));
        QVERIFY(regular);
        QCOMPARE(regular->hourly, 0.23);
        QCOMPARE(regular->currency, u"EUR"_s);
        QCOMPARE(regular->size, u"Standard_D4s_v5"_s);
        QCOMPARE(regular->region, u"westeurope"_s);
        QVERIFY(regular->kind == RetailPrice::Kind::Regular && !regular->windows);
        QVERIFY(readRetailPrice(parsed(line(linuxProduct, u"D4s v5 Spot"_s, 0.05)))->kind ==
                RetailPrice::Kind::Spot);
        QVERIFY(readRetailPrice(parsed(line(linuxProduct, u"D4s v5 Low Priority"_s, 0.06)))->kind ==
                RetailPrice::Kind::LowPriority);
        QVERIFY(readRetailPrice(parsed(line(windowsProduct, u"D4s v5"_s, 0.4)))->windows);
    }

    void whatIsNoHourlyPriceIsLeftOut_data()
    {
        QTest::addColumn<QJsonObject>("object");
        const QJsonObject good = line(linuxProduct, u"D4s v5"_s, 0.23);
        QTest::newRow("reservation") << with(good, u"type"_s, u"Reservation"_s);
        QTest::newRow("dev/test") << with(good, u"type"_s, u"DevTestConsumption"_s);
        QTest::newRow("per month") << with(good, u"unitOfMeasure"_s, u"1/Month"_s);
        QTest::newRow("per 100 hours") << with(good, u"unitOfMeasure"_s, u"100 Hours"_s);
        QTest::newRow("zero") << with(good, u"retailPrice"_s, 0.0);
        QTest::newRow("no price") << with(good, u"retailPrice"_s, QJsonValue());
        QTest::newRow("price as text") << with(good, u"retailPrice"_s, u"0.23"_s);
        QTest::newRow("negative") << with(good, u"retailPrice"_s, -1.0);
        QTest::newRow("expired") << with(good, u"meterName"_s, u"D4s v5 Expired"_s);
        QTest::newRow("cloud services") << with(good, u"productName"_s, u"Dsv5 Series Cloud Services"_s);
        QTest::newRow("dedicated host") << with(good, u"productName"_s, u"Dsv5 Series Dedicated Host"_s);
        QTest::newRow("no size") << with(good, u"armSkuName"_s, QString());
        QTest::newRow("nothing") << QJsonObject();
    }
    void whatIsNoHourlyPriceIsLeftOut()
    {
        QFETCH(QJsonObject, object);
        QVERIFY(!readRetailPrice(parsed(object)));
    }

    void unknownIsNotZero()
    {
        const QList<RetailPrice> prices{*readRetailPrice(parsed(line(linuxProduct, u"D4s v5"_s, 0.23))),
                                        *readRetailPrice(parsed(line(linuxProduct, u"D4s v5 Spot"_s, 0.05)))};
        using enum RetailPrice::Kind;
        QCOMPARE(findPrice(prices, u"WestEurope"_s, u"standard_d4s_v5"_s, Regular, false)->hourly, 0.23);
        QCOMPARE(findPrice(prices, u"westeurope"_s, u"Standard_D4s_v5"_s, Spot, false)->hourly, 0.05);
        QVERIFY(!findPrice(prices, u"westeurope"_s, u"Standard_D4s_v5"_s, Regular, true));
        QVERIFY(!findPrice(prices, u"westeurope"_s, u"Standard_D4s_v5"_s, LowPriority, false));
        QVERIFY(!findPrice(prices, u"northeurope"_s, u"Standard_D4s_v5"_s, Regular, false));
        QVERIFY(!findPrice(prices, u"westeurope"_s, u"Standard_D4"_s, Regular, false)); // no prefix
        QVERIFY(!findPrice({}, u"westeurope"_s, u"Standard_D4s_v5"_s, Regular, false));
        QVERIFY(priceKindOf(u"spot"_s) == Spot && priceKindOf(u"Low"_s) == LowPriority);
        QVERIFY(priceKindOf({}) == Regular && priceKindOf(u"Regular"_s) == Regular);
    }

    void asksWithoutAToken()
    {
        ScriptedTransport transport;
        transport.script = [&](const HttpRequest &) {
            return ScriptedTransport::json(
                200, transport.requests.size() == 1
                         ? page({line(linuxProduct, u"D4s v5"_s, 0.23),
                                 line(linuxProduct, u"D4s v5 Spot"_s, 0.05)},
                                u"https://prices.azure.com/api/retail/prices?$skip=100"_s)
                         : page({line(windowsProduct, u"D4s v5"_s, 0.4)}));
        };
        const auto prices =
            resultOf(new RetailPricesJob(&transport, Cloud::publicCloud(), u"westeurope"_s,
                                         {u"Standard_D4s_v5"_s, u"O'Neill"_s}, u"EUR"_s, this));
        QVERIFY(prices);
        QCOMPARE(prices->size(), 3);
        QCOMPARE(transport.requests.size(), 2);
        for (const HttpRequest &sent : transport.requests)
            QVERIFY(!sent.bearer && sent.url.host() == u"prices.azure.com");
        const QUrlQuery query(transport.requests[0].url);
        QCOMPARE(query.queryItemValue(u"currencyCode"_s, QUrl::FullyDecoded), u"'EUR'"_s);
        QCOMPARE(query.queryItemValue(u"$filter"_s, QUrl::FullyDecoded),
                 u"serviceName eq 'Virtual Machines' and type eq 'Consumption' and armRegionName eq "
                 u"'westeurope' and "
                 "(armSkuName eq 'Standard_D4s_v5' or armSkuName eq 'O''Neill')"_s);
    }

    void manySizesTakeSeveralQueries()
    {
        ScriptedTransport transport(
            [](const HttpRequest &) { return ScriptedTransport::json(200, page({})); });
        QStringList sizes;
        for (int i = 0; i < 40; ++i)
            sizes << u"Standard_NC24ads_A100_v4_%1"_s.arg(i) << u"Standard_NC24ads_A100_v4_%1"_s.arg(i);
        const auto prices = resultOf(
            new RetailPricesJob(&transport, Cloud::publicCloud(), u"westeurope"_s, sizes, u"USD"_s, this));
        QVERIFY(prices && prices->isEmpty());
        QCOMPARE(transport.requests.size(), 3);
        for (const HttpRequest &sent : transport.requests)
            QVERIFY(sent.url.toEncoded().size() < 2000);
        transport.requests.clear();
        QVERIFY(resultOf(
            new RetailPricesJob(&transport, Cloud::publicCloud(), u"westeurope"_s, {}, u"USD"_s, this)));
        QCOMPARE(transport.requests.size(), 0);
    }

    void waysOut()
    {
        ScriptedTransport transport([](const HttpRequest &) {
            return ScriptedTransport::json(400, "{\"Error\":{\"Code\":\"BadRequest\"}}");
        });
        const auto make = [&] {
            return new RetailPricesJob(&transport, Cloud::publicCloud(), u"r"_s, {u"s"_s}, u"USD"_s, this);
        };
        const auto refused = resultOf(make());
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Invalid);
        transport.script = [](const HttpRequest &) { return ScriptedTransport::Answer(); };
        RetailPricesJob *late = make();
        late->setDeadline(30ms);
        QCOMPARE(resultOf(late).error().kind, ErrorKind::TimedOut);
        for (const bool destroy : {false, true}) {
            QPointer<RetailPricesJob> job = make();
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
};

QTEST_GUILESS_MAIN(TestRetailPrices)
#include "tst_retailprices.moc"
