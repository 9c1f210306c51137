#include "models/topology/portproblems.h"

#include "models/azure/resourceid.h"
#include "models/topology/describe.h"
#include "models/topology/securityverdict.h"
#include "models/topology/targetpath.h"

#include <QCoreApplication>
#include <QMap>

#include <algorithm>

namespace skybro::topology {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::topology", text);
}

QString describe(const Service &service)
{
    if (service.port == 0)
        return service.name;
    return service.isToNodes ? tr("%1 (port %2)").arg(service.name).arg(service.port)
                             : tr("%1 (port %2, from the nodes)").arg(service.name).arg(service.port);
}

/// What a group blocks between a site and a subnet.
struct Blocked
{
    QStringList services;
    QStringList rules;
    QStringList firstRules; ///< of those, what no other can come before
    bool isVital = false;
};

Blocked judgeAll(const azure::NetworkSecurityGroup &group, const QList<Service> &services, const Site &site,
                 const Subnet &subnet, const AddressSpace &space)
{
    const AddressSpace networks(site.networks);
    const AddressSpace prefixes(subnet.prefixes);
    Blocked blocked;
    for (const Service &service : services) {
        for (const IpNetwork &network : networks.networks()) {
            SecurityVerdict verdict;
            for (const IpNetwork &nodes : prefixes.networks()) {
                if (!verdict.isBlocked && nodes.version() == network.version())
                    verdict = judge(group, service, network, nodes, space);
            }
            if (!verdict.isBlocked)
                continue;
            blocked.services.append(describe(service));
            if (!blocked.rules.contains(verdict.rule)) {
                blocked.rules.append(verdict.rule);
                if (verdict.isFirst)
                    blocked.firstRules.append(verdict.rule);
            }
            blocked.isVital = blocked.isVital || service.isVital;
            break;
        }
    }
    return blocked;
}

/// The groups that guard some nodes of a subnet, each with the names of those; the subnet's own guards all.
QMap<QString, QStringList> guardsOf(const Subnet &subnet, const QHash<QString, QString> &guardOfNode)
{
    QMap<QString, QStringList> guards;
    for (const NodePoint &node : subnet.nodes) {
        const QString own = guardOfNode.value(node.id);
        if (!own.isEmpty() && own != subnet.securityGroup)
            guards[own].append(node.name);
        if (!subnet.securityGroup.isEmpty())
            guards[subnet.securityGroup].append(node.name);
    }
    return guards;
}

/// What the cluster needs at these nodes of a subnet, and the probes of theirs that go elsewhere.
QList<Service> servicesOf(const tunnel::ProbeTargets &probes, const QStringList &nodes)
{
    QList<Service> services = clusterServices();
    for (qsizetype i = 0; i < probes.targets.size(); ++i) {
        const tunnel::ProbeTarget &target = probes.targets[i];
        const bool isOther = std::ranges::find(services, target.port, &Service::port) == services.end();
        if (target.method == tunnel::ProbeMethod::Tcp && isOther && nodes.contains(probes.names[i]))
            services.append({tr("the probe of %1").arg(probes.names[i]), u"Tcp"_s, target.port, true, false});
    }
    return services;
}

QString mendOf(const Blocked &blocked)
{
    QStringList others = blocked.rules;
    others.removeIf([&](const QString &rule) { return blocked.firstRules.contains(rule); });
    QStringList mends;
    if (!blocked.firstRules.isEmpty())
        mends += tr("Change or delete %1: no rule can come before it.").arg(blocked.firstRules.join(u", "_s));
    if (!others.isEmpty())
        mends += tr("Add a rule that allows it, with a smaller priority number than %1.")
                     .arg(others.join(u", "_s));
    return mends.join(u' ');
}

} // namespace

QList<Problem> findPortProblems(const Topology &topology, const TopologyInput &input, const Site &site,
                                const Reach &reach)
{
    const NetworkLists &lists = input.lists;
    const tunnel::ProbeTargets probes = probeTargets(input.site.gateway, input.nodes);
    QHash<QString, const azure::NetworkSecurityGroup *> groups;
    for (const azure::NetworkSecurityGroup &group : lists.securityGroups)
        groups.insert(azure::ResourceId::key(group.id), &group);
    QHash<QString, QString> guardOfNode;
    for (const azure::NetworkInterface &nic : lists.interfaces) {
        if (!nic.networkSecurityGroupId.isEmpty() && !nic.virtualMachineId.isEmpty())
            guardOfNode.insert(azure::ResourceId::key(nic.virtualMachineId),
                               azure::ResourceId::key(nic.networkSecurityGroupId));
    }
    QList<Problem> problems;
    for (const Vnet &vnet : topology.vnets) {
        // A network at home that does not reach the Vnet is another problem, told elsewhere: the tag
        // VirtualNetwork will hold it once it does.
        AddressSpace space = reach.spaceOf(vnet.id);
        space.add(site.networks);
        for (const Subnet &subnet : vnet.subnets) {
            const QMap<QString, QStringList> guards = guardsOf(subnet, guardOfNode);
            for (const auto &[id, nodes] : guards.asKeyValueRange()) {
                const azure::NetworkSecurityGroup *group = groups.value(id);
                if (!group)
                    continue;
                const Blocked blocked = judgeAll(*group, servicesOf(probes, nodes), site, subnet, space);
                if (blocked.services.isEmpty())
                    continue;
                const QString whom = id == subnet.securityGroup
                                         ? subnet.name
                                         : tr("%1 in %2").arg(describeNodes(nodes), subnet.name);
                problems.append(
                    {Problem::Kind::PortBlocked,
                     blocked.isVital ? Problem::Severity::Error : Problem::Severity::Warning, subnet.id,
                     (blocked.rules.size() == 1
                          ? tr("The security group %1 blocks %2 between %3 and %4, by its rule %5.")
                          : tr("The security group %1 blocks %2 between %3 and %4, by its rules %5."))
                         .arg(group->name, blocked.services.join(u", "_s), site.name, whom,
                              blocked.rules.join(u", "_s)),
                     mendOf(blocked), nodes});
            }
        }
    }
    return problems;
}

} // namespace skybro::topology
