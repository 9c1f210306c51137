#pragma once

#include "models/topology/topology.h"

#include <QRectF>

namespace skybro::topology {

/// A state's part of the bar that shows how many nodes of a subnet are in which.
struct StatePiece
{
    fleet::PowerState state = fleet::PowerState::Unknown;
    QRectF rect;

    bool operator==(const StatePiece &) const = default;
};

/// The pieces of a bar, in the order of describe(NodeCounts), as wide as their share of the nodes: 1 px is
/// left between them. None is narrower than `least`, however few its nodes are, as long as the bar holds
/// that: 3 of 2,000 are seen, too.
[[nodiscard]] QList<StatePiece> statePieces(const NodeCounts &counts, const QRectF &bar, double least = 3);

} // namespace skybro::topology
