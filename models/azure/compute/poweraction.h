#pragma once

#include "models/azure/armclient.h"

namespace skybro::azure {

enum class PowerAction
{
    Start,
    Deallocate, ///< stops it and the bill
    PowerOff,   ///< stops it; it is still billed
    Restart,
};

/// Azure's own word, the last part of the path: "start", "deallocate", "powerOff", "restart".
[[nodiscard]] QString toWord(PowerAction action);
/// Start, deallocate and powerOff name a state and may be sent twice; restart may not.
[[nodiscard]] Repeat repeatOf(PowerAction action);
[[nodiscard]] ArmRequest powerRequest(const QString &vmId, PowerAction action);

/// Asks for it and ends as soon as Azure accepted it: the state shows in the list, errors at the poll address
/// (ArmClient::resumeOperation). Default deadline 15 minutes, most of it for waiting in the throttle.
[[nodiscard]] BeginOperationJob *beginPowerAction(ArmClient &client, const QString &vmId, PowerAction action);
/// Asks for it and follows it to its end.
[[nodiscard]] LongOperationJob *runPowerAction(ArmClient &client, const QString &vmId, PowerAction action);

} // namespace skybro::azure
