#include "models/azure/network/publicipaddress.h"

#include "models/azure/apiversions.h"

namespace skybro::azure {

using namespace Qt::StringLiterals;

std::optional<PublicIpAddress> readPublicIpAddress(const JsonView &object)
{
    PublicIpAddress ip;
    ip.id = object["id"_L1].toString();
    if (ip.id.isEmpty())
        return std::nullopt;
    ip.name = object["name"_L1].toString();
    const JsonView properties = object["properties"_L1];
    ip.address = properties["ipAddress"_L1].toString();
    ip.fqdn = properties["dnsSettings"_L1]["fqdn"_L1].toString();
    ip.ipConfigurationId = properties["ipConfiguration"_L1]["id"_L1].toString();
    return ip;
}

ListJob<PublicIpAddress> *listPublicIpAddresses(ArmClient &client, const QString &subscription)
{
    return client.list<PublicIpAddress>(
        u"/subscriptions/%1/providers/Microsoft.Network/publicIPAddresses"_s.arg(subscription),
        apiversion::network.toString(), readPublicIpAddress);
}

} // namespace skybro::azure
