#pragma once

#include "models/azure/auth/credential.h"
#include "models/azure/cloud.h"
#include "models/azure/transport.h"
#include "models/base/clock.h"

#include <functional>

namespace skybro::azure {

/// Reads a secret from wherever it is kept. The job is not yet started and belongs to the parent given.
using SecretReader = std::function<JobOf<Secret> *(QObject *parent)>;

/// A service principal with a client secret (OAuth 2.0 client credentials, v2.0). The secret is read anew for
/// every token and held only for that long.
class ClientSecretCredential : public Credential
{
public:
    ClientSecretCredential(Transport *transport, Cloud cloud, QString tenant, QString clientId,
                           SecretReader readSecret, Clock clock = systemClock());

    [[nodiscard]] TokenJob *requestToken(QObject *parent) override;
    [[nodiscard]] QString name() const override;

private:
    Transport *m_transport;
    Cloud m_cloud;
    QString m_tenant;
    QString m_clientId;
    SecretReader m_readSecret;
    Clock m_clock;
};

/// A reader of a secret that is in memory already.
[[nodiscard]] SecretReader secretFromMemory(Secret secret);

} // namespace skybro::azure
