#pragma once

#include "models/simulator/armerror.h"
#include "models/simulator/world.h"

namespace skybro::sim {

/// The action a request is, in the words of Azure's roles: "Microsoft.Compute/virtualMachines/start/action".
[[nodiscard]] QString roleAction(const Request &request);
/// AuthorizationFailed when the scenario denies the action.
[[nodiscard]] Answer<void> checkRole(const World &world, const Request &request);

} // namespace skybro::sim
