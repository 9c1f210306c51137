#include "models/topology/tunneltraffic.h"

#include "models/tunnel/monitor/tunnelnow.h"

namespace skybro::topology {

TunnelTraffic trafficOf(const tunnel::TunnelNow &now)
{
    switch (now.state) {
    case tunnel::TunnelState::Unknown:
        return TunnelTraffic::Unknown;
    case tunnel::TunnelState::Down:
        return isTargetAlone(now) ? TunnelTraffic::Passes : TunnelTraffic::Nothing;
    case tunnel::TunnelState::Up:
    case tunnel::TunnelState::Degraded:
        break;
    }
    if (!isUsable(now)) // the gateway's word alone
        return TunnelTraffic::Unknown;
    return impairmentOf(now) ? TunnelTraffic::Impaired : TunnelTraffic::Passes;
}

} // namespace skybro::topology
