#include "ui/common/chartlegend.h"

#include <QPainter>

namespace skybro::ui {

namespace {

constexpr int stroke = 22;

} // namespace

QPen chartPen(const TimeSeries &series)
{
    QPen pen(toneColor(series.tone), 1.4);
    if (series.isDashed)
        pen.setDashPattern({4, 3});
    return pen;
}

void ChartLegend::set(const QList<TimeSeries> &series)
{
    m_series.clear();
    for (const TimeSeries &one : series)
        m_series.append({.name = one.name, .tone = one.tone, .isDashed = one.isDashed, .points = {}});
    updateGeometry();
    update();
}

QSize ChartLegend::sizeHint() const
{
    int width = 0;
    for (const TimeSeries &one : m_series)
        width += stroke + 6 + fontMetrics().horizontalAdvance(one.name) + 16;
    return {width, fontMetrics().height()};
}

void ChartLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    int x = width() - sizeHint().width() + 16; // flush right
    for (const TimeSeries &one : m_series) {
        QPen pen = chartPen(one);
        pen.setWidthF(2);
        painter.setPen(pen);
        const qreal middle = height() / 2.0;
        painter.drawLine(QPointF(x, middle), QPointF(x + stroke, middle));
        x += stroke + 6;
        painter.setPen(toneColor(Tone::Quiet));
        const int words = fontMetrics().horizontalAdvance(one.name);
        painter.drawText(QRect(x, 0, words + 2, height()), Qt::AlignVCenter, one.name);
        x += words + 16;
    }
}

} // namespace skybro::ui
