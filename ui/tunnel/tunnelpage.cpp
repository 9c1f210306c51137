#include "ui/tunnel/tunnelpage.h"

#include "ui/common/elidedlabel.h"
#include "ui/common/emptystate.h"
#include "ui/common/iconlabel.h"
#include "ui/common/icons.h"
#include "ui/common/toolbutton.h"
#include "ui/common/tunneltexts.h"
#include "ui/tunnel/configview.h"
#include "ui/tunnel/endsview.h"
#include "ui/tunnel/eventsview.h"
#include "ui/tunnel/findingcard.h"
#include "ui/tunnel/lampcard.h"
#include "ui/tunnel/lamps.h"
#include "ui/tunnel/measurement.h"
#include "ui/tunnel/mender.h"
#include "ui/tunnel/pastview.h"
#include "ui/tunnel/workstrip.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QStackedLayout>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using tunnel::TunnelNow;

namespace {

// What a site file needs for this page.
const QString example =
    u"gateway:\n"
    "  host: gateway.example.org   # the on-premise end of the tunnel, reached over SSH\n"
    "  user: admin                 # may run ipsec or swanctl, by sudo without a password\n"
    "  connection: azure           # its name in ipsec.conf or swanctl.conf\n"
    "  networks: [10.2.0.0/16]     # what is behind it\n"_s;

} // namespace

TunnelPage::TunnelPage(TunnelServices services, Actions *actions, Settings *settings, QWidget *parent)
    : Page(u"tunnel"_s, tr("Tunnel"), u"tunnel"_s, parent)
    , m_services(std::move(services))
    , m_settings(settings)
    , m_empty(new EmptyState)
    , m_strip(new WorkStrip(u"tunnel"_s))
    , m_icon(new IconLabel(18))
    , m_title(new QLabel)
    , m_figures(new ElidedLabel)
    , m_azure(new LampCard(u"tunnel.lamp.azure"_s))
    , m_gateway(new LampCard(u"tunnel.lamp.gateway"_s))
    , m_traffic(new LampCard(u"tunnel.lamp.traffic"_s))
    , m_events(new EventsView)
    , m_ends(new EndsView)
    , m_config(new ConfigView(m_services, m_strip, actions))
    , m_tabs(new QTabBar)
    , m_views(new QStackedWidget)
{
    makeActions(actions);
    m_empty->setObjectName(u"tunnel.empty"_s);
    auto *content = new QWidget;
    m_all = new QStackedLayout(content);
    m_all->addWidget(m_empty);
    m_all->addWidget(makeContent());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_strip);
    column->addWidget(content, 1);

    if (!m_services.monitor) {
        tellEmpty();
        return;
    }
    m_all->setCurrentIndex(1);
    makeWorks();
    connect(m_services.monitor, &tunnel::TunnelMonitor::sampled, this, &TunnelPage::tell);
    connect(m_services.monitor, &tunnel::TunnelMonitor::happened, this, &TunnelPage::tellEvents);
    connect(m_services.monitor, &tunnel::TunnelMonitor::happened, m_strip,
            [this](const tunnel::TunnelEvent &event) {
                if (event.kind == tunnel::TunnelEvent::Kind::Back)
                    m_strip->clearError(); // what could not be mended is mended
                else if (event.kind == tunnel::TunnelEvent::Kind::Broke)
                    m_strip->clearNotice(); // what was mended is broken again
            });
    // A range of days is read anew once a minute: what happened is to be seen at once.
    connect(m_services.monitor, &tunnel::TunnelMonitor::happened, m_history, [this] {
        if (m_history->isVisible())
            m_history->reload();
    });
    connect(m_history, &PastView::shown, this, [this] {
        m_isPastShown = true;
        judgeReady();
    });
    tell();
    if (m_services.config.isInterrupted)
        m_config->compare(false);
}

TunnelPage::~TunnelPage() = default;

