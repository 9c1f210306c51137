#include "models/simulator/resources/addressspace.h"
#include "models/simulator/resources/connectionstate.h"
#include "models/simulator/resources/network.h"
#include "models/simulator/resources/publicipaddress.h"

#include <algorithm>
#include <span>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

/// learn.microsoft.com/azure/vpn-gateway/about-gateway-skus
struct Sku
{
    const char *name;
    bool second;   ///< can be of Generation2
    bool standard; ///< needs public addresses of SKU Standard
};
constexpr Sku skus[] = {
    {"Basic", false, false},  {"VpnGw1", false, false}, {"VpnGw2", true, false},   {"VpnGw3", true, false},
    {"VpnGw4", true, false},  {"VpnGw5", true, false},  {"VpnGw1AZ", false, true}, {"VpnGw2AZ", true, true},
    {"VpnGw3AZ", true, true}, {"VpnGw4AZ", true, true}, {"VpnGw5AZ", true, true},
};

const auto connectionType = u"Microsoft.Network/connections"_s;
const auto inConnection = u"virtualNetworkGateway1"_s;

std::unexpected<ArmError> invalid(const QString &code, const QString &message)
{
    return refuse(400, code, message);
}

/// VPN gateways; ExpressRoute's are not played.
class VirtualNetworkGateway final : public PlacedNetworkType
{
public:
    VirtualNetworkGateway()
        : PlacedNetworkType(u"Microsoft.Network/virtualNetworkGateways"_s)
    {
    }

    Answer<void> fill(World &world, const ResourceId &id, const Resource *old,
                      QJsonObject &properties) const override
    {
        if (const auto good = fillKind(properties); !good)
            return std::unexpected(good.error());
        if (old) {
            if (const auto may = checkResize(propertiesOf(old->body), properties); !may)
                return std::unexpected(may.error());
        }
        const auto configurations =
            fillConfigurations(world, id, properties.value(u"ipConfigurations"_s).toArray(),
                               properties.value(u"activeActive"_s).toBool());
        if (!configurations)
            return std::unexpected(configurations.error());
        const auto addresses = checkAddresses(world, id, properties, *configurations);
        if (!addresses)
            return std::unexpected(addresses.error());
        properties.insert(u"ipConfigurations"_s, *configurations);
        properties.insert(u"bgpSettings"_s, bgpSettings(properties, *configurations, {}));
        properties.insert(u"packetCaptureDiagnosticState"_s, u"None"_s);
        properties.insert(u"enablePrivateIpAddress"_s,
                          properties.value(u"enablePrivateIpAddress"_s).toBool());
        return {};
    }

    void stored(World &world, Resource &gateway) const override
    {
        untie(world, gateway);
        bindPublicAddresses(world, propertiesOf(gateway.body).value(u"ipConfigurations"_s).toArray());
    }

    void deleted(World &world, const Resource &gateway) const override { untie(world, gateway); }

    Answer<void> mayDelete(const World &world, const Resource &gateway) const override
    {
        QStringList users = usersOf(world, connectionType, inConnection, gateway.id);
        users += usersOf(world, connectionType, u"virtualNetworkGateway2"_s, gateway.id);
        if (users.isEmpty())
            return {};
        return invalid(u"VirtualNetworkGatewayInUseCannotBeDeleted"_s,
                       u"Virtual network gateway %1 is used by connection %2 and cannot be deleted."_s.arg(
                           gateway.id.text(), users.first()));
    }

    void finished(World &world, Operation &operation, Resource &gateway) const override
    {
        const bool made = operation.verb == u"put"_s && operation.error.isEmpty();
        NetworkType::finished(world, operation, gateway);
        if (!made)
            return;
        QJsonArray configurations;
        QStringList addresses;
        for (const QJsonValue &item : propertiesOf(gateway.body).value(u"ipConfigurations"_s).toArray()) {
            QJsonObject one = item.toObject();
            QJsonObject properties = propertiesOf(one);
            properties.insert(u"provisioningState"_s, u"Succeeded"_s);
            one.insert(u"properties"_s, properties);
            configurations.append(one);
            const Resource *address = world.find(referenced(properties, u"publicIPAddress"_s));
            addresses.append(address ? propertiesOf(address->body).value(u"ipAddress"_s).toString()
                                     : QString());
        }
        world.setProperty(gateway, u"ipConfigurations"_s, configurations);
        world.setProperty(gateway, u"bgpSettings"_s,
                          withPeerings(world, propertiesOf(gateway.body), configurations, addresses));
    }

