#pragma once

#include "models/topology/topology.h"

/// Short words on parts of a Topology that its pictures and its tree share. Azure's own words for states, but
/// for a tunnel's: "NotConnected" is none.
namespace skybro::topology {

/// "4 running, 2 deallocated", in the order of fleet::PowerState; "no nodes".
[[nodiscard]] QString describe(const NodeCounts &counts);
/// "cloud[001-003]", or how many they are where that would fill lines.
[[nodiscard]] QString describeNodes(const QStringList &names);
/// "nsg-hpc, routes rt-hpc, NAT nat"; what guards and leads a subnet's traffic. Empty: nothing does.
[[nodiscard]] QString describeGuards(const Topology &topology, const Subnet &subnet);
/// "delegated to Microsoft.Web/serverFarms, Microsoft.Storage"; empty: none of it.
[[nodiscard]] QString describeServices(const Subnet &subnet);
/// "pe-blob: stniflheim (blob)", and its state unless it is approved.
[[nodiscard]] QString describe(const PrivateEndpoint &endpoint);
/// "VpnGw1, Generation1, active-active, BGP", and its provisioning state unless that is done.
[[nodiscard]] QString describe(const Gateway &gateway);
/// "Connected, IKEv2, 1.2 GiB in, 340 MiB out".
[[nodiscard]] QString describe(const Tunnel &tunnel);
/// "Connected, IKEv2", "Nothing passes, IKEv2": what fits beside its line, and is what the line's colour
/// says.
[[nodiscard]] QString describeShortly(const Tunnel &tunnel);
/// "vnet-hpc and vnet-hub: Connected, by the gateway of vnet-hub".
[[nodiscard]] QString describe(const Topology &topology, const Peering &peering);

} // namespace skybro::topology
