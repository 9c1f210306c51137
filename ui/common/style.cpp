#include "ui/common/style.h"

#include "ui/common/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>
#include <QToolButton>

namespace skybro::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal corner = 4.0;
constexpr int scrollBarWidth = 10;

QRectF crisp(const QRect &rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

QColor mixed(const QColor &a, const QColor &b, qreal part)
{
    return QColor::fromRgbF(float(a.redF() * (1 - part) + b.redF() * part),
                            float(a.greenF() * (1 - part) + b.greenF() * part),
                            float(a.blueF() * (1 - part) + b.blueF() * part));
}

// A button is primary when its maker says so: the one thing most people want on this page.
bool isPrimary(const QWidget *widget)
{
    return widget && widget->property("primary").toBool();
}

} // namespace

Style::Style()
    : QProxyStyle(QStyleFactory::create(u"Fusion"_s))
{
}

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QScrollBar *>(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (auto *view = qobject_cast<QAbstractItemView *>(widget); view && view->viewport())
        view->viewport()->setAttribute(Qt::WA_Hover);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return scrollBarWidth;
    case PM_ScrollBarSliderMin:
        return 28;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
        return 16;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_ScrollView_ScrollBarSpacing:
        return 0;
    case PM_SplitterWidth:
        return 5;
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuVMargin:
        return 4;
    case PM_HeaderMargin:
        return 8;
    case PM_FocusFrameHMargin: // side padding of item text
        return 6;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ScrollView_FrameOnlyAroundContents:
    case SH_TabBar_AllowWheelScrolling: // who scrolls a page past its tabs wants no other one
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_ToolTip_WakeUpDelay:
        return 500;
    case SH_Header_ArrowAlignment:
        return Qt::AlignRight | Qt::AlignVCenter;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    const int line = option ? option->fontMetrics.height() : 16;
    switch (type) {
    case CT_PushButton:
        return {qMax(72, size.width() + 26), qMax(line + 12, size.height() + 10)};
    case CT_ToolButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        const bool text =
            button && button->toolButtonStyle != Qt::ToolButtonIconOnly && !button->text.isEmpty();
        return {size.width() + (text ? 14 : 12), qMax(line + 10, 26)};
    }
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox:
        return {result.width(), line + 11};
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
            item && item->menuItemType != QStyleOptionMenuItem::Separator)
            result.setHeight(line + 9);
        return result;
    case CT_HeaderSection:
        result.setHeight(line + 12);
        return result;
    case CT_ProgressBar:
        return {size.width(), 6};
    default:
        return result;
    }
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                            const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || !bar)
        return QProxyStyle::subControlRect(control, option, part, widget);

    // No step buttons: the groove is the whole bar.
    const bool upright = bar->orientation == Qt::Vertical;
    const int groove = upright ? bar->rect.height() : bar->rect.width();
    int slider = groove;
    if (bar->maximum != bar->minimum) {
        const qint64 range = qint64(bar->maximum) - bar->minimum + bar->pageStep;
        slider =
            qBound(qMin(28, groove), int(qint64(bar->pageStep) * groove / qMax<qint64>(range, 1)), groove);
    }
    const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition,
                                              groove - slider, bar->upsideDown);
    const auto span = [&](int from, int length) {
        const QRect rect = upright ? QRect(bar->rect.x(), bar->rect.y() + from, bar->rect.width(), length)
                                   : QRect(bar->rect.x() + from, bar->rect.y(), length, bar->rect.height());
        return visualRect(bar->direction, bar->rect, rect);
    };
    switch (part) {
    case SC_ScrollBarGroove:
        return bar->rect;
    case SC_ScrollBarSlider:
        return span(start, slider);
    case SC_ScrollBarSubPage:
        return span(0, start);
    case SC_ScrollBarAddPage:
        return span(start + slider, groove - start - slider);
    default:
        return {};
    }
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
    if (!header || (element != SE_HeaderArrow && element != SE_HeaderLabel))
        return QProxyStyle::subElementRect(element, option, widget);
    // The arrow stands in the line of the heading, at its end, and takes room from it.
    constexpr int arrow = 12;
    const bool sorted = header->sortIndicator != QStyleOptionHeader::None;
    QRect label = header->rect.adjusted(8, 0, sorted ? -arrow - 8 : -8, 0);
    if (element == SE_HeaderLabel)
        return visualRect(header->direction, header->rect, label);
    return visualRect(header->direction, header->rect,
                      QRect(label.right() + 3, header->rect.center().y() - arrow / 2, arrow, arrow));
}

