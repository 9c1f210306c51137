#include "models/fleet/pricetable.h"
#include "tests/models/fleet/testnodes.h"

#include <QTest>

using namespace skybro::fleet;
using namespace skybro;
using namespace Qt::StringLiterals;
using Kind = azure::RetailPrice::Kind;

class TestPriceTable : public QObject
{
    Q_OBJECT

private:
    static PriceTable table()
    {
        PriceTable table(u"EUR"_s);
        const auto price = [](Kind kind, double hourly, bool windows) {
            return azure::RetailPrice{.size = u"Standard_HB120rs_v3"_s,
                                      .region = u"westeurope"_s,
                                      .currency = u"EUR"_s,
                                      .hourly = hourly,
                                      .kind = kind,
                                      .windows = windows};
        };
        table.set(u"westeurope"_s, {u"Standard_HB120rs_v3"_s, u"Standard_New"_s},
                  {price(Kind::Regular, 3.6, false), price(Kind::Regular, 9.1, true),
                   price(Kind::Spot, 0.4, false)},
                  QDateTime(QDate(2026, 11, 22), QTime(12, 0), Qt::UTC));
        return table;
    }

private slots:
    void findsByPriorityAndSystem()
    {
        Node node = testNode(u"n"_s);
        QCOMPARE(table().priceOf(node), (Price{.amount = 3.6, .currency = u"EUR"_s}));
        node.priority = u"Spot"_s;
        QCOMPARE(table().priceOf(node)->amount, 0.4);
        node.priority = u"Regular"_s;
        node.osType = u"Windows"_s;
        QCOMPARE(table().priceOf(node)->amount, 9.1);
        node.priority = u"Spot"_s;
        QVERIFY(!table().priceOf(node)); // none is not nought
        node.size = u"Standard_Other"_s;
        QVERIFY(!table().priceOf(node));
    }

    void knowsWhatWasAskedFor()
    {
        QVERIFY(table().fetchedAt(u"WestEurope"_s, u"standard_new"_s).isValid());
        QVERIFY(!table().fetchedAt(u"northeurope"_s, u"Standard_New"_s).isValid());
    }

    void survivesTheDisk()
    {
        const auto again = PriceTable::fromJson(table().toJson(), u"EUR"_s);
        QVERIFY(again);
        QCOMPARE(again->priceOf(testNode(u"n"_s))->amount, 3.6);
        QCOMPARE(again->fetchedAt(u"westeurope"_s, u"Standard_New"_s),
                 table().fetchedAt(u"westeurope"_s, u"Standard_New"_s));
        QVERIFY(!PriceTable::fromJson(table().toJson(), u"USD"_s));
        QVERIFY(!PriceTable::fromJson("garbage", u"EUR"_s));
        QVERIFY(!PriceTable::fromJson(table().toJson().replace("3.6", "-3"), u"EUR"_s));
    }
};

QTEST_GUILESS_MAIN(TestPriceTable)
#include "tst_pricetable.moc"
