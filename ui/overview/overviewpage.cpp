#include "ui/overview/overviewpage.h"

#include "ui/common/agelabel.h"
#include "ui/common/emptystate.h"
#include "ui/common/figures.h"
#include "ui/common/iconlabel.h"
#include "ui/common/looks.h"
#include "ui/common/timetext.h"
#include "ui/common/tunneltexts.h"
#include "ui/overview/statetile.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using fleet::PowerState;

namespace {

// The order they are read in: what runs, what moves, what costs for nothing, what rests, what is not known.
constexpr PowerState tileStates[] = {PowerState::Running, PowerState::Starting,    PowerState::Deallocating,
                                     PowerState::Stopped, PowerState::Deallocated, PowerState::Unknown};

bool wentWrong(const Operation &operation)
{
    return operation.state == OperationState::Failed || operation.state == OperationState::Unknown;
}

QLabel *heading(const QString &text)
{
    auto *label = new QLabel(text);
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

// Stopping and deallocating are one tile: on their way to rest.
Look tileLook(PowerState state)
{
    Look look = powerLook(state);
    if (state == PowerState::Deallocating)
        look.word = OverviewPage::tr("Stopping");
    return look;
}

QString tileFilter(PowerState state)
{
    return state == PowerState::Deallocating ? u"filter:state:stopping,deallocating"_s
                                             : u"filter:state:%1"_s.arg(fleet::toWord(state));
}

} // namespace

OverviewPage::OverviewPage(fleet::Fleet *fleet, Journal *journal, const QString &site, Actions *actions,
                           Clock clock, QWidget *parent)
    : Page(u"overview"_s, tr("Overview"), u"overview"_s, parent)
    , m_fleet(fleet)
    , m_journal(journal)
    , m_site(site)
    , m_clock(std::move(clock))
    , m_tunnelRow(new QWidget)
    , m_tunnelIcon(new IconLabel(18))
    , m_tunnelWords(new QLabel)
    , m_cost(new QLabel)
    , m_costNote(new QLabel)
    , m_tileGrid(new QGridLayout)
    , m_age(new AgeLabel(tr("as of %1")))
    , m_rows(new QVBoxLayout)
    , m_empty(new EmptyState)
    , m_content(new QWidget)
{
    m_signIn = actions->find(u"app.secret"_s);
    m_retry = actions->add({.id = u"overview.retry"_s,
                            .text = tr("Try again"),
                            .hint = {},
                            .icon = {},
                            .shortcut = {},
                            .inPalette = false},
                           this, [this] { m_fleet->refresh(); });
    m_empty->setObjectName(u"overview.empty"_s);
    m_age->setForegroundRole(QPalette::PlaceholderText);
    m_cost->setObjectName(u"overview.cost"_s);
    QFont font = figuresFont(m_cost->font());
    font.setPointSizeF(font.pointSizeF() * 1.7);
    font.setWeight(QFont::DemiBold);
    m_cost->setFont(font);
    m_costNote->setForegroundRole(QPalette::PlaceholderText);
    m_costNote->setWordWrap(true);

    auto *head = new QHBoxLayout;
    head->addWidget(heading(tr("Nodes")), 1);
    head->addWidget(m_age);
    m_tileGrid->setSpacing(8);
    for (const PowerState state : tileStates) {
        auto *tile = new StateTile("overview."_L1 + fleet::toWord(state), tileLook(state));
        connect(tile, &QAbstractButton::clicked, this,
                [this, state] { emit linkActivated(u"nodes"_s, tileFilter(state)); });
        m_tiles.insert(int(state), tile);
    }
    m_rows->setSpacing(0);

    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(20, 14, 20, 16);
    column->setSpacing(8);
    column->addLayout(head);
    placeTiles(6);
    column->addLayout(m_tileGrid);
    makeTunnelRow();
    column->addWidget(m_tunnelRow);
    column->addSpacing(10);
    column->addWidget(heading(tr("Cost now")));
    column->addWidget(m_cost);
    column->addWidget(m_costNote);
    column->addSpacing(10);
    column->addWidget(heading(tr("Needs a hand")));
    column->addLayout(m_rows);
    column->addStretch(1);
    m_content->setMaximumWidth(980);

    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_content);
    scroll->viewport()->setAutoFillBackground(false);
    m_content->setAutoFillBackground(false);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
    all->addWidget(m_empty);
    scroll->setObjectName(u"overview.scroll"_s);

    connect(fleet, &fleet::Fleet::summaryChanged, this, &OverviewPage::tellLater);
    connect(fleet, &fleet::Fleet::freshnessChanged, this, &OverviewPage::tellLater);
    connect(journal, &Journal::changed, this, [this](const QList<Operation> &operations) {
        if (std::any_of(operations.begin(), operations.end(), wentWrong)) {
            countFailures();
            tellLater();
        }
    });
    countFailures();
    tell();
}

