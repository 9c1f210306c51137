#pragma once

#include <QString>

namespace skybro::ui {

/// How well `typed` finds `text`: 0 not at all, else higher is better. All letters must occur in order,
/// without regard to case; whole beginnings beat beginnings of words beat scattered letters, short texts beat
/// long ones. An empty `typed` finds everything alike.
[[nodiscard]] int fuzzyScore(QStringView typed, QStringView text);

} // namespace skybro::ui
