#include "ui/common/timechart.h"

#include "ui/common/chartlegend.h"
#include "ui/common/charttickers.h"
#include "ui/common/figures.h"

#include <QAccessible>
#include <QDateTime>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QLabel>
#include <QToolTip>

#include <cmath>

namespace skybro::ui {

using namespace Qt::StringLiterals;

namespace {

/// The next of 1, 2, 3, 4, 5, 6, 8, 10, 20 … that is not under `value`: half of each is a figure, too.
double niceCeiling(double value)
{
    if (!(value > 0))
        return 1;
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0}) {
        if (value <= step * power * 1.0000001)
            return step * power;
    }
    return 10 * power;
}

} // namespace

struct TimeChart::Private
{
    QString title;
    Format format;
    QList<TimeSeries> series;
    TimeSpan whole;
    TimeSpan visible;
    double atLeast = 0;
    double atMost = std::numeric_limits<double>::max();
    double height = 0;
    double cursor = TimePoint::none;
    bool isDue = false;

    QLabel *heading = nullptr;
    ChartLegend *legend = nullptr;
    QCustomPlot *plot = nullptr;
    QCPItemLine *line = nullptr;
    QCPItemText *empty = nullptr;
    struct Graphs
    {
        QCPGraph *low = nullptr;
        QCPGraph *high = nullptr;
        QCPGraph *value = nullptr;
    };
    QList<Graphs> graphs;

    void makeGraphs();
    void fill();
    [[nodiscard]] bool hasPoints() const;
    [[nodiscard]] static const TimePoint *pointAt(const TimeSeries &one, double time);
};

void TimeChart::Private::makeGraphs()
{
    for (const Graphs &old : std::as_const(graphs)) {
        plot->removeGraph(old.high);
        plot->removeGraph(old.low);
        plot->removeGraph(old.value);
    }
    graphs.clear();
    for (qsizetype i = 0; i < series.size(); ++i) {
        Graphs made;
        made.low = plot->addGraph();
        made.high = plot->addGraph();
        made.low->setPen(Qt::NoPen);
        made.high->setPen(Qt::NoPen);
        made.high->setChannelFillGraph(made.low);
        made.value = plot->addGraph();
        graphs.append(made);
    }
}

/// Breaks the lines where points are missing, and draws a lone point as long as it lasts.
void TimeChart::Private::fill()
{
    for (qsizetype i = 0; i < series.size(); ++i) {
        const TimeSeries &one = series.at(i);
        QVector<QCPGraphData> value;
        QVector<QCPGraphData> low;
        QVector<QCPGraphData> high;
        value.reserve(one.points.size() * 2);
        for (qsizetype k = 0; k < one.points.size(); ++k) {
            const TimePoint &point = one.points.at(k);
            value.append({point.time, point.value});
            if (!std::isnan(point.low)) {
                low.append({point.time, point.low});
                high.append({point.time, point.high});
            }
            const bool isLast = k + 1 == one.points.size();
            const bool isGap =
                !isLast && one.width > 0 && one.points.at(k + 1).time - point.time > one.width * 1.5;
            if ((isGap || isLast) && one.width > 0) {
                value.append({point.time + one.width, point.value});
                value.append({point.time + one.width, TimePoint::none});
                if (!std::isnan(point.low)) {
                    low.append({point.time + one.width, point.low});
                    high.append({point.time + one.width, point.high});
                }
            }
            if ((isGap && !low.isEmpty()) || (std::isnan(point.low) && !low.isEmpty())) {
                const double end = low.last().key;
                low.append({end, TimePoint::none});
                high.append({end, TimePoint::none});
            }
        }
        const auto give = [](QCPGraph *graph, const QVector<QCPGraphData> &data) {
            graph->data()->set(data, true);
        };
        give(graphs.at(i).value, value);
        give(graphs.at(i).low, low);
        give(graphs.at(i).high, high);
    }
}

bool TimeChart::Private::hasPoints() const
{
    return std::ranges::any_of(series, [this](const TimeSeries &one) {
        return std::ranges::any_of(one.points, [this](const TimePoint &point) {
            return !std::isnan(point.value) && point.time >= visible.from && point.time <= visible.to;
        });
    });
}

