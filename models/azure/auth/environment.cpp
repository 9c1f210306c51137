#include "models/azure/auth/environment.h"

#include <QCoreApplication>

namespace skybro::azure {

using namespace Qt::StringLiterals;

Result<std::unique_ptr<Credential>> environmentCredential(Transport *transport, const Cloud &cloud,
                                                          QString tenant, QString clientId, Clock clock)
{
    constexpr const char *secretVariable = "AZURE_CLIENT_SECRET";
    Secret secret(qgetenv(secretVariable));
    qunsetenv(secretVariable);
    if (tenant.isEmpty())
        tenant = qEnvironmentVariable("AZURE_TENANT_ID");
    if (clientId.isEmpty())
        clientId = qEnvironmentVariable("AZURE_CLIENT_ID");

    QStringList missing;
    if (tenant.isEmpty())
        missing.append(u"AZURE_TENANT_ID"_s);
    if (clientId.isEmpty())
        missing.append(u"AZURE_CLIENT_ID"_s);
    if (secret.isEmpty())
        missing.append(QString::fromLatin1(secretVariable));
    if (!missing.isEmpty())
        return fail(ErrorKind::NotSignedIn,
                    QCoreApplication::translate("skybro::azure", "Not set in the environment: %1.")
                        .arg(missing.join(u", "_s)));
    return std::make_unique<ClientSecretCredential>(transport, cloud, std::move(tenant), std::move(clientId),
                                                    secretFromMemory(std::move(secret)), std::move(clock));
}

} // namespace skybro::azure
