#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <chrono>
#include <utility>

/// HTTP as plain values, so that the simulated Azure runs in a test without a socket.
namespace skybro::sim {

using Header = std::pair<QByteArray, QByteArray>;

struct Request
{
    QByteArray method;                     ///< upper case
    QString path;                          ///< percent-decoded, as sent ("//" and case kept)
    QHash<QString, QString> query;         ///< keys in lower case, both sides percent-decoded
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
    QByteArray target; ///< path and query as sent

    /// Takes a request line's target ("/subscriptions?api-version=…") apart.
    [[nodiscard]] static Request make(const QByteArray &method, const QByteArray &target,
                                      const QList<Header> &headers = {}, const QByteArray &body = {});
    [[nodiscard]] QString parameter(const QString &key) const { return query.value(key); }
    [[nodiscard]] QByteArray header(const QByteArray &name) const { return headers.value(name); }
    /// "https://host:port" as the client named it: Azure's links point back to it.
    [[nodiscard]] QString origin() const;
    /// The body as a form ("grant_type=…&scope=…"), keys as sent.
    [[nodiscard]] QHash<QString, QString> form() const;
};

/// What the transport does with an answer besides sending it.
struct Verdict
{
    enum class Delivery
    {
        Whole,     ///< send it
        Reset,     ///< drop the connection instead of an answer
        Hang,      ///< never answer, keep the connection
        Truncated, ///< announce all of the body, send half, drop the connection
        Garbage,   ///< bytes that are no HTTP
        Drip,      ///< a few bytes at a time
    };
    Delivery delivery = Delivery::Whole;
    std::chrono::milliseconds delay{0}; ///< before the first byte
};

struct Response
{
    int status = 200;
    QList<Header> headers;
    QByteArray body;
    Verdict verdict;

    [[nodiscard]] QByteArray header(const QByteArray &name) const; ///< first of that name, any case
    Response &with(const QByteArray &name, const QByteArray &value);
    [[nodiscard]] QJsonObject json() const;
};

[[nodiscard]] Response jsonResponse(int status, const QJsonObject &body);
/// The standard reason phrase, "Unknown" when there is none.
[[nodiscard]] QByteArray reasonPhrase(int status);

} // namespace skybro::sim
