#pragma once

#include <QString>

namespace skybro {

/// Names this process so that another can tell later whether it still lives: host, boot, pid and the pid's
/// start time (proc(5), field 22 of /proc/PID/stat), so that a recycled pid is not taken for the old one.
[[nodiscard]] QString processIdentity();

enum class ProcessLife
{
    Alive,
    Dead,
    Elsewhere, ///< it ran on another host: not to be known from here
};

[[nodiscard]] ProcessLife lifeOf(const QString &identity);

} // namespace skybro
