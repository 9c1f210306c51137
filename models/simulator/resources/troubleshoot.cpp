#include "models/simulator/resources/troubleshoot.h"

#include "models/simulator/resources/connectionstate.h"
#include "models/simulator/resources/network.h"

#include <QDateTime>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

constexpr std::array faults = {
    TunnelFault{"PeerReachability", "The on-premise VPN device can not be reached.",
                "The gateway sends IKE requests and gets no answer.",
                "See that the device is up, that its public address is the local network gateway's, and that "
                "UDP 500 and 4500 pass its firewall."},
    TunnelFault{"Authentication", "The pre-shared keys of the two ends differ.",
                "IKE authentication with the on-premise device failed.",
                "Set the same shared key on the connection and on the device."},
    TunnelFault{"IkePolicyMismatch", "The two ends agree on no IKE or IPsec policy.",
                "The on-premise device proposed nothing that the connection allows.",
                "Set the same algorithms on the connection's IPsec policy and on the device."},
    TunnelFault{"WfpParseError", "The proposals of the on-premise device can not be understood.",
                "The filtering platform of the gateway could not parse its log.",
                "Look at the device's own log."},
    TunnelFault{"ConnectionMarkedStandy", "The connection is in standby.", // Azure's own spelling
                "Another connection of the gateway is the active one.", "None is needed."},
};
constexpr TunnelFault updating = {"UserDrivenUpdate", "An update by a user is under way.",
                                  "The gateway or the connection is being changed just now.",
                                  "Wait until the operation has ended."};
constexpr TunnelFault noConnections = {"NoConnectionsFoundForGateway", "The gateway has no connection.",
                                       "There is nothing that could be connected.", "Add a connection."};
constexpr TunnelFault notConnected = {"ConnectionsNotConnected", "Not all connections are connected.",
                                      "At least one of the gateway's connections is down.",
                                      "Troubleshoot each of the connections."};

QString latin(const char *text)
{
    return QString::fromLatin1(text);
}

const TunnelFault *faultOf(const World &world, const Resource &connection)
{
    const Resource *gateway =
        world.find(referenced(propertiesOf(connection.body), u"virtualNetworkGateway1"_s));
    if (world.current(connection) || (gateway && world.current(*gateway)))
        return &updating;
    if (connectionStatus(world, connection) == u"Connected"_s)
        return nullptr;
    const QString cause = connection.runtime.value(u"cause"_s).toString();
    const auto named = std::ranges::find_if(
        faults, [&](const TunnelFault &one) { return cause == QLatin1StringView(one.type); });
    return named == faults.end() ? &faults.front() : named;
}

const TunnelFault *faultOfGateway(const World &world, const Resource &gateway)
{
    if (world.current(gateway))
        return &updating;
    const QStringList connections =
        usersOf(world, u"Microsoft.Network/connections"_s, u"virtualNetworkGateway1"_s, gateway.id);
    if (connections.isEmpty())
        return &noConnections;
    const bool all = std::ranges::all_of(connections, [&world](const QString &id) {
        return connectionStatus(world, *world.find(id)) == u"Connected"_s;
    });
    return all ? nullptr : &notConnected;
}

} // namespace

std::span<const TunnelFault> tunnelFaults()
{
    return faults;
}

QJsonObject troubleshoot(const World &world, const Resource &target, qint64 started)
{
    const bool gateway =
        target.id.types.last().compare("virtualNetworkGateways"_L1, Qt::CaseInsensitive) == 0;
    const TunnelFault *fault = gateway ? faultOfGateway(world, target) : faultOf(world, target);
    QJsonObject result{{u"id"_s, u"NoFault"_s},
                       {u"reasonType"_s, u"NoFault"_s},
                       {u"summary"_s, u"'%1' works as it should."_s.arg(target.id.name())},
                       {u"detail"_s, u"No known fault was found."_s},
                       {u"recommendedActions"_s, QJsonArray()}};
    if (fault) {
        result = {{u"id"_s, latin(fault->type)},
                  {u"reasonType"_s, latin(fault->type)},
                  {u"summary"_s, latin(fault->summary)},
                  {u"detail"_s, latin(fault->detail)},
                  {u"recommendedActions"_s,
                   QJsonArray{QJsonObject{
                       {u"actionText"_s, latin(fault->action)},
                       {u"actionUri"_s,
                        u"https://learn.microsoft.com/azure/vpn-gateway/vpn-gateway-troubleshoot"_s},
                       {u"actionUriText"_s, u"documentation"_s}}}}};
    }
    return {{u"startTime"_s, world.timestamp(started)},
            {u"endTime"_s, world.timestamp()},
            {u"code"_s, fault ? u"UnHealthy"_s : u"Healthy"_s},
            {u"results"_s, QJsonArray{result}}};
}

} // namespace skybro::sim
