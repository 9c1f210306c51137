#pragma once

#include "models/topology/layout.h"

#include <QByteArray>

namespace skybro::topology {

/// "niflheim and its networks in Azure": what a picture of it is called.
[[nodiscard]] QString titleOf(const Topology &topology);

/// Of a tunnel's line in a document, on white: green, amber, red; gray where nobody knows.
[[nodiscard]] QLatin1StringView inkOf(const Tunnel &tunnel);

/// The picture as SVG 1.1, dark on white for documents: title, boxes and lines as the layout has them,
/// problems numbered at their place and told below. UTF-8; needs no style sheet and no fonts of its own.
[[nodiscard]] QByteArray toSvg(const Topology &topology, const Layout &layout);

} // namespace skybro::topology
