#pragma once

#include "models/azure/transport.h"
#include "models/base/result.h"

#include <QObject>

#include <memory>

namespace skybro::azure {

struct TransportOptions
{
    /// PEM file of certificate authorities to trust; empty: the system's only.
    QString caFile;
    /// Whether the system's authorities are trusted beside caFile, or caFile alone.
    bool trustSystem = true;
    /// "http://host:port" or "socks5://host:port"; empty: as the desktop says (http_proxy, https_proxy,
    /// no_proxy). Loopback and link-local addresses are always reached directly.
    QUrl proxy;
};

/// The real transport, over QNetworkAccessManager.
///
/// - TLS is always verified; plain http goes to loopback and link-local addresses only (IMDS, tests).
/// - Redirects come back as answers: a token is never carried to another host.
/// - The HTTP status decides; Qt's error counts only where there was no whole answer.
/// - Qt sends a request again by itself when the connection closes before an answer. POST and PATCH go
///   with a body that can not be rewound, so that this ends as ConnectionBroke and nothing is done twice.
/// - Several managers share the calls: Qt 6.4 opens six HTTP/1.1 connections per manager and host.
/// - Answers over 64 MiB are refused.
/// Thread: the one that made it.
class NetworkTransport : public QObject, public Transport
{
    Q_OBJECT

public:
    /// Errors: Invalid, with the file's name, when caFile can not be read or holds no certificate, or when
    /// the proxy's address is none.
    [[nodiscard]] static Result<std::unique_ptr<NetworkTransport>> create(const TransportOptions &options);
    ~NetworkTransport() override;

    [[nodiscard]] HttpCall *send(HttpRequest request, QObject *parent) override;

    struct Pool; ///< the managers; outlives calls that are still under way
private:
    explicit NetworkTransport(std::shared_ptr<Pool> pool);
    std::shared_ptr<Pool> m_pool;
};

} // namespace skybro::azure
