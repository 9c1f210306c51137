#pragma once

#include "models/simulator/armerror.h"
#include "models/simulator/world.h"

namespace skybro::sim {

// Who has a public IP address: it names the IP configuration that refers to it, and is free when none does.

/// The address that `by` refers to. 400 when there is none such, or another resource has it.
[[nodiscard]] Answer<const Resource *> publicAddressFor(const World &world, const QString &addressId,
                                                        const ResourceId &by);
/// The addresses that these IP configurations refer to name them from now on.
void bindPublicAddresses(World &world, const QJsonArray &configurations);
/// The addresses that these IP configurations refer to are free again; not those that name others by now.
void freePublicAddresses(World &world, const QJsonArray &configurations);
/// Nobody has it any more.
void freePublicAddress(World &world, Resource &address);

} // namespace skybro::sim