void OverviewPage::makeTunnelRow()
{
    m_tunnelWords->setObjectName(u"overview.tunnel.words"_s);
    m_tunnelWords->setWordWrap(true);
    m_tunnelWords->setTextFormat(Qt::PlainText);
    auto *show = new QPushButton(tr("Show"));
    show->setObjectName(u"overview.tunnel"_s);
    show->setAccessibleName(tr("Show the tunnel"));
    connect(show, &QPushButton::clicked, this, [this] { emit linkActivated(u"tunnel"_s, {}); });
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_tunnelIcon);
    line->addWidget(m_tunnelWords, 1);
    line->addWidget(show);
    auto *column = new QVBoxLayout(m_tunnelRow);
    column->setContentsMargins(0, 10, 0, 0);
    column->setSpacing(6);
    column->addWidget(heading(tr("Tunnel")));
    column->addLayout(line);
    m_tunnelRow->hide();
}

void OverviewPage::watch(tunnel::TunnelMonitor *monitor)
{
    m_tunnel = monitor;
    m_tunnelRow->show();
    connect(monitor, &tunnel::TunnelMonitor::sampled, this, [this] {
        tellTunnel();
        tellConcerns();
    });
    tellTunnel();
    tellConcerns();
}

void OverviewPage::tellTunnel()
{
    const tunnel::TunnelNow &now = m_tunnel->now();
    const Look look = tunnelLook(now);
    m_tunnelIcon->set(look.icon, look.tone);
    QStringList words{look.word};
    if (const QString figures = tunnelFigures(now); !figures.isEmpty())
        words.append(figures);
    if (const QString since = tunnelSinceText(now, m_clock()); !since.isEmpty())
        words.append(since);
    m_tunnelWords->setText(words.join(u" · "_s));
}

void OverviewPage::addTunnelConcern(QList<Concern> &found) const
{
    if (!m_tunnel || m_tunnel->now().findings.isEmpty())
        return;
    const tunnel::TunnelNow &now = m_tunnel->now();
    const tunnel::Finding &first = now.findings.constFirst();
    const bool isDown = now.state == tunnel::TunnelState::Down && !isTargetAlone(now);
    const bool isFault = first.kind != tunnel::FaultKind::Healthy && first.kind != tunnel::FaultKind::Unknown;
    const bool isWell = now.state == tunnel::TunnelState::Up || now.state == tunnel::TunnelState::Unknown;
    if (isWell && !isFault && !now.isFlapping)
        return;
    const bool isNamed = isFault || first.kind == tunnel::FaultKind::Unknown;
    found.append({isDown ? u"error"_s : u"warning"_s,
                  isDown ? Tone::Bad : Tone::Warning,
                  isDown ? tr("The tunnel is down") : tr("The tunnel: %1").arg(tunnelLook(now).word),
                  isNamed ? first.sentence : QString(),
                  u"tunnel"_s,
                  {}});
}

// Many changes of one turn of the event loop are told once.
void OverviewPage::tellLater()
{
    if (m_due)
        return;
    m_due = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_due = false;
            tell();
        },
        Qt::QueuedConnection);
}

void OverviewPage::tell()
{
    const fleet::FleetSummary &sum = m_fleet->summary();
    const fleet::Freshness &fresh = m_fleet->freshness();
    for (const PowerState state : tileStates) {
        int count = sum.count(state);
        if (state == PowerState::Deallocating)
            count += sum.count(PowerState::Stopping);
        m_tiles.value(int(state))->setCount(count);
    }
    m_age->setMoment(fresh.asOf);
    const bool known = fresh.asOf.isValid();
    findChild<QScrollArea *>(u"overview.scroll"_s)->setVisible(known);
    m_empty->setVisible(!known);
    if (!known && fresh.problem) {
        m_empty->setProblem(*fresh.problem, fresh.problemSince, fresh.nextTry, m_retry, m_signIn);
    } else if (!known) {
        m_empty->set(u"cloud"_s, tr("Asking Azure for the nodes"),
                     tr("The first answer takes a few seconds."));
    }
    tellCost();
    tellConcerns();
    if (known || fresh.problem)
        setReady();
}

void OverviewPage::tellCost()
{
    const fleet::FleetSummary &sum = m_fleet->summary();
    if (sum.currency.isEmpty()) {
        m_cost->setText(u"–"_s);
        m_costNote->setText(sum.total > 0 ? tr("Not known: Azure's price list has not answered.")
                                          : QString());
        return;
    }
    const QString hour = tr("%1 per hour").arg(moneyText(sum.costPerHour, sum.currency));
    m_cost->setText(sum.unknownCosts > 0 ? tr("at least %1").arg(hour) : hour);
    QStringList notes{tr("%1 a day if it stays so").arg(moneyText(sum.costPerHour * 24, sum.currency))};
    if (sum.unknownCosts > 0)
        notes.append(tr("the cost of %n node(s) is not known", nullptr, sum.unknownCosts));
    notes.append(tr("list prices for computing, without disks, addresses and discounts"));
    m_costNote->setText(notes.join(u" · "_s));
}

