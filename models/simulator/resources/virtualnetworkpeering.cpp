#include "models/simulator/resources/addressspace.h"
#include "models/simulator/resources/network.h"

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

/// One side of a peering of two virtual networks. "Initiated" until the other side is made as well, then both
/// are "Connected"; when one goes the other is "Disconnected", and has to be put or deleted before a new one
/// can take the place of that which went. Source: learn.microsoft.com/azure/virtual-network/
/// virtual-network-manage-peering.
class VirtualNetworkPeering final : public NetworkType
{
public:
    VirtualNetworkPeering()
        : NetworkType(u"Microsoft.Network/virtualNetworks/virtualNetworkPeerings"_s)
    {
    }

    Answer<QJsonObject> accept(World &world, const ResourceId &id, const Resource *old,
                               const QJsonObject &sent) const override
    {
        QJsonObject properties = propertiesOf(sent);
        const QString remoteId = referenced(properties, u"remoteVirtualNetwork"_s);
        const Resource *remote = world.find(remoteId);
        // A put of the Vnet repeats the peering with one that is gone: it stays as it is.
        if (!remote && old &&
            referenced(propertiesOf(old->body), u"remoteVirtualNetwork"_s)
                    .compare(remoteId, Qt::CaseInsensitive) == 0)
            return QJsonObject{{u"properties"_s, propertiesOf(old->body)}};
        if (!remote || remote->id.type() != id.parent().type())
            return std::unexpected(invalidReference(remoteId, id.text()));
        if (const auto may = checkPeers(world, id, *remote); !may)
            return std::unexpected(may.error());
        if (properties.value(u"useRemoteGateways"_s).toBool()) {
            if (const auto may = checkRemoteGateways(world, id, *remote); !may)
                return std::unexpected(may.error());
        }
        properties.insert(u"remoteVirtualNetwork"_s, reference(remote->id.text()));
        properties.insert(u"remoteAddressSpace"_s, propertiesOf(remote->body).value(u"addressSpace"_s));
        properties.insert(u"peeringState"_s, u"Initiated"_s);
        properties.insert(u"allowVirtualNetworkAccess"_s,
                          properties.value(u"allowVirtualNetworkAccess"_s).toBool(true));
        for (const auto &flag : {u"allowForwardedTraffic"_s, u"allowGatewayTransit"_s, u"useRemoteGateways"_s,
                                 u"doNotVerifyRemoteGateways"_s})
            properties.insert(flag, properties.value(flag).toBool());
        properties.insert(u"resourceGuid"_s, kept(old, u"resourceGuid"_s, world.guid()));
        return QJsonObject{{u"properties"_s, properties}};
    }

    void stored(World &world, Resource &peering) const override
    {
        if (Resource *other = otherSide(world, peering)) {
            world.setProperty(peering, u"peeringState"_s, u"Connected"_s);
            world.setProperty(*other, u"peeringState"_s, u"Connected"_s);
        }
    }

    void deleted(World &world, const Resource &peering) const override
    {
        if (Resource *other = otherSide(world, peering))
            world.setProperty(*other, u"peeringState"_s, u"Disconnected"_s);
    }

    /// What the two knew of each other's address space when they were put, against what it is now.
    QJsonObject show(const World &world, const Resource &peering, const Request &) const override
    {
        QJsonObject body = peering.body;
        QJsonObject properties = propertiesOf(body);
        const auto inSync = [&world](const QJsonObject &side) {
            const Resource *remote = world.find(referenced(side, u"remoteVirtualNetwork"_s));
            return !remote ||
                   propertiesOf(remote->body).value(u"addressSpace"_s) == side.value(u"remoteAddressSpace"_s);
        };
        if (const Resource *remote = world.find(referenced(properties, u"remoteVirtualNetwork"_s)))
            properties.insert(u"remoteVirtualNetworkAddressSpace"_s,
                              propertiesOf(remote->body).value(u"addressSpace"_s));
        const bool ours = inSync(properties);
        const Resource *other = otherSide(world, peering);
        const bool theirs = other ? inSync(propertiesOf(other->body)) : false;
        properties.insert(u"peeringSyncLevel"_s, ours && theirs ? u"FullyInSync"_s
                                                 : ours         ? u"RemoteNotInSync"_s
                                                 : theirs       ? u"LocalNotInSync"_s
                                                                : u"LocalAndRemoteNotInSync"_s);
        body.insert(u"properties"_s, properties);
        return body;
    }
    bool showsBody(const World &, const Resource &, const Request &) const override { return false; }

private:
    /// The peering of `network` that leads to `target`.
    [[nodiscard]] const Resource *leading(const World &world, const QString &network,
                                          const QString &target) const
    {
        const QString prefix = network + u'/';
        const World::Map &map = world.ofType(name());
        for (auto it = map.lower_bound(prefix); it != map.end() && it->first.startsWith(prefix); ++it) {
            if (referenced(propertiesOf(it->second->body), u"remoteVirtualNetwork"_s).toLower() == target)
                return it->second.get();
        }
        return nullptr;
    }

