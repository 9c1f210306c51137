#include "models/azure/network/networksecuritygroup.h"
#include "models/azure/network/privateendpoint.h"
#include "models/azure/network/routetable.h"
#include "models/azure/network/virtualnetwork.h"
#include "tests/support/armfixture.h"
#include "tests/support/captures.h"
#include "tests/support/parsedjson.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace skybro;
using namespace skybro::azure;
using namespace skybro::test;
using namespace Qt::StringLiterals;

class TestVirtualNetwork : public QObject
{
    Q_OBJECT

private slots:
    void vnetIsRead()
    {
        const auto vnet = readVirtualNetwork(parsed(R"({
            "id": "/subscriptions/s/resourceGroups/RG/providers/Microsoft.Network/virtualNetworks/v", "name": "v",
            "location": "westeurope", "properties": {"provisioningState": "Succeeded",
            "addressSpace": {"addressPrefixes": ["10.0.0.0/16", "fd00::/48"]},
            "dhcpOptions": {"dnsServers": ["10.2.0.53"]},
            "subnets": [
              {"id": "/v/a", "name": "a", "properties": {"addressPrefix": "10.0.1.0/24",
               "networkSecurityGroup": {"id": "/nsg"}, "routeTable": {"id": "/rt"}, "natGateway": {"id": "/nat"},
               "delegations": [{"name": "d", "properties": {"serviceName": "Microsoft.Web/serverFarms"}}],
               "serviceEndpoints": [{"service": "Microsoft.Storage", "locations": ["westeurope"]}],
               "ipConfigurations": [{"id": "/nic1/ip"}, {}], "privateEndpoints": [{"id": "/pe"}]}},
              {"id": "/v/b", "name": "b", "properties": {"addressPrefixes": ["10.0.2.0/24", "fd00:0:0:2::/64"]}},
              {"name": "without id"}],
            "virtualNetworkPeerings": [{"id": "/p", "name": "p", "properties": {"peeringState": "Connected",
              "remoteVirtualNetwork": {"id": "/w"}, "remoteAddressSpace": {"addressPrefixes": ["10.1.0.0/16"]},
              "remoteVirtualNetworkAddressSpace": {"addressPrefixes": ["10.1.0.0/17"]},
              "allowVirtualNetworkAccess": true, "allowForwardedTraffic": true, "allowGatewayTransit": false,
              "useRemoteGateways": true}}]}})"));
        QVERIFY(vnet);
        QCOMPARE(vnet->name, u"v"_s);
        QCOMPARE(vnet->resourceGroup, u"RG"_s);
        QCOMPARE(vnet->addressPrefixes, (QStringList{u"10.0.0.0/16"_s, u"fd00::/48"_s}));
        QCOMPARE(vnet->dnsServers, QStringList{u"10.2.0.53"_s});
        QCOMPARE(vnet->subnets.size(), 2);
        const Subnet &first = vnet->subnets[0];
        QCOMPARE(first.addressPrefixes, QStringList{u"10.0.1.0/24"_s});
        QCOMPARE(first.networkSecurityGroupId, u"/nsg"_s);
        QCOMPARE(first.routeTableId, u"/rt"_s);
        QCOMPARE(first.natGatewayId, u"/nat"_s);
        QCOMPARE(first.delegations, QStringList{u"Microsoft.Web/serverFarms"_s});
        QCOMPARE(first.serviceEndpoints, QStringList{u"Microsoft.Storage"_s});
        QCOMPARE(first.ipConfigurationIds, QStringList{u"/nic1/ip"_s});
        QCOMPARE(first.privateEndpointIds, QStringList{u"/pe"_s});
        QCOMPARE(vnet->subnets[1].addressPrefixes.size(), 2);
        QCOMPARE(vnet->peerings.size(), 1);
        const VirtualNetworkPeering &peering = vnet->peerings[0];
        QCOMPARE(peering.state, u"Connected"_s);
        QCOMPARE(peering.remoteVnetId, u"/w"_s);
        QCOMPARE(peering.remoteAddressPrefixes, QStringList{u"10.1.0.0/17"_s}); // as it is, not as it was
        QVERIFY(peering.allowVirtualNetworkAccess && peering.allowForwardedTraffic &&
                peering.useRemoteGateways);
        QVERIFY(!peering.allowGatewayTransit);
    }

