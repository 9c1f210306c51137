#pragma once

#include "models/playbook/inventory/inventory.h"

namespace skybro::playbook {

/// The hosts that a play's `hosts` or `--limit` names, in Ansible's order: "all", groups, hosts,
/// "web:&db:!x", wildcards, "~regex", "web[0]", "web[0:2]", commas; and Slurm's hostlists,
/// "cloud[001-004,7]". `unmatched` gets the terms that match nothing. Errors (Invalid): an expression that is
/// none.
[[nodiscard]] Result<QStringList> matchHosts(const Inventory &inventory, const QString &pattern,
                                             QStringList *unmatched = nullptr);

/// Those of `hosts` that the limit names; "@FILE" in it stands for the lines of the file. Order of `hosts`.
[[nodiscard]] Result<QStringList> limitHosts(const Inventory &inventory, const QStringList &hosts,
                                             const QString &limit, QStringList *unmatched = nullptr);

} // namespace skybro::playbook