const TimePoint *TimeChart::Private::pointAt(const TimeSeries &one, double time)
{
    const auto after =
        std::ranges::upper_bound(one.points, time, {}, [](const TimePoint &point) { return point.time; });
    if (after == one.points.begin())
        return nullptr;
    const TimePoint &point = *std::prev(after);
    return one.width > 0 && time > point.time + one.width * 1.5 ? nullptr : &point;
}

TimeChart::TimeChart(const QString &objectName, const QString &title, Format format, QWidget *parent)
    : QWidget(parent)
    , m(std::make_unique<Private>())
{
    setObjectName(objectName);
    setAccessibleName(title);
    setFocusPolicy(Qt::StrongFocus);
    m->title = title;
    m->format = std::move(format);
    m->heading = new QLabel(title);
    m->legend = new ChartLegend;
    m->plot = new QCustomPlot;
    m->plot->setObjectName(objectName + ".plot"_L1);
    m->plot->setFocusPolicy(Qt::NoFocus);
    m->plot->setNoAntialiasingOnDrag(true);
    m->plot->setMinimumSize(160, 60);
    m->plot->installEventFilter(this);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(leftMargin, 0, rightMargin, 0);
    head->addWidget(m->heading);
    head->addWidget(m->legend, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(head);
    column->addWidget(m->plot, 1);

    QCPAxisRect *area = m->plot->axisRect();
    area->setAutoMargins(QCP::msBottom);
    area->setMargins(QMargins(leftMargin, 7, rightMargin, 0));
    m->plot->xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new TimeTicker));
    m->plot->yAxis->setTicker(QSharedPointer<QCPAxisTicker>(new ValueTicker(m->format)));
    m->plot->setSelectionRectMode(QCP::srmCustom);
    connect(m->plot->selectionRect(), &QCPSelectionRect::accepted, this, [this](const QRect &rect) {
        const double from = m->plot->xAxis->pixelToCoord(rect.left());
        const double to = m->plot->xAxis->pixelToCoord(rect.right());
        if (std::abs(rect.width()) > 4)
            choose({std::min(from, to), std::max(from, to)});
    });
    m->line = new QCPItemLine(m->plot);
    m->line->start->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m->line->end->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m->line->setVisible(false);
    m->empty = new QCPItemText(m->plot);
    m->empty->position->setType(QCPItemPosition::ptAxisRectRatio);
    m->empty->position->setCoords(0.5, 0.5);
    m->empty->setVisible(false);
    colour();
}

TimeChart::~TimeChart() = default;

void TimeChart::setSeries(const QList<TimeSeries> &series)
{
    const bool isOther = series.size() != m->series.size();
    m->series = series;
    if (isOther)
        m->makeGraphs();
    m->legend->set(series.size() > 1 ? series : QList<TimeSeries>());
    m->fill();
    colour();
    fitHeight(false);
    setAccessibleDescription(summary());
    drawLater();
}

void TimeChart::setWhole(TimeSpan whole)
{
    const bool sawAll = m->visible.isEmpty() || m->visible == m->whole;
    const bool followed = m->visible.to >= m->whole.to;
    TimeSpan seen = m->visible;
    if (followed)
        seen = {whole.to - seen.length(), whole.to};
    m->whole = whole;
    setVisibleSpan(sawAll ? whole : seen);
}

void TimeChart::setVisibleSpan(TimeSpan span)
{
    span = within(span, m->whole);
    if (span.isEmpty() || span == m->visible)
        return;
    const bool isZoom = std::abs(span.length() - m->visible.length()) > 1e-6;
    m->visible = span;
    m->plot->xAxis->setRange(span.from, span.to);
    fitHeight(isZoom);
    drawLater();
}

TimeSpan TimeChart::visibleSpan() const
{
    return m->visible;
}

void TimeChart::setHeights(double atLeast, double atMost)
{
    m->atLeast = atLeast;
    m->atMost = atMost;
    fitHeight(true);
    drawLater();
}

void TimeChart::setEmptyText(const QString &text)
{
    m->empty->setText(text);
    drawLater();
}

