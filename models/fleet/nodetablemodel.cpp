#include "models/fleet/nodetablemodel.h"

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>

namespace skybro::fleet {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 sliceMsecs = 5; // a frame at 60 Hz is 16 ms; views and proxies need their share of it
constexpr size_t runLength = 64;
constexpr qsizetype shownAtOnce = 256;

/// The columns that show one of these fields, as a range.
std::pair<int, int> columnsOf(NodeFields fields)
{
    int first = NodeTableModel::ColumnCount;
    int last = -1;
    const auto show = [&](NodeFields when, int column) {
        if (fields & when) {
            first = std::min(first, column);
            last = std::max(last, column);
        }
    };
    show(NodeField::Identity, NodeTableModel::NameColumn);
    show(NodeField::Power | NodeField::Pending | NodeField::Provisioning, NodeTableModel::PowerColumn);
    show(NodeField::Address, NodeTableModel::AddressColumn);
    show(NodeField::PublicAddress, NodeTableModel::PublicAddressColumn);
    show(NodeField::Size, NodeTableModel::SizeColumn);
    show(NodeField::Place, NodeTableModel::LocationColumn);
    show(NodeField::Place, NodeTableModel::ResourceGroupColumn);
    show(NodeField::Priority, NodeTableModel::PriorityColumn);
    show(NodeField::Power | NodeField::Price, NodeTableModel::CostColumn);
    show(NodeField::Tags, NodeTableModel::TagsColumn);
    show(NodeField::Power, NodeTableModel::SinceColumn);
    return {first, last};
}

QString tagsText(const Node &node)
{
    QStringList tags;
    for (const auto &[name, value] : node.tags.asKeyValueRange())
        tags += value.isEmpty() ? name : name + u'=' + value;
    return tags.join(u", "_s);
}

QVariant costOf(const Node &node)
{
    const std::optional<Price> cost = node.costPerHour();
    return cost ? QVariant(cost->amount) : QVariant();
}

QVariant valueOf(const Node &node, int column)
{
    switch (column) {
    case NodeTableModel::NameColumn:
        return node.name;
    case NodeTableModel::PowerColumn:
        return toWord(node.powerState);
    case NodeTableModel::AddressColumn:
        return node.privateIp;
    case NodeTableModel::PublicAddressColumn:
        return node.publicIp;
    case NodeTableModel::SizeColumn:
        return node.size;
    case NodeTableModel::LocationColumn:
        return node.location;
    case NodeTableModel::ResourceGroupColumn:
        return node.resourceGroup;
    case NodeTableModel::PriorityColumn:
        return node.priority;
    case NodeTableModel::CostColumn:
        return costOf(node);
    case NodeTableModel::TagsColumn:
        return tagsText(node);
    case NodeTableModel::SinceColumn:
        return node.powerSince;
    default:
        return {};
    }
}

} // namespace

NodeTableModel::NodeTableModel(Fleet *fleet, QObject *parent)
    : QAbstractTableModel(parent)
    , m_fleet(fleet)
    , m_nodes(fleet->nodes())
{
    for (int row = 0; row < m_nodes.size(); ++row)
        m_rowByKey.insert(nodeKey(m_nodes.at(row).id), row);
    connect(fleet, &Fleet::changed, this, &NodeTableModel::take);
}

int NodeTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_nodes.size());
}

int NodeTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant NodeTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &node = m_nodes.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return valueOf(node, index.column());
    case SortRole:
        return index.column() == PowerColumn ? QVariant(static_cast<int>(node.powerState))
                                             : valueOf(node, index.column());
    case NodeIdRole:
        return node.id;
    case NodeRole:
        return QVariant::fromValue(node);
    case PowerStateRole:
        return static_cast<int>(node.powerState);
    case PendingRole:
        return node.pending ? QVariant(static_cast<int>(node.pending->action)) : QVariant();
    case BilledRole: {
        const std::optional<bool> billed = isBilled(node.powerState);
        return billed ? QVariant(*billed) : QVariant();
    }
    case CostRole:
        return costOf(node);
    case CurrencyRole:
        return node.price ? node.price->currency : QString();
    case Qt::TextAlignmentRole:
        if (index.column() == CostColumn)
            return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
        return {};
    default:
        return {};
    }
}

QVariant NodeTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case NameColumn:
        return tr("Name");
    case PowerColumn:
        return tr("Azure");
    case AddressColumn:
        return tr("Address");
    case PublicAddressColumn:
        return tr("Public address");
    case SizeColumn:
        return tr("Size");
    case LocationColumn:
        return tr("Location");
    case ResourceGroupColumn:
        return tr("Resource group");
    case PriorityColumn:
        return tr("Priority");
    case CostColumn:
        return tr("Price per hour");
    case TagsColumn:
        return tr("Tags");
    case SinceColumn:
        return tr("Since");
    default:
        return {};
    }
}

