#pragma once

#include "models/playbook/inventory/inventory.h"
#include "models/playbook/plays/playbook.h"

namespace skybro::playbook {

/// Which hosts a run would touch, as far as that can be told before it.
struct Targets
{
    QStringList hosts;     ///< of all plays, each once, in the order in which they come; may be empty
    QStringList unmatched; ///< terms of the plays and of the limit that name no host
};

/// `playbook` null: what the limit alone names. `limit` empty: all. `hosts` that are templates see the extra
/// variables only, as Ansible's do. Errors (Invalid): an expression or template that is none. Blocks: not in
/// the GUI thread.
[[nodiscard]] Result<Targets> targetsOf(const Playbook *playbook, const Inventory &inventory,
                                        const QString &limit, const Dict &extraVars);

} // namespace skybro::playbook
