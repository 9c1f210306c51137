#include "azuretest.h"
#include "models/simulator/resources/troubleshoot.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro::sim;

/// Network Watcher's troubleshooting of tunnels, and private endpoints.
class NetworkWatcherTest : public QObject
{
    Q_OBJECT

private:
    static Response run(TestAzure &sim, const QString &call, const QString &target)
    {
        const Response begun = sim.ask(
            "POST", call,
            {{u"targetResourceId"_s, target},
             {u"properties"_s, QJsonObject{{u"storageId"_s, u"/s"_s}, {u"storagePath"_s, u"https://s"_s}}}});
        if (begun.status != 202)
            return begun;
        sim.azure.advance(std::chrono::milliseconds(100));
        if (sim.follow(begun.header("Location")).status != 202)
            qFatal("%s is not long", qPrintable(call));
        sim.azure.advance(sim.azure.world().settings.operationTime * 3);
        return sim.follow(begun.header("Location"));
    }
    /// A tunnel whose far end does as the plan says, settled.
    static void makeTunnel(TestAzure &sim)
    {
        const auto id = [&sim](const QString &path) {
            return "{'id': '" + sim.network(path).toUtf8() + "'}";
        };
        const std::pair<QString, QByteArray> parts[] = {
            {u"virtualNetworks/v"_s,
             "{'addressSpace': {'addressPrefixes': ['172.16.0.0/16']}, 'subnets': "
             "[{'name': 'GatewaySubnet', 'properties': {'addressPrefix': '172.16.0.0/27'}}]}"},
            {u"publicIPAddresses/ip"_s, "{}"},
            {u"networkWatchers/w"_s, "{}"},
            {u"localNetworkGateways/l"_s, "{'gatewayIpAddress': '192.0.2.1'}"},
            {u"virtualNetworkGateways/g"_s, "{'sku': {'name': 'VpnGw1'}, 'ipConfigurations': [{'name': 'i', "
                                            "'properties': {'publicIPAddress': " +
                                                id(u"publicIPAddresses/ip"_s) + ", 'subnet': " +
                                                id(u"virtualNetworks/v/subnets/GatewaySubnet"_s) + "}}]}"},
            {u"connections/c"_s,
             "{'connectionType': 'IPsec', 'virtualNetworkGateway1': " + id(u"virtualNetworkGateways/g"_s) +
                 ", 'localNetworkGateway2': " + id(u"localNetworkGateways/l"_s) + '}'}};
        for (const auto &[path, properties] : parts) {
            if (path == u"networkWatchers/w"_s && sim.ask("GET", sim.network(path)).status == 200)
                continue;
            const QString refusal = sim.put(sim.network(path), properties);
            if (!refusal.isEmpty())
                qFatal("%s: %s", qPrintable(path), qPrintable(refusal));
        }
    }

private slots:
    void findsTheCause_data()
    {
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("cause");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("ofGateway");
        QTest::newRow("up") << u"Connected"_s << QString() << u"Healthy"_s << u"NoFault"_s << u"NoFault"_s;
        QTest::newRow("down") << u"NotConnected"_s << QString() << u"UnHealthy"_s << u"PeerReachability"_s
                              << u"ConnectionsNotConnected"_s;
        QTest::newRow("connecting for ever") << u"Connecting"_s << QString() << u"UnHealthy"_s
                                             << u"PeerReachability"_s << u"ConnectionsNotConnected"_s;
        for (const TunnelFault &fault : tunnelFaults())
            QTest::newRow(fault.type)
                << u"NotConnected"_s << QString::fromLatin1(fault.type) << u"UnHealthy"_s
                << QString::fromLatin1(fault.type) << u"ConnectionsNotConnected"_s;
    }
    void findsTheCause()
    {
        QFETCH(QString, status);
        QFETCH(QString, cause);
        TestAzure sim(0);
        sim.azure.world().tunnel.status = status;
        sim.azure.world().tunnel.cause = cause;
        makeTunnel(sim);
        const QString watcher = sim.network(u"networkWatchers/w"_s);
        const QString connection = sim.network(u"connections/c"_s);
        QCOMPARE(errorCode(run(sim, watcher + u"/queryTroubleshootResult"_s, connection)),
                 u"TroubleshootResultNotFound"_s);
        const QJsonObject found = run(sim, watcher + u"/troubleshoot"_s, connection).json();
        QTEST(found[u"code"_s].toString(), "code");
        QTEST(found[u"results"_s][0][u"reasonType"_s].toString(), "reason");
        QCOMPARE(found[u"results"_s][0][u"recommendedActions"_s].toArray().isEmpty(),
                 status == u"Connected"_s);
        QCOMPARE(run(sim, watcher + u"/queryTroubleshootResult"_s, connection).json(), found);
        const QJsonObject gateway =
            run(sim, watcher + u"/troubleshoot"_s, sim.network(u"virtualNetworkGateways/g"_s)).json();
        QTEST(gateway[u"results"_s][0][u"reasonType"_s].toString(), "ofGateway");
    }

