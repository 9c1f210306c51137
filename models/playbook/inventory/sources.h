#pragma once

#include "models/playbook/inventory/inventory.h"
#include "models/playbook/vault.h"

namespace skybro::playbook {

/// Ansible's INI inventory: groups, :children, :vars, ranges (web[01:10:2]), variables behind a host. Errors
/// (Invalid): "FILE:LINE:1: …" in the words of Ansible.
[[nodiscard]] Result<Inventory> parseIniInventory(const QByteArray &text, const QString &file);

/// Ansible's YAML inventory: group → hosts, children, vars. Errors: as parseYaml(), with the place.
[[nodiscard]] Result<Inventory> parseYamlInventory(const YamlDocument &document);

/// What Ansible's `-i` takes: a file (YAML by its extension, else INI), a folder of those, or "a,b," as a
/// list of hosts. Error (NotFound): no such file; (Invalid): an executable script, which is not run.
[[nodiscard]] Result<Inventory> readInventory(const QString &source, const Vault &vault);

/// Names of "web[01:10].example.org", "db-[a:c]"; a name without a range alone. Error (Invalid): begin and
/// end that make no range.
[[nodiscard]] Result<QStringList> expandRange(const QString &pattern);

/// group_vars/NAME and host_vars/NAME below `folder`: a file (no extension, .yml, .yaml, .json) or a folder
/// of them, read in the order of their names. Empty when there is none. Errors: as readYamlFile().
[[nodiscard]] Result<Dict> readVarsFiles(const QString &folder, const QString &name, const Vault &vault);

} // namespace skybro::playbook
