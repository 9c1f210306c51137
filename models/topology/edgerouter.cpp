#include "models/topology/edgerouter.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace skybro::topology {

namespace {

constexpr double laneGap = 10;
constexpr double firstLane = 20; ///< from the boxes
constexpr double portGap = 14;
constexpr double firstPort = 24; ///< below the top of a box
constexpr double tunnelLane = 14;
constexpr double labelHeight = 48; ///< of a tunnel's words, two lines
constexpr double labelRoom = 108;  ///< from a lane to the middle of the words beside it

/// Points on a line with two others say nothing.
QList<QPointF> straightened(const QList<QPointF> &points)
{
    QList<QPointF> result;
    for (const QPointF &point : points) {
        if (!result.isEmpty() && result.last() == point)
            continue;
        const auto last = result.size() - 1;
        if (last > 0 && ((result[last].x() == point.x() && result[last - 1].x() == point.x()) ||
                         (result[last].y() == point.y() && result[last - 1].y() == point.y())))
            result[last] = point;
        else
            result.append(point);
    }
    return result;
}

/// The middle of the longest horizontal piece.
QPointF besideTheLongest(const QList<QPointF> &points)
{
    QPointF best = points.first();
    double longest = 0;
    for (qsizetype i = 1; i < points.size(); ++i) {
        const double length = std::abs(points[i].x() - points[i - 1].x());
        if (length > longest) {
            longest = length;
            best = (points[i] + points[i - 1]) / 2;
        }
    }
    return best;
}

double offset(qsizetype slot, qsizetype of, double step)
{
    return (static_cast<double>(slot) - static_cast<double>(of - 1) / 2) * step;
}

} // namespace

EdgeRouter::EdgeRouter(const Topology &topology, const QList<const Vnet *> &hubs,
                       const QList<QList<const Vnet *>> &rows)
    : m_topology(topology)
{
    int order = 0;
    for (const Vnet *hub : hubs)
        m_places.insert(hub->id, {-1, false, order++});
    for (qsizetype row = 0; row < rows.size(); ++row) {
        for (const Vnet *vnet : rows[row])
            m_places.insert(vnet->id, {row, vnet == rows[row].first(), order++});
    }
    for (const Peering &peering : topology.peerings) {
        ++m_degrees[peering.vnet];
        ++m_degrees[peering.remote];
    }
    const auto note = [](QStringList &list, const QString &owner) {
        if (!list.contains(owner))
            list.append(owner);
    };
    for (const Peering &peering : topology.peerings) {
        const QString owner = ownerOf(peering);
        note(m_owners, owner);
        for (const QString &end : {peering.vnet, peering.remote}) {
            note(m_ports[end], owner);
            const Place place = m_places.value(end);
            if (place.row >= 0 && !place.isFirst)
                note(m_lanes[place.row], owner);
        }
    }
    const auto byOrder = [this](const QString &left, const QString &right) {
        return m_places.value(left).order < m_places.value(right).order;
    };
    std::ranges::sort(m_owners, byOrder);
    for (QStringList &list : m_lanes)
        std::ranges::sort(list, byOrder);
    for (QStringList &list : m_ports)
        std::ranges::sort(list, byOrder);
}

QString EdgeRouter::ownerOf(const Peering &peering) const
{
    const int own = m_degrees.value(peering.vnet);
    const int other = m_degrees.value(peering.remote);
    if (own != other)
        return own > other ? peering.vnet : peering.remote;
    return m_places.value(peering.vnet).order < m_places.value(peering.remote).order ? peering.vnet
                                                                                     : peering.remote;
}

double EdgeRouter::gutterAbove(qsizetype row) const
{
    const auto lanes = m_lanes.value(row).size();
    return lanes == 0 ? 0 : firstLane + static_cast<double>(lanes - 1) * laneGap;
}

double EdgeRouter::trunkWidth() const
{
    return m_owners.isEmpty() ? 0 : 2 * firstLane + static_cast<double>(m_owners.size() - 1) * laneGap;
}

double EdgeRouter::laneY(qsizetype row, const QString &owner, double rowTop) const
{
    // The first owner's highest: its line then crosses the fewest others.
    const QStringList lanes = m_lanes.value(row);
    return rowTop - firstLane - static_cast<double>(lanes.size() - 1 - lanes.indexOf(owner)) * laneGap;
}

double EdgeRouter::laneX(const QString &owner) const
{
    return m_trunk + firstLane + static_cast<double>(m_owners.indexOf(owner)) * laneGap;
}

EdgeRouter::Points EdgeRouter::leave(const QString &vnet, const QString &owner, const QRectF &rect) const
{
    const QStringList ports = m_ports.value(vnet);
    const Place place = m_places.value(vnet);
    const auto slot = ports.indexOf(owner);
    if (place.row < 0 || place.isFirst) {
        const double y =
            std::min(rect.top() + firstPort + static_cast<double>(slot) * portGap, rect.bottom() - 4);
        return {QPointF(place.row < 0 ? rect.right() : rect.left(), y), QPointF(laneX(owner), y)};
    }
    const double x =
        rect.center().x() +
        offset(slot, ports.size(), std::min(portGap, rect.width() / static_cast<double>(ports.size() + 1)));
    const double y = laneY(place.row, owner, rect.top());
    return {QPointF(x, rect.top()), QPointF(x, y), QPointF(laneX(owner), y)};
}

