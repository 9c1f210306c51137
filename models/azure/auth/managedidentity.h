#pragma once

#include "models/azure/auth/credential.h"
#include "models/azure/cloud.h"
#include "models/azure/transport.h"
#include "models/base/clock.h"

namespace skybro::azure {

/// The identity of the Azure VM this runs on (IMDS), or of an App Service, Arc or skybro-sim when
/// IDENTITY_ENDPOINT and IDENTITY_HEADER are set.
class ManagedIdentityCredential : public Credential
{
public:
    struct Options
    {
        QUrl imds{QStringLiteral("http://169.254.169.254")};
        QUrl identityEndpoint;                        ///< used instead of imds when not empty
        std::shared_ptr<const Secret> identityHeader; ///< sent as X-IDENTITY-HEADER
        QString clientId;                             ///< of a user-assigned identity; empty: the system's
    };
    /// IDENTITY_ENDPOINT and IDENTITY_HEADER of the environment.
    [[nodiscard]] static Options optionsFromEnvironment();

    ManagedIdentityCredential(Transport *transport, Cloud cloud, Options options,
                              Clock clock = systemClock());

    [[nodiscard]] TokenJob *requestToken(QObject *parent) override;
    [[nodiscard]] QString name() const override { return QStringLiteral("Managed identity"); }

private:
    Transport *m_transport;
    Cloud m_cloud;
    Options m_options;
    Clock m_clock;
};

} // namespace skybro::azure
