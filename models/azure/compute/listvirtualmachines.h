#pragma once

#include "models/azure/armclient.h"
#include "models/azure/compute/virtualmachine.h"

namespace skybro::azure {

/// All machines of a subscription, 200 or so a page, without their power state.
[[nodiscard]] ListJob<VirtualMachine> *listVirtualMachines(ArmClient &client, const QString &subscription);
/// The power state of all machines of a subscription (statusOnly=true).
[[nodiscard]] ListJob<VirtualMachineStatus> *listVirtualMachineStatuses(ArmClient &client,
                                                                        const QString &subscription);
/// One machine's instance view: what to ask when the list left its state out.
[[nodiscard]] RequestJob *getInstanceView(ArmClient &client, const QString &vmId);

} // namespace skybro::azure
