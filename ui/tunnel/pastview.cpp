#include "ui/tunnel/pastview.h"

#include "ui/common/figures.h"
#include "ui/common/rowtable.h"
#include "ui/common/stateband.h"
#include "ui/common/tonelabel.h"
#include "ui/common/toolbutton.h"
#include "ui/common/tunneltexts.h"
#include "ui/tunnel/historytable.h"

#include <QAction>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Setting<int> rangeSetting{"tunnel/range", 86'400};
constexpr int mostPoints = 600; ///< what a chart shows well, and draws within 5 ms

QString rangeName(std::chrono::seconds range)
{
    return u"tunnel.range.%1"_s.arg(range.count());
}

} // namespace

QList<std::chrono::seconds> PastView::ranges()
{
    return {15min, 1h, 24h, 24h * 7, 24h * 30, 24h * 365};
}

QString PastView::rangeText(std::chrono::seconds range) const
{
    if (range < 1h)
        return tr("%1 min").arg(range / 1min);
    if (range <= 24h)
        return tr("%1 h").arg(range / 1h);
    return range < 24h * 365 ? tr("%1 d").arg(range / 24h) : tr("1 y");
}

PastView::PastView(const QString &storePath, const QString &tunnel, QAction *table, Settings *settings,
                   Clock clock, QWidget *parent)
    : QWidget(parent)
    , m_storePath(storePath)
    , m_tunnel(tunnel)
    , m_settings(settings)
    , m_clock(std::move(clock))
    , m_range(settings->get(rangeSetting))
    , m_buttons(new QButtonGroup(this))
    , m_problem(new ToneLabel(Tone::Warning))
    , m_roundTrip(new TimeChart(
          u"tunnel.chart.latency"_s, tr("Round trip"),
          [](double ms) { return roundTripText(std::chrono::microseconds(qint64(ms * 1000))); }))
    , m_loss(new TimeChart(u"tunnel.chart.loss"_s, tr("Probes lost"), lossText))
    , m_bytes(new TimeChart(u"tunnel.chart.bytes"_s, tr("Bytes per second"), rateText))
    , m_band(new StateBand(u"tunnel.band"_s, tr("States of traffic, gateway and Azure over time")))
    , m_table(new HistoryTable(this))
    , m_tableView(new QTableView)
{
    setObjectName(u"tunnel.history"_s);
    if (!ranges().contains(m_range))
        m_range = 24h;
    m_problem->setObjectName(u"tunnel.history.problem"_s);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_tableView->setObjectName(u"tunnel.past"_s);
    m_tableView->setAccessibleName(tr("The numbers of the charts"));
    m_tableView->setModel(m_table);
    m_tableView->setFont(figuresFont(m_tableView->font()));
    showAsRows(m_tableView);
    m_tableView->horizontalHeader()->setStretchLastSection(true);
    m_tableView->setColumnWidth(HistoryTable::Time, 170);
    auto *content = new QWidget;
    m_content = new QStackedLayout(content);
    m_content->addWidget(makeCharts());
    m_content->addWidget(m_tableView);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(makeTop(table));
    column->addWidget(m_problem);
    column->addWidget(content, 1);

    connect(table, &QAction::toggled, this,
            [this](bool isTable) { m_content->setCurrentIndex(isTable ? 1 : 0); });
    m_content->setCurrentIndex(table->isChecked() ? 1 : 0);
    m_loss->setHeights(0.05, 1);
    m_roundTrip->setHeights(5);
    m_bytes->setHeights(1000);
    for (TimeChart *chart : {m_roundTrip, m_loss, m_bytes}) {
        chart->setEmptyText(storePath.isEmpty() ? tr("No samples are kept") : tr("No samples of this time"));
        connect(chart, &TimeChart::visibleSpanChosen, this, &PastView::zoom);
    }
}

