#pragma once

#include "models/base/result.h"

#include <QString>

#include <chrono>
#include <optional>

/// The tunnel between the cluster and Azure: does traffic pass, how well, since when.
namespace skybro::tunnel {

enum class ProbeMethod
{
    Icmp, ///< an ICMP echo, by the system's ping, since raw sockets need rights
    Tcp,  ///< a TCP connection, opened and closed
};

/// "icmp", "tcp": for logs, records and tests.
[[nodiscard]] QString toWord(ProbeMethod method);

/// Whom a probe asks.
struct ProbeTarget
{
    QString host; ///< address or name; the time to look a name up is no part of the round trip
    ProbeMethod method = ProbeMethod::Tcp;
    quint16 port = 22; ///< for Tcp, and for Icmp where there is no ping; 0: none
    /// Own address to send from, for a gateway whose tunnel takes only what comes from its inner one. Empty:
    /// the kernel's choice. TcpProbeJob and PingJob, which probe from this machine, pass it over.
    QString source = {};

    bool operator==(const ProbeTarget &) const = default;
};

/// Error Invalid when the host or source could be taken for an option or has characters that no name or
/// address has, or when Tcp has no port.
[[nodiscard]] Result<void> check(const ProbeTarget &target);

/// What became of one probe.
struct ProbeReply
{
    enum class Outcome
    {
        Answered,
        Refused,     ///< nothing listens on that port, but the host is there: an answer, too
        Silent,      ///< nothing came in the time given
        Unreachable, ///< a router, or this side's own system, said that there is no way
        NotMade,     ///< no such program, no rights, unknown name: says nothing about the way
    };
    Outcome outcome = Outcome::NotMade;
    ProbeMethod method = ProbeMethod::Tcp;              ///< how it was made in the end
    std::optional<std::chrono::microseconds> roundTrip; ///< of an answer, where it could be measured
    QString note = {}; ///< Unreachable, NotMade: what the system or the program said; not translated

    [[nodiscard]] bool isAnswer() const
    {
        return outcome == Outcome::Answered || outcome == Outcome::Refused;
    }
    [[nodiscard]] bool isLost() const
    {
        return outcome == Outcome::Silent || outcome == Outcome::Unreachable;
    }
    bool operator==(const ProbeReply &) const = default;
};

} // namespace skybro::tunnel
