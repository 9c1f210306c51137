#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>

namespace skybro::ui {

/// How long ago, in the fewest words: "now", "12 s ago", "3 min ago", "2 h ago", "5 days ago". A moment in
/// the future reads as "now": clocks differ by seconds.
[[nodiscard]] QString relativeTime(const QDateTime &then, const QDateTime &now);
/// Date and time to the second in the user's zone, for tooltips and copies.
[[nodiscard]] QString exactTime(const QDateTime &moment);
/// A duration as a running clock: "0:41", "12:05", "3:04:10".
[[nodiscard]] QString clockText(std::chrono::milliseconds duration);
/// A duration in words for a table: "0.8 s", "41 s", "3 min 05 s", "2 h 10 min".
[[nodiscard]] QString durationText(std::chrono::milliseconds duration);

} // namespace skybro::ui
