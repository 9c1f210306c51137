#include "ui/shell/statusline.h"

#include "models/tunnel/config/applyconfigjob.h"
#include "ui/common/figures.h"
#include "ui/common/iconlabel.h"
#include "ui/common/icons.h"
#include "ui/common/timetext.h"
#include "ui/common/toolbutton.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QToolButton>

#include <algorithm>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString kindText(const QString &kind)
{
    if (kind == u"setup")
        return StatusLine::tr("Setting up");
    return kind == tunnel::applyOperation ? StatusLine::tr("Configuring the tunnel") : kind;
}

QString workText(const QList<Operation> &open)
{
    const Operation &first = open.first();
    const auto action = fleet::powerActionFromWord(first.kind);
    const QString doing = action ? pendingLook(*action).word : kindText(first.kind);
    const bool same =
        std::all_of(open.begin(), open.end(), [&](const Operation &o) { return o.kind == first.kind; });
    if (open.size() == 1)
        return StatusLine::tr("%1 %2").arg(doing, first.targetName);
    return same ? StatusLine::tr("%1 %n node(s)", nullptr, int(open.size())).arg(doing)
                : StatusLine::tr("%n operation(s) under way", nullptr, int(open.size()));
}

} // namespace

StatusLine::StatusLine(QWidget *parent)
    : QWidget(parent)
    , m_tunnel(new QToolButton)
    , m_work(new QToolButton)
    , m_progress(new QProgressBar)
    , m_elapsed(new QLabel)
    , m_connectionIcon(new IconLabel(14))
    , m_connection(new QLabel)
    , m_row(new QHBoxLayout(this))
{
    m_work->setObjectName(u"status.work"_s);
    m_work->setAccessibleName(tr("Operations"));
    m_work->setAutoRaise(true);
    m_work->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_work->setToolTip(tr("Show it in Activity"));
    m_work->setFocusPolicy(Qt::TabFocus);
    m_tunnel->setObjectName(u"status.tunnel"_s);
    m_tunnel->setAccessibleName(tr("Tunnel"));
    m_tunnel->setAutoRaise(true);
    m_tunnel->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_tunnel->setFocusPolicy(Qt::TabFocus);
    m_tunnel->setFont(figuresFont(m_tunnel->font()));
    m_tunnel->hide();
    m_progress->setObjectName(u"status.progress"_s);
    m_progress->setAccessibleName(tr("Progress of what is under way"));
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(120);
    m_elapsed->setFont(figuresFont(m_elapsed->font()));
    m_elapsed->setForegroundRole(QPalette::PlaceholderText);
    m_connection->setForegroundRole(QPalette::PlaceholderText);

    m_row->setContentsMargins(8, 3, 8, 2);
    m_row->setSpacing(8);
    m_row->addWidget(m_work);
    m_row->addWidget(m_progress);
    m_row->addWidget(m_elapsed);
    m_row->addStretch(1);
    m_row->addWidget(m_tunnel);
    m_row->addWidget(m_connectionIcon);
    m_row->addWidget(m_connection);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &StatusLine::tell);
    connect(m_work, &QToolButton::clicked, this, &StatusLine::activityWanted);
    connect(m_tunnel, &QToolButton::clicked, this, &StatusLine::tunnelWanted);
    tell();
}

void StatusLine::watch(Journal *journal, const QString &site, Clock clock)
{
    if (m_journal)
        m_journal->disconnect(this);
    m_journal = journal;
    m_site = site;
    m_clock = std::move(clock);
    m_open.clear();
    m_closed = m_failed = 0;
    if (journal) {
        connect(journal, &Journal::added, this, &StatusLine::take);
        connect(journal, &Journal::changed, this, &StatusLine::take);
        take(journal->unfinished(site));
    }
    tell();
}

void StatusLine::take(const QList<Operation> &operations)
{
    for (const Operation &operation : operations) {
        if (operation.site != m_site)
            continue;
        if (!isFinished(operation.state)) {
            if (m_open.isEmpty())
                m_closed = m_failed = 0;
            const QDateTime created = m_open.value(operation.id).created;
            Operation &kept = m_open[operation.id];
            kept = operation;
            if (!kept.created.isValid())
                kept.created = created;
        } else if (m_open.remove(operation.id)) {
            ++m_closed;
            if (operation.state == OperationState::Failed || operation.state == OperationState::Unknown)
                ++m_failed;
        }
    }
    tell();
}

void StatusLine::tell()
{
    const bool busy = !m_open.isEmpty();
    m_progress->setVisible(busy);
    m_elapsed->setVisible(busy);
    m_work->setVisible(busy || m_closed > 0);
    m_tick.stop();
    if (!busy) {
        if (m_closed > 0) {
            const int good = m_closed - m_failed;
            m_work->setText(m_failed > 0 ? tr("%1 done, %2 failed").arg(good).arg(m_failed)
                                         : tr("%n operation(s) done", nullptr, good));
            m_work->setIcon(
                icon(m_failed > 0 ? u"error"_s : u"done"_s, m_failed > 0 ? Tone::Bad : Tone::Good));
            m_work->setAccessibleName(m_work->text());
        }
        return;
    }
    const QList<Operation> open = m_open.values();
    const auto oldest =
        std::min_element(open.begin(), open.end(),
                         [](const Operation &a, const Operation &b) { return a.created < b.created; });
    m_work->setText(workText(open));
    m_work->setIcon(icon(u"state-busy"_s, Tone::Busy));
    m_work->setAccessibleName(m_work->text());
    // One operation's share is not known to Azure either: the bar counts operations.
    const int all = m_closed + int(open.size());
    m_progress->setRange(0, all > 1 ? all : 0);
    m_progress->setValue(m_closed);
    m_elapsed->setText(clockText(std::chrono::milliseconds(oldest->created.msecsTo(m_clock()))));
    if (isVisible())
        m_tick.start();
}

void StatusLine::setConnection(const Look &look, const QString &toolTip)
{
    if (look == m_connectionLook && toolTip == m_connection->toolTip())
        return;
    m_connectionLook = look;
    m_connectionIcon->setVisible(!look.word.isEmpty());
    m_connectionIcon->set(look.icon, look.tone);
    m_connection->setText(look.word);
    m_connection->setToolTip(toolTip);
}

void StatusLine::setTunnel(const Look &look, const QString &toolTip)
{
    if (m_tunnel->toolTip() != toolTip)
        m_tunnel->setToolTip(toolTip);
    if (look == m_tunnelLook)
        return;
    m_tunnelLook = look;
    m_tunnel->setVisible(!look.word.isEmpty());
    m_tunnel->setIcon(icon(look.icon, look.tone));
    m_tunnel->setText(look.word);
    m_tunnel->setAccessibleName(look.word);
}

void StatusLine::addButton(QAction *action)
{
    m_row->addWidget(toolButton(action, ToolLook::Icon));
}

void StatusLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(lineColor());
    painter.drawLine(rect().topLeft(), rect().topRight());
}

void StatusLine::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    tell();
}

void StatusLine::hideEvent(QHideEvent *event)
{
    m_tick.stop();
    QWidget::hideEvent(event);
}

} // namespace skybro::ui
