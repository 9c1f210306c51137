#include "models/simulator/ipv4.h"
#include "models/simulator/powerstate.h"
#include "models/simulator/resources/addressspace.h"
#include "models/simulator/resources/effectivesecurity.h"
#include "models/simulator/resources/network.h"
#include "models/simulator/resources/publicipaddress.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

const auto endpointKey = u"privateEndpoint"_s;

QString subnetOf(const QJsonObject &configuration)
{
    return configuration.value(u"properties"_s)
        .toObject()
        .value(u"subnet"_s)
        .toObject()
        .value(u"id"_s)
        .toString();
}

QJsonArray configurationsOf(const QJsonObject &body)
{
    return propertiesOf(body).value(u"ipConfigurations"_s).toArray();
}

/// Enters the interface's addresses in the world's list, or takes them out.
void enterAddresses(World &world, const Resource &nic, bool in)
{
    for (const QJsonValue &item : configurationsOf(nic.body)) {
        const auto address = ipv4Parse(
            item.toObject().value(u"properties"_s).toObject().value(u"privateIPAddress"_s).toString());
        if (!address)
            continue;
        auto &inSubnet = world.addresses[subnetOf(item.toObject()).toLower()];
        if (in)
            inSubnet.insert(*address, nic.id.key());
        else if (inSubnet.value(*address) == nic.id.key())
            inSubnet.remove(*address);
    }
}

class NetworkInterface final : public PlacedNetworkType
{
public:
    NetworkInterface()
        : PlacedNetworkType(u"Microsoft.Network/networkInterfaces"_s)
    {
    }

    Answer<void> fill(World &world, const ResourceId &id, const Resource *old,
                      QJsonObject &properties) const override
    {
        if (old && propertiesOf(old->body).contains(endpointKey)) {
            if (properties != propertiesOf(old->body)) {
                return refuse(
                    400, u"CannotModifyNicAttachedToPrivateEndpoint"_s,
                    u"Network interface %1 is attached to a private endpoint and cannot be modified."_s.arg(
                        id.text()));
            }
            return {}; // its tags may change
        }
        properties.remove(endpointKey);
        const QJsonArray configurations = properties.value(u"ipConfigurations"_s).toArray();
        if (configurations.isEmpty()) {
            return refuse(400, u"NetworkInterfaceMustHaveAtLeastOneIpConfiguration"_s,
                          u"Network interface %1 must have one or more IP configurations."_s.arg(id.text()));
        }
        QJsonArray filled;
        for (const QJsonValue &item : configurations) {
            const auto one = configuration(world, id, item.toObject(), filled);
            if (!one)
                return std::unexpected(one.error());
            filled.append(*one);
        }
        properties.insert(u"ipConfigurations"_s, filled);
        const QString group =
            properties.value(u"networkSecurityGroup"_s).toObject().value(u"id"_s).toString();
        if (!group.isEmpty() && !world.find(group))
            return std::unexpected(invalidReference(group, id.text()));
        const quint64 chance = world.random();
        properties.insert(u"macAddress"_s,
                          kept(old, u"macAddress"_s,
                               u"00-0D-3A-%1-%2-%3"_s.arg(chance & 0xff, 2, 16, QLatin1Char('0'))
                                   .arg((chance >> 8) & 0xff, 2, 16, QLatin1Char('0'))
                                   .arg((chance >> 16) & 0xff, 2, 16, QLatin1Char('0'))
                                   .toUpper()));
        const QJsonArray servers =
            properties.value(u"dnsSettings"_s).toObject().value(u"dnsServers"_s).toArray();
        properties.insert(u"dnsSettings"_s, QJsonObject{{u"dnsServers"_s, servers},
                                                        {u"appliedDnsServers"_s, servers},
                                                        {u"internalDomainNameSuffix"_s,
                                                         QString(world.subscription).remove(u'-').left(26) +
                                                             u".ax.internal.cloudapp.net"_s}});
        properties.insert(u"enableAcceleratedNetworking"_s,
                          properties.value(u"enableAcceleratedNetworking"_s).toBool());
        properties.insert(u"enableIPForwarding"_s, properties.value(u"enableIPForwarding"_s).toBool());
        properties.insert(u"primary"_s, true);
        properties.insert(u"hostedWorkloads"_s, QJsonArray());
        properties.insert(u"tapConfigurations"_s, QJsonArray());
        properties.insert(u"nicType"_s, u"Standard"_s);
        if (const QJsonValue vm = kept(old, u"virtualMachine"_s, {}); !vm.isNull())
            properties.insert(u"virtualMachine"_s, vm);
        else
            properties.remove(u"virtualMachine"_s);
        return {};
    }