    void whatIsMissingIsEmpty()
    {
        QVERIFY(!readVirtualNetwork({}));
        QVERIFY(!readSubnet(parsed("[]")));
        QVERIFY(!readNetworkSecurityGroup(parsed("{\"name\":\"n\"}")));
        QVERIFY(!readRouteTable(parsed("7")));
        QVERIFY(!readPrivateEndpoint(parsed("{\"id\":7}")));
        const auto vnet = readVirtualNetwork(
            parsed(R"({"id": "/v", "properties": {"dhcpOptions": null, "subnets": null}})"));
        QVERIFY(vnet);
        QVERIFY(vnet->addressPrefixes.isEmpty() && vnet->dnsServers.isEmpty() && vnet->subnets.isEmpty() &&
                vnet->peerings.isEmpty());
    }

    void rulesComeInTheirOrder()
    {
        const auto group = readNetworkSecurityGroup(parsed(R"({"id": "/n", "name": "n", "properties": {
            "securityRules": [
              {"name": "late", "properties": {"access": "Deny", "direction": "Inbound", "priority": 400,
               "protocol": "*", "sourceAddressPrefix": "*", "destinationPortRange": "*"}},
              {"name": "out", "properties": {"access": "Allow", "direction": "outbound", "priority": 100}},
              {"name": "early", "properties": {"access": "allow", "direction": "Inbound", "priority": 300,
               "protocol": "Tcp", "sourceAddressPrefix": "", "sourceAddressPrefixes": ["10.2.0.0/16", "10.3.0.0/16"],
               "destinationPortRanges": ["22", "6817-6819"], "destinationAddressPrefix": "*",
               "sourceApplicationSecurityGroups": [{"id": "/asg"}]}},
              {"name": "neither", "properties": {"direction": "Inbound", "priority": 1}},
              {"name": "nowhere", "properties": {"access": "Allow", "priority": 1}},
              {"name": "beyond", "properties": {"access": "Allow", "direction": "Inbound", "priority": 1e99}}],
            "defaultSecurityRules": [
              {"name": "DenyAllInBound", "properties": {"access": "Deny", "direction": "Inbound",
               "priority": 65500, "protocol": "*"}}],
            "subnets": [{"id": "/v/a"}], "networkInterfaces": [{"id": "/nic"}]}})"));
        QVERIFY(group);
        QStringList names;
        for (const SecurityRule &rule : group->rules)
            names.append(rule.name);
        QCOMPARE(names, (QStringList{u"early"_s, u"late"_s, u"DenyAllInBound"_s, u"out"_s}));
        const SecurityRule &early = group->rules[0];
        QVERIFY(early.allows);
        QCOMPARE(early.sources, (QStringList{u"10.2.0.0/16"_s, u"10.3.0.0/16"_s}));
        QCOMPARE(early.destinationPorts, (QStringList{u"22"_s, u"6817-6819"_s}));
        QCOMPARE(early.destinations, QStringList{u"*"_s});
        QCOMPARE(early.sourceGroupIds, QStringList{u"/asg"_s});
        QCOMPARE(group->subnetIds, QStringList{u"/v/a"_s});
        QCOMPARE(group->networkInterfaceIds, QStringList{u"/nic"_s});
    }

    void routeTableIsRead()
    {
        const auto table = readRouteTable(parsed(R"({"id": "/rt", "name": "rt", "properties": {
            "disableBgpRoutePropagation": true, "subnets": [{"id": "/v/a"}], "routes": [{"name": "home",
            "properties": {"addressPrefix": "10.2.0.0/16", "nextHopType": "VirtualAppliance",
            "nextHopIpAddress": "10.0.0.4"}}]}})"));
        QVERIFY(table);
        QVERIFY(table->disableBgpRoutePropagation);
        QCOMPARE(table->routes, (QList<RouteTable::Route>{
                                    {u"home"_s, u"10.2.0.0/16"_s, u"VirtualAppliance"_s, u"10.0.0.4"_s}}));
        QCOMPARE(table->subnetIds, QStringList{u"/v/a"_s});
    }

    void privateEndpointIsRead_data()
    {
        QTest::addColumn<QByteArray>("list");
        QTest::newRow("by itself") << QByteArray("privateLinkServiceConnections");
        QTest::newRow("by hand") << QByteArray("manualPrivateLinkServiceConnections");
    }
    void privateEndpointIsRead()
    {
        QFETCH(QByteArray, list);
        const auto endpoint = readPrivateEndpoint(
            parsed(R"({"id": "/pe", "name": "pe", "properties": {"subnet": {"id": "/v/a"},
            "networkInterfaces": [{"id": "/nic"}], ")" +
                   list + R"(": [{"properties": {"privateLinkServiceId": "/storage", "groupIds": ["blob"],
            "privateLinkServiceConnectionState": {"status": "Approved"}}}]}})"));
        QVERIFY(endpoint);
        QCOMPARE(endpoint->subnetId, u"/v/a"_s);
        QCOMPARE(endpoint->serviceId, u"/storage"_s);
        QCOMPARE(endpoint->groupIds, QStringList{u"blob"_s});
        QCOMPARE(endpoint->status, u"Approved"_s);
        QCOMPARE(endpoint->networkInterfaceIds, QStringList{u"/nic"_s});
    }

    void listsAskTheWholeSubscription()
    {
        ArmFixture f([](const HttpRequest &) {
            return ScriptedTransport::json(200, "{\"value\":[{\"id\":\"/x\"}]}");
        });
        QCOMPARE(resultOf(listVirtualNetworks(f.client, u"s"_s))->size(), 1);
        QCOMPARE(resultOf(listNetworkSecurityGroups(f.client, u"s"_s))->size(), 1);
        QCOMPARE(resultOf(listRouteTables(f.client, u"s"_s))->size(), 1);
        QCOMPARE(resultOf(listPrivateEndpoints(f.client, u"s"_s))->size(), 1);
        const QString types[] = {u"virtualNetworks"_s, u"networkSecurityGroups"_s, u"routeTables"_s,
                                 u"privateEndpoints"_s};
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(f.transport.requests[i].url.path(),
                     u"/subscriptions/s/providers/Microsoft.Network/"_s + types[i]);
            QCOMPARE(f.transport.requests[i].url.query(), u"api-version=2022-07-01"_s);
        }
    }

    void recordedOnesAreRead()
    {
        const QDir captures = skybro::test::sharedCaptures();
        int vnets = 0;
        int groups = 0;
        for (const QString &name : captures.entryList({u"*.json"_s})) {
            QFile file(captures.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            for (const QJsonValue &value : QJsonDocument::fromJson(file.readAll()).array()) {
                const QJsonObject body = value.toObject().value(u"responseBody"_s).toObject();
                const QString type = body.value(u"type"_s).toString();
                if (type == u"Microsoft.Network/virtualNetworks") {
                    ++vnets;
                    const auto vnet = readVirtualNetwork(parsed(body));
                    QVERIFY(vnet && !vnet->resourceGroup.isEmpty() && !vnet->addressPrefixes.isEmpty());
                    for (const Subnet &subnet : vnet->subnets)
                        QCOMPARE(subnet.addressPrefixes.size(), 1);
                } else if (type == u"Microsoft.Network/networkSecurityGroups") {
                    ++groups;
                    const auto group = readNetworkSecurityGroup(parsed(body));
                    QVERIFY(group);
                    const qsizetype all =
                        body.value(u"properties"_s)[u"securityRules"_s].toArray().size() + 6;
                    QCOMPARE(group->rules.size(), all);
                    for (const SecurityRule &rule : group->rules)
                        QVERIFY(!rule.sources.isEmpty() && !rule.destinations.isEmpty() &&
                                !rule.sourcePorts.isEmpty() && !rule.destinationPorts.isEmpty());
                }
            }
        }
        if (vnets + groups == 0)
            QSKIP("no recorded networks here");
        QVERIFY(vnets > 0 && groups > 0);
    }
};

QTEST_GUILESS_MAIN(TestVirtualNetwork)
#include "tst_virtualnetwork.moc"
