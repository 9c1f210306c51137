#include "azuretest.h"
#include "models/simulator/scenario.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro::sim;

class ScenarioTest : public QObject
{
    Q_OBJECT

private slots:
    void changesTheDemo()
    {
        Azure azure;
        QList<DemoNode> nodes = demoNodes(3);
        const QJsonObject json =
            QJsonDocument::fromJson(
                R"({"nodes": [{"name": "cloud002", "power": "stopped", "size": "Standard_F16s_v2"},
            {"name": "login1", "power": "running", "publicIp": true}],
            "failures": [{"node": "cloud003", "action": "powerOff", "code": "AllocationFailed", "times": 2}],
            "quotas": {"cores": 500}, "capacity": {"Standard_D4s_v5": 2}, "listLag": 1500, "throttling": false})")
                .object();
        const auto applied = applyScenario(json, nodes, azure.world());
        QVERIFY2(applied, applied ? "" : qPrintable(applied.error().text));
        buildDemo(azure.world(), nodes);
        QCOMPARE(nodes.size(), 4);
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
        QCOMPARE(power(u"cloud002"_s), u"stopped"_s);
        QCOMPARE(power(u"login1"_s), u"running"_s);
        QCOMPARE(azure.world().quotas.value(u"cores"_s), 500);
        QCOMPARE(azure.world().settings.listLag.count(), 1500);
        QVERIFY(!azure.world().settings.throttling);
        const auto failure = azure.world().plannedFailure(u"CLOUD003"_s, u"poweroff"_s);
        QVERIFY(failure);
        QVERIFY(failure->message.contains(u"capacity"_s));
        QVERIFY(azure.world().plannedFailure(u"cloud003"_s, u"poweroff"_s));
        QVERIFY(!azure.world().plannedFailure(u"cloud003"_s, u"poweroff"_s)); // twice only
    }

    void deniesRoles_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("denied");
        QTest::addColumn<int>("status");
        const QString vm = u"/resourceGroups/rg-hpc/providers/Microsoft.Compute/virtualMachines/cloud004"_s;
        QTest::newRow("start") << QByteArray("POST") << vm + u"/start"_s
                               << u"microsoft.compute/virtualMachines/start/action"_s << 403;
        QTest::newRow("another verb") << QByteArray("POST") << vm + u"/restart"_s
                                      << u"Microsoft.Compute/virtualMachines/start/action"_s << 409;
        QTest::newRow("pattern") << QByteArray("GET") << vm << u"Microsoft.Compute/*/read"_s << 403;
        QTest::newRow("all writes") << QByteArray("DELETE") << u"/resourceGroups/rg-hpc"_s << u"*/delete"_s
                                    << 403;
        QTest::newRow("groups") << QByteArray("GET") << u"/resourceGroups"_s
                                << u"Microsoft.Resources/subscriptions/resourceGroups/read"_s << 403;
        QTest::newRow("list") << QByteArray("GET") << u"/providers/Microsoft.Network/networkInterfaces"_s
                              << u"Microsoft.Network/networkInterfaces/read"_s << 403;
    }
    void deniesRoles()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        QFETCH(QString, denied);
        TestAzure sim;
        QList<DemoNode> none;
        QVERIFY(applyScenario({{u"denied"_s, QJsonArray{denied}}}, none, sim.azure.world()));
        const Response response = sim.ask(method, sim.subscription() + path);
        QTEST(response.status, "status");
        if (response.status == 403)
            QCOMPARE(errorCode(response), u"AuthorizationFailed"_s);
    }

    void refusesNonsense_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("key") << QByteArray(R"({"node": []})");
        QTest::newRow("node key") << QByteArray(R"({"nodes": [{"name": "a", "state": "running"}]})");
        QTest::newRow("no name") << QByteArray(R"({"nodes": [{"power": "running"}]})");
        QTest::newRow("power") << QByteArray(R"({"nodes": [{"name": "a", "power": "on"}]})");
        QTest::newRow("size") << QByteArray(R"({"nodes": [{"name": "a", "size": "Standard_Huge"}]})");
        QTest::newRow("tunnel key") << QByteArray(R"({"tunnel": {"state": "Connected"}})");
        QTest::newRow("tunnel status") << QByteArray(R"({"tunnel": {"status": "Up"}})");
        QTest::newRow("tunnel cause") << QByteArray(R"({"tunnel": {"cause": "Psk"}})");
        QTest::newRow("failure key") << QByteArray(R"({"failures": [{"vm": "a"}]})");
    }
    void refusesNonsense()
    {
        QFETCH(QByteArray, text);
        Azure azure;
        QList<DemoNode> nodes;
        const auto applied = applyScenario(QJsonDocument::fromJson(text).object(), nodes, azure.world());
        QVERIFY(!applied);
        QVERIFY(applied.error().text.startsWith(u"Scenario: "_s));
    }

    void tunnel_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("status");
        QTest::addColumn<bool>("counts");
        QTest::newRow("plain") << QByteArray("{}") << u"Connected"_s << true;
        QTest::newRow("quiet") << QByteArray(R"({"tunnel": {"ingress": 0}})") << u"Connected"_s << false;
        QTest::newRow("down") << QByteArray(
                                     R"({"tunnel": {"status": "NotConnected", "cause": "Authentication"}})")
                              << u"NotConnected"_s << false;
        QTest::newRow("none") << QByteArray(R"({"tunnel": {"gateway": false}})") << QString() << false;
    }
    void tunnel()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, status);
        QFETCH(bool, counts);
        TestAzure sim(QJsonDocument::fromJson(text).object());
        const QString connection = sim.network(u"connections/onprem-to-azure"_s);
        QJsonObject shown = sim.properties(connection);
        QCOMPARE(shown[u"connectionStatus"_s].toString(), status);
        const qint64 before = shown[u"ingressBytesTransferred"_s].toInteger();
        sim.azure.advance(std::chrono::minutes(1));
        QCOMPARE(sim.properties(connection)[u"ingressBytesTransferred"_s].toInteger() > before, counts);
        QCOMPARE(sim.ask("GET", sim.network(u"virtualNetworkGateways/vpngw-hpc"_s)).status,
                 status.isEmpty() ? 404 : 200);
        // The nodes' subnet lets in what a cluster needs.
        QStringList ports;
        for (const QJsonValue &rule :
             sim.properties(sim.network(u"networkSecurityGroups/nsg-hpc"_s))[u"securityRules"_s].toArray())
            ports.append(rule[u"properties"_s][u"destinationPortRange"_s].toString());
        QVERIFY(ports.contains(u"22"_s) && ports.contains(u"6818"_s));
    }

    void listsMayLag()
    {
        Settings settings;
        settings.listLag = std::chrono::seconds(3);
        settings.statusGaps = 0;
        TestAzure sim(8, settings);
        const auto listed = [&sim] {
            for (const QJsonValue &vm :
                 sim.ask("GET",
                         sim.group() + u"/providers/Microsoft.Compute/virtualMachines?statusOnly=true"_s)
                     .json()[u"value"_s]
                     .toArray()) {
                if (vm.toObject()[u"name"_s].toString() == u"cloud001"_s) {
                    return vm.toObject()[u"properties"_s]
                        .toObject()[u"instanceView"_s]
                        .toObject()[u"statuses"_s]
                        .toArray()
                        .last()
                        .toObject()[u"code"_s]
                        .toString();
                }
            }
            return QString();
        };
        (void)sim.ask("POST", sim.vm(u"cloud001"_s) + u"/deallocate"_s);
        sim.azure.advance(std::chrono::seconds(1));
        QCOMPARE(listed(), u"PowerState/running"_s);
        QCOMPARE(sim.power(u"cloud001"_s), u"deallocating"_s);
        sim.azure.advance(std::chrono::seconds(3));
        QCOMPARE(listed(), u"PowerState/deallocating"_s);
    }
};

QTEST_GUILESS_MAIN(ScenarioTest)
#include "tst_scenario.moc"
