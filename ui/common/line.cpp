#include "ui/common/line.h"

#include "ui/common/theme.h"

#include <QPainter>

namespace skybro::ui {

Line::Line(QWidget *parent)
    : QWidget(parent)
{
    setFixedHeight(1);
}

void Line::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), lineColor());
}

} // namespace skybro::ui