void EdgeRouter::routePeerings(Layout &layout) const
{
    QHash<QString, QRectF> rects;
    for (const LayoutItem &item : std::as_const(layout.items)) {
        if (item.kind == LayoutItem::Kind::Vnet)
            rects.insert(item.id, item.rect);
    }
    for (const Peering &peering : m_topology.peerings) {
        if (!rects.contains(peering.vnet) || !rects.contains(peering.remote))
            continue;
        const QString owner = ownerOf(peering);
        const QString other = owner == peering.vnet ? peering.remote : peering.vnet;
        Points points = leave(owner, owner, rects.value(owner));
        Points back = leave(other, owner, rects.value(other));
        const Place from = m_places.value(owner);
        const Place to = m_places.value(other);
        if (from.row == to.row && from.row >= 0 && !from.isFirst && !to.isFirst) {
            points.removeLast(); // along the gutter, without a way round by the trunk
            back.removeLast();
        }
        std::ranges::reverse(back);
        points = straightened(points + back);
        layout.edges.append({LayoutEdge::Kind::Peering, peering.id, owner, other, points, points.last()});
    }
}

void EdgeRouter::routeTunnels(Layout &layout) const
{
    struct Run
    {
        const Tunnel *tunnel = nullptr;
        QRectF near; ///< of the site, or of the other gateway
        QRectF far;
        bool isBetweenGateways = false;
    };
    QHash<QString, QRectF> rects;
    for (const LayoutItem &item : std::as_const(layout.items))
        rects.insert(item.id, item.kind == LayoutItem::Kind::Site ? siteGatewayRect(item.rect) : item.rect);
    QList<Run> runs;
    QHash<QString, QList<qsizetype>> atEnd; // which runs come to a site or gateway
    for (const Tunnel &tunnel : m_topology.tunnels) {
        const QString other = tunnel.site.isEmpty() ? tunnel.peer : tunnel.site;
        if (!rects.contains(tunnel.gateway) || !rects.contains(other) || other == tunnel.gateway)
            continue;
        atEnd[tunnel.gateway].append(runs.size());
        atEnd[other].append(runs.size());
        runs.append({&tunnel, rects.value(other), rects.value(tunnel.gateway), tunnel.site.isEmpty()});
    }
    const auto portOf = [&](const QString &end, qsizetype run, const QRectF &rect) {
        const QList<qsizetype> &all = atEnd[end];
        return rect.center().y() +
               offset(all.indexOf(run), all.size(),
                      std::min(tunnelLane, rect.height() / static_cast<double>(all.size() + 1)));
    };
    const auto laneOf = [&](qsizetype i) {
        return runs[i].far.left() - 40 - static_cast<double>(i % 8) * tunnelLane;
    };
    double leftmost = std::numeric_limits<double>::max(); // of the lanes between gateways
    for (qsizetype i = 0; i < runs.size(); ++i) {
        if (runs[i].isBetweenGateways)
            leftmost = std::min(leftmost, laneOf(i));
    }
    qsizetype betweenGateways = 0;
    for (qsizetype i = 0; i < runs.size(); ++i) {
        const Run &run = runs[i];
        const double farY = portOf(run.tunnel->gateway, i, run.far);
        const QPointF end(run.far.left(), farY);
        const double lane = laneOf(i);
        QPointF begin(run.near.left(), portOf(run.tunnel->peer, i, run.near));
        if (!run.isBetweenGateways) {
            // Straight, where the site's box is beside the gateway.
            const bool isAlone = atEnd[run.tunnel->site].size() == 1;
            const bool isBeside = farY > run.near.top() + 8 && farY < run.near.bottom() - 8;
            begin =
                QPointF(run.near.right(), isAlone && isBeside ? farY : portOf(run.tunnel->site, i, run.near));
        }
        const QString other = run.isBetweenGateways ? run.tunnel->peer : run.tunnel->site;
        const QList<QPointF> points =
            straightened({begin, QPointF(lane, begin.y()), QPointF(lane, farY), end});
        QPointF label = besideTheLongest(points);
        if (run.isBetweenGateways) { // left of all lanes, one below the other
            const double height = (static_cast<double>(betweenGateways++) - 0.5) * labelHeight;
            label = QPointF(leftmost - labelRoom, (begin.y() + farY) / 2 + height);
        }
        layout.edges.append(
            {LayoutEdge::Kind::Tunnel, run.tunnel->id, other, run.tunnel->gateway, points, label});
    }
}

void EdgeRouter::route(Layout &layout) const
{
    routeTunnels(layout);
    routePeerings(layout);
}

} // namespace skybro::topology
