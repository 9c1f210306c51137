#pragma once

#include "models/playbook/modules/module.h"

#include <QByteArrayList>

namespace skybro::playbook {

/// The lines of a unified diff, as `diff -u` writes them: two headers, then hunks with `context` lines around
/// each change; empty when both are equal. Without a header of its own a side is called "before" or "after".
/// Two texts of very many differing lines are shown as wholly replaced rather than compared for long. Any
/// thread.
[[nodiscard]] QByteArrayList unifiedDiff(const Diff &diff, int context = 3);

} // namespace skybro::playbook
