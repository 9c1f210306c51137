#pragma once

#include <QString>
#include <QUrl>

namespace skybro::azure {

/// Where an Azure is: the public one, a national one, Azure Stack or a simulator.
/// Addresses: learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure and
/// learn.microsoft.com/azure/china/resources-developer-guide; the same as `az cloud list` prints.
struct Cloud
{
    QString name;         ///< "public", "usgovernment", "china", "custom"
    QUrl resourceManager; ///< https://management.azure.com
    QUrl authority;       ///< https://login.microsoftonline.com, without the tenant
    QString audience;     ///< for whom a token is: the resource of `az account get-access-token --resource`
    QUrl retailPrices;    ///< the prices interface; one for all clouds, public, without a key

    /// The v2.0 scope of the audience: "<audience>/.default".
    [[nodiscard]] QString scope() const;
    /// The token end point of a tenant (OAuth 2.0, v2.0).
    [[nodiscard]] QUrl tokenEndpoint(const QString &tenant) const;
    [[nodiscard]] QUrl deviceCodeEndpoint(const QString &tenant) const;

    [[nodiscard]] static Cloud publicCloud();
    [[nodiscard]] static Cloud usGovernment();
    [[nodiscard]] static Cloud china();
    /// Audience is the resource manager's own address, as Azure Stack and skybro-sim have it.
    [[nodiscard]] static Cloud custom(const QUrl &resourceManager, const QUrl &authority);
};

} // namespace skybro::azure
