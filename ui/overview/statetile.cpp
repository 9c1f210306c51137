#include "ui/overview/statetile.h"

#include "ui/common/icons.h"

#include <QPainter>

namespace skybro::ui {

using namespace Qt::StringLiterals;

namespace {

QFont large(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 1.7);
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

StateTile::StateTile(const QString &name, const Look &look, QWidget *parent)
    : QAbstractButton(parent)
    , m_look(look)
{
    setObjectName(name);
    setText(look.word);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCount(0);
}

void StateTile::setCount(int count)
{
    m_count = count;
    setAccessibleName(u"%1: %2"_s.arg(m_look.word).arg(count));
    setToolTip(tr("Show these nodes"));
    update();
}

QSize StateTile::sizeHint() const
{
    return {132, QFontMetrics(large(font())).height() + fontMetrics().height() + 26};
}

QSize StateTile::minimumSizeHint() const
{
    return {96, sizeHint().height()};
}

void StateTile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool lit = underMouse() || hasFocus();
    painter.setPen(
        QPen(lit ? palette().color(QPalette::Link) : palette().color(QPalette::Mid), lit ? 1.3 : 1));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.7, 0.7, -0.7, -0.7), 6, 6);
    const QRect inner = rect().adjusted(12, 10, -8, -10);
    const Tone tone = m_count > 0 ? m_look.tone : Tone::Quiet;
    painter.setFont(large(font()));
    painter.setPen(m_count > 0 ? palette().color(QPalette::Text) : toneColor(Tone::Quiet));
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignTop, QString::number(m_count));
    painter.setFont(font());
    const int line = fontMetrics().height();
    const QRect foot(inner.left(), inner.bottom() - line, inner.width(), line + 2);
    ui::icon(m_look.icon, tone).paint(&painter, foot.x() - 1, foot.y() + (foot.height() - 14) / 2, 14, 14);
    painter.setPen(toneColor(tone == Tone::Good || tone == Tone::Quiet ? Tone::Quiet : tone));
    const QRect word = foot.adjusted(19, 0, 0, 0);
    painter.drawText(word, Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(m_look.word, Qt::ElideRight, word.width()));
}

} // namespace skybro::ui
