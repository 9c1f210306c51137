#include "models/fleet/nodejoin.h"

#include "models/azure/resourceid.h"

#include <algorithm>
#include <utility>

namespace skybro::fleet {

using namespace Qt::StringLiterals;
using azure::ResourceId;

namespace {

void setPlace(Node &node)
{
    const Result<ResourceId> id = ResourceId::parse(node.id);
    if (!id)
        return;
    node.resourceGroup = id->resourceGroup;
    if (node.name.isEmpty())
        node.name = id->name;
}

/// The names in a subnet's id, taken apart once for all the nodes in it.
class Subnets
{
public:
    struct Names
    {
        QString subnet;
        QString vnet;
    };
    const Names &namesOf(const QString &id)
    {
        if (id == m_lastId)
            return *m_last;
        auto names = m_names.find(id);
        if (names == m_names.end()) {
            const Result<ResourceId> parsed = ResourceId::parse(id);
            names = m_names.insert(id, parsed ? Names{parsed->name, parsed->parentName} : Names());
        }
        m_lastId = id;
        m_last = names;
        return *names;
    }

private:
    QHash<QString, Names> m_names;
    QHash<QString, Names>::iterator m_last;
    QString m_lastId;
};

void setAddresses(Node &node, const azure::VirtualMachine &machine, const Inventory &inventory,
                  Subnets &subnets)
{
    for (const QString &nicId : machine.nicIds) { // the primary one first
        const auto address = inventory.addresses.constFind(ResourceId::key(nicId));
        if (address == inventory.addresses.constEnd())
            continue;
        node.privateIp = address->privateIp;
        if (!address->publicIpId.isEmpty())
            node.publicIp = inventory.publicIps.value(ResourceId::key(address->publicIpId));
        if (!address->subnetId.isEmpty()) {
            const Subnets::Names &names = subnets.namesOf(address->subnetId);
            node.subnet = names.subnet;
            node.vnet = names.vnet;
        }
        return;
    }
}

Node fromMachine(const azure::VirtualMachine &machine, const Inventory &inventory, Subnets &subnets)
{
    Node node;
    node.name = machine.name;
    node.id = machine.id;
    node.location = machine.location;
    node.zone = machine.zones.value(0);
    node.size = machine.size;
    node.provisioningState = machine.provisioningState;
    node.osType = machine.osType;
    node.tags = machine.tags;
    node.timeCreated = machine.timeCreated;
    if (!machine.priority.isEmpty())
        node.priority = machine.priority;
    node.resourceGroup = machine.resourceGroup;
    setAddresses(node, machine, inventory, subnets);
    return node;
}

void setState(Node &node, const azure::VirtualMachineStatus &status)
{
    node.powerState = powerStateFromWord(status.powerState);
    node.generalized = status.generalized;
    if (!status.provisioningState.isEmpty()) {
        node.provisioningState = status.provisioningState;
        node.provisioningState[0] = node.provisioningState[0].toUpper(); // the instance view says "succeeded"
    }
    if (!status.provisioningErrorCode.isEmpty())
        node.provisioningError =
            status.provisioningErrorMessage.isEmpty()
                ? status.provisioningErrorCode
                : u"%1: %2"_s.arg(status.provisioningErrorCode, status.provisioningErrorMessage);
}

void setTimes(Node &node, const Node *before, const QDateTime &now)
{
    if (node.powerState != PowerState::Unknown)
        node.powerAsOf = now;
    else if (before)
        node.powerAsOf = before->powerAsOf;
    if (!before)
        return;
    const bool moved = node.powerState != before->powerState && node.powerState != PowerState::Unknown &&
                       before->powerState != PowerState::Unknown;
    node.powerSince = moved ? now : before->powerSince;
}

} // namespace

bool FleetScope::holds(const QString &resourceGroup) const
{
    return resourceGroups.isEmpty() || resourceGroups.contains(resourceGroup, Qt::CaseInsensitive);
}

QString FleetScope::spelling(const QString &resourceGroup) const
{
    for (const QString &group : resourceGroups) {
        if (group.compare(resourceGroup, Qt::CaseInsensitive) == 0)
            return group;
    }
    return resourceGroup;
}

qsizetype FleetLists::longest() const
{
    const auto size = [](const auto &list) { return list ? list->size() : 0; };
    return std::max({size(states), size(machines), size(interfaces), size(publicIps)});
}

Inventory updated(Inventory inventory, const FleetLists &lists)
{
    if (lists.machines)
        inventory.machines = *lists.machines;
    if (lists.interfaces) {
        inventory.addresses.clear();
        inventory.addresses.reserve(lists.interfaces->size());
        for (const azure::NetworkInterface &nic : *lists.interfaces) {
            if (!nic.addresses.isEmpty())
                inventory.addresses.insert(ResourceId::key(nic.id), nic.addresses.first());
        }
    }
    if (lists.publicIps) {
        inventory.publicIps.clear();
        for (const azure::PublicIpAddress &ip : *lists.publicIps)
            inventory.publicIps.insert(ResourceId::key(ip.id), ip.address);
    }
    return inventory;
}

NodeJoin joinNodes(const FleetScope &scope, const Inventory &inventory,
                   const QList<azure::VirtualMachineStatus> &states, const QList<Node> &before,
                   const PriceTable &prices, const QDateTime &now)
{
    struct Known
    {
        const azure::VirtualMachineStatus *status = nullptr;
        const Node *before = nullptr;
        bool done = false;
    };
    QHash<QString, Known> known; // one look-up for each machine
    known.reserve(std::max(states.size(), before.size()));
    for (const azure::VirtualMachineStatus &status : states)
        known[ResourceId::key(status.id)].status = &status;
    for (const Node &node : before)
        known[ResourceId::key(node.id)].before = &node;

    NodeJoin joined;
    joined.nodes.reserve(std::max(inventory.machines.size(), states.size()));
    const auto add = [&](Node node, Known &about) {
        if (std::exchange(about.done, true)) // a machine can be on two pages, when one goes meanwhile
            return;
        if (!scope.holds(node.resourceGroup))
            return;
        node.resourceGroup = scope.spelling(node.resourceGroup);
        if (about.status)
            setState(node, *about.status);
        else
            joined.inventoryIsOld = true;
        if (node.powerState == PowerState::Unknown)
            ++joined.unknown;
        setTimes(node, about.before, now);
        node.price = prices.priceOf(node);
        joined.nodes += std::move(node);
    };
    Subnets subnets;
    for (const azure::VirtualMachine &machine : inventory.machines)
        add(fromMachine(machine, inventory, subnets), known[ResourceId::key(machine.id)]);
    for (Known &about : known) {
        if (about.done || !about.status)
            continue;
        Node node;
        node.id = about.status->id;
        setPlace(node);
        joined.inventoryIsOld = joined.inventoryIsOld || scope.holds(node.resourceGroup);
        add(std::move(node), about);
    }
    return joined;
}

} // namespace skybro::fleet
