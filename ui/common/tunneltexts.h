#pragma once

#include "models/tunnel/monitor/tunnelmonitor.h"
#include "ui/common/looks.h"

namespace skybro::ui {

// How the tunnel is told, wherever it is: on its page, in the overview, in the status line, in notifications.

[[nodiscard]] Look tunnelLook(tunnel::TunnelState state);
/// The state; over it "Impaired" where it is up and not usable (isUsable()), or "Flapping".
[[nodiscard]] Look tunnelLook(const tunnel::TunnelNow &now);
/// When it came to be what tunnelLook() says; invalid: not known.
[[nodiscard]] QDateTime tunnelSince(const tunnel::TunnelNow &now);
/// The same in words, as short as they may be `at` that time: "since 14:03:20"; "at least since …" where it
/// was so when Skybro began to watch; empty: not known.
[[nodiscard]] QString tunnelSinceText(const tunnel::TunnelNow &now, const QDateTime &at);
[[nodiscard]] Look signalLook(tunnel::SignalState state);
[[nodiscard]] Look agreementLook(tunnel::Agreement agreement);
[[nodiscard]] Look eventLook(tunnel::TunnelEvent::Kind kind);
/// What happened, in a sentence with its durations and counts; where its cause is known, with that, or that
/// alone.
[[nodiscard]] QString eventText(const tunnel::TunnelEvent &event);
/// "Libreswan", "strongSwan", "Gateway" when it is not known which.
[[nodiscard]] QString implementationText(tunnel::Implementation implementation);

/// "11 ms", "0.4 ms".
[[nodiscard]] QString roundTripText(std::chrono::microseconds time);
/// "240 kB/s": powers of 1000.
[[nodiscard]] QString rateText(double bytesPerSecond);
/// "48.2 MB".
[[nodiscard]] QString bytesText(double bytes);
/// "940 Mbit/s".
[[nodiscard]] QString bitRateText(double bitsPerSecond);
/// 0 … 1 as "0 %", "1.5 %".
[[nodiscard]] QString lossText(double loss);
/// "11 ms · 240 kB/s": what goes beside the state, as far as it is known.
[[nodiscard]] QString tunnelFigures(const tunnel::TunnelNow &now);
/// "Tunnel up · 11 ms · 240 kB/s", for the status line.
[[nodiscard]] Look tunnelStatusLook(const tunnel::TunnelNow &now);

} // namespace skybro::ui
