#include "models/topology/layout.h"
#include "tests/models/topology/testnetworks.h"

#include <QTest>

#include <algorithm>

using namespace skybro;
using namespace skybro::topology;
using namespace skybro::test;
using namespace Qt::StringLiterals;

class TestLayout : public QObject
{
    Q_OBJECT

private:
    static TestNetworks twoHubs()
    {
        TestNetworks networks = TestNetworks::cluster();
        networks.addVnet(u"vnet-hub2"_s, {u"10.50.0.0/16"_s});
        networks.addSubnet(u"vnet-hub2"_s, u"GatewaySubnet"_s, u"10.50.255.0/27"_s);
        networks.addTunnel(u"vnet-hub2"_s, {u"10.60.0.0/16"_s});
        networks.peer(u"vnet-hub2"_s, u"vnet-hub"_s);
        networks.peer(u"vnet-hpc"_s, u"vnet-hub2"_s);
        return networks;
    }
    /// Everybody peered with everybody.
    static TestNetworks mesh()
    {
        TestNetworks networks = TestNetworks::cluster();
        for (int i = 0; i < 9; ++i) {
            networks.addVnet(u"vnet-%1"_s.arg(i), {u"10.%1.0.0/16"_s.arg(100 + i)});
            for (int k = 0; k < i; ++k)
                networks.peer(u"vnet-%1"_s.arg(i), u"vnet-%1"_s.arg(k));
        }
        networks.peer(u"vnet-0"_s, u"vnet-hub"_s);
        return networks;
    }
    /// Between the gateways of two Vnets of ours.
    static TestNetworks vnetToVnet()
    {
        TestNetworks networks = twoHubs();
        azure::GatewayConnection connection = networks.input.lists.connections[0];
        connection.id += u"-between"_s;
        connection.type = u"Vnet2Vnet"_s;
        connection.localGatewayId.clear();
        connection.peerGatewayId = networks.input.lists.gateways[1].id;
        networks.input.lists.connections.append(connection);
        return networks;
    }
    static TestNetworks onlyVnets()
    {
        TestNetworks networks = TestNetworks::large(12, 50);
        networks.input.lists.gateways.clear();
        networks.input.lists.connections.clear();
        networks.input.site.gateway = {};
        return networks;
    }
    static TestNetworks manySubnets()
    {
        TestNetworks networks = TestNetworks::cluster();
        for (int i = 0; i < 40; ++i)
            networks.addSubnet(u"vnet-hpc"_s, u"s%1"_s.arg(i), u"10.1.%1.0/24"_s.arg(i + 32));
        return networks;
    }

private slots:
    void nothingLiesOnAnotherThing_data()
    {
        QTest::addColumn<Topology>("topology");
        QTest::newRow("nothing") << Topology();
        QTest::newRow("one cluster") << TestNetworks::cluster().build();
        QTest::newRow("two hubs") << twoHubs().build();
        QTest::newRow("between gateways") << vnetToVnet().build();
        QTest::newRow("mesh") << mesh().build();
        QTest::newRow("no gateway, no site") << onlyVnets().build();
        QTest::newRow("many subnets") << manySubnets().build();
        QTest::newRow("large") << TestNetworks::large().build();
    }
    void nothingLiesOnAnotherThing()
    {
        QFETCH(const Topology, topology);
        const Layout layout = layOut(topology);
        // All is there.
        qsizetype expected = topology.sites.size() + topology.vnets.size() + topology.gateways.size();
        for (const Vnet &vnet : topology.vnets)
            expected += vnet.subnets.size();
        QCOMPARE(layout.items.size(), expected);
        QCOMPARE(layout.edges.size(), topology.peerings.size() + topology.tunnels.size());
        // Boxes lie in theirs, and beside each other.
        QHash<QString, QList<QRectF>> siblings;
        for (const LayoutItem &item : layout.items) {
            QVERIFY(layout.bounds.contains(item.rect));
            QVERIFY(item.parent.isEmpty() || layout.rectOf(item.parent).contains(item.rect));
            for (const QRectF &other : std::as_const(siblings[item.parent]))
                QVERIFY2(!other.intersects(item.rect), qPrintable(item.id));
            siblings[item.parent].append(item.rect);
        }
        // Lines are horizontal or vertical, and peerings run between the boxes.
        for (const LayoutEdge &edge : layout.edges) {
            QVERIFY(edge.points.size() >= 2);
            for (qsizetype i = 1; i < edge.points.size(); ++i) {
                const QPointF &from = edge.points[i - 1];
                const QPointF &to = edge.points[i];
                QVERIFY(from.x() == to.x() || from.y() == to.y());
                QVERIFY2(layout.bounds.contains(to), qPrintable(edge.id));
                if (edge.kind != LayoutEdge::Kind::Peering)
                    continue;
                const QRectF way = QRectF(from, to).normalized().adjusted(-0.5, -0.5, 0.5, 0.5);
                for (const QRectF &box : std::as_const(siblings[QString()]))
                    QVERIFY2(!box.adjusted(1, 1, -1, -1).intersects(way), qPrintable(edge.id));
            }
        }
        QCOMPARE(layOut(topology), layout);
    }

