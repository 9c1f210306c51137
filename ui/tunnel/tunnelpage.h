#pragma once

#include "models/base/settings.h"
#include "models/tunnel/tunnelcontroljob.h"
#include "ui/common/page.h"
#include "ui/tunnel/tunnelservices.h"

#include <QElapsedTimer>
#include <QPointer>

class QLabel;
class QPushButton;
class QStackedLayout;
class QStackedWidget;
class QTabBar;

namespace skybro::ui {

class Banner;
class ConfirmBar;
class EmptyState;
class EndsView;
class ErrorBanner;
class EventsView;
class FindingCard;
class PastView;
class IconLabel;
class LampCard;

/// Whether the tunnel works, what is wrong with it and what mends it; how it was, and how both ends are set.
class TunnelPage : public Page
{
    Q_OBJECT

public:
    /// Both outlive the page, and what is in the services.
    TunnelPage(TunnelServices services, Actions *actions, Settings *settings, QWidget *parent = nullptr);
    ~TunnelPage() override;

    /// "events", "ends", "history"; anything else, as a place of the topology, shows the page as it is.
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
        EndsTab
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
    [[nodiscard]] QString mendText() const;
    void mend();
    void askControl(tunnel::ControlAction action);
    void control(tunnel::ControlAction action);
    void askThroughput();
    void measure();
    void notice(const QString &text, const QString &note = {});
    [[nodiscard]] const tunnel::TunnelNow &now() const { return m_services.monitor->now(); }

    TunnelServices m_services;
    Settings *m_settings;
    std::optional<tunnel::ControlAction> m_asked; ///< what is to be confirmed; nothing: a measurement
    QPointer<Job> m_work;                         ///< a mend or a measurement
    QElapsedTimer m_eventsRead;
    QElapsedTimer m_firstWord; ///< since the doctor said anything
    bool m_isPastShown = false;

    EmptyState *m_empty;
    ErrorBanner *m_error;
    ConfirmBar *m_confirm;
    Banner *m_notice;
    QPushButton *m_noticeClose = nullptr;
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
