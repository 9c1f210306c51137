#include "models/azure/resourceid.h"
#include "models/topology/describe.h"
#include "tests/models/topology/testnetworks.h"

#include <QTest>

#include <algorithm>

using namespace skybro;
using namespace skybro::topology;
using namespace skybro::test;
using namespace Qt::StringLiterals;

namespace {

QStringList vnetNames(const Topology &topology)
{
    QStringList names;
    for (const Vnet &vnet : topology.vnets)
        names.append(vnet.name);
    return names;
}

} // namespace

class TestBuild : public QObject
{
    Q_OBJECT

private slots:
    /// Interfaces may not be read: what has a tunnel to our gateway is ours all the same.
    void whereNoNodeCanBePlaced()
    {
        TestNetworks networks = TestNetworks::cluster(6);
        networks.addVnet(u"vnet-other"_s, {u"10.7.0.0/16"_s});
        networks.input.lists.interfaces.clear();
        networks.input.site.azure.resourceGroups = QStringList{u"rg-hpc"_s};
        QVERIFY(networks.build().vnets.isEmpty()); // whose tunnel it is nobody knows
        networks.input.site.gateway.address = u"192.0.2.7"_s;
        const Topology topology = networks.build();
        QCOMPARE(vnetNames(topology), (QStringList{u"vnet-hpc"_s, u"vnet-hub"_s}));
        QCOMPARE(topology.tunnels.size(), 1);
        QCOMPARE(topology.unplaced.size(), 6);
    }

    /// A subnet without nodes, and one of which nobody told, are two things.
    void whatIsNotToldIsNotNone()
    {
        TestNetworks networks = TestNetworks::cluster(6);
        networks.input.lists.interfaces[0].addresses[0].privateIp = u"10.0.1.4"_s;
        const auto vm = [&] { return networks.build().vnets[0].subnets[0]; };
        QVERIFY(vm().counts.isWhole && networks.build().nodesAreWhole);
        QCOMPARE(vm().nodes[0].address, u"10.0.1.4"_s); // the node's own list may be without it
        networks.input.nodes.clear();
        QCOMPARE(describe(vm().counts), u"no nodes"_s);
        networks.input.nodesAreTold = false;
        QCOMPARE(describe(vm().counts), u"nodes not known"_s);
        networks.input.nodesAreTold = true;
        networks.input.lists.interfacesAreWhole = false;
        QCOMPARE(describe(vm().counts), u"nodes not known"_s);
        QVERIFY(!networks.build().nodesAreWhole && !networks.build().vnets[0].counts().isWhole);
    }

    void theWholePicture()
    {
        TestNetworks networks = TestNetworks::cluster(6);
        azure::PrivateEndpoint endpoint;
        endpoint.id = TestNetworks::id(u"privateEndpoints"_s, u"pe"_s);
        endpoint.name = u"pe"_s;
        endpoint.subnetId = TestNetworks::subnetId(u"vnet-hpc"_s, u"VM"_s);
        endpoint.serviceId =
            u"/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/st"_s;
        endpoint.groupIds = QStringList{u"blob"_s};
        networks.input.lists.endpoints.append(endpoint);
        const Topology topology = networks.build();

        QCOMPARE(vnetNames(topology), (QStringList{u"vnet-hpc"_s, u"vnet-hub"_s}));
        const Subnet &vm = topology.vnets[0].subnets[0];
        QCOMPARE(vm.counts.total, 6);
        QCOMPARE(vm.counts.count(fleet::PowerState::Running), 4);
        QCOMPARE(vm.counts.count(fleet::PowerState::Deallocated), 2);
        QCOMPARE(topology.vnets[0].counts(), vm.counts);
        QCOMPARE(vm.nodes.first().name, u"cloud001"_s);
        QCOMPARE(vm.endpoints.size(), 1);
        QCOMPARE(vm.endpoints[0].service, u"st"_s);
        QCOMPARE(topology.securityGroups.size(), 1);
        QCOMPARE(topology.securityGroups[0].id, vm.securityGroup);
        QCOMPARE(topology.securityGroups[0].rules, 0); // Azure's own do not count

        QCOMPARE(topology.peerings.size(), 1); // both sides of it in one
        QVERIFY(topology.peerings[0].isConnected());
        QCOMPARE(topology.peerings[0].gatewayVnet, topology.vnets[1].id);

        QCOMPARE(topology.gateways.size(), 1);
        const Gateway &gateway = topology.gateways[0];
        QCOMPARE(gateway.vnet, topology.vnets[1].id);
        QCOMPARE(gateway.subnet, topology.vnets[1].subnets[0].id);
        QVERIFY(topology.vnets[1].subnets[0].isGatewaySubnet);
        QCOMPARE(gateway.addresses, QStringList{u"20.1.2.3"_s});

        QCOMPARE(topology.sites.size(), 1);
        QVERIFY(topology.sites[0].isOurs);
        QCOMPARE(topology.sites[0].name, u"niflheim"_s);
        QCOMPARE(topology.sites[0].networks, QStringList{u"10.2.0.0/16"_s});
        QCOMPARE(topology.sites[0].address, u"192.0.2.7"_s);
        QCOMPARE(topology.tunnels.size(), 1);
        QCOMPARE(topology.tunnels[0].site, topology.sites[0].id);
        QCOMPARE(topology.tunnels[0].gateway, gateway.id);
        QCOMPARE(topology.tunnels[0].status, u"Connected"_s);
    }

