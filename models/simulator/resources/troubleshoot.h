#pragma once

#include "models/simulator/world.h"

#include <span>

namespace skybro::sim {

/// Why a tunnel is down, in Network Watcher's words. Source: learn.microsoft.com/azure/network-watcher/
/// vpn-troubleshoot-overview, tables "Gateway" and "Connection".
struct TunnelFault
{
    const char *type;    ///< "PeerReachability"
    const char *summary; ///< one sentence
    const char *detail;
    const char *action; ///< what mends it
};
/// Those that a scenario may name as the cause; the first holds when it names none.
[[nodiscard]] std::span<const TunnelFault> tunnelFaults();

/// What POST …/troubleshoot finds out about a VPN gateway or a connection:
/// {"startTime", "endTime", "code": "Healthy" | "UnHealthy", "results": […]}.
[[nodiscard]] QJsonObject troubleshoot(const World &world, const Resource &target, qint64 started);

} // namespace skybro::sim
