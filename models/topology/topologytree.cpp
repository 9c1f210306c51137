#include "models/topology/topologytree.h"

#include "models/slurm/hostlist.h"
#include "models/topology/describe.h"

#include <QCoreApplication>

namespace skybro::topology {

using namespace Qt::StringLiterals;

namespace {

/// "NAME  MORE, MORE": what has no words is left out.
QString line(const QString &name, QStringList more)
{
    more.removeAll(QString());
    return more.isEmpty() ? name : name + u"  "_s + more.join(u", "_s);
}

QString namesOf(const QList<NodePoint> &nodes)
{
    QStringList names;
    for (const NodePoint &node : nodes)
        names.append(node.name);
    return slurm::compressHostlist(names);
}

class Writer
{
    Q_DECLARE_TR_FUNCTIONS(skybro::topology)

public:
    explicit Writer(const Topology &topology)
        : m_topology(topology)
    {
    }

    QList<TreeLine> write()
    {
        for (const Site &site : m_topology.sites)
            addSite(site);
        for (const Vnet &vnet : m_topology.vnets)
            addVnet(vnet);
        if (!m_topology.unplaced.isEmpty())
            add(0, {}, line(tr("subnet not known"), {namesOf(m_topology.unplaced)}));
        return m_lines;
    }

private:
    void add(int depth, const QString &place, QString text)
    {
        for (QChar &c : text) {
            if (c.category() == QChar::Other_Control)
                c = u' ';
        }
        m_lines.append({depth, text, place, false, {}});
        if (place.isEmpty())
            return;
        for (const Problem &problem : m_topology.problemsOf(place))
            m_lines.append({depth + 1, problem.text, place, true, problem.mend});
    }

    void addSite(const Site &site)
    {
        add(0, site.id,
            line(tr("site %1").arg(site.name), QStringList(site.networks) << site.host << site.address));
        for (const Tunnel &tunnel : m_topology.tunnels) {
            if (tunnel.site == site.id)
                addTunnel(1, tunnel, nameOf(m_topology.gateway(tunnel.gateway)));
        }
    }

    void addTunnel(int depth, const Tunnel &tunnel, const QString &to)
    {
        add(depth, tunnel.id, line(tr("tunnel %1 to %2").arg(tunnel.name, to), {describe(tunnel)}));
    }

    void addVnet(const Vnet &vnet)
    {
        QStringList more = vnet.prefixes;
        more << vnet.location << vnet.resourceGroup;
        if (!vnet.dnsServers.isEmpty())
            more << tr("DNS %1").arg(vnet.dnsServers.join(u' '));
        if (vnet.isForeign)
            more << tr("known by its peering only");
        add(0, vnet.id, line(tr("Vnet %1").arg(vnet.name), more));
        for (const Subnet &subnet : vnet.subnets)
            addSubnet(subnet);
        for (const Peering &peering : m_topology.peerings) {
            if (peering.vnet == vnet.id) // once, at its first side
                add(1, peering.id, tr("peering of %1").arg(describe(m_topology, peering)));
        }
    }

    void addSubnet(const Subnet &subnet)
    {
        add(1, subnet.id,
            line(tr("subnet %1").arg(subnet.name), QStringList(subnet.prefixes)
                                                       << describeGuards(m_topology, subnet)
                                                       << describeServices(subnet)));
        if (subnet.counts.total > 0)
            add(2, {}, line(describe(subnet.counts), {namesOf(subnet.nodes)}));
        for (const Gateway &gateway : m_topology.gateways) {
            if (gateway.subnet == subnet.id)
                addGateway(gateway);
        }
        for (const PrivateEndpoint &endpoint : subnet.endpoints)
            add(2, endpoint.id, tr("private endpoint %1").arg(describe(endpoint)));
    }

    void addGateway(const Gateway &gateway)
    {
        add(2, gateway.id,
            line(tr("gateway %1").arg(gateway.name), QStringList{describe(gateway)} + gateway.addresses));
        for (const Tunnel &tunnel : m_topology.tunnels) {
            if (tunnel.site.isEmpty() && tunnel.gateway == gateway.id)
                addTunnel(3, tunnel, nameOf(m_topology.gateway(tunnel.peer)));
        }
    }

    static QString nameOf(const Gateway *gateway) { return gateway ? gateway->name : tr("an unknown end"); }

    const Topology &m_topology;
    QList<TreeLine> m_lines;
};

} // namespace

QList<TreeLine> toTree(const Topology &topology)
{
    return Writer(topology).write();
}

} // namespace skybro::topology
