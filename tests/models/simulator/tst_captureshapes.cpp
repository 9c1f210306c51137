#include "tests/models/simulator/azuretest.h"
#include "tests/support/captures.h"

#include <QDir>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro::sim;

namespace {

/// The paths of all keys in a JSON value: "properties.subnets[].id". What is below a map of names that users
/// choose (tags) is left out.
void collect(const QJsonValue &value, const QString &path, QSet<QString> &paths)
{
    if (value.isArray()) {
        for (const QJsonValue &item : value.toArray())
            collect(item, path + u"[]"_s, paths);
    }
    if (!value.isObject() || path.endsWith("tags"_L1))
        return;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString inside = path.isEmpty() ? it.key() : path + u'.' + it.key();
        paths.insert(inside);
        collect(it.value(), inside, paths);
    }
}

/// What all recorded answers of one kind have, and what any of them has.
struct Shape
{
    QSet<QString> always;
    QSet<QString> ever;
    int answers = 0;
};

Shape recorded(const QRegularExpression &url)
{
    Shape shape;
    const QDir folder = skybro::test::sharedCaptures();
    for (const QString &name : folder.entryList({u"*.json"_s})) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const QJsonValue &item : QJsonDocument::fromJson(file.readAll()).array()) {
            const QJsonObject exchange = item.toObject();
            const QJsonObject body = exchange.value(u"responseBody"_s).toObject();
            if (exchange.value(u"method"_s) != u"GET"_s || exchange.value(u"status"_s).toInt() >= 300 ||
                body.isEmpty() || !url.match(exchange.value(u"url"_s).toString()).hasMatch())
                continue;
            QSet<QString> paths;
            collect(body, {}, paths);
            shape.always = shape.answers == 0 ? paths : shape.always & paths;
            shape.ever |= paths;
            ++shape.answers;
        }
    }
    return shape;
}

QStringList sorted(const QSet<QString> &set)
{
    QStringList list(set.begin(), set.end());
    list.sort();
    return list;
}

} // namespace

