#pragma once

#include "models/playbook/plays/playbook.h"
#include "models/playbook/run/run.h"

namespace skybro::playbook {

/// The hosts that a playbook's plays name, within the limit, each once, in the order of the plays: what a
/// run will touch, as far as that can be told before it. `hosts` that are templates see the extra variables
/// only, as Ansible's do. `unmatched` gets the terms of plays and limit that name no host. Empty: the run
/// would do nothing. Errors (Invalid): an expression or template that is none. Blocks: not in the GUI thread.
[[nodiscard]] Result<QStringList> targetHosts(const Playbook &playbook, const RunOptions &options,
                                              QStringList *unmatched = nullptr);

} // namespace skybro::playbook
