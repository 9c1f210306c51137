#include "azuretest.h"
#include "models/simulator/capture.h"
#include "models/simulator/statefile.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro::sim;

namespace {

const QByteArray policy = "{'saLifeTimeSeconds': 27000, 'saDataSizeKilobytes': 102400000, 'ipsecEncryption': "
                          "'AES256', 'ipsecIntegrity': 'SHA256', 'ikeEncryption': 'AES256', 'ikeIntegrity': "
                          "'SHA256', 'dhGroup': 'DHGroup14', 'pfsGroup': 'PFS14'}";

/// A Vnet of its own with a gateway's subnet, an on-premise side, and what is made of them.
struct Site
{
    Site()
        : sim(0)
    {
        const auto made = [this](const QString &path, const QByteArray &properties,
                                 const QJsonObject &more = {}) {
            const QString refusal = sim.put(sim.network(path), properties, more);
            if (!refusal.isEmpty())
                qFatal("%s", qPrintable(refusal));
        };
        made(u"virtualNetworks/v"_s,
             "{'addressSpace': {'addressPrefixes': ['172.16.0.0/16']}, 'subnets': ["
             "{'name': 'GatewaySubnet', 'properties': {'addressPrefix': '172.16.255.0/27'}},"
             "{'name': 'vm', 'properties': {'addressPrefix': '172.16.1.0/24'}}]}");
        for (const QString &name : {u"ip1"_s, u"ip2"_s})
            made(u"publicIPAddresses/"_s + name, "{}", {{u"sku"_s, QJsonObject{{u"name"_s, u"Standard"_s}}}});
        made(u"localNetworkGateways/l"_s, "{'gatewayIpAddress': '192.0.2.9', 'localNetworkAddressSpace': "
                                          "{'addressPrefixes': ['192.168.0.0/16']}}");
    }

    QByteArray id(const QString &path) const { return "{'id': '" + sim.network(path).toUtf8() + "'}"; }
    QByteArray place(const QString &address, const QString &subnet = u"GatewaySubnet"_s) const
    {
        return "{'name': '" + address.toUtf8() +
               "', 'properties': {'publicIPAddress': " + id(u"publicIPAddresses/"_s + address) +
               ", 'subnet': " + id(u"virtualNetworks/v/subnets/"_s + subnet) + "}}";
    }
    QByteArray gateway(const QByteArray &sku = "VpnGw1", const QByteArray &more = {},
                       QByteArray places = {}) const
    {
        if (places.isEmpty())
            places = place(u"ip1"_s);
        return "{'ipConfigurations': [" + places + "], 'sku': {'name': '" + sku + "'}, 'gatewayType': 'Vpn'" +
               more + '}';
    }
    QString makeGateway(const QByteArray &properties)
    {
        return sim.put(sim.network(u"virtualNetworkGateways/g"_s), properties);
    }
    QByteArray connection(const QByteArray &more = {}) const
    {
        return "{'connectionType': 'IPSec', 'sharedKey': 'Only-for-two', 'virtualNetworkGateway1': " +
               id(u"virtualNetworkGateways/g"_s) +
               ", 'localNetworkGateway2': " + id(u"localNetworkGateways/l"_s) + more + '}';
    }
    QString path() const { return sim.network(u"connections/c"_s); }
    /// Connection c, just made; no minute has passed for it.
    void connect(const QByteArray &more = {})
    {
        QCOMPARE(makeGateway(gateway()), QString());
        QByteArray text = connection(more);
        const QJsonObject properties = QJsonDocument::fromJson(text.replace('\'', '"')).object();
        QCOMPARE(
            sim.ask("PUT", path(), {{u"location"_s, u"westeurope"_s}, {u"properties"_s, properties}}).status,
            201);
        QCOMPARE(status(), u"Unknown"_s);
        sim.azure.advance(sim.azure.world().settings.operationTime / 2);
    }
    QString status() { return sim.properties(path())[u"connectionStatus"_s].toString(); }
    qint64 ingress() { return sim.properties(path())[u"ingressBytesTransferred"_s].toInteger(); }
    void minutes(int count) { sim.azure.advance(sim.azure.world().settings.operationTime * 3 * count / 4); }
    /// Runs a POST to its end: its answer.
    Response run(const QString &call, const QJsonObject &body = {})
    {
        const Response begun = sim.ask("POST", call, body);
        if (begun.status != 202)
            return begun;
        sim.azure.advance(sim.azure.world().settings.operationTime * 5);
        return sim.follow(begun.header("Location"));
    }

