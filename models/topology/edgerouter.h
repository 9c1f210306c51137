#pragma once

#include "models/topology/layout.h"

#include <QMap>

namespace skybro::topology {

/// Leads peerings and tunnels between the boxes of a layout, in horizontal and vertical pieces. Part of
/// layOut().
///
/// All peerings of one Vnet run on one line, as wires of a bus do: right of the hubs a trunk goes down, and
/// above each row of Vnets a gutter goes right. Each such line has a lane of its own there. Of a peering's
/// two Vnets the one with more peerings owns it.
class EdgeRouter
{
public:
    EdgeRouter(const Topology &topology, const QList<const Vnet *> &hubs,
               const QList<QList<const Vnet *>> &rows);

    /// How much room the lanes above this row take; 0 when there are none.
    [[nodiscard]] double gutterAbove(qsizetype row) const;
    [[nodiscard]] double trunkWidth() const;
    /// The trunk begins here; to be told before route().
    void setTrunk(double x) { m_trunk = x; }
    /// Adds the edges to a layout whose boxes are placed.
    void route(Layout &layout) const;

private:
    struct Place
    {
        qsizetype row = -1;   ///< -1: among the hubs
        bool isFirst = false; ///< of its row
        int order = 0;
    };
    /// A line that leaves a box and goes to the trunk: all but its end there.
    using Points = QList<QPointF>;

    [[nodiscard]] QString ownerOf(const Peering &peering) const;
    [[nodiscard]] double laneY(qsizetype row, const QString &owner, double rowTop) const;
    [[nodiscard]] double laneX(const QString &owner) const;
    [[nodiscard]] Points leave(const QString &vnet, const QString &owner, const QRectF &rect) const;
    void routePeerings(Layout &layout) const;
    void routeTunnels(Layout &layout) const;

    const Topology &m_topology;
    QHash<QString, Place> m_places;
    QHash<QString, int> m_degrees;
    QStringList m_owners;                 ///< in order: their lane in the trunk
    QMap<qsizetype, QStringList> m_lanes; ///< of the gutter above a row: owners in order
    QHash<QString, QStringList> m_ports;  ///< of a Vnet: owners in order
    double m_trunk = 0;
};

} // namespace skybro::topology
