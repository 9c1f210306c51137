#pragma once

#include "models/simulator/armerror.h"

#include <QJsonObject>

namespace skybro::sim {

// What a connection may ask of IKE and IPsec. Source: virtualNetworkGateway.json 2022-07-01 and
// learn.microsoft.com/azure/vpn-gateway/vpn-gateway-about-compliance-crypto.

/// "ipsecPolicies": none or one, which has to be whole; GCM for encryption goes with the same for integrity.
[[nodiscard]] Answer<void> checkIpsecPolicies(const QJsonArray &policies);
/// "trafficSelectorPolicies": prefixes on both sides.
[[nodiscard]] Answer<void> checkTrafficSelectors(const QJsonArray &policies);
/// A pre-shared key: 1 to 128 printable characters of ASCII.
[[nodiscard]] Answer<void> checkSharedKey(const QString &key);

} // namespace skybro::sim