    std::optional<Answer<Response>> call(World &world, Resource &gateway, const QString &verb,
                                         const Request &request) const override
    {
        if (request.method == "GET" && verb == u"connections"_s) {
            QJsonArray list;
            const ResourceType &connections = *resourceType(connectionType);
            for (const QString &id : usersOf(world, connectionType, inConnection, gateway.id))
                list.append(connections.show(world, *world.find(id), request));
            return jsonResponse(200, {{u"value"_s, list}});
        }
        if (request.method == "POST" && verb == u"reset"_s)
            return beginAction(world, gateway, verb, 4, {}, Lock::Whole, request);
        if (request.method == "POST" && verb == u"supportedvpndevices"_s) {
            return textResponse(
                u"<RpVpnDeviceCompatibility><Vendor name=\"Generic\"><DeviceFamily name=\"Generic\">"
                "<FirmwareVersion name=\"1.0\"/></DeviceFamily></Vendor></RpVpnDeviceCompatibility>"_s);
        }
        return {};
    }

    /// A gateway that was reset builds its tunnels anew.
    QJsonValue conclude(World &world, const Operation &, Resource &gateway) const override
    {
        for (const QString &id : usersOf(world, connectionType, inConnection, gateway.id)) {
            if (Resource *connection = world.find(id); connection->runtime.contains(u"since"_s))
                restartCounters(world, *connection);
        }
        return QJsonObject();
    }

    // Half an hour, where a VM starts in 80 s.
    double effortOfCreation() const override { return 22; }
    double effort(const QString &verb) const override { return verb == u"put"_s ? 2 : 6; }

private:
    /// SKU, VPN type and generation, and what goes with what.
    static Answer<void> fillKind(QJsonObject &properties)
    {
        const QString type = properties.value(u"gatewayType"_s).toString(u"Vpn"_s);
        const QString vpn = properties.value(u"vpnType"_s).toString(u"RouteBased"_s);
        QJsonObject skuJson = properties.value(u"sku"_s).toObject();
        const QString name = skuJson.value(u"name"_s).toString(u"Basic"_s);
        const auto sku = std::ranges::find_if(
            skus, [&name](const Sku &one) { return name == QLatin1StringView(one.name); });
        if (type != u"Vpn"_s)
            return invalid(u"InvalidGatewayType"_s, u"Gateway type '%1' is not supported here."_s.arg(type));
        if (sku == std::end(skus))
            return invalid(u"InvalidGatewaySkuProvidedForGatewayType"_s,
                           u"The SKU '%1' is invalid for gateway type Vpn."_s.arg(name));
        if (vpn != u"RouteBased"_s && vpn != u"PolicyBased"_s)
            return invalid(u"InvalidVpnType"_s, u"VPN type '%1' is not valid."_s.arg(vpn));
        const bool basic = name == u"Basic"_s;
        const bool active = properties.value(u"activeActive"_s).toBool();
        const bool bgp = properties.value(u"enableBgp"_s).toBool();
        if (vpn == u"PolicyBased"_s && !basic)
            return invalid(u"InvalidGatewaySkuSpecifiedForPolicyBasedVpnType"_s,
                           u"SKU %1 has no PolicyBased VPN: only Basic has."_s.arg(name));
        if (basic && (active || bgp))
            return invalid(u"BasicGatewaySkuFeatureNotSupported"_s,
                           u"SKU Basic has neither BGP nor active-active mode."_s);
        const QJsonArray protocols =
            properties.value(u"vpnClientConfiguration"_s).toObject().value(u"vpnClientProtocols"_s).toArray();
        if (basic && protocols.contains(u"IkeV2"_s))
            return invalid(u"BasicGatewaySkuFeatureNotSupported"_s, u"SKU Basic has no IKEv2."_s);
        const QString generation = properties.value(u"vpnGatewayGeneration"_s).toString(u"Generation1"_s);
        const bool known = generation == u"Generation1"_s || generation == u"None"_s ||
                           (generation == u"Generation2"_s && sku->second);
        if (!known)
            return invalid(u"InvalidGatewayGeneration"_s,
                           u"SKU %1 can not be of generation %2."_s.arg(name, generation));
        skuJson = {{u"name"_s, name}, {u"tier"_s, name}, {u"capacity"_s, 2}};
        properties.insert(u"sku"_s, skuJson);
        properties.insert(u"gatewayType"_s, type);
        properties.insert(u"vpnType"_s, vpn);
        properties.insert(u"activeActive"_s, active);
        properties.insert(u"enableBgp"_s, bgp);
        properties.insert(u"vpnGatewayGeneration"_s, generation);
        return {};
    }

