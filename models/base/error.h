#pragma once

#include <QString>
#include <QtGlobal>

#include <chrono>
#include <optional>

namespace skybro {

/// What sort of failure an Error is. Decides the exit code of skybroctl and what the console offers.
enum class ErrorKind
{
    Invalid,     ///< what the user gave is wrong: arguments, site file, hostlist
    NotSignedIn, ///< no token could be had, or it was refused
    Forbidden,   ///< signed in, but not allowed
    NotFound,    ///< no such resource, file or secret
    Conflict,    ///< the resource is busy, or in a state that forbids the request
    Capacity,    ///< Azure has no room: AllocationFailed, SkuNotAvailable, quota
    Throttled,   ///< too many requests
    Network,     ///< no answer: name, connection, TLS, reset
    Protocol,    ///< an answer that can not be understood
    Server,      ///< the other side failed (5xx, a failed operation)
    TimedOut,    ///< our own deadline passed
    Cancelled,   ///< we gave up on request
    Internal,    ///< disk, database, a defect of ours
};

/// One failure, as a value. Holds no secret: texts come from the redacted side of every interface.
struct Error
{
    ErrorKind kind = ErrorKind::Internal;
    QString code;           ///< the other side's own word ("AllocationFailed", "AADSTS7000215"), or empty
    QString text;           ///< one sentence for the user: what failed, where, what to do
    QString detail;         ///< more, for the log and "Copy details"
    bool retryable = false; ///< the same request may succeed later with nobody's help
    QString requestId;      ///< x-ms-request-id of the answer, or ours when there was no answer
    std::optional<std::chrono::milliseconds> retryAfter; ///< what the other side asked us to wait

    bool operator==(const Error &) const = default;
};

/// The kind as a fixed English word for logs, JSON and tests ("capacity", "timed-out").
[[nodiscard]] QString toWord(ErrorKind kind);
[[nodiscard]] std::optional<ErrorKind> errorKindFromWord(QStringView word);

[[nodiscard]] Error makeError(ErrorKind kind, QString text, QString detail = {});

} // namespace skybro
