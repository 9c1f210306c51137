#include "tests/models/topology/testnetworks.h"
#include "ui/topology/placesearch.h"

#include <QTest>

using namespace skybro;
using namespace skybro::ui;
using namespace skybro::test;
using namespace Qt::StringLiterals;

class PlaceSearchTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        TestNetworks networks;
        networks.addVnet(u"vnet-hpc"_s, {u"10.1.0.0/16"_s});
        networks.addSubnet(u"vnet-hpc"_s, u"GatewaySubnet"_s, u"10.1.255.0/27"_s);
        networks.addSubnet(u"vnet-hpc"_s, u"vm"_s, u"10.1.1.0/24"_s);
        networks.addTunnel(u"vnet-hpc"_s, {u"10.2.0.0/16"_s});
        networks.addNode(u"cloud001"_s, u"vnet-hpc"_s, u"vm"_s);
        networks.addNode(u"cloud010"_s, u"vnet-hpc"_s, u"vm"_s);
        networks.input.nodes[1].privateIp = u"10.1.1.10"_s;
        networks.addNode(u"lost001"_s, u"vnet-hpc"_s, u"vm"_s);
        networks.input.lists.interfaces.removeLast(); // so its subnet is not known
        m_topology = topology::build(networks.input);
    }

    void finds_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("nothing typed") << QString() << QStringList();
        QTest::newRow("nothing there") << u"zzz"_s << QStringList();
        QTest::newRow("node") << u"CLOUD01"_s << QStringList{u"cloud010"_s};
        QTest::newRow("node without a subnet") << u"lost"_s << QStringList{u"lost001"_s};
        QTest::newRow("a node's address") << u"1.10"_s << QStringList{u"cloud010"_s};
        QTest::newRow("name") << u"gate"_s << QStringList{u"GatewaySubnet"_s};
        QTest::newRow("network at home") << u"10.2."_s << QStringList{u"home-vnet-hpc"_s};
        QTest::newRow("public address") << u"20.1.2.3"_s << QStringList{u"gw-vnet-hpc"_s};
        QTest::newRow("those that begin so, first") << u"vm"_s << QStringList{u"vm"_s};
        QTest::newRow("several") << u"vnet-hpc"_s
                                 << QStringList{u"vnet-hpc"_s,    u"home-vnet-hpc"_s, u"tunnel-vnet-hpc"_s,
                                                u"gw-vnet-hpc"_s, u"GatewaySubnet"_s, u"vm"_s};
    }
    void finds()
    {
        QFETCH(const QString, typed);
        QStringList found;
        for (const Place &place : findPlaces(m_topology, typed))
            found.append(place.name);
        QTEST(found, "names");
    }

    void knowsWhereMoreIsSaid()
    {
        const topology::Vnet &vnet = m_topology.vnets.first();
        const topology::Subnet &vm = vnet.subnets.last();
        QCOMPARE(linkOf(m_topology, vnet.id), (PlaceLink{u"nodes"_s, u"filter:vnet:vnet-hpc"_s}));
        QCOMPARE(linkOf(m_topology, vm.id), (PlaceLink{u"nodes"_s, u"filter:vnet:vnet-hpc subnet:vm"_s}));
        QCOMPARE(linkOf(m_topology, vm.nodes.first().id), (PlaceLink{u"nodes"_s, vm.nodes.first().id}));
        QCOMPARE(linkOf(m_topology, m_topology.tunnels.first().id).page, u"tunnel"_s);
        QCOMPARE(linkOf(m_topology, u"nowhere"_s), PlaceLink());
        QCOMPARE(placeShown(m_topology, vm.nodes.first().id), vm.id);
        QCOMPARE(placeShown(m_topology, vnet.id), vnet.id);
    }

private:
    topology::Topology m_topology;
};

QTEST_GUILESS_MAIN(PlaceSearchTest)
#include "tst_placesearch.moc"
