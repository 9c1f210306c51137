#pragma once

#include "models/base/result.h"
#include "models/tunnel/ipsec/ipsecstatus.h"

namespace skybro::tunnel {

// What strongSwan's swanctl says (5.x; names of the fields: vici's README). Both add to `status`. Errors:
// Protocol, when the answer is cut or is none: then nothing was added. Any thread.

/// `swanctl --list-sas --raw` (or --pretty).
[[nodiscard]] Result<void> readListSas(QStringView output, IpsecStatus &status);
/// `swanctl --list-conns --raw`.
[[nodiscard]] Result<void> readListConns(QStringView output, IpsecStatus &status);

/// What swanctl's end says of the daemon. It exits with errno when charon's socket is absent (2) or refuses
/// (111).
[[nodiscard]] DaemonState strongSwanDaemon(int exitCode, QStringView standardError);

} // namespace skybro::tunnel
