#pragma once

#include "models/simulator/world.h"

#include <QJsonArray>

namespace skybro::sim {

/// What a network interface's security groups come to, as POST …/effectiveNetworkSecurityGroups shows it: one
/// entry for the subnet's group and one for the interface's own, the rules of each in the order in which they
/// are judged, service tags of the network written out. Source of the shape: networkInterface.json,
/// 2022-07-01.
[[nodiscard]] QJsonArray effectiveSecurity(const World &world, const Resource &nic);

/// What the service tag VirtualNetwork stands for: the network's own address space, that of its peers and of
/// the on-premise networks that its gateways are connected with.
[[nodiscard]] QStringList virtualNetworkTag(const World &world, const Resource &network);

} // namespace skybro::sim
