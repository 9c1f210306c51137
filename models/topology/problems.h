#pragma once

#include "models/topology/topology.h"
#include "models/topology/topologyinput.h"

namespace skybro::topology {

/// What is wrong with a picture that is otherwise complete, errors first. What is not known (no on-premise
/// networks, no rules read) is no problem. A pure function; build() calls it.
[[nodiscard]] QList<Problem> findProblems(const Topology &topology, const TopologyInput &input);

} // namespace skybro::topology
