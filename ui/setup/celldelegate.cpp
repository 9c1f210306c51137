#include "ui/setup/celldelegate.h"

#include "ui/common/icons.h"
#include "ui/setup/runlooks.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using playbook::RunModel;

namespace {

constexpr int roomForWord = 80; // pixels of a column
constexpr int side = 15;        // of the icon

} // namespace

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const RunModel::State state = stateOf(index);
    const QRect area = option.rect;
    const Look look = cellLook(state);
    if (look.tone == Tone::Bad)
        painter->fillRect(area, toneWash(look.tone));
    if (index.data(RunModel::StartsPlayRole).toBool())
        painter->fillRect(QRect(area.x(), area.y(), 1, area.height()), lineColor());
    if (state != RunModel::Untouched) {
        const QIcon sign = icon(look.icon, look.tone);
        if (area.width() < roomForWord) {
            sign.paint(painter, area.center().x() - side / 2, area.center().y() - side / 2, side, side);
        } else {
            sign.paint(painter, area.x() + 8, area.center().y() - side / 2, side, side);
            QString text = look.word;
            if (const int items = index.data(RunModel::ItemsRole).toInt(); items > 0)
                text += u" %1"_s.arg(items);
            painter->setPen(toneColor(look.tone));
            const QRect room = area.adjusted(8 + side + 7, 0, -6, 0);
            painter->drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                              option.fontMetrics.elidedText(text, Qt::ElideRight, room.width()));
        }
    }
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    if (view && view->currentIndex() == index) {
        painter->setPen(QPen(option.palette.color(view->hasFocus() ? QPalette::Link : QPalette::Dark),
                             view->hasFocus() ? 2 : 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(area.adjusted(1, 1, -2, -2));
    }
}

bool CellDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QToolTip::showText(event->globalPos(), cellText(index), view, option.rect);
    return true;
}

} // namespace skybro::ui
