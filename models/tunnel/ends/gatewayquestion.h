#pragma once

#include "models/tunnel/ipsec/ipsecstatus.h"
#include "models/tunnel/probe/probe.h"
#include "models/tunnel/probe/proberecord.h"

#include <QByteArray>

namespace skybro::tunnel {

/// What one run on the on-premise gateway is to bring. The states of the SAs and their bytes always are.
struct GatewayQuestion
{
    Implementation implementation = Implementation::Unknown; ///< Unknown: found out first
    Implementation before = Implementation::Unknown;         ///< what ran there when it was last asked
    bool connections = false; ///< all that is loaded, with what was agreed on; long where there are hundreds
    bool log = false;
    QString logCursor;          ///< of the answer before: only what came since; empty: the last lines
    bool settings = false;      ///< forwarding, filters, addresses, the route to the first target
    QList<ProbeTarget> targets; ///< to probe from the gateway itself; each must have passed check()
    ProbeRound round;
    bool large = false; ///< largeProbeScript() to the first target
    QString routeTo;    ///< whose route `settings` tells; empty: none
    QByteArray mark;    ///< begins each line of ours; letters and digits, another one each time
};

/// A mark that no log and no configuration holds by chance or by intent.
[[nodiscard]] QByteArray newMark();

/// The script for POSIX sh that asks all of it in one run, as root or by `sudo -n`. Each answer stands on
/// standard output between lines "MARK begin NAME" and "MARK end NAME EXIT-CODE", with what the command
/// complained of; the probes' records come on standard error meanwhile, so that they mix with nothing. No
/// command runs longer than 6 s where there is timeout(1).
[[nodiscard]] QByteArray gatewayScript(const GatewayQuestion &question);

} // namespace skybro::tunnel