    void stored(World &world, Resource &nic) const override
    {
        Resource before = nic;
        before.body = nic.runtime.value(u"entered"_s).toObject();
        enterAddresses(world, before, false);
        freePublicAddresses(world, configurationsOf(before.body));
        enterAddresses(world, nic, true);
        bindPublicAddresses(world, configurationsOf(nic.body));
        nic.runtime.insert(u"entered"_s, nic.body);
    }

    void restored(World &world, Resource &nic) const override
    {
        enterAddresses(world, nic, true);
        nic.runtime.insert(u"entered"_s, nic.body);
    }

    Answer<void> mayDelete(const World &, const Resource &nic) const override
    {
        if (const QString endpoint = referenced(propertiesOf(nic.body), endpointKey); !endpoint.isEmpty()) {
            return refuse(400, u"NicInUseWithPrivateEndpoint"_s,
                          u"Network interface %1 is in use by private endpoint %2 and goes with it."_s.arg(
                              nic.id.text(), endpoint));
        }
        const QJsonObject vm =
            nic.body.value(u"properties"_s).toObject().value(u"virtualMachine"_s).toObject();
        if (vm.isEmpty())
            return {};
        return refuse(
            400, u"NicInUse"_s,
            u"Network Interface %1 is used by existing resource %2. In order to delete the network "
            u"interface, it "
            "must be dissociated from the resource."_s.arg(nic.id.text(), vm.value(u"id"_s).toString()));
    }

    std::optional<Answer<Response>> call(World &world, Resource &nic, const QString &verb,
                                         const Request &request) const override
    {
        if (request.method != "POST" || verb != u"effectivenetworksecuritygroups"_s)
            return {};
        const Resource *vm = world.find(referenced(propertiesOf(nic.body), u"virtualMachine"_s));
        if (!vm || powerState(world, *vm, world.now()) != u"running"_s) {
            return refuse(400, u"NicMustBeAttachedToARunningVm"_s,
                          u"Network interface %1 must be attached to a running virtual machine for its "
                          "effective security rules to be known."_s.arg(nic.id.text()));
        }
        return beginAction(world, nic, verb, 0.1, {}, Lock::None, request);
    }

    QJsonValue conclude(World &world, const Operation &, Resource &nic) const override
    {
        return QJsonObject{{u"value"_s, effectiveSecurity(world, nic)}};
    }

    void deleted(World &world, const Resource &nic) const override
    {
        enterAddresses(world, nic, false);
        freePublicAddresses(world, configurationsOf(nic.body));
    }

    void finished(World &world, Operation &operation, Resource &nic) const override
    {
        NetworkType::finished(world, operation, nic);
        if (operation.verb == u"put"_s && operation.error.isEmpty()) {
            QJsonArray configurations;
            for (const QJsonValue &item : configurationsOf(nic.body)) {
                QJsonObject one = item.toObject();
                QJsonObject properties = one.value(u"properties"_s).toObject();
                properties.insert(u"provisioningState"_s, u"Succeeded"_s);
                one.insert(u"properties"_s, properties);
                configurations.append(one);
            }
            world.setProperty(nic, u"ipConfigurations"_s, configurations);
        }
    }

private:
    static QString allocationMethod(const QJsonObject &properties)
    {
        return properties.value(u"privateIPAllocationMethod"_s).toString(u"Dynamic"_s);
    }

