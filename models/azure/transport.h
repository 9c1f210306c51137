#pragma once

#include "models/azure/http.h"
#include "models/base/job.h"

namespace skybro::azure {

/// One HTTP exchange: ends with whatever status the other side answered, or with an Error when there was no
/// whole answer (Network), its deadline passed (TimedOut) or it was cancelled. Never retries, never follows a
/// redirect.
using HttpCall = JobOf<HttpResponse>;

/// Error::code of a call that got no answer, beside Qt's own words for rarer ones.
namespace networkcode {
inline constexpr QStringView hostNotFound = u"HostNotFound";
inline constexpr QStringView connectionRefused = u"ConnectionRefused";
inline constexpr QStringView tlsFailed = u"TlsFailed";
inline constexpr QStringView proxyFailed = u"ProxyFailed";
inline constexpr QStringView connectionFailed =
    u"ConnectionFailed"; ///< otherwise, before the request was out
inline constexpr QStringView connectionBroke =
    u"ConnectionBroke"; ///< after it was made; the request may have arrived
inline constexpr QStringView tooLarge = u"AnswerTooLarge";
} // namespace networkcode

/// True when the request certainly never left: no name, no connection, no TLS.
[[nodiscard]] bool nothingWasSent(const Error &error);

/// Carries requests. The real one is NetworkTransport; tests bring their own.
class Transport
{
public:
    Transport() = default;
    virtual ~Transport() = default;
    Q_DISABLE_COPY_MOVE(Transport)

    /// A call that is not yet started: set its deadline, connect, start(). It belongs to `parent`.
    [[nodiscard]] virtual HttpCall *send(HttpRequest request, QObject *parent) = 0;
};

} // namespace skybro::azure
