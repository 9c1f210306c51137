#pragma once

#include "models/fleet/nodefilter.h"

#include <QSortFilterProxyModel>

namespace skybro::fleet {

/// The table as the user wants to see it: filtered, and sorted by a column with names in natural order. Rows
/// of equal value are in order of name. Source: a NodeTableModel.
class NodeFilterModel : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit NodeFilterModel(QObject *parent = nullptr);

    void setFilter(const NodeFilter &filter);
    [[nodiscard]] const NodeFilter &filter() const { return m_filter; }

signals:
    void filterChanged();

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    NodeFilter m_filter;
};

} // namespace skybro::fleet
