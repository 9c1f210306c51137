#pragma once

#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;

namespace skybro::ui {

class IconLabel;

/// What stands where data would: what is missing, why, and what to do about it.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);

    /// `why` may be long; it wraps. Old buttons go.
    void set(const QString &iconName, const QString &what, const QString &why);
    /// A button for one thing that can be done. The first one is the primary one.
    void addDo(QAction *action);

private:
    IconLabel *m_icon;
    QLabel *m_what;
    QLabel *m_why;
    QHBoxLayout *m_buttons;
};

} // namespace skybro::ui
