#include "ui/common/toolbutton.h"

#include <QAction>
#include <QToolButton>

namespace skybro::ui {

QToolButton *toolButton(QAction *action, ToolLook look)
{
    auto *button = new QToolButton;
    button->setDefaultAction(action);
    button->setObjectName(action->objectName() + QStringLiteral(".button"));
    button->setAccessibleName(action->text());
    button->setFocusPolicy(Qt::TabFocus);
    if (look != ToolLook::Icon)
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    if (look == ToolLook::Raised)
        button->setProperty("raised", true);
    else
        button->setAutoRaise(true);
    return button;
}

} // namespace skybro::ui
