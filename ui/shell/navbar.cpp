#include "ui/shell/navbar.h"

#include "ui/common/icons.h"
#include "ui/common/page.h"

#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace skybro::ui {

using namespace Qt::StringLiterals;

NavButton::NavButton(const QString &id, const QString &title, const QString &iconName, QWidget *parent)
    : QAbstractButton(parent)
    , m_id(id)
    , m_iconName(iconName)
{
    setObjectName("nav."_L1 + id);
    setText(title);
    setAccessibleName(title);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
}

void NavButton::setBadge(const QString &badge, Tone tone)
{
    m_badge = badge;
    m_badgeTone = tone;
    setAccessibleName(badge.isEmpty() ? text() : u"%1, %2"_s.arg(text(), badge));
    update();
}

void NavButton::setNarrow(bool narrow)
{
    m_narrow = narrow;
    setToolTip(narrow ? text() : QString());
    updateGeometry();
}

QSize NavButton::sizeHint() const
{
    return {m_narrow ? 44 : 164, fontMetrics().height() + 14};
}

/// A button of Qt's takes the space bar only.
void NavButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void NavButton::drawBadge(QPainter &painter, const QRect &area) const
{
    painter.setPen(toneColor(m_badgeTone));
    if (!m_narrow) {
        painter.drawText(area, Qt::AlignVCenter | Qt::AlignRight, m_badge);
        return;
    }
    if (m_badge.isEmpty() || m_badgeTone == Tone::Quiet)
        return;
    painter.setBrush(toneColor(m_badgeTone));
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(QPointF(width() - 11, 10), 3, 3);
}

void NavButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF panel = QRectF(rect()).adjusted(6, 1, -6, -1);
    if (isChecked() || underMouse()) {
        painter.setPen(Qt::NoPen);
        QColor fill = palette().color(isChecked() ? QPalette::Highlight : QPalette::Midlight);
        painter.setBrush(fill);
        painter.drawRoundedRect(panel, 5, 5);
    }
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Link), 1.4));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(panel.adjusted(0.7, 0.7, -0.7, -0.7), 5, 5);
    }
    const int left = m_narrow ? (width() - 16) / 2 : 16;
    ui::icon(m_iconName, isChecked() ? Tone::Accent : Tone::Plain)
        .paint(&painter, left, (height() - 16) / 2, 16, 16);
    const QRect rest(left + 26, 0, width() - left - 26 - 16, height());
    if (!m_narrow) {
        painter.setPen(palette().color(QPalette::WindowText));
        QFont bold = font();
        bold.setWeight(isChecked() ? QFont::DemiBold : QFont::Normal);
        painter.setFont(bold);
        painter.drawText(rest, Qt::AlignVCenter | Qt::AlignLeft, text());
        painter.setFont(font());
    }
    drawBadge(painter, rest);
}

NavBar::NavBar(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(u"nav"_s);
    setAccessibleName(tr("Pages"));
    m_column->setContentsMargins(0, 8, 1, 8);
    m_column->setSpacing(1);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
}

void NavBar::setPages(const QList<Page *> &pages, const QList<Page *> &footPages)
{
    qDeleteAll(m_buttons);
    m_buttons.clear();
    while (QLayoutItem *item = m_column->takeAt(0))
        delete item;
    for (Page *page : pages)
        add(page);
    m_column->addStretch(1);
    for (Page *page : footPages)
        add(page);
}

void NavBar::add(Page *page)
{
    auto *button = new NavButton(page->id(), page->title(), page->iconName(), this);
    button->setNarrow(m_narrow);
    button->setBadge(page->badge(), page->badgeTone());
    connect(page, &Page::badgeChanged, button,
            [button, page] { button->setBadge(page->badge(), page->badgeTone()); });
    connect(button, &NavButton::clicked, this, [this, button] { emit chosen(button->id()); });
    m_column->addWidget(button);
    m_buttons.append(button);
    button->show();
}

void NavBar::setCurrent(const QString &id)
{
    for (NavButton *button : std::as_const(m_buttons))
        button->setChecked(button->id() == id);
}

void NavBar::setNarrow(bool narrow)
{
    if (m_narrow == narrow)
        return;
    m_narrow = narrow;
    for (NavButton *button : std::as_const(m_buttons))
        button->setNarrow(narrow);
}

void NavBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(lineColor());
    painter.drawLine(rect().topRight(), rect().bottomRight());
}

} // namespace skybro::ui
