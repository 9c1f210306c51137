#include "azuretest.h"
#include "models/simulator/statefile.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro::sim;

/// Address spaces, peerings, subnets with what belongs to them, route tables.
class VirtualNetworkTest : public QObject
{
    Q_OBJECT

private:
    static QByteArray space(const QByteArray &prefixes, const QByteArray &more = {})
    {
        return "{'addressSpace': {'addressPrefixes': [" + prefixes + "]}" + more + '}';
    }
    /// Two networks that can be peered, and a third beside them.
    static void makeNetworks(TestAzure &sim)
    {
        QCOMPARE(sim.put(sim.network(u"virtualNetworks/a"_s), space("'172.16.0.0/16'")), QString());
        QCOMPARE(sim.put(sim.network(u"virtualNetworks/b"_s), space("'172.17.0.0/16'")), QString());
        QCOMPARE(sim.put(sim.network(u"virtualNetworks/clash"_s), space("'172.16.8.0/24'")), QString());
    }
    static QString peering(const TestAzure &sim, const QString &from)
    {
        return sim.network(u"virtualNetworks/%1/virtualNetworkPeerings/p"_s.arg(from));
    }
    static QString peer(TestAzure &sim, const QString &from, const QString &to, const QByteArray &more = {})
    {
        return sim.put(peering(sim, from), "{'remoteVirtualNetwork': {'id': '" +
                                               sim.network(u"virtualNetworks/"_s + to).toUtf8() + "'}" +
                                               more + '}');
    }
    static QString state(TestAzure &sim, const QString &from)
    {
        return sim.properties(peering(sim, from))[u"peeringState"_s].toString();
    }
    static QStringList idsIn(const QJsonValue &array)
    {
        QStringList ids;
        for (const QJsonValue &item : array.toArray())
            ids.append(item[u"id"_s].toString().section(u'/', -3));
        return ids;
    }

private slots:
    void addressSpaces_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<QString>("code");
        const QByteArray subnets = ", 'subnets': [{'name': 'x', 'properties': {'addressPrefix': '";
        QTest::newRow("two") << space("'172.16.0.0/16', '172.18.0.0/16'", subnets + "172.18.1.0/24'}}]")
                             << QString();
        QTest::newRow("within each other")
            << space("'172.16.0.0/16', '172.16.4.0/24'") << u"NetcfgInvalidVirtualNetworkSite"_s;
        QTest::newRow("none") << space({}) << u"InvalidRequestFormat"_s;
        QTest::newRow("array")
            << space("'172.16.0.0/16'",
                     ", 'subnets': [{'name': 'x', 'properties': {'addressPrefixes': ['172.16.1.0/24']}}]")
            << QString();
        QTest::newRow("two of a subnet")
            << space("'172.16.0.0/16', '172.18.0.0/16'",
                     ", 'subnets': [{'name': 'x', 'properties': {'addressPrefixes': ['172.16.1.0/24', "
                     "'172.18.1.0/24']}}]")
            << QString();
        const auto second = [](const QByteArray &prefix, const QByteArray &more = {}) {
            return space("'172.16.0.0/16'",
                         ", 'subnets': [{'name': 'x', 'properties': {'addressPrefix': '172.16.2.0/24'}}, "
                         "{'name': 'y', 'properties': {'addressPrefixes': ['172.16.1.0/24', '" +
                             prefix + "']" + more + "}}]");
        };
        QTest::newRow("second outside") << second("172.17.1.0/24") << u"NetcfgInvalidSubnet"_s;
        QTest::newRow("second overlaps") << second("172.16.2.0/26") << u"NetcfgSubnetRangesOverlap"_s;
        QTest::newRow("second overlaps the first")
            << second("172.16.1.0/24") << u"NetcfgSubnetRangesOverlap"_s;
        QTest::newRow("second too small") << second("172.16.3.0/30") << u"NetcfgSubnetTooSmall"_s;
        QTest::newRow("second is none") << second("none") << u"InvalidAddressPrefixFormat"_s;
        QTest::newRow("second of a delegated one")
            << second("172.16.3.0/24", ", 'delegations': [{'name': 'd', 'properties': {'serviceName': "
                                       "'Microsoft.Sql/managedInstances'}}]")
            << u"DelegatedSubnetCannotHaveMultipleAddressPrefixes"_s;
        QTest::newRow("subnet without")
            << space("'172.16.0.0/16'", ", 'subnets': [{'name': 'x', 'properties': {}}]")
            << u"InvalidAddressPrefixFormat"_s;
        QTest::newRow("two subnets overlap")
            << space(
                   "'172.16.0.0/16'",
                   subnets +
                       "172.16.1.0/24'}}, {'name': 'y', 'properties': {'addressPrefix': '172.16.1.64/26'}}]")
            << u"NetcfgSubnetRangesOverlap"_s;
        QTest::newRow("two of a name")
            << space("'172.16.0.0/16'",
                     subnets +
                         "172.16.1.0/24'}}, {'name': 'X', 'properties': {'addressPrefix': '172.16.2.0/24'}}]")
            << u"DuplicateResourceName"_s;
        QTest::newRow("smallest") << space("'172.16.0.0/16'", subnets + "172.16.1.0/29'}}]") << QString();
        QTest::newRow("too small") << space("'172.16.0.0/16'", subnets + "172.16.1.0/30'}}]")
                                   << u"NetcfgSubnetTooSmall"_s;
        QTest::newRow("DNS") << space("'172.16.0.0/16'", ", 'dhcpOptions': {'dnsServers': ['ns1']}")
                             << u"InvalidIPAddressFormat"_s;
    }
    void addressSpaces()
    {
        QFETCH(QByteArray, properties);
        TestAzure sim(0);
        QTEST(sim.put(sim.network(u"virtualNetworks/v"_s), properties), "code");
    }

    void subnetsMoveWithTheirSpace()
    {
        TestAzure sim(0);
        const QString path = sim.network(u"virtualNetworks/v"_s);
        QCOMPARE(sim.put(path, space("'172.16.0.0/16'")), QString());
        // A new prefix and a subnet in it, at once.
        QCOMPARE(sim.put(path, space("'172.16.0.0/16', '172.20.0.0/16'",
                                     ", 'subnets': [{'name': 'n', 'properties': {'addressPrefix': "
                                     "'172.20.1.0/24'}}], 'dhcpOptions': {'dnsServers': ['192.168.1.1']}")),
                 QString());
        QCOMPARE(sim.properties(path + u"/subnets/n"_s)[u"addressPrefix"_s].toString(), u"172.20.1.0/24"_s);
        QCOMPARE(sim.properties(path)[u"dhcpOptions"_s][u"dnsServers"_s][0].toString(), u"192.168.1.1"_s);
    }

    void peeringNeedsBothSides()
    {
        TestAzure sim(0);
        makeNetworks(sim);
        QCOMPARE(peer(sim, u"a"_s, u"b"_s), QString());
        QCOMPARE(state(sim, u"a"_s), u"Initiated"_s);
        QCOMPARE(sim.properties(peering(sim, u"a"_s))[u"peeringSyncLevel"_s].toString(),
                 u"RemoteNotInSync"_s);
        QCOMPARE(peer(sim, u"B"_s, u"A"_s), QString()); // names are found in any case
        QCOMPARE(state(sim, u"a"_s), u"Connected"_s);
        QCOMPARE(state(sim, u"b"_s), u"Connected"_s);
        const QJsonObject shown = sim.properties(peering(sim, u"b"_s));
        QCOMPARE(shown[u"peeringSyncLevel"_s].toString(), u"FullyInSync"_s);
        QCOMPARE(shown[u"remoteAddressSpace"_s][u"addressPrefixes"_s][0].toString(), u"172.16.0.0/16"_s);
        QVERIFY(shown[u"allowVirtualNetworkAccess"_s].toBool());

        // One goes: the other has to be put again before there can be a new one.
        (void)sim.ask("DELETE", peering(sim, u"b"_s));
        sim.azure.advance(std::chrono::minutes(1));
        QCOMPARE(state(sim, u"a"_s), u"Disconnected"_s);
        QCOMPARE(peer(sim, u"b"_s, u"a"_s), u"RemotePeeringIsDisconnected"_s);
        QCOMPARE(peer(sim, u"a"_s, u"b"_s), QString());
        QCOMPARE(state(sim, u"a"_s), u"Initiated"_s);
        QCOMPARE(peer(sim, u"b"_s, u"a"_s), QString());
        QCOMPARE(state(sim, u"a"_s), u"Connected"_s);

        // A network goes, and its side with it.
        (void)sim.ask("DELETE", sim.network(u"virtualNetworks/b"_s));
        sim.azure.advance(std::chrono::minutes(1));
        QCOMPARE(state(sim, u"a"_s), u"Disconnected"_s);
        // What is left can be changed all the same: az puts all that was shown.
        const QString a = sim.network(u"virtualNetworks/a"_s);
        QCOMPARE(sim.ask("PUT", a, sim.ask("GET", a).json()).status, 200);
        sim.azure.advance(std::chrono::minutes(1));
        QCOMPARE(state(sim, u"a"_s), u"Disconnected"_s);
    }

    void peeringRefusals()
    {
        TestAzure sim(0);
        makeNetworks(sim);
        QCOMPARE(peer(sim, u"a"_s, u"clash"_s), u"VnetAddressSpacesOverlap"_s);
        QCOMPARE(peer(sim, u"a"_s, u"nosuch"_s), u"InvalidResourceReference"_s);
        QCOMPARE(peer(sim, u"a"_s, u"b"_s, ", 'useRemoteGateways': true"), u"RemoteVnetHasNoGateways"_s);
        QCOMPARE(peer(sim, u"a"_s, u"b"_s), QString());
        QCOMPARE(sim.put(sim.network(u"virtualNetworks/a/virtualNetworkPeerings/twin"_s),
                         "{'remoteVirtualNetwork': {'id': '" + sim.network(u"virtualNetworks/b"_s).toUtf8() +
                             "'}}"),
                 u"AnotherPeeringAlreadyReferencesRemoteVnet"_s);
        QCOMPARE(sim.put(sim.network(u"virtualNetworks/a"_s), space("'172.16.0.0/16', '172.17.1.0/24'")),
                 u"VnetAddressSpaceOverlapsWithAlreadyPeeredVnet"_s);
    }

    void peeringsOutliveAPutOfTheirNetwork()
    {
        TestAzure sim(0);
        makeNetworks(sim);
        QCOMPARE(peer(sim, u"a"_s, u"b"_s), QString());
        QCOMPARE(peer(sim, u"b"_s, u"a"_s), QString());
        const QString a = sim.network(u"virtualNetworks/a"_s);
        QCOMPARE(sim.put(a, space("'172.16.0.0/16', '172.19.0.0/16'")), QString()); // names none
        QCOMPARE(sim.properties(a)[u"virtualNetworkPeerings"_s].toArray().size(), 1);
        QCOMPARE(sim.properties(peering(sim, u"b"_s))[u"peeringSyncLevel"_s].toString(), u"LocalNotInSync"_s);
        QCOMPARE(sim.properties(peering(sim, u"a"_s))[u"peeringSyncLevel"_s].toString(),
                 u"RemoteNotInSync"_s);
        QCOMPARE(peer(sim, u"b"_s, u"a"_s), QString()); // which syncs
        QCOMPARE(sim.properties(peering(sim, u"b"_s))[u"peeringSyncLevel"_s].toString(), u"FullyInSync"_s);
        // As az does it: all that was shown comes back.
        QCOMPARE(sim.ask("PUT", a, sim.ask("GET", a).json()).status, 200);
        sim.azure.advance(std::chrono::minutes(1));
        QCOMPARE(state(sim, u"b"_s), u"Connected"_s);
        QCOMPARE(sim.put(a, space("'172.16.0.0/16'", ", 'virtualNetworkPeerings': []")), QString());
        QCOMPARE(state(sim, u"b"_s), u"Disconnected"_s);
    }

    void tagsLeaveChildrenAlone_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("children");
        QTest::newRow("Vnet") << u"virtualNetworks/vnet-hpc"_s << u"subnets"_s;
        QTest::newRow("NSG") << u"networkSecurityGroups/nsg-hpc"_s << u"securityRules"_s;
    }
    void tagsLeaveChildrenAlone()
    {
        QFETCH(QString, path);
        QFETCH(QString, children);
        TestAzure sim(0);
        const qsizetype before = sim.properties(sim.network(path))[children].toArray().size();
        QVERIFY(before > 0);
        const Response tagged =
            sim.ask("PATCH", sim.network(path), {{u"tags"_s, QJsonObject{{u"a"_s, u"b"_s}}}});
        QCOMPARE(tagged.status, 200);
        QCOMPARE(tagged.json()[u"tags"_s][u"a"_s].toString(), u"b"_s);
        QCOMPARE(sim.properties(sim.network(path))[children].toArray().size(), before);
    }

    void stateFileKeepsPeerings()
    {
        TestAzure sim(0);
        makeNetworks(sim);
        QCOMPARE(peer(sim, u"a"_s, u"b"_s), QString());
        World again;
        QVERIFY(loadState(again, saveState(sim.azure.world())));
        const Resource *kept = again.find(peering(sim, u"a"_s));
        QVERIFY(kept);
        QCOMPARE(kept->body[u"properties"_s][u"peeringState"_s].toString(), u"Initiated"_s);
    }

    void subnetShowsWhatItHas()
    {
        TestAzure sim(2);
        const QString subnet = sim.network(u"virtualNetworks/vnet-hpc/subnets/more"_s);
        const QString table = sim.network(u"routeTables/t"_s);
        QCOMPARE(
            sim.put(subnet, "{'addressPrefix': '10.0.3.0/24', 'routeTable': {'id': '/subscriptions/none'}}"),
            u"InvalidResourceReference"_s);
        QCOMPARE(sim.put(table, "{}"), QString());
        QCOMPARE(
            sim.put(subnet,
                    "{'addressPrefix': '10.0.3.0/24', 'routeTable': {'id': '" + table.toUtf8() +
                        "'}, 'serviceEndpoints': [{'service': 'Microsoft.Storage'}], 'delegations': "
                        "[{'name': 'd', 'properties': {'serviceName': 'Microsoft.Sql/managedInstances'}}]}"),
            QString());
        const QJsonObject shown = sim.properties(subnet);
        QCOMPARE(shown[u"serviceEndpoints"_s][0][u"provisioningState"_s].toString(), u"Succeeded"_s);
        QVERIFY(shown[u"delegations"_s][0][u"id"_s].toString().endsWith(u"/subnets/more/delegations/d"_s));
        QCOMPARE(idsIn(sim.properties(table)[u"subnets"_s]), QStringList{u"vnet-hpc/subnets/more"_s});
        QCOMPARE(errorCode(sim.ask("DELETE", table)), u"InUseRouteTableCannotBeDeleted"_s);
        QVERIFY(!shown.contains(u"ipConfigurations"_s));
        const QJsonObject nodes = sim.properties(sim.network(u"virtualNetworks/vnet-hpc/subnets/vm"_s));
        QCOMPARE(idsIn(nodes[u"ipConfigurations"_s]),
                 (QStringList{u"cloud001-nic/ipConfigurations/ipconfig1"_s,
                              u"cloud002-nic/ipConfigurations/ipconfig1"_s}));
        QCOMPARE(idsIn(sim.properties(sim.network(u"networkSecurityGroups/nsg-hpc"_s))[u"subnets"_s]),
                 QStringList{u"vnet-hpc/subnets/vm"_s});
    }

    void usedPrefixStays()
    {
        TestAzure sim(1);
        const QString subnet = sim.network(u"virtualNetworks/vnet-hpc/subnets/vm"_s);
        QCOMPARE(sim.put(subnet, "{'addressPrefix': '10.0.9.0/24'}"), u"InUsePrefixCannotBeDeleted"_s);
        QCOMPARE(sim.put(sim.network(u"virtualNetworks/vnet-hpc"_s), space("'10.0.0.0/16'")),
                 u"InUseSubnetCannotBeDeleted"_s); // it names no subnets
    }

    void prefixesComeAndGo()
    {
        TestAzure sim(0);
        const QString subnet = sim.network(u"virtualNetworks/vnet-hpc/subnets/wide"_s);
        const QString nic = sim.network(u"networkInterfaces/n"_s);
        const auto prefixes = [&] {
            const QJsonObject shown = sim.properties(subnet);
            QStringList texts{shown[u"addressPrefix"_s].toString()};
            for (const QJsonValue &text : shown[u"addressPrefixes"_s].toArray())
                texts.append(text.toString());
            return texts.join(u' ');
        };
        QCOMPARE(sim.put(subnet, "{'addressPrefixes': ['10.0.3.0/24', '10.0.4.0/24']}"), QString());
        QCOMPARE(prefixes(), u" 10.0.3.0/24 10.0.4.0/24"_s);
        QCOMPARE(sim.put(subnet, "{'addressPrefixes': ['10.0.4.0/24']}"), QString());
        QCOMPARE(prefixes(), u"10.0.4.0/24"_s);
        QCOMPARE(sim.put(nic, "{'ipConfigurations': [{'name': 'ip', 'properties': {'subnet': {'id': '" +
                                  subnet.toUtf8() + "'}}}]}"),
                 QString());
        // One more may come while it is in use, and that one go again; the one that is used stays.
        QCOMPARE(sim.put(subnet, "{'addressPrefixes': ['10.0.3.0/24', '10.0.4.0/24']}"), QString());
        QCOMPARE(sim.put(subnet, "{'addressPrefix': '10.0.3.0/24'}"), u"InUsePrefixCannotBeDeleted"_s);
        QCOMPARE(sim.put(subnet, "{'addressPrefix': '10.0.4.0/24'}"), QString());
        QCOMPARE(sim.put(sim.network(u"virtualNetworks/vnet-hpc/subnets/GatewaySubnet"_s),
                         "{'addressPrefixes': ['10.0.255.0/27', '10.0.254.0/27']}"),
                 QString());
        QCOMPARE(sim.put(sim.network(u"virtualNetworks/vnet-hpc/subnets/GatewaySubnet"_s),
                         "{'addressPrefix': '10.0.254.0/27'}"),
                 u"InUsePrefixCannotBeDeleted"_s);
    }

    void routes_data()
    {
        QTest::addColumn<QByteArray>("route");
        QTest::addColumn<QString>("code");
        QTest::newRow("to the gateway")
            << QByteArray("'addressPrefix': '192.168.0.0/16', 'nextHopType': 'VirtualNetworkGateway'")
            << QString();
        QTest::newRow("to an appliance") << QByteArray("'addressPrefix': '0.0.0.0/0', 'nextHopType': "
                                                       "'VirtualAppliance', 'nextHopIpAddress': '10.0.1.4'")
                                         << QString();
        QTest::newRow("to nowhere") << QByteArray(
                                           "'addressPrefix': '0.0.0.0/0', 'nextHopType': 'VirtualAppliance'")
                                    << u"InvalidNextHopIpAddress"_s;
        QTest::newRow("address too much")
            << QByteArray(
                   "'addressPrefix': '0.0.0.0/0', 'nextHopType': 'Internet', 'nextHopIpAddress': '10.0.1.4'")
            << u"InvalidNextHopIpAddress"_s;
        QTest::newRow("hop") << QByteArray("'addressPrefix': '0.0.0.0/0', 'nextHopType': 'Gateway'")
                             << u"InvalidRequestFormat"_s;
        QTest::newRow("prefix") << QByteArray("'addressPrefix': '10.1.2.3/8', 'nextHopType': 'None'")
                                << u"InvalidAddressPrefixFormat"_s;
        QTest::newRow("tag") << QByteArray("'addressPrefix': 'Storage.WestEurope', 'nextHopType': 'Internet'")
                             << QString();
        QTest::newRow("twice") << QByteArray("'addressPrefix': '10.77.0.0/16', 'nextHopType': 'None'")
                               << u"RouteConflict"_s;
    }
    void routes()
    {
        QFETCH(QByteArray, route);
        QFETCH(QString, code);
        TestAzure sim(0);
        const QString table = sim.network(u"routeTables/t"_s);
        const QByteArray first =
            "{'name': 'first', 'properties': {'addressPrefix': '10.77.0.0/16', 'nextHopType': 'VnetLocal'}}";
        QCOMPARE(sim.put(table, "{'routes': [" + first + "]}"), QString());
        QCOMPARE(sim.put(table + u"/routes/r"_s, '{' + route + '}'), code);
        QCOMPARE(sim.put(table, "{'routes': [" + first + ", {'name': 'r', 'properties': {" + route + "}}]}"),
                 code);
        QCOMPARE(sim.properties(table)[u"routes"_s].toArray().size(), code.isEmpty() ? 2 : 1);
    }
};

QTEST_GUILESS_MAIN(VirtualNetworkTest)
#include "tst_simvirtualnetwork.moc"
