#pragma once

#include <QDateTime>
#include <QFlags>
#include <QMap>
#include <QMetaType>
#include <QString>

#include <optional>

namespace skybro::fleet {

/// Azure's power states of a VM (Compute REST API, instance view, "PowerState/…"). Not the provisioning
/// state: neither is ever inferred from the other.
enum class PowerState
{
    Unknown, ///< Azure did not say
    Running,
    Starting,
    Stopping,
    Stopped, ///< powered off, still allocated and still billed
    Deallocating,
    Deallocated, ///< powered off and not billed for compute
};
inline constexpr int PowerStateCount = 7;

/// Azure's own word without its prefix ("running"), or "unknown". Fixed English: for JSON, filters and tests.
[[nodiscard]] QString toWord(PowerState state);
/// Takes "running" as well as "PowerState/running", in any case; anything else is Unknown.
[[nodiscard]] PowerState powerStateFromWord(QStringView word);
/// Azure bills compute while a VM is starting, running, stopping or stopped (Microsoft: "States and billing
/// status of Azure Virtual Machines"). Nothing when the state is not known.
[[nodiscard]] std::optional<bool> isBilled(PowerState state);

/// What can be asked of a VM's power, by Azure's verbs.
enum class PowerAction
{
    Start,
    Deallocate, ///< stop and give the hardware back: ends the billing
    PowerOff,   ///< stop and keep the hardware: the billing goes on
    Restart,
};

[[nodiscard]] QString toWord(PowerAction action); ///< "start", "deallocate", "power-off", "restart"
[[nodiscard]] std::optional<PowerAction> powerActionFromWord(QStringView word);
/// The state a node is in when the action has been done.
[[nodiscard]] PowerState wantedState(PowerAction action);

/// Compute's price of one hour, as Azure's retail list has it: no disks, no addresses, no discounts.
struct Price
{
    double amount = 0;
    QString currency; ///< ISO 4217, "EUR"

    bool operator==(const Price &) const = default;
};

/// An action somebody asked for through this program and whose end has not been seen yet.
struct PendingAction
{
    PowerAction action = PowerAction::Start;
    QDateTime since;     ///< when it was asked
    QString operationId; ///< in the journal

    bool operator==(const PendingAction &) const = default;
};

/// The parts of a node that can change, so that a view repaints only what did.
enum class NodeField
{
    Power = 1,
    Provisioning = 2,
    Address = 4, ///< private address, subnet, Vnet
    PublicAddress = 8,
    Size = 16,
    Place = 32, ///< location, zone, resource group
    Priority = 64,
    Price = 128,
    Tags = 256,
    Pending = 512,
    Identity = 1024, ///< name, operating system, time of creation
};
Q_DECLARE_FLAGS(NodeFields, NodeField)
Q_DECLARE_OPERATORS_FOR_FLAGS(NodeFields)

/// One cloud node: what Azure says of one VM, as a plain value.
struct Node
{
    QString name;
    QString id;            ///< ARM id in Azure's spelling; compare with nodeKey()
    QString resourceGroup; ///< as the site file writes it, else as the id does
    QString location;      ///< region's name: "westeurope"
    QString zone;          ///< availability zone, mostly empty
    QString size;          ///< "Standard_HB120rs_v3"
    PowerState powerState = PowerState::Unknown;
    QDateTime powerAsOf;       ///< when Azure last named a power state; moves with each refresh, untold
    QDateTime powerSince;      ///< when this program saw the state change; invalid when it never did
    QString provisioningState; ///< Azure's word: "Succeeded", "Updating", "Failed" …
    QString provisioningError; ///< what Azure says of its last failure: code and sentence; mostly empty
    bool generalized = false;  ///< made into an image: it can never start again
    QString privateIp;
    QString publicIp;
    QString subnet;                               ///< name
    QString vnet;                                 ///< name
    QString priority = QStringLiteral("Regular"); ///< "Regular", "Spot" or "Low"
    QString osType;                               ///< "Linux" or "Windows"
    QMap<QString, QString> tags;
    QDateTime timeCreated;
    std::optional<Price> price; ///< while it is billed; nothing when not known (never 0 for "not known")
    std::optional<PendingAction> pending;

    /// What an hour costs now: 0 while deallocated, nothing when state or price is not known.
    [[nodiscard]] std::optional<Price> costPerHour() const;

    bool operator==(const Node &) const = default;
};

/// Which parts differ, powerAsOf left out.
[[nodiscard]] NodeFields difference(const Node &before, const Node &after);

/// ARM ids are case-insensitive: this form of one can be compared and hashed.
[[nodiscard]] QString nodeKey(const QString &id);

/// "node2" before "node10", letters without regard to case, ties by the plain text: a strict weak order.
[[nodiscard]] bool naturalLess(QStringView left, QStringView right);

} // namespace skybro::fleet

Q_DECLARE_METATYPE(skybro::fleet::Node)
Q_DECLARE_METATYPE(skybro::fleet::PowerState)
