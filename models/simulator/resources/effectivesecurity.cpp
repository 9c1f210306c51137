#include "models/simulator/resources/effectivesecurity.h"

#include "models/simulator/resources/addressspace.h"
#include "models/simulator/resources/network.h"
#include "models/simulator/resources/securityrule.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

QStringList prefixesIn(const Resource *resource, const QString &property)
{
    QStringList texts;
    for (const Ipv4Prefix &prefix : resource ? addressSpace(resource->body, property) : QList<Ipv4Prefix>())
        texts.append(prefix.text());
    return texts;
}

/// "22" as "22-22", "*" as "0-65535".
QStringList asRanges(const QStringList &ports)
{
    QStringList ranges;
    for (const QString &port : ports)
        ranges.append(port == u"*"_s ? u"0-65535"_s : port.contains(u'-') ? port : port + u'-' + port);
    return ranges;
}

QJsonObject effectiveRule(const QJsonObject &rule, const QString &kind, const QStringList &ownNetwork)
{
    const QJsonObject properties = propertiesOf(rule);
    const QString protocol = properties.value(u"protocol"_s).toString();
    QJsonObject shown{{u"name"_s, kind + u'/' + rule.value(u"name"_s).toString()},
                      {u"protocol"_s, protocol == u"*"_s ? u"All"_s : protocol},
                      {u"access"_s, properties.value(u"access"_s)},
                      {u"priority"_s, properties.value(u"priority"_s)},
                      {u"direction"_s, properties.value(u"direction"_s)}};
    for (const auto &side : {u"source"_s, u"destination"_s}) {
        const QStringList ports = asRanges(portRanges(properties, side));
        shown.insert(side + u"PortRange"_s, ports.value(0));
        shown.insert(side + u"PortRanges"_s, QJsonArray::fromStringList(ports));
        QStringList prefixes;
        QStringList expanded;
        for (const QString &prefix : addressPrefixes(properties, side)) {
            prefixes.append(prefix == u"*"_s ? u"0.0.0.0/0"_s : prefix);
            if (prefix.compare("VirtualNetwork"_L1, Qt::CaseInsensitive) == 0)
                expanded += ownNetwork;
        }
        shown.insert(side + u"AddressPrefix"_s, prefixes.value(0));
        shown.insert(side + u"AddressPrefixes"_s, QJsonArray::fromStringList(prefixes));
        if (!expanded.isEmpty())
            shown.insert(side == u"source"_s ? u"expandedSourceAddressPrefix"_s
                                             : u"expandedDestinationAddressPrefix"_s,
                         QJsonArray::fromStringList(expanded));
    }
    return shown;
}

QJsonArray effectiveRules(const World &world, const Resource &group, const QStringList &ownNetwork)
{
    QList<QJsonObject> rules;
    const QString prefix = group.id.key() + u'/';
    const World::Map &map = world.ofType(u"Microsoft.Network/networkSecurityGroups/securityRules"_s);
    for (auto it = map.lower_bound(prefix); it != map.end() && it->first.startsWith(prefix); ++it)
        rules.append(effectiveRule(it->second->body, u"securityRules"_s, ownNetwork));
    for (const QJsonValue &rule : propertiesOf(group.body).value(u"defaultSecurityRules"_s).toArray())
        rules.append(effectiveRule(rule.toObject(), u"defaultSecurityRules"_s, ownNetwork));
    std::ranges::stable_sort(rules, {}, [](const QJsonObject &rule) {
        return std::pair(rule.value(u"direction"_s).toString().toLower(), rule.value(u"priority"_s).toInt());
    });
    QJsonArray array;
    for (const QJsonObject &rule : rules)
        array.append(rule);
    return array;
}

} // namespace

QStringList virtualNetworkTag(const World &world, const Resource &network)
{
    QStringList prefixes = prefixesIn(&network, u"addressSpace"_s);
    const QString inside = network.id.key() + u'/';
    const World::Map &peerings = world.ofType(u"Microsoft.Network/virtualNetworks/virtualNetworkPeerings"_s);
    for (auto it = peerings.lower_bound(inside); it != peerings.end() && it->first.startsWith(inside); ++it) {
        const QJsonObject peering = propertiesOf(it->second->body);
        if (peering.value(u"peeringState"_s) == u"Connected"_s)
            prefixes +=
                prefixesIn(world.find(referenced(peering, u"remoteVirtualNetwork"_s)), u"addressSpace"_s);
    }
    for (const auto &[key, connection] : world.ofType(u"Microsoft.Network/connections"_s)) {
        const QJsonObject properties = propertiesOf(connection->body);
        const Resource *gateway = world.find(referenced(properties, u"virtualNetworkGateway1"_s));
        const QJsonObject place =
            gateway ? propertiesOf(gateway->body).value(u"ipConfigurations"_s).toArray().first().toObject()
                    : QJsonObject();
        if (referenced(propertiesOf(place), u"subnet"_s).startsWith(inside, Qt::CaseInsensitive))
            prefixes += prefixesIn(world.find(referenced(properties, u"localNetworkGateway2"_s)),
                                   u"localNetworkAddressSpace"_s);
    }
    prefixes.append(u"168.63.129.16/32"_s); // Azure's own DNS and DHCP
    return prefixes;
}

QJsonArray effectiveSecurity(const World &world, const Resource &nic)
{
    const QJsonObject properties = propertiesOf(nic.body);
    const QJsonObject first = properties.value(u"ipConfigurations"_s).toArray().first().toObject();
    const Resource *subnet = world.find(referenced(propertiesOf(first), u"subnet"_s));
    const Resource *network = subnet ? world.find(subnet->id.parent().key()) : nullptr;
    const QStringList ownNetwork = network ? virtualNetworkTag(world, *network) : QStringList();
    QJsonArray groups;
    const auto add = [&](const QJsonObject &holder, const QString &association, const ResourceId &id) {
        const Resource *group = world.find(referenced(holder, u"networkSecurityGroup"_s));
        if (!group)
            return;
        groups.append(QJsonObject{{u"networkSecurityGroup"_s, reference(group->id.text())},
                                  {u"association"_s, QJsonObject{{association, reference(id.text())}}},
                                  {u"effectiveSecurityRules"_s, effectiveRules(world, *group, ownNetwork)}});
    };
    if (subnet)
        add(propertiesOf(subnet->body), u"subnet"_s, subnet->id);
    add(properties, u"networkInterface"_s, nic.id);
    return groups;
}

} // namespace skybro::sim
