#include "azuretest.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro::sim;

/// What holds for all of Azure Resource Manager.
class AzureTest : public QObject
{
    Q_OBJECT

private slots:
    void apiVersions_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        const QString vms = u"/providers/Microsoft.Compute/virtualMachines?api-version="_s;
        QTest::newRow("new") << vms + u"2025-04-01"_s << 200 << QString();
        QTest::newRow("old preview") << vms + u"2016-04-30-preview"_s << 200 << QString();
        QTest::newRow("of the future") << vms + u"2099-01-01"_s << 400 << u"NoRegisteredProviderFound"_s;
        QTest::newRow("no date") << vms + u"latest"_s << 400 << u"NoRegisteredProviderFound"_s;
        QTest::newRow("no such day") << vms + u"2022-02-30"_s << 400 << u"NoRegisteredProviderFound"_s;
        QTest::newRow("empty") << vms << 400 << u"MissingApiVersionParameter"_s;
        QTest::newRow("group level") << u"/resourceGroups?api-version=2099-01-01"_s << 400
                                     << u"InvalidApiVersionParameter"_s;
    }
    void apiVersions()
    {
        QFETCH(QString, path);
        TestAzure sim;
        const Response response = sim.ask("GET", sim.subscription() + path);
        QTEST(response.status, "status");
        QTEST(errorCode(response), "code");
    }

    void pathsInAnyCase()
    {
        TestAzure sim;
        const QString sub = sim.subscription();
        for (const QString &path :
             {sub + u"/resourcegroups/RG-HPC/providers/microsoft.compute/VIRTUALMACHINES/Cloud001"_s,
              u"/"_s + sub +
                  u"//resourceGroups//rg-hpc/providers/Microsoft.Compute/virtualMachines/cloud001/"_s}) {
            const Response response = sim.ask("GET", path);
            QCOMPARE(response.status, 200);
            QCOMPARE(response.json()[u"name"_s].toString(), u"cloud001"_s);
        }
    }

    void errorsInAzuresWords_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        const QByteArray get = "GET";
        QTest::newRow("no group") << get << u"/resourceGroups/none"_s << 404 << u"ResourceGroupNotFound"_s;
        QTest::newRow("nothing in no group")
            << get << u"/resourceGroups/none/providers/Microsoft.Compute/virtualMachines"_s << 404
            << u"ResourceGroupNotFound"_s;
        QTest::newRow("no vm") << get
                               << u"/resourceGroups/rg-hpc/providers/Microsoft.Compute/virtualMachines/none"_s
                               << 404 << u"ResourceNotFound"_s;
        QTest::newRow("no call")
            << QByteArray("POST")
            << u"/resourceGroups/rg-hpc/providers/Microsoft.Compute/virtualMachines/cloud001/fly"_s << 404
            << u"InvalidResourceType"_s;
        QTest::newRow("no type") << get << u"/providers/Microsoft.Compute/spaceships"_s << 404
                                 << u"InvalidResourceType"_s;
        QTest::newRow("no namespace")
            << get << u"/providers/Contoso.Ships"_s << 404 << u"InvalidResourceNamespace"_s;
        QTest::newRow("no body") << QByteArray("PUT") << u"/resourceGroups/new"_s << 400
                                 << u"InvalidRequestContent"_s;
        QTest::newRow("no operation")
            << get << u"/providers/Microsoft.Compute/locations/westeurope/operations/0"_s << 404
            << u"NotFound"_s;
    }
    void errorsInAzuresWords()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        TestAzure sim;
        const Response response = sim.ask(method, sim.subscription() + path);
        QTEST(response.status, "status");
        QTEST(errorCode(response), "code");
    }

    void foreignSubscriptionIsUnknown()
    {
        TestAzure sim;
        const Response response =
            sim.ask("GET", u"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups"_s);
        QCOMPARE(response.status, 404);
        QCOMPARE(errorCode(response), u"SubscriptionNotFound"_s);
    }

    void pagesAreUnevenAndComplete()
    {
        Settings settings;
        settings.pageSize = 37;
        TestAzure sim(300, settings);
        QSet<QString> names;
        QSet<qsizetype> sizes;
        Response page =
            sim.ask("GET", sim.subscription() + u"/providers/Microsoft.Compute/virtualMachines"_s);
        for (int pages = 0; pages < 20; ++pages) {
            const QJsonArray vms = page.json()[u"value"_s].toArray();
            sizes.insert(vms.size());
            for (const QJsonValue &vm : vms) {
                const QString name = vm.toObject()[u"name"_s].toString();
                QVERIFY2(!names.contains(name), qPrintable(name));
                names.insert(name);
            }
            const QString next = page.json()[u"nextLink"_s].toString();
            if (next.isEmpty())
                break;
            QVERIFY(next.contains(u"api-version="_s));
            page = sim.follow(next.toUtf8());
        }
        QCOMPARE(names.size(), 300);
        QVERIFY(sizes.size() > 2);
    }

    void fiveThousandInFewPages()
    {
        TestAzure sim(5000);
        int requests = 0;
        for (const QString &list :
             {u"Microsoft.Compute/virtualMachines?statusOnly=true&"_s,
              u"Microsoft.Compute/virtualMachines?"_s, u"Microsoft.Network/networkInterfaces?"_s,
              u"Microsoft.Network/publicIPAddresses?"_s}) {
            int count = 0;
            QString next = sim.subscription() + u"/providers/"_s + list + u"api-version=2022-08-01"_s;
            while (!next.isEmpty()) {
                const QJsonObject page = sim.follow(next.toUtf8()).json();
                count += static_cast<int>(page[u"value"_s].toArray().size());
                next = page[u"nextLink"_s].toString();
                ++requests;
            }
            QCOMPARE(count, list.contains(u"publicIP"_s) ? 2 : 5000); // a node's, the gateway's
        }
        QVERIFY2(requests <= 40, qPrintable(QString::number(requests)));
    }

    void headersAreEchoed()
    {
        TestAzure sim;
        const Response response =
            sim.ask("GET", sim.group(), {},
                    {{"x-ms-client-request-id", "mine"}, {"x-ms-correlation-request-id", "ours"}});
        QCOMPARE(response.header("x-ms-client-request-id"), "mine");
        QCOMPARE(response.header("x-ms-correlation-request-id"), "ours");
        QVERIFY(!response.header("x-ms-request-id").isEmpty());
        QVERIFY(response.header("x-ms-ratelimit-remaining-subscription-reads").toInt() > 0);
    }

    void groupsAreMadeAndDeletedWithAllInThem()
    {
        TestAzure sim;
        const QString group = sim.subscription() + u"/resourceGroups/new"_s;
        QCOMPARE(errorCode(sim.ask("PUT", group, {{u"tags"_s, QJsonObject()}})), u"LocationRequired"_s);
        QCOMPARE(sim.ask("PUT", group, {{u"location"_s, u"westeurope"_s}}).status, 201);
        QCOMPARE(sim.ask("PUT", group, {{u"location"_s, u"westeurope"_s}}).status, 200);
        QCOMPARE(errorCode(sim.ask("PUT", group, {{u"location"_s, u"eastus"_s}})),
                 u"InvalidResourceGroupLocation"_s);
        QCOMPARE(sim.ask("HEAD", group).status, 204);

        const Response gone = sim.ask("DELETE", sim.group());
        QCOMPARE(gone.status, 202);
        QVERIFY(gone.header("Azure-AsyncOperation").isEmpty());
        QCOMPARE(sim.follow(gone.header("Location")).status, 202);
        sim.azure.advance(std::chrono::seconds(9));
        QCOMPARE(sim.follow(gone.header("Location")).status, 200);
        QCOMPARE(sim.ask("HEAD", sim.group()).status, 404);
        QVERIFY(sim.azure.world().ofType(u"Microsoft.Compute/virtualMachines"_s).empty());
        QVERIFY(sim.azure.world().ofType(u"Microsoft.Network/networkInterfaces"_s).empty());
    }

    void resourcesAreListedByType()
    {
        TestAzure sim;
        const Response disks = sim.ask(
            "GET", sim.group() + u"/resources?$filter=resourceType%20eq%20'Microsoft.Compute/disks'"_s);
        QCOMPARE(disks.json()[u"value"_s].toArray().size(), 8);
        const Response all = sim.ask("GET", sim.subscription() + u"/resources"_s);
        QCOMPARE(all.json()[u"value"_s].toArray().size(),
                 8 * 3 + 1 + 2 + 5); // VM, NIC, disk; address; Vnet and guard; the tunnel's
    }

    void directory_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("within");
        QTest::newRow("tenants") << u"/tenants"_s << u"skybro.example"_s;
        QTest::newRow("subscriptions") << u"/subscriptions"_s << u"Skybro demo"_s;
        QTest::newRow("locations") << u"SUB/locations"_s << u"West Europe"_s;
        QTest::newRow("providers") << u"SUB/providers"_s << u"Microsoft.Network"_s;
        QTest::newRow("provider") << u"SUB/providers/microsoft.compute"_s << u"Registered"_s;
        QTest::newRow("sizes") << u"SUB/providers/Microsoft.Compute/locations/westeurope/vmSizes"_s
                               << u"Standard_HB120rs_v3"_s;
        QTest::newRow("usages") << u"SUB/providers/Microsoft.Compute/locations/westeurope/usages"_s
                                << u"standardHBrsv3Family"_s;
        QTest::newRow("skus") << u"SUB/providers/Microsoft.Compute/skus?$filter=location eq 'westeurope'"_s
                              << u"NotAvailableForSubscription"_s;
    }
    void directory()
    {
        QFETCH(QString, path);
        QFETCH(QString, within);
        TestAzure sim;
        const Response response =
            sim.ask("GET", path.replace(u"SUB"_s, sim.subscription()).replace(u" "_s, u"%20"_s));
        QCOMPARE(response.status, 200);
        QVERIFY(response.body.contains(within.toUtf8()));
    }

    void sameSeedSameAnswers()
    {
        const auto run = [](quint64 seed) {
            Settings settings;
            settings.seed = seed;
            TestAzure sim(8, settings);
            const Response started = sim.ask("POST", sim.vm(u"cloud004"_s) + u"/start"_s);
            return started.header("Azure-AsyncOperation") + sim.ask("GET", sim.group()).body;
        };
        QCOMPARE(run(7), run(7));
        QVERIFY(run(7) != run(8));
    }

    void azsDoubleSlashesAndNulls()
    {
        TestAzure sim;
        const QString disk = sim.group() + u"/providers/Microsoft.Compute/disks/extra"_s;
        const Response made =
            sim.ask("PUT", disk,
                    {{u"location"_s, u"westeurope"_s},
                     {u"zones"_s, QJsonValue::Null},
                     {u"properties"_s,
                      QJsonObject{{u"diskSizeGB"_s, 32},
                                  {u"osType"_s, QJsonValue::Null},
                                  {u"creationData"_s, QJsonObject{{u"createOption"_s, u"Empty"_s}}}}}});
        QCOMPARE(made.status, 202);
        QVERIFY(!made.json().contains(u"zones"_s));
        QVERIFY(made.header("Azure-AsyncOperation").contains("DiskOperations"));
        sim.azure.advance(std::chrono::seconds(9));
        QCOMPARE(
            sim.follow(made.header("Location")).json()[u"properties"_s].toObject()[u"diskState"_s].toString(),
            u"Unattached"_s);
        QCOMPARE(sim.ask("DELETE", disk).status, 202);
    }
};

QTEST_GUILESS_MAIN(AzureTest)
#include "tst_azure.moc"
