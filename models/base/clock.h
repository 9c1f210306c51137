#pragma once

#include <QDateTime>

#include <functional>

namespace skybro {

/// Wall clock, replaceable in tests. Always UTC.
using Clock = std::function<QDateTime()>;

[[nodiscard]] inline Clock systemClock()
{
    return [] { return QDateTime::currentDateTimeUtc(); };
}

} // namespace skybro
