#include "models/topology/problems.h"

#include "models/topology/describe.h"
#include "models/topology/portproblems.h"
#include "models/topology/reach.h"
#include "models/topology/sites.h"

#include <QCoreApplication>

#include <algorithm>

namespace skybro::topology {

using namespace Qt::StringLiterals;
using Kind = Problem::Kind;
using Severity = Problem::Severity;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::topology", text);
}

QStringList namesOf(const QList<NodePoint> &nodes)
{
    QStringList names;
    for (const NodePoint &node : nodes)
        names.append(node.name);
    return names;
}

const Site *ourSite(const Topology &topology)
{
    return !topology.sites.isEmpty() && topology.sites.first().isOurs ? &topology.sites.first() : nullptr;
}

void findTunnelProblems(const Topology &topology, QList<Problem> &problems)
{
    for (const Tunnel &tunnel : topology.tunnels) {
        if (tunnel.status.compare("NotConnected"_L1, Qt::CaseInsensitive) == 0)
            problems.append(
                {Kind::TunnelNotConnected,
                 Severity::Error,
                 tunnel.id,
                 tr("Azure says that the tunnel %1 is not connected.").arg(tunnel.name),
                 tr("See whether the on-premise gateway runs, and whether both ends have the same "
                    "key and proposals."),
                 {}});
    }
    for (const Site &site : topology.sites) {
        const bool isLearnt = std::ranges::any_of(topology.tunnels, [&](const Tunnel &tunnel) {
            return tunnel.site == site.id && (tunnel.bgp || site.known.isEmpty());
        });
        if (isLearnt || site.known.isEmpty())
            continue;
        const AddressSpace known(site.known);
        QStringList missing;
        for (const QString &network : site.networks) {
            const auto parsed = IpNetwork::parse(network);
            if (parsed && !known.contains(*parsed))
                missing.append(network);
        }
        if (!missing.isEmpty())
            problems.append(
                {Kind::NetworkUnknownToAzure,
                 Severity::Error,
                 site.id,
                 tr("Azure does not route %1 into the tunnel: its local network gateway does not name it.")
                     .arg(missing.join(u", "_s)),
                 tr("Add it to the address space of the local network gateway, or take it out of the site "
                    "file."),
                 {}});
    }
}

/// Then another tunnel may be taken for ours, and nothing tells Azure's word on the one that is meant.
void findUnknownConnection(const TopologyInput &input, const Site &ours, QList<Problem> &problems)
{
    const QString &meant = input.site.gateway.azureConnection;
    QStringList names;
    for (const azure::GatewayConnection &one : input.lists.connections)
        names.append(one.name);
    if (meant.isEmpty() || names.contains(meant, Qt::CaseInsensitive))
        return;
    names.sort();
    problems.append(
        {Kind::ConnectionUnknown,
         Severity::Warning,
         ours.id,
         names.isEmpty() ? tr("The site file names the connection %1, and Azure has none.").arg(meant)
                         : tr("The site file names the connection %1, and Azure has only %2.")
                               .arg(meant, names.join(u", "_s)),
         tr("Set “gateway.azureConnection” in the site file to the name of the connection in Azure."),
         {}});
}

void findGatewayProblems(const Topology &topology, const site::Gateway &told, QList<Problem> &problems)
{
    if (const Site *site = ourSite(topology); site && !told.address.isEmpty() && site->id != ownSiteId &&
                                              IpNetwork::parse(site->address) &&
                                              site->address != told.address)
        problems.append(
            {Kind::GatewayAddressDiffers,
             Severity::Warning,
             site->id,
             tr("Azure sends to the on-premise gateway at %1; the site file says %2.")
                 .arg(site->address, told.address),
             tr("Set the address of the local network gateway, or “gateway.address” in the site file, "
                "to the one that is right."),
             {}});
    for (const Vnet &vnet : topology.vnets) {
        for (const Subnet &subnet : vnet.subnets) {
            const auto group =
                std::ranges::find(topology.securityGroups, subnet.securityGroup, &SecurityGroup::id);
            if (subnet.isGatewaySubnet && group != topology.securityGroups.end())
                problems.append(
                    {Kind::GatewaySubnetGuarded,
                     Severity::Warning,
                     subnet.id,
                     tr("The security group %1 guards the GatewaySubnet of %2, where Azure supports "
                        "none: the gateway may stop working.")
                         .arg(group->name, vnet.name),
                     tr("Take the security group off the GatewaySubnet."),
                     {}});
        }
    }
}

