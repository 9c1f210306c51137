#include "ui/setup/actionbutton.h"

#include <QAction>

namespace skybro::ui {

ActionButton::ActionButton(QAction *action, Kind kind, QWidget *parent)
    : QPushButton(parent)
    , m_action(action)
    , m_kind(kind)
{
    setObjectName(action->objectName() + QStringLiteral(".button"));
    setProperty("primary", kind == Primary);
    setFocusPolicy(Qt::TabFocus);
    connect(action, &QAction::changed, this, &ActionButton::follow);
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
    follow();
}

void ActionButton::follow()
{
    setText(m_action->text());
    setAccessibleName(m_action->text());
    if (m_kind != Primary) // drawn for another ground than its own
        setIcon(m_action->icon());
    setToolTip(m_action->toolTip());
    setEnabled(m_action->isEnabled());
    if (m_kind == OnlyWhenAvailable)
        setVisible(m_action->isEnabled());
}

} // namespace skybro::ui
