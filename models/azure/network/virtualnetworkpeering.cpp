#include "models/azure/network/virtualnetworkpeering.h"

#include "models/azure/network/reading.h"

namespace skybro::azure {

using namespace Qt::StringLiterals;

std::optional<VirtualNetworkPeering> readVirtualNetworkPeering(const JsonView &object)
{
    VirtualNetworkPeering peering;
    peering.id = object["id"_L1].toString();
    if (peering.id.isEmpty())
        return std::nullopt;
    peering.name = object["name"_L1].toString();
    const JsonView properties = object["properties"_L1];
    peering.state = properties["peeringState"_L1].toWord();
    peering.remoteVnetId = properties["remoteVirtualNetwork"_L1]["id"_L1].toString();
    // What the other side is now; older versions know only what it was.
    peering.remoteAddressPrefixes =
        readWords(properties["remoteVirtualNetworkAddressSpace"_L1]["addressPrefixes"_L1]);
    if (peering.remoteAddressPrefixes.isEmpty())
        peering.remoteAddressPrefixes = readWords(properties["remoteAddressSpace"_L1]["addressPrefixes"_L1]);
    if (const JsonView access = properties["allowVirtualNetworkAccess"_L1]; !access.isNull())
        peering.allowVirtualNetworkAccess = access.toBool();
    peering.allowForwardedTraffic = properties["allowForwardedTraffic"_L1].toBool();
    peering.allowGatewayTransit = properties["allowGatewayTransit"_L1].toBool();
    peering.useRemoteGateways = properties["useRemoteGateways"_L1].toBool();
    return peering;
}

} // namespace skybro::azure