QModelIndex NodeTableModel::indexOf(const QString &id, int column) const
{
    const auto row = m_rowByKey.constFind(nodeKey(id));
    return row == m_rowByKey.constEnd() ? QModelIndex() : index(*row, column);
}

void NodeTableModel::take(const QList<NodeChange> &changes)
{
    m_waiting.enqueue(changes);
    // A few are shown at once. Many wait for a turn of their own: who made them has had its share of this
    // one.
    if (m_sliceDue)
        return;
    if (changes.size() <= shownAtOnce)
        showSlice();
    else
        scheduleSlice();
}

void NodeTableModel::showSlice()
{
    m_sliceDue = false;
    QElapsedTimer timer;
    timer.start();
    while (!m_waiting.isEmpty() && timer.elapsed() < sliceMsecs)
        showRun();
    if (m_waiting.isEmpty()) {
        emit settled();
        return;
    }
    scheduleSlice();
}

void NodeTableModel::scheduleSlice()
{
    m_sliceDue = true;
    // Not 0 ms: a zero timer would come before what the user does and the window system's own events.
    QTimer::singleShot(1, this, &NodeTableModel::showSlice);
}

void NodeTableModel::showRun()
{
    const QList<NodeChange> batch = m_waiting.head(); // shared; showing it may call back here with more
    const Changes rest = Changes(batch.cbegin(), batch.cend()).subspan(static_cast<size_t>(m_at));
    const NodeChange::Kind kind = rest.front().kind;
    const auto ends =
        std::ranges::find_if(rest, [kind](const NodeChange &change) { return change.kind != kind; });
    auto count = static_cast<size_t>(std::distance(rest.begin(), ends));
    if (kind != NodeChange::Removed)
        count = std::min(count, runLength);
    m_at += static_cast<qsizetype>(count);
    if (m_at == batch.size()) {
        m_waiting.dequeue();
        m_at = 0;
    }
    switch (kind) {
    case NodeChange::Added:
        return addRun(rest.first(count));
    case NodeChange::Updated:
        return updateRun(rest.first(count));
    case NodeChange::Removed:
        return removeRun(rest.first(count));
    }
}

void NodeTableModel::addRun(Changes changes)
{
    const int first = static_cast<int>(m_nodes.size());
    beginInsertRows({}, first, first + static_cast<int>(changes.size()) - 1);
    for (const NodeChange &change : changes) {
        m_rowByKey.insert(nodeKey(change.id), static_cast<int>(m_nodes.size()));
        m_nodes += change.node;
    }
    endInsertRows();
}

void NodeTableModel::updateRun(Changes changes)
{
    QList<std::pair<int, NodeFields>> rows;
    rows.reserve(static_cast<qsizetype>(changes.size()));
    for (const NodeChange &change : changes) {
        const auto row = m_rowByKey.constFind(nodeKey(change.id));
        if (row == m_rowByKey.constEnd())
            continue;
        m_nodes[*row] = change.node;
        rows.append({*row, change.fields});
    }
    std::ranges::sort(rows, {}, &std::pair<int, NodeFields>::first);
    for (auto from = rows.cbegin(); from != rows.cend();) {
        NodeFields fields = from->second;
        auto to = from;
        while (std::next(to) != rows.cend() && std::next(to)->first <= to->first + 1) {
            ++to;
            fields |= to->second;
        }
        const auto [firstColumn, lastColumn] = columnsOf(fields);
        if (lastColumn >= 0)
            emit dataChanged(index(from->first, firstColumn), index(to->first, lastColumn));
        from = std::next(to);
    }
}

void NodeTableModel::removeRun(Changes changes)
{
    QList<int> rows;
    rows.reserve(static_cast<qsizetype>(changes.size()));
    for (const NodeChange &change : changes) {
        if (const auto row = m_rowByKey.constFind(nodeKey(change.id)); row != m_rowByKey.constEnd())
            rows += *row;
    }
    std::ranges::sort(rows, std::greater());
    for (qsizetype i = 0; i < rows.size();) {
        const int last = rows.at(i);
        int first = last;
        while (++i < rows.size() && rows.at(i) == first - 1)
            first = rows.at(i);
        dropRows(first, last);
    }
    m_rowByKey.clear();
    for (int row = 0; row < m_nodes.size(); ++row)
        m_rowByKey.insert(nodeKey(m_nodes.at(row).id), row);
}

void NodeTableModel::dropRows(int first, int last)
{
    beginRemoveRows({}, first, last);
    for (int row = first; row <= last; ++row)
        m_rowByKey.remove(nodeKey(m_nodes.at(row).id));
    m_nodes.remove(first, last - first + 1);
    endRemoveRows();
}

} // namespace skybro::fleet
