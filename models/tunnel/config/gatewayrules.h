#pragma once

#include "models/tunnel/config/tunneldescription.h"

/// What a tunnel needs of the gateway and of the hosts at home besides IPsec itself, as text. Pure functions.
namespace skybro::tunnel {

/// TCP's largest segment through the tunnel, in bytes; Azure's own advice ("About VPN devices", MSS
/// clamping). IPv6's header is 20 bytes longer.
inline constexpr int clampedMss = 1350;
inline constexpr int clampedMssIpv6 = clampedMss - 20;

/// The kernel's parameters for any tunnel, in their order: "net.ipv4.ip_forward" and its value.
[[nodiscard]] QList<std::pair<QString, QString>> allKernelParameters();
/// Those that this tunnel needs: without IPv6 where its networks have none.
[[nodiscard]] QList<std::pair<QString, QString>> kernelParameters(const TunnelDescription &tunnel);
/// The same as a file for /etc/sysctl.d.
[[nodiscard]] QByteArray sysctlFile(const TunnelDescription &tunnel);

/// A table of nftables that clamps the segments of what goes through the tunnel. Loading it again replaces
/// it, and leaves that of another tunnel alone.
[[nodiscard]] QByteArray nftablesFile(const TunnelDescription &tunnel);
/// Where it rests on the gateway.
[[nodiscard]] QString nftablesPath(const QString &connection);
/// Commands that open the firewall for IKE, ESP and the networks at both ends, and clamp the segments: for a
/// root shell on the gateway. Of nftables, rules for the site's own chains.
[[nodiscard]] QStringList firewalldCommands(const TunnelDescription &tunnel);
[[nodiscard]] QStringList nftablesCommands(const TunnelDescription &tunnel);

/// For hosts at home whose default route does not lead to the gateway. `gateway`: its address at home, which
/// leads to Azure's networks of its own version, or a word for it.
[[nodiscard]] QStringList hostRouteCommands(const TunnelDescription &tunnel, const QString &gateway);

/// Kernel parameters and firewall on the gateway, routes on the hosts of the group "onpremise": a playbook
/// for `skybroctl setup run`; run again it changes nothing. `gatewayHost` as an inventory has it, but for a
/// user before '@'. `gateway`: its address at home; where it is none, the playbook asks the gateway.
/// Of firewalld it takes 0.9 or later, for its policies.
[[nodiscard]] QByteArray playbook(const TunnelDescription &tunnel, const QString &gatewayHost,
                                  const QString &gateway);

} // namespace skybro::tunnel
