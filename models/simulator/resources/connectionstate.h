#pragma once

#include "models/simulator/world.h"

#include <QJsonArray>

namespace skybro::sim {

// How a site-to-site connection fares: no packets flow here, its far end behaves as the world's TunnelPlan
// says. All of it is a function of time, from what Resource::runtime holds: "since" (when the negotiation
// began), "before" (the status until Azure notices), "comesTo", "cause", "ingress" and "egress" (bytes
// counted until then) and their rates a second.

/// One minute of Azure's, on the scale on which a VM's start (80 s) takes the operation time.
[[nodiscard]] std::chrono::milliseconds simulatedMinute(const World &world);

/// The tunnel is made anew: a new connection, or what was changed ends the one there was.
void negotiate(World &world, Resource &connection);
/// The same with its byte counters at 0: the gateway was reset.
void restartCounters(World &world, Resource &connection);

/// Azure's connectionStatus: Unknown | NotConnected | Connecting | Connected. A minute behind the truth: a
/// new connection is "NotConnected" for one minute, "Connecting" for another.
[[nodiscard]] QString connectionStatus(const World &world, const Resource &connection);

struct Traffic
{
    qint64 ingress = 0; ///< bytes from on-premise
    qint64 egress = 0;  ///< bytes to it
};
[[nodiscard]] Traffic traffic(const World &world, const Resource &connection);

/// What getIkeSas tells: the IKE SAs with their quick mode SAs, none when it is not connected. Source of the
/// keys: the cmdlet Get-AzVirtualNetworkGatewayConnectionIkeSa of github.com/Azure/azure-powershell.
[[nodiscard]] QJsonArray ikeSas(const World &world, const Resource &connection);
/// The same as getIkeSas sends it: JSON within a JSON text, the list at its end. Source: that cmdlet, which
/// takes the list out of it, and the example VirtualNetworkGatewayConnectionGetIkeSas.json of
/// github.com/Azure/azure-rest-api-specs.
[[nodiscard]] QString ikeSasText(const World &world, const Resource &connection);
/// What vpnDeviceConfigurationScript gives for the device at the far end. Azure's own hold the shared key as
/// well.
[[nodiscard]] QString deviceScript(const World &world, const Resource &connection);

} // namespace skybro::sim
