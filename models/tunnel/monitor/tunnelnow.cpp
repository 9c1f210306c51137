#include "models/tunnel/monitor/tunnelnow.h"

#include "models/tunnel/doctor/doctor.h"

namespace skybro::tunnel {

std::optional<bool> isUsable(const TunnelNow &now)
{
    std::optional<bool> passes;
    if (now.state == TunnelState::Down)
        passes = false;
    else if (now.state != TunnelState::Unknown)
        passes = trafficPasses(now.evidence); // the gateway's word alone is no proof
    if (passes != true || now.findings.isEmpty())
        return passes;
    switch (now.findings.constFirst().kind) {
    case FaultKind::DaemonNotRunning:
    case FaultKind::Bypassed:
    case FaultKind::MtuBlackHole:
    case FaultKind::ForwardingOff:
        return false;
    default:
        return true;
    }
}

bool isTargetAlone(const TunnelNow &now)
{
    return now.state == TunnelState::Down && now.evidence.traffic.othersAnswer == true;
}

} // namespace skybro::tunnel
