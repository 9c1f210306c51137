#pragma once

#include "models/playbook/run/runevent.h"

#include <functional>

namespace skybro::playbook {

/// A part of a recap line, and what it may be coloured by.
enum class RecapPart
{
    Ok,
    Changed,
    Unreachable,
    Failed,
    Skipped,
    Rescued,
    Ignored,
    WellHost,
    ChangedHost,
    TroubledHost,
    Zero, ///< a count that is none
};
using RecapPaint = std::function<QString(const QString &text, RecapPart part)>;

/// The recap as ansible-playbook prints it below "PLAY RECAP", one line a host without its line end:
/// "web1                       : ok=2    changed=1    unreachable=0    failed=0    skipped=0    …". Hosts on
/// which nothing was done have no line. `paint` may add colours to a part.
[[nodiscard]] QStringList recapLines(const Recap &recap, const RecapPaint &paint = {});

} // namespace skybro::playbook
