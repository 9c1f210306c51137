#pragma once

#include "models/base/error.h"
#include "models/fleet/node.h"
#include "models/topology/problem.h"
#include "models/topology/tunneltraffic.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

#include <array>

/// How the on-premise cluster and Azure hang together, as plain values. Any thread.
///
/// Ids are Azure's in one spelling (azure::ResourceId::key()), so that they compare; lists are sorted by
/// name, so that the same network always gives the same value whatever order Azure lists it in.
namespace skybro::topology {

/// A node as its subnet shows it; the fleet knows the rest.
struct NodePoint
{
    QString id; ///< fleet::nodeKey()
    QString name;
    fleet::PowerState state = fleet::PowerState::Unknown;
    QString address; ///< private; empty: not known

    bool operator==(const NodePoint &) const = default;
};

/// How many nodes are in which state.
struct NodeCounts
{
    std::array<int, fleet::PowerStateCount> byState{}; ///< indexed by fleet::PowerState
    int total = 0;
    bool isWhole = true; ///< else there may be more, of which we were not told

    void add(fleet::PowerState state)
    {
        ++byState[static_cast<size_t>(state)];
        ++total;
    }
    [[nodiscard]] int count(fleet::PowerState state) const { return byState[static_cast<size_t>(state)]; }
    bool operator==(const NodeCounts &) const = default;
};

struct PrivateEndpoint
{
    QString id;
    QString name;
    QString service;   ///< name of what it leads to: "stniflheim"
    QStringList parts; ///< "blob"
    QString status;    ///< Azure's word: "Approved"

    bool operator==(const PrivateEndpoint &) const = default;
};

struct Subnet
{
    QString id;
    QString name;
    QStringList prefixes;
    bool isGatewaySubnet = false;
    QString securityGroup; ///< id; empty: none
    QString routeTable;    ///< id; empty: none
    QString natGateway;    ///< name; empty: none
    QStringList delegations;
    QStringList serviceEndpoints;
    QList<NodePoint> nodes; ///< of the site only, by name
    NodeCounts counts;
    QList<PrivateEndpoint> endpoints;

    bool operator==(const Subnet &) const = default;
};

struct Vnet
{
    QString id;
    QString name;
    QString resourceGroup;
    QString location;
    QStringList prefixes;
    QStringList dnsServers;
    QList<Subnet> subnets;
    bool isForeign = false; ///< known by its peering only: in another subscription, or not for us to read

    [[nodiscard]] NodeCounts counts() const;
    bool operator==(const Vnet &) const = default;
};

/// Two Vnets, peered. Both sides of it in one value.
struct Peering
{
    QString id;     ///< of the first side
    QString vnet;   ///< the first side's
    QString remote; ///< the other's
    QString state;  ///< Azure's word, the worse of both sides': "Connected", "Initiated", "Disconnected"
    /// Which of the two lends its gateway to the other; empty: neither.
    QString gatewayVnet;
    bool isClosed = false; ///< a side of it lets the other's addresses not in

    [[nodiscard]] bool isConnected() const;
    bool operator==(const Peering &) const = default;
};

/// Azure's end of tunnels.
struct Gateway
{
    QString id;
    QString name;
    QString vnet;
    QString subnet; ///< its Vnet's GatewaySubnet
    QString type;   ///< "Vpn", "ExpressRoute"
    QString sku;
    QString generation;
    bool activeActive = false;
    bool bgp = false;
    QStringList addresses; ///< public
    QString provisioningState;

    bool operator==(const Gateway &) const = default;
};

/// A network outside of Azure with its gateway: the cluster's own, or another one that has a tunnel too.
struct Site
{
    QString id;
    QString name;
    bool isOurs = false;  ///< the one the site file describes
    QStringList networks; ///< what the site file and Azure's local network gateway say, together
    QStringList known;    ///< those of them that Azure routes into the tunnel
    QString address;      ///< of the gateway, public
    QString host;         ///< the gateway's name in the site file

    bool operator==(const Site &) const = default;
};

/// A connection of a gateway in Azure.
struct Tunnel
{
    QString id;
    QString name;
    QString gateway; ///< id of Azure's end
    QString site;    ///< id of the other end; empty when that is a gateway, too
    QString peer;    ///< id of the other Vnet's gateway, of "Vnet2Vnet"
    QString type;    ///< "IPsec", "Vnet2Vnet", "ExpressRoute"
    QString protocol;
    QString status; ///< Azure's word: "Connected", "NotConnected", …; "Unknown" when it did not say
    qint64 ingressBytes = 0;
    qint64 egressBytes = 0;
    bool bgp = false;
    TunnelTraffic probed = TunnelTraffic::Unknown; ///< as probes say; Unknown: nobody probes it

    /// As probes say, else Azure.
    [[nodiscard]] TunnelTraffic traffic() const;
    bool operator==(const Tunnel &) const = default;
};

struct SecurityGroup
{
    QString id;
    QString name;
    int rules = 0; ///< of its own, Azure's defaults not counted

    bool operator==(const SecurityGroup &) const = default;
};

struct RouteTable
{
    struct Route
    {
        QString name;
        QString prefix;
        QString nextHop; ///< Azure's word, with the address of an appliance behind it
        bool operator==(const Route &) const = default;
    };
    QString id;
    QString name;
    bool learnsGatewayRoutes = true;
    QList<Route> routes;

    bool operator==(const RouteTable &) const = default;
};

struct Topology
{
    QList<Site> sites; ///< ours first
    QList<Tunnel> tunnels;
    QList<Gateway> gateways;
    QList<Vnet> vnets;
    QList<Peering> peerings;
    QList<SecurityGroup> securityGroups;
    QList<RouteTable> routeTables;
    QList<NodePoint> unplaced; ///< nodes whose subnet is not known
    bool nodesAreWhole = true; ///< else there may be nodes that are shown nowhere
    QList<Problem> problems;   ///< errors first
    QList<Error> gaps;         ///< what Azure did not let us read: the picture lacks it
    QStringList unread;        ///< the same in a word each: "Security groups"
    QDateTime asOf;            ///< when Azure was asked

    [[nodiscard]] const Vnet *vnet(const QString &id) const;
    [[nodiscard]] const Gateway *gateway(const QString &id) const;
    [[nodiscard]] const Site *site(const QString &id) const;
    /// Of that place, in their order.
    [[nodiscard]] QList<Problem> problemsOf(const QString &place) const;
    bool operator==(const Topology &) const = default;
};

} // namespace skybro::topology
