#pragma once

#include "models/topology/topology.h"
#include "models/topology/topologyinput.h"

namespace skybro::topology {

/// Id of our own site where no local network gateway in Azure stands for it.
inline constexpr QLatin1StringView ownSiteId{"site"};

/// Adds the networks outside of Azure: one for each local network gateway that a tunnel leads to, and our own
/// from the site file. Which of Azure's is ours: the one with our gateway's address or name, else the one
/// that has networks in common with ours, else the only one.
void addSites(Topology &topology, const TopologyInput &input);

} // namespace skybro::topology
