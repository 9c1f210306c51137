#pragma once

#include "models/simulator/world.h"

namespace skybro::sim {

/// One node of the demo cluster, or of a scenario file.
struct DemoNode
{
    QString name;
    QString size = QStringLiteral("Standard_D4s_v5");
    QString power = QStringLiteral("deallocated"); ///< running | stopped | deallocated
    bool spot = false;
    bool publicIp = false;
};

/// The nodes cloud001 … of the demo: three sizes; mostly deallocated, a few running, one stopped and billed,
/// one Spot, one with a public address.
[[nodiscard]] QList<DemoNode> demoNodes(int count);

/// Fills the world: resource groups rg-network (Vnet, subnets, security group, the tunnel to on-premise) and
/// rg-hpc (the nodes with their interfaces and disks), all in westeurope.
void buildDemo(World &world, const QList<DemoNode> &nodes);

} // namespace skybro::sim
