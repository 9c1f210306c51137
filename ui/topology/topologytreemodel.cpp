#include "ui/topology/topologytreemodel.h"

#include "models/topology/describe.h"
#include "ui/common/icons.h"
#include "ui/common/looks.h"
#include "ui/topology/placepainter.h"

#include <algorithm>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using namespace skybro::topology;

class TopologyTreeModel::Builder
{
public:
    explicit Builder(const Topology &topology)
        : m_topology(topology)
    {
        for (int i = 0; i < int(topology.problems.size()); ++i)
            m_problems[topology.problems[i].place].append(i);
    }

    void build()
    {
        for (const Site &site : m_topology.sites) {
            const int place = add(-1, site.id, site.name,
                                  said({site.networks.join(u", "_s), site.host, site.address}), u"hosts"_s);
            for (const Tunnel &tunnel : m_topology.tunnels) {
                if (tunnel.site == site.id)
                    addTunnel(place, tunnel);
            }
        }
        for (const Tunnel &tunnel : m_topology.tunnels) {
            if (tunnel.site.isEmpty())
                addTunnel(-1, tunnel);
        }
        for (const Vnet &vnet : m_topology.vnets)
            addVnet(vnet);
        if (m_topology.unplaced.isEmpty())
            return;
        const int place = add(-1, u"unplaced"_s, TopologyTreeModel::tr("Subnet not known"), {}, u"warning"_s);
        addNodes(place, m_topology.unplaced);
    }

    QList<Entry> entries;
    QList<int> top;

private:
    static QString said(QStringList words)
    {
        words.removeAll(QString());
        return words.join(u" · "_s);
    }

    int add(int parent, const QString &id, const QString &name, const QString &state, const QString &iconName,
            Tone tone = Tone::Plain)
    {
        QList<int> &siblings = parent < 0 ? top : entries[parent].children;
        const int place = int(entries.size());
        const int row = int(siblings.size());
        siblings.append(place);
        QStringList problems;
        for (const int index : m_problems.value(id))
            problems.append(u"%1. %2"_s.arg(index + 1).arg(m_topology.problems[index].text));
        entries.append({id, name, state, problems.join(u' '), iconName, tone, parent, row, {}});
        return place;
    }

    void addTunnel(int parent, const Tunnel &tunnel)
    {
        add(parent, tunnel.id, tunnel.name, describe(tunnel), u"key"_s, toneOf(tunnel));
    }

    void addVnet(const Vnet &vnet)
    {
        const int place = add(-1, vnet.id, vnet.name, vnet.prefixes.join(u", "_s), u"cloud"_s);
        for (const Gateway &gateway : m_topology.gateways) {
            if (gateway.vnet == vnet.id)
                add(place, gateway.id, gateway.name,
                    said({describe(gateway), gateway.addresses.join(u", "_s)}), u"external"_s);
        }
        for (const Peering &peering : m_topology.peerings) {
            if (peering.vnet == vnet.id)
                add(place, peering.id, TopologyTreeModel::tr("Peering"), describe(m_topology, peering),
                    u"external"_s, peering.isConnected() ? Tone::Plain : Tone::Bad);
        }
        for (const Subnet &subnet : vnet.subnets) {
            const int card = add(place, subnet.id, subnet.name,
                                 said({subnet.prefixes.join(u", "_s), describe(subnet.counts),
                                       describeGuards(m_topology, subnet), describeServices(subnet)}),
                                 u"folder"_s);
            for (const PrivateEndpoint &endpoint : subnet.endpoints)
                add(card, endpoint.id, endpoint.name, describe(endpoint), u"key"_s);
            addNodes(card, subnet.nodes);
        }
    }

    void addNodes(int parent, const QList<NodePoint> &nodes)
    {
        for (const NodePoint &node : nodes) {
            const Look look = powerLook(node.state);
            add(parent, node.id, node.name, look.word, look.icon, look.tone);
        }
    }

    const Topology &m_topology;
    QHash<QString, QList<int>> m_problems;
};

void TopologyTreeModel::setTopology(const Topology &topology)
{
    Builder builder(topology);
    builder.build();
    const bool isSame = std::ranges::equal(builder.entries, m_entries, [](const Entry &a, const Entry &b) {
        return a.id == b.id && a.parent == b.parent;
    });
    if (isSame) {
        m_entries = std::move(builder.entries);
        const auto tell = [this](const QList<int> &rows) {
            if (!rows.isEmpty())
                emit dataChanged(createIndex(0, 0, quintptr(rows.first())),
                                 createIndex(int(rows.size()) - 1, ColumnCount - 1, quintptr(rows.last())));
        };
        tell(m_top);
        for (const Entry &entry : std::as_const(m_entries))
            tell(entry.children);
        return;
    }
    beginResetModel();
    m_entries = std::move(builder.entries);
    m_top = std::move(builder.top);
    m_places.clear();
    for (int i = 0; i < int(m_entries.size()); ++i)
        m_places.insert(m_entries[i].id, i);
    endResetModel();
}

const TopologyTreeModel::Entry *TopologyTreeModel::entry(const QModelIndex &index) const
{
    return index.isValid() ? &m_entries[qsizetype(index.internalId())] : nullptr;
}

QModelIndex TopologyTreeModel::indexOf(const QString &id) const
{
    const auto found = m_places.constFind(id);
    return found == m_places.constEnd() ? QModelIndex()
                                        : createIndex(m_entries[*found].row, 0, quintptr(*found));
}

QModelIndex TopologyTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const Entry *above = entry(parent);
    const QList<int> &rows = above ? above->children : m_top;
    if (row < 0 || row >= rows.size() || column < 0 || column >= ColumnCount || parent.column() > 0)
        return {};
    return createIndex(row, column, quintptr(rows[row]));
}

QModelIndex TopologyTreeModel::parent(const QModelIndex &index) const
{
    const Entry *own = entry(index);
    if (!own || own->parent < 0)
        return {};
    return createIndex(m_entries[own->parent].row, 0, quintptr(own->parent));
}

int TopologyTreeModel::rowCount(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return 0;
    const Entry *above = entry(parent);
    return int(above ? above->children.size() : m_top.size());
}

int TopologyTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant TopologyTreeModel::data(const QModelIndex &index, int role) const
{
    const Entry *own = entry(index);
    if (!own)
        return {};
    switch (role) {
    case IdRole:
        return own->id;
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return index.column() == NameColumn    ? own->name
               : index.column() == StateColumn ? own->state
                                               : own->problems;
    case Qt::DecorationRole:
        if (index.column() == NameColumn)
            return icon(own->iconName, own->tone);
        if (index.column() == ProblemsColumn && !own->problems.isEmpty())
            return icon(u"warning"_s, Tone::Warning);
        return {};
    case Qt::ForegroundRole:
        return index.column() == StateColumn && own->tone == Tone::Plain ? QVariant(toneColor(Tone::Quiet))
                                                                         : QVariant();
    default:
        return {};
    }
}

QVariant TopologyTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Name");
    case StateColumn:
        return tr("State");
    case ProblemsColumn:
        return tr("Problems");
    default:
        return {};
    }
}

} // namespace skybro::ui