void Style::drawToolButtonLabel(const QStyleOption *option, QPainter *painter) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
    constexpr int gap = 6;
    const QSize sign = button->icon.isNull() ? QSize(0, 0) : button->iconSize;
    const int room = button->rect.width() - sign.width() - gap - 8;
    const QString text =
        button->fontMetrics.elidedText(button->text, Qt::ElideRight, room, Qt::TextShowMnemonic);
    const int wide = button->fontMetrics.size(Qt::TextShowMnemonic, text).width();
    int x = button->rect.x() + (button->rect.width() - sign.width() - gap - wide) / 2;
    const auto drawSign = [&] {
        const QRect place(QPoint(x, button->rect.center().y() - sign.height() / 2 + 1), sign);
        button->icon.paint(painter, place, Qt::AlignCenter,
                           button->state & State_Enabled ? QIcon::Normal : QIcon::Disabled);
        x += sign.width() + gap;
    };
    const bool textFirst = button->direction == Qt::RightToLeft;
    if (!textFirst)
        drawSign();
    proxy()->drawItemText(painter, QRect(x, button->rect.y(), wide + 1, button->rect.height()),
                          Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic, button->palette,
                          button->state & State_Enabled, text, QPalette::ButtonText);
    x += wide + (textFirst ? gap : 0);
    if (textFirst)
        drawSign();
}

void Style::drawButtonPanel(const QStyleOption *option, QPainter *painter, bool flat, bool primary) const
{
    const bool enabled = option->state & State_Enabled;
    const bool hover = enabled && (option->state & State_MouseOver);
    const bool down = option->state & (State_Sunken | State_On);
    const QPalette &palette = option->palette;
    const QColor text = palette.color(QPalette::ButtonText);

    QColor fill = palette.color(QPalette::Button);
    QColor edge = palette.color(QPalette::Mid);
    if (primary && enabled) {
        const QColor accent = palette.color(QPalette::Link);
        fill = down ? mixed(accent, Qt::black, 0.15) : hover ? mixed(accent, Qt::white, 0.10) : accent;
        edge = fill;
    } else if (flat) {
        fill = down ? mixed(palette.color(QPalette::Window), text, 0.14)
                    : mixed(palette.color(QPalette::Window), text, 0.07);
        edge = Qt::transparent;
    } else if (down || hover) {
        fill = mixed(fill, text, down ? 0.12 : 0.05);
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (!flat || hover || down) {
        painter->setPen(edge == Qt::transparent ? QPen(Qt::NoPen) : QPen(edge, 1));
        painter->setBrush(fill);
        painter->drawRoundedRect(crisp(option->rect), corner, corner);
    }
    painter->restore();
    drawFocusRing(option, painter, option->rect);
}

void Style::drawFocusRing(const QStyleOption *option, QPainter *painter, const QRect &rect) const
{
    if (!(option->state & State_HasFocus) || !(option->state & State_KeyboardFocusChange))
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(option->palette.color(QPalette::Link), 1.6));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(crisp(rect), corner, corner);
    painter->restore();
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        drawButtonPanel(option, painter, false, isPrimary(widget));
        return;
    case PE_PanelButtonTool:
        drawButtonPanel(option, painter, !widget || !widget->property("raised").toBool(), false);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawCheckBox(option, painter);
        return;
    case PE_IndicatorArrowDown:
        if (qobject_cast<const QToolButton *>(widget))
            return; // menu buttons carry their own chevron
        break;
    case PE_IndicatorHeaderArrow:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            const bool up = header->sortIndicator == QStyleOptionHeader::SortUp;
            const QPointF middle = QRectF(header->rect).center();
            const qreal down = up ? -2 : 2;
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(QPen(toneColor(Tone::Quiet), 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            painter->drawPolyline(QPolygonF{middle + QPointF(-4, -down), middle + QPointF(0, down),
                                            middle + QPointF(4, -down)});
            painter->restore();
        }
        return;
    case PE_FrameDefaultButton:
        return;
    case PE_FrameFocusRect:
        // A flat button has no panel until the pointer is on it.
        if (const auto *button = qobject_cast<const QToolButton *>(widget); button && button->autoRaise())
            drawFocusRing(option, painter, button->rect());
        if (qobject_cast<const QAbstractItemView *>(widget) || qobject_cast<const QAbstractButton *>(widget))
            return; // the panel and the current row show it
        break;
    case PE_FrameLineEdit:
    case PE_PanelLineEdit: {
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth < 1) {
            if (element == PE_PanelLineEdit)
                return;
        }
        const bool focus = option->state & State_HasFocus;
        const bool wrong = widget && widget->property("wrong").toBool();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(wrong   ? toneColor(Tone::Bad)
                             : focus ? option->palette.color(QPalette::Link)
                                     : option->palette.color(QPalette::Mid),
                             wrong || focus ? 1.4 : 1));
        painter->setBrush(option->palette.color(QPalette::Base));
        painter->drawRoundedRect(crisp(option->rect), corner, corner);
        painter->restore();
        return;
    }
    case PE_Frame:
    case PE_FrameMenu:
    case PE_FrameGroupBox:
        painter->save();
        painter->setPen(option->palette.color(QPalette::Mid));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    case PE_PanelTipLabel:
        painter->save();
        painter->setPen(option->palette.color(QPalette::Mid));
        painter->setBrush(option->palette.color(QPalette::ToolTipBase));
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

