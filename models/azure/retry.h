#pragma once

#include "models/base/error.h"

#include <chrono>
#include <functional>
#include <optional>

namespace skybro::azure {

/// What happens when Azure gets the same request twice.
enum class Repeat
{
    Harmless, ///< it reads, or names a wanted state: GET, PUT, DELETE, start, deallocate, powerOff
    Never,    ///< it does it twice: restart, redeploy, and every POST nobody thought about
};

/// A number from 0 up to, not including, 1.
using Random = std::function<double()>;
[[nodiscard]] Random systemRandom();

/// When a failed request is sent again, and how long to wait before: exponential with full jitter
/// (aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter), unless the other side named a time.
struct RetryPolicy
{
    int attempts = 5; ///< in all, the first included; throttled requests do not count
    std::chrono::milliseconds base{500};
    std::chrono::milliseconds cap{20'000};

    /// Wait before attempt `attempt` + 1 (the first is 1), or nothing: give up.
    [[nodiscard]] std::optional<std::chrono::milliseconds>
    waitAfter(const Error &error, int attempt, Repeat repeat, const Random &random) const;
    [[nodiscard]] std::chrono::milliseconds backoff(int attempt, const Random &random) const;
};

/// The request may have been carried out, and sending it again could do it twice: restart after a broken
/// connection, a timeout, or a 5xx without Retry-After.
[[nodiscard]] bool outcomeUnknown(const Error &error, Repeat repeat);

inline constexpr QStringView unknownOutcomeCode = u"UnknownOutcome";
/// Such an error in words for the user; keeps detail and request id.
[[nodiscard]] Error unknownOutcomeError(const Error &cause);

} // namespace skybro::azure
