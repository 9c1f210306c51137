#pragma once

#include <QStringView>

/// The API versions Skybro speaks, in one place. Source of the shapes: Microsoft's OpenAPI documents,
/// github.com/Azure/azure-rest-api-specs, folder specification/<service>/resource-manager/…/stable/<version>.
namespace skybro::azure::apiversion {

inline constexpr QStringView compute = u"2021-11-01";       ///< Microsoft.Compute, compute.json
inline constexpr QStringView network = u"2022-07-01";       ///< Microsoft.Network
inline constexpr QStringView resources = u"2021-04-01";     ///< Microsoft.Resources, resources.json
inline constexpr QStringView subscriptions = u"2021-01-01"; ///< Microsoft.Resources, subscriptions.json
inline constexpr QStringView retailPrices =
    u"2023-01-01-preview"; ///< learn.microsoft.com/rest/api/cost-management/retail-prices
inline constexpr QStringView imds =
    u"2018-02-01"; ///< learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
inline constexpr QStringView appServiceIdentity =
    u"2019-08-01"; ///< learn.microsoft.com/azure/app-service/overview-managed-identity

} // namespace skybro::azure::apiversion
