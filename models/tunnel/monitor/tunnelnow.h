#pragma once

#include "models/tunnel/doctor/finding.h"
#include "models/tunnel/monitor/tunnelevents.h"
#include "models/tunnel/probe/probewindow.h"

namespace skybro::tunnel {

/// All that is known of one tunnel at this moment. A plain value.
struct TunnelNow
{
    QString name; ///< the gateway's name of the connection, or Azure's where the site names none
    TunnelState state = TunnelState::Unknown;
    QDateTime since;              ///< when it came to be so …
    bool isSinceFirstLook = true; ///< … or was first looked at, and may have been so before
    QDateTime impairedSince;      ///< invalid: nothing impairs it
    QDateTime impairedUntil;      ///< the last time before; invalid: not that is known
    bool isFlapping = false;
    int breaks = 0;                          ///< of this bout of flapping, or of the last ten minutes
    Sample sample;                           ///< the latest
    ProbeStatistics window;                  ///< of the last two minutes
    std::optional<double> bytesInPerSecond;  ///< from Azure, between the last two samples
    std::optional<double> bytesOutPerSecond; ///< to Azure
    QString probedFrom;                      ///< "this machine", or a host's name
    QString probed;          ///< a node's name or an address; empty: there is nothing to probe
    Evidence evidence;       ///< with `parameters`: both ends side by side
    QList<Finding> findings; ///< of the doctor, never empty once a sample is in
};

/// The finding that impairs a tunnel whose probes pass: others do not (large packets, forwarding), or not
/// through it. Null: none does, or nothing passes.
[[nodiscard]] const Finding *impairmentOf(const TunnelNow &now);

/// Whether traffic passes for those who need the tunnel; not where it is impaired. Nothing: not sure.
[[nodiscard]] std::optional<bool> isUsable(const TunnelNow &now);

/// Probes of the target are lost, and others behind the same tunnel answer, or the doctor found more than a
/// guess why: it is the target that is down, not the tunnel.
[[nodiscard]] bool isTargetAlone(const TunnelNow &now);

} // namespace skybro::tunnel
