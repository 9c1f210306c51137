#pragma once

#include "models/topology/topology.h"
#include "models/topology/topologyinput.h"

namespace skybro::topology {

/// The picture, its problems included. A pure function: the same input, in whatever order Azure lists it,
/// gives the same value. Takes some milliseconds for 5,000 nodes: call it on a pool thread.
///
/// Shown are the Vnets that hold a node of the site or lie in one of its resource groups, and all that hang
/// together with them, by peerings and gateways, in whatever resource group they are. Where no node's network
/// is known, those whose gateway has a tunnel to the site's own; and with no resource groups named, every
/// one.
[[nodiscard]] Topology build(TopologyInput input);

} // namespace skybro::topology
