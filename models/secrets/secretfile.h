#pragma once

#include "models/base/result.h"
#include "models/base/secret.h"

namespace skybro::secrets {

/// Reads a secret that rests in a file: its first line. Refused when group or others may read the file, when
/// it belongs to somebody else, or is over 64 KiB. Errors: NotFound, Forbidden, Invalid. Any thread.
[[nodiscard]] Result<Secret> readSecretFile(const QString &path);

/// Writes the file with mode 0600 from its first byte on, whole or not at all. Its folder is made with mode
/// 0700.
[[nodiscard]] Result<void> writeSecretFile(const QString &path, const Secret &secret);

} // namespace skybro::secrets
