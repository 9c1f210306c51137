#pragma once

#include "models/azure/auth/credential.h"
#include "models/azure/cloud.h"
#include "models/azure/transport.h"
#include "models/base/clock.h"

#include <QObject>

namespace skybro::azure {

/// What to show the person who signs in.
struct DeviceCode
{
    QString userCode;
    QUrl verificationUri;
    QString message; ///< the server's own sentence
    QDateTime expiresAt;
};

/// Signing in with a code on another device (RFC 8628). Renews by refresh token while the program runs; it is
/// kept in memory only.
/// Source: learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code
class DeviceCodeCredential : public QObject, public Credential
{
    Q_OBJECT

public:
    /// `clientId` empty: that of the Azure CLI, which every tenant knows.
    DeviceCodeCredential(Transport *transport, Cloud cloud, QString tenant, QString clientId = {},
                         Clock clock = systemClock());

    [[nodiscard]] TokenJob *requestToken(QObject *parent) override;
    [[nodiscard]] QString name() const override { return tr("Device code"); }

    /// For tests: what one second of the server's polling interval is worth.
    void setSecond(std::chrono::milliseconds second) { m_second = second; }

signals:
    /// Show this; it is asked for again when it expired.
    void codeReady(const skybro::azure::DeviceCode &code);
    /// The person has signed in, or it is over: take it off the screen.
    void codeDone();

private:
    friend class DeviceCodeJob;
    Transport *m_transport;
    Cloud m_cloud;
    QString m_tenant;
    QString m_clientId;
    Clock m_clock;
    std::chrono::milliseconds m_second{1000};
    std::shared_ptr<const Secret> m_refreshToken;
};

} // namespace skybro::azure
