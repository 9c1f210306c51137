#include "models/azure/retry.h"

#include "models/azure/transport.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

namespace skybro::azure {

Random systemRandom()
{
    return [] { return QRandomGenerator::global()->generateDouble(); };
}

std::chrono::milliseconds RetryPolicy::backoff(int attempt, const Random &random) const
{
    const double most = std::min(static_cast<double>(cap.count()),
                                 static_cast<double>(base.count()) * std::pow(2.0, std::max(0, attempt - 1)));
    return std::chrono::milliseconds(static_cast<qint64>(most * random()));
}

std::optional<std::chrono::milliseconds> RetryPolicy::waitAfter(const Error &error, int attempt,
                                                                Repeat repeat, const Random &random) const
{
    if (!error.retryable || outcomeUnknown(error, repeat))
        return std::nullopt;
    if (error.kind != ErrorKind::Throttled && attempt >= attempts)
        return std::nullopt;
    const auto own = backoff(attempt, random);
    // What Azure asks is the least; a little on top keeps a fleet from coming back in one instant.
    return error.retryAfter ? *error.retryAfter + std::min(own, *error.retryAfter / 10) : own;
}

bool outcomeUnknown(const Error &error, Repeat repeat)
{
    if (repeat == Repeat::Harmless)
        return false;
    switch (error.kind) {
    case ErrorKind::Network:
        return !nothingWasSent(error);
    case ErrorKind::TimedOut:
        return true;
    case ErrorKind::Server:
        return !error.retryAfter; // with Retry-After it is a plain "not now"
    default:
        return false;
    }
}

Error unknownOutcomeError(const Error &cause)
{
    Error error = cause;
    error.code = unknownOutcomeCode.toString();
    error.text = QCoreApplication::translate(
        "skybro::azure",
        "The connection broke before Azure answered, and it is not known whether the request "
        "was carried out: look at the resource before you try again.");
    error.detail = cause.detail.isEmpty() ? cause.text : cause.text + QLatin1Char('\n') + cause.detail;
    error.retryable = false;
    return error;
}

} // namespace skybro::azure
