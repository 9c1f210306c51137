#pragma once

#include "models/tunnel/ipsec/ipsecstatus.h"

namespace skybro::tunnel {

/// Reads one line of the connection list in `ipsec status`, without its "000 ". False: it is none.
/// The first line of a connection makes it, those after it add to it.
bool readConnectionLine(QStringView line, QList<IpsecConnection> &connections);

/// "AES_CBC_256-HMAC_SHA1-MODP2048" as `ipsec status` writes what was agreed; of a Child SA the group is
/// PFS's.
[[nodiscard]] Algorithms readAgreed(QStringView text, bool ofChild);

} // namespace skybro::tunnel
