#pragma once

#include "models/tunnel/ipsec/azurepolicy.h"
#include "models/tunnel/ipsec/ipsecconfset.h"
#include "models/tunnel/ipsec/ipsecstatus.h"

namespace skybro::tunnel {

/// What the on-premise end is set to.
struct OnPremiseParameters
{
    IpsecEnd local;
    IpsecEnd remote;
    IkeVersion ikeVersion = IkeVersion::Unknown;
    QString ike; ///< Libreswan's syntax; empty: the default of its build
    QString esp;
    std::optional<bool> pfs;
    std::optional<std::chrono::seconds> ikeLifetime;
    std::optional<std::chrono::seconds> saLifetime;
    std::optional<std::chrono::seconds> dpdDelay; ///< 0: dead peers are not looked for
    QString dpdAction;

    bool operator==(const OnPremiseParameters &) const = default;
};

/// What the Azure end is set to: connection, its gateway, local network gateway, Vnet.
struct AzureParameters
{
    static constexpr std::chrono::seconds ownDpdTimeout{45}; ///< of a connection that names none

    QString onPremiseAddress;     ///< what the local network gateway holds for the site's own, or a name
    QStringList gatewayAddresses; ///< public, of the virtual network gateway; empty: not told
    IkeVersion ikeVersion = IkeVersion::Unknown;
    std::optional<AzureIpsecPolicy> policy; ///< absent: the default set holds
    bool policyBasedSelectors = false;      ///< usePolicyBasedTrafficSelectors
    std::optional<std::chrono::seconds> dpdTimeout;
    QStringList onPremisePrefixes; ///< of the local network gateway
    QStringList vnetPrefixes;

    bool operator==(const AzureParameters &) const = default;
};

/// What became of it when the ends showed each other their ids and that they have the key.
enum class Authentication
{
    Unknown,
    Succeeded, ///< an IKE SA is up
    Failed,    ///< one end refused the other
    NoKey,     ///< the on-premise end has no key for the two
};

enum class Parameter
{
    OnPremiseAddress,
    OnPremiseId,
    AzureAddress,
    AzureId,
    Key,
    IkeVersion,
    IkeProposal,
    EspProposal,
    Pfs,
    IkeLifetime,
    SaLifetime,
    DeadPeer,
    OnPremiseSubnets,
    AzureSubnets,
};

enum class Agreement
{
    Unknown,    ///< one end's value is not known
    Same,       ///< both ends allow the same and nothing else
    Compatible, ///< they meet
    Different,  ///< they do not
};

/// One line of the comparison.
struct ParameterRow
{
    Parameter parameter = Parameter::IkeVersion;
    QString onPremise; ///< for a person; empty: not known
    QString azure;
    Agreement agreement = Agreement::Unknown;
    QStringList weakOnPremise; ///< "modp1024", "SHA1", "3DES", "IKEv1"
    QStringList weakAzure;
    QString remark; ///< what follows from it; empty: nothing

    bool operator==(const ParameterRow &) const = default;
};

/// Both ends side by side, every parameter once, in the enum's order.
[[nodiscard]] QList<ParameterRow> compare(const OnPremiseParameters &onPremise, const AzureParameters &azure,
                                          Authentication authentication = Authentication::Unknown);
[[nodiscard]] QString parameterText(Parameter parameter);

/// The proposals that both ends allow, the on-premise end's order; groups of ESP are not looked at.
[[nodiscard]] QList<Proposal> commonIke(const OnPremiseParameters &onPremise, const AzureOffers &azure);
[[nodiscard]] QList<Proposal> commonEsp(const OnPremiseParameters &onPremise, const AzureOffers &azure);

/// From a conn of ipsec.conf, with the defaults of Libreswan for what it leaves out: IKEv2, PFS, 8 hours
/// each, no DPD.
[[nodiscard]] OnPremiseParameters onPremiseParameters(const ResolvedConnection &connection,
                                                      bool leftIsLocal = true);
/// From what the daemon has loaded.
[[nodiscard]] OnPremiseParameters onPremiseParameters(const QList<IpsecConnection> &connections);

/// "8h", "27000s", "3600", "1.5h" of ipsec.conf. Absent: it is no time.
[[nodiscard]] std::optional<std::chrono::seconds> parseConfTime(QStringView text);

} // namespace skybro::tunnel
