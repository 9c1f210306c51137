#include "models/fleet/nodefiltermodel.h"

#include "models/fleet/nodetablemodel.h"

namespace skybro::fleet {

namespace {

/// -1, 0, 1; what is not known comes last in ascending order.
template <typename T>
int compare(const std::optional<T> &left, const std::optional<T> &right)
{
    if (left.has_value() != right.has_value())
        return left ? -1 : 1;
    if (!left || *left == *right)
        return 0;
    return *left < *right ? -1 : 1;
}

int compareText(const QString &left, const QString &right)
{
    if (left == right)
        return 0;
    if (left.isEmpty() != right.isEmpty())
        return left.isEmpty() ? 1 : -1;
    return naturalLess(left, right) ? -1 : 1;
}

int compareColumn(const Node &left, const Node &right, int column)
{
    switch (column) {
    case NodeTableModel::NameColumn:
        return compareText(left.name, right.name);
    case NodeTableModel::PowerColumn:
        return static_cast<int>(left.powerState) - static_cast<int>(right.powerState);
    case NodeTableModel::AddressColumn:
        return compareText(left.privateIp, right.privateIp);
    case NodeTableModel::PublicAddressColumn:
        return compareText(left.publicIp, right.publicIp);
    case NodeTableModel::SizeColumn:
        return compareText(left.size, right.size);
    case NodeTableModel::LocationColumn:
        return compareText(left.location, right.location);
    case NodeTableModel::ResourceGroupColumn:
        return compareText(left.resourceGroup, right.resourceGroup);
    case NodeTableModel::PriorityColumn:
        return compareText(left.priority, right.priority);
    case NodeTableModel::CostColumn: {
        const auto cost = [](const Node &node) -> std::optional<double> {
            const std::optional<Price> price = node.costPerHour();
            return price ? std::optional(price->amount) : std::nullopt;
        };
        return compare(cost(left), cost(right));
    }
    case NodeTableModel::SinceColumn: {
        const auto since = [](const Node &node) {
            return node.powerSince.isValid() ? std::optional(node.powerSince) : std::nullopt;
        };
        return compare(since(left), since(right));
    }
    default:
        return 0;
    }
}

} // namespace

NodeFilterModel::NodeFilterModel(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(NodeTableModel::SortRole);
    sort(NodeTableModel::NameColumn);
}

void NodeFilterModel::setFilter(const NodeFilter &filter)
{
    m_filter = filter;
    invalidateRowsFilter();
    emit filterChanged();
}

bool NodeFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex &) const
{
    const auto *nodes = qobject_cast<const NodeTableModel *>(sourceModel());
    return nodes && m_filter.matches(nodes->nodeAt(sourceRow));
}

bool NodeFilterModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    // Straight from the values: sorting thousands of rows through QVariants would be felt.
    const auto *nodes = static_cast<const NodeTableModel *>(sourceModel());
    const Node &a = nodes->nodeAt(left.row());
    const Node &b = nodes->nodeAt(right.row());
    int order = 0;
    if (left.column() == NodeTableModel::TagsColumn)
        order = compareText(left.data(sortRole()).toString(), right.data(sortRole()).toString());
    else
        order = compareColumn(a, b, left.column());
    return order != 0 ? order < 0 : naturalLess(a.name, b.name);
}

} // namespace skybro::fleet
