#pragma once

#include "models/fleet/node.h"

#include <QByteArray>
#include <QList>

namespace skybro::fleet {

/// The text of `skybroctl nodes --json`, by its contract: {"asOf": RFC 3339 in UTC, "nodes": […]}. Of each
/// node strings, empty where Azure says nothing; tags an object; "powerState" Azure's own word or "unknown";
/// "pricePerHour" null when not known. Written straight away: a tree of thousands of nodes would cost more
/// than asking Azure for them.
[[nodiscard]] QByteArray toJson(const QList<Node> &nodes, const QDateTime &asOf);

} // namespace skybro::fleet
