#include "models/simulator/ipv4.h"
#include "models/simulator/resources/network.h"

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

class Subnet final : public NetworkType
{
public:
    Subnet()
        : NetworkType(u"Microsoft.Network/virtualNetworks/subnets"_s)
    {
    }

    Answer<QJsonObject> accept(World &world, const ResourceId &id, const Resource *,
                               const QJsonObject &sent) const override
    {
        QJsonObject properties = sent.value(u"properties"_s).toObject();
        if (!properties.contains(u"addressPrefix"_s)) // newer clients send the array
            properties.insert(u"addressPrefix"_s, properties.value(u"addressPrefixes"_s).toArray().first());
        properties.remove(u"addressPrefixes"_s);
        const QString text = properties.value(u"addressPrefix"_s).toString();
        const auto prefix = Ipv4Prefix::parse(text);
        if (!prefix) {
            return refuse(400, u"InvalidAddressPrefixFormat"_s,
                          u"Address prefix %1 of resource %2 is not formatted correctly. It should follow "
                          u"CIDR notation, "
                          "for example 10.0.0.0/24."_s.arg(text, id.text()));
        }
        const QString siblings = id.parent().key() + u'/';
        for (const auto &[key, other] : world.ofType(name())) {
            if (!key.startsWith(siblings) || key == id.key())
                continue;
            const auto theirs = Ipv4Prefix::parse(
                other->body.value(u"properties"_s).toObject().value(u"addressPrefix"_s).toString());
            if (theirs && theirs->overlaps(*prefix)) {
                return refuse(400, u"NetcfgSubnetRangesOverlap"_s,
                              u"Subnet '%1' is not valid because its IP address range overlaps with that of "
                              u"an existing "
                              "subnet in virtual network '%2'."_s.arg(id.name(), id.parent().name()));
            }
        }
        if (const Resource *network = world.find(id.parent())) {
            bool inside = false;
            for (const QJsonValue &item : network->body.value(u"properties"_s)
                                              .toObject()
                                              .value(u"addressSpace"_s)
                                              .toObject()
                                              .value(u"addressPrefixes"_s)
                                              .toArray()) {
                const auto space = Ipv4Prefix::parse(item.toString());
                inside = inside || (space && space->contains(*prefix));
            }
            if (!inside && !network->body.value(u"properties"_s).toObject().contains(u"subnets"_s)) {
                return refuse(400, u"NetcfgInvalidSubnet"_s,
                              u"Subnet '%1' is not valid in virtual network '%2'."_s.arg(id.name(),
                                                                                         id.parent().name()));
            }
        }
        if (!properties.contains(u"delegations"_s))
            properties.insert(u"delegations"_s, QJsonArray());
        properties.insert(u"privateEndpointNetworkPolicies"_s,
                          properties.value(u"privateEndpointNetworkPolicies"_s).toString(u"Disabled"_s));
        properties.insert(u"privateLinkServiceNetworkPolicies"_s,
                          properties.value(u"privateLinkServiceNetworkPolicies"_s).toString(u"Enabled"_s));
        return QJsonObject{{u"properties"_s, properties}};
    }

    Answer<void> mayDelete(const World &world, const Resource &subnet) const override
    {
        for (const auto &[key, nic] : world.ofType(u"Microsoft.Network/networkInterfaces"_s)) {
            for (const QJsonValue &item :
                 nic->body.value(u"properties"_s).toObject().value(u"ipConfigurations"_s).toArray()) {
                const QString used = item.toObject()
                                         .value(u"properties"_s)
                                         .toObject()
                                         .value(u"subnet"_s)
                                         .toObject()
                                         .value(u"id"_s)
                                         .toString();
                if (used.compare(subnet.id.text(), Qt::CaseInsensitive) == 0) {
                    return refuse(400, u"InUseSubnetCannotBeDeleted"_s,
                                  u"Subnet %1 is in use by %2 and cannot be deleted. In order to delete the "
                                  u"subnet, delete all "
                                  "the resources within the subnet. See aka.ms/deletesubnet."_s.arg(
                                      subnet.id.name(), item.toObject().value(u"id"_s).toString()));
                }
            }
        }
        return {};
    }
};

} // namespace

std::unique_ptr<const ResourceType> makeSubnet()
{
    return std::make_unique<Subnet>();
}

} // namespace skybro::sim
