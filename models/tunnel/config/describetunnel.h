#pragma once

#include "models/site/site.h"
#include "models/tunnel/config/tunneldescription.h"
#include "models/tunnel/ends/azureend.h"

namespace skybro::tunnel {

/// Libreswan's name of the site's connection: what the site file says, or "azure".
[[nodiscard]] QString connectionName(const site::Site &site);

/// Sets the algorithms, PFS and lifetimes that the site file asks for.
void describeAlgorithms(const site::Tunnel &site, TunnelDescription &tunnel);
/// Which of the site's own algorithms are weak by today's standards, whatever the profile: "tunnel.ike".
[[nodiscard]] QStringList weakSettings(const site::Tunnel &site);

/// The tunnel that the site file asks for; what it leaves out is taken from Azure's end, where that is known.
/// `ownAddresses` are those that the gateway's cards have: a public address that is none of them is behind a
/// NAT and becomes an id. Error Invalid: something is missing or unusable, and where it would be said.
[[nodiscard]] Result<TunnelDescription> describeTunnel(const site::Site &site, const AzureEnd *azure,
                                                       const QStringList &ownAddresses);

/// The policy that Azure's connection needs for it; absent: the default set will do. With algorithms of one's
/// own the first proposals are put in Azure's words. Error Invalid: Azure has no such algorithm.
[[nodiscard]] Result<std::optional<AzureIpsecPolicy>> azurePolicy(const site::Tunnel &site,
                                                                  const TunnelDescription &tunnel);

} // namespace skybro::tunnel
