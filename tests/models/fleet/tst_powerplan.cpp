#include "models/fleet/powerplan.h"
#include "tests/models/fleet/testnodes.h"

#include <QTest>

using namespace skybro;
using namespace skybro::fleet;
using namespace Qt::StringLiterals;

class TestPowerPlan : public QObject
{
    Q_OBJECT

private:
    enum Where
    {
        ToDo,
        AlreadyThere,
        Refused
    };

private slots:
    void sortsTheNodes_data()
    {
        QTest::addColumn<int>("action");
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("where");
        const auto row = [](const char *name, PowerAction action, PowerState state, Where where) {
            QTest::newRow(name) << static_cast<int>(action) << static_cast<int>(state)
                                << static_cast<int>(where);
        };
        row("start deallocated", PowerAction::Start, PowerState::Deallocated, ToDo);
        row("start stopped", PowerAction::Start, PowerState::Stopped, ToDo);
        row("start running", PowerAction::Start, PowerState::Running, AlreadyThere);
        row("start unknown", PowerAction::Start, PowerState::Unknown, ToDo);
        row("deallocate running", PowerAction::Deallocate, PowerState::Running, ToDo);
        row("deallocate stopped", PowerAction::Deallocate, PowerState::Stopped, ToDo);
        row("deallocate deallocated", PowerAction::Deallocate, PowerState::Deallocated, AlreadyThere);
        row("power off running", PowerAction::PowerOff, PowerState::Running, ToDo);
        row("power off stopped", PowerAction::PowerOff, PowerState::Stopped, AlreadyThere);
        row("power off deallocated", PowerAction::PowerOff, PowerState::Deallocated, Refused);
        row("restart running", PowerAction::Restart, PowerState::Running, ToDo);
        row("restart deallocated", PowerAction::Restart, PowerState::Deallocated, Refused);
        row("restart stopped", PowerAction::Restart, PowerState::Stopped, Refused);
    }
    void sortsTheNodes()
    {
        QFETCH(int, action);
        QFETCH(int, state);
        QFETCH(int, where);
        Fleet fleet;
        fleet.setNodes({testNode(u"n1"_s, static_cast<PowerState>(state))});
        const QString id = fleet.nodes().at(0).id;
        const PowerPlan plan = planPower(fleet, static_cast<PowerAction>(action), {id, id.toUpper()});
        QCOMPARE(plan.toDo.size(), where == ToDo ? 1 : 0);
        QCOMPARE(plan.alreadyThere.size(), where == AlreadyThere ? 1 : 0);
        QCOMPARE(plan.refused.size(), where == Refused ? 1 : 0);
        if (where == Refused)
            QVERIFY(plan.refused.at(0).reason.text.contains(u"n1"));
    }

    void pendingActionsCount()
    {
        Fleet fleet;
        fleet.setNodes(testNodes(1));
        const QString id = fleet.nodes().at(0).id;
        fleet.setPending({{id, PendingAction{.action = PowerAction::Start, .since = {}, .operationId = {}}}});
        QCOMPARE(planPower(fleet, PowerAction::Start, {id}).alreadyThere.size(), 1);
        const PowerPlan stop = planPower(fleet, PowerAction::Deallocate, {id});
        QCOMPARE(stop.refused.size(), 1);
        QCOMPARE(stop.refused.at(0).reason.kind, ErrorKind::Conflict);
    }

    void generalizedNeverStarts()
    {
        Fleet fleet;
        Node node = testNode(u"n1"_s);
        node.generalized = true;
        fleet.setNodes({node});
        QCOMPARE(planPower(fleet, PowerAction::Start, {node.id}).refused.size(), 1);
    }

    void strangersAreRefused()
    {
        const Fleet fleet;
        const PowerPlan plan = planPower(fleet, PowerAction::Start, {u"/no/such"_s});
        QCOMPARE(plan.refused.at(0).reason.kind, ErrorKind::NotFound);
        QVERIFY(plan.isEmpty());
    }

    void saysWhatItCosts()
    {
        Fleet fleet;
        QList<Node> nodes = testNodes(4);
        nodes[1].powerState = PowerState::Stopped; // is billed already
        nodes[2].price.reset();
        nodes[3].powerState = PowerState::Running;
        fleet.setNodes(nodes);
        QStringList ids;
        for (const Node &node : nodes)
            ids += node.id;
        const PowerPlan start = planPower(fleet, PowerAction::Start, ids);
        QCOMPARE(start.toDo.size(), 3);
        QCOMPARE(start.costChange, 3.6);
        QCOMPARE(start.currency, u"EUR"_s);
        QCOMPARE(start.unknownCosts, 1);
        QCOMPARE(planPower(fleet, PowerAction::Deallocate, ids).costChange, -7.2);
        QCOMPARE(planPower(fleet, PowerAction::PowerOff, {nodes[3].id}).costChange, 0.0);
    }
};

QTEST_GUILESS_MAIN(TestPowerPlan)
#include "tst_powerplan.moc"
