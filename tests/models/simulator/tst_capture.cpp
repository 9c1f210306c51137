#include "azuretest.h"
#include "models/simulator/capture.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro::sim;

/// Recorded traffic with a real Azure, served again.
class CaptureTest : public QObject
{
    Q_OBJECT

private slots:
    void ownRecording()
    {
        // What this simulator says is a recording too.
        TestAzure source;
        QJsonArray exchanges;
        for (const QString &path :
             {source.vm(u"cloud001"_s), source.vm(u"cloud002"_s),
              source.vm(u"cloud006"_s) + u"/instanceView"_s, source.vm(u"cloud006"_s),
              source.subscription() +
                  u"/resourceGroups/rg-network/providers/Microsoft.Network/virtualNetworks/vnet-hpc"_s}) {
            const Response response = source.ask("GET", path);
            exchanges.append(QJsonObject{
                {u"method"_s, u"GET"_s},
                {u"status"_s, response.status},
                {u"url"_s, u"https://management.azure.com"_s + path + u"?api-version=2022-08-01"_s},
                {u"responseBody"_s, response.json()}});
        }
        Azure azure(Settings{.seed = 5});
        const auto count = loadCapture(azure.world(), exchanges);
        QVERIFY(count);
        QCOMPARE(*count, 4);
        QCOMPARE(groupsWithVms(azure.world()), QStringList{u"rg-hpc"_s});
        const auto power = [&](const QString &name) {
            return azure.world()
                .find(ResourceId{azure.world().subscription,
                                 u"rg-hpc"_s,
                                 u"Microsoft.Compute"_s,
                                 {u"virtualMachines"_s},
                                 {name}})
                ->runtime.value(u"power"_s)
                .toString();
        };
        QCOMPARE(power(u"cloud001"_s), u"running"_s); // none recorded
        QCOMPARE(power(u"cloud006"_s), u"stopped"_s);
        QCOMPARE(azure.world().ofType(u"Microsoft.Network/virtualNetworks/subnets"_s).size(), 2u);
    }

    void nothingInIt()
    {
        Azure azure;
        QVERIFY(!loadCapture(azure.world(), {}));
        QVERIFY(!loadCapture(azure.world(), {QJsonObject{{u"method"_s, u"GET"_s}, {u"status"_s, 404}}}));
    }

    void realInventory()
    {
        QFile file(QStringLiteral(SKYBRO_SOURCE_DIR) + u"/../shared/captures/inventory-one-vm.json"_s);
        if (!file.open(QIODevice::ReadOnly)) {
            qInfo("SKYBRO_SKIP no recordings beside the source folder");
            return;
        }
        Azure azure;
        const auto count = loadCapture(azure.world(), QJsonDocument::fromJson(file.readAll()).array());
        QVERIFY(count);
        const auto ask = [&](const QString &path) {
            const QByteArray token = azure.signIn().makeToken(azure.world().tenant, std::chrono::hours(1));
            return azure.handle(Request::make(
                "GET",
                u"/subscriptions/%1%2?api-version=2022-08-01"_s.arg(azure.world().subscription, path)
                    .toUtf8(),
                {Header("Authorization", "Bearer " + token)}));
        };
        const QJsonArray vms =
            ask(u"/providers/Microsoft.Compute/virtualMachines"_s).json()[u"value"_s].toArray();
        QCOMPARE(vms.size(), 1);
        QCOMPARE(vms.first().toObject()[u"name"_s].toString(), u"miq-vm-ubuntu1-eastus"_s);
        const QJsonArray nics =
            ask(u"/providers/Microsoft.Network/networkInterfaces"_s).json()[u"value"_s].toArray();
        QCOMPARE(nics.size(), 1);
        QVERIFY(QJsonDocument(nics).toJson().contains("10.0.0.4"));
        const QJsonObject view =
            ask(u"/resourceGroups/miq-vms-eastus/providers/Microsoft.Compute/virtualMachines/miq-vm-ubuntu1-eastus/instanceView"_s)
                .json();
        QCOMPARE(view[u"osName"_s].toString(), u"ubuntu"_s);
        QVERIFY(QJsonDocument(view).toJson().contains("PowerState/running"));
    }
};

QTEST_GUILESS_MAIN(CaptureTest)
#include "tst_capture.moc"
