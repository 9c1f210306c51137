#pragma once

#include "models/playbook/modules/result.h"

namespace skybro::playbook {

// The facts of a node, by Ansible's names with "ansible_", out of what the script of `setup` reported. What
// each of them holds is what Ansible 2.14 gathers where that script's tools can tell it; Python's own facts
// are left out on purpose. Any thread.

/// Ansible's `min`: names, distribution, user, time, environment, keys, security, local facts.
[[nodiscard]] Dict minimalFacts(const Report &report);
/// Ansible's `hardware`: memory, processors, mounts, what the firmware says.
[[nodiscard]] Dict hardwareFacts(const Report &report);
/// Ansible's `network`: interfaces and their addresses, default routes.
[[nodiscard]] Dict networkFacts(const Report &report);
/// Ansible's `virtual`.
[[nodiscard]] Dict virtualFacts(const Report &report);

/// NAME=VALUE lines, quotes taken off.
[[nodiscard]] QHash<QString, QString> assignments(const QString &text);
/// What the script reported as raw/NAME: all of it, or its first line.
[[nodiscard]] QString rawFact(const Report &report, const QString &name);
[[nodiscard]] QString rawFactLine(const Report &report, const QString &name);

} // namespace skybro::playbook
