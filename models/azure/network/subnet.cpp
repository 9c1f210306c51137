#include "models/azure/network/subnet.h"

#include "models/azure/network/reading.h"

namespace skybro::azure {

using namespace Qt::StringLiterals;

std::optional<Subnet> readSubnet(const JsonView &object)
{
    Subnet subnet;
    subnet.id = object["id"_L1].toString();
    if (subnet.id.isEmpty())
        return std::nullopt;
    subnet.name = object["name"_L1].toString();
    const JsonView properties = object["properties"_L1];
    subnet.addressPrefixes = readOneOrMore(properties, "addressPrefix"_L1, "addressPrefixes"_L1);
    subnet.networkSecurityGroupId = properties["networkSecurityGroup"_L1]["id"_L1].toString();
    subnet.routeTableId = properties["routeTable"_L1]["id"_L1].toString();
    subnet.natGatewayId = properties["natGateway"_L1]["id"_L1].toString();
    for (const JsonView delegation : properties["delegations"_L1].items()) {
        if (QString service = delegation["properties"_L1]["serviceName"_L1].toWord(); !service.isEmpty())
            subnet.delegations.append(std::move(service));
    }
    for (const JsonView endpoint : properties["serviceEndpoints"_L1].items()) {
        if (QString service = endpoint["service"_L1].toWord(); !service.isEmpty())
            subnet.serviceEndpoints.append(std::move(service));
    }
    subnet.ipConfigurationIds = readIds(properties["ipConfigurations"_L1]);
    subnet.privateEndpointIds = readIds(properties["privateEndpoints"_L1]);
    subnet.provisioningState = properties["provisioningState"_L1].toWord();
    return subnet;
}

} // namespace skybro::azure
