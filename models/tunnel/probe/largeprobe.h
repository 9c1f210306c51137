#pragma once

#include "models/tunnel/probe/probe.h"

#include <QByteArray>

namespace skybro::tunnel {

/// What a tunnel of Azure's must carry in one piece: TCP segments clamped to 1350 bytes and their headers,
/// rounded up (Microsoft, "About VPN devices": "clamp TCP MSS to 1350 or set the MTU to 1400").
inline constexpr int tunnelMtu = 1400;

/// A script for POSIX sh that asks in a second or two whether packets of tunnelMtu bytes get to the target
/// and back: three such echoes beside a small one, by iputils' ping. PathMtuJob finds out how large they may
/// be. The target must have passed check().
[[nodiscard]] QByteArray largeProbeScript(const ProbeTarget &target);

/// True: they pass, or their sender is told that they are too large, to which TCP adapts. False: they vanish,
/// where the small one is answered. Nothing: not told, as without such a ping. `output`: the record, among
/// whatever else the host printed.
[[nodiscard]] std::optional<bool> readLargeProbe(const QByteArray &output);

} // namespace skybro::tunnel
