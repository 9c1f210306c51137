#pragma once

#include "models/simulator/world.h"

namespace skybro::sim {

// The network of the demo cloud, in rg-network: vnet-hpc with the nodes' subnet "vm", guarded by nsg-hpc, and
// the tunnel to 192.168.0.0/16 on-premise.

inline const auto demoLocation = QStringLiteral("westeurope");

/// Makes a resource as a client would and ends its creation at once. Ends the program when Azure's rules
/// refuse it: the demo is wrong then.
Resource *makeDemoResource(World &world, const ResourceId &id, const QJsonObject &sent);

/// Vnet, subnets and security group for so many nodes: the id of the nodes' subnet.
[[nodiscard]] ResourceId makeDemoNetwork(World &world, qsizetype nodes);
/// The VPN gateway vpngw-hpc, the on-premise gateway "onprem", the connection "onprem-to-azure", which has
/// come to what World::tunnel says, and Network Watcher.
void makeDemoTunnel(World &world);

} // namespace skybro::sim
