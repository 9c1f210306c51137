#pragma once

#include <QDateTime>

#include <algorithm>
#include <chrono>
#include <optional>

namespace skybro::tunnel {

/// For decisions: what never was is older than anything.
[[nodiscard]] inline std::chrono::milliseconds ageOf(const QDateTime &then, const QDateTime &now)
{
    return then.isValid() ? std::chrono::milliseconds(then.msecsTo(now)) : std::chrono::milliseconds::max();
}

/// For evidence: nothing where it never was, and never less than 0, as clocks may be set back.
[[nodiscard]] inline std::optional<std::chrono::seconds> secondsSince(const QDateTime &then,
                                                                      const QDateTime &now)
{
    if (!then.isValid())
        return std::nullopt;
    return std::chrono::seconds(std::max<qint64>(then.secsTo(now), 0));
}

} // namespace skybro::tunnel
