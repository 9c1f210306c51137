#pragma once

#include "ui/common/theme.h"

#include <QIcon>
#include <QString>

namespace skybro::ui {

/// One of our own icons (resources/icons), drawn in the colour of `tone` on the palette of the moment, so it
/// follows a change of theme by itself. An unknown name gives a null icon and a line in the log.
[[nodiscard]] QIcon icon(const QString &name, Tone tone = Tone::Plain);
/// The program's own icon, in colour.
[[nodiscard]] QIcon programIcon();

} // namespace skybro::ui