    TestAzure sim;
};

} // namespace

/// VPN gateways, on-premise gateways and the connections between them.
class VpnGatewayTest : public QObject
{
    Q_OBJECT

private slots:
    void gatewayRules_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<QString>("code");
        const Site site;
        const QByteArray both = site.place(u"ip1"_s) + ',' + site.place(u"ip2"_s);
        QTest::newRow("plain") << site.gateway() << QString();
        QTest::newRow("policy-based") << site.gateway("Basic", ", 'vpnType': 'PolicyBased'") << QString();
        QTest::newRow("policy-based VpnGw1") << site.gateway("VpnGw1", ", 'vpnType': 'PolicyBased'")
                                             << u"InvalidGatewaySkuSpecifiedForPolicyBasedVpnType"_s;
        QTest::newRow("SKU") << site.gateway("VpnGw9") << u"InvalidGatewaySkuProvidedForGatewayType"_s;
        QTest::newRow("zones") << site.gateway("VpnGw2AZ", ", 'vpnGatewayGeneration': 'Generation2'")
                               << QString();
        QTest::newRow("generation") << site.gateway("VpnGw1", ", 'vpnGatewayGeneration': 'Generation2'")
                                    << u"InvalidGatewayGeneration"_s;
        QTest::newRow("active-active") << site.gateway("VpnGw1", ", 'activeActive': true", both) << QString();
        QTest::newRow("one address of two")
            << site.gateway("VpnGw1", ", 'activeActive': true") << u"InvalidGatewayIpConfigurationCount"_s;
        QTest::newRow("an address too many")
            << site.gateway("VpnGw1", {}, both) << u"InvalidGatewayIpConfigurationCount"_s;
        QTest::newRow("Basic active-active") << site.gateway("Basic", ", 'activeActive': true", both)
                                             << u"BasicGatewaySkuFeatureNotSupported"_s;
        QTest::newRow("Basic BGP") << site.gateway("Basic", ", 'enableBgp': true")
                                   << u"BasicGatewaySkuFeatureNotSupported"_s;
        QTest::newRow("Basic IKEv2") << site.gateway(
                                            "Basic",
                                            ", 'vpnClientConfiguration': {'vpnClientProtocols': ['IkeV2']}")
                                     << u"BasicGatewaySkuFeatureNotSupported"_s;
        QTest::newRow("subnet's name")
            << site.gateway("VpnGw1", {}, site.place(u"ip1"_s, u"vm"_s)) << u"InvalidGatewaySubnetName"_s;
        QTest::newRow("no subnet") << site.gateway("VpnGw1", {}, site.place(u"ip1"_s, u"none"_s))
                                   << u"InvalidResourceReference"_s;
        QTest::newRow("no address") << site.gateway("VpnGw1", {}, site.place(u"none"_s))
                                    << u"InvalidResourceReference"_s;
        QTest::newRow("ExpressRoute")
            << site.gateway("VpnGw1", ", 'gatewayType': 'ExpressRoute'") << u"InvalidGatewayType"_s;
    }
    void gatewayRules()
    {
        QFETCH(QByteArray, properties);
        QFETCH(QString, code);
        Site site;
        // Site paths hold the subscription, which is the same for the same seed.
        QCOMPARE(site.makeGateway(properties), code);
        if (code.isEmpty())
            QCOMPARE(
                site.sim.properties(site.sim.network(u"virtualNetworkGateways/g"_s))[u"provisioningState"_s],
                QJsonValue(u"Succeeded"_s));
    }

    void resizes()
    {
        Site basic;
        QCOMPARE(basic.makeGateway(basic.gateway("Basic")), QString());
        QCOMPARE(basic.makeGateway(basic.gateway("VpnGw1")), u"GatewaySkuResizeNotAllowed"_s);
        Site site;
        QCOMPARE(site.makeGateway(site.gateway("VpnGw2")), QString());
        QCOMPARE(site.makeGateway(site.gateway("VpnGw3")), QString());
        QCOMPARE(site.makeGateway(site.gateway("Basic")), u"GatewaySkuResizeNotAllowed"_s);
        QCOMPARE(site.makeGateway(site.gateway("VpnGw3", ", 'vpnGatewayGeneration': 'Generation2'")),
                 u"GatewayGenerationCannotBeChanged"_s);
    }

    void isLentByPeering()
    {
        Site site;
        QCOMPARE(site.makeGateway(site.gateway()), QString());
        QCOMPARE(site.sim.put(site.sim.network(u"virtualNetworks/w"_s),
                              "{'addressSpace': {'addressPrefixes': ['172.17.0.0/16']}}"),
                 QString());
        const auto peer = [&site](const QString &from, const QString &to, const QByteArray &more) {
            return site.sim.put(site.sim.network(u"virtualNetworks/%1/virtualNetworkPeerings/p"_s.arg(from)),
                                "{'remoteVirtualNetwork': " + site.id(u"virtualNetworks/"_s + to) + more +
                                    '}');
        };
        const QByteArray use = ", 'useRemoteGateways': true";
        QCOMPARE(peer(u"v"_s, u"w"_s, {}), QString());
        QCOMPARE(peer(u"w"_s, u"v"_s, use), u"RemotePeeringAllowsNoGatewayTransit"_s);
        QCOMPARE(peer(u"v"_s, u"w"_s, ", 'allowGatewayTransit': true"), QString());
        QCOMPARE(peer(u"w"_s, u"v"_s, use), QString());
        QCOMPARE(peer(u"v"_s, u"w"_s, use), u"RemoteVnetHasNoGateways"_s);
        // Who has one of its own takes no other's.
        QCOMPARE(site.sim.put(site.sim.network(u"virtualNetworks/w/subnets/GatewaySubnet"_s),
                              "{'addressPrefix': '172.17.255.0/27'}"),
                 QString());
        const QByteArray place =
            site.place(u"ip2"_s).replace("virtualNetworks/v/subnets", "virtualNetworks/w/subnets");
        QCOMPARE(
            site.sim.put(site.sim.network(u"virtualNetworkGateways/h"_s), site.gateway("VpnGw1", {}, place)),
            QString());
        QCOMPARE(peer(u"w"_s, u"v"_s, use), u"VnetHasGatewaysOfItsOwn"_s);
    }

    void gatewayTakesHalfAnHour()
    {
        Site site;
        QByteArray text = site.gateway();
        const QJsonObject properties = QJsonDocument::fromJson(text.replace('\'', '"')).object();
        const QString path = site.sim.network(u"virtualNetworkGateways/g"_s);
        const Response begun =
            site.sim.ask("PUT", path, {{u"location"_s, u"westeurope"_s}, {u"properties"_s, properties}});
        QCOMPARE(begun.status, 201);
        const auto state = [&] { return site.sim.properties(path)[u"provisioningState"_s].toString(); };
        site.minutes(20);
        QCOMPARE(state(), u"Updating"_s); // of what is made, too: see the captures
        QCOMPARE(site.sim.follow(begun.header("Azure-AsyncOperation")).json()[u"status"_s].toString(),
                 u"InProgress"_s);
        QVERIFY(!site.sim.properties(path)[u"bgpSettings"_s].toObject().contains(u"bgpPeeringAddress"_s));
        QCOMPARE(site.sim.put(site.path(), site.connection()),
                 u"AnotherOperationInProgress"_s); // 45 minutes pass
        QCOMPARE(state(), u"Succeeded"_s);
        QCOMPARE(site.sim.properties(path)[u"bgpSettings"_s][u"bgpPeeringAddress"_s].toString(),
                 u"172.16.255.30"_s);
        const QString subnet = site.sim.network(u"virtualNetworks/v/subnets/GatewaySubnet"_s);
        QVERIFY(site.sim.properties(subnet)[u"ipConfigurations"_s][0][u"id"_s].toString().contains(
            u"virtualNetworkGateways/g"_s));
        QCOMPARE(errorCode(site.sim.ask("DELETE", subnet)), u"InUseSubnetCannotBeDeleted"_s);
        const QString address = site.sim.network(u"publicIPAddresses/ip1"_s);
        QCOMPARE(errorCode(site.sim.ask("DELETE", address)), u"PublicIPAddressCannotBeDeleted"_s);
        // A twin in the same network, and one that takes the address.
        QCOMPARE(site.sim.put(site.sim.network(u"virtualNetworkGateways/h"_s),
                              site.gateway("VpnGw1", {}, site.place(u"ip2"_s))),
                 u"OnlyOneVpnGatewayAllowedPerVirtualNetwork"_s);
        QCOMPARE(site.sim.put(site.sim.network(u"virtualNetworkGateways/h"_s), site.gateway()),
                 u"PublicIPAddressInUse"_s);
        QCOMPARE(site.sim.ask("DELETE", path).status, 202);
        site.minutes(20);
        QCOMPARE(site.sim.ask("GET", path).status, 404);
        QVERIFY(!site.sim.properties(address).contains(u"ipConfiguration"_s));
    }

    void inUseStays()
    {
        Site site;
        QCOMPARE(site.makeGateway(site.gateway()), QString());
        QCOMPARE(site.sim.put(site.path(), site.connection()), QString());
        QCOMPARE(errorCode(site.sim.ask("DELETE", site.sim.network(u"virtualNetworkGateways/g"_s))),
                 u"VirtualNetworkGatewayInUseCannotBeDeleted"_s);
        QCOMPARE(errorCode(site.sim.ask("DELETE", site.sim.network(u"localNetworkGateways/l"_s))),
                 u"LocalNetworkGatewayInUseCannotBeDeleted"_s);
        const QJsonArray listed =
            site.sim.ask("GET", site.sim.network(u"virtualNetworkGateways/g/connections"_s))
                .json()[u"value"_s]
                .toArray();
        QCOMPARE(listed.size(), 1);
        QVERIFY(!listed[0][u"properties"_s].toObject().contains(u"connectionStatus"_s));
    }

    void localGatewayRules_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<QString>("code");
        const QByteArray space = "'localNetworkAddressSpace': {'addressPrefixes': ";
        QTest::newRow("name") << QByteArray("{'fqdn': 'vpn.example.org'}") << QString();
        QTest::newRow("neither") << QByteArray("{}") << u"LocalNetworkGatewayNeedsAddressOrFqdn"_s;
        QTest::newRow("both") << QByteArray("{'fqdn': 'vpn.example.org', 'gatewayIpAddress': '192.0.2.1'}")
                              << u"LocalNetworkGatewayNeedsAddressOrFqdn"_s;
        QTest::newRow("address") << QByteArray("{'gatewayIpAddress': 'vpn'}") << u"InvalidIPAddressFormat"_s;
        QTest::newRow("prefix") << "{'gatewayIpAddress': '192.0.2.1', " + space + "['192.168.1.1/16']}}"
                                << u"InvalidAddressPrefixFormat"_s;
        QTest::newRow("many") << "{'gatewayIpAddress': '192.0.2.1', " + space +
                                     "['192.168.0.0/16', '10.8.0.0/16']}}"
                              << QString();
    }
    void localGatewayRules()
    {
        QFETCH(QByteArray, properties);
        Site site;
        QTEST(site.sim.put(site.sim.network(u"localNetworkGateways/m"_s), properties), "code");
    }

    void connectionRules_data()
    {
        QTest::addColumn<QByteArray>("sku");
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<QString>("code");
        const auto with = [](QByteArray from, const QByteArray &to) {
            return ", 'ipsecPolicies': [" + QByteArray(policy).replace(from, to) + ']';
        };
        const QByteArray gw1 = "VpnGw1";
        const QByteArray own = with("x", "x");
        const QByteArray selectors =
            ", 'trafficSelectorPolicies': [{'localAddressRanges': ['172.16.0.0/16'], "
            "'remoteAddressRanges': ['192.168.1.0/24']}]";
        const QByteArray based = ", 'usePolicyBasedTrafficSelectors': true";
        QTest::newRow("policy") << gw1 << own << QString();
        QTest::newRow("two policies")
            << gw1 << QByteArray(", 'ipsecPolicies': [" + policy + ',' + policy + ']')
            << u"InvalidIpsecPolicy"_s;
        QTest::newRow("cipher") << gw1 << with("'ikeEncryption': 'AES256'", "'ikeEncryption': 'AES'")
                                << u"InvalidIpsecPolicy"_s;
        QTest::newRow("incomplete") << gw1 << with(", 'pfsGroup': 'PFS14'", "") << u"InvalidIpsecPolicy"_s;
        QTest::newRow("lifetime") << gw1 << with("27000", "299") << u"InvalidIpsecPolicy"_s;
        QTest::newRow("half GCM") << gw1
                                  << with("'ipsecEncryption': 'AES256'", "'ipsecEncryption': 'GCMAES256'")
                                  << u"InvalidIpsecPolicy"_s;
        QTest::newRow("GCM") << gw1
                             << with("'ipsecEncryption': 'AES256', 'ipsecIntegrity': 'SHA256'",
                                     "'ipsecEncryption': 'GCMAES256', 'ipsecIntegrity': 'GCMAES256'")
                             << QString();
        QTest::newRow("selectors") << gw1 << own + based + selectors << QString();
        QTest::newRow("selectors without policy")
            << gw1 << based << u"PolicyBasedTrafficSelectorsNeedIpsecPolicy"_s;
        QTest::newRow("selectors unused")
            << gw1 << own + selectors << u"TrafficSelectorPoliciesNeedPolicyBasedTrafficSelectors"_s;
        QTest::newRow("selector's prefix")
            << gw1 << own + based + QByteArray(selectors).replace("192.168.1.0/24", "all")
            << u"InvalidTrafficSelectorPolicy"_s;
        QTest::newRow("DPD") << gw1 << QByteArray(", 'dpdTimeoutSeconds': 9") << QString();
        QTest::newRow("DPD too fast")
            << gw1 << QByteArray(", 'dpdTimeoutSeconds': 8") << u"InvalidDpdTimeout"_s;
        QTest::newRow("mode") << gw1 << QByteArray(", 'connectionMode': 'ResponderOnly'") << QString();
        QTest::newRow("no mode") << gw1 << QByteArray(", 'connectionMode': 'Lazy'")
                                 << u"InvalidConnectionMode"_s;
        QTest::newRow("Basic") << QByteArray("Basic") << QByteArray() << QString();
        QTest::newRow("Basic IKEv2") << QByteArray("Basic") << QByteArray(", 'connectionProtocol': 'IKEv2'")
                                     << u"ConnectionProtocolNotSupportedByGatewaySku"_s;
        QTest::newRow("Basic policy")
            << QByteArray("Basic") << own << u"IpsecPoliciesNotSupportedByGatewaySku"_s;
        QTest::newRow("key") << gw1 << QByteArray(", 'sharedKey': 'with space'") << u"InvalidSharedKey"_s;
        QTest::newRow("type") << gw1 << QByteArray(", 'connectionType': 'ExpressRoute'")
                              << u"InvalidConnectionType"_s;
        QTest::newRow("no far end") << gw1 << QByteArray(", 'localNetworkGateway2': {'id': '/none'}")
                                    << u"InvalidResourceReference"_s;
    }
    void connectionRules()
    {
        QFETCH(QByteArray, sku);
        QFETCH(QByteArray, more);
        QFETCH(QString, code);
        Site site;
        QCOMPARE(site.makeGateway(site.gateway(sku)), QString());
        QCOMPARE(site.sim.put(site.path(), site.connection(more)),
                 code); // the last of two keys of a name counts
        if (code.isEmpty())
            QCOMPARE(site.sim.properties(site.path())[u"connectionProtocol"_s].toString(),
                     sku == "Basic" ? u"IKEv1"_s : u"IKEv2"_s);
    }

    void statusLags()
    {
        Site site;
        site.connect();
        QCOMPARE(site.status(), u"NotConnected"_s);
        site.minutes(1);
        QCOMPARE(site.status(), u"Connecting"_s);
        QCOMPARE(site.ingress(), 0);
        site.minutes(1);
        QCOMPARE(site.status(), u"Connected"_s);
        site.minutes(10);
        const qint64 first = site.ingress();
        site.minutes(10);
        QVERIFY(first > 0 && site.ingress() > first);

        const QJsonArray listed =
            site.sim.ask("GET", site.sim.network(u"connections"_s)).json()[u"value"_s].toArray();
        QVERIFY(!listed[0][u"properties"_s].toObject().contains(u"connectionStatus"_s));
        QCOMPARE(listed[0][u"properties"_s][u"ingressBytesTransferred"_s].toInteger(), 0);

        // A tag ends no tunnel, another policy does.
        QCOMPARE(site.sim.ask("PATCH", site.path(), {{u"tags"_s, QJsonObject{{u"a"_s, u"b"_s}}}}).status,
                 200);
        site.minutes(2);
        QCOMPARE(site.status(), u"Connected"_s);
        const qint64 before = site.ingress();
        QJsonObject body = site.sim.ask("GET", site.path()).json();
        QJsonObject properties = body[u"properties"_s].toObject();
        properties.insert(u"dpdTimeoutSeconds"_s, 30);
        body.insert(u"properties"_s, properties);
        QCOMPARE(site.sim.ask("PUT", site.path(), body).status, 200);
        site.sim.azure.advance(site.sim.azure.world().settings.operationTime / 2);
        site.minutes(1);
        QCOMPARE(site.status(), u"Connecting"_s);
        QVERIFY(site.ingress() >= before);
    }

    void farEndThatDoesNotAnswer()
    {
        Site site;
        site.sim.azure.world().tunnel.status = u"NotConnected"_s;
        site.connect();
        site.minutes(5);
        QCOMPARE(site.status(), u"NotConnected"_s);
        QCOMPARE(site.ingress(), 0);
        QCOMPARE(site.run(site.path() + u"/getikesas"_s).body,
                 QByteArray("\"{\\\"Status\\\":\\\"Successful\\\",\\\"Data\\\":null}\""));
    }

    void sharedKeyIsACallOfItsOwn()
    {
        Site site;
        site.connect();
        site.minutes(3);
        const auto key = [&] {
            return site.sim.ask("GET", site.path() + u"/sharedKey"_s).json()[u"value"_s].toString();
        };
        QCOMPARE(key(), u"Only-for-two"_s);
        QVERIFY(!site.sim.ask("GET", site.path()).body.contains("Only-for-two"));
        QVERIFY(!site.sim.ask("GET", site.sim.network(u"connections"_s)).body.contains("Only-for-two"));
        const Response set = site.sim.ask("PUT", site.path() + u"/sharedkey"_s, {{u"value"_s, u"Another"_s}});
        QCOMPARE(set.status, 200);
        QVERIFY(!set.header("Azure-AsyncOperation").isEmpty());
        QCOMPARE(key(), u"Only-for-two"_s); // until it is done
        QCOMPARE(errorCode(site.sim.ask("PUT", site.path() + u"/sharedKey"_s, {{u"value"_s, u"Third"_s}})),
                 u"RetryableErrorDueToAnotherOperation"_s);
        site.minutes(1);
        QCOMPARE(key(), u"Another"_s);
        QCOMPARE(errorCode(site.sim.ask("PUT", site.path() + u"/sharedKey"_s, {{u"value"_s, QString()}})),
                 u"InvalidSharedKey"_s);
        QCOMPARE(
            errorCode(site.sim.ask("POST", site.path() + u"/sharedKey/reset"_s, {{u"keyLength"_s, 129}})),
            u"InvalidKeyLength"_s);
        QCOMPARE(site.run(site.path() + u"/sharedKey/reset"_s, {{u"keyLength"_s, 40}})
                     .json()[u"keyLength"_s]
                     .toInt(),
                 40);
        QCOMPARE(key().size(), 40);
        // A put without a key keeps it.
        QCOMPARE(site.sim.ask("PUT", site.path(), site.sim.ask("GET", site.path()).json()).status, 200);
        site.minutes(2);
        QCOMPARE(key().size(), 40);
    }

    void ikeSasAndScript()
    {
        Site site;
        site.connect(", 'usePolicyBasedTrafficSelectors': true, 'ipsecPolicies': [" + policy + ']');
        site.minutes(12);
        const Response told = site.run(site.path() + u"/getIkeSas"_s);
        QCOMPARE(told.status, 200);
        const QString text = QJsonDocument::fromJson('[' + told.body + ']').array().first().toString();
        const QJsonArray sas = QJsonDocument::fromJson(text.toUtf8())[u"Data"_s].toArray();
        QCOMPARE(sas.size(), 1);
        QCOMPARE(sas[0][u"RemoteEndpoint"_s].toString(), u"192.0.2.9"_s);
        QCOMPARE(sas[0][u"DhGroup"_s].toString(), u"DHGroup14"_s);
        const QJsonValue quick = sas[0][u"QuickModeSAs"_s][0];
        QCOMPARE(quick[u"PfsGroupId"_s].toString(), u"PFS14"_s);
        QCOMPARE(quick[u"LocalTrafficSelectors"_s][0].toString(), u"172.16.0.0/16"_s);
        QCOMPARE(quick[u"RemoteTrafficSelectors"_s][0].toString(), u"192.168.0.0/16"_s);
        QVERIFY(quick[u"ElapsedTimeInseconds"_s].toInt() > 0);

        const QString script = site.path() + u"/vpnDeviceConfigurationScript"_s;
        QCOMPARE(errorCode(site.sim.ask("POST", script, {{u"vendor"_s, u"Generic"_s}})),
                 u"InvalidRequestFormat"_s);
        const Response made = site.sim.ask("POST", script,
                                           {{u"vendor"_s, u"Generic"_s},
                                            {u"deviceFamily"_s, u"Generic"_s},
                                            {u"firmwareVersion"_s, u"1.0"_s}});
        QCOMPARE(made.status, 200);
        const QString lines = QJsonDocument::fromJson('[' + made.body + ']').array().first().toString();
        QVERIFY(lines.contains(u"device 192.0.2.9"_s));
        QVERIFY(lines.contains(u"pre-shared-key Only-for-two"_s));
    }

    void gatewayResetStartsAnew()
    {
        Site site;
        site.connect();
        site.minutes(20);
        QVERIFY(site.ingress() > 0);
        const Response done = site.run(site.sim.network(u"virtualNetworkGateways/g/reset"_s));
        QCOMPARE(done.status, 200);
        QCOMPARE(done.body, QByteArray());
        QCOMPARE(site.ingress(), 0);
        site.minutes(3);
        QCOMPARE(site.status(), u"Connected"_s);
    }

    void stateFileKeepsTheTunnel()
    {
        Site site;
        site.connect();
        site.minutes(20);
        World again;
        QVERIFY(loadState(again, saveState(site.sim.azure.world())));
        const Resource *kept = again.find(site.path());
        QVERIFY(kept);
        QCOMPARE(kept->runtime, site.sim.azure.world().find(site.path())->runtime);
    }

    void connectionFromARecording()
    {
        TestAzure sim(0);
        const QString id = sim.network(u"connections/old"_s);
        const QJsonObject body{{u"id"_s, id},
                               {u"name"_s, u"old"_s},
                               {u"properties"_s, QJsonObject{{u"provisioningState"_s, u"Succeeded"_s},
                                                             {u"sharedKey"_s, u"Recorded"_s}}}};
        QVERIFY(
            loadCapture(sim.azure.world(), {QJsonObject{{u"method"_s, u"GET"_s},
                                                        {u"status"_s, 200},
                                                        {u"url"_s, u"https://management.azure.com"_s + id},
                                                        {u"responseBody"_s, body}}}));
        QVERIFY(!sim.ask("GET", id).body.contains("Recorded"));
        QCOMPARE(sim.ask("GET", id + u"/sharedKey"_s).json()[u"value"_s].toString(), u"Recorded"_s);
    }
};

QTEST_GUILESS_MAIN(VpnGatewayTest)
#include "tst_simvpngateway.moc"
