#pragma once

#include <algorithm>

namespace skybro::ui {

/// A stretch of time, in seconds since 1970 (UTC). Empty when `to` is not after `from`.
struct TimeSpan
{
    double from = 0;
    double to = 0;

    [[nodiscard]] double length() const { return to - from; }
    [[nodiscard]] bool isEmpty() const { return !(to > from); }
    bool operator==(const TimeSpan &) const = default;
};

/// `wanted` moved, and shortened where it must be, so that it lies within `whole`.
[[nodiscard]] inline TimeSpan within(TimeSpan wanted, TimeSpan whole)
{
    if (wanted.length() >= whole.length())
        return whole;
    const double shift = std::max(0.0, whole.from - wanted.from) + std::min(0.0, whole.to - wanted.to);
    return {wanted.from + shift, wanted.to + shift};
}

/// `factor` of the length, with `middle` staying where it is; never under `shortest` seconds.
[[nodiscard]] inline TimeSpan zoomed(TimeSpan span, double factor, double middle, double shortest = 10)
{
    const double length = std::max(span.length() * factor, shortest);
    const double share = span.isEmpty() ? 0.5 : (middle - span.from) / span.length();
    return {middle - length * share, middle + length * (1 - share)};
}

} // namespace skybro::ui