    /// Source: learn.microsoft.com/azure/vpn-gateway/gateway-sku-resize. The codes are ours.
    static Answer<void> checkResize(const QJsonObject &old, const QJsonObject &wanted)
    {
        const auto isBasic = [](const QJsonObject &properties) {
            return properties.value(u"sku"_s).toObject().value(u"name"_s) == u"Basic"_s;
        };
        if (isBasic(old) != isBasic(wanted))
            return invalid(
                u"GatewaySkuResizeNotAllowed"_s,
                u"A gateway can not be resized from or to SKU Basic: delete it, and make another."_s);
        const auto key = u"vpnGatewayGeneration"_s;
        if (old.value(key) != wanted.value(key))
            return invalid(u"GatewayGenerationCannotBeChanged"_s,
                           u"A gateway of %1 can not become one of %2."_s.arg(old.value(key).toString(),
                                                                              wanted.value(key).toString()));
        return {};
    }

    static Answer<QJsonArray> fillConfigurations(World &world, const ResourceId &id, const QJsonArray &sent,
                                                 bool active)
    {
        if (sent.size() != (active ? 2 : 1)) {
            return invalid(u"InvalidGatewayIpConfigurationCount"_s,
                           u"Virtual network gateway %1 must have %2."_s.arg(
                               id.text(), active ? u"two IP configurations, as it is active-active"_s
                                                 : u"one IP configuration"_s));
        }
        QJsonArray filled;
        for (const QJsonValue &item : sent) {
            QJsonObject one = item.toObject();
            QJsonObject properties = propertiesOf(one);
            const QString subnetId = referenced(properties, u"subnet"_s);
            const Resource *subnet = world.find(subnetId);
            if (!subnet)
                return std::unexpected(invalidReference(subnetId, id.text()));
            if (subnet->id.name().compare(gatewaySubnet, Qt::CaseInsensitive) != 0) {
                return invalid(
                    u"InvalidGatewaySubnetName"_s,
                    u"The subnet %1 of virtual network gateway %2 must be named 'GatewaySubnet'."_s.arg(
                        subnet->id.text(), id.text()));
            }
            const QString name = one.value(u"name"_s).toString(u"default"_s);
            properties.insert(u"privateIPAllocationMethod"_s, u"Dynamic"_s);
            properties.insert(u"provisioningState"_s, u"Updating"_s);
            properties.insert(u"subnet"_s, reference(subnet->id.text()));
            one.insert(u"name"_s, name);
            one.insert(u"id"_s, id.text() + u"/ipConfigurations/"_s + name);
            one.insert(u"etag"_s, world.etag());
            one.insert(u"type"_s, u"Microsoft.Network/virtualNetworkGateways/ipConfigurations"_s);
            one.insert(u"properties"_s, properties);
            filled.append(one);
        }
        return filled;
    }