    [[nodiscard]] const Resource *otherSide(const World &world, const Resource &peering) const
    {
        const QString remote = referenced(propertiesOf(peering.body), u"remoteVirtualNetwork"_s).toLower();
        return leading(world, remote, peering.id.parent().key());
    }
    [[nodiscard]] Resource *otherSide(World &world, const Resource &peering) const
    {
        const Resource *other = otherSide(std::as_const(world), peering);
        return other ? world.find(other->id) : nullptr;
    }

    static bool hasGateway(const World &world, const Resource &network)
    {
        const Resource *subnet = world.find(network.id.child(u"subnets"_s, u"GatewaySubnet"_s).key());
        if (!subnet)
            return false;
        for (const auto &[key, gateway] : world.ofType(u"Microsoft.Network/virtualNetworkGateways"_s)) {
            const QJsonArray places = propertiesOf(gateway->body).value(u"ipConfigurations"_s).toArray();
            for (const QJsonValue &place : places) {
                if (referenced(propertiesOf(place.toObject()), u"subnet"_s).toLower() == subnet->id.key())
                    return true;
            }
        }
        return false;
    }

    /// Source: learn.microsoft.com/azure/vpn-gateway/vpn-gateway-peering-gateway-transit. The first code is
    /// Azure's, the other two are ours.
    [[nodiscard]] Answer<void> checkRemoteGateways(const World &world, const ResourceId &id,
                                                   const Resource &remote) const
    {
        const QString because =
            u"Peering %1 cannot have UseRemoteGateways flag set to true because "_s.arg(id.text());
        if (!hasGateway(world, remote)) {
            return refuse(400, u"RemoteVnetHasNoGateways"_s,
                          because + u"remote virtual network %1 referenced by the peering does not have any "
                                    "gateways."_s.arg(remote.id.text()));
        }
        const Resource *network = world.find(id.parent().key());
        if (network && hasGateway(world, *network)) {
            return refuse(400, u"VnetHasGatewaysOfItsOwn"_s,
                          because +
                              u"virtual network %1 has a gateway of its own."_s.arg(id.parent().text()));
        }
        const Resource *other = leading(world, remote.id.key(), id.parent().key());
        if (other && !propertiesOf(other->body).value(u"allowGatewayTransit"_s).toBool()) {
            return refuse(400, u"RemotePeeringAllowsNoGatewayTransit"_s,
                          because + u"remote peering %1 has not AllowGatewayTransit set to true."_s.arg(
                                        other->id.text()));
        }
        return {};
    }

    [[nodiscard]] Answer<void> checkPeers(const World &world, const ResourceId &id,
                                          const Resource &remote) const
    {
        const Resource *network = world.find(id.parent().key());
        const QStringList both = network ? overlapping(addressSpace(network->body, u"addressSpace"_s),
                                                       addressSpace(remote.body, u"addressSpace"_s))
                                         : QStringList();
        if (!both.isEmpty()) {
            return refuse(400, u"VnetAddressSpacesOverlap"_s,
                          u"Cannot create or update peering %1. Virtual networks %2 and %3 cannot be peered "
                          "because their address spaces overlap. Overlapping address prefixes: %4."_s.arg(
                              id.text(), id.parent().text(), remote.id.text(), both.join(u", "_s)));
        }
        const Resource *twin = leading(world, id.parent().key(), remote.id.key());
        if (twin && twin->id.key() != id.key()) {
            return refuse(400, u"AnotherPeeringAlreadyReferencesRemoteVnet"_s,
                          u"Peering %1 cannot be created or updated because peering %2 references the same "
                          "remote virtual network %3."_s.arg(id.text(), twin->id.text(), remote.id.text()));
        }
        const Resource *other = leading(world, remote.id.key(), id.parent().key());
        if (other && propertiesOf(other->body).value(u"peeringState"_s) == u"Disconnected"_s) {
            return refuse(400, u"RemotePeeringIsDisconnected"_s,
                          u"Cannot create or update peering %1 because remote peering %2 referencing parent "
                          "virtual network %3 is in Disconnected state. Update or re-create the remote "
                          "peering to get it back to Initiated state."_s.arg(id.text(), other->id.text(),
                                                                             id.parent().text()));
        }
        return {};
    }
};

} // namespace

std::unique_ptr<const ResourceType> makeVirtualNetworkPeering()
{
    return std::make_unique<VirtualNetworkPeering>();
}

} // namespace skybro::sim