/// Azure takes no second side to one that is disconnected (RemotePeeringIsDisconnected).
QString mendOf(const Peering &peering)
{
    return peering.state.compare("Disconnected"_L1, Qt::CaseInsensitive) == 0
               ? tr("Delete what is left of it, then make both of its sides anew.")
               : tr("Make it anew on the side that lacks it.");
}

void findPeeringProblems(const Topology &topology, QList<Problem> &problems)
{
    for (const Peering &peering : topology.peerings) {
        const Vnet *one = topology.vnet(peering.vnet);
        const Vnet *other = topology.vnet(peering.remote);
        if (!one || !other)
            continue;
        if (peering.isConnected() && peering.isClosed)
            problems.append({Kind::PeeringNotConnected,
                             Severity::Warning,
                             peering.id,
                             tr("The peering of %1 and %2 is closed on one side: security groups take the "
                                "other's addresses for strangers' there.")
                                 .arg(one->name, other->name),
                             tr("Allow virtual network access on both of its sides."),
                             {}});
        if (!peering.isConnected())
            problems.append({Kind::PeeringNotConnected,
                             Severity::Error,
                             peering.id,
                             tr("The peering of %1 and %2 is %3: no traffic passes.")
                                 .arg(one->name, other->name, peering.state),
                             mendOf(peering),
                             {}});
    }
}

void addOverlap(const QString &place, const QString &one, const QString &other,
                const std::pair<IpNetwork, IpNetwork> &networks, QList<Problem> &problems)
{
    problems.append({Kind::AddressOverlap,
                     Severity::Error,
                     place,
                     tr("%1 (%2) and %3 (%4) have addresses in common: what is sent to them may go astray.")
                         .arg(one, networks.first.cidr(), other, networks.second.cidr()),
                     tr("Give one of the two other addresses."),
                     {}});
}

void findOverlaps(const Topology &topology, const Reach &reach, QList<Problem> &problems)
{
    QList<AddressSpace> spaces;
    for (const Vnet &vnet : topology.vnets)
        spaces.append(AddressSpace(vnet.prefixes));
    for (const Site &site : topology.sites) {
        const AddressSpace networks(site.networks);
        for (qsizetype i = 0; i < topology.vnets.size(); ++i) {
            const Vnet &vnet = topology.vnets[i];
            const auto leadsThere = [&](const QString &id) {
                const Gateway *gateway = reach.gatewayOf(id);
                return gateway && std::ranges::any_of(topology.tunnels, [&](const Tunnel &tunnel) {
                           return tunnel.gateway == gateway->id && tunnel.site == site.id;
                       });
            };
            // A peer of what lies behind the gateway hides the site from that: its route is Azure's own, and
            // as a rule the narrower one.
            const bool isBehind =
                leadsThere(vnet.id) || std::ranges::any_of(reach.peersOf(vnet.id), leadsThere);
            // Nodes are to reach our own site, with a tunnel or before there is one.
            const bool isWanted = site.isOurs && vnet.counts().total > 0;
            if (!isBehind && !isWanted)
                continue;
            if (const auto both = spaces[i].overlap(networks))
                addOverlap(vnet.id, vnet.name, site.name, *both, problems);
        }
    }
    for (qsizetype i = 0; i < topology.vnets.size(); ++i) {
        for (qsizetype k = i + 1; k < topology.vnets.size(); ++k) {
            const Vnet &one = topology.vnets[i];
            const Vnet &other = topology.vnets[k];
            const Gateway *gateway = reach.gatewayOf(one.id);
            const bool isShared = gateway && gateway == reach.gatewayOf(other.id);
            if (!isShared && !reach.areConnected(one.id, other.id))
                continue;
            if (const auto both = spaces[i].overlap(spaces[k]))
                addOverlap(one.id, one.name, other.name, *both, problems);
        }
    }
}

