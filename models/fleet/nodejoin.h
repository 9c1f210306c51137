#pragma once

#include "models/azure/compute/virtualmachine.h"
#include "models/azure/network/networkinterface.h"
#include "models/azure/network/publicipaddress.h"
#include "models/fleet/node.h"
#include "models/fleet/pricetable.h"

#include <QHash>
#include <QList>
#include <QStringList>

#include <optional>

namespace skybro::fleet {

/// Which machines are the site's nodes.
struct FleetScope
{
    QString subscription;
    QStringList resourceGroups; ///< in any case; empty: all of the subscription

    [[nodiscard]] bool holds(const QString &resourceGroup) const;
    /// The group as the site file writes it: Azure's lists change its case.
    [[nodiscard]] QString spelling(const QString &resourceGroup) const;
};

/// What changes rarely: machines and their addresses. Keys are azure::ResourceId::key().
struct Inventory
{
    QList<azure::VirtualMachine> machines;
    QHash<QString, azure::NetworkInterface::Address> addresses; ///< each interface's first, by its id
    QHash<QString, QString> publicIps;                          ///< address by id
};

/// What one round of questions to Azure brought; nothing where it was not asked.
struct FleetLists
{
    std::optional<QList<azure::VirtualMachineStatus>> states;
    std::optional<QList<azure::VirtualMachine>> machines;
    std::optional<QList<azure::NetworkInterface>> interfaces;
    std::optional<QList<azure::PublicIpAddress>> publicIps;

    [[nodiscard]] bool hasInventory() const { return machines || interfaces || publicIps; }
    /// Items of the longest list.
    [[nodiscard]] qsizetype longest() const;
};

/// The inventory with what the lists have in place of what it had. A pure function, as the next.
[[nodiscard]] Inventory updated(Inventory inventory, const FleetLists &lists);

/// One list of nodes made of Azure's several.
struct NodeJoin
{
    QList<Node> nodes;
    int unknown = 0; ///< nodes whose power state was left out
    /// The states name machines that the inventory lacks, or the other way round: ask for machines again.
    bool inventoryIsOld = false;
};

/// Joins by id in any case. `before` gives what an answer can not say: since when a state lasts. A pure
/// function: runs on a pool thread for large fleets.
[[nodiscard]] NodeJoin joinNodes(const FleetScope &scope, const Inventory &inventory,
                                 const QList<azure::VirtualMachineStatus> &states, const QList<Node> &before,
                                 const PriceTable &prices, const QDateTime &now);

} // namespace skybro::fleet
