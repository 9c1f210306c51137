#pragma once

#include "models/topology/topology.h"

#include <QByteArray>

namespace skybro::topology {

/// The picture in Graphviz' language, for those who lay it out with dot(1) or go on drawing. UTF-8.
[[nodiscard]] QByteArray toDot(const Topology &topology);

} // namespace skybro::topology