    void orderOfTheListsDoesNotMatter()
    {
        TestNetworks networks = TestNetworks::cluster(20);
        networks.addVnet(u"vnet-10"_s, {u"10.10.0.0/16"_s});
        networks.addVnet(u"vnet-9"_s, {u"10.9.0.0/16"_s});
        networks.peer(u"vnet-10"_s, u"vnet-hpc"_s);
        networks.peer(u"vnet-9"_s, u"vnet-hpc"_s);
        const Topology topology = networks.build();
        QCOMPARE(vnetNames(topology), (QStringList{u"vnet-9"_s, u"vnet-10"_s, u"vnet-hpc"_s, u"vnet-hub"_s}));
        NetworkLists &lists = networks.input.lists;
        std::ranges::reverse(lists.vnets);
        std::ranges::reverse(lists.interfaces);
        std::ranges::reverse(lists.securityGroups);
        std::ranges::reverse(networks.input.nodes);
        for (azure::VirtualNetwork &vnet : lists.vnets) {
            std::ranges::reverse(vnet.subnets);
            std::ranges::reverse(vnet.peerings);
        }
        QCOMPARE(networks.build(), topology);
    }

    void membershipDecides()
    {
        TestNetworks networks = TestNetworks::cluster();
        networks.addVnet(u"vnet-strange"_s, {u"10.50.0.0/16"_s});
        QVERIFY(!vnetNames(networks.build()).contains(u"vnet-strange"_s));
        networks.input.site.azure.resourceGroups = QStringList{u"RG-NETWORK"_s};
        QVERIFY(vnetNames(networks.build()).contains(u"vnet-strange"_s));
        // Of another group, it hangs together with ours.
        networks.input.site.azure.resourceGroups = QStringList{u"rg-hpc"_s};
        QCOMPARE(vnetNames(networks.build()), (QStringList{u"vnet-hpc"_s, u"vnet-hub"_s}));
        // Nothing to go by: all.
        networks.input.site.azure.resourceGroups.clear();
        networks.input.nodes.clear();
        QCOMPARE(networks.build().vnets.size(), 3);
    }

    void vnetsOfOthersAreKnownByTheirPeering()
    {
        TestNetworks networks = TestNetworks::cluster();
        azure::VirtualNetworkPeering side;
        side.id = TestNetworks::vnetId(u"vnet-hpc"_s) + u"/virtualNetworkPeerings/far"_s;
        side.remoteVnetId =
            u"/subscriptions/other/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/far"_s;
        side.remoteAddressPrefixes = QStringList{u"10.70.0.0/16"_s};
        side.state = u"Connected"_s;
        networks.vnet(u"vnet-hpc"_s).peerings.append(side);
        const Topology topology = networks.build();
        const Vnet *far = topology.vnet(azure::ResourceId::key(side.remoteVnetId));
        QVERIFY(far && far->isForeign);
        QCOMPARE(far->prefixes, QStringList{u"10.70.0.0/16"_s});
        QCOMPARE(topology.peerings.size(), 2);
    }

