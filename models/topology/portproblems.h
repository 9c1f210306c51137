#pragma once

#include "models/topology/reach.h"
#include "models/topology/topologyinput.h"

namespace skybro::topology {

/// Security groups, of subnets with nodes and of the nodes' own interfaces, that keep off what the cluster
/// needs between `site` and the nodes, or what probes the site file names: one problem for each group and
/// subnet, which names all it blocks. A pure function.
[[nodiscard]] QList<Problem> findPortProblems(const Topology &topology, const TopologyInput &input,
                                              const Site &site, const Reach &reach);

} // namespace skybro::topology