QWidget *PastView::makeTop(QAction *table)
{
    auto *top = new QWidget;
    auto *row = new QHBoxLayout(top);
    row->setContentsMargins(0, 4, 0, 0);
    row->setSpacing(2);
    const QList<std::chrono::seconds> all = ranges();
    for (const std::chrono::seconds range : all) {
        auto *button = new QToolButton;
        button->setObjectName(rangeName(range));
        button->setText(rangeText(range));
        button->setAccessibleName(tr("The last %1").arg(rangeText(range)));
        button->setToolTip(button->accessibleName());
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        m_buttons->addButton(button, int(range.count()));
        button->setFocusPolicy(Qt::TabFocus); // the group takes it from all but one
        row->addWidget(button);
    }
    m_buttons->button(int(m_range.count()))->setChecked(true);
    connect(m_buttons, &QButtonGroup::idClicked, this,
            [this](int range) { setRange(std::chrono::seconds(range)); });
    row->addStretch(1);
    row->addWidget(toolButton(table));
    return top;
}

QWidget *PastView::makeCharts()
{
    auto *charts = new QWidget;
    auto *column = new QVBoxLayout(charts);
    column->setContentsMargins(0, 0, 0, 4);
    column->setSpacing(6);
    column->addWidget(m_band);
    column->addWidget(m_roundTrip, 4);
    column->addWidget(m_loss, 3);
    column->addWidget(m_bytes, 4);
    return charts;
}

void PastView::setRange(std::chrono::seconds range)
{
    m_range = range;
    m_showsAll = true;
    m_readings = 0;
    m_settings->set(rangeSetting, int(range.count()));
    if (QAbstractButton *button = m_buttons->button(int(range.count())))
        button->setChecked(true);
    reload();
}

void PastView::note()
{
    // A point's width: sooner there is nothing new to be seen. A year's is hours, but what is true now should
    // be there within the minute.
    auto pace = std::clamp<std::chrono::milliseconds>(m_range / mostPoints, 2s, 60s);
    constexpr int first = 5; // what is looked at for the first time fills quickly
    if (m_readings < first)
        pace = 2s;
    if (isVisible() && (!m_since.isValid() || m_since.elapsed() >= pace.count() - 200))
        reload();
}

void PastView::reload()
{
    if (m_storePath.isEmpty()) {
        emit shown();
        return;
    }
    if (m_reading) {
        m_isStale = true;
        return;
    }
    m_isStale = false;
    m_since.start();
    ++m_readings;
    const double now = double(m_clock().toMSecsSinceEpoch()) / 1000;
    JobOf<TunnelHistory> *job =
        readHistory(m_storePath, m_tunnel, {now - double(m_range.count()), now}, mostPoints);
    m_reading = job;
    job->setParent(this);
    job->then(this, [this, range = m_range](const Result<TunnelHistory> &history) {
        m_reading.clear();
        if (range == m_range)
            take(history);
        if (m_isStale)
            reload();
    });
    job->start();
}

void PastView::take(const Result<TunnelHistory> &history)
{
    m_problem->setVisible(!history);
    if (!history) {
        m_problem->setText(tr("The past could not be read: %1").arg(history.error().text));
        emit shown();
        return;
    }
    for (TimeChart *chart : {m_roundTrip, m_loss, m_bytes})
        chart->setWhole(history->span);
    zoom(std::exchange(m_showsAll, false) ? history->span : m_roundTrip->visibleSpan());
    m_roundTrip->setSeries({history->roundTrip});
    m_loss->setSeries({history->loss});
    m_bytes->setSeries({history->bytesIn, history->bytesOut});
    m_band->setRows(history->states);
    m_table->setPoints(history->points);
    emit shown();
}

/// One time axis for all.
void PastView::zoom(TimeSpan span)
{
    for (TimeChart *chart : {m_roundTrip, m_loss, m_bytes})
        chart->setVisibleSpan(span);
    m_band->setVisibleSpan(m_roundTrip->visibleSpan());
}

void PastView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
}

} // namespace skybro::ui
