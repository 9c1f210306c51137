#include "models/simulator/ipv4.h"
#include "models/simulator/resources/children.h"
#include "models/simulator/resources/network.h"

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

class VirtualNetwork final : public NetworkType
{
public:
    VirtualNetwork()
        : NetworkType(u"Microsoft.Network/virtualNetworks"_s)
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
        const QJsonArray prefixes =
            properties.value(u"addressSpace"_s).toObject().value(u"addressPrefixes"_s).toArray();
        if (prefixes.isEmpty())
            return refuse(400, u"InvalidRequestFormat"_s,
                          u"Address space of virtual network %1 is empty."_s.arg(id.name()));
        QList<Ipv4Prefix> space;
        for (const QJsonValue &text : prefixes) {
            const auto prefix = Ipv4Prefix::parse(text.toString());
            if (!prefix) {
                return refuse(
                    400, u"InvalidAddressPrefixFormat"_s,
                    u"Address prefix %1 of resource %2 is not formatted correctly. It should follow CIDR "
                    "notation, for example 10.0.0.0/24."_s.arg(text.toString(), id.text()));
            }
            space.append(*prefix);
        }
        for (const QJsonValue &item : properties.value(u"subnets"_s).toArray()) {
            const QString text =
                item.toObject().value(u"properties"_s).toObject().value(u"addressPrefix"_s).toString();
            const auto prefix = Ipv4Prefix::parse(text);
            if (!prefix || std::none_of(space.begin(), space.end(),
                                        [&](const Ipv4Prefix &one) { return one.contains(*prefix); })) {
                return refuse(400, u"NetcfgInvalidSubnet"_s,
                              u"Subnet '%1' is not valid in virtual network '%2'."_s.arg(
                                  item.toObject().value(u"name"_s).toString(), id.name()));
            }
        }
        if (const auto fit = checkChildren(world, id, properties.value(u"subnets"_s).toArray(), u"subnets"_s);
            !fit)
            return std::unexpected(fit.error());
        properties.insert(u"resourceGuid"_s, kept(old, u"resourceGuid"_s, world.guid()));
        if (!properties.contains(u"dhcpOptions"_s))
            properties.insert(u"dhcpOptions"_s, QJsonObject{{u"dnsServers"_s, QJsonArray()}});
        if (!properties.contains(u"virtualNetworkPeerings"_s))
            properties.insert(u"virtualNetworkPeerings"_s, QJsonArray());
        properties.insert(u"enableDdosProtection"_s, properties.value(u"enableDdosProtection"_s).toBool());
        properties.insert(u"enableVmProtection"_s, properties.value(u"enableVmProtection"_s).toBool());
        body.insert(u"properties"_s, properties);
        return body;
    }

    void stored(World &world, Resource &network) const override
    {
        storeChildren(world, network, u"subnets"_s);
    }

    void restored(World &world, Resource &network) const override
    {
        restoreChildren(world, network, u"subnets"_s);
    }

    QJsonObject show(const World &world, const Resource &network, const Request &) const override
    {
        return withChildren(world, network, u"subnets"_s);
    }
    bool showsBody(const World &, const Resource &, const Request &) const override { return false; }

    Answer<void> mayDelete(const World &world, const Resource &network) const override
    {
        const QString prefix = network.id.key() + u'/';
        const ResourceType &subnets = *resourceType(name() + u"/subnets"_s);
        for (const auto &[key, subnet] : world.ofType(subnets.name())) {
            if (key.startsWith(prefix)) {
                if (const auto may = subnets.mayDelete(world, *subnet); !may)
                    return may;
            }
        }
        return {};
    }

    void deleted(World &world, const Resource &network) const override
    {
        dropChildren(world, network, u"subnets"_s);
    }
};

} // namespace

std::unique_ptr<const ResourceType> makeVirtualNetwork()
{
    return std::make_unique<VirtualNetwork>();
}

} // namespace skybro::sim
