#include "models/fleet/fleet.h"

#include "models/base/log.h"

#include <QSet>

#include <algorithm>

namespace skybro::fleet {

FleetSummary summarize(const QList<Node> &nodes)
{
    FleetSummary sum;
    sum.total = static_cast<int>(nodes.size());
    for (const Node &node : nodes) {
        ++sum.byState[static_cast<size_t>(node.powerState)];
        if (node.pending)
            ++sum.pending;
        if (node.price && sum.currency.isEmpty())
            sum.currency = node.price->currency;
        const std::optional<Price> cost = node.costPerHour();
        // Two currencies can not be added: the second one counts as not known.
        if (cost && (cost->amount == 0 || cost->currency == sum.currency))
            sum.costPerHour += cost->amount;
        else
            ++sum.unknownCosts;
    }
    return sum;
}

Fleet::Fleet(QObject *parent)
    : QObject(parent)
{
}

const Node *Fleet::find(const QString &id) const
{
    const auto row = m_rowByKey.constFind(nodeKey(id));
    return row == m_rowByKey.constEnd() ? nullptr : &m_nodes.at(*row);
}

QList<Node> Fleet::findByName(const QString &name) const
{
    QList<Node> found;
    for (const Node &node : m_nodes) {
        if (node.name.compare(name, Qt::CaseInsensitive) == 0)
            found += node;
    }
    return found;
}

void Fleet::setWatched(bool watched)
{
    if (m_watched == watched)
        return;
    m_watched = watched;
    emit watchedChanged(watched);
}

void Fleet::merge(const Node &incoming, QList<NodeChange> &changes)
{
    const auto row = m_rowByKey.constFind(nodeKey(incoming.id));
    if (row != m_rowByKey.constEnd())
        return mergeInto(m_nodes[*row], incoming, changes);
    m_rowByKey.insert(nodeKey(incoming.id), m_nodes.size());
    m_nodes += incoming;
    changes += {.kind = NodeChange::Added, .id = incoming.id, .fields = {}, .node = incoming};
}

void Fleet::mergeInto(Node &current, const Node &incoming, QList<NodeChange> &changes)
{
    const std::optional<PendingAction> pending = current.pending;
    const NodeFields fields = difference(current, incoming).setFlag(NodeField::Pending, false);
    current = incoming;
    current.pending = pending;
    if (fields)
        changes += {.kind = NodeChange::Updated, .id = current.id, .fields = fields, .node = current};
}

bool Fleet::mergeInOrder(const QList<Node> &nodes, QList<NodeChange> &changes)
{
    QList<qsizetype> rows; // of the nodes that stay
    rows.reserve(nodes.size());
    for (qsizetype row = 0; row < m_nodes.size() && rows.size() < nodes.size(); ++row) {
        if (m_nodes.at(row).id == nodes.at(rows.size()).id)
            rows += row;
    }
    if (rows.size() < nodes.size())
        return false;
    for (qsizetype i = 0; i < nodes.size(); ++i)
        mergeInto(m_nodes[rows.at(i)], nodes.at(i), changes);
    if (rows.size() == m_nodes.size())
        return true;
    QList<Node> kept;
    kept.reserve(rows.size());
    for (qsizetype row = 0; row < m_nodes.size(); ++row) {
        Node &node = m_nodes[row];
        if (kept.size() < rows.size() && rows.at(kept.size()) == row)
            kept += std::move(node);
        else
            changes += {.kind = NodeChange::Removed, .id = node.id, .fields = {}, .node = node};
    }
    m_nodes = std::move(kept);
    reindex();
    return true;
}

void Fleet::setNodes(const QList<Node> &nodes)
{
    QList<NodeChange> changes;
    // Azure's order mostly stays, also when some are gone: then nothing needs to be looked up, which is most
    // of the work for thousands.
    if (mergeInOrder(nodes, changes))
        return tell(changes);
    if (m_nodes.isEmpty()) { // the first answer: nothing to look up either
        m_nodes = nodes;
        reindex();
        if (m_rowByKey.size() == m_nodes.size()) {
            changes.reserve(nodes.size());
            for (const Node &node : nodes)
                changes.append({.kind = NodeChange::Added, .id = node.id, .fields = {}, .node = node});
            return tell(changes);
        }
        m_nodes.clear(); // one of them is there twice
        m_rowByKey.clear();
    }
    QSet<QString> present;
    present.reserve(nodes.size());
    for (const Node &node : nodes)
        present.insert(nodeKey(node.id));

    const auto gone = [&](const Node &node) {
        if (present.contains(nodeKey(node.id)))
            return false;
        changes += {.kind = NodeChange::Removed, .id = node.id, .fields = {}, .node = node};
        return true;
    };
    if (m_nodes.removeIf(gone) > 0)
        reindex();
    for (const Node &node : nodes)
        merge(node, changes);
    tell(changes);
}

void Fleet::update(const QList<Node> &nodes)
{
    QList<NodeChange> changes;
    for (const Node &node : nodes)
        merge(node, changes);
    tell(changes);
}

void Fleet::setPrices(const std::function<std::optional<Price>(const Node &)> &priceOf)
{
    QList<NodeChange> changes;
    for (Node &node : m_nodes) {
        std::optional<Price> price = priceOf(node);
        if (price == node.price)
            continue;
        node.price = std::move(price);
        changes += {.kind = NodeChange::Updated, .id = node.id, .fields = NodeField::Price, .node = node};
    }
    tell(changes);
}

void Fleet::setPending(const QHash<QString, std::optional<PendingAction>> &pendingById)
{
    QList<NodeChange> changes;
    for (const auto &[id, pending] : pendingById.asKeyValueRange()) {
        const auto row = m_rowByKey.constFind(nodeKey(id));
        if (row == m_rowByKey.constEnd() || m_nodes.at(*row).pending == pending)
            continue;
        Node &node = m_nodes[*row];
        node.pending = pending;
        changes += {.kind = NodeChange::Updated, .id = node.id, .fields = NodeField::Pending, .node = node};
    }
    tell(changes);
}

void Fleet::setFreshness(const Freshness &freshness)
{
    if (m_freshness == freshness)
        return;
    m_freshness = freshness;
    emit freshnessChanged();
}

void Fleet::reindex()
{
    m_rowByKey.clear();
    m_rowByKey.reserve(m_nodes.size());
    for (qsizetype i = 0; i < m_nodes.size(); ++i)
        m_rowByKey.insert(nodeKey(m_nodes.at(i).id), i);
}

void Fleet::tell(const QList<NodeChange> &changes)
{
    if (changes.isEmpty())
        return;
    log::debug("fleet", "{} nodes, {} changes", m_nodes.size(), changes.size());
    emit changed(changes);
    const FleetSummary sum = summarize(m_nodes);
    if (sum == m_summary)
        return;
    m_summary = sum;
    emit summaryChanged();
}

} // namespace skybro::fleet
