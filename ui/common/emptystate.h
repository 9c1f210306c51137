#pragma once

#include "models/base/error.h"

#include <QDateTime>
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
    /// Azure gave no answer yet, or lets us not in: why, since when, when it is asked again. `signIn`, when
    /// it can be done, is offered where the sign-in is what failed.
    void setProblem(const Error &problem, const QDateTime &since, const QDateTime &nextTry, QAction *retry,
                    QAction *signIn);
    /// A button for one thing that can be done. The first one is the primary one.
    void addDo(QAction *action);

private:
    IconLabel *m_icon;
    QLabel *m_what;
    QLabel *m_why;
    QHBoxLayout *m_buttons;
};

} // namespace skybro::ui
