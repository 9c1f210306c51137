#include "ui/topology/placesearch.h"

#include <algorithm>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using namespace skybro::topology;

namespace {

/// Calls `visit` with each place.
template <typename Visit>
void eachPlace(const Topology &topology, Visit visit)
{
    for (const Site &site : topology.sites)
        visit(Place{Place::Kind::Site, site.id, site.name,
                    (QStringList{site.address} + site.networks).join(u' ')});
    for (const Tunnel &tunnel : topology.tunnels)
        visit(Place{Place::Kind::Tunnel, tunnel.id, tunnel.name, tunnel.status});
    for (const Gateway &gateway : topology.gateways)
        visit(Place{Place::Kind::Gateway, gateway.id, gateway.name, gateway.addresses.join(u' ')});
    for (const Vnet &vnet : topology.vnets) {
        visit(Place{Place::Kind::Vnet, vnet.id, vnet.name, vnet.prefixes.join(u' ')});
        for (const Subnet &subnet : vnet.subnets) {
            visit(Place{Place::Kind::Subnet, subnet.id, subnet.name,
                        u"%1 · %2"_s.arg(vnet.name, subnet.prefixes.join(u' '))});
            for (const NodePoint &node : subnet.nodes)
                visit(Place{Place::Kind::Node, node.id, node.name,
                            node.address.isEmpty() ? subnet.name
                                                   : u"%1 · %2"_s.arg(subnet.name, node.address)});
        }
    }
    for (const NodePoint &node : topology.unplaced)
        visit(Place{Place::Kind::Node, node.id, node.name, u" · "_s + node.address});
}

} // namespace

QList<Place> findPlaces(const Topology &topology, const QString &typed)
{
    QList<Place> found;
    if (typed.isEmpty())
        return found;
    const auto isIn = [&](const QString &text) { return text.contains(typed, Qt::CaseInsensitive); };
    eachPlace(topology, [&](const Place &place) {
        // Of a node its address: all others of its subnet would be found by that one's name.
        const bool isNode = place.kind == Place::Kind::Node;
        if (isIn(place.name) || isIn(isNode ? place.note.section(u" · "_s, 1) : place.note))
            found.append(place);
    });
    std::ranges::stable_partition(
        found, [&](const Place &place) { return place.name.startsWith(typed, Qt::CaseInsensitive); });
    return found;
}

QString placeShown(const Topology &topology, const QString &id)
{
    for (const Vnet &vnet : topology.vnets) {
        for (const Subnet &subnet : vnet.subnets) {
            if (std::ranges::find(subnet.nodes, id, &NodePoint::id) != subnet.nodes.end() ||
                std::ranges::find(subnet.endpoints, id, &PrivateEndpoint::id) != subnet.endpoints.end())
                return subnet.id;
        }
    }
    return id;
}

PlaceLink linkOf(const Topology &topology, const QString &id)
{
    for (const Vnet &vnet : topology.vnets) {
        if (vnet.id == id)
            return {u"nodes"_s, u"filter:vnet:%1"_s.arg(vnet.name)};
        for (const Subnet &subnet : vnet.subnets) {
            if (subnet.id == id)
                return {u"nodes"_s, u"filter:vnet:%1 subnet:%2"_s.arg(vnet.name, subnet.name)};
            if (std::ranges::find(subnet.nodes, id, &NodePoint::id) != subnet.nodes.end())
                return {u"nodes"_s, id};
        }
    }
    if (std::ranges::find(topology.unplaced, id, &NodePoint::id) != topology.unplaced.end())
        return {u"nodes"_s, id};
    const bool isTunnel = std::ranges::find(topology.tunnels, id, &Tunnel::id) != topology.tunnels.end();
    return isTunnel || topology.gateway(id) || topology.site(id) ? PlaceLink{u"tunnel"_s, id} : PlaceLink();
}

} // namespace skybro::ui
