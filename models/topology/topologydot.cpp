#include "models/topology/topologydot.h"

#include "models/topology/describe.h"
#include "models/topology/topologysvg.h"

#include <algorithm>

namespace skybro::topology {

using namespace Qt::StringLiterals;

namespace {

/// A string of the language, with its quotes; lines of a label are joined by \n, which it centres.
QString quoted(const QStringList &lines)
{
    QStringList escaped;
    for (QString line : lines) {
        if (line.isEmpty())
            continue;
        line.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
        for (QChar &c : line) {
            if (c.category() == QChar::Other_Control)
                c = u' ';
        }
        escaped.append(line);
    }
    return u'"' + escaped.join(u"\\n"_s) + u'"';
}

QString quoted(const QString &id)
{
    return quoted(QStringList{id});
}

/// What an edge to a whole Vnet holds on to.
QString anchor(const QString &vnet)
{
    return quoted(vnet + u"#anchor"_s);
}

class Writer
{
public:
    explicit Writer(const Topology &topology)
        : m_topology(topology)
    {
    }

    QString write()
    {
        m_out = u"digraph topology {\n"
                "    rankdir=LR; compound=true; fontname=\"sans-serif\";\n"
                "    node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"sans-serif\"];\n"
                "    edge [dir=none, fontname=\"sans-serif\"];\n"_s;
        for (const Site &site : m_topology.sites)
            node(site.id, QStringList{site.name, site.address} + site.networks, u"#f5f1e6"_s);
        for (qsizetype i = 0; i < m_topology.vnets.size(); ++i)
            vnet(m_topology.vnets[i], i);
        for (const Tunnel &tunnel : m_topology.tunnels) {
            const QString other = tunnel.site.isEmpty() ? tunnel.peer : tunnel.site;
            if (!other.isEmpty())
                edge(quoted(other), quoted(tunnel.gateway),
                     QStringList{tunnel.name, describe(tunnel)} + problemsOf(tunnel.id),
                     u"penwidth=2, style=%1, color=\"%2\""_s.arg(styleOf(tunnel), inkOf(tunnel)));
        }
        for (const Peering &peering : m_topology.peerings)
            edge(anchor(peering.vnet), anchor(peering.remote),
                 QStringList{peering.state} + problemsOf(peering.id),
                 u"ltail=%1, lhead=%2, style=%3"_s.arg(clusterOf(peering.vnet), clusterOf(peering.remote),
                                                       peering.isConnected() ? u"solid"_s : u"dashed"_s));
        return m_out + u"}\n"_s;
    }

private:
    static QString styleOf(const Tunnel &tunnel)
    {
        return tunnel.traffic() == TunnelTraffic::Passes ? u"solid"_s : u"dashed"_s;
    }
    [[nodiscard]] QString clusterOf(const QString &vnet) const
    {
        for (qsizetype i = 0; i < m_topology.vnets.size(); ++i) {
            if (m_topology.vnets[i].id == vnet)
                return u"cluster_%1"_s.arg(i);
        }
        return u"\"\""_s;
    }
    [[nodiscard]] QStringList problemsOf(const QString &place) const
    {
        QStringList lines;
        for (const Problem &problem : m_topology.problemsOf(place))
            lines.append(u"! "_s + problem.text);
        return lines;
    }
    void node(const QString &id, const QStringList &lines, const QString &fill, int depth = 1)
    {
        const QStringList problems = problemsOf(id);
        m_out += QString(qsizetype(4) * depth, u' ') + u"%1 [label=%2, fillcolor=\"%3\"%4];\n"_s.arg(
                                                           quoted(id), quoted(lines + problems), fill,
                                                           problems.isEmpty() ? QString() : u", color=red"_s);
    }
    void vnet(const Vnet &vnet, qsizetype index)
    {
        m_out += u"    subgraph cluster_%1 {\n"_s.arg(index);
        m_out += u"        label=%1; style=\"rounded,filled\"; fillcolor=\"#edf3fa\";\n"_s.arg(
            quoted(QStringList{vnet.name, vnet.prefixes.join(u", "_s)} + problemsOf(vnet.id)));
        m_out += u"        %1 [shape=point, style=invis];\n"_s.arg(anchor(vnet.id));
        for (qsizetype i = 0; i < vnet.subnets.size(); ++i)
            this->subnet(vnet.subnets[i], u"%1_%2"_s.arg(index).arg(i));
        for (const Gateway &gateway : m_topology.gateways) {
            const bool isPlaced =
                std::ranges::find(vnet.subnets, gateway.subnet, &Subnet::id) != vnet.subnets.end();
            if (gateway.vnet == vnet.id && !isPlaced)
                this->gateway(gateway, 2);
        }
        m_out += u"    }\n"_s;
    }
    /// A box of its own where gateways lie in it, else a node.
    void subnet(const Subnet &subnet, const QString &index)
    {
        QStringList lines{subnet.name, subnet.prefixes.join(u", "_s), describeGuards(m_topology, subnet)};
        if (subnet.counts.total > 0)
            lines.append(describe(subnet.counts));
        for (const PrivateEndpoint &endpoint : subnet.endpoints)
            lines.append(describe(endpoint));
        QList<const Gateway *> gateways;
        for (const Gateway &gateway : m_topology.gateways) {
            if (gateway.subnet == subnet.id)
                gateways.append(&gateway);
        }
        if (gateways.isEmpty())
            return node(subnet.id, lines, u"white"_s, 2);
        m_out += u"        subgraph cluster_%1 {\n"_s.arg(index);
        m_out += u"            label=%1; style=\"rounded,filled\"; fillcolor=white;\n"_s.arg(
            quoted(lines + problemsOf(subnet.id)));
        for (const Gateway *gateway : gateways)
            this->gateway(*gateway, 3);
        m_out += u"        }\n"_s;
    }
    void gateway(const Gateway &gateway, int depth)
    {
        node(gateway.id, QStringList{gateway.name, describe(gateway)} + gateway.addresses, u"#e4eee4"_s,
             depth);
    }
    void edge(const QString &from, const QString &to, const QStringList &label, const QString &attributes)
    {
        m_out += u"    %1 -> %2 [label=%3, %4];\n"_s.arg(from, to, quoted(label), attributes);
    }

    const Topology &m_topology;
    QString m_out;
};

} // namespace

QByteArray toDot(const Topology &topology)
{
    return Writer(topology).write().toUtf8();
}

} // namespace skybro::topology