void TimeChart::fitHeight(bool mayShrink)
{
    double highest = m->atLeast;
    for (const TimeSeries &one : std::as_const(m->series)) {
        for (const TimePoint &point : one.points) {
            if (point.time + one.width < m->visible.from || point.time > m->visible.to)
                continue;
            highest = std::fmax(highest, std::fmax(point.value, point.high)); // fmax passes over NaN
        }
    }
    const double wanted = std::min(niceCeiling(highest * 1.02), m->atMost);
    const bool isMuchTooHigh = wanted * 2.4 < m->height;
    if (wanted > m->height || mayShrink || isMuchTooHigh)
        m->height = wanted;
    m->plot->yAxis->setRange(0, m->height * headroom);
}

QString TimeChart::textAt(double time) const
{
    QStringList lines;
    double start = TimePoint::none;
    for (const TimeSeries &one : std::as_const(m->series)) {
        const TimePoint *point = Private::pointAt(one, time);
        if (!point || std::isnan(point->value))
            continue;
        start = std::fmax(start, point->time);
        QString words =
            m->series.size() > 1 ? one.name + u": "_s + m->format(point->value) : m->format(point->value);
        if (!std::isnan(point->low) && point->low < point->high)
            words += u" ("_s + m->format(point->low) + u" – "_s + m->format(point->high) + u')';
        lines.append(words);
    }
    if (lines.isEmpty())
        return {};
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(qint64(start * 1000));
    lines.prepend(when.toString(u"yyyy-MM-dd HH:mm:ss"_s));
    return lines.join(u'\n');
}

/// For those who do not see the picture: the newest values, and where the numbers are.
QString TimeChart::summary() const
{
    QStringList words;
    for (const TimeSeries &one : std::as_const(m->series)) {
        for (auto point = one.points.crbegin(); point != one.points.crend(); ++point) {
            if (!std::isnan(point->value)) {
                words.append(tr("%1 last %2").arg(one.name, m->format(point->value)));
                break;
            }
        }
    }
    if (words.isEmpty())
        words.append(m->empty->text());
    return words.join(u"; "_s) + u". "_s +
           tr("Arrow keys move from point to point, + and - zoom, Home shows all.");
}

void TimeChart::drawLater()
{
    if (m->isDue)
        return;
    m->isDue = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m->isDue)
                drawNow();
        },
        Qt::QueuedConnection);
}

void TimeChart::drawNow()
{
    m->isDue = false;
    m->empty->setVisible(!m->empty->text().isEmpty() && !m->hasPoints());
    m->plot->replot(QCustomPlot::rpImmediateRefresh);
}

