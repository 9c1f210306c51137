#include "models/fleet/nodefiltermodel.h"
#include "models/fleet/nodetablemodel.h"
#include "tests/models/fleet/testnodes.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace skybro::fleet;
using namespace Qt::StringLiterals;

class TestNodeFilterModel : public QObject
{
    Q_OBJECT

private:
    static QStringList namesOf(const QAbstractItemModel &model)
    {
        QStringList names;
        for (int row = 0; row < model.rowCount(); ++row)
            names += model.index(row, NodeTableModel::NameColumn).data().toString();
        return names;
    }

private slots:
    void sortsAndFilters()
    {
        Fleet fleet;
        fleet.setNodes({testNode(u"n10"_s), testNode(u"n9"_s, PowerState::Running), testNode(u"n1"_s)});
        NodeTableModel model(&fleet);
        NodeFilterModel shown;
        QAbstractItemModelTester tester(&shown, QAbstractItemModelTester::FailureReportingMode::QtTest);
        shown.setSourceModel(&model);
        QCOMPARE(namesOf(shown), (QStringList{u"n1"_s, u"n9"_s, u"n10"_s}));

        shown.setFilter(NodeFilter::parse(u"deallocated"_s));
        QCOMPARE(namesOf(shown), (QStringList{u"n1"_s, u"n10"_s}));
        QList<Node> nodes = fleet.nodes();
        nodes[1].powerState = PowerState::Deallocated; // now it matches
        nodes[2].powerState = PowerState::Running;     // and this one does no more
        fleet.setNodes(nodes);
        QCOMPARE(namesOf(shown), (QStringList{u"n9"_s, u"n10"_s}));
        shown.setFilter({});
        QCOMPARE(shown.rowCount(), 3);
    }

    void unknownCostsComeLast()
    {
        Fleet fleet;
        QList<Node> nodes = testNodes(3, PowerState::Running);
        nodes[0].price.reset();
        nodes[1].price = Price{.amount = 9, .currency = u"EUR"_s};
        fleet.setNodes(nodes);
        NodeTableModel model(&fleet);
        NodeFilterModel shown;
        shown.setSourceModel(&model);
        shown.sort(NodeTableModel::CostColumn);
        QCOMPARE(namesOf(shown), (QStringList{u"n3"_s, u"n2"_s, u"n1"_s}));
    }

    void equalValuesAreInOrderOfName()
    {
        Fleet fleet;
        fleet.setNodes({testNode(u"n10"_s), testNode(u"n2"_s), testNode(u"n1"_s, PowerState::Running)});
        NodeTableModel model(&fleet);
        NodeFilterModel shown;
        shown.setSourceModel(&model);
        shown.sort(NodeTableModel::PowerColumn);
        QCOMPARE(namesOf(shown), (QStringList{u"n1"_s, u"n2"_s, u"n10"_s}));
    }
};

QTEST_GUILESS_MAIN(TestNodeFilterModel)
#include "tst_nodefiltermodel.moc"
