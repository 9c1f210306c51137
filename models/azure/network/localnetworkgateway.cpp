#include "models/azure/network/localnetworkgateway.h"

#include "models/azure/apiversions.h"
#include "models/azure/network/reading.h"

#include <limits>

namespace skybro::azure {

using namespace Qt::StringLiterals;

std::optional<LocalNetworkGateway> readLocalNetworkGateway(const JsonView &object)
{
    LocalNetworkGateway gateway;
    gateway.id = object["id"_L1].toString();
    if (gateway.id.isEmpty())
        return std::nullopt;
    gateway.name = object["name"_L1].toString();
    gateway.location = object["location"_L1].toWord();
    const JsonView properties = object["properties"_L1];
    gateway.address = properties["gatewayIpAddress"_L1].toString();
    gateway.fqdn = properties["fqdn"_L1].toString();
    gateway.addressPrefixes = readWords(properties["localNetworkAddressSpace"_L1]["addressPrefixes"_L1]);
    const double asn = properties["bgpSettings"_L1]["asn"_L1].toDouble();
    if (asn > 0 && asn <= std::numeric_limits<quint32>::max())
        gateway.asn = static_cast<qint64>(asn);
    gateway.provisioningState = properties["provisioningState"_L1].toWord();
    return gateway;
}

GetJob<LocalNetworkGateway> *getLocalNetworkGateway(ArmClient &client, const QString &id)
{
    return client.getOne<LocalNetworkGateway>(id, apiversion::network.toString(), readLocalNetworkGateway);
}

} // namespace skybro::azure
