#include "models/azure/resourceid.h"

#include <QTest>

using namespace skybro;
using namespace skybro::azure;
using namespace Qt::StringLiterals;

class TestResourceId : public QObject
{
    Q_OBJECT

private slots:
    void parses_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("expected"); // group|provider|type|name|parent
        QTest::newRow("vm")
            << u"/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/v"_s
            << u"g|Microsoft.Compute|virtualMachines|v|"_s;
        QTest::newRow("other case")
            << u"/SUBSCRIPTIONS/s/resourcegroups/G/Providers/microsoft.compute/virtualmachines/V"_s
            << u"G|microsoft.compute|virtualmachines|V|"_s;
        QTest::newRow("double slash")
            << u"/subscriptions/s//resourceGroups/g/providers/P/t/n/"_s << u"g|P|t|n|"_s;
        QTest::newRow("subnet")
            << u"/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/"
               "v/subnets/GatewaySubnet"_s
            << u"g|Microsoft.Network|virtualNetworks/subnets|GatewaySubnet|v"_s;
        QTest::newRow("no group") << u"/subscriptions/s/providers/Microsoft.Compute/locations/westeurope"_s
                                  << u"|Microsoft.Compute|locations|westeurope|"_s;
        QTest::newRow("group") << u"/subscriptions/s/resourceGroups/g"_s << u"g||resourceGroups|g|"_s;
        QTest::newRow("subscription") << u"/subscriptions/s"_s << u"||subscriptions|s|"_s;
    }
    void parses()
    {
        QFETCH(QString, id);
        QFETCH(QString, expected);
        const auto parsed = ResourceId::parse(id);
        QVERIFY(parsed);
        QCOMPARE(parsed->subscription, u"s"_s);
        QCOMPARE((QStringList{parsed->resourceGroup, parsed->provider, parsed->type, parsed->name,
                              parsed->parentName}
                      .join(u'|')),
                 expected);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("id");
        for (const QString &id :
             {QString(), u"/"_s, u"vm1"_s, u"/subscriptions"_s, u"/subscriptions/"_s,
              u"subscriptions/s/resourceGroups/g"_s, u"/resourceGroups/g/providers/P/t/n"_s,
              u"/subscriptions/s/resourceGroups"_s, u"/subscriptions/s/resourceGroups/g/providers/P"_s,
              u"/subscriptions/s/resourceGroups/g/providers/P/t"_s, u"/subscriptions/s/whatever/g"_s,
              QString(100'000, u'/')})
            QTest::newRow(qPrintable(id.left(60).isEmpty() ? u"empty"_s : id.left(60))) << id;
    }
    void refuses()
    {
        QFETCH(QString, id);
        const auto parsed = ResourceId::parse(id);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, ErrorKind::Invalid);
    }

    void keysOfOneResourceAreEqual()
    {
        const QString key = ResourceId::key(
            u"/subscriptions/S/resourceGroups/RG/providers/Microsoft.Compute/virtualMachines/A"_s);
        QCOMPARE(ResourceId::key(
                     u"/SUBSCRIPTIONS/s//resourcegroups/rg/providers/microsoft.compute/virtualmachines/a/"_s),
                 key);
        QVERIFY(ResourceId::key(
                    u"/subscriptions/S/resourceGroups/RG/providers/Microsoft.Compute/virtualMachines/A1"_s) !=
                key);
        QCOMPARE(ResourceId::key({}), u"/"_s);
    }

    void makesWhatItParses()
    {
        const QString id = ResourceId::make(u"s"_s, u"g"_s, u"P"_s, u"t"_s, u"n"_s);
        QCOMPARE(id, u"/subscriptions/s/resourceGroups/g/providers/P/t/n"_s);
        QCOMPARE(ResourceId::parse(id)->name, u"n"_s);
    }
};

QTEST_GUILESS_MAIN(TestResourceId)
#include "tst_resourceid.moc"