/// The simulator's answers have the keys that Azure's recorded answers have, and no others.
class CaptureShapesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!skybro::test::sharedCaptures().exists()) {
            QSKIP("SKYBRO_SKIP: the recorded answers, ../shared/captures, are not there");
        }
        const QString network = m_azure.group() + u"/providers/Microsoft.Network/"_s;
        const auto put = [this](const QString &path, const QJsonObject &body) {
            const Response response = m_azure.ask("PUT", path, body);
            QVERIFY2(response.status < 300, response.body.constData());
            m_azure.azure.advance(std::chrono::minutes(1));
        };
        put(network + u"networkSecurityGroups/guard"_s,
            {{u"tags"_s, QJsonObject{{u"a"_s, u"b"_s}}},
             {u"location"_s, u"westeurope"_s},
             {u"properties"_s,
              QJsonObject{{u"securityRules"_s,
                           QJsonArray{QJsonObject{
                               {u"name"_s, u"ssh"_s},
                               {u"properties"_s, QJsonObject{{u"protocol"_s, u"Tcp"_s},
                                                             {u"sourcePortRange"_s, u"*"_s},
                                                             {u"destinationPortRange"_s, u"22"_s},
                                                             {u"sourceAddressPrefix"_s, u"*"_s},
                                                             {u"destinationAddressPrefix"_s, u"*"_s},
                                                             {u"access"_s, u"Allow"_s},
                                                             {u"priority"_s, 300},
                                                             {u"direction"_s, u"Inbound"_s}}}}}}}}});
        const QJsonObject guard{{u"id"_s, network + u"networkSecurityGroups/guard"_s}};
        put(network + u"virtualNetworks/net"_s,
            {{u"location"_s, u"westeurope"_s},
             {u"tags"_s, QJsonObject{{u"a"_s, u"b"_s}}},
             {u"properties"_s,
              QJsonObject{
                  {u"addressSpace"_s, QJsonObject{{u"addressPrefixes"_s, QJsonArray{u"10.9.0.0/16"_s}}}},
                  {u"subnets"_s,
                   QJsonArray{
                       QJsonObject{{u"name"_s, u"vms"_s},
                                   {u"properties"_s, QJsonObject{{u"addressPrefix"_s, u"10.9.1.0/24"_s},
                                                                 {u"networkSecurityGroup"_s, guard}}}}}}}}});
        put(network + u"publicIPAddresses/ip"_s,
            {{u"tags"_s, QJsonObject{{u"a"_s, u"b"_s}}},
             {u"location"_s, u"westeurope"_s},
             {u"sku"_s, QJsonObject{{u"name"_s, u"Standard"_s}}},
             {u"properties"_s, QJsonObject{{u"publicIPAllocationMethod"_s, u"Static"_s}}}});
        put(network + u"networkInterfaces/nic"_s,
            {{u"tags"_s, QJsonObject{{u"a"_s, u"b"_s}}},
             {u"location"_s, u"westeurope"_s},
             {u"properties"_s,
              QJsonObject{
                  {u"networkSecurityGroup"_s, guard},
                  {u"ipConfigurations"_s,
                   QJsonArray{QJsonObject{
                       {u"name"_s, u"first"_s},
                       {u"properties"_s,
                        QJsonObject{{u"subnet"_s,
                                     QJsonObject{{u"id"_s, network + u"virtualNetworks/net/subnets/vms"_s}}},
                                    {u"publicIPAddress"_s,
                                     QJsonObject{{u"id"_s, network + u"publicIPAddresses/ip"_s}}}}}}}}}}});
        put(m_azure.vm(u"vm"_s),
            {{u"tags"_s, QJsonObject{{u"a"_s, u"b"_s}}},
             {u"location"_s, u"westeurope"_s},
             {u"properties"_s,
              QJsonObject{
                  {u"hardwareProfile"_s, QJsonObject{{u"vmSize"_s, u"Standard_D2s_v5"_s}}},
                  {u"storageProfile"_s,
                   QJsonObject{{u"imageReference"_s, QJsonObject{{u"publisher"_s, u"almalinux"_s},
                                                                 {u"offer"_s, u"almalinux-x86_64"_s},
                                                                 {u"sku"_s, u"8-gen2"_s},
                                                                 {u"version"_s, u"latest"_s}}}}},
                  {u"osProfile"_s,
                   QJsonObject{
                       {u"computerName"_s, u"vm"_s},
                       {u"adminUsername"_s, u"azureuser"_s},
                       {u"linuxConfiguration"_s,
                        QJsonObject{{u"disablePasswordAuthentication"_s, true},
                                    {u"ssh"_s,
                                     QJsonObject{{u"publicKeys"_s,
                                                  QJsonArray{QJsonObject{
                                                      {u"path"_s, u"/home/azureuser/.ssh/authorized_keys"_s},
                                                      {u"keyData"_s, u"ssh-rsa AAAA"_s}}}}}}}}}},
                  {u"networkProfile"_s,
                   QJsonObject{
                       {u"networkInterfaces"_s,
                        QJsonArray{QJsonObject{{u"id"_s, network + u"networkInterfaces/nic"_s},
                                               {u"properties"_s, QJsonObject{{u"primary"_s, true}}}}}}}}}}});
        makeTunnel();
        put(m_azure.group() + u"/providers/Microsoft.Compute/disks/data"_s,
            {{u"tags"_s, QJsonObject{{u"a"_s, u"b"_s}}},
             {u"location"_s, u"westeurope"_s},
             {u"properties"_s,
              QJsonObject{{u"diskSizeGB"_s, 32},
                          {u"creationData"_s, QJsonObject{{u"createOption"_s, u"Empty"_s}}}}}});
    }

    void makeTunnel()
    {
        const QString network = m_azure.group() + u"/providers/Microsoft.Network/"_s;
        const QJsonObject tags{{u"tags"_s, QJsonObject{{u"a"_s, u"b"_s}}}};
        const auto id = [&network](const QString &path) {
            return "{'id': '" + (network + path).toUtf8() + "'}";
        };
        const auto put = [&](const QString &path, const QByteArray &properties) {
            QCOMPARE(m_azure.put(network + path, properties, tags), QString());
        };
        put(u"virtualNetworks/site"_s,
            "{'addressSpace': {'addressPrefixes': ['10.11.0.0/16']}, 'subnets': "
            "[{'name': 'GatewaySubnet', 'properties': {'addressPrefix': '10.11.255.0/27'}}]}");
        put(u"publicIPAddresses/gateway"_s, "{'publicIPAllocationMethod': 'Dynamic'}");
        put(u"virtualNetworkGateways/g"_s, "{'sku': {'name': 'VpnGw1'}, 'ipConfigurations': [{'name': 'i', "
                                           "'properties': {'publicIPAddress': " +
                                               id(u"publicIPAddresses/gateway"_s) + ", 'subnet': " +
                                               id(u"virtualNetworks/site/subnets/GatewaySubnet"_s) + "}}]}");
        put(u"localNetworkGateways/l"_s, "{'gatewayIpAddress': '192.0.2.1', 'localNetworkAddressSpace': "
                                         "{'addressPrefixes': ['192.168.3.0/24']}}");
        put(u"connections/c"_s,
            "{'connectionType': 'IPsec', 'virtualNetworkGateway1': " + id(u"virtualNetworkGateways/g"_s) +
                ", 'localNetworkGateway2': " + id(u"localNetworkGateways/l"_s) + '}');
    }

    void shapes_data()
    {
        QTest::addColumn<QString>("ours");      // asked of the simulator
        QTest::addColumn<QString>("pattern");   // the recorded URLs of the same kind
        QTest::addColumn<QStringList>("newer"); // keys that came with versions after the recordings
        QTest::addColumn<QStringList>("other"); // keys that the simulator leaves out, for the reason given

        const QString network = m_azure.group() + u"/providers/Microsoft.Network/"_s;
        const QString compute = m_azure.group() + u"/providers/Microsoft.Compute/"_s;
        const QStringList newVm{u"properties.storageProfile.osDisk.deleteOption"_s,
                                u"properties.timeCreated"_s};
        QTest::newRow("VM") << m_azure.vm(u"vm"_s) << u"/virtualMachines/[^/?]+\\?api"_s << newVm
                            << QStringList();
        QTest::newRow("instance view")
            << m_azure.vm(u"vm"_s) + u"/instanceView"_s << u"/instanceView\\?"_s
            << QStringList{u"hyperVGeneration"_s}
            // Where they lie in a storage account; managed ones have no address.
            << QStringList{u"bootDiagnostics"_s, u"bootDiagnostics.consoleScreenshotBlobUri"_s,
                           u"bootDiagnostics.serialConsoleLogBlobUri"_s};
        QTest::newRow("NIC") << network + u"networkInterfaces/nic"_s << u"/networkInterfaces/[^/?]+\\?"_s
                             << QStringList{u"properties.nicType"_s} << QStringList();
        QTest::newRow("public IP") << network + u"publicIPAddresses/ip"_s << u"/publicIPAddresses/[^/?]+\\?"_s
                                   << QStringList() << QStringList();
        QTest::newRow("Vnet") << network + u"virtualNetworks/net"_s << u"/virtualNetworks/[^/?]+\\?"_s
                              << QStringList() << QStringList();
        QTest::newRow("NSG") << network + u"networkSecurityGroups/guard"_s
                             << u"/networkSecurityGroups/[^/?]+\\?"_s << QStringList() << QStringList();
        QTest::newRow("Vnet of a gateway")
            << network + u"virtualNetworks/site"_s << u"/virtualNetworks/[^/?]+\\?"_s << QStringList()
            << QStringList();
        QTest::newRow("VPN gateway") << network + u"virtualNetworkGateways/g"_s
                                     << u"/virtualNetworkGateways/[^/?]+\\?"_s << QStringList()
                                     << QStringList();
        QTest::newRow("local gateway")
            << network + u"localNetworkGateways/l"_s << u"/localNetworkGateways/[^/?]+\\?"_s << QStringList()
            << QStringList();
        const QStringList newConnection{u"properties.connectionMode"_s};
        QTest::newRow("connection") << network + u"connections/c"_s << u"/connections/[^/?]+\\?"_s
                                    << newConnection
                                    // A GET told the key in 2019; it is a call of its own.
                                    << QStringList{u"properties.sharedKey"_s};
        QTest::newRow("connections of a gateway")
            << network + u"virtualNetworkGateways/g/connections"_s
            << u"/virtualNetworkGateways/[^/?]+/connections\\?"_s
            << QStringList{u"value[].properties.connectionMode"_s} << QStringList();
        QTest::newRow("disk") << compute + u"disks/data"_s << u"/disks/[^/?]+\\?"_s
                              << QStringList{u"properties.diskSizeBytes"_s,
                                             u"properties.encryption"_s,
                                             u"properties.encryption.type"_s,
                                             u"properties.uniqueId"_s,
                                             u"sku"_s,
                                             u"sku.name"_s,
                                             u"sku.tier"_s} // What is called sku since 2017.
                              << QStringList{u"properties.accountType"_s};
        QTest::newRow("group") << m_azure.group() << u"/resource[gG]roups/[^/?]+\\?"_s << QStringList()
                               << QStringList();
    }
    void shapes()
    {
        QFETCH(const QString, ours);
        QFETCH(const QString, pattern);
        QFETCH(const QStringList, newer);
        QFETCH(const QStringList, other);
        const Shape theirs = recorded(QRegularExpression(pattern));
        QVERIFY(theirs.answers > 0);
        const Response response = m_azure.ask("GET", ours);
        QCOMPARE(response.status, 200);
        QSet<QString> paths;
        collect(response.json(), {}, paths);
        QCOMPARE(sorted(paths - theirs.ever).join(u'\n'), newer.join(u'\n'));
        QCOMPARE(sorted(theirs.always - paths).join(u'\n'), other.join(u'\n'));
    }

    void expandedInstanceView()
    {
        QSet<QString> expanded;
        collect(m_azure.ask("GET", m_azure.vm(u"vm"_s) + u"?$expand=instanceView"_s)
                    .json()
                    .value(u"properties"_s)
                    .toObject()
                    .value(u"instanceView"_s),
                {}, expanded);
        QSet<QString> alone;
        collect(m_azure.ask("GET", m_azure.vm(u"vm"_s) + u"/instanceView"_s).json(), {}, alone);
        QVERIFY(!alone.isEmpty());
        QCOMPARE(sorted(expanded), sorted(alone));
    }

    void operations_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("pattern");
        QTest::newRow("compute") << m_azure.vm(u"cloud001"_s) + u"/restart"_s << QByteArray("POST")
                                 << u"Microsoft.Compute/locations/[^/]+/operations/"_s;
        QTest::newRow("reset of a gateway")
            << m_azure.group() + u"/providers/Microsoft.Network/virtualNetworkGateways/g/reset"_s
            << QByteArray("POST") << u"Microsoft.Network/locations/[^/]+/operations/"_s;
        QTest::newRow("network") << m_azure.group() + u"/providers/Microsoft.Network/publicIPAddresses/gone"_s
                                 << QByteArray("PUT") << u"Microsoft.Network/locations/[^/]+/operations/"_s;
    }
    void operations()
    {
        QFETCH(const QString, path);
        QFETCH(const QByteArray, method);
        QFETCH(const QString, pattern);
        const Shape theirs = recorded(QRegularExpression(pattern));
        QVERIFY(theirs.answers > 0);
        const Response begun = m_azure.ask(method, path, {{u"location"_s, u"westeurope"_s}});
        QVERIFY2(begun.status == 201 || begun.status == 202, begun.body.constData());
        for (const char *when : {"under way", "done"}) {
            const Response answer = m_azure.follow(begun.header("Azure-AsyncOperation"));
            QSet<QString> paths;
            collect(answer.json(), {}, paths);
            QVERIFY2((paths - theirs.ever).isEmpty(), when);
            QVERIFY2((theirs.always - paths).isEmpty(), when);
            m_azure.azure.advance(std::chrono::minutes(1));
        }
    }

private:
    TestAzure m_azure;
};

QTEST_GUILESS_MAIN(CaptureShapesTest)
#include "tst_captureshapes.moc"
