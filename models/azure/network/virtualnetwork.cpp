#include "models/azure/network/virtualnetwork.h"

#include "models/azure/apiversions.h"
#include "models/azure/network/reading.h"
#include "models/azure/resourceid.h"

namespace skybro::azure {

using namespace Qt::StringLiterals;

std::optional<VirtualNetwork> readVirtualNetwork(const JsonView &object)
{
    VirtualNetwork vnet;
    vnet.id = object["id"_L1].toString();
    if (vnet.id.isEmpty())
        return std::nullopt;
    vnet.name = object["name"_L1].toString();
    if (const auto id = ResourceId::parse(vnet.id))
        vnet.resourceGroup = id->resourceGroup;
    vnet.location = object["location"_L1].toWord();
    const JsonView properties = object["properties"_L1];
    vnet.addressPrefixes = readWords(properties["addressSpace"_L1]["addressPrefixes"_L1]);
    vnet.dnsServers = readWords(properties["dhcpOptions"_L1]["dnsServers"_L1]);
    for (const JsonView item : properties["subnets"_L1].items()) {
        if (auto subnet = readSubnet(item))
            vnet.subnets.append(std::move(*subnet));
    }
    for (const JsonView item : properties["virtualNetworkPeerings"_L1].items()) {
        if (auto peering = readVirtualNetworkPeering(item))
            vnet.peerings.append(std::move(*peering));
    }
    vnet.provisioningState = properties["provisioningState"_L1].toWord();
    return vnet;
}

ListJob<VirtualNetwork> *listVirtualNetworks(ArmClient &client, const QString &subscription)
{
    return client.list<VirtualNetwork>(
        u"/subscriptions/%1/providers/Microsoft.Network/virtualNetworks"_s.arg(subscription),
        apiversion::network.toString(), readVirtualNetwork);
}

GetJob<VirtualNetwork> *getVirtualNetwork(ArmClient &client, const QString &id)
{
    return client.getOne<VirtualNetwork>(id, apiversion::network.toString(), readVirtualNetwork);
}

} // namespace skybro::azure
