#include "models/simulator/resources/addressspace.h"
#include "models/simulator/resources/children.h"
#include "models/simulator/resources/network.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

/// Ids of the IP configurations of this resource that stand in the subnet.
QStringList configurationsIn(const Resource &user, const QString &subnetKey)
{
    QStringList ids;
    for (const QJsonValue &item : propertiesOf(user.body).value(u"ipConfigurations"_s).toArray()) {
        if (referenced(propertiesOf(item.toObject()), u"subnet"_s).toLower() == subnetKey)
            ids.append(item.toObject().value(u"id"_s).toString());
    }
    return ids;
}

QStringList gatewaysIn(const World &world, const Resource &subnet)
{
    QStringList ids;
    for (const auto &[key, gateway] : world.ofType(u"Microsoft.Network/virtualNetworkGateways"_s))
        ids.append(configurationsIn(*gateway, subnet.id.key()));
    return ids;
}

/// Ids of all IP configurations in the subnet: of interfaces in the order of their addresses, then of
/// gateways.
QStringList configurationsIn(const World &world, const Resource &subnet)
{
    const QString key = subnet.id.key();
    const QHash<quint32, QString> inSubnet = world.addresses.value(key);
    QList<quint32> addresses = inSubnet.keys();
    std::ranges::sort(addresses);
    QStringList ids;
    for (const quint32 address : addresses) {
        if (const Resource *nic = world.find(inSubnet.value(address))) {
            for (const QString &id : configurationsIn(*nic, key)) {
                if (ids.isEmpty() || ids.last() != id)
                    ids.append(id);
            }
        }
    }
    return ids + gatewaysIn(world, subnet);
}

QStringList endpointsIn(const World &world, const Resource &subnet)
{
    return usersOf(world, u"Microsoft.Network/privateEndpoints"_s, u"subnet"_s, subnet.id);
}

/// Whether a subnet in use can do with these prefixes from now on: others may come, and those may go in which
/// nothing has an address. Gateways stand in the first.
Answer<void> checkPrefixesInUse(const World &world, const Resource &subnet, const QStringList &wanted)
{
    const QStringList before = subnetPrefixes(propertiesOf(subnet.body));
    const QList<quint32> addresses = world.addresses.value(subnet.id.key()).keys();
    for (const QString &prefix : before) {
        if (wanted.contains(prefix))
            continue;
        const auto range = Ipv4Prefix::parse(prefix);
        const bool used =
            (range && std::ranges::any_of(addresses, [&](quint32 one) { return range->contains(one); })) ||
            (prefix == before.first() && !gatewaysIn(world, subnet).isEmpty());
        if (used) {
            return refuse(400, u"InUsePrefixCannotBeDeleted"_s,
                          u"IpPrefix %1 on Subnet %2 has active allocations and cannot be deleted."_s.arg(
                              prefix, subnet.id.name()));
        }
    }
    return {};
}

class Subnet final : public NetworkType
{
public:
    Subnet()
        : NetworkType(u"Microsoft.Network/virtualNetworks/subnets"_s)
    {
    }

