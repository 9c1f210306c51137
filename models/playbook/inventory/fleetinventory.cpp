#include "models/playbook/inventory/fleetinventory.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

void group(Inventory &inventory, const fleet::Node &node, const QString &kind, const QString &name)
{
    if (!name.isEmpty())
        inventory.addHost(node.name, safeGroupName(kind + u'_' + name).toLower());
}

} // namespace

Inventory fleetInventory(const QList<fleet::Node> &nodes, const QString &user)
{
    Inventory inventory;
    for (const fleet::Node &node : nodes) {
        if (node.osType.compare(u"Windows"_s, Qt::CaseInsensitive) == 0)
            continue;
        inventory.addHost(node.name);
        const auto set = [&](const QString &name, const QString &value) {
            if (!value.isEmpty())
                inventory.setHostVar(node.name, name, value);
        };
        set(u"ansible_host"_s, node.privateIp.isEmpty() ? node.publicIp : node.privateIp);
        set(u"ansible_user"_s, user);
        set(u"azure_id"_s, node.id);
        set(u"azure_resource_group"_s, node.resourceGroup);
        set(u"azure_location"_s, node.location);
        set(u"azure_zone"_s, node.zone);
        set(u"azure_size"_s, node.size);
        set(u"azure_power_state"_s, fleet::toWord(node.powerState));
        set(u"azure_private_ip"_s, node.privateIp);
        set(u"azure_public_ip"_s, node.publicIp);
        set(u"azure_vnet"_s, node.vnet);
        set(u"azure_subnet"_s, node.subnet);
        Dict tags;
        for (auto tag = node.tags.constBegin(); tag != node.tags.constEnd(); ++tag) {
            tags.insert(tag.key(), tag.value());
            group(inventory, node, u"tag"_s,
                  tag.value().isEmpty() ? tag.key() : tag.key() + u'_' + tag.value());
        }
        inventory.setHostVar(node.name, u"azure_tags"_s, tags);
        group(inventory, node, u"rg"_s, node.resourceGroup);
        group(inventory, node, u"vnet"_s, node.vnet);
        group(inventory, node, u"subnet"_s, node.subnet);
        group(inventory, node, u"size"_s, node.size);
        group(inventory, node, u"location"_s, node.location);
        group(inventory, node, u"power"_s, fleet::toWord(node.powerState));
    }
    inventory.reconcile();
    return inventory;
}

} // namespace skybro::playbook
