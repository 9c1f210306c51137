#include "models/azure/network/gatewayconnection.h"
#include "models/azure/network/localnetworkgateway.h"
#include "models/azure/network/virtualnetworkgateway.h"
#include "tests/support/armfixture.h"
#include "tests/support/captures.h"
#include "tests/support/parsedjson.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace skybro;
using namespace skybro::azure;
using namespace skybro::test;
using namespace Qt::StringLiterals;

class TestVirtualNetworkGateway : public QObject
{
    Q_OBJECT

private slots:
    void gatewayIsRead()
    {
        const auto gateway = readVirtualNetworkGateway(parsed(R"({"id": "/gw", "name": "gw", "properties": {
            "gatewayType": "Vpn", "vpnType": "RouteBased", "sku": {"name": "VpnGw2AZ", "tier": "VpnGw2AZ"},
            "vpnGatewayGeneration": "Generation2", "activeActive": true, "enableBgp": true,
            "provisioningState": "Updating", "bgpSettings": {"asn": 65515, "bgpPeeringAddresses": [
              {"tunnelIpAddresses": ["20.1.1.1"]}, {"tunnelIpAddresses": ["20.1.1.2"]}]},
            "ipConfigurations": [{"id": "/gw/ipConfigurations/a", "properties": {"subnet": {"id": "/v/GatewaySubnet"},
              "publicIPAddress": {"id": "/ip1"}}},
              {"properties": {"privateIPAddress": "10.0.255.5", "publicIPAddress": null}}]}})"));
        QVERIFY(gateway);
        QCOMPARE(gateway->sku, u"VpnGw2AZ"_s);
        QCOMPARE(gateway->generation, u"Generation2"_s);
        QVERIFY(gateway->activeActive && gateway->enableBgp);
        QCOMPARE(gateway->asn, 65515);
        QCOMPARE(gateway->tunnelAddresses, (QStringList{u"20.1.1.1"_s, u"20.1.1.2"_s}));
        QCOMPARE(gateway->addresses.size(), 2);
        QCOMPARE(gateway->addresses[0].publicIpId, u"/ip1"_s);
        QCOMPARE(gateway->addresses[1].privateIp, u"10.0.255.5"_s);
        QCOMPARE(gateway->provisioningState, u"Updating"_s);
        QVERIFY(!readVirtualNetworkGateway({}));
        QCOMPARE(
            readVirtualNetworkGateway(parsed(R"({"id":"/g","properties":{"bgpSettings":{"asn":1e300}}})"))
                ->asn,
            0);
    }

    void localGatewayIsRead()
    {
        const auto gateway = readLocalNetworkGateway(parsed(R"({"id": "/l", "name": "l", "properties": {
            "localNetworkAddressSpace": {"addressPrefixes": ["10.2.0.0/16"]}, "gatewayIpAddress": "192.0.2.7",
            "fqdn": null, "bgpSettings": {"asn": 65010}, "provisioningState": "Succeeded"}})"));
        QVERIFY(gateway);
        QCOMPARE(gateway->address, u"192.0.2.7"_s);
        QVERIFY(gateway->fqdn.isEmpty());
        QCOMPARE(gateway->addressPrefixes, QStringList{u"10.2.0.0/16"_s});
        QCOMPARE(gateway->asn, 65010);
        QVERIFY(!readLocalNetworkGateway(parsed("{}")));
    }

    void connectionIsRead()
    {
        const auto connection = readGatewayConnection(parsed(R"({"id": "/c", "name": "c", "properties": {
            "connectionType": "IPsec", "connectionProtocol": "IKEv2", "virtualNetworkGateway1": {"id": "/gw"},
            "localNetworkGateway2": {"id": "/l"}, "connectionStatus": "Connected",
            "ingressBytesTransferred": 12884901888, "egressBytesTransferred": 1e30, "sharedKey": "never read",
            "usePolicyBasedTrafficSelectors": true, "dpdTimeoutSeconds": 30, "connectionMode": "ResponderOnly",
            "ipsecPolicies": [{"saLifeTimeSeconds": 3600, "saDataSizeKilobytes": 1024, "ipsecEncryption": "GCMAES256",
            "ipsecIntegrity": "GCMAES256", "ikeEncryption": "AES256", "ikeIntegrity": "SHA384", "dhGroup": "DHGroup14",
            "pfsGroup": "PFS2048"}]}})"));
        QVERIFY(connection);
        const IpsecPolicy policy{.saLifeTimeSeconds = 3600,
                                 .saDataSizeKilobytes = 1024,
                                 .ipsecEncryption = u"GCMAES256"_s,
                                 .ipsecIntegrity = u"GCMAES256"_s,
                                 .ikeEncryption = u"AES256"_s,
                                 .ikeIntegrity = u"SHA384"_s,
                                 .dhGroup = u"DHGroup14"_s,
                                 .pfsGroup = u"PFS2048"_s};
        QVERIFY(connection->ipsecPolicies == QList<IpsecPolicy>{policy});
        QCOMPARE(connection->dpdTimeoutSeconds, 30);
        QCOMPARE(connection->mode, u"ResponderOnly"_s);
        QCOMPARE(connection->gatewayId, u"/gw"_s);
        QCOMPARE(connection->localGatewayId, u"/l"_s);
        QVERIFY(connection->peerGatewayId.isEmpty());
        QCOMPARE(connection->status, u"Connected"_s);
        QCOMPARE(connection->ingressBytes, 12884901888);
        QCOMPARE(connection->egressBytes, 0); // no such number of bytes
        QVERIFY(connection->usePolicyBasedTrafficSelectors);
        const auto listed = readGatewayConnection(parsed(
            R"({"id": "/c", "properties": {"connectionStatus": null, "virtualNetworkGateway2": {"id": "/o"}}})"));
        QVERIFY(listed->status.isEmpty());
        QVERIFY(listed->ipsecPolicies.isEmpty());
        QCOMPARE(listed->peerGatewayId, u"/o"_s);
        QVERIFY(!readGatewayConnection(parsed("[]")));
    }

    void gatewayIsKnownByItsAddress_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("gateway");
        const QString network = u"/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/"_s;
        QTest::newRow("gateway") << network + u"virtualNetworkGateways/gw/ipConfigurations/a"_s
                                 << network + u"virtualNetworkGateways/gw"_s;
        QTest::newRow("another case") << network + u"virtualnetworkgateways/GW/ipconfigurations/A"_s
                                      << network + u"virtualnetworkgateways/GW"_s;
        QTest::newRow("interface") << network + u"networkInterfaces/n/ipConfigurations/a"_s << QString();
        QTest::newRow("gateway itself") << network + u"virtualNetworkGateways/gw"_s << QString();
        QTest::newRow("nothing") << QString() << QString();
    }
    void gatewayIsKnownByItsAddress()
    {
        QFETCH(QString, address);
        QFETCH(QString, gateway);
        QCOMPARE(gatewayIdOf(address), gateway);
    }

    void asksByName()
    {
        ArmFixture f([](const HttpRequest &request) {
            return ScriptedTransport::json(200, request.url.path().endsWith(u's')
                                                    ? QByteArray(R"({"value":[{"id":"/c"}]})")
                                                    : QByteArray(R"({"id":"/x"})"));
        });
        QCOMPARE(resultOf(listVirtualNetworkGateways(f.client, u"s"_s, u"g"_s))->value(0).id, u"/c"_s);
        QCOMPARE(resultOf(listGatewayConnections(f.client, u"/gw"_s))->value(0).id, u"/c"_s);
        QCOMPARE(resultOf(getGatewayConnection(f.client, u"/c"_s))->id, u"/x"_s);
        QCOMPARE(resultOf(getLocalNetworkGateway(f.client, u"/l"_s))->id, u"/x"_s);
        QStringList paths;
        for (const HttpRequest &request : f.transport.requests)
            paths.append(request.url.path() + u'?' + request.url.query());
        QCOMPARE(
            paths,
            (QStringList{
                u"/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways?api-version=2022-07-01"_s,
                u"/gw/connections?api-version=2022-07-01"_s, u"/c?api-version=2022-07-01"_s,
                u"/l?api-version=2022-07-01"_s}));
    }

    void recordedOnesAreRead()
    {
        QFile file(skybro::test::sharedCaptures().filePath(u"vpn-site-to-site.json"_s));
        if (!file.open(QIODevice::ReadOnly))
            QSKIP("no recorded tunnel here");
        int gateways = 0;
        int locals = 0;
        int connections = 0;
        int listed = 0;
        for (const QJsonValue &value : QJsonDocument::fromJson(file.readAll()).array()) {
            const QJsonObject body = value.toObject().value(u"responseBody"_s).toObject();
            const QString type = body.value(u"type"_s).toString();
            if (type == u"Microsoft.Network/virtualNetworkGateways") {
                ++gateways;
                const auto gateway = readVirtualNetworkGateway(parsed(body));
                QVERIFY(gateway);
                QCOMPARE(gateway->sku, u"VpnGw1"_s);
                QCOMPARE(gateway->addresses.size(), 1);
                if (gateway->provisioningState != u"Updating") // Azure makes it up meanwhile
                    QCOMPARE(gateway->asn, 65515);
            } else if (type == u"Microsoft.Network/localNetworkGateways") {
                ++locals;
                const auto gateway = readLocalNetworkGateway(parsed(body));
                QVERIFY(gateway);
                QCOMPARE(gateway->address, u"40.71.184.214"_s);
                QCOMPARE(gateway->addressPrefixes, QStringList{u"192.168.3.0/24"_s});
            } else if (type == u"Microsoft.Network/connections") {
                ++connections;
                const auto connection = readGatewayConnection(parsed(body));
                QVERIFY(connection);
                QCOMPARE(connection->type, u"IPsec"_s);
                QVERIFY(!connection->gatewayId.isEmpty() && !connection->localGatewayId.isEmpty());
            }
            for (const QJsonValue &item : body.value(u"value"_s).toArray()) {
                if (item[u"type"_s].toString() != u"Microsoft.Network/connections")
                    continue;
                ++listed;
                QVERIFY(readGatewayConnection(parsed(item.toObject()))->status.isEmpty());
            }
        }
        QVERIFY(gateways > 0 && locals > 0 && connections > 0 && listed > 0);
    }
};

QTEST_GUILESS_MAIN(TestVirtualNetworkGateway)
#include "tst_virtualnetworkgateway.moc"
