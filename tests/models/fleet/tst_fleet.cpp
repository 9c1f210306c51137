#include "models/fleet/fleet.h"
#include "tests/models/fleet/testnodes.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace skybro::fleet;
using namespace Qt::StringLiterals;

class TestFleet : public QObject
{
    Q_OBJECT

private:
    static QList<NodeChange> lastChanges(QSignalSpy &spy)
    {
        return spy.isEmpty() ? QList<NodeChange>() : spy.takeLast().at(0).value<QList<NodeChange>>();
    }

private slots:
    void tellsWhatHappened()
    {
        Fleet fleet;
        QSignalSpy changed(&fleet, &Fleet::changed);
        QList<Node> nodes = testNodes(3);
        fleet.setNodes(nodes);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(lastChanges(changed).size(), 3);

        fleet.setNodes(nodes);
        QCOMPARE(changed.count(), 0); // the same again is no change

        nodes[1].powerState = PowerState::Starting;
        nodes.removeAt(0);
        nodes += testNode(u"n4"_s);
        fleet.setNodes(nodes);
        const QList<NodeChange> changes = lastChanges(changed);
        QCOMPARE(changes.size(), 3);
        QCOMPARE(changes.at(0).kind, NodeChange::Removed);
        QCOMPARE(changes.at(0).node.name, u"n1"_s);
        QCOMPARE(changes.at(1).kind, NodeChange::Updated);
        QCOMPARE(changes.at(1).fields, NodeFields(NodeField::Power));
        QCOMPARE(changes.at(2).kind, NodeChange::Added);
        QCOMPARE(fleet.nodes().size(), 3);
    }

    void someGo()
    {
        Fleet fleet;
        QList<Node> nodes = testNodes(6);
        fleet.setNodes(nodes);
        QSignalSpy changed(&fleet, &Fleet::changed);
        nodes[4].powerState = PowerState::Starting;
        nodes.removeAt(5);
        nodes.removeAt(2);
        nodes.removeAt(0);
        fleet.setNodes(nodes);
        QStringList gone;
        QStringList updated;
        for (const NodeChange &change : lastChanges(changed))
            (change.kind == NodeChange::Removed ? gone : updated) += change.node.name;
        QCOMPARE(gone, (QStringList{u"n1"_s, u"n3"_s, u"n6"_s}));
        QCOMPARE(updated, QStringList{u"n5"_s});
        QCOMPARE(fleet.nodes(), nodes);
        for (const Node &node : std::as_const(nodes))
            QCOMPARE(fleet.find(node.id)->name, node.name);
        QVERIFY(!fleet.find(testNode(u"n3"_s).id));

        std::ranges::reverse(nodes); // what is known keeps its place
        nodes.removeAt(1);
        fleet.setNodes(nodes);
        QCOMPARE(fleet.nodes().size(), 2);
        QCOMPARE(fleet.nodes().at(0).name, u"n2"_s);
        fleet.setNodes({});
        QVERIFY(fleet.nodes().isEmpty());
        QVERIFY(!fleet.find(testNode(u"n2"_s).id));
    }

    void idsCompareWithoutCase()
    {
        Fleet fleet;
        fleet.setNodes(testNodes(2));
        QVERIFY(fleet.find(testNode(u"n1"_s).id.toUpper()));
        Node again = testNode(u"n1"_s, PowerState::Running);
        again.id = again.id.toUpper();
        fleet.update({again});
        QCOMPARE(fleet.nodes().size(), 2);
        QCOMPARE(fleet.find(testNode(u"n1"_s).id)->powerState, PowerState::Running);
        QVERIFY(!fleet.find(u"/subscriptions/s/x"_s));
    }

    void oneNameInTwoGroups()
    {
        Fleet fleet;
        Node other = testNode(u"n1"_s);
        other.id.replace(u"/rg/"_s, u"/other/"_s);
        fleet.setNodes({testNode(u"n1"_s), other});
        QCOMPARE(fleet.findByName(u"N1"_s).size(), 2);
    }

    void pendingStaysWhenAzureAnswers()
    {
        Fleet fleet;
        fleet.setNodes(testNodes(2));
        const QString id = fleet.nodes().at(0).id;
        fleet.setPending(
            {{id, PendingAction{.action = PowerAction::Start, .since = {}, .operationId = u"o"_s}}});
        QCOMPARE(fleet.summary().pending, 1);
        fleet.setNodes(testNodes(2, PowerState::Starting));
        QVERIFY(fleet.find(id)->pending);
        QCOMPARE(fleet.find(id)->powerState, PowerState::Starting);
        fleet.setPending({{id, std::nullopt}, {u"/no/such"_s, std::nullopt}});
        QVERIFY(!fleet.find(id)->pending);
        QCOMPARE(fleet.summary().pending, 0);
    }

    void sumsCostsAndSaysWhatItDoesNotKnow()
    {
        QList<Node> nodes{testNode(u"a"_s, PowerState::Running), testNode(u"b"_s, PowerState::Stopped),
                          testNode(u"c"_s, PowerState::Deallocated), testNode(u"d"_s, PowerState::Unknown),
                          testNode(u"e"_s, PowerState::Running)};
        nodes[4].price.reset();
        const FleetSummary sum = summarize(nodes);
        QCOMPARE(sum.total, 5);
        QCOMPARE(sum.count(PowerState::Running), 2);
        QCOMPARE(sum.costPerHour, 7.2);
        QCOMPARE(sum.currency, u"EUR"_s);
        QCOMPARE(sum.unknownCosts, 2);
    }

    void twoCurrenciesAreNotAdded()
    {
        QList<Node> nodes = testNodes(2, PowerState::Running);
        nodes[1].price = Price{.amount = 9, .currency = u"USD"_s};
        const FleetSummary sum = summarize(nodes);
        QCOMPARE(sum.costPerHour, 3.6);
        QCOMPARE(sum.unknownCosts, 1);
    }

    void summaryComesAfterTheChange()
    {
        Fleet fleet;
        QSignalSpy summary(&fleet, &Fleet::summaryChanged);
        fleet.setNodes(testNodes(3));
        QCOMPARE(summary.count(), 1);
        QList<Node> nodes = testNodes(3);
        nodes[0].tags.insert(u"role"_s, u"compute"_s);
        fleet.setNodes(nodes);
        QCOMPARE(summary.count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestFleet)
#include "tst_fleet.moc"