/// The cluster's Vnet: that of a gateway with a tunnel to the site, of several the one that most nodes reach;
/// without any, the one with most nodes.
const Vnet *clusterVnet(const Topology &topology, const Reach &reach)
{
    const Site *ours = ourSite(topology);
    const Vnet *best = nullptr;
    std::pair<bool, int> bestRank{false, -1};
    for (const Vnet &vnet : topology.vnets) {
        const bool hasTunnel = std::ranges::any_of(topology.tunnels, [&](const Tunnel &tunnel) {
            const Gateway *gateway = topology.gateway(tunnel.gateway);
            const bool leadsHome = ours ? tunnel.site == ours->id : !tunnel.site.isEmpty();
            return gateway && gateway->vnet == vnet.id && leadsHome;
        });
        int reached = 0;
        for (const Vnet &other : topology.vnets) {
            if (reach.areConnected(vnet.id, other.id))
                reached += other.counts().total;
        }
        if (const std::pair rank(hasTunnel, reached); rank > bestRank) {
            best = &vnet;
            bestRank = rank;
        }
    }
    return best;
}

struct Cause
{
    QString why;
    QString mend;
};

/// Why a subnet's traffic to an on-premise network does not find the tunnel; nothing: it does, or it is told
/// elsewhere.
std::optional<Cause> whyAstray(const Site &site, const IpNetwork &network, const Reach &reach,
                               const Vnet &vnet, const Subnet &subnet, bool anyGateway)
{
    const Reach::Verdict verdict = reach.routeTo(network, vnet, subnet);
    const Gateway *gateway = reach.gatewayOf(vnet.id);
    if (verdict.route == Reach::Route::Elsewhere)
        return Cause{tr("the route “%1” leads it elsewhere").arg(verdict.by),
                     tr("Lead “%1” to the virtual network gateway, or take it out.").arg(verdict.by)};
    if (verdict.route != Reach::Route::Nowhere)
        return {};
    if (!gateway && !anyGateway)
        return Cause{tr("Azure has no virtual network gateway"),
                     tr("Make one in %1, and connect it with the site.").arg(vnet.name)};
    if (!gateway)
        return Cause{tr("its Vnet has no gateway, and no peering lends it one"),
                     tr("Let its peering use the remote gateway, and the other side lend it.")};
    if (!site.known.isEmpty() && !AddressSpace(site.known).contains(network))
        return {}; // told at the site: Azure does not know the network
    if (!reach.sitesBehind(*gateway).contains(network))
        return Cause{tr("the gateway %1 has no tunnel there").arg(gateway->name),
                     tr("Connect %1 with the site, or let a peering lend the Vnet a gateway that is.")
                         .arg(gateway->name)};
    return Cause{tr("its route table does not take over the gateway's routes"),
                 tr("Let the route table propagate gateway routes, or add a route to the virtual network "
                    "gateway.")};
}

/// One network of the site, or a part of one that has a route of its own, is enough to tell.
std::optional<std::pair<IpNetwork, Cause>> firstAstray(const Site &site, const Reach &reach, const Vnet &vnet,
                                                       const Subnet &subnet, bool anyGateway)
{
    const AddressSpace networks(site.networks);
    for (const IpNetwork &network : networks.networks()) {
        if (const auto cause = whyAstray(site, network, reach, vnet, subnet, anyGateway))
            return std::pair(network, *cause);
    }
    for (const IpNetwork &network : networks.networks()) {
        for (const IpNetwork &part : reach.routedWithin(network, subnet)) {
            if (const auto cause = whyAstray(site, part, reach, vnet, subnet, anyGateway))
                return std::pair(part, *cause);
        }
    }
    return std::nullopt;
}

void findRouteProblems(const Topology &topology, const Reach &reach, QList<Problem> &problems)
{
    const Site *site = ourSite(topology);
    const Vnet *cluster = clusterVnet(topology, reach);
    if (!site || !cluster)
        return;
    const bool anyGateway = !topology.gateways.isEmpty();
    for (const Vnet &vnet : topology.vnets) {
        if (!reach.areConnected(cluster->id, vnet.id))
            continue; // its nodes are outside, which says it
        for (const Subnet &subnet : vnet.subnets) {
            if (subnet.nodes.isEmpty())
                continue;
            if (const auto astray = firstAstray(*site, reach, vnet, subnet, anyGateway))
                problems.append({Kind::NoRouteToSite, Severity::Error, subnet.id,
                                 tr("Traffic from %1 to %2 does not reach the gateway: %3.")
                                     .arg(subnet.name, astray->first.cidr(), astray->second.why),
                                 astray->second.mend, namesOf(subnet.nodes)});
        }
    }
}

