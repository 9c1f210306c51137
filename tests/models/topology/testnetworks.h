#pragma once

#include "models/topology/build.h"

namespace skybro::test {

/// Networks as Azure would list them, built up by a test.
class TestNetworks
{
public:
    topology::TopologyInput input;

    [[nodiscard]] static QString id(const QString &type, const QString &name,
                                    const QString &group = QStringLiteral("rg-network"))
    {
        return QStringLiteral("/subscriptions/s/resourceGroups/%1/providers/Microsoft.Network/%2/%3")
            .arg(group, type, name);
    }
    [[nodiscard]] static QString vnetId(const QString &name)
    {
        return id(QStringLiteral("virtualNetworks"), name);
    }
    [[nodiscard]] static QString subnetId(const QString &vnet, const QString &name)
    {
        return vnetId(vnet) + QStringLiteral("/subnets/") + name;
    }

    azure::VirtualNetwork &addVnet(const QString &name, const QStringList &prefixes)
    {
        azure::VirtualNetwork vnet;
        vnet.id = vnetId(name);
        vnet.name = name;
        vnet.resourceGroup = QStringLiteral("rg-network");
        vnet.location = QStringLiteral("westeurope");
        vnet.addressPrefixes = prefixes;
        input.lists.vnets.append(vnet);
        return input.lists.vnets.last();
    }
    azure::VirtualNetwork &vnet(const QString &name)
    {
        for (azure::VirtualNetwork &one : input.lists.vnets) {
            if (one.name == name)
                return one;
        }
        qFatal("no such Vnet");
    }
    azure::Subnet &addSubnet(const QString &vnetName, const QString &name, const QString &prefix)
    {
        azure::Subnet subnet;
        subnet.id = subnetId(vnetName, name);
        subnet.name = name;
        subnet.addressPrefixes = QStringList{prefix};
        vnet(vnetName).subnets.append(subnet);
        return vnet(vnetName).subnets.last();
    }
    void addNode(const QString &name, const QString &vnetName, const QString &subnet,
                 fleet::PowerState state = fleet::PowerState::Running, const QString &guard = {})
    {
        fleet::Node node;
        node.id = QStringLiteral("/subscriptions/s/resourceGroups/rg-hpc/providers/Microsoft.Compute/"
                                 "virtualMachines/") +
                  name;
        node.name = name;
        node.powerState = state;
        input.nodes.append(node);
        azure::NetworkInterface nic;
        nic.id = id(QStringLiteral("networkInterfaces"), name);
        nic.virtualMachineId = node.id.toUpper(); // Azure changes the case
        nic.networkSecurityGroupId = guard;
        nic.primary = true;
        nic.addresses.append({{}, subnetId(vnetName, subnet), {}});
        input.lists.interfaces.append(nic);
    }
    void peer(const QString &one, const QString &other, bool useGateway = false,
              const QString &state = QStringLiteral("Connected"))
    {
        for (const bool isFirst : {true, false}) {
            const QString own = isFirst ? one : other;
            azure::VirtualNetworkPeering side;
            side.name = QStringLiteral("to-") + (isFirst ? other : one);
            side.id = vnetId(own) + QStringLiteral("/virtualNetworkPeerings/") + side.name;
            side.remoteVnetId = vnetId(isFirst ? other : one);
            side.state = state;
            side.allowGatewayTransit = useGateway && !isFirst;
            side.useRemoteGateways = useGateway && isFirst;
            vnet(own).peerings.append(side);
        }
    }
    /// A gateway in this Vnet, in its GatewaySubnet, and a tunnel to a local network gateway.
    void addTunnel(const QString &vnetName, const QStringList &siteNetworks,
                   const QString &status = QStringLiteral("Connected"))
    {
        azure::VirtualNetworkGateway gateway;
        gateway.id = id(QStringLiteral("virtualNetworkGateways"), QStringLiteral("gw-") + vnetName);
        gateway.name = QStringLiteral("gw-") + vnetName;
        gateway.gatewayType = QStringLiteral("Vpn");
        gateway.sku = QStringLiteral("VpnGw1");
        gateway.generation = QStringLiteral("Generation1");
        gateway.provisioningState = QStringLiteral("Succeeded");
        gateway.addresses.append({subnetId(vnetName, QStringLiteral("GatewaySubnet")), {}, {}});
        gateway.tunnelAddresses = QStringList{QStringLiteral("20.1.2.3")};
        input.lists.gateways.append(gateway);
        azure::LocalNetworkGateway local;
        local.id = id(QStringLiteral("localNetworkGateways"), QStringLiteral("home-") + vnetName);
        local.name = QStringLiteral("home-") + vnetName;
        local.address = QStringLiteral("192.0.2.7");
        local.addressPrefixes = siteNetworks;
        input.lists.localGateways.append(local);
        azure::GatewayConnection connection;
        connection.id = id(QStringLiteral("connections"), QStringLiteral("tunnel-") + vnetName);
        connection.name = QStringLiteral("tunnel-") + vnetName;
        connection.type = QStringLiteral("IPsec");
        connection.protocol = QStringLiteral("IKEv2");
        connection.gatewayId = gateway.id;
        connection.localGatewayId = local.id;
        connection.status = status;
        input.lists.connections.append(connection);
    }
    azure::NetworkSecurityGroup &addGroup(const QString &name)
    {
        azure::NetworkSecurityGroup group;
        group.id = id(QStringLiteral("networkSecurityGroups"), name);
        group.name = name;
        using azure::SecurityRule;
        const QString any = QStringLiteral("*");
        const QString vnetTag = QStringLiteral("VirtualNetwork");
        for (const auto direction : {SecurityRule::Direction::Inbound, SecurityRule::Direction::Outbound}) {
            SecurityRule rule;
            rule.direction = direction;
            rule.protocol = any;
            rule.sourcePorts = rule.destinationPorts = QStringList{any};
            rule.sources = rule.destinations = QStringList{vnetTag};
            rule.name = QStringLiteral("AllowVnet");
            rule.allows = true;
            rule.priority = 65000;
            group.rules.append(rule);
            rule.sources = rule.destinations = QStringList{any};
            rule.name = QStringLiteral("DenyAll");
            rule.allows = false;
            rule.priority = 65500;
            group.rules.append(rule);
        }
        input.lists.securityGroups.append(group);
        return input.lists.securityGroups.last();
    }
    /// A rule before all others.
    static azure::SecurityRule &addRule(azure::NetworkSecurityGroup &group, const QString &name, bool allows,
                                        const QString &source, const QString &ports,
                                        const QString &protocol = QStringLiteral("Tcp"))
    {
        azure::SecurityRule rule;
        rule.name = name;
        rule.allows = allows;
        rule.priority = 100;
        rule.protocol = protocol;
        rule.sourcePorts = QStringList{QStringLiteral("*")};
        rule.destinationPorts = ports.split(u',');
        rule.sources = source.split(u',');
        rule.destinations = QStringList{QStringLiteral("*")};
        group.rules.prepend(rule);
        return group.rules.first();
    }

