#pragma once

#include "models/base/error.h"
#include "models/fleet/fleet.h"

namespace skybro::fleet {

/// What a power action on some nodes would do, before anything is done: for the confirmation and to run.
struct PowerPlan
{
    struct Refusal
    {
        Node node; ///< only its id is set when the fleet has no such node
        Error reason;
    };

    PowerAction action = PowerAction::Start;
    QList<Node> toDo;
    QList<Node> alreadyThere; ///< in the wanted state, or on the way to it by an action of ours
    QList<Refusal> refused;
    /// By how much the cost per hour changes once all is done; without the nodes counted below.
    double costChange = 0;
    QString currency;     ///< of costChange; empty when no price is known
    int unknownCosts = 0; ///< nodes to do whose price is not known

    [[nodiscard]] bool isEmpty() const { return toDo.isEmpty(); }
};

/// Judges by what the fleet knows now. An id that appears twice counts once.
[[nodiscard]] PowerPlan planPower(const Fleet &fleet, PowerAction action, const QStringList &ids);

} // namespace skybro::fleet
