#pragma once

#include "models/tunnel/probe/probe.h"

#include <QByteArray>
#include <QList>

#include <chrono>

namespace skybro::tunnel {

struct ProbeRound
{
    std::chrono::milliseconds wait{800}; ///< for each answer; nc rounds it up to seconds
    int rounds = 1;                      ///< so many probes of each target, a quarter of a second apart
};

/// A script for POSIX sh that probes all targets side by side and prints the record of it: with ping, or for
/// TCP with bash's /dev/tcp (since RHEL 8: in milliseconds, from bash 5 on in microseconds) or nc (without a
/// round trip), whichever is there. An Icmp target with a port is probed by TCP where there is no ping.
/// Leaves nothing running. The targets must have passed check().
[[nodiscard]] QByteArray probeScript(const QList<ProbeTarget> &targets, const ProbeRound &round = {});

/// Reads that record from among whatever else the host printed: `count` replies, round after round. What is
/// not in it, or was cut off, is NotMade. Error Protocol when there is nothing of a record.
[[nodiscard]] Result<QList<ProbeReply>> readProbeRecord(const QByteArray &output, qsizetype count);

} // namespace skybro::tunnel
