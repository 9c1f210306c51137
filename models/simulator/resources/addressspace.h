#pragma once

#include "models/simulator/armerror.h"
#include "models/simulator/ipv4.h"
#include "models/simulator/resourceid.h"
#include "models/simulator/world.h"

namespace skybro::sim {

// Address spaces of virtual networks, on-premise networks and subnets. IPv4 only.

/// An array of prefixes; 400 InvalidAddressPrefixFormat when one is none.
[[nodiscard]] Answer<QList<Ipv4Prefix>> parsePrefixes(const QJsonArray &texts, const ResourceId &of);
/// {"addressPrefixes": […]} in a property of a body; what is no prefix is left out.
[[nodiscard]] QList<Ipv4Prefix> addressSpace(const QJsonObject &body, const QString &property);
/// Those of `a` that overlap one of `b`, as text.
[[nodiscard]] QStringList overlapping(const QList<Ipv4Prefix> &a, const QList<Ipv4Prefix> &b);
/// Whether these subnets can stand beside each other in this address space, each by its own rules as well.
[[nodiscard]] Answer<void> checkSubnets(const ResourceId &network, const QList<Ipv4Prefix> &space,
                                        const QJsonArray &subnets);
/// The prefixes of a subnet, as sent or as kept: one is in addressPrefix, more are in addressPrefixes. Where
/// both are sent it is the array that counts.
[[nodiscard]] QStringList subnetPrefixes(const QJsonObject &properties);
/// The same of one that was accepted.
[[nodiscard]] QList<Ipv4Prefix> subnetRanges(const Resource &subnet);

/// The subnet that a VPN gateway stands in goes by this name, in any case.
inline const auto gatewaySubnet = QStringLiteral("GatewaySubnet");

} // namespace skybro::sim
