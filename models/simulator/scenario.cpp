#include "models/simulator/scenario.h"

#include "models/simulator/catalog.h"
#include "models/simulator/resources/troubleshoot.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

Result<void> onlyKeys(const QJsonObject &json, const QStringList &known, const QString &where)
{
    for (const QString &key : json.keys()) {
        if (!known.contains(key))
            return fail(ErrorKind::Invalid, u"Scenario: unknown key '%1' in %2."_s.arg(key, where));
    }
    return {};
}

QString standardMessage(const QString &code)
{
    static const QHash<QString, QString> messages = {
        {u"AllocationFailed"_s,
         u"Allocation failed. We do not have sufficient capacity for the requested VM size in this region. "
         u"Read more about "
         "improving likelihood of allocation success at http://aka.ms/allocation-guidance"_s},
        {u"ZonalAllocationFailed"_s,
         u"Allocation failed. We do not have sufficient capacity for the requested VM size in this zone. "
         u"Read more about "
         "improving likelihood of allocation success at http://aka.ms/allocation-guidance"_s},
        {u"OverconstrainedAllocationRequest"_s,
         u"Allocation failed. VM(s) with the following constraints cannot be allocated, because the "
         u"condition is too "
         "restrictive. Please remove some constraints and try again."_s},
        {u"SkuNotAvailable"_s,
         u"The requested size is currently not available in location 'westeurope'. Please try another size "
         u"or deploy to a "
         "different location or zones. See https://aka.ms/azureskunotavailable for details."_s},
        {u"OSProvisioningTimedOut"_s, u"OS Provisioning did not finish in the allotted time. The VM may "
                                      u"still finish provisioning successfully. Please check "
                                      "provisioning state later."_s},
    };
    return messages.value(code, u"The operation failed by scenario."_s);
}

Result<void> applyNode(const QJsonObject &json, QList<DemoNode> &nodes)
{
    const QString name = json.value(u"name"_s).toString();
    if (const auto known =
            onlyKeys(json, {u"name"_s, u"size"_s, u"power"_s, u"spot"_s, u"publicIp"_s}, u"a node"_s);
        !known)
        return known;
    if (name.isEmpty())
        return fail(ErrorKind::Invalid, u"Scenario: a node needs a name."_s);
    auto found =
        std::find_if(nodes.begin(), nodes.end(), [&name](const DemoNode &node) { return node.name == name; });
    if (found == nodes.end()) {
        nodes.append(DemoNode{.name = name});
        found = nodes.end() - 1;
    }
    found->size = json.value(u"size"_s).toString(found->size);
    found->power = json.value(u"power"_s).toString(found->power);
    found->spot = json.value(u"spot"_s).toBool(found->spot);
    found->publicIp = json.value(u"publicIp"_s).toBool(found->publicIp);
    if (!vmSize(found->size) || vmSize(found->size)->restricted)
        return fail(ErrorKind::Invalid,
                    u"Scenario: node %1: no VM can have the size '%2'."_s.arg(name, found->size));
    if (!QStringList{u"running"_s, u"stopped"_s, u"deallocated"_s}.contains(found->power))
        return fail(ErrorKind::Invalid,
                    u"Scenario: node %1: power is running, stopped or deallocated."_s.arg(name));
    return {};
}

Result<void> applyTunnel(const QJsonObject &json, TunnelPlan &plan)
{
    if (const auto known = onlyKeys(json, {u"gateway"_s, u"status"_s, u"cause"_s, u"ingress"_s, u"egress"_s},
                                    u"the tunnel"_s);
        !known)
        return known;
    plan.gateway = json.value(u"gateway"_s).toBool(plan.gateway);
    plan.status = json.value(u"status"_s).toString(plan.status);
    plan.cause = json.value(u"cause"_s).toString(plan.cause);
    plan.ingress = json.value(u"ingress"_s).toInteger(plan.ingress);
    plan.egress = json.value(u"egress"_s).toInteger(plan.egress);
    if (!QStringList{u"Connected"_s, u"Connecting"_s, u"NotConnected"_s, u"Unknown"_s}.contains(plan.status))
        return fail(ErrorKind::Invalid,
                    u"Scenario: the tunnel's status is Connected, Connecting, NotConnected "
                    "or Unknown, not '%1'."_s.arg(plan.status));
    QStringList causes;
    for (const TunnelFault &fault : tunnelFaults())
        causes.append(QString::fromLatin1(fault.type));
    if (!plan.cause.isEmpty() && !causes.contains(plan.cause))
        return fail(ErrorKind::Invalid,
                    u"Scenario: the cause of a tunnel's fault is one of %1, not '%2'."_s.arg(
                        causes.join(u", "_s), plan.cause));
    return {};
}

} // namespace

Result<void> applyScenario(const QJsonObject &json, QList<DemoNode> &nodes, World &world)
{
    if (const auto known = onlyKeys(json,
                                    {u"nodes"_s, u"failures"_s, u"quotas"_s, u"capacity"_s, u"listLag"_s,
                                     u"statusGaps"_s, u"throttling"_s, u"denied"_s, u"tunnel"_s},
                                    u"the scenario"_s);
        !known)
        return known;
    for (const QJsonValue &item : json.value(u"nodes"_s).toArray()) {
        if (const auto applied = applyNode(item.toObject(), nodes); !applied)
            return applied;
    }
    for (const QJsonValue &item : json.value(u"failures"_s).toArray()) {
        const QJsonObject entry = item.toObject();
        if (const auto known = onlyKeys(entry, {u"node"_s, u"action"_s, u"code"_s, u"message"_s, u"times"_s},
                                        u"a failure"_s);
            !known)
            return known;
        const QString code = entry.value(u"code"_s).toString(u"AllocationFailed"_s);
        world.failures.push_back({entry.value(u"node"_s).toString(u"*"_s),
                                  entry.value(u"action"_s).toString(u"start"_s).toLower(),
                                  {409, code, entry.value(u"message"_s).toString(standardMessage(code))},
                                  entry.value(u"times"_s).toInt(-1)});
    }
    if (const auto applied = applyTunnel(json.value(u"tunnel"_s).toObject(), world.tunnel); !applied)
        return applied;
    for (const QJsonValue &item : json.value(u"denied"_s).toArray())
        world.denied.append(item.toString());
    const QJsonObject quotas = json.value(u"quotas"_s).toObject();
    for (auto it = quotas.begin(); it != quotas.end(); ++it)
        world.quotas.insert(it.key(), it.value().toInt());
    const QJsonObject capacity = json.value(u"capacity"_s).toObject();
    for (auto it = capacity.begin(); it != capacity.end(); ++it)
        world.capacity.insert(it.key(), it.value().toInt());
    world.settings.listLag = std::chrono::milliseconds(
        json.value(u"listLag"_s).toInt(static_cast<int>(world.settings.listLag.count())));
    world.settings.statusGaps = json.value(u"statusGaps"_s).toInt(world.settings.statusGaps);
    world.settings.throttling = json.value(u"throttling"_s).toBool(world.settings.throttling);
    return {};
}

} // namespace skybro::sim
