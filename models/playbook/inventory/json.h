#pragma once

#include "models/playbook/inventory/inventory.h"

/// What a dynamic inventory prints for the real Ansible (its documentation, "Developing dynamic inventory").
namespace skybro::playbook {

/// `--list`: groups with hosts, children and vars, and every host's variables in _meta.hostvars.
[[nodiscard]] Value inventoryList(const Inventory &inventory);
/// `--host NAME`: the host's own variables; empty for one that is not there.
[[nodiscard]] Value inventoryHost(const Inventory &inventory, const QString &host);

} // namespace skybro::playbook
