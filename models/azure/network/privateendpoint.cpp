#include "models/azure/network/privateendpoint.h"

#include "models/azure/apiversions.h"
#include "models/azure/network/reading.h"

namespace skybro::azure {

using namespace Qt::StringLiterals;

std::optional<PrivateEndpoint> readPrivateEndpoint(const JsonView &object)
{
    PrivateEndpoint endpoint;
    endpoint.id = object["id"_L1].toString();
    if (endpoint.id.isEmpty())
        return std::nullopt;
    endpoint.name = object["name"_L1].toString();
    endpoint.location = object["location"_L1].toWord();
    const JsonView properties = object["properties"_L1];
    endpoint.subnetId = properties["subnet"_L1]["id"_L1].toWord();
    // "manual" are those that the other side's owner has to approve; of both together there is one.
    for (const JsonView &list : {properties["privateLinkServiceConnections"_L1],
                                 properties["manualPrivateLinkServiceConnections"_L1]}) {
        for (const JsonView item : list.items()) {
            const JsonView connection = item["properties"_L1];
            if (endpoint.serviceId.isEmpty())
                endpoint.serviceId = connection["privateLinkServiceId"_L1].toString();
            if (endpoint.status.isEmpty())
                endpoint.status = connection["privateLinkServiceConnectionState"_L1]["status"_L1].toWord();
            endpoint.groupIds += readWords(connection["groupIds"_L1]);
        }
    }
    endpoint.networkInterfaceIds = readIds(properties["networkInterfaces"_L1]);
    return endpoint;
}

ListJob<PrivateEndpoint> *listPrivateEndpoints(ArmClient &client, const QString &subscription)
{
    return client.list<PrivateEndpoint>(
        u"/subscriptions/%1/providers/Microsoft.Network/privateEndpoints"_s.arg(subscription),
        apiversion::network.toString(), readPrivateEndpoint);
}

} // namespace skybro::azure
