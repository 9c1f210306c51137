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
    for (const auto &[gatewayKey, gateway] : world.ofType(u"Microsoft.Network/virtualNetworkGateways"_s))
        ids.append(configurationsIn(*gateway, key));
    return ids;
}

QStringList endpointsIn(const World &world, const Resource &subnet)
{
    return usersOf(world, u"Microsoft.Network/privateEndpoints"_s, u"subnet"_s, subnet.id);
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
        const QString prefix = subnetPrefix(properties);
        properties.remove(u"addressPrefixes"_s);
        properties.insert(u"addressPrefix"_s, prefix);
        if (old && subnetPrefix(propertiesOf(old->body)) != prefix) {
            const QStringList users = configurationsIn(world, *old) + endpointsIn(world, *old);
            if (!users.isEmpty()) {
                return refuse(400, u"InUsePrefixCannotBeDeleted"_s,
                              u"IpPrefix %1 on Subnet %2 has active allocations and cannot be deleted."_s.arg(
                                  subnetPrefix(propertiesOf(old->body)), id.name()));
            }
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
