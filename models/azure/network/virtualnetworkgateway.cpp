#include "models/azure/network/virtualnetworkgateway.h"

#include "models/azure/apiversions.h"
#include "models/azure/network/reading.h"

#include <limits>

namespace skybro::azure {

using namespace Qt::StringLiterals;

std::optional<VirtualNetworkGateway> readVirtualNetworkGateway(const JsonView &object)
{
    VirtualNetworkGateway gateway;
    gateway.id = object["id"_L1].toString();
    if (gateway.id.isEmpty())
        return std::nullopt;
    gateway.name = object["name"_L1].toString();
    gateway.location = object["location"_L1].toWord();
    const JsonView properties = object["properties"_L1];
    gateway.gatewayType = properties["gatewayType"_L1].toWord();
    gateway.vpnType = properties["vpnType"_L1].toWord();
    gateway.sku = properties["sku"_L1]["name"_L1].toWord();
    gateway.generation = properties["vpnGatewayGeneration"_L1].toWord();
    gateway.activeActive = properties["activeActive"_L1].toBool();
    gateway.enableBgp = properties["enableBgp"_L1].toBool();
    for (const JsonView item : properties["ipConfigurations"_L1].items()) {
        const JsonView configuration = item["properties"_L1];
        gateway.addresses.append({configuration["subnet"_L1]["id"_L1].toString(),
                                  configuration["publicIPAddress"_L1]["id"_L1].toString(),
                                  configuration["privateIPAddress"_L1].toString()});
    }
    const JsonView bgp = properties["bgpSettings"_L1];
    // An AS number has 32 bits (RFC 6793).
    const double asn = bgp["asn"_L1].toDouble();
    if (asn > 0 && asn <= std::numeric_limits<quint32>::max())
        gateway.asn = static_cast<qint64>(asn);
    for (const JsonView item : bgp["bgpPeeringAddresses"_L1].items())
        gateway.tunnelAddresses += readWords(item["tunnelIpAddresses"_L1]);
    gateway.provisioningState = properties["provisioningState"_L1].toWord();
    return gateway;
}

ListJob<VirtualNetworkGateway> *listVirtualNetworkGateways(ArmClient &client, const QString &subscription,
                                                           const QString &resourceGroup)
{
    return client.list<VirtualNetworkGateway>(
        u"/subscriptions/%1/resourceGroups/%2/providers/Microsoft.Network/virtualNetworkGateways"_s.arg(
            subscription, resourceGroup),
        apiversion::network.toString(), readVirtualNetworkGateway);
}

GetJob<VirtualNetworkGateway> *getVirtualNetworkGateway(ArmClient &client, const QString &id)
{
    return client.getOne<VirtualNetworkGateway>(id, apiversion::network.toString(),
                                                readVirtualNetworkGateway);
}

QString gatewayIdOf(const QString &ipConfigurationId)
{
    const qsizetype end = ipConfigurationId.lastIndexOf(u"/ipConfigurations/"_s, -1, Qt::CaseInsensitive);
    const QString owner = ipConfigurationId.left(std::max<qsizetype>(end, 0));
    const QString type = owner.section(u'/', -2, -2);
    return type.compare("virtualNetworkGateways"_L1, Qt::CaseInsensitive) == 0 ? owner : QString();
}

} // namespace skybro::azure
