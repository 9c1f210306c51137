#include "tests/models/topology/testnetworks.h"
#include "ui/topology/topologytreemodel.h"

#include <QAbstractItemModelTester>
#include <QIcon>
#include <QImage>
#include <QSignalSpy>
#include <QTest>

using namespace skybro;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using ui::TopologyTreeModel;

class TopologyTreeModelTest : public QObject
{
    Q_OBJECT

private slots:
    void showsWhatLiesInWhat()
    {
        TopologyTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        TestNetworks networks = hub();
        const topology::Topology topology = topology::build(networks.input);
        model.setTopology(topology);
        // The site with its tunnel, and the Vnet.
        QCOMPARE(model.rowCount(), 2);
        const QModelIndex site = model.index(0, 0);
        QCOMPARE(site.data().toString(), u"home-vnet-hpc"_s);
        QCOMPARE(model.rowCount(site), 1);
        const auto state = [](const QModelIndex &index) {
            return index.siblingAtColumn(TopologyTreeModel::StateColumn).data().toString();
        };
        QCOMPARE(state(site), u"10.2.0.0/16 · "_s + topology.sites[0].address);
        QVERIFY(!topology.sites[0].address.isEmpty());
        const topology::Gateway &gateway = topology.gateways.first();
        QVERIFY(!gateway.addresses.isEmpty());
        QVERIFY(state(model.indexOf(gateway.id)).endsWith(gateway.addresses.first()));
        QVERIFY(model.index(0, TopologyTreeModel::StateColumn, site)
                    .data()
                    .toString()
                    .contains(u"Not connected"_s));
        const QModelIndex vm = model.indexOf(topology.vnets.first().subnets.last().id);
        QVERIFY(vm.isValid());
        QCOMPARE(model.rowCount(vm), 2);
        QCOMPARE(model.index(1, 0, vm).data().toString(), u"cloud002"_s);
        QCOMPARE(model.parent(vm).data().toString(), u"vnet-hpc"_s);
        // The broken tunnel is a problem of its own line.
        const QModelIndex tunnel = model.index(0, TopologyTreeModel::ProblemsColumn, site);
        QVERIFY(tunnel.data().toString().startsWith(u"1. "_s));
    }

    void changesOnlyWhatIsSaid()
    {
        TopologyTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        TestNetworks networks = hub();
        model.setTopology(topology::build(networks.input));
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        networks.input.nodes.first().powerState = fleet::PowerState::Stopped;
        model.setTopology(topology::build(networks.input));
        QCOMPARE(reset.size(), 0);
        QVERIFY(changed.size() > 0);
        networks.addNode(u"cloud003"_s, u"vnet-hpc"_s, u"vm"_s);
        model.setTopology(topology::build(networks.input));
        QCOMPARE(reset.size(), 1);
    }

    void aStateNobodyToldIsNotBad()
    {
        TestNetworks networks = hub();
        const auto lookOf = [&networks](const QString &status) {
            networks.input.lists.connections[0].status = status;
            TopologyTreeModel model;
            model.setTopology(topology::build(networks.input));
            const QModelIndex tunnel = model.index(0, 0, model.index(0, 0));
            return tunnel.data(Qt::DecorationRole).value<QIcon>().pixmap(16).toImage();
        };
        const QImage bad = lookOf(u"NotConnected"_s);
        QVERIFY(!bad.isNull());
        QVERIFY(lookOf(u"Connected"_s) != bad);
        QVERIFY(lookOf({}) != bad);
    }

private:
    static TestNetworks hub()
    {
        TestNetworks networks;
        networks.addVnet(u"vnet-hpc"_s, {u"10.1.0.0/16"_s});
        networks.addSubnet(u"vnet-hpc"_s, u"GatewaySubnet"_s, u"10.1.255.0/27"_s);
        networks.addSubnet(u"vnet-hpc"_s, u"vm"_s, u"10.1.1.0/24"_s);
        networks.addTunnel(u"vnet-hpc"_s, {u"10.2.0.0/16"_s}, u"NotConnected"_s);
        networks.addNode(u"cloud001"_s, u"vnet-hpc"_s, u"vm"_s);
        networks.addNode(u"cloud002"_s, u"vnet-hpc"_s, u"vm"_s, fleet::PowerState::Deallocated);
        return networks;
    }
};

QTEST_MAIN(TopologyTreeModelTest)
#include "tst_topologytreemodel.moc"
