#pragma once

#include "ui/common/timechart.h"

#include <QPen>

namespace skybro::ui {

/// The pen of a series, in the colours of the palette of the moment.
[[nodiscard]] QPen chartPen(const TimeSeries &series);

/// Strokes and names of a chart's series, flush right beside its title.
class ChartLegend : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    void set(const QList<TimeSeries> &series);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<TimeSeries> m_series; ///< without their points
};

} // namespace skybro::ui
