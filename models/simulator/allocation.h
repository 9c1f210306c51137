#pragma once

#include "models/simulator/world.h"

namespace skybro::sim {

// Whether Azure has room for a VM: quota is judged when asked, capacity when the host is looked for.

/// vCPUs of the family (all families: empty) that are allocated in the region: every VM that is not
/// deallocated.
[[nodiscard]] int usedCores(const World &world, const QString &family);
/// vCPUs the subscription may have, in a family or ("cores") in sum.
[[nodiscard]] int coreLimit(const World &world, const QString &family);
/// OperationNotAllowed when `size` more would exceed the quota.
[[nodiscard]] std::optional<ArmError> overQuota(const World &world, const QString &size,
                                                const QString &location);
/// AllocationFailed when a scenario leaves no host for another VM of this size.
[[nodiscard]] std::optional<ArmError> noCapacity(const World &world, const QString &size);
/// SkuNotAvailable or InvalidParameter when the size can not be had at all.
[[nodiscard]] std::optional<ArmError> unavailableSize(const QString &size, const QString &location);

} // namespace skybro::sim
