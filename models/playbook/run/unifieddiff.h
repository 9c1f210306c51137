#pragma once

#include "models/playbook/modules/module.h"

#include <QByteArrayList>

namespace skybro::playbook {

/// The lines of what a task changed, as skybro::unifiedDiff() writes them, with "before: " and "after: "
/// ahead of the headers; without a header of its own a side is called "before" or "after". Any thread.
[[nodiscard]] QByteArrayList unifiedDiff(const Diff &diff, int context = 3);

} // namespace skybro::playbook
