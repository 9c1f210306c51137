#pragma once

#include "models/tunnel/ipsec/proposal.h"

#include <chrono>
#include <optional>

namespace skybro::tunnel {

/// One of a connection's ipsecPolicies (Microsoft.Network 2022-07-01, IpsecPolicy), Azure's words as they
/// come.
struct AzureIpsecPolicy
{
    QString ikeEncryption;   ///< "AES256", "GCMAES256", "DES3"
    QString ikeIntegrity;    ///< "SHA256", "GCMAES256"
    QString dhGroup;         ///< "DHGroup14", "DHGroup2048" (the same), "ECP384", "None"
    QString ipsecEncryption; ///< "GCMAES256", "AES256"
    QString ipsecIntegrity;
    QString pfsGroup;               ///< "PFS2048", "PFS14" (the same), "PFSMM": IKE's group, "None"
    int saLifeTimeSeconds = 27'000; ///< 300 to 172,799
    qint64 saDataSizeKilobytes = 102'400'000;

    bool operator==(const AzureIpsecPolicy &) const = default;
};

/// What a gateway offers and takes.
struct AzureOffers
{
    QList<Proposal> ike;
    QList<Proposal> espAsInitiator; ///< also when Azure begins a rekey
    QList<Proposal> espAsResponder;
    std::chrono::seconds ikeLifetime{28'800}; ///< can not be set
    std::chrono::seconds saLifetime{27'000};
    bool custom = false; ///< from a policy, not the default set

    bool operator==(const AzureOffers &) const = default;
};

/// What a route-based gateway offers without a policy: "About VPN devices and IPsec/IKE parameters for
/// site-to-site VPN Gateway connections", tables IKE Phase 1, IKE Phase 2 and RouteBased QM SA Offers, in
/// their order.
[[nodiscard]] AzureOffers azureDefaultOffers();
/// What a policy allows, which then holds both ways.
[[nodiscard]] AzureOffers offersOf(const AzureIpsecPolicy &policy);

} // namespace skybro::tunnel
