#pragma once

#include "models/base/result.h"
#include "models/simulator/world.h"

#include <QJsonArray>

namespace skybro::sim {

/// Fills the world from recorded traffic with a real Azure: [{method, url, status, responseHeaders,
/// responseBody}]. Each resource that a GET answered is taken as it was, under this world's subscription;
/// power states come from instance views, and are "running" where none was recorded. The number of resources.
[[nodiscard]] Result<int> loadCapture(World &world, const QJsonArray &exchanges);
/// Resource groups that hold VMs: those a site file lists.
[[nodiscard]] QStringList groupsWithVms(const World &world);

} // namespace skybro::sim
