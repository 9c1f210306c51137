#pragma once

#include "models/base/secret.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace skybro::azure {

/// Header fields in their order; names compare without regard to case (RFC 9110, 5.1).
class HttpHeaders
{
public:
    HttpHeaders() = default;
    HttpHeaders(std::initializer_list<std::pair<QByteArray, QByteArray>> fields)
        : m_fields(fields)
    {
    }

    void add(QByteArray name, QByteArray value) { m_fields.append({std::move(name), std::move(value)}); }
    /// The first field of that name, or empty.
    [[nodiscard]] QByteArray value(QByteArrayView name) const;
    [[nodiscard]] bool contains(QByteArrayView name) const;

    [[nodiscard]] auto begin() const { return m_fields.cbegin(); }
    [[nodiscard]] auto end() const { return m_fields.cend(); }

private:
    QList<std::pair<QByteArray, QByteArray>> m_fields;
};

/// One request as it goes over the wire. What is secret in it is kept as Secret and becomes bytes in the
/// transport only.
struct HttpRequest
{
    QByteArray method = "GET";
    QUrl url;
    HttpHeaders headers;
    QByteArray body;
    std::shared_ptr<const Secret> secretBody; ///< sent instead of body: a form with a client secret in it
    std::shared_ptr<const Secret> bearer;     ///< becomes "Authorization: Bearer …"
};

struct HttpResponse
{
    int status = 0;
    HttpHeaders headers;
    QByteArray body;

    [[nodiscard]] bool isSuccess() const { return status >= 200 && status < 300; }
};

/// How long the other side asks to wait: x-ms-retry-after-ms, retry-after-ms, or Retry-After in seconds or as
/// a date (taken against the answer's own Date, so that a wrong clock here does no harm). Never negative.
[[nodiscard]] std::optional<std::chrono::milliseconds> retryAfter(const HttpHeaders &headers);

/// The answer's Date header in UTC; invalid when there is none.
[[nodiscard]] QDateTime answerDate(const HttpHeaders &headers);

/// Same scheme, host and port: only there may a token go.
[[nodiscard]] bool sameOrigin(const QUrl &one, const QUrl &other);

/// A form body (application/x-www-form-urlencoded); names and values are percent-encoded.
[[nodiscard]] QByteArray encodeForm(const QList<std::pair<QByteArray, QByteArray>> &fields);

} // namespace skybro::azure
