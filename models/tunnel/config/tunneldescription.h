#pragma once

#include "models/tunnel/ipsec/azurepolicy.h"
#include "models/tunnel/ipsec/ipsecconfset.h"
#include "models/tunnel/ipsec/ipsecstatus.h"

namespace skybro::tunnel {

enum class Profile
{
    /// What RHEL 8's Libreswan (its crypto policy set to LEGACY, or one that allows DH group 2) and Azure's
    /// default set agree on. Newer builds refuse modp1024.
    AzureDefault,
    /// AES256-GCM, SHA256, DH group 14, PFS: needs the matching policy on Azure's connection.
    Strong,
};

/// A tunnel as one description, from which both ends are configured.
struct TunnelDescription
{
    QString name;
    IpsecEnd
        onPremise; ///< address: the gateway's own, or "%defaultroute" behind a NAT with the public one as id
    bool onPremiseIsLeft = true; ///< which side of the conn is the site's own
    IpsecEnd azure;              ///< address: the public one of the virtual network gateway
    IkeVersion ikeVersion = IkeVersion::V2;
    QString ike; ///< Libreswan's syntax
    QString esp;
    bool pfs = false;
    std::chrono::seconds ikeLifetime{28'800};
    std::chrono::seconds saLifetime{27'000};
    std::chrono::seconds dpdDelay{30};
    QString dpdAction = QStringLiteral("restart");
    bool startAtBoot = true; ///< auto=start, else auto=add
    int mtu = 0;             ///< of the route into the tunnel; 0: left to the kernel

    bool operator==(const TunnelDescription &) const = default;
};

/// Sets algorithms, PFS and lifetimes.
void applyProfile(TunnelDescription &description, Profile profile);
/// The policy that Azure's connection needs for it; absent: none, the default set is meant.
[[nodiscard]] std::optional<AzureIpsecPolicy> azurePolicyFor(Profile profile);

/// Writes the tunnel as a conn: a new one at the end of `conf`, or into the one of its name, whose other
/// keys, comments and order stay. Errors: Invalid, a description that is not whole; those
/// of IpsecConf.
[[nodiscard]] Result<void> writeConnection(const TunnelDescription &description, IpsecConf &conf);

/// What a conn says, as a description; what it leaves out is Libreswan's default. `ownAddresses` are those of
/// the gateway, to tell which side is its own: left, unless only right is.
[[nodiscard]] TunnelDescription describeConnection(const ResolvedConnection &connection,
                                                   const QStringList &ownAddresses);
/// Makes the conn of `conf` say `to` in place of `from`, which is what describeConnection() read of it: only
/// keys whose meaning differs are touched, so equal ones leave every byte alone. Errors: as
/// writeConnection(), and NotFound when `conf` has no such conn.
[[nodiscard]] Result<void> changeConnection(const TunnelDescription &from, const TunnelDescription &to,
                                            IpsecConf &conf);

/// What of its algorithms is weak by today's standards: "modp1024", "SHA1", "3DES", "IKEv1".
[[nodiscard]] QStringList weakChoices(const TunnelDescription &description);

/// The ids under which the key stands in ipsec.secrets.
[[nodiscard]] QStringList secretIds(const TunnelDescription &description);

} // namespace skybro::tunnel
