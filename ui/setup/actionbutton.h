#pragma once

#include <QPushButton>

class QAction;

namespace skybro::ui {

/// A push button for an action: its text, icon, tooltip and availability.
class ActionButton : public QPushButton
{
    Q_OBJECT

public:
    enum Kind
    {
        Usual,
        Primary,           ///< what one most likely wants
        OnlyWhenAvailable, ///< hidden while it can not be pressed
    };

    /// The action outlives it.
    explicit ActionButton(QAction *action, Kind kind = Usual, QWidget *parent = nullptr);

private:
    void follow();

    QAction *m_action;
    Kind m_kind;
};

} // namespace skybro::ui
