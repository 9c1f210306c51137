#pragma once

#include "models/fleet/node.h"

namespace skybro::fleet {

/// "n7": a node as the tests want it, in group "rg".
[[nodiscard]] inline Node testNode(const QString &name, PowerState state = PowerState::Deallocated)
{
    Node node;
    node.name = name;
    node.id =
        QStringLiteral("/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/") +
        name;
    node.resourceGroup = QStringLiteral("rg");
    node.location = QStringLiteral("westeurope");
    node.size = QStringLiteral("Standard_HB120rs_v3");
    node.powerState = state;
    node.price = Price{.amount = 3.6, .currency = QStringLiteral("EUR")};
    return node;
}

[[nodiscard]] inline QList<Node> testNodes(int count, PowerState state = PowerState::Deallocated)
{
    QList<Node> nodes;
    for (int i = 1; i <= count; ++i)
        nodes += testNode(QStringLiteral("n%1").arg(i), state);
    return nodes;
}

} // namespace skybro::fleet
