#include "models/azure/network/networkinterface.h"
#include "models/azure/network/publicipaddress.h"
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

namespace {

} // namespace

class TestNetwork : public QObject
{
    Q_OBJECT

private slots:
    void interfaceIsRead()
    {
        const auto nic = readNetworkInterface(parsed(
            "{\"id\":\"/n\",\"name\":\"nic1\",\"location\":\"westeurope\",\"properties\":{\"primary\":true,"
            "\"networkSecurityGroup\":{\"id\":\"/"
            "nsg\"},\"macAddress\":\"00-0D-3A-4D-CA-6B\",\"virtualMachine\":{\"id\":\"/"
            "vm\"},\"ipConfigurations\":["
            "{\"properties\":{\"privateIPAddress\":\"10.0.1.9\",\"primary\":false,\"subnet\":{\"id\":\"/"
            "sub\"}}},"
            "{\"properties\":{\"privateIPAddress\":\"10.0.1.4\",\"primary\":true,\"subnet\":{\"id\":\"/"
            "sub\"},"
            "\"publicIPAddress\":{\"id\":\"/pip\"}}}]}}"));
        QVERIFY(nic);
        QCOMPARE(nic->name, u"nic1"_s);
        QCOMPARE(nic->virtualMachineId, u"/vm"_s);
        QCOMPARE(nic->macAddress, u"00-0D-3A-4D-CA-6B"_s);
        QCOMPARE(nic->networkSecurityGroupId, u"/nsg"_s);
        QVERIFY(nic->primary);
        QCOMPARE(nic->addresses.size(), 2);
        QCOMPARE(nic->addresses[0].privateIp, u"10.0.1.4"_s);
        QCOMPARE(nic->addresses[0].subnetId, u"/sub"_s);
        QCOMPARE(nic->addresses[0].publicIpId, u"/pip"_s);
        QVERIFY(nic->addresses[1].publicIpId.isEmpty());
    }

    void whatIsMissingIsEmpty()
    {
        QVERIFY(!readNetworkInterface({}));
        QVERIFY(!readPublicIpAddress(parsed("{\"name\":\"x\"}")));
        const auto nic = readNetworkInterface(parsed(
            "{\"id\":\"/n\",\"properties\":{\"virtualMachine\":null,\"ipConfigurations\":[null,{}]}}"));
        QVERIFY(nic);
        QVERIFY(nic->virtualMachineId.isEmpty());
        QVERIFY(!nic->primary);
        QCOMPARE(nic->addresses.size(), 2);
        const auto ip = readPublicIpAddress(
            parsed("{\"id\":\"/p\",\"properties\":{\"publicIPAllocationMethod\":\"Dynamic\"}}"));
        QVERIFY(ip);
        QVERIFY(ip->address.isEmpty() && ip->fqdn.isEmpty() && ip->ipConfigurationId.isEmpty());
    }

    void publicAddressIsRead()
    {
        const auto ip = readPublicIpAddress(
            parsed("{\"id\":\"/p\",\"name\":\"pip\",\"properties\":{\"ipAddress\":\"40.1.2.3\","
                   "\"dnsSettings\":{\"fqdn\":\"a.westeurope.cloudapp.azure.com\"},\"ipConfiguration\":{"
                   "\"id\":\"/nic/ipc\"}}}"));
        QVERIFY(ip);
        QCOMPARE(ip->address, u"40.1.2.3"_s);
        QCOMPARE(ip->fqdn, u"a.westeurope.cloudapp.azure.com"_s);
        QCOMPARE(ip->ipConfigurationId, u"/nic/ipc"_s);
    }

    void listsAskTheWholeSubscription()
    {
        ArmFixture f([](const HttpRequest &) {
            return ScriptedTransport::json(200, "{\"value\":[{\"id\":\"/x\"}]}");
        });
        QCOMPARE(resultOf(listNetworkInterfaces(f.client, u"s"_s))->size(), 1);
        QCOMPARE(resultOf(listPublicIpAddresses(f.client, u"s"_s))->size(), 1);
        QCOMPARE(f.transport.requests[0].url.path(),
                 u"/subscriptions/s/providers/Microsoft.Network/networkInterfaces"_s);
        QCOMPARE(f.transport.requests[1].url.path(),
                 u"/subscriptions/s/providers/Microsoft.Network/publicIPAddresses"_s);
        QCOMPARE(f.transport.requests[1].url.query(), u"api-version=2022-07-01"_s);
    }

    void recordedOnesAreRead()
    {
        const QDir captures = skybro::test::sharedCaptures();
        int nics = 0;
        int ips = 0;
        for (const QString &name : captures.entryList({u"*.json"_s})) {
            QFile file(captures.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            for (const QJsonValue &value : QJsonDocument::fromJson(file.readAll()).array()) {
                const QJsonObject body = value.toObject().value(u"responseBody"_s).toObject();
                const QString type = body.value(u"type"_s).toString();
                if (type == u"Microsoft.Network/networkInterfaces") {
                    ++nics;
                    const auto nic = readNetworkInterface(parsed(body));
                    QVERIFY(nic && !nic->addresses.isEmpty());
                    QVERIFY(!nic->addresses[0].privateIp.isEmpty() && !nic->addresses[0].subnetId.isEmpty());
                } else if (type == u"Microsoft.Network/publicIPAddresses") {
                    ++ips;
                    QVERIFY(readPublicIpAddress(parsed(body)));
                }
            }
        }
        if (nics + ips == 0)
            QSKIP("no recorded networks here");
        QVERIFY(nics > 0 && ips > 0);
    }
};

QTEST_GUILESS_MAIN(TestNetwork)
#include "tst_network.moc"
