#include "models/fleet/nodetablemodel.h"
#include "tests/models/fleet/testnodes.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace skybro::fleet;
using namespace Qt::StringLiterals;

class TestNodeTableModel : public QObject
{
    Q_OBJECT

private:
    static QStringList namesOf(const NodeTableModel &model)
    {
        QStringList names;
        for (int row = 0; row < model.rowCount(); ++row)
            names += model.index(row, NodeTableModel::NameColumn).data().toString();
        return names;
    }

private slots:
    void mirrorsTheFleet()
    {
        Fleet fleet;
        fleet.setNodes(testNodes(2));
        NodeTableModel model(&fleet);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(namesOf(model), (QStringList{u"n1"_s, u"n2"_s}));

        QList<Node> nodes = testNodes(3);
        nodes[0].powerState = PowerState::Running;
        QSignalSpy changed(&model, &NodeTableModel::dataChanged);
        fleet.setNodes(nodes);
        QVERIFY(model.isSettled());
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 0);
        QCOMPARE(changed.at(0).at(0).toModelIndex().column(), int(NodeTableModel::PowerColumn));

        nodes.removeAt(1);
        fleet.setNodes(nodes);
        QCOMPARE(namesOf(model), (QStringList{u"n1"_s, u"n3"_s}));
        QVERIFY(!model.indexOf(testNode(u"n2"_s).id).isValid());
        QCOMPARE(model.indexOf(testNode(u"N3"_s).id).row(), 1);
    }

    void rolesGiveValues()
    {
        Fleet fleet;
        Node node = testNode(u"n1"_s, PowerState::Stopped);
        node.tags = {{u"a"_s, u"1"_s}, {u"b"_s, QString()}};
        fleet.setNodes({node});
        NodeTableModel model(&fleet);
        const auto at = [&](int column, int role) { return model.index(0, column).data(role); };
        QCOMPARE(at(NodeTableModel::PowerColumn, Qt::DisplayRole), u"stopped"_s);
        QCOMPARE(at(NodeTableModel::NameColumn, NodeTableModel::PowerStateRole).toInt(),
                 int(PowerState::Stopped));
        QCOMPARE(at(NodeTableModel::NameColumn, NodeTableModel::BilledRole).toBool(), true);
        QCOMPARE(at(NodeTableModel::CostColumn, NodeTableModel::CostRole).toDouble(), 3.6);
        QCOMPARE(at(NodeTableModel::CostColumn, NodeTableModel::CurrencyRole), u"EUR"_s);
        QCOMPARE(at(NodeTableModel::TagsColumn, Qt::DisplayRole), u"a=1, b"_s);
        QVERIFY(!at(NodeTableModel::NameColumn, NodeTableModel::PendingRole).isValid());
        QCOMPARE(at(NodeTableModel::NameColumn, NodeTableModel::NodeRole).value<Node>(), node);

        node.price.reset();
        fleet.setNodes({node});
        QVERIFY(!at(NodeTableModel::CostColumn, NodeTableModel::CostRole).isValid());
        QVERIFY(!at(NodeTableModel::CostColumn, Qt::DisplayRole).isValid());
        fleet.setPending(
            {{node.id, PendingAction{.action = PowerAction::Deallocate, .since = {}, .operationId = {}}}});
        QCOMPARE(at(NodeTableModel::NameColumn, NodeTableModel::PendingRole).toInt(),
                 int(PowerAction::Deallocate));
    }

    void largeAnswersComeInSlices()
    {
        Fleet fleet;
        fleet.setNodes(testNodes(5000));
        NodeTableModel model(&fleet);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        fleet.setNodes(testNodes(5000, PowerState::Running));
        QVERIFY(!model.isSettled());
        QSignalSpy settled(&model, &NodeTableModel::settled);
        QTRY_COMPARE(settled.count(), 1);
        for (int row = 0; row < model.rowCount(); ++row)
            QCOMPARE(model.nodeAt(row).powerState, PowerState::Running);
    }

    void randomChangesEndInTheFleetsPicture()
    {
        QRandomGenerator random(20);
        Fleet fleet;
        NodeTableModel model(&fleet);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        // The tester looks at every cell after every signal: 400 rows are enough to come in several slices.
        for (int round = 0; round < 150; ++round) {
            QList<Node> nodes;
            const int most = round % 30 == 0 ? 400 : 40;
            for (int i = 0; i < most; ++i) {
                if (random.bounded(4) != 0)
                    nodes +=
                        testNode(u"n%1"_s.arg(i), static_cast<PowerState>(random.bounded(PowerStateCount)));
            }
            fleet.setNodes(nodes);
            if (round % 3 == 0)
                QTest::qWait(1);
        }
        QTRY_VERIFY(model.isSettled());
        QCOMPARE(model.rowCount(), fleet.nodes().size());
        for (const Node &node : fleet.nodes()) {
            const QModelIndex index = model.indexOf(node.id);
            QVERIFY(index.isValid());
            QCOMPARE(model.nodeAt(index.row()), node);
        }
    }

    void rowsKeepTheirPlace()
    {
        Fleet fleet;
        fleet.setNodes(testNodes(10));
        NodeTableModel model(&fleet);
        const QPersistentModelIndex fifth(model.index(4, 0));
        QList<Node> nodes = testNodes(12, PowerState::Running);
        nodes.remove(7);
        std::reverse(nodes.begin(), nodes.end()); // Azure's order is not ours
        fleet.setNodes(nodes);
        QCOMPARE(fifth.row(), 4);
        QCOMPARE(fifth.data().toString(), u"n5"_s);
    }
};

QTEST_GUILESS_MAIN(TestNodeTableModel)
#include "tst_nodetablemodel.moc"
