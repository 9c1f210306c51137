#pragma once

#include "models/base/journal.h"
#include "models/fleet/fleet.h"
#include "models/tunnel/monitor/tunnelmonitor.h"
#include "ui/common/page.h"

#include <QHash>

class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace skybro::ui {

class AgeLabel;
class EmptyState;
class IconLabel;
class StateTile;

/// The few things that matter: how many nodes in which state, what they cost, what needs a hand.
class OverviewPage : public Page
{
    Q_OBJECT

public:
    /// All outlive the page.
    OverviewPage(fleet::Fleet *fleet, Journal *journal, const QString &site, Actions *actions,
                 Clock clock = systemClock(), QWidget *parent = nullptr);

    /// Shows the tunnel's lamp, and counts its faults among what needs a hand. Outlives the page.
    void watch(tunnel::TunnelMonitor *monitor);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    /// One thing that needs a hand, and where it is to be found.
    struct Concern
    {
        QString icon;
        Tone tone;
        QString text;
        QString note;
        QString page;
        QString target;

        bool operator==(const Concern &) const = default;
    };
    [[nodiscard]] QList<Concern> concerns() const;
    [[nodiscard]] QWidget *makeRow(const Concern &concern, int number);
    void placeTiles(int columns);
    void tellLater();
    void tell();
    void tellCost();
    void tellConcerns();
    void countFailures();
    void makeTunnelRow();
    void tellTunnel();
    void addTunnelConcern(QList<Concern> &found) const;

    fleet::Fleet *m_fleet;
    tunnel::TunnelMonitor *m_tunnel = nullptr;
    Journal *m_journal;
    QString m_site;
    Clock m_clock;
    int m_failed = 0;       ///< operations that went wrong in the last day
    Operation m_lastFailed; ///< the newest of them
    QList<Concern> m_shown;
    bool m_concernsTold = false;
    bool m_due = false;
    QAction *m_retry;
    QAction *m_signIn;               ///< the shell's
    QHash<int, StateTile *> m_tiles; ///< by PowerState
    QWidget *m_tunnelRow;
    IconLabel *m_tunnelIcon;
    QLabel *m_tunnelWords;
    QLabel *m_cost;
    QLabel *m_costNote;
    QGridLayout *m_tileGrid;
    AgeLabel *m_age;
    QVBoxLayout *m_rows;
    EmptyState *m_empty;
    QWidget *m_content;
};

} // namespace skybro::ui
