#pragma once

#include "models/tunnel/probe/probewindow.h"

#include <QDateTime>

#include <optional>

namespace skybro::tunnel {

/// What one of the three signals says of the tunnel. They disagree often, and each is kept apart.
enum class SignalState
{
    Unknown, ///< not asked, no answer, or one that can not be understood
    Down,
    Pending, ///< being made: Azure's Connecting, a negotiation on the gateway
    Up,      ///< Azure's Connected, a Child SA on the gateway, an answer through the tunnel
};

[[nodiscard]] QString toWord(SignalState state); ///< "unknown", "down", "pending", "up"

/// One signal and when its source was asked: Azure is asked once a minute, the gateway with every sample.
struct Reading
{
    SignalState state = SignalState::Unknown;
    QDateTime asOf; ///< invalid: never
    bool operator==(const Reading &) const = default;
};

/// Bytes that the gateway counted through the tunnel: of all its Child SAs, each since it was made. They fall
/// when one is renewed.
struct ByteCounters
{
    quint64 in = 0;  ///< from Azure
    quint64 out = 0; ///< to Azure
    bool operator==(const ByteCounters &) const = default;
};
/// An SA began anew between the two: what came in that time can not be told from them.
[[nodiscard]] inline bool hasFallen(const ByteCounters &before, const ByteCounters &now)
{
    return now.in < before.in || now.out < before.out;
}

/// The three signals at one moment.
struct Sample
{
    QDateTime time; ///< UTC, when its probes were sent
    Reading azure;
    Reading gateway;
    // Traffic through the tunnel, by this sample's own probes:
    int probesMade = 0; ///< answered and lost
    int probesAnswered = 0;
    std::optional<std::chrono::microseconds> roundTrip; ///< median of the answers
    std::optional<ByteCounters> bytes;                  ///< as the gateway counts
    QString childSa; ///< the gateway's name of the newest one, which changes with a rekey; empty: not known
    bool isImpaired = false; ///< the probes pass, and others do not, or not through it: impairmentOf()

    /// Unknown when no probe could be made; up when any was answered.
    [[nodiscard]] SignalState traffic() const;
    /// 0 … 1; nothing when no probe was made.
    [[nodiscard]] std::optional<double> loss() const;
    void setProbes(const QList<ProbeReply> &replies);
    bool operator==(const Sample &) const = default;
};

} // namespace skybro::tunnel
