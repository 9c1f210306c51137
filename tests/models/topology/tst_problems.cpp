#include "models/azure/resourceid.h"
#include "tests/models/topology/testnetworks.h"

#include <QTest>

#include <functional>

using namespace skybro;
using namespace skybro::topology;
using namespace skybro::test;
using namespace Qt::StringLiterals;

using Change = std::function<void(TestNetworks &)>;
Q_DECLARE_METATYPE(Change)

class TestProblems : public QObject
{
    Q_OBJECT

private slots:
    void aGoodClusterHasNone()
    {
        const Topology topology = TestNetworks::cluster().build();
        for (const Problem &problem : topology.problems)
            qWarning("%s", qPrintable(problem.text));
        QVERIFY(topology.problems.isEmpty());
    }

    void oneIsFound_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("kind");  // empty: nothing is wrong
        QTest::addColumn<QString>("place"); // end of its id
        QTest::addColumn<QStringList>("says");
        const auto row = [](const char *title, const char *kind, const char *place, const QStringList &says,
                            const Change &change) {
            QTest::newRow(title) << change << QString::fromLatin1(kind) << QString::fromLatin1(place) << says;
        };
        row("tunnel is down", "tunnel-not-connected", "/tunnel-vnet-hub", {u"tunnel-vnet-hub"_s},
            [](TestNetworks &n) { n.input.lists.connections[0].status = u"NotConnected"_s; });
        row("tunnel's state is not told", "", "", {},
            [](TestNetworks &n) { n.input.lists.connections[0].status.clear(); });
        row("on-premise and Vnet overlap", "address-overlap", "/vnet-hpc",
            {u"10.1.0.0/16"_s, u"10.0.0.0/8"_s, u"niflheim"_s}, [](TestNetworks &n) {
                n.input.site.gateway.networks = QStringList{u"10.0.0.0/8"_s};
                n.input.lists.localGateways[0].addressPrefixes = QStringList{u"10.0.0.0/8"_s};
                n.input.lists.vnets[0].addressPrefixes = QStringList{u"172.16.0.0/16"_s};
            });
        row("peered Vnets overlap", "address-overlap", "/vnet-hpc", {u"10.1.128.0/17"_s, u"vnet-hub"_s},
            [](TestNetworks &n) { n.vnet(u"vnet-hub"_s).addressPrefixes.append(u"10.1.128.0/17"_s); });
        row("Vnets that do not know each other overlap", "", "", {}, [](TestNetworks &n) {
            n.addVnet(u"vnet-other"_s, {u"10.0.0.0/16"_s});
            n.input.site.azure.resourceGroups = QStringList{u"RG-Network"_s};
        });
        row("a peer of the gateway's Vnet hides a part of home", "address-overlap", "/vnet-x",
            {u"10.2.4.0/22"_s, u"niflheim"_s}, [](TestNetworks &n) {
                n.addVnet(u"vnet-x"_s, {u"10.2.4.0/22"_s});
                n.peer(u"vnet-x"_s, u"vnet-hub"_s, false);
            });
        row("Azure does not know a network", "network-unknown-to-azure", "/home-vnet-hub", {u"10.7.0.0/16"_s},
            [](TestNetworks &n) { n.input.site.gateway.networks.append(u"10.7.0.0/16"_s); });
        row("Azure has no such connection", "connection-unknown", "/home-vnet-hub",
            {u"tunnel-to-nowhere"_s, u"only tunnel-vnet-hub"_s},
            [](TestNetworks &n) { n.input.site.gateway.azureConnection = u"tunnel-to-nowhere"_s; });
        row("Azure has such a connection", "", "", {},
            [](TestNetworks &n) { n.input.site.gateway.azureConnection = u"Tunnel-Vnet-Hub"_s; });
        row("its connections could not be read", "", "", {}, [](TestNetworks &n) {
            n.input.site.gateway.azureConnection = u"tunnel-to-nowhere"_s;
            n.input.lists.tunnelsAreWhole = false;
        });
        row("BGP teaches it", "", "", {}, [](TestNetworks &n) {
            n.input.site.gateway.networks.append(u"10.7.0.0/16"_s);
            n.input.lists.connections[0].enableBgp = true;
        });
        row("peering of one side", "peering-not-connected", "", {u"Initiated"_s}, [](TestNetworks &n) {
            n.addVnet(u"vnet-x"_s, {u"10.9.0.0/16"_s});
            n.peer(u"vnet-x"_s, u"vnet-hpc"_s, false, u"Initiated"_s);
        });
        row("group blocks SSH", "port-blocked", "/subnets/vm",
            {u"nsg-hpc"_s, u"SSH (port 22)"_s, u"no-ssh"_s, u"niflheim"_s}, [](TestNetworks &n) {
                TestNetworks::addRule(n.input.lists.securityGroups[0], u"no-ssh"_s, false, u"10.2.0.0/16"_s,
                                      u"22"_s);
            });
        row("group blocks slurmd", "port-blocked", "/subnets/vm", {u"slurmd (port 6818)"_s},
            [](TestNetworks &n) {
                TestNetworks::addRule(n.input.lists.securityGroups[0], u"low"_s, false, u"*"_s,
                                      u"1024-65535"_s);
            });
        row("group blocks the probe", "port-blocked", "/subnets/vm", {u"ping"_s}, [](TestNetworks &n) {
            TestNetworks::addRule(n.input.lists.securityGroups[0], u"quiet"_s, false, u"*"_s, u"*"_s,
                                  u"Icmp"_s);
        });
        const auto probeBlocked = [](const QString &probe) {
            return [probe](TestNetworks &n) {
                n.input.site.gateway.probe = QStringList{probe};
                n.input.nodes[0].privateIp = u"10.1.0.4"_s;
                TestNetworks::addRule(n.input.lists.securityGroups[0], u"late"_s, false, u"*"_s,
                                      u"5000-5300"_s);
            };
        };
        row("group blocks a probe of a node", "port-blocked", "/subnets/vm",
            {u"the probe of cloud001 (port 5201)"_s, u"late"_s}, probeBlocked(u"cloud001:5201"_s));
        row("group blocks a probe of an address", "port-blocked", "/subnets/vm", {u"cloud001 (port 5201)"_s},
            probeBlocked(u"10.1.0.4:5201"_s));
        row("group blocks a probe of a node whose address its interface tells", "port-blocked", "/subnets/vm",
            {u"cloud001 (port 5201)"_s}, [probeBlocked](TestNetworks &n) {
                probeBlocked(u"10.1.0.4:5201"_s)(n);
                n.input.nodes[0].privateIp.clear();
                n.input.lists.interfaces[0].addresses[0].privateIp = u"10.1.0.4"_s;
            });
        row("a probe that is let in", "", "", {}, probeBlocked(u"cloud001:5301"_s));
        row("a probe of what is elsewhere", "", "", {}, probeBlocked(u"10.9.0.4:5201"_s));
        row("several rules block", "port-blocked", "/subnets/vm", {u"by its rules no-ssh, no-slurmd"_s},
            [](TestNetworks &n) {
                TestNetworks::addRule(n.input.lists.securityGroups[0], u"no-ssh"_s, false, u"*"_s, u"22"_s);
                TestNetworks::addRule(n.input.lists.securityGroups[0], u"no-slurmd"_s, false, u"*"_s,
                                      u"6818"_s);
            });
        row("an interface's own group blocks", "port-blocked", "/subnets/vm",
            {u"nsg-nic"_s, u"SSH"_s, u"between niflheim and odd in vm"_s}, [](TestNetworks &n) {
                TestNetworks::addRule(n.addGroup(u"nsg-nic"_s), u"no"_s, false, u"*"_s, u"22"_s);
                n.addNode(u"odd"_s, u"vnet-hpc"_s, u"vm"_s, fleet::PowerState::Running,
                          TestNetworks::id(u"networkSecurityGroups"_s, u"nsg-nic"_s));
            });
        row("group of a subnet without nodes", "", "", {}, [](TestNetworks &n) {
            TestNetworks::addRule(n.addGroup(u"nsg-web"_s), u"no"_s, false, u"*"_s, u"22"_s);
            n.addSubnet(u"vnet-hpc"_s, u"web"_s, u"10.1.64.0/24"_s).networkSecurityGroupId =
                TestNetworks::id(u"networkSecurityGroups"_s, u"nsg-web"_s);
        });
        row("peering lends no gateway", "no-route-to-site", "/subnets/vm",
            {u"10.2.0.0/16"_s, u"no gateway"_s},
            [](TestNetworks &n) { n.vnet(u"vnet-hpc"_s).peerings[0].useRemoteGateways = false; });
        row("no gateway at all", "no-route-to-site", "/subnets/vm",
            {u"Azure has no virtual network gateway"_s}, [](TestNetworks &n) {
                n.input.lists.gateways.clear();
                n.input.lists.connections.clear();
                n.input.lists.localGateways.clear();
            });
        row("no gateway could be read", "", "", {}, [](TestNetworks &n) {
            n.input.lists.gateways.clear();
            n.input.lists.connections.clear();
            n.input.lists.localGateways.clear();
            n.input.lists.tunnelsAreWhole = false;
            n.vnet(u"vnet-hpc"_s).dnsServers = QStringList{u"10.2.0.53"_s};
        });
        row("the gateway has another address", "gateway-address-differs", "/home-vnet-hub",
            {u"192.0.2.7"_s, u"198.51.100.77"_s},
            [](TestNetworks &n) { n.input.site.gateway.address = u"198.51.100.77"_s; });
        row("the gateway has that address", "", "", {},
            [](TestNetworks &n) { n.input.site.gateway.address = u"192.0.2.7"_s; });
        row("a group guards the GatewaySubnet", "gateway-subnet-guarded", "/subnets/gatewaysubnet",
            {u"nsg-hpc"_s, u"vnet-hub"_s}, [](TestNetworks &n) {
                n.vnet(u"vnet-hub"_s).subnets[0].networkSecurityGroupId =
                    TestNetworks::id(u"networkSecurityGroups"_s, u"nsg-hpc"_s);
            });
        row("a closed peering", "peering-not-connected", "", {u"closed on one side"_s},
            [](TestNetworks &n) { n.vnet(u"vnet-hpc"_s).peerings[0].allowVirtualNetworkAccess = false; });
        row("a gateway without the tunnel", "no-route-to-site", "/subnets/vm",
            {u"the gateway gw-own has no tunnel there"_s}, [](TestNetworks &n) {
                azure::VirtualNetworkGateway own = n.input.lists.gateways[0];
                own.id = TestNetworks::id(u"virtualNetworkGateways"_s, u"gw-own"_s);
                own.name = u"gw-own"_s;
                own.addresses[0].subnetId = TestNetworks::subnetId(u"vnet-hpc"_s, u"GatewaySubnet"_s);
                n.addSubnet(u"vnet-hpc"_s, u"GatewaySubnet"_s, u"10.1.255.0/27"_s);
                n.input.lists.gateways.append(own);
                n.vnet(u"vnet-hpc"_s).peerings[0].useRemoteGateways = false;
            });
        // The partner's Vnet is not the cluster's for having a tunnel to somebody else.
        row("the tunnel is gone, a partner of the gateway's has another", "no-route-to-site", "/subnets/vm",
            {u"gw-vnet-hub has no tunnel there"_s}, [](TestNetworks &n) {
                n.input.site.gateway.address = u"192.0.2.99"_s;
                n.addVnet(u"vnet-c"_s, {u"10.6.0.0/16"_s});
                n.addSubnet(u"vnet-c"_s, u"GatewaySubnet"_s, u"10.6.255.0/27"_s);
                n.addTunnel(u"vnet-c"_s, {u"172.20.0.0/16"_s});
                n.input.lists.localGateways.last().address = u"192.0.2.8"_s;
                azure::GatewayConnection &ours = n.input.lists.connections[0];
                ours.type = u"Vnet2Vnet"_s;
                ours.localGatewayId.clear();
                ours.peerGatewayId = n.input.lists.gateways.last().id;
            });
        row("routes are hidden", "no-route-to-site", "/subnets/vm", {u"route table"_s},
            [](TestNetworks &n) { addTable(n, true, {}); });
        row("hidden, but one of its own", "", "", {}, [](TestNetworks &n) {
            addTable(n, true, {{u"home"_s, u"10.2.0.0/15"_s, u"VirtualNetworkGateway"_s, {}}});
        });
        row("led elsewhere", "no-route-to-site", "/subnets/vm", {u"“sink”"_s}, [](TestNetworks &n) {
            addTable(n, false, {{u"sink"_s, u"10.2.0.0/16"_s, u"None"_s, {}}});
        });
        row("a part of it led elsewhere", "no-route-to-site", "/subnets/vm",
            {u"“sink”"_s, u"to 10.2.128.0/17 does"_s}, [](TestNetworks &n) {
                addTable(n, false,
                         {{u"half"_s, u"10.2.0.0/17"_s, u"VirtualNetworkGateway"_s, {}},
                          {u"sink"_s, u"10.2.128.0/17"_s, u"None"_s, {}}});
            });
        row("a shorter prefix does not lead elsewhere", "", "", {}, [](TestNetworks &n) {
            addTable(n, false, {{u"all"_s, u"0.0.0.0/0"_s, u"Internet"_s, {}}});
        });
        row("by a firewall", "", "", {}, [](TestNetworks &n) {
            addTable(n, true, {{u"all"_s, u"0.0.0.0/0"_s, u"VirtualAppliance"_s, u"10.0.1.4"_s}});
        });
        row("name server at home", "", "", {},
            [](TestNetworks &n) { n.vnet(u"vnet-hpc"_s).dnsServers = QStringList{u"10.2.0.53"_s}; });
        row("name server in a peered Vnet", "", "", {},
            [](TestNetworks &n) { n.vnet(u"vnet-hpc"_s).dnsServers = QStringList{u"10.0.1.4"_s}; });
        row("public name server", "", "", {},
            [](TestNetworks &n) { n.vnet(u"vnet-hpc"_s).dnsServers = QStringList{u"9.9.9.9"_s}; });
        row("name server nowhere", "name-server-out-of-reach", "/vnet-hpc", {u"192.168.7.1"_s},
            [](TestNetworks &n) {
                n.vnet(u"vnet-hpc"_s).dnsServers = QStringList{u"10.2.0.53"_s, u"192.168.7.1"_s};
            });
        row("what is behind the tunnel may not be read", "", "", {}, [](TestNetworks &n) {
            n.input.site = {};
            n.input.lists.localGateways.clear();
            n.vnet(u"vnet-hpc"_s).dnsServers = QStringList{u"10.2.0.53"_s};
        });
        row("no site, no checks", "", "", {}, [](TestNetworks &n) {
            n.input.site = {};
            n.input.lists.localGateways.clear();
            n.input.lists.connections.clear();
            TestNetworks::addRule(n.input.lists.securityGroups[0], u"no-ssh"_s, false, u"*"_s, u"*"_s);
        });
    }
    void oneIsFound()
    {
        QFETCH(const Change, change);
        QFETCH(const QString, kind);
        QFETCH(const QString, place);
        QFETCH(const QStringList, says);
        TestNetworks networks = TestNetworks::cluster();
        change(networks);
        const Topology topology = networks.build();
        QStringList found;
        for (const Problem &problem : topology.problems)
            found.append(toWord(problem.kind));
        QCOMPARE(found, kind.isEmpty() ? QStringList() : QStringList{kind});
        if (kind.isEmpty())
            return;
        const Problem &problem = topology.problems.first();
        QVERIFY2(problem.place.endsWith(place), qPrintable(problem.place));
        QVERIFY(!problem.mend.isEmpty());
        for (const QString &word : says)
            QVERIFY2(problem.text.contains(word), qPrintable(problem.text));
    }

    void theMendFitsTheCause()
    {
        const auto mendOf = [](const Change &change) {
            TestNetworks networks = TestNetworks::cluster();
            change(networks);
            return networks.build().problems.value(0).mend;
        };
        const QString lent =
            mendOf([](TestNetworks &n) { n.vnet(u"vnet-hpc"_s).peerings[0].useRemoteGateways = false; });
        QVERIFY2(lent.contains(u"peering"_s), qPrintable(lent));
        const QString led = mendOf([](TestNetworks &n) {
            addTable(n, false, {{u"sink"_s, u"10.2.0.0/16"_s, u"None"_s, {}}});
        });
        QVERIFY2(led.contains(u"“sink”"_s), qPrintable(led));
        const QString hidden = mendOf([](TestNetworks &n) { addTable(n, true, {}); });
        QVERIFY2(hidden.contains(u"gateway routes"_s), qPrintable(hidden));
        const auto peering = [&](const QString &state) {
            return mendOf([&](TestNetworks &n) {
                n.addVnet(u"vnet-x"_s, {u"10.9.0.0/16"_s});
                n.peer(u"vnet-x"_s, u"vnet-hpc"_s, false, state);
            });
        };
        QVERIFY(peering(u"Initiated"_s).contains(u"side that lacks it"_s));
        QVERIFY(peering(u"Disconnected"_s).startsWith(u"Delete"_s)); // else Azure refuses the other side
        const auto blocked = [&](int priority) {
            return mendOf([&](TestNetworks &n) {
                TestNetworks::addRule(n.input.lists.securityGroups[0], u"no-ssh"_s, false, u"*"_s, u"22"_s);
                for (azure::SecurityRule &rule : n.input.lists.securityGroups[0].rules) {
                    if (rule.name == "no-ssh"_L1)
                        rule.priority = priority;
                }
            });
        };
        QVERIFY(blocked(101).contains(u"smaller priority number than no-ssh"_s));
        QVERIFY(blocked(100).contains(u"Change or delete no-ssh"_s));
    }

    void nodesOutsideAreNamed()
    {
        TestNetworks networks = TestNetworks::cluster();
        networks.addVnet(u"vnet-old"_s, {u"10.8.0.0/16"_s});
        networks.addSubnet(u"vnet-old"_s, u"vm"_s, u"10.8.0.0/24"_s);
        networks.addNode(u"cloud101"_s, u"vnet-old"_s, u"vm"_s);
        networks.addNode(u"cloud100"_s, u"vnet-old"_s, u"vm"_s);
        const Topology topology = networks.build();
        const QList<Problem> there =
            topology.problemsOf(azure::ResourceId::key(TestNetworks::vnetId(u"vnet-old"_s)));
        QCOMPARE(there.size(), 1);
        QCOMPARE(there[0].kind, Problem::Kind::NodesOutside);
        QCOMPARE(there[0].nodes, (QStringList{u"cloud100"_s, u"cloud101"_s}));
        QVERIFY2(there[0].text.contains(u"cloud[100-101]"_s), qPrintable(there[0].text));
        // A connection of their gateways joins Vnets as a peering does.
        networks.addSubnet(u"vnet-old"_s, u"GatewaySubnet"_s, u"10.8.255.0/27"_s);
        networks.addTunnel(u"vnet-old"_s, {});
        azure::GatewayConnection &between = networks.input.lists.connections.last();
        between.localGatewayId.clear();
        between.type = u"Vnet2Vnet"_s;
        between.peerGatewayId = networks.input.lists.gateways.first().id;
        const QList<Problem> all = networks.build().problems;
        QVERIFY(std::ranges::find(all, Problem::Kind::NodesOutside, &Problem::kind) == all.end());
    }

    void errorsComeFirst()
    {
        TestNetworks networks = TestNetworks::cluster();
        TestNetworks::addRule(networks.input.lists.securityGroups[0], u"quiet"_s, false, u"*"_s, u"*"_s,
                              u"Icmp"_s);
        networks.vnet(u"vnet-hpc"_s).dnsServers = QStringList{u"192.168.7.1"_s};
        const Topology topology = networks.build();
        QCOMPARE(topology.problems.size(), 2);
        QCOMPARE(topology.problems[0].severity, Problem::Severity::Error);
        QCOMPARE(topology.problems[1].severity, Problem::Severity::Warning);
    }

private:
    static void addTable(TestNetworks &networks, bool hides, const QList<azure::RouteTable::Route> &routes)
    {
        azure::RouteTable table;
        table.id = TestNetworks::id(u"routeTables"_s, u"rt"_s);
        table.name = u"rt"_s;
        table.disableBgpRoutePropagation = hides;
        table.routes = routes;
        networks.input.lists.routeTables.append(table);
        networks.vnet(u"vnet-hpc"_s).subnets[0].routeTableId = table.id.toLower();
    }
};

QTEST_GUILESS_MAIN(TestProblems)
#include "tst_problems.moc"