// Read from the journal only when something failed: it may hold thousands.
void OverviewPage::countFailures()
{
    m_failed = 0;
    const QList<Operation> recent = m_journal->recent(m_site);
    const QDateTime dayAgo = m_clock().addDays(-1);
    for (const Operation &operation : recent) {
        if (operation.created >= dayAgo && wentWrong(operation) && m_failed++ == 0)
            m_lastFailed = operation;
    }
}

QList<OverviewPage::Concern> OverviewPage::concerns() const
{
    QList<Concern> found;
    const fleet::FleetSummary &sum = m_fleet->summary();
    const fleet::Freshness &fresh = m_fleet->freshness();
    if (fresh.problem)
        found.append(
            {u"cloud-off"_s,
             Tone::Bad,
             fresh.problem->text,
             fresh.problemSince.isValid() ? tr("since %1").arg(exactTime(fresh.problemSince)) : QString(),
             u"nodes"_s,
             {}});
    addTunnelConcern(found);
    if (const int stopped = sum.count(PowerState::Stopped)) {
        fleet::FleetSummary cost;
        QList<fleet::Node> nodes;
        for (const fleet::Node &node : m_fleet->nodes()) {
            if (node.powerState == PowerState::Stopped)
                nodes.append(node);
        }
        cost = fleet::summarize(nodes);
        found.append({u"state-billed"_s, Tone::Warning,
                      tr("%n node(s) stopped, but billed", nullptr, stopped),
                      cost.currency.isEmpty()
                          ? tr("powered off without being deallocated")
                          : tr("%1 per hour for nothing").arg(moneyText(cost.costPerHour, cost.currency)),
                      u"nodes"_s, u"filter:state:stopped"_s});
    }
    if (m_failed > 0)
        found.append({u"error"_s, Tone::Bad, tr("%n operation(s) failed in the last day", nullptr, m_failed),
                      u"%1 %2%3"_s.arg(operationKindText(m_lastFailed.kind), m_lastFailed.targetName,
                                       m_lastFailed.error && !m_lastFailed.error->code.isEmpty()
                                           ? u": "_s + m_lastFailed.error->code
                                           : QString()),
                      u"activity"_s, m_failed == 1 ? m_lastFailed.id : u"failed"_s});
    if (const int unknown = sum.count(PowerState::Unknown))
        found.append({u"state-unknown"_s, Tone::Warning,
                      tr("Azure did not tell the state of %n node(s)", nullptr, unknown),
                      tr("it is asked again"), u"nodes"_s, u"filter:state:unknown"_s});
    if (const int unpriced = sum.unknownCosts - sum.count(PowerState::Unknown);
        unpriced > 0 && !sum.currency.isEmpty())
        found.append({u"coins"_s,
                      Tone::Warning,
                      tr("No price is known for %n node(s)", nullptr, unpriced),
                      tr("Azure's price list does not have their size"),
                      u"nodes"_s,
                      {}});
    return found;
}

QWidget *OverviewPage::makeRow(const Concern &concern, int number)
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 4, 0, 4);
    line->setSpacing(8);
    auto *sign = new IconLabel;
    sign->set(concern.icon, concern.tone);
    line->addWidget(sign);
    auto *words =
        new QLabel(concern.note.isEmpty() ? concern.text : u"%1 — %2"_s.arg(concern.text, concern.note));
    words->setWordWrap(true);
    words->setTextFormat(Qt::PlainText);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    line->addWidget(words, 1);
    if (!concern.page.isEmpty()) {
        auto *show = new QPushButton(tr("Show"));
        show->setObjectName(u"overview.show.%1"_s.arg(number));
        show->setAccessibleName(tr("Show: %1").arg(concern.text));
        connect(show, &QPushButton::clicked, this,
                [this, concern] { emit linkActivated(concern.page, concern.target); });
        line->addWidget(show);
    }
    return row;
}

void OverviewPage::tellConcerns()
{
    const QList<Concern> now = concerns();
    int wrong = 0;
    for (const Concern &concern : now)
        wrong += concern.tone == Tone::Bad ? 1 : 0;
    setBadge(now.isEmpty() ? QString() : QString::number(now.size()), wrong > 0 ? Tone::Bad : Tone::Warning);
    if (now == m_shown && m_concernsTold)
        return;
    m_shown = now;
    m_concernsTold = true;
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    int number = 0;
    for (const Concern &concern : now)
        m_rows->addWidget(makeRow(concern, ++number));
    if (now.isEmpty())
        m_rows->addWidget(makeRow({u"done"_s, Tone::Good, tr("Nothing does."), {}, {}, {}}, 0));
}

void OverviewPage::placeTiles(int columns)
{
    if (m_tileGrid->property("columns").toInt() == columns)
        return;
    m_tileGrid->setProperty("columns", columns);
    int place = 0;
    for (const PowerState state : tileStates) {
        m_tileGrid->addWidget(m_tiles.value(int(state)), place / columns, place % columns);
        ++place;
    }
}

void OverviewPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    // Words are not cut off: two lines of tiles in a narrow window.
    placeTiles(width() < 860 ? 3 : 6);
}

} // namespace skybro::ui
