#pragma once

namespace skybro::tunnel {
struct TunnelNow;
}

namespace skybro::topology {

enum class TunnelTraffic
{
    Unknown,
    Passes,
    Impaired, ///< probes pass, and other traffic does not, or not through the tunnel
    Nothing,
};

/// What passes through a tunnel that is watched. Where the probed node alone is silent, traffic passes.
[[nodiscard]] TunnelTraffic trafficOf(const tunnel::TunnelNow &now);

} // namespace skybro::topology