void TimeChart::colour()
{
    const QPalette colours = palette();
    QCustomPlot *plot = m->plot;
    plot->setBackground(QBrush(colours.color(QPalette::Window)));
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    m->heading->setFont(strong);
    QColor grid = lineColor();
    grid.setAlphaF(0.7F);
    for (QCPAxis *axis : {plot->xAxis, plot->yAxis}) {
        axis->setBasePen(axis == plot->xAxis ? QPen(lineColor()) : QPen(Qt::NoPen));
        axis->setTickPen(axis == plot->xAxis ? QPen(lineColor()) : QPen(Qt::NoPen));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(toneColor(Tone::Quiet));
        axis->setTickLabelFont(figuresFont(small));
        axis->setTickLabelPadding(4);
        axis->grid()->setPen(QPen(grid, 1));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    plot->xAxis->grid()->setVisible(false);
    plot->xAxis->setTickLengthOut(4);
    plot->xAxis->setTickLengthIn(0);
    QColor band = colours.color(QPalette::Link);
    band.setAlphaF(0.18F);
    plot->selectionRect()->setPen(QPen(colours.color(QPalette::Link)));
    plot->selectionRect()->setBrush(band);
    m->line->setPen(QPen(toneColor(Tone::Quiet), 1, Qt::DotLine));
    m->empty->setColor(toneColor(Tone::Quiet));
    m->empty->setFont(font());
    for (qsizetype i = 0; i < m->graphs.size(); ++i) {
        const TimeSeries &one = m->series.at(i);
        m->graphs.at(i).value->setPen(chartPen(one));
        QColor wash = toneColor(one.tone);
        wash.setAlphaF(isDarkPalette() ? 0.24F : 0.16F);
        m->graphs.at(i).high->setBrush(wash);
    }
}

void TimeChart::choose(TimeSpan span)
{
    if (m->whole.isEmpty())
        return;
    constexpr double shortest = 10;
    if (span.length() < shortest)
        span = zoomed(span, 1, (span.from + span.to) / 2, shortest);
    setVisibleSpan(span);
    emit visibleSpanChosen(m->visible);
}

void TimeChart::placeCursor(double time)
{
    m->cursor = time;
    m->line->setVisible(!std::isnan(time));
    if (!std::isnan(time)) {
        m->line->start->setCoords(time, 0);
        m->line->end->setCoords(time, 1);
    }
    drawLater();
}

void TimeChart::moveCursor(int steps)
{
    const auto longest =
        std::ranges::max_element(m->series, {}, [](const TimeSeries &one) { return one.points.size(); });
    if (longest == m->series.end() || longest->points.isEmpty())
        return;
    QList<double> times;
    for (const TimePoint &point : longest->points) {
        if (point.time >= m->visible.from && point.time <= m->visible.to)
            times.append(point.time);
    }
    if (times.isEmpty())
        return;
    qsizetype at = times.size() - 1; // the newest is what one begins with
    if (!std::isnan(m->cursor) && m->cursor >= m->visible.from && m->cursor <= m->visible.to)
        at = std::ranges::lower_bound(times, m->cursor) - times.begin() + steps;
    at = std::clamp<qsizetype>(at, 0, times.size() - 1);
    placeCursor(times.at(at));
    const QString words = textAt(times.at(at));
    const int x = int(m->plot->xAxis->coordToPixel(times.at(at)));
    QToolTip::showText(m->plot->mapToGlobal(QPoint(x, 0)), words, m->plot);
    setAccessibleDescription(words);
    QAccessibleEvent told(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&told);
}

void TimeChart::keyPressEvent(QKeyEvent *event)
{
    const TimeSpan seen = m->visible;
    const double middle = std::isnan(m->cursor) ? (seen.from + seen.to) / 2 : m->cursor;
    const bool moves = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int sign = event->key() == Qt::Key_Left ? -1 : 1;
        if (moves)
            choose(
                within({seen.from + sign * seen.length() / 4, seen.to + sign * seen.length() / 4}, m->whole));
        else
            moveCursor(sign);
        return;
    }
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        choose(zoomed(seen, 0.5, middle));
        return;
    case Qt::Key_Minus:
        choose(zoomed(seen, 2, middle));
        return;
    case Qt::Key_Home:
    case Qt::Key_0:
        choose(m->whole);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool TimeChart::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Wheel: {
        const auto *wheel = static_cast<QWheelEvent *>(event);
        // Without Ctrl the wheel is the page's, which may have to be scrolled.
        if (!(wheel->modifiers() & Qt::ControlModifier) || wheel->angleDelta().y() == 0) {
            event->ignore();
            return true;
        }
        choose(zoomed(m->visible, wheel->angleDelta().y() > 0 ? 0.8 : 1.25,
                      m->plot->xAxis->pixelToCoord(wheel->position().x())));
        return true;
    }
    case QEvent::MouseButtonPress:
        setFocus(Qt::MouseFocusReason);
        break;
    case QEvent::MouseButtonDblClick:
        choose(m->whole);
        return true;
    case QEvent::MouseMove: {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        if (mouse->buttons() != Qt::NoButton)
            break;
        const double time = m->plot->xAxis->pixelToCoord(mouse->position().x());
        const QString words =
            m->plot->axisRect()->rect().contains(mouse->position().toPoint()) ? textAt(time) : QString();
        placeCursor(words.isEmpty() ? TimePoint::none : time);
        QToolTip::showText(mouse->globalPosition().toPoint() + QPoint(14, 10), words, m->plot);
        break;
    }
    case QEvent::Leave:
        placeCursor(TimePoint::none);
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

bool TimeChart::event(QEvent *event)
{
    const bool handled = QWidget::event(event);
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::FontChange:
    case QEvent::StyleChange:
        if (m) {
            colour();
            drawLater();
        }
        break;
    case QEvent::FocusIn:
    case QEvent::FocusOut: {
        // The frame of the picture says where the keyboard is.
        const QColor frame = hasFocus() ? palette().color(QPalette::Link) : lineColor();
        m->plot->xAxis->setBasePen(QPen(frame, hasFocus() ? 1.6 : 1));
        drawLater();
        break;
    }
    default:
        break;
    }
    return handled;
}

} // namespace skybro::ui
