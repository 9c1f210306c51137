#include "ui/shell/headerbar.h"

#include "ui/common/icons.h"

#include <QAction>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QStyleOptionToolButton>
#include <QStylePainter>
#include <QToolButton>

namespace skybro::ui {

using namespace Qt::StringLiterals;

namespace {

// Looks like the field it opens: icon, words at the left, the key at the right.
class SearchButton : public QToolButton
{
public:
    using QToolButton::QToolButton;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool lit = hasFocus() || isDown();
        painter.setPen(QPen(lit            ? palette().color(QPalette::Link)
                            : underMouse() ? toneColor(Tone::Quiet)
                                           : palette().color(QPalette::Mid),
                            1));
        painter.setBrush(palette().color(QPalette::Base));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        ui::icon(u"search"_s, Tone::Quiet).paint(&painter, 8, (height() - 14) / 2, 14, 14);
        painter.setPen(toneColor(Tone::Quiet));
        const QString key =
            defaultAction() ? defaultAction()->shortcut().toString(QKeySequence::NativeText) : QString();
        const QRect inner = rect().adjusted(29, 0, -10, 0);
        painter.drawText(inner, Qt::AlignVCenter | Qt::AlignRight, key);
        const QRect words = inner.adjusted(0, 0, -fontMetrics().horizontalAdvance(key) - 12, 0);
        if (words.width() > 40)
            painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft,
                             fontMetrics().elidedText(HeaderBar::tr("Find nodes, pages, actions"),
                                                      Qt::ElideRight, words.width()));
    }
};

// A word with a chevron after it.
class SiteButton : public QToolButton
{
public:
    using QToolButton::QToolButton;

    QSize sizeHint() const override
    {
        // One more: a width that just suffices may be rounded to one that does not.
        return {fontMetrics().horizontalAdvance(text()) + 1 + 3 * margin + chevron,
                qMax(fontMetrics().height(), chevron) + margin};
    }
    QSize minimumSizeHint() const override { return {4 * margin + chevron, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QStylePainter painter(this);
        QStyleOptionToolButton option;
        initStyleOption(&option);
        option.text.clear();
        option.features = QStyleOptionToolButton::None;
        painter.drawComplexControl(QStyle::CC_ToolButton, option);
        const QRect inner = rect().adjusted(margin, 0, -margin, 0);
        const QRect words = inner.adjusted(0, 0, -chevron - margin, 0);
        const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, words.width());
        painter.drawItemText(
            QStyle::visualRect(layoutDirection(), rect(), words),
            int(Qt::AlignVCenter | QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)), palette(),
            isEnabled(), shown, QPalette::ButtonText);
        const QRect sign(inner.right() - chevron + 1, (height() - chevron) / 2, chevron, chevron);
        ui::icon(u"chevron-down"_s, Tone::Quiet)
            .paint(&painter, QStyle::visualRect(layoutDirection(), rect(), sign));
    }

private:
    static constexpr int margin = 9;
    static constexpr int chevron = 14;
};

QToolButton *flatten(QToolButton *button)
{
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

QToolButton *flatButton(QWidget *parent)
{
    return flatten(new QToolButton(parent));
}

} // namespace

HeaderBar::HeaderBar(QWidget *parent)
    : QWidget(parent)
    , m_site(flatten(new SiteButton(this)))
    , m_search(new SearchButton(this))
    , m_menu(flatButton(this))
    , m_row(new QHBoxLayout(this))
{
    m_site->setObjectName(u"header.site"_s);
    m_site->setAccessibleName(tr("Site"));
    m_site->setPopupMode(QToolButton::InstantPopup);
    m_site->setMaximumWidth(260);
    QFont font = m_site->font();
    font.setWeight(QFont::DemiBold);
    m_site->setFont(font);

    m_search->setObjectName(u"header.search"_s);
    m_search->setFocusPolicy(Qt::TabFocus);
    m_search->setAttribute(Qt::WA_Hover);
    m_search->setMinimumWidth(96);
    m_search->setMaximumWidth(340);
    m_search->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    m_menu->setObjectName(u"header.menu"_s);
    m_menu->setAccessibleName(tr("Menu"));
    m_menu->setToolTip(tr("Menu"));
    m_menu->setIcon(icon(u"menu"_s));
    m_menu->setPopupMode(QToolButton::InstantPopup);

    auto *sign = new QLabel(this);
    sign->setPixmap(programIcon().pixmap(QSize(20, 20), devicePixelRatioF()));
    m_row->setContentsMargins(12, 6, 8, 7);
    m_row->setSpacing(4);
    m_row->addWidget(sign);
    m_row->addWidget(m_site);
    m_row->addStretch(1);
    m_row->addWidget(m_search, 2);
    m_row->addStretch(1);
    m_row->addWidget(m_menu);
}

void HeaderBar::setSites(const QStringList &names, const QString &current, const QList<QAction *> &actions)
{
    m_site->setText(current.isEmpty() ? u"Skybro"_s : current);
    m_site->setToolTip(current.isEmpty() ? tr("Choose a site")
                                         : tr("Site %1. Choose another one.").arg(current));
    if (QMenu *old = m_site->menu())
        old->deleteLater(); // one of its entries may be what led here
    auto *menu = new QMenu(m_site);
    menu->setObjectName(u"header.sites"_s);
    auto *group = new QActionGroup(menu);
    for (const QString &name : names) {
        QAction *action = menu->addAction(name);
        action->setCheckable(true);
        action->setChecked(name == current);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, name] { emit siteChosen(name); });
    }
    if (!names.isEmpty())
        menu->addSeparator();
    menu->addActions(actions);
    m_site->setMenu(menu);
}

void HeaderBar::setSearch(QAction *action)
{
    m_search->setDefaultAction(action);
    m_search->setAccessibleName(action->text());
}

void HeaderBar::addButton(QAction *action)
{
    QToolButton *button = flatButton(this);
    button->setDefaultAction(action);
    button->setObjectName(action->objectName() + ".button"_L1);
    button->setAccessibleName(action->text());
    m_row->insertWidget(m_row->count() - 1, button);
}

void HeaderBar::setMenu(QMenu *menu)
{
    m_menu->setMenu(menu);
}

void HeaderBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(lineColor());
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

void HeaderBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_site->setMaximumWidth(qMax(120, width() / 4));
}

} // namespace skybro::ui
