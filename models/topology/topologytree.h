#pragma once

#include "models/topology/topology.h"

namespace skybro::topology {

/// One line of a Topology as a tree.
struct TreeLine
{
    int depth = 0;
    QString text;           ///< one line, no control characters
    QString place;          ///< id of what it tells of
    bool isProblem = false; ///< of the place above it
    QString mend;           ///< of a problem

    bool operator==(const TreeLine &) const = default;
};

/// The same as the picture, in words: sites with their tunnels, Vnets with their subnets, gateways, endpoints
/// and peerings, problems beneath what they belong to. For terminals, and for those who do not see the
/// picture.
[[nodiscard]] QList<TreeLine> toTree(const Topology &topology);

} // namespace skybro::topology