void TunnelPage::makeActions(Actions *actions)
{
    m_ask = actions->add({.id = u"tunnel.ask"_s,
                          .text = tr("Ask again"),
                          .hint = tr("Asks the gateway, Azure and the node beyond the tunnel, now"),
                          .icon = u"refresh"_s,
                          .shortcut = QKeySequence(u"Ctrl+R"_s)},
                         this, [this] { refresh(); });
    m_throughput = actions->add({.id = u"tunnel.throughput"_s,
                                 .text = tr("Measure throughput…"),
                                 .hint = tr("Fills the tunnel for some seconds to see what it carries"),
                                 .icon = u"throughput"_s,
                                 .shortcut = QKeySequence(u"Ctrl+U"_s)},
                                this, [this] { m_measurement->ask(); });
    m_mend = actions->add({.id = u"tunnel.mend"_s,
                           .text = tr("Mend"),
                           .hint = tr("Does what the doctor advises, where it can be done from here"),
                           .icon = {},
                           .shortcut = QKeySequence(u"Ctrl+M"_s)},
                          this, [this] { m_mender->mend(); });
    m_copy = actions->add({.id = u"tunnel.copy"_s,
                           .text = tr("Copy the command"),
                           .hint = tr("The command that mends it, for a root shell"),
                           .icon = u"copy"_s,
                           .shortcut = QKeySequence(u"Ctrl+Shift+C"_s)},
                          this, [this] {
                              QGuiApplication::clipboard()->setText(m_finding->command());
                              m_strip->say(tr("Copied: %1").arg(m_finding->command()));
                          });
    m_evidence = actions->add({.id = u"tunnel.evidence"_s,
                               .text = tr("Evidence"),
                               .hint = tr("What the finding rests on, and what else was found"),
                               .icon = u"chevron-right"_s,
                               .shortcut = QKeySequence(u"Ctrl+E"_s)},
                              this, [] {});
    m_evidence->setCheckable(true);
    m_table = actions->add({.id = u"tunnel.table"_s,
                            .text = tr("Table"),
                            .hint = tr("The numbers instead of the charts"),
                            .icon = u"columns"_s,
                            .shortcut = QKeySequence(u"Ctrl+T"_s)},
                           this, [this] { showTab(HistoryTab); });
    m_table->setCheckable(true);
    const auto tab = [&](const QString &id, const QString &text, const QString &key, Tab which) {
        actions->add({.id = id, .text = text, .hint = {}, .icon = u"tunnel"_s, .shortcut = QKeySequence(key)},
                     this, [this, which] { showTab(which); });
    };
    tab(u"tunnel.show.history"_s, tr("The tunnel's history"), u"Ctrl+1"_s, HistoryTab);
    tab(u"tunnel.show.events"_s, tr("Events of the tunnel"), u"Ctrl+2"_s, EventsTab);
    tab(u"tunnel.show.ends"_s, tr("Both ends of the tunnel"), u"Ctrl+3"_s, EndsTab);
    tab(u"tunnel.show.config"_s, tr("Configuration of the tunnel"), u"Ctrl+4"_s, ConfigTab);
    m_example = actions->add(
        {.id = u"tunnel.example"_s,
         .text = tr("Copy what to write"),
         .hint = tr("An example of the section, to be put into the site file"),
         .icon = u"copy"_s,
         .shortcut = {},
         .inPalette = false},
        this, [this] {
            QGuiApplication::clipboard()->setText(example);
            m_strip->say(tr("Copied. Put it into %1, and open the site again.").arg(m_services.siteFile));
        });
}

void TunnelPage::makeWorks()
{
    m_mender = new Mender(m_services, m_strip, this);
    m_measurement = new Measurement(m_services, m_strip, this);
    connect(m_strip, &WorkStrip::busyChanged, this, &TunnelPage::tell);
    connect(m_mender, &Mender::mending, m_finding, &FindingCard::setMending);
    connect(m_mender, &Mender::mending, m_config, [this](bool isMending) {
        if (!isMending)
            m_config->refresh();
    });
    connect(m_mender, &Mender::askWanted, this, &TunnelPage::refresh);
    connect(m_mender, &Mender::evidenceWanted, m_evidence, [this] { m_evidence->setChecked(true); });
    connect(m_mender, &Mender::eventsWanted, this, [this] { showTab(EventsTab); });
    connect(m_mender, &Mender::configurationWanted, this, &TunnelPage::configure);
    connect(m_mender, &Mender::linkActivated, this, &TunnelPage::linkActivated);
}

