#include "models/topology/sites.h"

#include "models/azure/resourceid.h"
#include "models/topology/addressspace.h"

#include <QSet>

#include <algorithm>

namespace skybro::topology {

using namespace Qt::StringLiterals;

namespace {

bool isGiven(const QString &word, const QString &expected)
{
    return !expected.isEmpty() && word.compare(expected, Qt::CaseInsensitive) == 0;
}

Site *findOurs(QList<Site> &sites, const QList<Tunnel> &tunnels,
               const QList<azure::LocalNetworkGateway> &known, const site::Gateway &ours)
{
    for (const Tunnel &tunnel : tunnels) {
        const auto named = std::ranges::find(sites, tunnel.site, &Site::id);
        if (isGiven(tunnel.name, ours.azureConnection) && named != sites.end())
            return &*named;
    }
    for (Site &one : sites) {
        if (isGiven(one.address, ours.address) || isGiven(one.address, ours.host))
            return &one;
    }
    for (const azure::LocalNetworkGateway &gateway : known) {
        const auto byName = std::ranges::find(sites, azure::ResourceId::key(gateway.id), &Site::id);
        if (isGiven(gateway.fqdn, ours.host) && byName != sites.end())
            return &*byName;
    }
    const AddressSpace space(ours.networks);
    for (Site &one : sites) {
        if (space.overlap(AddressSpace(one.networks)))
            return &one;
    }
    return sites.size() == 1 && ours.address.isEmpty() ? &sites.first() : nullptr;
}

} // namespace

void addSites(Topology &topology, const TopologyInput &input)
{
    QSet<QString> reached;
    for (const Tunnel &tunnel : std::as_const(topology.tunnels))
        reached.insert(tunnel.site);
    QList<Site> sites;
    for (const azure::LocalNetworkGateway &from : input.lists.localGateways) {
        const QString id = azure::ResourceId::key(from.id);
        if (!reached.contains(id))
            continue;
        Site one;
        one.id = id;
        one.name = from.name;
        one.networks = from.addressPrefixes;
        one.known = from.addressPrefixes;
        one.address = from.address.isEmpty() ? from.fqdn : from.address;
        sites.append(std::move(one));
    }
    // Of several that could be ours the same one each time, whichever Azure told first.
    std::ranges::sort(sites, {}, &Site::id);
    const site::Gateway &gateway = input.site.gateway;
    Site *ours = findOurs(sites, topology.tunnels, input.lists.localGateways, gateway);
    if (!ours && gateway != site::Gateway{}) {
        sites.append(Site{});
        ours = &sites.last();
        ours->id = ownSiteId;
        ours->address = gateway.address;
    }
    if (ours) {
        ours->isOurs = true;
        ours->name = input.site.name.isEmpty() ? ours->name : input.site.name;
        ours->host = gateway.host;
        const AddressSpace known(ours->networks);
        for (const QString &network : gateway.networks) {
            const auto parsed = IpNetwork::parse(network);
            if (parsed && !known.contains(*parsed))
                ours->networks.append(network);
        }
    }
    std::ranges::sort(sites, [](const Site &left, const Site &right) {
        if (left.isOurs != right.isOurs)
            return left.isOurs;
        return std::pair(left.name, left.id) < std::pair(right.name, right.id);
    });
    topology.sites = sites;
    // What has no local gateway, as ExpressRoute, leads to us.
    for (Tunnel &tunnel : topology.tunnels) {
        if (!topology.site(tunnel.site))
            tunnel.site = tunnel.peer.isEmpty() && !sites.isEmpty() && sites.first().isOurs ? sites.first().id
                                                                                            : QString();
    }
}

} // namespace skybro::topology
