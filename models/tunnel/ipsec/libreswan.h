#pragma once

#include "models/tunnel/ipsec/ipsecstatus.h"

namespace skybro::tunnel {

// What Libreswan's `ipsec` says, 3.x to 5.x. Its answers are never translated; what is (a shell's or sudo's
// word, a login banner) is passed over, since each line is known by its shape alone. So lines of several
// commands may be mixed, and each of the readers takes what belongs to the others, too. A line that tells
// of an SA and is torn before its state makes the status `cut`: what it lacks may be there. Facts: ipsec(8)
// of 4.10, and the expected output in the source's testing/pluto of 3.32, 4.10 and 5.4.
//
// All of them add to `status`. Any thread.

/// `ipsec status`: everything but exact bytes.
void readStatus(QStringView output, IpsecStatus &status);
/// `ipsec showstates`.
void readShowStates(QStringView output, IpsecStatus &status);
/// `ipsec trafficstatus`. `gatewayTime`: seconds since 1970 by the gateway's own clock, for the age of the
/// SAs.
void readTrafficStatus(QStringView output, IpsecStatus &status, std::optional<qint64> gatewayTime);
/// `ipsec briefstatus`.
void readBriefStatus(QStringView output, IpsecStatus &status);

/// What an `ipsec` command's end says of the daemon: whack exits with 33 when pluto can not be reached.
[[nodiscard]] DaemonState libreswanDaemon(int exitCode, QStringView standardError);

} // namespace skybro::tunnel