QLayout *TunnelPage::makeHead()
{
    QFont strong = m_title->font();
    strong.setPointSizeF(strong.pointSizeF() * 1.15);
    strong.setWeight(QFont::DemiBold);
    m_title->setFont(strong);
    m_title->setObjectName(u"tunnel.title"_s);
    m_title->setTextFormat(Qt::PlainText);
    m_figures->setObjectName(u"tunnel.figures"_s);
    m_figures->setForegroundRole(QPalette::PlaceholderText);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_icon);
    row->addWidget(m_title);
    row->addWidget(m_figures, 1);
    for (QAction *action : {m_throughput, m_ask})
        row->addWidget(toolButton(action));
    return row;
}

QWidget *TunnelPage::makeTabs()
{
    m_history = new PastView(m_services.storePath, m_services.tunnel, m_table, m_settings, m_services.clock);
    m_tabs->setObjectName(u"tunnel.tabs"_s);
    m_tabs->setAccessibleName(tr("History, events, both ends or configuration"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("History"));
    m_tabs->addTab(tr("Events"));
    m_tabs->addTab(tr("Both ends"));
    m_tabs->addTab(tr("Configuration"));
    m_views->addWidget(m_history);
    m_views->addWidget(m_events);
    m_views->addWidget(m_ends);
    m_views->addWidget(m_config);
    m_views->setMinimumHeight(400);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_views->setCurrentIndex(tab);
        if (tab == EventsTab)
            tellEvents();
    });
    auto *tabs = new QWidget;
    auto *column = new QVBoxLayout(tabs);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(m_tabs);
    column->addWidget(m_views, 1);
    return tabs;
}

QWidget *TunnelPage::makeContent()
{
    m_finding = new FindingCard(m_mend, m_copy, m_evidence);
    auto *inside = new QWidget;
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(16, 8, 16, 8);
    column->setSpacing(8);
    column->addLayout(makeHead());
    auto *lamps = new QHBoxLayout;
    lamps->setSpacing(8);
    for (LampCard *lamp : {m_azure, m_gateway, m_traffic})
        lamps->addWidget(lamp, 1);
    column->addLayout(lamps);
    column->addWidget(m_finding);
    column->addWidget(makeTabs(), 1);
    auto *scroll = new QScrollArea;
    scroll->setObjectName(u"tunnel.scroll"_s);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inside);
    scroll->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    return scroll;
}

void TunnelPage::tellEmpty()
{
    if (m_services.problem)
        m_empty->set(u"warning"_s, tr("The tunnel can not be watched"), m_services.problem->text);
    else
        m_empty->set(
            u"tunnel"_s, tr("No tunnel in the site file"),
            tr("Skybro watches the tunnel between the cluster and Azure once %1 names the on-premise "
               "gateway, in a section like this:")
                    .arg(m_services.siteFile) +
                u"\n\ngateway: {host: gateway.example.org, user: admin, connection: azure}"_s);
    if (!m_services.problem)
        m_empty->addDo(m_example);
    for (QAction *action : {m_ask, m_throughput, m_mend, m_copy, m_evidence, m_table})
        setAvailable(action, false, tr("The site file names no gateway"));
    m_all->setCurrentIndex(0);
    setReady();
}

