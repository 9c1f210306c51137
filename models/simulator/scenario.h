#pragma once

#include "models/base/result.h"
#include "models/simulator/demo.h"

namespace skybro::sim {

/// A scenario file changes the demo cloud: nodes (by name; unknown names are added), planned failures,
/// quotas, capacity, roles the client lacks, lag of lists, the state of the tunnel (and of those made later).
/// An unknown key is an error.
///
///   {"nodes": [{"name": "cloud002", "power": "stopped", "size": "Standard_F16s_v2", "spot": true,
///   "publicIp": true}],
///    "failures": [{"node": "cloud007", "action": "start", "code": "AllocationFailed", "times": 1}],
///    "quotas": {"standardHBrsv3Family": 240, "cores": 500}, "capacity": {"Standard_HB120rs_v3": 2},
///    "denied": ["Microsoft.Compute/virtualMachines/start/action"],
///    "tunnel": {"status": "NotConnected", "cause": "Authentication"}, "listLag": 2000, "statusGaps": 20,
///    "throttling": false}
///
/// Changes `nodes` and the world's plans and settings; to be read before buildDemo().
[[nodiscard]] Result<void> applyScenario(const QJsonObject &json, QList<DemoNode> &nodes, World &world);

} // namespace skybro::sim
