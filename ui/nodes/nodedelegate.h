#pragma once

#include <QStyledItemDelegate>

namespace skybro::ui {

/// Says the node table's values in words, icons and colours; figures to the right.
class NodeDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

    /// What the cell says: what is painted, and what a tooltip or a copy repeats.
    [[nodiscard]] static QString cellText(const QModelIndex &index);
    [[nodiscard]] static QString columnTitle(int column);
};

} // namespace skybro::ui
