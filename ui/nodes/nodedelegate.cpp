#include "ui/nodes/nodedelegate.h"

#include "models/fleet/nodetablemodel.h"
#include "ui/common/figures.h"
#include "ui/common/icons.h"
#include "ui/common/looks.h"
#include "ui/common/timetext.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using fleet::Node;
using fleet::NodeTableModel;

namespace {

constexpr int sidePadding = 8;

const QString none = u"–"_s;

Look lookOf(const QModelIndex &index)
{
    if (const QVariant pending = index.data(NodeTableModel::PendingRole); pending.isValid())
        return pendingLook(fleet::PowerAction(pending.toInt()));
    return powerLook(fleet::PowerState(index.data(NodeTableModel::PowerStateRole).toInt()));
}

bool isFigure(int column)
{
    return column == NodeTableModel::CostColumn || column == NodeTableModel::AddressColumn ||
           column == NodeTableModel::PublicAddressColumn;
}

QString costText(const QModelIndex &index)
{
    const QVariant cost = index.data(NodeTableModel::CostRole);
    if (!cost.isValid())
        return none;
    if (qFuzzyIsNull(cost.toDouble()))
        return u"0"_s;
    return moneyText(cost.toDouble(), index.data(NodeTableModel::CurrencyRole).toString());
}

QString toolTipOf(const QModelIndex &index)
{
    const Node node = index.data(NodeTableModel::NodeRole).value<Node>();
    switch (index.column()) {
    case NodeTableModel::PowerColumn: {
        QStringList lines{NodeDelegate::tr("Azure says: %1").arg(powerLook(node.powerState).word)};
        if (node.pending)
            lines.append(NodeDelegate::tr("%1, asked for at %2")
                             .arg(pendingLook(node.pending->action).word, exactTime(node.pending->since)));
        if (node.powerState == fleet::PowerState::Stopped)
            lines.append(NodeDelegate::tr("Powered off, but its hardware is kept and billed. "
                                          "Stop it to end the billing."));
        if (node.powerAsOf.isValid())
            lines.append(NodeDelegate::tr("As of %1").arg(exactTime(node.powerAsOf)));
        return lines.join(u'\n');
    }
    case NodeTableModel::CostColumn:
        if (!node.costPerHour())
            return NodeDelegate::tr("Its state or the price of its size is not known.");
        if (node.price)
            return NodeDelegate::tr("%1 per hour while it is billed")
                .arg(moneyText(node.price->amount, node.price->currency));
        return {};
    case NodeTableModel::SinceColumn:
        return exactTime(node.powerSince);
    default:
        return {};
    }
}

} // namespace

QString NodeDelegate::columnTitle(int column)
{
    switch (column) {
    case NodeTableModel::NameColumn:
        return tr("Name");
    case NodeTableModel::PowerColumn:
        return tr("Azure");
    case NodeTableModel::AddressColumn:
        return tr("Address");
    case NodeTableModel::PublicAddressColumn:
        return tr("Public address");
    case NodeTableModel::SizeColumn:
        return tr("Size");
    case NodeTableModel::LocationColumn:
        return tr("Location");
    case NodeTableModel::ResourceGroupColumn:
        return tr("Resource group");
    case NodeTableModel::PriorityColumn:
        return tr("Priority");
    case NodeTableModel::CostColumn:
        return tr("Cost / h");
    case NodeTableModel::TagsColumn:
        return tr("Tags");
    case NodeTableModel::SinceColumn:
        return tr("Changed");
    default:
        return {};
    }
}

QString NodeDelegate::cellText(const QModelIndex &index)
{
    switch (index.column()) {
    case NodeTableModel::PowerColumn:
        return lookOf(index).word;
    case NodeTableModel::CostColumn:
        return costText(index);
    case NodeTableModel::SinceColumn: {
        const QDateTime since = index.data(NodeTableModel::SortRole).toDateTime();
        return since.isValid() ? since.toLocalTime().toString(u"HH:mm:ss"_s) : none;
    }
    case NodeTableModel::SizeColumn: {
        // Every size begins with it.
        QString size = index.data(Qt::DisplayRole).toString();
        if (size.startsWith("Standard_"_L1))
            size.remove(0, 9);
        return size.isEmpty() ? none : size;
    }
    default: {
        const QString text = index.data(Qt::DisplayRole).toString();
        return text.isEmpty() ? none : text;
    }
    }
}

QSize NodeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFont font = isFigure(index.column()) ? figuresFont(option.font) : option.font;
    const int icon = index.column() == NodeTableModel::PowerColumn ? 22 : 0;
    return {QFontMetrics(font).horizontalAdvance(cellText(index)) + icon + 2 * sidePadding + 4,
            option.fontMetrics.height() + 9};
}

void NodeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    QStyleOptionViewItem panel = option;
    panel.index = index;
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &panel, painter, option.widget);

    painter->save();
    QRect area = option.rect.adjusted(sidePadding, 0, -sidePadding, 0);
    QColor color = option.palette.color(QPalette::Text);
    const QString text = cellText(index);
    if (index.column() == NodeTableModel::PowerColumn) {
        const Look look = lookOf(index);
        icon(look.icon, look.tone).paint(painter, area.x(), area.center().y() - 7, 15, 15);
        area.setLeft(area.left() + 22);
        color = toneColor(look.tone);
    } else if (text == none || (index.column() == NodeTableModel::CostColumn && text == "0"_L1)) {
        color = toneColor(Tone::Quiet);
    } else if (index.column() == NodeTableModel::TagsColumn ||
               index.column() == NodeTableModel::SinceColumn) {
        color = toneColor(Tone::Quiet);
    }
    painter->setFont(isFigure(index.column()) ? figuresFont(option.font) : option.font);
    painter->setPen(color);
    const auto align = index.column() == NodeTableModel::CostColumn ? Qt::AlignRight : Qt::AlignLeft;
    painter->drawText(area, int(align | Qt::AlignVCenter | Qt::TextSingleLine),
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, area.width()));
    // Rows are what is acted on: the keyboard's place is a mark at the row's beginning.
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    if (view && view->hasFocus() && view->currentIndex().row() == index.row() &&
        index.column() == NodeTableModel::NameColumn)
        painter->fillRect(QRect(option.rect.x(), option.rect.y(), 3, option.rect.height()),
                          option.palette.color(QPalette::Link));
    painter->restore();
}

bool NodeDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QString text = toolTipOf(index);
    // What was cut off can be read here.
    if (text.isEmpty() && sizeHint(option, index).width() > view->visualRect(index).width())
        text = index.data(Qt::DisplayRole).toString();
    QToolTip::showText(event->globalPos(), text, view);
    return true;
}

} // namespace skybro::ui
