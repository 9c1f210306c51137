#include "ui/common/elidedlabel.h"

#include <QStyle>
#include <QStylePainter>

namespace skybro::ui {

ElidedLabel::ElidedLabel(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    const QRect room = contentsRect();
    painter.drawItemText(room, QStyle::visualAlignment(layoutDirection(), alignment()), palette(),
                         isEnabled(), fontMetrics().elidedText(text(), Qt::ElideRight, room.width()),
                         foregroundRole());
}

} // namespace skybro::ui
