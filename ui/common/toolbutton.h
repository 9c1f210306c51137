#pragma once

class QAction;
class QToolButton;

namespace skybro::ui {

enum class ToolLook
{
    Icon,
    IconAndText,
    Raised, ///< icon and text, with an outline
};

/// A button for an action of Actions, named "<id>.button", that Tab reaches.
[[nodiscard]] QToolButton *toolButton(QAction *action, ToolLook look = ToolLook::IconAndText);

} // namespace skybro::ui
