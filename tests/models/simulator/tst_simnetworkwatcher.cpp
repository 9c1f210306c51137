#include "azuretest.h"
#include "models/simulator/resources/troubleshoot.h"

#include <QRegularExpression>
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
        TestAzure sim({{u"tunnel"_s, QJsonObject{{u"status"_s, status}, {u"cause"_s, cause}}}});
        const QString watcher = sim.network(u"networkWatchers/NetworkWatcher_westeurope"_s);
        const QString connection = sim.network(u"connections/onprem-to-azure"_s);
        QCOMPARE(errorCode(run(sim, watcher + u"/queryTroubleshootResult"_s, connection)),
                 u"TroubleshootResultNotFound"_s);
        const QJsonObject found = run(sim, watcher + u"/troubleshoot"_s, connection).json();
        QTEST(found[u"code"_s].toString(), "code");
        QTEST(found[u"results"_s][0][u"reasonType"_s].toString(), "reason");
        QCOMPARE(found[u"results"_s][0][u"recommendedActions"_s].toArray().isEmpty(),
                 status == u"Connected"_s);
        QCOMPARE(run(sim, watcher + u"/queryTroubleshootResult"_s, connection).json(), found);
        const QJsonObject gateway =
            run(sim, watcher + u"/troubleshoot"_s, sim.network(u"virtualNetworkGateways/vpngw-hpc"_s)).json();
        QTEST(gateway[u"results"_s][0][u"reasonType"_s].toString(), "ofGateway");
    }

    void updateUnderWay()
    {
        TestAzure sim(0);
        QCOMPARE(sim.ask("POST", sim.network(u"virtualNetworkGateways/vpngw-hpc/reset"_s)).status, 202);
        const QJsonObject found =
            run(sim, sim.network(u"networkWatchers/NetworkWatcher_westeurope/troubleshoot"_s),
                sim.network(u"connections/onprem-to-azure"_s))
                .json();
        QCOMPARE(found[u"results"_s][0][u"reasonType"_s].toString(), u"UserDrivenUpdate"_s);
    }

    void refusals()
    {
        TestAzure sim(1);
        const QString watcher = sim.network(u"networkWatchers/NetworkWatcher_westeurope"_s);
        QCOMPARE(errorCode(run(sim, watcher + u"/troubleshoot"_s, sim.vm(u"cloud001"_s))),
                 u"InvalidResourceReference"_s);
        QCOMPARE(errorCode(run(sim, watcher + u"/troubleshoot"_s, u"nothing"_s)),
                 u"InvalidResourceReference"_s);
        QCOMPARE(errorCode(sim.ask("POST", watcher + u"/troubleshoot"_s,
                                   {{u"targetResourceId"_s, sim.network(u"connections/onprem-to-azure"_s)}})),
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
        QCOMPARE(sim.put(subnet, "{'addressPrefix': '10.0.7.0/29'}"), QString()); // room for three
        const auto make = [&](const QString &where, const QByteArray &connections) {
            return sim.put(endpoint, "{'subnet': {'id': '" + where.toUtf8() +
                                         "'}, 'privateLinkServiceConnections': [" + connections + "]}");
        };
        const QByteArray blob =
            "{'name': 'blob', 'properties': {'privateLinkServiceId': '" + sim.group().toUtf8() +
            "/providers/Microsoft.Storage/storageAccounts/hpcdata', 'groupIds': ['blob']}}";
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

        const QString nic = shown[u"networkInterfaces"_s][0][u"id"_s].toString();
        static const QRegularExpression form(u"/networkInterfaces/files\\.nic\\.[0-9a-f-]{36}$"_s);
        QVERIFY2(form.match(nic).hasMatch(), qPrintable(nic));
        const QJsonObject interface = sim.properties(nic);
        QCOMPARE(interface[u"privateEndpoint"_s][u"id"_s].toString(), endpoint);
        QCOMPARE(interface[u"provisioningState"_s].toString(), u"Succeeded"_s);
        const QJsonValue inside = interface[u"ipConfigurations"_s][0][u"properties"_s];
        QCOMPARE(inside[u"privateIPAddress"_s].toString(), u"10.0.7.4"_s);
        QCOMPARE(inside[u"privateIPAllocationMethod"_s].toString(), u"Dynamic"_s);
        QCOMPARE(inside[u"provisioningState"_s].toString(), u"Succeeded"_s);
        QCOMPARE(shown[u"customDnsConfigs"_s][0][u"fqdn"_s].toString(), u"hpcdata.blob.core.windows.net"_s);
        QCOMPARE(shown[u"customDnsConfigs"_s][0][u"ipAddresses"_s][0].toString(), u"10.0.7.4"_s);
        QCOMPARE(sim.properties(subnet)[u"ipConfigurations"_s].toArray().size(), 1);
        QCOMPARE(errorCode(sim.ask("DELETE", nic)), u"NicInUseWithPrivateEndpoint"_s);
        QJsonObject body = sim.ask("GET", nic).json();
        QCOMPARE(sim.ask("PATCH", nic, {{u"tags"_s, QJsonObject{{u"a"_s, u"b"_s}}}}).status, 200);
        sim.azure.advance(std::chrono::minutes(1));
        QJsonObject changed = interface;
        changed.insert(u"enableIPForwarding"_s, true);
        body.insert(u"properties"_s, changed);
        QCOMPARE(errorCode(sim.ask("PUT", nic, body)), u"CannotModifyNicAttachedToPrivateEndpoint"_s);

        QCOMPARE(make(subnet, blob), QString()); // the same again keeps its interface
        QCOMPARE(sim.properties(endpoint)[u"networkInterfaces"_s][0][u"id"_s].toString(), nic);
        QCOMPARE(make(sim.network(u"virtualNetworks/vnet-hpc/subnets/vm"_s), blob),
                 u"PrivateEndpointSubnetCannotBeChanged"_s);
        const auto makeOther = [&](const QByteArray &name, const QByteArray &more = {}) {
            return sim.put(sim.network(u"privateEndpoints/"_s + QString::fromLatin1(name)),
                           "{'subnet': {'id': '" + subnet.toUtf8() +
                               "'}, 'privateLinkServiceConnections': [" + blob + "]" + more + "}");
        };
        QCOMPARE(makeOther("b", ", 'customNetworkInterfaceName': 'own'"), QString());
        QCOMPARE(sim.ask("GET", sim.network(u"networkInterfaces/own"_s)).status, 200);
        QCOMPARE(makeOther("c", ", 'customNetworkInterfaceName': 'own'"),
                 u"PrivateEndpointNetworkInterfaceExists"_s);
        QCOMPARE(makeOther("c"), QString());
        QCOMPARE(makeOther("d"), u"SubnetIsFull"_s);
        QCOMPARE(sim.ask("GET", sim.network(u"privateEndpoints/d"_s)).status, 404);

        for (const auto &name : {u"files"_s, u"b"_s, u"c"_s})
            QCOMPARE(sim.ask("DELETE", sim.network(u"privateEndpoints/"_s + name)).status, 202);
        sim.azure.advance(std::chrono::minutes(1));
        QCOMPARE(sim.ask("GET", nic).status, 404);
        QCOMPARE(sim.ask("GET", sim.network(u"networkInterfaces"_s)).json()[u"value"_s].toArray().size(), 0);
        QCOMPARE(sim.ask("DELETE", subnet).status, 202);
    }
};

QTEST_GUILESS_MAIN(NetworkWatcherTest)
#include "tst_simnetworkwatcher.moc"