    /// One cluster as it should be: a hub with its gateway, a Vnet of nodes peered with it, a tunnel home.
    [[nodiscard]] static TestNetworks cluster(int nodes = 3)
    {
        TestNetworks networks;
        networks.input.site.name = QStringLiteral("niflheim");
        networks.input.site.gateway.host = QStringLiteral("gw.niflheim");
        networks.input.site.gateway.networks = QStringList{QStringLiteral("10.2.0.0/16")};
        networks.addVnet(QStringLiteral("vnet-hub"), {QStringLiteral("10.0.0.0/16")});
        networks.addSubnet(QStringLiteral("vnet-hub"), QStringLiteral("GatewaySubnet"),
                           QStringLiteral("10.0.255.0/27"));
        networks.addVnet(QStringLiteral("vnet-hpc"), {QStringLiteral("10.1.0.0/16")});
        networks.addSubnet(QStringLiteral("vnet-hpc"), QStringLiteral("vm"), QStringLiteral("10.1.0.0/20"));
        networks.peer(QStringLiteral("vnet-hpc"), QStringLiteral("vnet-hub"), true);
        networks.addTunnel(QStringLiteral("vnet-hub"), {QStringLiteral("10.2.0.0/16")});
        networks.addGroup(QStringLiteral("nsg-hpc"));
        networks.vnet(QStringLiteral("vnet-hpc")).subnets[0].networkSecurityGroupId =
            id(QStringLiteral("networkSecurityGroups"), QStringLiteral("nsg-hpc"));
        for (int i = 1; i <= nodes; ++i)
            networks.addNode(QStringLiteral("cloud%1").arg(i, 3, 10, QLatin1Char('0')),
                             QStringLiteral("vnet-hpc"), QStringLiteral("vm"),
                             i % 3 == 0 ? fleet::PowerState::Deallocated : fleet::PowerState::Running);
        return networks;
    }
    /// The cluster with many more Vnets, each with four subnets of nodes; two in three are peered with the
    /// hub, the others with the one before.
    [[nodiscard]] static TestNetworks large(int vnets = 50, int nodes = 5000)
    {
        TestNetworks networks = cluster(0);
        for (int i = 0; i < vnets - 2; ++i) {
            const QString name = QStringLiteral("vnet-%1").arg(i, 2, 10, QLatin1Char('0'));
            networks.addVnet(name, {QStringLiteral("10.%1.0.0/16").arg(i + 10)});
            for (int k = 0; k < 4; ++k)
                networks.addSubnet(name, QStringLiteral("subnet%1").arg(k),
                                   QStringLiteral("10.%1.%2.0/20").arg(i + 10).arg(k * 16));
            if (i % 3 != 2)
                networks.peer(name, QStringLiteral("vnet-hub"), true);
            else
                networks.peer(name, QStringLiteral("vnet-%1").arg(i - 1, 2, 10, QLatin1Char('0')));
        }
        for (int i = 0; i < nodes; ++i)
            networks.addNode(QStringLiteral("cloud%1").arg(i + 1, 4, 10, QLatin1Char('0')),
                             QStringLiteral("vnet-%1").arg(i % (vnets - 2), 2, 10, QLatin1Char('0')),
                             QStringLiteral("subnet%1").arg(i / (vnets - 2) % 4),
                             static_cast<fleet::PowerState>(1 + i % 6));
        return networks;
    }
    [[nodiscard]] topology::Topology build() const { return topology::build(input); }
};

} // namespace skybro::test
