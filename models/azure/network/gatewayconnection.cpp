#include "models/azure/network/gatewayconnection.h"

#include "models/azure/apiversions.h"

#include <algorithm>

namespace skybro::azure {

using namespace Qt::StringLiterals;

namespace {

constexpr double mostBytes = 9e18; // what a qint64 holds

qint64 readBytes(const JsonView &value)
{
    const double bytes = value.toDouble();
    return bytes > 0 && bytes < mostBytes ? static_cast<qint64>(bytes) : 0;
}

IpsecPolicy readPolicy(const JsonView &object)
{
    IpsecPolicy policy;
    policy.saLifeTimeSeconds =
        static_cast<int>(std::clamp(object["saLifeTimeSeconds"_L1].toDouble(), 0.0, 1e9));
    policy.saDataSizeKilobytes = readBytes(object["saDataSizeKilobytes"_L1]);
    policy.ipsecEncryption = object["ipsecEncryption"_L1].toWord();
    policy.ipsecIntegrity = object["ipsecIntegrity"_L1].toWord();
    policy.ikeEncryption = object["ikeEncryption"_L1].toWord();
    policy.ikeIntegrity = object["ikeIntegrity"_L1].toWord();
    policy.dhGroup = object["dhGroup"_L1].toWord();
    policy.pfsGroup = object["pfsGroup"_L1].toWord();
    return policy;
}

} // namespace

std::optional<GatewayConnection> readGatewayConnection(const JsonView &object)
{
    GatewayConnection connection;
    connection.id = object["id"_L1].toString();
    if (connection.id.isEmpty())
        return std::nullopt;
    connection.name = object["name"_L1].toString();
    connection.location = object["location"_L1].toWord();
    const JsonView properties = object["properties"_L1];
    connection.type = properties["connectionType"_L1].toWord();
    connection.protocol = properties["connectionProtocol"_L1].toWord();
    connection.gatewayId = properties["virtualNetworkGateway1"_L1]["id"_L1].toString();
    connection.peerGatewayId = properties["virtualNetworkGateway2"_L1]["id"_L1].toString();
    connection.localGatewayId = properties["localNetworkGateway2"_L1]["id"_L1].toString();
    connection.status = properties["connectionStatus"_L1].toWord();
    connection.ingressBytes = readBytes(properties["ingressBytesTransferred"_L1]);
    connection.egressBytes = readBytes(properties["egressBytesTransferred"_L1]);
    connection.enableBgp = properties["enableBgp"_L1].toBool();
    connection.usePolicyBasedTrafficSelectors = properties["usePolicyBasedTrafficSelectors"_L1].toBool();
    for (const JsonView policy : properties["ipsecPolicies"_L1].items())
        connection.ipsecPolicies.append(readPolicy(policy));
    connection.dpdTimeoutSeconds =
        static_cast<int>(std::clamp(properties["dpdTimeoutSeconds"_L1].toDouble(), 0.0, 1e9));
    connection.mode = properties["connectionMode"_L1].toWord();
    connection.provisioningState = properties["provisioningState"_L1].toWord();
    return connection;
}

ListJob<GatewayConnection> *listGatewayConnections(ArmClient &client, const QString &gatewayId)
{
    return client.list<GatewayConnection>(gatewayId + u"/connections"_s, apiversion::network.toString(),
                                          readGatewayConnection);
}

GetJob<GatewayConnection> *getGatewayConnection(ArmClient &client, const QString &id)
{
    return client.getOne<GatewayConnection>(id, apiversion::network.toString(), readGatewayConnection);
}

} // namespace skybro::azure
