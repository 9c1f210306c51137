#include "ui/common/tonelabel.h"

#include <QEvent>

namespace skybro::ui {

ToneLabel::ToneLabel(Tone tone, QWidget *parent)
    : QLabel(parent)
    , m_tone(tone)
{
    colour();
}

void ToneLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

void ToneLabel::colour()
{
    const QColor wanted = toneColor(m_tone);
    if (palette().color(QPalette::WindowText) == wanted)
        return; // setting it is a change of the palette itself
    QPalette coloured = palette();
    coloured.setColor(QPalette::WindowText, wanted);
    setPalette(coloured);
}

} // namespace skybro::ui