    Answer<QJsonObject> accept(World &world, const ResourceId &id, const Resource *old,
                               const QJsonObject &sent) const override
    {
        QJsonObject properties = propertiesOf(sent);
        const QStringList prefixes = subnetPrefixes(properties);
        const bool several = prefixes.size() > 1;
        properties.remove(several ? u"addressPrefix"_s : u"addressPrefixes"_s);
        if (several)
            properties.insert(u"addressPrefixes"_s, QJsonArray::fromStringList(prefixes));
        else
            properties.insert(u"addressPrefix"_s, prefixes.value(0));
        if (several && !properties.value(u"delegations"_s).toArray().isEmpty() &&
            id.name().compare(gatewaySubnet, Qt::CaseInsensitive) != 0) {
            // learn.microsoft.com/azure/virtual-network/how-to-multiple-prefixes-subnet; the code is ours.
            return refuse(
                400, u"DelegatedSubnetCannotHaveMultipleAddressPrefixes"_s,
                u"Subnet %1 is delegated and cannot have more than one address prefix."_s.arg(id.name()));
        }
        if (old) {
            if (const auto fit = checkPrefixesInUse(world, *old, prefixes); !fit)
                return std::unexpected(fit.error());
        }
        for (const auto &neighbour : {u"networkSecurityGroup"_s, u"routeTable"_s}) {
            if (const auto there = checkReference(world, properties, neighbour, id); !there)
                return std::unexpected(there.error());
        }
        for (const auto &shown : {u"ipConfigurations"_s, u"privateEndpoints"_s})
            properties.remove(shown); // show() makes them
        properties.insert(u"delegations"_s,
                          delegations(world, id, properties.value(u"delegations"_s).toArray()));
        if (properties.contains(u"serviceEndpoints"_s))
            properties.insert(u"serviceEndpoints"_s,
                              serviceEndpoints(properties.value(u"serviceEndpoints"_s).toArray()));
        properties.insert(u"privateEndpointNetworkPolicies"_s,
                          properties.value(u"privateEndpointNetworkPolicies"_s).toString(u"Disabled"_s));
        properties.insert(u"privateLinkServiceNetworkPolicies"_s,
                          properties.value(u"privateLinkServiceNetworkPolicies"_s).toString(u"Enabled"_s));
        return QJsonObject{{u"properties"_s, properties}};
    }

    Answer<void> fits(const World &world, const ResourceId &id, const QJsonObject &body) const override
    {
        const Resource *network = world.find(id.parent().key());
        if (!network)
            return {};
        return checkSubnets(network->id, addressSpace(network->body, u"addressSpace"_s),
                            siblingsWith(world, id, body));
    }

    QJsonObject show(const World &world, const Resource &subnet, const Request &) const override
    {
        QJsonObject body = subnet.body;
        QJsonObject properties = propertiesOf(body);
        if (const QStringList ids = configurationsIn(world, subnet); !ids.isEmpty())
            properties.insert(u"ipConfigurations"_s, references(ids));
        if (const QStringList ids = endpointsIn(world, subnet); !ids.isEmpty())
            properties.insert(u"privateEndpoints"_s, references(ids));
        body.insert(u"properties"_s, properties);
        return body;
    }
    bool showsBody(const World &, const Resource &, const Request &) const override { return false; }

    Answer<void> mayDelete(const World &world, const Resource &subnet) const override
    {
        const QStringList users = configurationsIn(world, subnet) + endpointsIn(world, subnet);
        if (users.isEmpty())
            return {};
        return refuse(400, u"InUseSubnetCannotBeDeleted"_s,
                      u"Subnet %1 is in use by %2 and cannot be deleted. In order to delete the subnet, "
                      "delete all the resources within the subnet. See aka.ms/deletesubnet."_s.arg(
                          subnet.id.name(), users.first()));
    }

private:
    static QJsonArray delegations(World &world, const ResourceId &subnet, const QJsonArray &sent)
    {
        QJsonArray filled;
        for (const QJsonValue &item : sent) {
            QJsonObject one = item.toObject();
            QJsonObject properties = propertiesOf(one);
            properties.insert(u"provisioningState"_s, u"Succeeded"_s);
            if (!properties.contains(u"actions"_s))
                properties.insert(u"actions"_s,
                                  QJsonArray{u"Microsoft.Network/virtualNetworks/subnets/join/action"_s});
            one.insert(u"id"_s, subnet.child(u"delegations"_s, one.value(u"name"_s).toString(u"0"_s)).text());
            one.insert(u"etag"_s, world.etag());
            one.insert(u"type"_s, u"Microsoft.Network/virtualNetworks/subnets/delegations"_s);
            one.insert(u"properties"_s, properties);
            filled.append(one);
        }
        return filled;
    }

    static QJsonArray serviceEndpoints(const QJsonArray &sent)
    {
        QJsonArray filled;
        for (const QJsonValue &item : sent) {
            QJsonObject one = item.toObject();
            one.insert(u"provisioningState"_s, u"Succeeded"_s);
            if (one.value(u"locations"_s).toArray().isEmpty())
                one.insert(u"locations"_s, QJsonArray{u"*"_s});
            filled.append(one);
        }
        return filled;
    }
};

} // namespace

std::unique_ptr<const ResourceType> makeSubnet()
{
    return std::make_unique<Subnet>();
}

} // namespace skybro::sim
