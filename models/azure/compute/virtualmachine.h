#pragma once

#include "models/azure/json.h"

#include <QDateTime>
#include <QMap>
#include <QStringList>

#include <optional>

namespace skybro::azure {

/// A virtual machine as the plain list gives it (Microsoft.Compute 2021-11-01, VirtualMachine). Whatever
/// Azure leaves out is empty.
struct VirtualMachine
{
    QString id;
    QString name;
    QString resourceGroup; ///< as spelt in the id: often in other case than the group's own name
    QString location;
    QString size;              ///< "Standard_D4s_v5"
    QString provisioningState; ///< "Succeeded", "Updating", "Failed" …: not the power state
    QString priority;          ///< "Regular", "Spot", "Low"; Azure leaves it out for regular ones: then empty
    QString osType;            ///< "Linux", "Windows"
    QString vmId;              ///< the machine's own GUID, kept when it is deallocated
    QMap<QString, QString> tags;
    QStringList zones;
    QStringList nicIds; ///< the primary one first
    QDateTime timeCreated;

    bool operator==(const VirtualMachine &) const = default;
};

/// Nothing when the object has no id: then it is no machine.
[[nodiscard]] std::optional<VirtualMachine> readVirtualMachine(const JsonView &object);

/// What the statusOnly list, or an instance view, says of a machine. This list omits tags, NICs and now and
/// then the power state: join it with the plain list by ResourceId::key().
struct VirtualMachineStatus
{
    QString id;
    /// Azure's own word: "running", "starting", "stopping", "stopped", "deallocating", "deallocated"; empty
    /// when Azure did not say.
    QString powerState;
    QString provisioningState;     ///< from the machine, else from the instance view ("succeeded")
    QString provisioningErrorCode; ///< "ProvisioningState/failed/AllocationFailed" gives "AllocationFailed"
    QString provisioningErrorMessage; ///< Azure's sentence on it
    QString agentStatus;              ///< "Ready" when the guest agent runs; empty when not told
    bool generalized = false;         ///< OSState/generalized: it can never start again

    bool operator==(const VirtualMachineStatus &) const = default;
};

[[nodiscard]] std::optional<VirtualMachineStatus> readVirtualMachineStatus(const JsonView &object);
/// The same of a machine's …/instanceView answer, which carries no id.
[[nodiscard]] VirtualMachineStatus readInstanceView(const QString &id, const JsonView &instanceView);

} // namespace skybro::azure
