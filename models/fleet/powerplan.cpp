#include "models/fleet/powerplan.h"

#include <QCoreApplication>
#include <QSet>

namespace skybro::fleet {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::fleet", text);
}

/// Why this can not be asked now; nothing when it can.
std::optional<Error> objection(const Node &node, PowerAction action)
{
    if (node.pending && wantedState(node.pending->action) != wantedState(action))
        return makeError(ErrorKind::Conflict, tr("Another action on %1 (%2) is under way: wait for its end.")
                                                  .arg(node.name, toWord(node.pending->action)));
    if (node.generalized && (action == PowerAction::Start || action == PowerAction::Restart))
        return makeError(ErrorKind::Conflict,
                         tr("%1 was generalized for an image and can never start again.").arg(node.name));
    if (action == PowerAction::PowerOff &&
        (node.powerState == PowerState::Deallocated || node.powerState == PowerState::Deallocating))
        return makeError(ErrorKind::Conflict,
                         tr("%1 is deallocated: it is off and costs nothing.").arg(node.name));
    if (action == PowerAction::Restart && node.powerState != PowerState::Running &&
        node.powerState != PowerState::Unknown && node.powerState != PowerState::Starting)
        return makeError(
            ErrorKind::Conflict,
            tr("%1 is %2 and cannot be restarted: start it.").arg(node.name, toWord(node.powerState)));
    return std::nullopt;
}

bool isAlreadyThere(const Node &node, PowerAction action)
{
    if (node.pending)
        return node.pending->action == action; // another one of the kind changes nothing
    // A restart is an event, not a state: it is never "already done".
    return action != PowerAction::Restart && node.powerState == wantedState(action);
}

void addCost(PowerPlan &plan, const Node &node)
{
    const std::optional<bool> now = isBilled(node.powerState);
    const bool then = *isBilled(wantedState(plan.action));
    if (now == then)
        return;
    if (!now || !node.price || (!plan.currency.isEmpty() && plan.currency != node.price->currency)) {
        ++plan.unknownCosts;
        return;
    }
    plan.currency = node.price->currency;
    plan.costChange += then ? node.price->amount : -node.price->amount;
}

} // namespace

PowerPlan planPower(const Fleet &fleet, PowerAction action, const QStringList &ids)
{
    PowerPlan plan;
    plan.action = action;
    QSet<QString> seen;
    for (const QString &id : ids) {
        if (seen.contains(nodeKey(id)))
            continue;
        seen.insert(nodeKey(id));
        const Node *node = fleet.find(id);
        if (!node) {
            Node missing;
            missing.id = id;
            plan.refused +=
                {.node = missing,
                 .reason = makeError(ErrorKind::NotFound, tr("There is no node %1 any more.").arg(id))};
        } else if (isAlreadyThere(*node, action)) {
            plan.alreadyThere += *node;
        } else if (const std::optional<Error> reason = objection(*node, action)) {
            plan.refused += {.node = *node, .reason = *reason};
        } else {
            plan.toDo += *node;
            addCost(plan, *node);
        }
    }
    return plan;
}

} // namespace skybro::fleet