    /// The address that a configuration asks for or is given, which nobody else has: neither in the world nor
    /// `before` it in the same interface.
    static Answer<quint32> privateAddress(const World &world, const ResourceId &nic,
                                          const QJsonObject &configuration, const Resource &subnet,
                                          const QJsonArray &before)
    {
        const QJsonObject properties = propertiesOf(configuration);
        const QList<Ipv4Prefix> ranges = subnetRanges(subnet);
        const QHash<quint32, QString> inSubnet = world.addresses.value(subnet.id.key());
        const auto isTaken = [&](quint32 which) {
            const QString holder = inSubnet.value(which);
            return (!holder.isEmpty() && holder != nic.key()) ||
                   std::ranges::any_of(before, [&](const QJsonValue &one) {
                       return propertiesOf(one.toObject()).value(u"privateIPAddress"_s) == ipv4Text(which);
                   });
        };
        const QString text = properties.value(u"privateIPAddress"_s).toString();
        const auto asked = ipv4Parse(text);
        const bool fits =
            asked && std::ranges::any_of(ranges, [&](const Ipv4Prefix &one) { return one.isUsable(*asked); });
        if (allocationMethod(properties) == u"Static"_s) {
            if (!fits) {
                return refuse(
                    400, u"PrivateIPAddressNotInSubnet"_s,
                    u"Private static IP address %1 does not belong to the range of subnet prefix %2."_s.arg(
                        text, subnetPrefixes(propertiesOf(subnet.body)).join(u", "_s)));
            }
            if (isTaken(*asked)) {
                return refuse(
                    400, u"PrivateIPAddressIsAllocated"_s,
                    u"IP configuration %1 is using the private IP address %2 which is already allocated to "
                    "another resource."_s.arg(configuration.value(u"name"_s).toString(), ipv4Text(*asked)));
            }
            return *asked;
        }
        if (fits && !isTaken(*asked))
            return *asked; // the one it has; after a move to another subnet it gets one there
        for (const Ipv4Prefix &range : ranges) { // when one is full the next serves
            for (quint32 address = range.firstUsable(); address <= range.lastUsable(); ++address) {
                if (!isTaken(address))
                    return address;
            }
        }
        return refuse(400, u"SubnetIsFull"_s,
                      u"Subnet %1 does not have enough capacity for 1 IP addresses."_s.arg(subnet.id.name()));
    }

    static Answer<QJsonObject> configuration(World &world, const ResourceId &nic, QJsonObject one,
                                             const QJsonArray &before)
    {
        QJsonObject properties = one.value(u"properties"_s).toObject();
        const QString subnetId = subnetOf(one);
        const Resource *subnet = world.find(subnetId);
        if (!subnet)
            return std::unexpected(invalidReference(subnetId, nic.text()));
        const auto address = privateAddress(world, nic, one, *subnet, before);
        if (!address)
            return std::unexpected(address.error());
        const QString publicId = referenced(properties, u"publicIPAddress"_s);
        if (!publicId.isEmpty()) {
            if (const auto there = publicAddressFor(world, publicId, nic); !there)
                return std::unexpected(there.error());
        }
        const QString name = one.value(u"name"_s).toString(u"ipconfig1"_s);
        properties.insert(u"subnet"_s, reference(subnet->id.text()));
        if (!publicId.isEmpty())
            properties.insert(u"publicIPAddress"_s, reference(publicId));
        properties.insert(u"privateIPAddress"_s, ipv4Text(*address));
        properties.insert(u"privateIPAllocationMethod"_s, allocationMethod(properties));
        properties.insert(u"privateIPAddressVersion"_s, u"IPv4"_s);
        properties.insert(u"primary"_s, properties.value(u"primary"_s).toBool(before.isEmpty()));
        properties.insert(u"provisioningState"_s, u"Updating"_s);
        one.insert(u"name"_s, name);
        one.insert(u"id"_s, nic.text() + u"/ipConfigurations/"_s + name);
        one.insert(u"etag"_s, world.etag());
        one.insert(u"type"_s, u"Microsoft.Network/networkInterfaces/ipConfigurations"_s);
        one.insert(u"properties"_s, properties);
        return one;
    }
};

} // namespace

std::unique_ptr<const ResourceType> makeNetworkInterface()
{
    return std::make_unique<NetworkInterface>();
}

} // namespace skybro::sim
