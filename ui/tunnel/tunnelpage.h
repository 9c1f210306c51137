#pragma once

#include "models/base/settings.h"
#include "ui/common/page.h"
#include "ui/tunnel/tunnelservices.h"

#include <QElapsedTimer>
#include <QPointer>

class QLabel;
class QStackedLayout;
class QStackedWidget;
class QTabBar;

namespace skybro::ui {

class ConfigView;
class EmptyState;
class EndsView;
class EventsView;
class FindingCard;
class IconLabel;
class LampCard;
class Measurement;
class Mender;
class PastView;
class WorkStrip;

/// Whether the tunnel works, what is wrong with it and what mends it; how it was, and how both ends are set.
class TunnelPage : public Page
{
    Q_OBJECT

public:
    /// Both outlive the page, and what is in the services.
    TunnelPage(TunnelServices services, Actions *actions, Settings *settings, QWidget *parent = nullptr);
    ~TunnelPage() override;

    /// "events", "ends", "configuration", "history"; anything else, as a place of the topology, shows the
    /// page as it is.
    void open(const QString &target) override;
    void takeFocus() override;
    [[nodiscard]] QList<Finding> find(const QString &typed, int limit) const override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    enum Tab
    {
        HistoryTab,
        EventsTab,
        EndsTab,
        ConfigTab
    };
    void makeActions(Actions *actions);
    [[nodiscard]] QWidget *makeContent();
    [[nodiscard]] QLayout *makeHead();
    [[nodiscard]] QWidget *makeTabs();
    void tell();
    void tellHead(const tunnel::TunnelNow &now);
    void judgeReady();
    void tellEvents();
    void tellEmpty();
    void showTab(Tab tab);
    void refresh();
    void makeWorks();
    void configure(bool newKey);
    [[nodiscard]] const tunnel::TunnelNow &now() const { return m_services.monitor->now(); }

    TunnelServices m_services;
    Settings *m_settings;
    QElapsedTimer m_eventsRead;
    QElapsedTimer m_firstWord; ///< since the doctor said anything
    bool m_isPastShown = false;

    EmptyState *m_empty;
    WorkStrip *m_strip;
    Mender *m_mender = nullptr;
    Measurement *m_measurement = nullptr;
    IconLabel *m_icon;
    QLabel *m_title;
    QLabel *m_figures;
    LampCard *m_azure;
    LampCard *m_gateway;
    LampCard *m_traffic;
    FindingCard *m_finding = nullptr;
    PastView *m_history = nullptr;
    EventsView *m_events;
    EndsView *m_ends;
    ConfigView *m_config = nullptr;
    QTabBar *m_tabs;
    QStackedWidget *m_views;
    QStackedLayout *m_all = nullptr;
    QAction *m_ask = nullptr;
    QAction *m_throughput = nullptr;
    QAction *m_mend = nullptr;
    QAction *m_copy = nullptr;
    QAction *m_evidence = nullptr;
    QAction *m_table = nullptr;
    QAction *m_example = nullptr;
};

} // namespace skybro::ui
