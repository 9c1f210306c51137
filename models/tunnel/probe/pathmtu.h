#pragma once

#include "models/base/result.h"
#include "models/tunnel/probe/probe.h"

#include <QByteArray>
#include <QString>

namespace skybro::tunnel {

/// How large a packet gets to a host and back, in bytes with its IP header.
struct PathMtu
{
    enum class Kind
    {
        Whole,       ///< packets of the size looked for pass
        Told,        ///< less passes, and senders are told so: Path MTU Discovery works, TCP adapts
        BlackHole,   ///< less passes, and what is larger vanishes without a word: TCP connections hang
        Negotiated,  ///< not tried: what TCP agreed on (MSS and headers), which a gateway may have clamped
        NoAnswer,    ///< not even a small packet was answered
        NotMeasured, ///< see note
    };
    Kind kind = Kind::NotMeasured;
    int mtu = 0;       ///< what passes: exact when told, at most 8 bytes too low for a BlackHole; 0: unknown
    int packets = 0;   ///< sent for it
    QString note = {}; ///< NotMeasured: why; for the log, not translated

    bool operator==(const PathMtu &) const = default;
};

/// "whole", "told", "black-hole", "negotiated", "no-answer", "not-measured"
[[nodiscard]] QString toWord(PathMtu::Kind kind);

inline constexpr int usualMtu = 1500;

/// A script for POSIX sh that looks for the path MTU by echoes that must not be fragmented (`ping -M do` of
/// iputils), 2 or 3 on a healthy path and about 11 into a black hole, a second each where none comes back;
/// where there is no such ping, by what a TCP connection to the target's port agreed on (bash and ss). Prints
/// a record. `largest`: 576 … 65535. The target must have passed check(). A path that loses every third
/// packet is taken for a black hole once in thirty times: see its loss first.
[[nodiscard]] QByteArray mtuScript(const ProbeTarget &target, int largest = usualMtu);

/// Reads that record from among whatever else the host printed. Error Protocol when there is nothing of it.
[[nodiscard]] Result<PathMtu> readMtuRecord(const QByteArray &output, int largest = usualMtu);

} // namespace skybro::tunnel
