#pragma once

#include "models/topology/topology.h"

#include <QHash>
#include <QPointF>
#include <QRectF>

namespace skybro::topology {

/// Sizes that whoever draws a layout needs too, in px of the scene.
namespace metric {
inline constexpr double margin = 32;
inline constexpr double padding = 16;    ///< within a box
inline constexpr double gap = 12;        ///< between cards in a Vnet
inline constexpr double header = 64;     ///< of a Vnet, above its cards: name, prefixes
inline constexpr double siteHeader = 48; ///< of a site, above its networks
inline constexpr double cardWidth = 288;
inline constexpr double cardHeader = 48; ///< of a subnet: name, prefix
inline constexpr double cardHeight = 74; ///< with its nodes; more for each line of other things
inline constexpr double line = 20;       ///< of text
inline constexpr double gatewayHeight = 64;
inline constexpr double siteWidth = 248;
inline constexpr double gatewayInset = 12;
inline constexpr double siteGatewayTop = 112; ///< at least: beside the gateway of a Vnet on the same height
inline constexpr int mostEndpoints = 4;       ///< shown in a subnet; of more their number
inline constexpr int mostNetworks = 6;        ///< shown in a site
} // namespace metric

struct LayoutItem
{
    enum class Kind
    {
        Site,
        Vnet,
        Subnet,
        Gateway,
    };
    Kind kind = Kind::Vnet;
    QString id;     ///< as in the Topology
    QString parent; ///< id of the box it lies in; empty at the top
    QRectF rect;

    bool operator==(const LayoutItem &) const = default;
};

struct LayoutEdge
{
    enum class Kind
    {
        Tunnel,
        Peering,
    };
    Kind kind = Kind::Tunnel;
    QString id;   ///< of the tunnel or peering
    QString from; ///< ids of the items it joins
    QString to;
    QList<QPointF> points; ///< horizontal and vertical pieces; two at least
    /// Of a tunnel: where its words fit, one line of them above and one below. Of a peering, which shares
    /// most of its way with others: its end, where it runs alone.
    QPointF label;

    bool operator==(const LayoutEdge &) const = default;
};

/// Where everything is, in px, from (0, 0) down and to the right. Parents come before what lies in them.
struct Layout
{
    QRectF bounds;
    QList<LayoutItem> items;
    QList<LayoutEdge> edges;

    /// Empty when there is no such item.
    [[nodiscard]] QRectF rectOf(const QString &id) const;
    bool operator==(const Layout &) const = default;
};

/// Where a site's gateway is drawn within the site's box.
[[nodiscard]] QRectF siteGatewayRect(const QRectF &site);

/// Sites at the left, then the Vnets with a gateway, then all others in rows; peerings run between the boxes,
/// those of one Vnet on one line. A pure function, quick enough for any thread but meant for a pool one.
///
/// Steady: it depends on which networks there are, their names, subnets, private endpoints and how they are
/// joined; not on nodes, states or counts.
[[nodiscard]] Layout layOut(const Topology &topology);

} // namespace skybro::topology
