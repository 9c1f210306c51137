#pragma once

#include "models/simulator/world.h"

namespace skybro::sim {

// The data disks of a VM: what is written in its storage profile, and the disks themselves that know who
// holds them.

/// The storage profile's data disks with what Azure fills in. Refuses a disk that is not there, or is another
/// VM's.
[[nodiscard]] Answer<QJsonArray> acceptDataDisks(const World &world, const ResourceId &vm,
                                                 const QJsonArray &sent);
/// Makes the empty ones that do not exist yet, ties those in the profile to the VM, and lets the others go.
void tieDataDisks(World &world, const Resource &vm);
/// Azure's own spelling of a value that clients write in any case: "fromImage" is "FromImage".
[[nodiscard]] QString canonical(const QString &value, std::initializer_list<const char *> spellings);

} // namespace skybro::sim