/// Fusion's has an outline that is not to be seen in the dark, and shows no focus once its frame is left out.
void Style::drawCheckBox(const QStyleOption *option, QPainter *painter) const
{
    const bool enabled = option->state & State_Enabled;
    const bool focus = option->state & State_HasFocus;
    const bool filled = option->state & (State_On | State_NoChange);
    const QColor accent =
        option->palette.color(enabled ? QPalette::Active : QPalette::Disabled, QPalette::Link);
    const QColor quiet = enabled ? toneColor(Tone::Quiet) : option->palette.color(QPalette::Mid);
    const QRectF box = crisp(option->rect);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(focus ? option->palette.color(QPalette::Link) : quiet, focus ? 1.6 : 1));
    painter->setBrush(option->palette.color(QPalette::Base));
    painter->drawRoundedRect(box, 3, 3);
    if (filled) {
        painter->setPen(QPen(enabled ? accent : quiet, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF middle = box.center();
        const qreal unit = box.width() / 12;
        if (option->state & State_NoChange)
            painter->drawLine(middle - QPointF(3 * unit, 0), middle + QPointF(3 * unit, 0));
        else
            painter->drawPolyline(QPolygonF{middle + QPointF(-3.2 * unit, 0.2 * unit),
                                            middle + QPointF(-0.8 * unit, 2.6 * unit),
                                            middle + QPointF(3.4 * unit, -2.6 * unit)});
    }
    painter->restore();
}

void Style::drawHeaderSection(const QStyleOption *option, QPainter *painter) const
{
    QColor fill = option->palette.color(QPalette::Base);
    if (option->state & State_MouseOver && option->state & State_Enabled)
        fill = mixed(fill, option->palette.color(QPalette::Text), 0.05);
    painter->fillRect(option->rect, fill);
    painter->setPen(option->palette.color(QPalette::Mid));
    painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
}

void Style::drawProgressBar(const QStyleOption *option, QPainter *painter) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
    if (!bar)
        return;
    QRectF groove = QRectF(bar->rect);
    groove = QRectF(groove.x(), groove.center().y() - 2, groove.width(), 4);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(mixed(bar->palette.color(QPalette::Window), bar->palette.color(QPalette::Text), 0.14));
    painter->drawRoundedRect(groove, 2, 2);
    painter->setBrush(bar->palette.color(QPalette::Link));
    if (bar->maximum > bar->minimum) {
        const qreal part = qreal(bar->progress - bar->minimum) / qreal(bar->maximum - bar->minimum);
        QRectF filled = groove;
        filled.setWidth(groove.width() * qBound(0.0, part, 1.0));
        if (bar->direction == Qt::RightToLeft)
            filled.moveRight(groove.right());
        painter->drawRoundedRect(filled, 2, 2);
    } else { // how far is not known: a still half, for nothing may blink
        painter->setOpacity(0.5);
        painter->drawRoundedRect(groove, 2, 2);
    }
    painter->restore();
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    switch (element) {
    case CE_Header: // as QCommonStyle has it, but with our own places for label and arrow
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            QStyleOptionHeader part = *header;
            painter->save();
            painter->setClipRect(header->rect);
            drawHeaderSection(option, painter);
            part.rect = subElementRect(SE_HeaderLabel, header, widget);
            drawControl(CE_HeaderLabel, &part, painter, widget);
            if (header->sortIndicator != QStyleOptionHeader::None) {
                part.rect = subElementRect(SE_HeaderArrow, header, widget);
                drawPrimitive(PE_IndicatorHeaderArrow, &part, painter, widget);
            }
            painter->restore();
        }
        return;
    case CE_HeaderSection:
        drawHeaderSection(option, painter);
        return;
    case CE_ToolButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
            button && button->toolButtonStyle == Qt::ToolButtonTextBesideIcon) {
            painter->save();
            painter->setFont(button->font);
            drawToolButtonLabel(option, painter);
            painter->restore();
            return;
        }
        break;
    case CE_HeaderEmptyArea: {
        painter->fillRect(option->rect, option->palette.color(QPalette::Base));
        painter->setPen(option->palette.color(QPalette::Mid));
        painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
        return;
    }
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            QStyleOptionHeader copy = *header;
            copy.state &= ~State_On; // selecting rows does not make the headings bold
            copy.palette.setColor(QPalette::ButtonText, toneColor(Tone::Quiet));
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_Splitter:
        painter->fillRect(option->rect, option->palette.color(QPalette::Window));
        return;
    case CE_ProgressBarGroove:
    case CE_ProgressBarLabel:
        return;
    case CE_ProgressBarContents:
        drawProgressBar(option, painter);
        return;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
            button && isPrimary(widget) && (button->state & State_Enabled)) {
            QStyleOptionButton copy = *button;
            copy.palette.setColor(QPalette::ButtonText,
                                  isDarkPalette() ? QColor(u"#0d1a29"_s) : QColor(Qt::white));
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            QStyleOptionMenuItem copy = *item;
            // Fusion outlines the chosen line in a dark tone; a wash is enough.
            if ((copy.state & State_Selected) && (copy.state & State_Enabled)) {
                painter->fillRect(copy.rect, copy.palette.color(QPalette::Highlight));
                copy.state &= ~State_Selected;
            }
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawScrollBar(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (!bar)
        return;
    const QWidget *around =
        widget && widget->parentWidget() ? widget->parentWidget()->parentWidget() : nullptr;
    const auto *area = qobject_cast<const QAbstractScrollArea *>(around);
    const bool onWindow = area && !area->viewport()->autoFillBackground();
    painter->fillRect(bar->rect, bar->palette.color(onWindow ? QPalette::Window : QPalette::Base));
    if (bar->maximum == bar->minimum)
        return;
    QRectF slider = proxy()->subControlRect(CC_ScrollBar, bar, SC_ScrollBarSlider, widget);
    slider = bar->orientation == Qt::Vertical ? slider.adjusted(3, 2, -2, -2) : slider.adjusted(2, 3, -2, -2);
    const bool held = (bar->activeSubControls & SC_ScrollBarSlider) && (bar->state & State_Sunken);
    const bool hover = bar->state & State_MouseOver;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(mixed(bar->palette.color(QPalette::Base), bar->palette.color(QPalette::Text),
                            held    ? 0.50
                            : hover ? 0.38
                                    : 0.24));
    painter->drawRoundedRect(slider, 2.5, 2.5);
    painter->restore();
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        drawScrollBar(option, painter, widget);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace skybro::ui