void TunnelPage::tell()
{
    const TunnelNow &current = now();
    tellHead(current);
    m_azure->show(azureLamp(current));
    m_gateway->show(gatewayLamp(current));
    m_traffic->show(trafficLamp(current));
    const QString mendText = m_mender->text();
    m_finding->show(current.findings, tunnel::signalLines(current.evidence), mendText);
    m_ends->setRows(current.evidence.parameters);
    setAvailable(m_mend, !mendText.isEmpty() && !m_strip->isBusy(),
                 m_strip->isBusy() ? tr("Something is under way")
                                   : tr("There is nothing that could be done from here"));
    const QString obstacle = m_measurement->obstacle();
    setAvailable(m_throughput, obstacle.isEmpty(), obstacle);
    const Tone tone = tunnelLook(current).tone;
    setBadge(tone == Tone::Bad || tone == Tone::Warning ? u"●"_s : QString(), tone);
    if (isVisible()) {
        m_history->note();
        // Causes become known some seconds later.
        if (m_views->currentIndex() == EventsTab &&
            (!m_eventsRead.isValid() || m_eventsRead.elapsed() > 10'000))
            tellEvents();
    }
    judgeReady();
}

/// What the doctor knows of all three, or of those who answer within some seconds; with the past beside it
/// where that is to be seen.
void TunnelPage::judgeReady()
{
    if (isReady() || now().findings.isEmpty())
        return;
    if (!m_firstWord.isValid())
        m_firstWord.start();
    constexpr qint64 patience = 6'000;
    const bool isKnown = now().findings.constFirst().kind != tunnel::FaultKind::Unknown &&
                         (now().evidence.azure.age || !now().evidence.azure.failure.isEmpty());
    if ((isKnown || m_firstWord.elapsed() > patience) && (m_isPastShown || !isVisible()))
        setReady();
}

void TunnelPage::tellHead(const TunnelNow &current)
{
    const Look look = tunnelLook(current);
    m_icon->set(look.icon, look.tone);
    m_title->setText(tr("%1: %2").arg(current.name.isEmpty() ? m_services.tunnel : current.name, look.word));
    QStringList parts;
    if (const QString since = tunnelSinceText(current, m_services.clock()); !since.isEmpty())
        parts.append(since);
    // The number that the card below it says, as long as it says one.
    // While it is down, that one is not among those of the hour yet.
    if (const int hourly = current.evidence.history.flapsLastHour;
        current.isFlapping && hourly >= current.breaks)
        parts.append(tr("%n break(s) in the last hour", nullptr, hourly));
    else if (current.isFlapping)
        parts.append(tr("%n break(s)", nullptr, current.breaks));
    if (current.bytesInPerSecond && current.bytesOutPerSecond)
        parts.append(tr("%1 from Azure, %2 to it")
                         .arg(rateText(*current.bytesInPerSecond), rateText(*current.bytesOutPerSecond)));
    m_figures->setText(parts.join(u" · "_s));
    m_figures->setToolTip(parts.join(u'\n')); // all of it, where there is no room
}

void TunnelPage::tellEvents()
{
    if (!m_services.monitor || m_views->currentIndex() != EventsTab || !isVisible())
        return;
    m_eventsRead.start();
    const QDateTime time = m_services.clock();
    m_events->setEvents(m_services.monitor->events(time.addYears(-1), time.addSecs(60)));
}

void TunnelPage::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

void TunnelPage::refresh()
{
    if (m_services.refresh)
        m_services.refresh();
    else if (m_services.monitor)
        m_services.monitor->refresh();
}

void TunnelPage::configure(bool newKey)
{
    showTab(ConfigTab);
    m_config->compare(newKey);
}

void TunnelPage::open(const QString &target)
{
    if (target == "events"_L1)
        showTab(EventsTab);
    else if (target == "ends"_L1)
        showTab(EndsTab);
    else if (target == "configuration"_L1)
        showTab(ConfigTab);
    else if (target == "history"_L1)
        showTab(HistoryTab);
}

void TunnelPage::takeFocus()
{
    if (!m_services.monitor)
        return Page::takeFocus();
    m_tabs->setFocus(Qt::OtherFocusReason);
}

QList<Finding> TunnelPage::find(const QString &typed, int limit) const
{
    if (!m_services.monitor || limit < 1 || now().findings.isEmpty())
        return {};
    const tunnel::Finding &first = now().findings.first();
    const QString name = now().name.isEmpty() ? m_services.tunnel : now().name;
    if (!name.contains(typed, Qt::CaseInsensitive) && !first.sentence.contains(typed, Qt::CaseInsensitive))
        return {};
    const Look look = tunnelLook(now());
    return {{name, first.sentence, look.icon, look.tone, u"history"_s}};
}

void TunnelPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (m_services.monitor)
        tellEvents();
}

} // namespace skybro::ui
