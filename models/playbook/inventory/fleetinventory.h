#pragma once

#include "models/fleet/node.h"
#include "models/playbook/inventory/inventory.h"

namespace skybro::playbook {

/// The cloud nodes as an inventory. Each Linux node is a host by its name, reached at its private address
/// (the public one when it has no other). Groups: rg_NAME, vnet_NAME, subnet_NAME, size_NAME, location_NAME,
/// power_STATE, tag_KEY_VALUE and tag_KEY for a tag without a value; names made safe for Ansible, in lower
/// case. Host variables: ansible_host, ansible_user when `user` is given, and azure_* as the table shows
/// them.
[[nodiscard]] Inventory fleetInventory(const QList<fleet::Node> &nodes, const QString &user = {});

} // namespace skybro::playbook
