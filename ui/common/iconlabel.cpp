#include "ui/common/iconlabel.h"

#include "ui/common/icons.h"

#include <QPainter>

namespace skybro::ui {

IconLabel::IconLabel(int side, QWidget *parent)
    : QWidget(parent)
{
    setFixedSize(side, side);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void IconLabel::set(const QString &iconName, Tone tone)
{
    if (m_iconName == iconName && m_tone == tone)
        return;
    m_iconName = iconName;
    m_tone = tone;
    update();
}

void IconLabel::paintEvent(QPaintEvent *)
{
    if (m_iconName.isEmpty())
        return;
    QPainter painter(this);
    icon(m_iconName, m_tone).paint(&painter, rect());
}

} // namespace skybro::ui
