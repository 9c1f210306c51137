#include "models/simulator/resources/connectionstate.h"

#include "models/simulator/resources/addressspace.h"
#include "models/simulator/resources/network.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

constexpr int ikeLifetime = 28800; ///< seconds; Azure's default, learn.microsoft.com/azure/vpn-gateway/
constexpr int saLifetime = 27000;  ///< vpn-gateway-about-vpn-devices

qint64 minutes(const World &world, int count)
{
    return simulatedMinute(world).count() * count;
}

void begin(World &world, Resource &connection, const Traffic &counted)
{
    const bool isNew = !connection.runtime.contains(u"since"_s);
    QJsonObject &runtime = connection.runtime;
    runtime.insert(u"before"_s, isNew ? u"NotConnected"_s : connectionStatus(world, connection));
    runtime.insert(u"since"_s, world.now());
    runtime.insert(u"comesTo"_s, world.tunnel.status);
    runtime.insert(u"cause"_s, world.tunnel.cause);
    runtime.insert(u"ingress"_s, counted.ingress);
    runtime.insert(u"egress"_s, counted.egress);
    runtime.insert(u"ingressRate"_s, world.tunnel.ingress);
    runtime.insert(u"egressRate"_s, world.tunnel.egress);
    ++world.revision;
}

/// When the connection came up; nothing when it is not.
std::optional<qint64> connectedSince(const World &world, const Resource &connection)
{
    if (connectionStatus(world, connection) != u"Connected"_s)
        return {};
    const qint64 up = connection.runtime.value(u"since"_s).toInteger() + minutes(world, 2);
    return up <= world.now() ? std::optional(up) : std::nullopt;
}

QStringList selectors(const QJsonObject &properties, const QString &ranges, const Resource *network,
                      const QString &space)
{
    QStringList prefixes;
    for (const QJsonValue &policy : properties.value(u"trafficSelectorPolicies"_s).toArray()) {
        for (const QJsonValue &range : policy.toObject().value(ranges).toArray())
            prefixes.append(range.toString());
    }
    if (prefixes.isEmpty() && properties.value(u"usePolicyBasedTrafficSelectors"_s).toBool() && network) {
        for (const Ipv4Prefix &prefix : addressSpace(network->body, space))
            prefixes.append(prefix.text());
    }
    return prefixes.isEmpty() ? QStringList{u"0.0.0.0/0"_s} : prefixes;
}

struct Ends
{
    const Resource *gateway = nullptr;
    const Resource *network = nullptr; ///< the Vnet that the gateway stands in
    const Resource *local = nullptr;
    QString azure;     ///< public address of the gateway
    QString onPremise; ///< of the device there
};

Ends endsOf(const World &world, const Resource &connection)
{
    const QJsonObject properties = propertiesOf(connection.body);
    Ends ends;
    ends.gateway = world.find(referenced(properties, u"virtualNetworkGateway1"_s));
    ends.local = world.find(referenced(properties, u"localNetworkGateway2"_s));
    if (ends.local)
        ends.onPremise = propertiesOf(ends.local->body).value(u"gatewayIpAddress"_s).toString();
    if (!ends.gateway)
        return ends;
    const QJsonObject place = propertiesOf(
        propertiesOf(ends.gateway->body).value(u"ipConfigurations"_s).toArray().first().toObject());
    if (const auto subnet = ResourceId::parse(referenced(place, u"subnet"_s)))
        ends.network = world.find(subnet->parent().key());
    if (const Resource *address = world.find(referenced(place, u"publicIPAddress"_s)))
        ends.azure = propertiesOf(address->body).value(u"ipAddress"_s).toString();
    return ends;
}

} // namespace

std::chrono::milliseconds simulatedMinute(const World &world)
{
    return world.settings.operationTime * 3 / 4;
}

void negotiate(World &world, Resource &connection)
{
    begin(world, connection, traffic(world, connection));
}

void restartCounters(World &world, Resource &connection)
{
    begin(world, connection, {});
}

QString connectionStatus(const World &world, const Resource &connection)
{
    const QJsonObject &runtime = connection.runtime;
    if (!runtime.contains(u"since"_s))
        return u"Unknown"_s;
    const qint64 age = world.now() - runtime.value(u"since"_s).toInteger();
    const QString comesTo = runtime.value(u"comesTo"_s).toString();
    if (age < minutes(world, 1))
        return runtime.value(u"before"_s).toString();
    return age < minutes(world, 2) && comesTo == u"Connected"_s ? u"Connecting"_s : comesTo;
}

Traffic traffic(const World &world, const Resource &connection)
{
    const QJsonObject &runtime = connection.runtime;
    Traffic counted{runtime.value(u"ingress"_s).toInteger(), runtime.value(u"egress"_s).toInteger()};
    if (const auto since = connectedSince(world, connection)) {
        const double seconds = static_cast<double>(world.now() - *since) / 1000;
        counted.ingress += static_cast<qint64>(seconds * runtime.value(u"ingressRate"_s).toDouble());
        counted.egress += static_cast<qint64>(seconds * runtime.value(u"egressRate"_s).toDouble());
    }
    return counted;
}

