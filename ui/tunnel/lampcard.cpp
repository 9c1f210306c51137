#include "ui/tunnel/lampcard.h"

#include "ui/common/agelabel.h"
#include "ui/common/iconlabel.h"
#include "ui/common/tonelabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QRegularExpression>

namespace skybro::ui {

using namespace Qt::StringLiterals;

namespace {

/// A label breaks lines between words only: an algorithm's name has joints, a fingerprint none, and both are
/// to be read whole. What has a unit stays with it.
QString breakable(const QString &text)
{
    static const QRegularExpression longName(u"(?<=\\S{6}[-_:/])(?=\\S{4})"_s);
    static const QRegularExpression longWord(u"([^\\s\u200b]{20})(?=[^\\s\u200b]{4})"_s);
    static const QRegularExpression unit(u"(?<=\\d) (?=(?:ms|s|min|h)\\b|%)"_s);
    return QString(text)
        .replace(longName, u"\u200b"_s)
        .replace(longWord, u"\\1\u200b"_s)
        .replace(unit, QString(QChar::Nbsp));
}

} // namespace

LampCard::LampCard(const QString &objectName, QWidget *parent)
    : QFrame(parent)
    , m_icon(new IconLabel(22))
    , m_title(new ToneLabel(Tone::Quiet))
    , m_word(new QLabel)
    , m_first(new QLabel)
    , m_second(new ToneLabel(Tone::Quiet))
    , m_age(new AgeLabel)
{
    setObjectName(objectName);
    setFocusPolicy(Qt::TabFocus); // so that a screen reader comes by
    m_word->setObjectName(objectName + ".word"_L1);
    m_age->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel *label : {m_first, m_second}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
        label->setMinimumWidth(60);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }
    m_first->setObjectName(objectName + ".detail"_L1);
    m_second->setObjectName(objectName + ".detail2"_L1);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_title, 1);
    head->addWidget(m_age);
    auto *state = new QHBoxLayout;
    state->setSpacing(8);
    state->addWidget(m_icon);
    state->addWidget(m_word, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 9, 12, 9);
    column->setSpacing(4);
    column->addLayout(head);
    column->addLayout(state);
    column->addWidget(m_first);
    column->addWidget(m_second, 1);
    fit();
}

void LampCard::show(const Lamp &lamp)
{
    m_age->setMoment(lamp.asOf);
    m_lamp.asOf = lamp.asOf;
    if (lamp == m_lamp)
        return;
    m_lamp = lamp;
    m_icon->set(lamp.look.icon, lamp.look.tone);
    m_title->setText(lamp.title);
    m_word->setText(lamp.look.word);
    m_first->setText(breakable(lamp.details.value(0)));
    m_second->setText(breakable(lamp.details.value(1)));
    setToolTip(lamp.more);
    setAccessibleName(u"%1: %2"_s.arg(lamp.title, lamp.look.word));
    setAccessibleDescription(lamp.details.join(u' '));
    update(); // its edge has the colour
}

/// Room for four lines of details: nothing below moves when they come and go.
QSize LampCard::minimumSizeHint() const
{
    const int line = fontMetrics().lineSpacing();
    return {170, 18 + 12 + line + std::max(22, m_word->fontMetrics().height()) + 4 * line};
}

void LampCard::fit()
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    large.setWeight(QFont::DemiBold);
    m_word->setFont(large);
    updateGeometry();
}

void LampCard::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fit();
}

void LampCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(hasFocus() ? QPen(palette().color(QPalette::Link), 1.4) : QPen(lineColor()));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(area, 5, 5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneColor(m_lamp.look.tone));
    painter.drawRoundedRect(QRectF(area.left(), area.top() + 8, 3, area.height() - 16), 1.5, 1.5);
}

} // namespace skybro::ui
