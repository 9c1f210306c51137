#pragma once

#include "models/ssh/connectioninfo.h"
#include "models/ssh/hostsettings.h"
#include "models/ssh/knownhosts.h"
#include "models/ssh/sshfault.h"

/// What the user reads when a connection can not be made or kept.
namespace skybro::ssh {

[[nodiscard]] Error unsupportedProxy(const HostSettings &host);
/// `reason`: libssh's own words, in these as in those below.
[[nodiscard]] Error keyExchangeFailed(const HostSettings &host, const QString &reason);
[[nodiscard]] Error saysNothing(const HostSettings &host); ///< though it accepts connections
[[nodiscard]] Error talksNoSsh(const HostSettings &host, const QByteArray &greeting);
[[nodiscard]] Error loginTooSlow(const HostSettings &host);
[[nodiscard]] Error connectionLost(const HostSettings &host, const QString &reason);
[[nodiscard]] Error connectionDead(const HostSettings &host); ///< keepalives are not answered
[[nodiscard]] Error channelRefused(const HostSettings &host, const QString &reason);
/// The verdict is not Known. For Unknown: nobody may be asked, or the answer was no, as `why` says.
[[nodiscard]] Error hostKeyRefused(const HostSettings &host, const HostKeyVerdict &verdict,
                                   const ConnectionInfo &shown, const QString &why);

} // namespace skybro::ssh