    void updateUnderWay()
    {
        TestAzure sim(0);
        makeTunnel(sim);
        QCOMPARE(sim.ask("POST", sim.network(u"virtualNetworkGateways/g/reset"_s)).status, 202);
        const QJsonObject found =
            run(sim, sim.network(u"networkWatchers/w/troubleshoot"_s), sim.network(u"connections/c"_s))
                .json();
        QCOMPARE(found[u"results"_s][0][u"reasonType"_s].toString(), u"UserDrivenUpdate"_s);
    }

    void refusals()
    {
        TestAzure sim(1);
        makeTunnel(sim);
        const QString watcher = sim.network(u"networkWatchers/w"_s);
        QCOMPARE(errorCode(run(sim, watcher + u"/troubleshoot"_s, sim.vm(u"cloud001"_s))),
                 u"InvalidResourceReference"_s);
        QCOMPARE(errorCode(run(sim, watcher + u"/troubleshoot"_s, u"nothing"_s)),
                 u"InvalidResourceReference"_s);
        QCOMPARE(errorCode(sim.ask("POST", watcher + u"/troubleshoot"_s,
                                   {{u"targetResourceId"_s, sim.network(u"connections/c"_s)}})),
                 u"InvalidRequestFormat"_s);
        QCOMPARE(sim.put(sim.network(u"networkWatchers/second"_s), "{}"),
                 u"NetworkWatcherCountLimitReached"_s);
        QCOMPARE(sim.ask("GET", sim.subscription() + u"/providers/Microsoft.Network/networkWatchers"_s)
                     .json()[u"value"_s]
                     .toArray()
                     .size(),
                 1);
    }

    void privateEndpoints()
    {
        TestAzure sim(1);
        const QString endpoint = sim.network(u"privateEndpoints/files"_s);
        const QString subnet = sim.network(u"virtualNetworks/vnet-hpc/subnets/storage"_s);
        QCOMPARE(sim.put(subnet, "{'addressPrefix': '10.0.7.0/24'}"), QString());
        const auto make = [&](const QString &where, const QByteArray &connections) {
            return sim.put(endpoint, "{'subnet': {'id': '" + where.toUtf8() +
                                         "'}, 'privateLinkServiceConnections': [" + connections + "]}");
        };
        const QByteArray blob =
            "{'name': 'blob', 'properties': {'privateLinkServiceId': '/s', 'groupIds': ['blob']}}";
        QCOMPARE(make(sim.network(u"virtualNetworks/none/subnets/a"_s), blob), u"InvalidResourceReference"_s);
        QCOMPARE(make(subnet, {}), u"InvalidPrivateEndpointHasNoPrivateLinkServiceConnections"_s);
        QCOMPARE(make(subnet, blob), QString());
        const QJsonObject shown = sim.properties(endpoint);
        QCOMPARE(shown[u"provisioningState"_s].toString(), u"Succeeded"_s);
        QCOMPARE(shown[u"privateLinkServiceConnections"_s][0][u"properties"_s]
                      [u"privateLinkServiceConnectionState"_s][u"status"_s]
                          .toString(),
                 u"Approved"_s);
        QCOMPARE(sim.properties(subnet)[u"privateEndpoints"_s][0][u"id"_s].toString(), endpoint);
        QCOMPARE(errorCode(sim.ask("DELETE", subnet)), u"InUseSubnetCannotBeDeleted"_s);
        QCOMPARE(sim.ask("GET", sim.network(u"privateEndpoints"_s)).json()[u"value"_s].toArray().size(), 1);
        QCOMPARE(sim.ask("DELETE", endpoint).status, 202);
        sim.azure.advance(std::chrono::minutes(1));
        QCOMPARE(sim.ask("DELETE", subnet).status, 202);
    }
};

QTEST_GUILESS_MAIN(NetworkWatcherTest)
#include "tst_simnetworkwatcher.moc"
