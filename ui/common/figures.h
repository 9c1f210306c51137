#pragma once

#include <QFont>

namespace skybro::ui {

/// `font`, or the desktop's fixed-width font in its size when the digits of `font` differ in width, so that
/// numbers in a column line up. (Qt before 6.7 can not ask a font for its tabular figures.)
[[nodiscard]] QFont figuresFont(const QFont &font);

} // namespace skybro::ui
