#pragma once

#include "models/topology/addressspace.h"
#include "models/topology/topology.h"

#include <QHash>
#include <QSet>

namespace skybro::topology {

/// Who reaches whom, by peerings, gateways and routes. Made once for a Topology, which outlives it.
class Reach
{
public:
    explicit Reach(const Topology &topology);

    /// The gateway that this Vnet's traffic to the sites takes: its own, or one that a peering lends it;
    /// nullptr: none.
    [[nodiscard]] const Gateway *gatewayOf(const QString &vnet) const;
    /// Vnets this one is peered with, as long as the peering works.
    [[nodiscard]] const QSet<QString> &peersOf(const QString &vnet) const;
    /// What Azure means by the service tag VirtualNetwork in this Vnet: itself, its peers, and the sites
    /// behind its gateway (Microsoft: "Virtual network service tags").
    [[nodiscard]] const AddressSpace &spaceOf(const QString &vnet) const;
    /// Networks of sites that the gateway has a tunnel to, as far as Azure routes them there.
    [[nodiscard]] AddressSpace sitesBehind(const Gateway &gateway) const;
    /// Whether the two are one network: the same, or peered.
    [[nodiscard]] bool areConnected(const QString &vnet, const QString &other) const;

    enum class Route
    {
        Gateway,   ///< into the tunnel
        Appliance, ///< to a machine of the user's that is to pass it on
        Elsewhere, ///< a route table leads it somewhere else, or nowhere
        Nowhere,   ///< there is no gateway, or a route table hides its routes
    };
    struct Verdict
    {
        Route route = Route::Nowhere;
        QString by; ///< name of the route that decides; empty when it is Azure's own
    };
    /// Where a subnet's traffic to an on-premise network goes: the longest prefix decides, of two alike the
    /// route table's (Microsoft: "Virtual network traffic routing").
    [[nodiscard]] Verdict routeTo(const IpNetwork &network, const Vnet &vnet, const Subnet &subnet) const;
    /// What a subnet's route table leads its own way of a network, but not all of it.
    [[nodiscard]] QList<IpNetwork> routedWithin(const IpNetwork &network, const Subnet &subnet) const;

private:
    const Topology &m_topology;
    QHash<QString, const Gateway *> m_gateways;
    QHash<QString, QSet<QString>> m_peers;
    QHash<QString, AddressSpace> m_spaces;
    QHash<QString, const RouteTable *> m_routeTables;
};

} // namespace skybro::topology
