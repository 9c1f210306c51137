#pragma once

#include "models/base/clock.h"
#include "models/base/journal.h"
#include "ui/common/looks.h"

#include <QHash>
#include <QPointer>
#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QToolButton;

namespace skybro::ui {

class IconLabel;

/// The foot of the window: what is under way (a click leads to Activity), and how Azure answers.
class StatusLine : public QWidget
{
    Q_OBJECT

public:
    explicit StatusLine(QWidget *parent = nullptr);

    /// Shows the site's operations from now on; nullptr shows none.
    void watch(Journal *journal, const QString &site, Clock clock = systemClock());
    /// Icon and words at the right end: whether Azure answers. An empty word hides them.
    void setConnection(const Look &look, const QString &toolTip);
    /// How the tunnel is, left of that; a click leads to its page. An empty word hides it.
    void setTunnel(const Look &look, const QString &toolTip);
    /// A button at the right end.
    void addButton(QAction *action);

signals:
    void activityWanted();
    void tunnelWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void take(const QList<Operation> &operations);
    void tell();

    QPointer<Journal> m_journal;
    QString m_site;
    Clock m_clock = systemClock();
    QHash<QString, Operation> m_open; ///< by id
    int m_closed = 0;                 ///< ended since the last time nothing was open
    int m_failed = 0;                 ///< of these
    QTimer m_tick;

    Look m_tunnelLook;
    QToolButton *m_tunnel;
    QToolButton *m_work;
    QProgressBar *m_progress;
    QLabel *m_elapsed;
    IconLabel *m_connectionIcon;
    QLabel *m_connection;
    Look m_connectionLook;
    QHBoxLayout *m_row;
};

} // namespace skybro::ui
