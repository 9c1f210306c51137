#pragma once

#include "models/fleet/node.h"
#include "models/playbook/inventory/inventory.h"
#include "models/playbook/vault.h"

namespace skybro::playbook {

/// The hosts of a site: the fleet's Linux nodes, with them what the site's own inventories say (theirs wins),
/// and group_vars and host_vars beside those inventories, for groups of the fleet too. `user` as for
/// fleetInventory(). Blocks on files: not in the GUI thread. Errors: as readInventory(), readVarsFiles().
[[nodiscard]] Result<Inventory> siteInventory(const QList<fleet::Node> &nodes, const QString &user,
                                              const QStringList &sources, const Vault &vault);

} // namespace skybro::playbook
