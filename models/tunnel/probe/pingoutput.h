#pragma once

#include "models/tunnel/probe/probe.h"

#include <QByteArray>
#include <QList>

namespace skybro::tunnel {

/// What a run of ping said, in whatever language: of iputils (Debian, RHEL), busybox or inetutils.
/// Source: their output, and iputils' ping_common.c and ping.c for the lines of errors.
struct PingOutput
{
    QList<std::chrono::microseconds> roundTrips; ///< one for each packet answered; duplicates are left out
    std::optional<int> mtu;                      ///< "too big", and the most that a router or this side takes
    bool hasSummary = false;                     ///< it came to its end: what has no answer is lost
    QString refusal; ///< what a router, or the system, said of a packet that can not get there
    QString problem; ///< its first line that is none of these: why it did not start, when it did not
};

[[nodiscard]] PingOutput readPing(const QByteArray &output);
/// Of a run with one packet.
[[nodiscard]] ProbeReply replyOf(const PingOutput &output);

} // namespace skybro::tunnel