    /// Each configuration has a public address that nobody else has; a network has one VPN gateway.
    static Answer<void> checkAddresses(const World &world, const ResourceId &id,
                                       const QJsonObject &properties, const QJsonArray &configurations)
    {
        const QString sku = properties.value(u"sku"_s).toObject().value(u"name"_s).toString();
        for (const QJsonValue &item : configurations) {
            const QJsonObject inside = propertiesOf(item.toObject());
            const auto address = publicAddressFor(world, referenced(inside, u"publicIPAddress"_s), id);
            if (!address)
                return std::unexpected(address.error());
            const QString kind = (*address)->body.value(u"sku"_s).toObject().value(u"name"_s).toString();
            if (sku.endsWith(u"AZ"_s) && kind != u"Standard"_s) {
                return invalid(u"VmssVpnGatewayPublicIpsMustHaveZonesConfigured"_s,
                               u"SKU %1 of virtual network gateway %2 needs a public IP address of SKU "
                               "Standard."_s.arg(sku, id.text()));
            }
            const QString subnet = referenced(inside, u"subnet"_s).toLower();
            for (const auto &[key, other] : world.ofType(u"Microsoft.Network/virtualNetworkGateways"_s)) {
                const QJsonObject first = propertiesOf(
                    propertiesOf(other->body).value(u"ipConfigurations"_s).toArray().first().toObject());
                if (key != id.key() && referenced(first, u"subnet"_s).toLower() == subnet) {
                    return invalid(
                        u"OnlyOneVpnGatewayAllowedPerVirtualNetwork"_s,
                        u"Subnet %1 has VPN gateway %2 already: a virtual network can have one."_s.arg(
                            subnet, other->id.text()));
                }
            }
        }
        return {};
    }

    static QJsonObject bgpSettings(const QJsonObject &properties, const QJsonArray &configurations,
                                   const QList<QJsonObject> &peerings)
    {
        QJsonObject bgp = properties.value(u"bgpSettings"_s).toObject();
        if (bgp.value(u"asn"_s).toInteger() == 0)
            bgp.insert(u"asn"_s, 65515);
        bgp.insert(u"peerWeight"_s, bgp.value(u"peerWeight"_s).toInt());
        QJsonArray addresses;
        for (qsizetype i = 0; i < configurations.size(); ++i) {
            QJsonObject one = peerings.value(i);
            one.insert(u"ipconfigurationId"_s, configurations.at(i).toObject().value(u"id"_s));
            for (const auto &list : {u"defaultBgpIpAddresses"_s, u"customBgpIpAddresses"_s}) {
                if (!one.contains(list))
                    one.insert(list, QJsonArray());
            }
            addresses.append(one);
        }
        bgp.insert(u"bgpPeeringAddresses"_s, addresses);
        return bgp;
    }

    /// Once it is there it has addresses: the last of its subnet, or the fourth and fifth when it has two.
    static QJsonObject withPeerings(const World &world, const QJsonObject &properties,
                                    const QJsonArray &configurations, const QStringList &publicAddresses)
    {
        QList<QJsonObject> peerings;
        QStringList own;
        for (qsizetype i = 0; i < configurations.size(); ++i) {
            const Resource *subnet =
                world.find(referenced(propertiesOf(configurations.at(i).toObject()), u"subnet"_s));
            const QList<Ipv4Prefix> ranges = subnet ? subnetRanges(*subnet) : QList<Ipv4Prefix>();
            if (ranges.isEmpty())
                continue;
            own.append(ipv4Text(configurations.size() == 1
                                    ? ranges.first().lastUsable()
                                    : ranges.first().firstUsable() + static_cast<quint32>(i)));
            peerings.append({{u"defaultBgpIpAddresses"_s, QJsonArray{own.last()}},
                             {u"tunnelIpAddresses"_s, QJsonArray{publicAddresses.value(i)}}});
        }
        QJsonObject bgp = bgpSettings(properties, configurations, peerings);
        bgp.insert(u"bgpPeeringAddress"_s, own.join(u','));
        return bgp;
    }

    /// Takes the gateway out of the public addresses that name it.
    static void untie(World &world, const Resource &gateway)
    {
        const QString own = gateway.id.key() + u'/';
        QStringList freed;
        for (const auto &[key, address] : world.ofType(u"Microsoft.Network/publicIPAddresses"_s)) {
            if (referenced(propertiesOf(address->body), u"ipConfiguration"_s)
                    .startsWith(own, Qt::CaseInsensitive))
                freed.append(key);
        }
        for (const QString &key : freed)
            freePublicAddress(world, *world.find(key));
    }
};

} // namespace

std::unique_ptr<const ResourceType> makeVirtualNetworkGateway()
{
    return std::make_unique<VirtualNetworkGateway>();
}

} // namespace skybro::sim
