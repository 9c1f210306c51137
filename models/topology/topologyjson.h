#pragma once

#include "models/topology/topology.h"

#include <QByteArray>

namespace skybro::topology {

/// The text of `skybroctl topology --json`, described in its manual: stable, fields may be added. Ids are in
/// lower case; places of problems are ids of what is in the same text.
[[nodiscard]] QByteArray toJson(const Topology &topology);

} // namespace skybro::topology
