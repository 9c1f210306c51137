#pragma once

#include "models/base/result.h"

#include <QByteArrayView>
#include <QString>

namespace skybro {

/// Writes a file whole or not at all: what was there stays until all of the new one is on the disk. A device
/// or a pipe gets the bytes as they are. Error Internal: it cannot be written, and why. Any thread.
[[nodiscard]] Result<void> writeWholeFile(const QString &path, QByteArrayView bytes);

} // namespace skybro
