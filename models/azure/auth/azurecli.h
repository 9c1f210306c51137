#pragma once

#include "models/azure/auth/credential.h"
#include "models/base/result.h"

namespace skybro::azure {

/// Asks the Azure CLI on this machine: `az account get-access-token`. Whoever ran `az login` is signed in.
class AzureCliCredential : public Credential
{
public:
    struct Options
    {
        QString tenant;       ///< asked for when no subscription is given
        QString subscription; ///< decides the tenant; az takes one of the two
        QString resource;     ///< Cloud::audience; empty: that of the cloud az is set to
        QString program = QStringLiteral("az");
    };
    explicit AzureCliCredential(Options options);

    [[nodiscard]] TokenJob *requestToken(QObject *parent) override;
    [[nodiscard]] QString name() const override { return QStringLiteral("Azure CLI"); }

private:
    Options m_options;
};

/// Reads what `az account get-access-token --output json` prints: expires_on (Unix seconds, az 2.54 on) or
/// expiresOn (local time without zone, "2026-11-22 21:30:00.000000").
[[nodiscard]] Result<AccessToken> readAzureCliToken(const QByteArray &output);

/// The Error for what az wrote to stderr when it failed.
[[nodiscard]] Error azureCliError(const QByteArray &standardError, int exitCode);

} // namespace skybro::azure
