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