    void theWorseSideOfAPeeringCounts()
    {
        TestNetworks networks = TestNetworks::cluster();
        networks.vnet(u"vnet-hub"_s).peerings[0].state = u"Disconnected"_s;
        QCOMPARE(networks.build().peerings[0].state, u"Disconnected"_s);
    }

    void ourSiteIsFound_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("address");
        QTest::addColumn<QStringList>("networks");
        QTest::addColumn<QString>("connection");
        QTest::addColumn<QString>("ours"); // end of its id
        const QString none;
        QTest::newRow("by address") << none << u"192.0.2.8"_s << QStringList() << none << u"/home-vnet-b"_s;
        QTest::newRow("by host") << u"192.0.2.7"_s << none << QStringList() << none << u"/home-vnet-a"_s;
        QTest::newRow("by networks") << u"gw"_s << none << QStringList{u"10.6.1.0/24"_s} << none
                                     << u"/home-vnet-b"_s;
        QTest::newRow("by its connection, whatever else differs")
            << u"gw"_s << u"192.0.2.7"_s << QStringList{u"10.5.0.0/16"_s} << u"tunnel-vnet-b"_s
            << u"/home-vnet-b"_s;
        QTest::newRow("none of them")
            << u"gw"_s << none << QStringList{u"172.16.0.0/12"_s} << none << u"site"_s;
        QTest::newRow("nothing known") << none << none << QStringList() << none << none;
    }
    void ourSiteIsFound()
    {
        QFETCH(const QString, host);
        QFETCH(const QString, address);
        QFETCH(const QStringList, networks);
        QFETCH(const QString, connection);
        QFETCH(const QString, ours);
        TestNetworks test;
        test.addVnet(u"vnet-a"_s, {u"10.0.0.0/16"_s});
        test.addVnet(u"vnet-b"_s, {u"10.1.0.0/16"_s});
        test.addTunnel(u"vnet-a"_s, {u"10.5.0.0/16"_s});
        test.addTunnel(u"vnet-b"_s, {u"10.6.0.0/16"_s});
        test.input.lists.localGateways[1].address = u"192.0.2.8"_s;
        test.input.site.gateway.host = host;
        test.input.site.gateway.address = address;
        test.input.site.gateway.networks = networks;
        test.input.site.gateway.azureConnection = connection;
        const Topology topology = test.build();
        QCOMPARE(topology.sites.first().isOurs, !ours.isEmpty());
        if (!ours.isEmpty())
            QVERIFY2(topology.sites.first().id.endsWith(ours), qPrintable(topology.sites.first().id));
    }

    void nothingIsNothing()
    {
        const Topology topology = topology::build({});
        QVERIFY(topology.vnets.isEmpty() && topology.sites.isEmpty() && topology.problems.isEmpty());
        TopologyInput onlyNodes;
        fleet::Node node;
        node.id = u"/n"_s;
        onlyNodes.nodes.append(node);
        QCOMPARE(topology::build(onlyNodes).unplaced.size(), 1);
    }

    void whatProbesSayGoesBeforeAzuresWord()
    {
        TestNetworks networks = TestNetworks::cluster();
        const QString connection = networks.input.lists.connections[0].id;
        QCOMPARE(networks.build().tunnels[0].traffic(), TunnelTraffic::Passes);
        networks.input.traffic.insert(azure::ResourceId::key(connection), TunnelTraffic::Nothing);
        const Tunnel silent = networks.build().tunnels[0];
        QCOMPARE(silent.status, u"Connected"_s);
        QCOMPARE(silent.traffic(), TunnelTraffic::Nothing);
        QVERIFY(describe(silent).startsWith(u"Nothing passes"_s));
        networks.input.traffic.clear();
        networks.input.lists.connections[0].status.clear();
        QCOMPARE(networks.build().tunnels[0].traffic(), TunnelTraffic::Unknown);
    }
};

QTEST_GUILESS_MAIN(TestBuild)
#include "tst_build.moc"