/// By connections of their gateways.
bool areJoinedByTunnel(const Topology &topology, const QString &vnet, const QString &other)
{
    return std::ranges::any_of(topology.tunnels, [&](const Tunnel &tunnel) {
        const Gateway *one = topology.gateway(tunnel.gateway);
        const Gateway *peer = topology.gateway(tunnel.peer);
        return one && peer && std::minmax(one->vnet, peer->vnet) == std::minmax(vnet, other);
    });
}

void findNodesOutside(const Topology &topology, const Reach &reach, QList<Problem> &problems)
{
    const Vnet *cluster = clusterVnet(topology, reach);
    for (const Vnet &vnet : topology.vnets) {
        if (!cluster || reach.areConnected(cluster->id, vnet.id) ||
            areJoinedByTunnel(topology, cluster->id, vnet.id)) // whether it is up is told at the tunnel
            continue;
        QStringList nodes;
        for (const Subnet &subnet : vnet.subnets)
            nodes += namesOf(subnet.nodes);
        if (!nodes.isEmpty())
            problems.append({Kind::NodesOutside, Severity::Error, vnet.id,
                             tr("%1: outside of the cluster's Vnet %2; %3 is not peered with it.")
                                 .arg(describeNodes(nodes), cluster->name, vnet.name),
                             tr("Peer the two Vnets, or make the nodes anew in the right one."), nodes});
    }
}

void findNameServerProblems(const Topology &topology, const Reach &reach, QList<Problem> &problems)
{
    for (const Vnet &vnet : topology.vnets) {
        const Gateway *gateway = reach.gatewayOf(vnet.id);
        const bool isUnread =
            gateway && std::ranges::any_of(topology.tunnels, [&](const Tunnel &tunnel) {
                return tunnel.gateway == gateway->id && tunnel.site.isEmpty() && tunnel.peer.isEmpty();
            });
        if (isUnread) // what lies behind that tunnel is not known
            continue;
        QStringList lost;
        for (const QString &server : vnet.dnsServers) {
            const auto address = IpNetwork::parse(server);
            const bool isPrivate =
                address && address->isIn({"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"});
            if (isPrivate && !reach.spaceOf(vnet.id).contains(*address))
                lost.append(server);
        }
        if (!lost.isEmpty())
            problems.append({Kind::NameServerOutOfReach,
                             lost.size() == vnet.dnsServers.size() ? Severity::Error : Severity::Warning,
                             vnet.id,
                             tr("%1 asks the name server %2, which lies in no network that it reaches.")
                                 .arg(vnet.name, lost.join(u", "_s)),
                             tr("Name a server in the Vnet, in a peered one or behind the tunnel."),
                             {}});
    }
}

} // namespace

QList<Problem> findProblems(const Topology &topology, const TopologyInput &input)
{
    const Reach reach(topology);
    QList<Problem> problems;
    findTunnelProblems(topology, problems);
    findOverlaps(topology, reach, problems);
    findPeeringProblems(topology, problems);
    findNodesOutside(topology, reach, problems);
    findGatewayProblems(topology, input.site.gateway, problems);
    const bool isWhole =
        input.lists.tunnelsAreWhole; // else a way that is not found may be there all the same
    if (isWhole)
        findRouteProblems(topology, reach, problems);
    const Site *ours = ourSite(topology);
    if (ours && isWhole)
        findUnknownConnection(input, *ours, problems);
    if (ours)
        problems += findPortProblems(topology, input, *ours, reach);
    if (isWhole)
        findNameServerProblems(topology, reach, problems);
    std::ranges::stable_sort(problems, [](const Problem &left, const Problem &right) {
        return left.severity == Severity::Error && right.severity != Severity::Error;
    });
    return problems;
}

} // namespace skybro::topology
