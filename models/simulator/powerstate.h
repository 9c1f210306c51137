#pragma once

#include "models/simulator/world.h"

namespace skybro::sim {

/// Azure's word for the VM's power now: running, starting, stopping, stopped, deallocating, deallocated;
/// empty while it is being created. Power and provisioning state are apart.
[[nodiscard]] QString powerState(const World &world, const Resource &vm, qint64 at);
/// Where it will be when what is under way has succeeded.
[[nodiscard]] QString comingPowerState(const World &world, const Resource &vm);
/// What the verb leaves behind; empty when the verb does not touch the power.
[[nodiscard]] QString powerAfter(const QString &verb);
/// The instance view, as GET …/instanceView shows it.
[[nodiscard]] QJsonObject instanceView(const World &world, const Resource &vm, qint64 at);
/// Its "statuses" alone; without a power state if `gap`.
[[nodiscard]] QJsonArray instanceStatuses(const World &world, const Resource &vm, qint64 at, bool gap);

} // namespace skybro::sim
