#include "models/topology/describe.h"

#include "models/slurm/hostlist.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace skybro::topology {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::topology", text);
}

QString joined(QStringList words)
{
    words.removeAll(QString());
    return words.join(u", "_s);
}

template <typename T>
QString nameIn(const QList<T> &list, const QString &id)
{
    const auto found = std::ranges::find(list, id, &T::id);
    return found == list.end() ? id.section(u'/', -1) : found->name; // what we may not read still has a name
}

/// As probes say; empty: nobody probes.
QString wordOf(TunnelTraffic traffic)
{
    switch (traffic) {
    case TunnelTraffic::Passes:
        return tr("Traffic passes");
    case TunnelTraffic::Impaired:
        return tr("Impaired");
    case TunnelTraffic::Nothing:
        return tr("Nothing passes");
    case TunnelTraffic::Unknown:
        break;
    }
    return {};
}

QString countOf(fleet::PowerState state)
{
    switch (state) {
    case fleet::PowerState::Running:
        return tr("%1 running");
    case fleet::PowerState::Starting:
        return tr("%1 starting");
    case fleet::PowerState::Stopping:
        return tr("%1 stopping");
    case fleet::PowerState::Stopped:
        return tr("%1 stopped");
    case fleet::PowerState::Deallocating:
        return tr("%1 deallocating");
    case fleet::PowerState::Deallocated:
        return tr("%1 deallocated");
    case fleet::PowerState::Unknown:
        break;
    }
    return tr("%1 unknown");
}

bool is(const QString &word, QLatin1StringView other)
{
    return word.compare(other, Qt::CaseInsensitive) == 0;
}

/// Azure's word for a tunnel's state, as a person says it.
QString statusOf(const Tunnel &tunnel)
{
    if (is(tunnel.status, "Connected"_L1))
        return tr("Connected");
    if (is(tunnel.status, "NotConnected"_L1))
        return tr("Not connected");
    if (is(tunnel.status, "Connecting"_L1))
        return tr("Connecting");
    if (is(tunnel.status, "Unknown"_L1))
        return tr("State unknown");
    return tunnel.status;
}

} // namespace

QString describe(const NodeCounts &counts)
{
    using fleet::PowerState;
    if (counts.total == 0)
        return counts.isWhole ? tr("no nodes") : tr("nodes not known");
    QStringList words;
    for (const PowerState state :
         {PowerState::Running, PowerState::Starting, PowerState::Stopping, PowerState::Stopped,
          PowerState::Deallocating, PowerState::Deallocated, PowerState::Unknown}) {
        if (const int count = counts.count(state); count > 0)
            words.append(countOf(state).arg(count));
    }
    return joined(words);
}

QString describeNodes(const QStringList &names)
{
    constexpr qsizetype longest = 60;
    const QString hostlist = slurm::compressHostlist(names);
    return hostlist.size() <= longest ? hostlist : tr("%1 nodes").arg(names.size());
}

QString describeGuards(const Topology &topology, const Subnet &subnet)
{
    QStringList words;
    if (!subnet.securityGroup.isEmpty())
        words.append(nameIn(topology.securityGroups, subnet.securityGroup));
    if (!subnet.routeTable.isEmpty())
        words.append(tr("routes %1").arg(nameIn(topology.routeTables, subnet.routeTable)));
    if (!subnet.natGateway.isEmpty())
        words.append(tr("NAT %1").arg(subnet.natGateway));
    return joined(words);
}

QString describeServices(const Subnet &subnet)
{
    QStringList words;
    if (!subnet.delegations.isEmpty())
        words.append(tr("delegated to %1").arg(joined(subnet.delegations)));
    return joined(words + subnet.serviceEndpoints);
}

QString describe(const PrivateEndpoint &endpoint)
{
    QString text =
        endpoint.service.isEmpty() ? endpoint.name : u"%1: %2"_s.arg(endpoint.name, endpoint.service);
    if (!endpoint.parts.isEmpty())
        text += u" (%1)"_s.arg(joined(endpoint.parts));
    return endpoint.status.isEmpty() || is(endpoint.status, "Approved"_L1) ? text
                                                                           : joined({text, endpoint.status});
}

QString describe(const Gateway &gateway)
{
    return joined({gateway.sku, gateway.generation, gateway.activeActive ? tr("active-active") : QString(),
                   gateway.bgp ? u"BGP"_s : QString(),
                   is(gateway.provisioningState, "Succeeded"_L1) ? QString() : gateway.provisioningState});
}

QString describe(const Tunnel &tunnel)
{
    QStringList words{wordOf(tunnel.probed), statusOf(tunnel), tunnel.protocol};
    if (tunnel.ingressBytes > 0 || tunnel.egressBytes > 0)
        words << tr("%1 in").arg(QLocale().formattedDataSize(tunnel.ingressBytes))
              << tr("%1 out").arg(QLocale().formattedDataSize(tunnel.egressBytes));
    return joined(words);
}

QString describeShortly(const Tunnel &tunnel)
{
    const QString word = wordOf(tunnel.probed);
    return joined({word.isEmpty() ? statusOf(tunnel) : word, tunnel.protocol});
}

QString describe(const Topology &topology, const Peering &peering)
{
    QString text =
        tr("%1 and %2: %3")
            .arg(nameIn(topology.vnets, peering.vnet), nameIn(topology.vnets, peering.remote), peering.state);
    if (!peering.gatewayVnet.isEmpty())
        text += tr(", by the gateway of %1").arg(nameIn(topology.vnets, peering.gatewayVnet));
    return text;
}

} // namespace skybro::topology