QJsonArray ikeSas(const World &world, const Resource &connection)
{
    const auto since = connectedSince(world, connection);
    if (!since)
        return {};
    const QJsonObject properties = propertiesOf(connection.body);
    const QJsonObject policy = properties.value(u"ipsecPolicies"_s).toArray().first().toObject();
    const Ends ends = endsOf(world, connection);
    const qint64 age = (world.now() - *since) / 1000;
    const int lifetime = policy.value(u"saLifeTimeSeconds"_s).toInt(saLifetime);
    const bool initiates = properties.value(u"connectionMode"_s) != u"ResponderOnly"_s;
    // Numbers that stay the same for one SA and differ from the next.
    const auto number = [&](qint64 generation, int which) {
        quint32 hash = 2166136261u; // FNV-1a
        for (const char byte : connection.id.key().toUtf8() + QByteArray::number(generation * 8 + which))
            hash = (hash ^ static_cast<uchar>(byte)) * 16777619u;
        return static_cast<qint64>(hash);
    };
    const qint64 rekeys = age / lifetime;
    const QJsonObject quick{
        {u"LocalEndpoint"_s, ends.azure},
        {u"RemoteEndpoint"_s, ends.onPremise},
        {u"Encryption"_s, policy.value(u"ipsecEncryption"_s).toString(u"AES256"_s)},
        {u"Integrity"_s, policy.value(u"ipsecIntegrity"_s).toString(u"SHA1"_s)},
        {u"PfsGroupId"_s, policy.value(u"pfsGroup"_s).toString(u"None"_s)},
        {u"InboundSPI"_s, number(rekeys, 1)},
        {u"OutboundSPI"_s, number(rekeys, 2)},
        {u"LocalTrafficSelectors"_s, QJsonArray::fromStringList(selectors(properties, u"localAddressRanges"_s,
                                                                          ends.network, u"addressSpace"_s))},
        {u"RemoteTrafficSelectors"_s,
         QJsonArray::fromStringList(
             selectors(properties, u"remoteAddressRanges"_s, ends.local, u"localNetworkAddressSpace"_s))},
        {u"LifetimeKilobytes"_s, policy.value(u"saDataSizeKilobytes"_s).toInt(102400000)},
        {u"LifetimeSeconds"_s, lifetime},
        {u"IsSaInitiator"_s, initiates},
        {u"ElapsedTimeInseconds"_s, age % lifetime}};
    return {QJsonObject{{u"LocalEndpoint"_s, ends.azure},
                        {u"RemoteEndpoint"_s, ends.onPremise},
                        {u"InitiatorCookie"_s, number(age / ikeLifetime, 3)},
                        {u"ResponderCookie"_s, number(age / ikeLifetime, 4)},
                        {u"LocalUdpEncapsulationPort"_s, 4500},
                        {u"RemoteUdpEncapsulationPort"_s, 4500},
                        {u"Encryption"_s, policy.value(u"ikeEncryption"_s).toString(u"AES256"_s)},
                        {u"Integrity"_s, policy.value(u"ikeIntegrity"_s).toString(u"SHA1"_s)},
                        {u"DhGroup"_s, policy.value(u"dhGroup"_s).toString(u"DHGroup2"_s)},
                        {u"LifeTimeSeconds"_s, ikeLifetime},
                        {u"IsSaInitiator"_s, initiates},
                        {u"ElapsedTimeInseconds"_s, age % ikeLifetime},
                        {u"QuickModeSAs"_s, QJsonArray{quick}}}};
}

QString ikeSasText(const World &world, const Resource &connection)
{
    const QJsonArray sas = ikeSas(world, connection);
    const QByteArray data = sas.isEmpty() ? "null" : QJsonDocument(sas).toJson(QJsonDocument::Compact);
    return u"{\"Status\":\"Successful\",\"Data\":"_s + QString::fromUtf8(data) + u'}';
}

QString deviceScript(const World &world, const Resource &connection)
{
    const QJsonObject properties = propertiesOf(connection.body);
    const QJsonObject policy = properties.value(u"ipsecPolicies"_s).toArray().first().toObject();
    const Ends ends = endsOf(world, connection);
    const auto prefixes = [](const Resource *of, const QString &property) {
        QStringList texts;
        for (const Ipv4Prefix &prefix : of ? addressSpace(of->body, property) : QList<Ipv4Prefix>())
            texts.append(prefix.text());
        return texts.join(u' ');
    };
    const QStringList lines{u"! Configuration of the on-premise device for connection "_s +
                                connection.id.name(),
                            u"gateway "_s + ends.azure,
                            u"device "_s + ends.onPremise,
                            u"azure-networks "_s + prefixes(ends.network, u"addressSpace"_s),
                            u"on-premise-networks "_s + prefixes(ends.local, u"localNetworkAddressSpace"_s),
                            u"protocol "_s + properties.value(u"connectionProtocol"_s).toString(),
                            u"ike %1 %2 %3"_s.arg(policy.value(u"ikeEncryption"_s).toString(u"AES256"_s),
                                                  policy.value(u"ikeIntegrity"_s).toString(u"SHA1"_s),
                                                  policy.value(u"dhGroup"_s).toString(u"DHGroup2"_s)),
                            u"ipsec %1 %2 %3"_s.arg(policy.value(u"ipsecEncryption"_s).toString(u"AES256"_s),
                                                    policy.value(u"ipsecIntegrity"_s).toString(u"SHA1"_s),
                                                    policy.value(u"pfsGroup"_s).toString(u"None"_s)),
                            u"pre-shared-key "_s + connection.runtime.value(u"sharedKey"_s).toString(),
                            u"tcp adjust-mss 1350"_s,
                            QString()};
    return lines.join(u"\r\n"_s);
}

} // namespace skybro::sim
