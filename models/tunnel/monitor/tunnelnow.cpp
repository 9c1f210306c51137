#include "models/tunnel/monitor/tunnelnow.h"

#include "models/tunnel/doctor/doctor.h"

namespace skybro::tunnel {

namespace {

/// As its probes have it.
std::optional<bool> passes(const TunnelNow &now)
{
    if (now.state == TunnelState::Down)
        return false;
    if (now.state == TunnelState::Unknown)
        return std::nullopt;
    return trafficPasses(now.evidence); // the gateway's word alone is no proof
}

bool isOfTheTarget(const Finding &finding)
{
    switch (finding.kind) {
    case FaultKind::VmDown:
    case FaultKind::VmFirewall:
    case FaultKind::VmRoute:
    case FaultKind::NsgBlocks:
    case FaultKind::AzureRoute:
        return finding.certainty != Certainty::Guess;
    default:
        return false;
    }
}

} // namespace

const Finding *impairmentOf(const TunnelNow &now)
{
    if (passes(now) != true || now.findings.isEmpty())
        return nullptr;
    switch (now.findings.constFirst().kind) {
    case FaultKind::DaemonNotRunning:
    case FaultKind::Bypassed:
    case FaultKind::MtuBlackHole:
    case FaultKind::ForwardingOff:
        return &now.findings.constFirst();
    default:
        return nullptr;
    }
}

std::optional<bool> isUsable(const TunnelNow &now)
{
    return impairmentOf(now) ? false : passes(now);
}

bool isTargetAlone(const TunnelNow &now)
{
    if (now.state != TunnelState::Down)
        return false;
    return now.evidence.traffic.othersAnswer == true ||
           (!now.findings.isEmpty() && isOfTheTarget(now.findings.constFirst()));
}

} // namespace skybro::tunnel