    void oneNodeMoreMovesNothing()
    {
        TestNetworks networks = TestNetworks::large(20, 500);
        const Layout before = layOut(networks.build());
        networks.addNode(u"another"_s, u"vnet-07"_s, u"subnet2"_s);
        networks.addNode(u"first-of-its-subnet"_s, u"vnet-hpc"_s, u"vm"_s);
        QVERIFY(!networks.build().vnets.isEmpty());
        QCOMPARE(layOut(networks.build()), before);
        for (fleet::Node &node : networks.input.nodes)
            node.powerState = fleet::PowerState::Deallocated;
        networks.input.lists.connections[0].status = u"NotConnected"_s;
        QCOMPARE(layOut(networks.build()), before);
        networks.input.nodes.removeLast();
        networks.input.lists.interfaces.removeLast();
        QCOMPARE(layOut(networks.build()), before);
    }

    void anotherOrderOfListsMovesNothing()
    {
        TestNetworks networks = TestNetworks::large(20, 100);
        const Layout before = layOut(networks.build());
        std::ranges::reverse(networks.input.lists.vnets);
        std::ranges::reverse(networks.input.lists.gateways);
        for (azure::VirtualNetwork &vnet : networks.input.lists.vnets) {
            std::ranges::reverse(vnet.subnets);
            std::ranges::reverse(vnet.peerings);
        }
        QCOMPARE(layOut(networks.build()), before);
    }

    /// Both ways between two gateways: their words are beside the lines, apart, and on no card.
    void wordsBetweenGatewaysLieFree()
    {
        TestNetworks networks = vnetToVnet();
        azure::GatewayConnection back = networks.input.lists.connections.last();
        back.id += u"-back"_s;
        std::swap(back.gatewayId, back.peerGatewayId);
        networks.input.lists.connections.append(back);
        const Topology topology = networks.build();
        const Layout layout = layOut(topology);
        QList<QRectF> words;
        for (const LayoutEdge &edge : layout.edges) {
            if (edge.kind != LayoutEdge::Kind::Tunnel || !topology.gateway(edge.from))
                continue;
            words.append(QRectF(edge.label, QSizeF(0, 0)).adjusted(-96, -24, 96, 24));
            for (const QPointF &point : edge.points)
                QVERIFY(point.x() > words.last().right());
        }
        QCOMPARE(words.size(), 2);
        QVERIFY(!words[0].intersects(words[1]));
        for (const LayoutItem &item : layout.items) {
            for (const QRectF &one : words)
                QVERIFY2(item.kind == LayoutItem::Kind::Site || !item.rect.intersects(one),
                         qPrintable(item.id));
        }
    }

    /// What is wrong with a peering is marked where no other shares its line.
    void peeringsAreMarkedAtTheirEnds()
    {
        const Topology topology = TestNetworks::large(20, 100).build();
        const Layout layout = layOut(topology);
        QSet<std::pair<double, double>> marks;
        for (const LayoutEdge &edge : layout.edges) {
            if (edge.kind == LayoutEdge::Kind::Peering)
                marks.insert({edge.label.x(), edge.label.y()});
        }
        QCOMPARE(marks.size(), topology.peerings.size());
    }

    void theTunnelIsStraight()
    {
        const Topology topology = TestNetworks::cluster().build();
        const Layout layout = layOut(topology);
        const auto tunnel = std::ranges::find(layout.edges, LayoutEdge::Kind::Tunnel, &LayoutEdge::kind);
        QVERIFY(tunnel != layout.edges.end());
        QCOMPARE(tunnel->points.size(), 2);
        QCOMPARE(tunnel->to, topology.gateways[0].id);
        QCOMPARE(tunnel->points[0].x(), siteGatewayRect(layout.rectOf(topology.sites[0].id)).right());
        QCOMPARE(tunnel->points[1].x(), layout.rectOf(topology.gateways[0].id).left());
        QVERIFY(layout.rectOf(topology.sites[0].id).right() < tunnel->label.x());
        QVERIFY(tunnel->label.x() < layout.rectOf(topology.gateways[0].vnet).left());
        QCOMPARE(layout.rectOf(u"nobody"_s), QRectF());
    }
};

QTEST_GUILESS_MAIN(TestLayout)
#include "tst_layout.moc"
