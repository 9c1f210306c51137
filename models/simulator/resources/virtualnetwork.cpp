#include "models/simulator/resources/addressspace.h"
#include "models/simulator/resources/children.h"
#include "models/simulator/resources/network.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

const auto subnetsKey = u"subnets"_s;
const auto peeringsKey = u"virtualNetworkPeerings"_s;

class VirtualNetwork final : public PlacedNetworkType
{
public:
    VirtualNetwork()
        : PlacedNetworkType(u"Microsoft.Network/virtualNetworks"_s)
    {
    }

    Answer<void> fill(World &world, const ResourceId &id, const Resource *,
                      QJsonObject &properties) const override
    {
        const auto space = checkSpace(world, id, properties);
        if (!space)
            return std::unexpected(space.error());
        const QJsonArray subnets = properties.value(subnetsKey).toArray();
        if (const auto fit = checkSubnets(id, *space, subnets); !fit)
            return std::unexpected(fit.error());
        if (const auto fit = checkChildren(world, id, subnets, subnetsKey); !fit)
            return std::unexpected(fit.error());
        if (const auto fit = checkChildren(world, id, properties.value(peeringsKey).toArray(), peeringsKey);
            !fit)
            return std::unexpected(fit.error());
        const QJsonArray servers =
            properties.value(u"dhcpOptions"_s).toObject().value(u"dnsServers"_s).toArray();
        for (const QJsonValue &server : servers) {
            if (QHostAddress(server.toString()).isNull()) {
                return refuse(400, u"InvalidIPAddressFormat"_s,
                              u"IP address %1 in the DNS servers of %2 is not formatted correctly."_s.arg(
                                  server.toString(), id.text()));
            }
        }
        properties.insert(u"dhcpOptions"_s, QJsonObject{{u"dnsServers"_s, servers}});
        properties.insert(u"enableDdosProtection"_s, properties.value(u"enableDdosProtection"_s).toBool());
        properties.insert(u"enableVmProtection"_s, properties.value(u"enableVmProtection"_s).toBool());
        return {};
    }

    void stored(World &world, Resource &network) const override
    {
        // Azure drops subnets that a put does not name; peerings only when it names others.
        storeChildren(world, network, subnetsKey);
        if (propertiesOf(network.body).contains(peeringsKey))
            storeChildren(world, network, peeringsKey);
    }

    void restored(World &world, Resource &network) const override
    {
        restoreChildren(world, network, subnetsKey);
        restoreChildren(world, network, peeringsKey);
    }

    QJsonObject show(const World &world, const Resource &network, const Request &request) const override
    {
        return withChildren(world, network, {subnetsKey, peeringsKey}, request);
    }
    bool showsBody(const World &, const Resource &, const Request &) const override { return false; }

    Answer<void> mayDelete(const World &world, const Resource &network) const override
    {
        const QString prefix = network.id.key() + u'/';
        const ResourceType &subnets = *resourceType(name() + u'/' + subnetsKey);
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
        dropChildren(world, network, subnetsKey);
        dropChildren(world, network, peeringsKey);
    }

private:
    /// Not empty, no two prefixes that overlap, none that a peered network has.
    static Answer<QList<Ipv4Prefix>> checkSpace(const World &world, const ResourceId &id,
                                                const QJsonObject &properties)
    {
        const auto space = parsePrefixes(
            properties.value(u"addressSpace"_s).toObject().value(u"addressPrefixes"_s).toArray(), id);
        if (!space)
            return space;
        if (space->isEmpty())
            return refuse(400, u"InvalidRequestFormat"_s,
                          u"Address space of virtual network %1 is empty."_s.arg(id.name()));
        for (qsizetype i = 1; i < space->size(); ++i) {
            if (!overlapping({space->at(i)}, space->first(i)).isEmpty()) {
                return refuse(400, u"NetcfgInvalidVirtualNetworkSite"_s,
                              u"The address prefix '%1' in virtual network '%2' overlaps with another of its "
                              "address prefixes."_s.arg(space->at(i).text(), id.name()));
            }
        }
        const QString prefix = id.key() + u'/';
        const World::Map &peerings =
            world.ofType(u"Microsoft.Network/virtualNetworks/virtualNetworkPeerings"_s);
        for (auto it = peerings.lower_bound(prefix); it != peerings.end() && it->first.startsWith(prefix);
             ++it) {
            const Resource *remote =
                world.find(referenced(propertiesOf(it->second->body), u"remoteVirtualNetwork"_s));
            if (!remote)
                continue;
            const QStringList both = overlapping(*space, addressSpace(remote->body, u"addressSpace"_s));
            if (!both.isEmpty()) {
                return refuse(
                    400, u"VnetAddressSpaceOverlapsWithAlreadyPeeredVnet"_s,
                    u"Cannot change the address space of virtual network %1 because it overlaps with "
                    "that of virtual network %2, which it is peered with. Overlapping address "
                    "prefixes: %3."_s.arg(id.text(), remote->id.text(), both.join(u", "_s)));
            }
        }
        return space;
    }
};

} // namespace

std::unique_ptr<const ResourceType> makeVirtualNetwork()
{
    return std::make_unique<VirtualNetwork>();
}

} // namespace skybro::sim
