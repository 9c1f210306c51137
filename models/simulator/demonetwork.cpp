#include "models/simulator/demonetwork.h"

#include "models/simulator/arm.h"
#include "models/simulator/resources/network.h"

#include <chrono>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

const auto onPremise = u"192.168.0.0/16"_s;

ResourceId inNetwork(const World &world, const QString &type, const QString &name)
{
    return {world.subscription, u"rg-network"_s, u"Microsoft.Network"_s, {type}, {name}};
}

QJsonObject placed(const QJsonObject &properties, const QJsonObject &more = {})
{
    QJsonObject sent = more;
    sent.insert(u"location"_s, demoLocation);
    sent.insert(u"tags"_s, QJsonObject{{u"cluster"_s, u"niflheim"_s}});
    sent.insert(u"properties"_s, properties);
    return sent;
}

/// A rule that lets the site in.
QJsonObject allow(const QString &name, int priority, const QString &port, const QString &why)
{
    return {{u"name"_s, name},
            {u"properties"_s, QJsonObject{{u"description"_s, why},
                                          {u"protocol"_s, u"Tcp"_s},
                                          {u"sourcePortRange"_s, u"*"_s},
                                          {u"destinationPortRange"_s, port},
                                          {u"sourceAddressPrefix"_s, onPremise},
                                          {u"destinationAddressPrefix"_s, u"*"_s},
                                          {u"access"_s, u"Allow"_s},
                                          {u"priority"_s, priority},
                                          {u"direction"_s, u"Inbound"_s}}}};
}

/// The same, with what the end of its creation brings: addresses, states, a tunnel that is negotiated.
Resource *makeWhole(World &world, const ResourceId &id, const QJsonObject &sent)
{
    Resource *made = makeDemoResource(world, id, sent);
    Operation creation;
    creation.verb = u"put"_s;
    resourceType(id.type())->finished(world, creation, *made);
    return made;
}

} // namespace

Resource *makeDemoResource(World &world, const ResourceId &id, const QJsonObject &sent)
{
    const auto made = Arm(world).put(*resourceType(id.type()), id, sent);
    if (!made)
        qFatal("demo: %s: %s", qUtf8Printable(id.text()), qUtf8Printable(made.error().message));
    world.setProperty(**made, u"provisioningState"_s, u"Succeeded"_s);
    return *made;
}

ResourceId makeDemoNetwork(World &world, qsizetype nodes)
{
    const ResourceId guard = inNetwork(world, u"networkSecurityGroups"_s, u"nsg-hpc"_s);
    // Munge needs no rule: what it signs travels inside Slurm's own messages.
    makeDemoResource(
        world, guard,
        placed({{u"securityRules"_s,
                 QJsonArray{allow(u"ssh-from-site"_s, 100, u"22"_s, u"Administration and set-up"_s),
                            allow(u"slurmd-from-site"_s, 110, u"6818"_s, u"slurmctld to slurmd"_s),
                            allow(u"srun-from-site"_s, 120, u"60001-63000"_s, u"SrunPortRange"_s)}}}));
    const bool large = nodes > 240;
    const ResourceId network = inNetwork(world, u"virtualNetworks"_s, u"vnet-hpc"_s);
    const auto subnet = [](const QString &name, QJsonObject properties, const QString &prefix) {
        properties.insert(u"addressPrefix"_s, prefix);
        return QJsonObject{{u"name"_s, name}, {u"properties"_s, properties}};
    };
    makeDemoResource(
        world, network,
        placed(
            {{u"addressSpace"_s,
              QJsonObject{{u"addressPrefixes"_s, QJsonArray{large ? u"10.0.0.0/8"_s : u"10.0.0.0/16"_s}}}},
             {u"dhcpOptions"_s, QJsonObject{{u"dnsServers"_s, QJsonArray{u"192.168.1.10"_s}}}},
             {u"subnets"_s, QJsonArray{subnet(u"vm"_s, {{u"networkSecurityGroup"_s, reference(guard.text())}},
                                              large ? u"10.1.0.0/16"_s : u"10.0.1.0/24"_s),
                                       subnet(u"GatewaySubnet"_s, {}, u"10.0.255.0/27"_s)}}}));
    return network.child(u"subnets"_s, u"vm"_s);
}

void makeDemoTunnel(World &world)
{
    const ResourceId address = inNetwork(world, u"publicIPAddresses"_s, u"vpngw-hpc-ip"_s);
    makeWhole(world, address, placed({}, {{u"sku"_s, QJsonObject{{u"name"_s, u"Standard"_s}}}}));
    const ResourceId subnet =
        inNetwork(world, u"virtualNetworks"_s, u"vnet-hpc"_s).child(u"subnets"_s, u"GatewaySubnet"_s);
    const ResourceId gateway = inNetwork(world, u"virtualNetworkGateways"_s, u"vpngw-hpc"_s);
    makeWhole(world, gateway,
              placed({{u"gatewayType"_s, u"Vpn"_s},
                      {u"vpnType"_s, u"RouteBased"_s},
                      {u"sku"_s, QJsonObject{{u"name"_s, u"VpnGw1"_s}}},
                      {u"ipConfigurations"_s,
                       QJsonArray{QJsonObject{
                           {u"name"_s, u"default"_s},
                           {u"properties"_s, QJsonObject{{u"publicIPAddress"_s, reference(address.text())},
                                                         {u"subnet"_s, reference(subnet.text())}}}}}}}));
    const ResourceId local = inNetwork(world, u"localNetworkGateways"_s, u"onprem"_s);
    makeWhole(world, local,
              placed({{u"gatewayIpAddress"_s, u"203.0.113.10"_s},
                      {u"localNetworkAddressSpace"_s,
                       QJsonObject{{u"addressPrefixes"_s, QJsonArray{onPremise}}}}}));
    Resource *connection =
        makeWhole(world, inNetwork(world, u"connections"_s, u"onprem-to-azure"_s),
                  placed({{u"connectionType"_s, u"IPsec"_s},
                          {u"connectionProtocol"_s, u"IKEv2"_s},
                          {u"virtualNetworkGateway1"_s, reference(gateway.text())},
                          {u"localNetworkGateway2"_s, reference(local.text())},
                          {u"ipsecPolicies"_s, QJsonArray{QJsonObject{{u"saLifeTimeSeconds"_s, 27000},
                                                                      {u"saDataSizeKilobytes"_s, 102400000},
                                                                      {u"ipsecEncryption"_s, u"AES256"_s},
                                                                      {u"ipsecIntegrity"_s, u"SHA256"_s},
                                                                      {u"ikeEncryption"_s, u"AES256"_s},
                                                                      {u"ikeIntegrity"_s, u"SHA256"_s},
                                                                      {u"dhGroup"_s, u"DHGroup14"_s},
                                                                      {u"pfsGroup"_s, u"PFS14"_s}}}}}));
    // It has been so for three days.
    constexpr qint64 age = std::chrono::milliseconds(std::chrono::hours(72)).count();
    connection->runtime.insert(u"since"_s, world.now() - age);
    connection->runtime.insert(u"sharedKey"_s, u"demo-key-of-both-ends"_s); // the demo's gateway has it, too
    makeWhole(world, inNetwork(world, u"networkWatchers"_s, u"NetworkWatcher_"_s + demoLocation), placed({}));
}

} // namespace skybro::sim
