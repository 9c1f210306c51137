#include "models/simulator/resources/publicipaddress.h"

#include "models/simulator/ipv4.h"
#include "models/simulator/resources/network.h"

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

class PublicIpAddress final : public NetworkType
{
public:
    PublicIpAddress()
        : NetworkType(u"Microsoft.Network/publicIPAddresses"_s)
    {
    }

    Answer<QJsonObject> accept(World &world, const ResourceId &id, const Resource *old,
                               const QJsonObject &sent) const override
    {
        if (!sent.contains(u"location"_s))
            return refuse(400, u"LocationRequired"_s,
                          u"The location property is required for this definition."_s);
        QJsonObject body = sent;
        QJsonObject properties = sent.value(u"properties"_s).toObject();
        const QJsonObject sku = sent.value(u"sku"_s).toObject();
        const bool standard = sku.value(u"name"_s) == u"Standard"_s;
        const QString method =
            properties.value(u"publicIPAllocationMethod"_s).toString(standard ? u"Static"_s : u"Dynamic"_s);
        if (standard && method != u"Static"_s) {
            return refuse(
                400, u"StandardSkuPublicIPAddressesMustBeStatic"_s,
                u"Standard sku publicIp %1 must have AllocationMethod set to Static."_s.arg(id.text()));
        }
        body.insert(u"sku"_s, QJsonObject{{u"name"_s, standard ? u"Standard"_s : u"Basic"_s},
                                          {u"tier"_s, u"Regional"_s}});
        properties.insert(u"resourceGuid"_s, kept(old, u"resourceGuid"_s, world.guid()));
        properties.insert(u"publicIPAllocationMethod"_s, method);
        properties.insert(u"publicIPAddressVersion"_s, u"IPv4"_s);
        properties.insert(u"idleTimeoutInMinutes"_s, properties.value(u"idleTimeoutInMinutes"_s).toInt(4));
        properties.insert(u"ipTags"_s, QJsonArray());
        // From 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24: documentation addresses, nobody's.
        constexpr quint32 bases[] = {0xC0000200, 0xC6336400, 0xCB007100};
        const quint64 chance = world.random();
        properties.insert(u"ipAddress"_s,
                          kept(old, u"ipAddress"_s, ipv4Text(bases[chance % 3] + 1 + (chance / 3) % 254)));
        if (old && old->body.value(u"properties"_s).toObject().contains(u"ipConfiguration"_s))
            properties.insert(u"ipConfiguration"_s, kept(old, u"ipConfiguration"_s, {}));
        else
            properties.remove(u"ipConfiguration"_s);
        body.insert(u"properties"_s, properties);
        return body;
    }

    /// A dynamic address is given when somebody uses it, and known no earlier.
    QJsonObject show(const World &, const Resource &address, const Request &) const override
    {
        QJsonObject body = address.body;
        QJsonObject properties = propertiesOf(body);
        if (properties.value(u"publicIPAllocationMethod"_s) == u"Dynamic"_s &&
            !properties.contains(u"ipConfiguration"_s))
            properties.remove(u"ipAddress"_s);
        body.insert(u"properties"_s, properties);
        return body;
    }
    bool showsBody(const World &, const Resource &, const Request &) const override { return false; }

    Answer<void> mayDelete(const World &, const Resource &address) const override
    {
        const QJsonObject user =
            address.body.value(u"properties"_s).toObject().value(u"ipConfiguration"_s).toObject();
        if (user.isEmpty())
            return {};
        return refuse(
            400, u"PublicIPAddressCannotBeDeleted"_s,
            u"Public IP address %1 can not be deleted since it is still allocated to resource %2."_s.arg(
                address.id.text(), user.value(u"id"_s).toString()));
    }
};

Resource *publicAddressOf(World &world, const QJsonObject &configuration)
{
    return world.find(referenced(propertiesOf(configuration), u"publicIPAddress"_s));
}

} // namespace

Answer<const Resource *> publicAddressFor(const World &world, const QString &addressId, const ResourceId &by)
{
    const Resource *address = world.find(addressId);
    if (!address)
        return std::unexpected(invalidReference(addressId, by.text()));
    const QString user = referenced(propertiesOf(address->body), u"ipConfiguration"_s);
    if (!user.isEmpty() && !user.startsWith(by.key() + u'/', Qt::CaseInsensitive)) {
        return refuse(400, u"PublicIPAddressInUse"_s,
                      u"Resource %1 is referencing public IP address %2 that is already allocated to "
                      "resource %3."_s.arg(by.text(), address->id.text(), user));
    }
    return address;
}

void bindPublicAddresses(World &world, const QJsonArray &configurations)
{
    for (const QJsonValue &item : configurations) {
        if (Resource *address = publicAddressOf(world, item.toObject()))
            world.setProperty(*address, u"ipConfiguration"_s,
                              reference(item.toObject().value(u"id"_s).toString()));
    }
}

void freePublicAddresses(World &world, const QJsonArray &configurations)
{
    for (const QJsonValue &item : configurations) {
        Resource *address = publicAddressOf(world, item.toObject());
        const QString configuration = item.toObject().value(u"id"_s).toString();
        if (address && referenced(propertiesOf(address->body), u"ipConfiguration"_s)
                               .compare(configuration, Qt::CaseInsensitive) == 0)
            freePublicAddress(world, *address);
    }
}

void freePublicAddress(World &world, Resource &address)
{
    QJsonObject body = address.body;
    QJsonObject properties = propertiesOf(body);
    properties.remove(u"ipConfiguration"_s);
    body.insert(u"properties"_s, properties);
    world.setBody(address, body);
}

std::unique_ptr<const ResourceType> makePublicIpAddress()
{
    return std::make_unique<PublicIpAddress>();
}

} // namespace skybro::sim
