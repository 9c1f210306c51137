#include "azuretest.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro::sim;

/// Vnets, subnets, interfaces, addresses and security groups.
class NetworkTest : public QObject
{
    Q_OBJECT

private:
    static QString network(const TestAzure &sim, const QString &type, const QString &name)
    {
        return sim.subscription() + u"/resourceGroups/rg-network/providers/Microsoft.Network/"_s + type +
               u'/' + name;
    }
    static QJsonObject vnet(const QString &space, const QStringList &subnets)
    {
        QJsonArray list;
        for (const QString &prefix : subnets) {
            list.append(QJsonObject{{u"name"_s, u"s%1"_s.arg(list.size())},
                                    {u"properties"_s, QJsonObject{{u"addressPrefix"_s, prefix}}}});
        }
        return {{u"location"_s, u"westeurope"_s},
                {u"properties"_s,
                 QJsonObject{{u"addressSpace"_s, QJsonObject{{u"addressPrefixes"_s, QJsonArray{space}}}},
                             {u"subnets"_s, list}}}};
    }
    static QJsonObject nic(const QString &subnet, const QString &address = {})
    {
        QJsonObject ip{{u"subnet"_s, QJsonObject{{u"id"_s, subnet}}}};
        if (!address.isEmpty()) {
            ip.insert(u"privateIPAllocationMethod"_s, u"Static"_s);
            ip.insert(u"privateIPAddress"_s, address);
        }
        return {{u"location"_s, u"westeurope"_s},
                {u"properties"_s,
                 QJsonObject{{u"ipConfigurations"_s,
                              QJsonArray{QJsonObject{{u"name"_s, u"ip"_s}, {u"properties"_s, ip}}}}}}};
    }
    static QString addressOf(const Response &response)
    {
        return response.json()[u"properties"_s]
            .toObject()[u"ipConfigurations"_s]
            .toArray()
            .first()
            .toObject()[u"properties"_s]
            .toObject()[u"privateIPAddress"_s]
            .toString();
    }

private slots:
    void vnetRules_data()
    {
        QTest::addColumn<QString>("space");
        QTest::addColumn<QStringList>("subnets");
        QTest::addColumn<QString>("code");
        QTest::newRow("good") << u"172.16.0.0/16"_s << QStringList{u"172.16.1.0/24"_s, u"172.16.2.0/24"_s}
                              << QString();
        QTest::newRow("outside") << u"172.16.0.0/16"_s << QStringList{u"172.17.1.0/24"_s}
                                 << u"NetcfgInvalidSubnet"_s;
        QTest::newRow("host bits") << u"172.16.0.1/16"_s << QStringList{} << u"InvalidAddressPrefixFormat"_s;
        QTest::newRow("no prefix") << u"elsewhere"_s << QStringList{} << u"InvalidAddressPrefixFormat"_s;
    }
    void vnetRules()
    {
        QFETCH(QString, space);
        QFETCH(QStringList, subnets);
        QFETCH(QString, code);
        TestAzure sim;
        const Response made =
            sim.ask("PUT", network(sim, u"virtualNetworks"_s, u"v"_s), vnet(space, subnets));
        QCOMPARE(errorCode(made), code);
        if (code.isEmpty()) {
            QCOMPARE(made.status, 201);
            QCOMPARE(made.json()[u"properties"_s].toObject()[u"subnets"_s].toArray().size(), subnets.size());
            QCOMPARE(sim.ask("GET", network(sim, u"virtualNetworks"_s, u"v"_s) + u"/subnets/s1"_s).status,
                     200);
        }
    }

    void subnetsStandAloneAndInTheVnet()
    {
        TestAzure sim;
        const QString v = network(sim, u"virtualNetworks"_s, u"vnet-hpc"_s);
        QCOMPARE(
            errorCode(sim.ask("PUT", v + u"/subnets/more"_s,
                              {{u"properties"_s, QJsonObject{{u"addressPrefix"_s, u"10.0.1.128/25"_s}}}})),
            u"NetcfgSubnetRangesOverlap"_s);
        QCOMPARE(errorCode(sim.ask("PUT", v + u"/subnets/more"_s,
                                   {{u"properties"_s, QJsonObject{{u"addressPrefix"_s, u"10.9.0.0/24"_s}}}})),
                 u"NetcfgInvalidSubnet"_s);
        QCOMPARE(sim.ask("PUT", v + u"/subnets/more"_s,
                         {{u"properties"_s, QJsonObject{{u"addressPrefix"_s, u"10.0.2.0/24"_s}}}})
                     .status,
                 201);
        QCOMPARE(sim.ask("GET", v).json()[u"properties"_s].toObject()[u"subnets"_s].toArray().size(), 3);
        QCOMPARE(errorCode(sim.ask("DELETE", v + u"/subnets/vm"_s)), u"InUseSubnetCannotBeDeleted"_s);
        QCOMPARE(errorCode(sim.ask("DELETE", v)), u"InUseSubnetCannotBeDeleted"_s);
        QCOMPARE(errorCode(sim.ask("PUT", network(sim, u"virtualNetworks"_s, u"none"_s) + u"/subnets/a"_s,
                                   {{u"properties"_s, QJsonObject()}})),
                 u"ParentResourceNotFound"_s);
    }

    void etagsGuardAgainstLostUpdates()
    {
        TestAzure sim;
        const QString path = network(sim, u"virtualNetworks"_s, u"vnet-hpc"_s);
        QJsonObject body = sim.ask("GET", path).json();
        const QByteArray etag = body[u"etag"_s].toString().toUtf8();
        QVERIFY(!etag.isEmpty());
        body.insert(u"tags"_s, QJsonObject{{u"a"_s, u"b"_s}});
        QCOMPARE(sim.ask("PUT", path, body, {{"If-Match", etag}}).status, 200);
        sim.azure.advance(std::chrono::seconds(2));
        const Response stale = sim.ask("PUT", path, body, {{"If-Match", etag}});
        QCOMPARE(stale.status, 412);
        QCOMPARE(errorCode(stale), u"PreconditionFailed"_s);
        QCOMPARE(sim.ask("PUT", path, body, {{"If-None-Match", "*"}}).status, 412);
    }

    void lockedWhileBusy()
    {
        TestAzure sim;
        const QString path = network(sim, u"virtualNetworks"_s, u"vnet-hpc"_s);
        const QJsonObject body = sim.ask("GET", path).json();
        QCOMPARE(sim.ask("PUT", path, body).status, 200);
        const Response locked = sim.ask("PUT", path, body);
        QCOMPARE(locked.status, 429);
        QCOMPARE(errorCode(locked), u"RetryableErrorDueToAnotherOperation"_s);
        QVERIFY(locked.header("Retry-After").toInt() >= 1);
    }

    void addressesAreGivenOnce()
    {
        TestAzure sim;
        const QString subnet = network(sim, u"virtualNetworks"_s, u"vnet-hpc"_s) + u"/subnets/vm"_s;
        const auto path = [&sim](const QString &name) {
            return sim.group() + u"/providers/Microsoft.Network/networkInterfaces/"_s + name;
        };
        const Response first = sim.ask("PUT", path(u"a"_s), nic(subnet));
        QCOMPARE(first.status, 201);
        QCOMPARE(addressOf(first), u"10.0.1.12"_s); // eight nodes have .4 to .11
        QCOMPARE(addressOf(sim.ask("PUT", path(u"b"_s), nic(subnet, u"10.0.1.20"_s))), u"10.0.1.20"_s);
        QCOMPARE(errorCode(sim.ask("PUT", path(u"c"_s), nic(subnet, u"10.0.1.4"_s))),
                 u"PrivateIPAddressIsAllocated"_s);
        QCOMPARE(errorCode(sim.ask("PUT", path(u"c"_s), nic(subnet, u"10.0.1.3"_s))),
                 u"PrivateIPAddressNotInSubnet"_s); // Azure's own
        QCOMPARE(errorCode(sim.ask("PUT", path(u"c"_s), nic(subnet, u"10.0.1.255"_s))),
                 u"PrivateIPAddressNotInSubnet"_s);
        QCOMPARE(errorCode(sim.ask("PUT", path(u"c"_s), nic(u"/subscriptions/x/none"_s))),
                 u"InvalidResourceReference"_s);
        sim.azure.advance(std::chrono::seconds(5));
        (void)sim.ask("DELETE", path(u"a"_s));
        sim.azure.advance(std::chrono::seconds(5));
        QCOMPARE(addressOf(sim.ask("PUT", path(u"d"_s), nic(subnet))), u"10.0.1.12"_s);
    }

    void addressesOfAllPrefixes()
    {
        TestAzure sim;
        const QString subnet = sim.network(u"virtualNetworks/vnet-hpc/subnets/two"_s);
        QCOMPARE(sim.put(subnet, "{'addressPrefixes': ['10.0.8.0/29', '10.0.9.0/29']}"), QString());
        const auto made = [&](const QString &name, const QString &address = {}) {
            const Response response =
                sim.ask("PUT", sim.network(u"networkInterfaces/"_s + name), nic(subnet, address));
            return response.status == 201 ? addressOf(response) : errorCode(response);
        };
        QCOMPARE(made(u"a"_s, u"10.0.9.5"_s), u"10.0.9.5"_s);
        for (const auto &outside : {u"10.0.8.7"_s, u"10.0.9.3"_s, u"10.0.10.4"_s})
            QCOMPARE(made(u"b"_s, outside), u"PrivateIPAddressNotInSubnet"_s);
        const QStringList free{u"10.0.8.4"_s, u"10.0.8.5"_s, u"10.0.8.6"_s, u"10.0.9.4"_s, u"10.0.9.6"_s};
        for (const QString &next : free) // the second prefix serves when the first is full
            QCOMPARE(made(u"n"_s + next), next);
        QCOMPARE(made(u"c"_s), u"SubnetIsFull"_s);
    }

    void movedInterfaceGetsAnAddressThere()
    {
        TestAzure sim;
        const QString path = sim.network(u"networkInterfaces/n"_s);
        QJsonObject body =
            sim.ask("PUT", path, nic(sim.network(u"virtualNetworks/vnet-hpc/subnets/vm"_s))).json();
        sim.azure.advance(std::chrono::seconds(5));
        const QString other = sim.network(u"virtualNetworks/vnet-hpc/subnets/other"_s);
        QCOMPARE(sim.put(other, "{'addressPrefix': '10.0.8.0/24'}"), QString());
        QJsonObject properties = body[u"properties"_s].toObject();
        QJsonObject one = properties[u"ipConfigurations"_s].toArray().first().toObject();
        QJsonObject inside = one[u"properties"_s].toObject(); // with the address it had
        inside.insert(u"subnet"_s, QJsonObject{{u"id"_s, other}});
        one.insert(u"properties"_s, inside);
        QJsonObject second{{u"name"_s, u"second"_s},
                           {u"properties"_s, QJsonObject{{u"subnet"_s, QJsonObject{{u"id"_s, other}}}}}};
        properties.insert(u"ipConfigurations"_s, QJsonArray{one, second});
        body.insert(u"properties"_s, properties);
        const Response moved = sim.ask("PUT", path, body);
        QCOMPARE(addressOf(moved), u"10.0.8.4"_s);
        QCOMPARE(
            moved.json()[u"properties"_s][u"ipConfigurations"_s][1][u"properties"_s][u"privateIPAddress"_s]
                .toString(),
            u"10.0.8.5"_s);
    }

    void publicAddressKnowsItsUser()
    {
        TestAzure sim;
        const QString address = sim.group() + u"/providers/Microsoft.Network/publicIPAddresses/cloud001-ip"_s;
        const QJsonObject properties = sim.ask("GET", address).json()[u"properties"_s].toObject();
        QVERIFY(properties[u"ipConfiguration"_s].toObject()[u"id"_s].toString().contains(u"cloud001-nic"_s));
        QCOMPARE(errorCode(sim.ask("DELETE", address)), u"PublicIPAddressCannotBeDeleted"_s);
        QCOMPARE(errorCode(sim.ask(
                     "PUT", sim.group() + u"/providers/Microsoft.Network/publicIPAddresses/p"_s,
                     {{u"location"_s, u"westeurope"_s},
                      {u"sku"_s, QJsonObject{{u"name"_s, u"Standard"_s}}},
                      {u"properties"_s, QJsonObject{{u"publicIPAllocationMethod"_s, u"Dynamic"_s}}}})),
                 u"StandardSkuPublicIPAddressesMustBeStatic"_s);
    }

    void publicAddressIsFreeWhenNobodyHasIt_data()
    {
        QTest::addColumn<bool>("deleted");
        QTest::addRow("taken out of the interface") << false;
        QTest::addRow("interface deleted") << true;
    }
    void publicAddressIsFreeWhenNobodyHasIt()
    {
        QFETCH(bool, deleted);
        TestAzure sim;
        const QString address = sim.network(u"publicIPAddresses/p"_s);
        const QString other = sim.network(u"publicIPAddresses/q"_s);
        const QString user = sim.network(u"networkInterfaces/u"_s);
        const auto holder = [&](const QString &of) {
            return sim.properties(of)[u"ipConfiguration"_s].toObject()[u"id"_s].toString().section(u'/', -3);
        };
        const auto has = [&](const QString &interface, const QString &publicAddress) {
            return sim.put(interface,
                           "{'ipConfigurations': [{'name': 'ip', 'properties': {'subnet': {'id': '" +
                               sim.network(u"virtualNetworks/vnet-hpc/subnets/vm"_s).toUtf8() + "'}" +
                               (publicAddress.isEmpty()
                                    ? QByteArray()
                                    : ", 'publicIPAddress': {'id': '" + publicAddress.toUtf8() + "'}") +
                               "}}]}");
        };
        const auto remove = [&](const QString &path) {
            const QString code = errorCode(sim.ask("DELETE", path));
            sim.azure.advance(std::chrono::seconds(5));
            return code;
        };
        for (const QString &one : {address, other})
            QCOMPARE(sim.put(one, "{}"), QString());
        QCOMPARE(has(user, address), QString());
        QCOMPARE(has(sim.network(u"networkInterfaces/thief"_s), address), u"PublicIPAddressInUse"_s);
        QCOMPARE(remove(address), u"PublicIPAddressCannotBeDeleted"_s);

        QCOMPARE(has(user, other), QString()); // another in its place
        QCOMPARE(holder(address), QString());
        QCOMPARE(holder(other), u"u/ipConfigurations/ip"_s);
        if (deleted)
            QCOMPARE(remove(user), QString());
        else
            QCOMPARE(has(user, {}), QString());
        QCOMPARE(holder(other), QString());
        QCOMPARE(has(sim.network(u"networkInterfaces/heir"_s), address), QString());
        QCOMPARE(remove(user), QString()); // which leaves the heir's alone
        QCOMPARE(holder(address), u"heir/ipConfigurations/ip"_s);
        QCOMPARE(remove(other), QString());
        QCOMPARE(sim.ask("GET", other).status, 404);
    }

    void dynamicAddressIsGivenWhenItIsUsed()
    {
        TestAzure sim;
        const QString address = sim.group() + u"/providers/Microsoft.Network/publicIPAddresses/p"_s;
        const auto given = [&] {
            return sim.ask("GET", address).json()[u"properties"_s].toObject()[u"ipAddress"_s].toString();
        };
        QCOMPARE(sim.ask("PUT", address,
                         {{u"location"_s, u"westeurope"_s},
                          {u"properties"_s, QJsonObject{{u"publicIPAllocationMethod"_s, u"Dynamic"_s}}}})
                     .status,
                 201);
        sim.azure.advance(std::chrono::seconds(5));
        QCOMPARE(given(), QString());
        const QString subnet = network(sim, u"virtualNetworks"_s, u"vnet-hpc"_s) + u"/subnets/vm"_s;
        const QJsonObject ip{{u"subnet"_s, QJsonObject{{u"id"_s, subnet}}},
                             {u"publicIPAddress"_s, QJsonObject{{u"id"_s, address}}}};
        const QJsonArray configurations{QJsonObject{{u"name"_s, u"ip"_s}, {u"properties"_s, ip}}};
        const QJsonObject user{{u"location"_s, u"westeurope"_s},
                               {u"properties"_s, QJsonObject{{u"ipConfigurations"_s, configurations}}}};
        QCOMPARE(
            sim.ask("PUT", sim.group() + u"/providers/Microsoft.Network/networkInterfaces/u"_s, user).status,
            201);
        sim.azure.advance(std::chrono::seconds(5));
        QVERIFY(!given().isEmpty());
    }

    void securityGroupInUseStays()
    {
        TestAzure sim;
        const QString group = network(sim, u"networkSecurityGroups"_s, u"nsg-hpc"_s);
        QCOMPARE(sim.ask("GET", group)
                     .json()[u"properties"_s]
                     .toObject()[u"defaultSecurityRules"_s]
                     .toArray()
                     .size(),
                 6);
        QCOMPARE(errorCode(sim.ask("DELETE", group)), u"InUseNetworkSecurityGroupCannotBeDeleted"_s);
    }

    void createdVmNeedsWhatAzureNeeds()
    {
        TestAzure sim;
        const QString subnet = network(sim, u"virtualNetworks"_s, u"vnet-hpc"_s) + u"/subnets/vm"_s;
        const QString interface = sim.group() + u"/providers/Microsoft.Network/networkInterfaces/new-nic"_s;
        QCOMPARE(sim.ask("PUT", interface, nic(subnet)).status, 201);
        QJsonObject properties{
            {u"hardwareProfile"_s, QJsonObject{{u"vmSize"_s, u"Standard_D4s_v5"_s}}},
            {u"storageProfile"_s,
             QJsonObject{{u"imageReference"_s, QJsonObject{{u"publisher"_s, u"almalinux"_s}}}}},
            {u"osProfile"_s, QJsonObject{{u"computerName"_s, u"new"_s},
                                         {u"adminUsername"_s, u"azureuser"_s},
                                         {u"adminPassword"_s, u"Hidden-1234"_s}}},
            {u"networkProfile"_s,
             QJsonObject{{u"networkInterfaces"_s, QJsonArray{QJsonObject{{u"id"_s, interface}}}}}}};
        const auto put = [&](const QString &name) {
            return sim.ask("PUT", sim.vm(name),
                           {{u"location"_s, u"westeurope"_s}, {u"properties"_s, properties}});
        };
        const auto with = [&](const QString &key, const QJsonValue &value) {
            const QJsonObject before = properties;
            properties.insert(key, value);
            const QString code = errorCode(put(u"new"_s));
            properties = before;
            return code;
        };
        QCOMPARE(with(u"hardwareProfile"_s, QJsonObject{{u"vmSize"_s, u"Standard_None"_s}}),
                 u"InvalidParameter"_s);
        QCOMPARE(with(u"hardwareProfile"_s, QJsonObject{{u"vmSize"_s, u"Standard_HC44rs"_s}}),
                 u"SkuNotAvailable"_s);
        QCOMPARE(with(u"networkProfile"_s, QJsonObject()), u"InvalidParameter"_s);
        QCOMPARE(with(u"storageProfile"_s, QJsonObject()), u"InvalidParameter"_s);
        QCOMPARE(with(u"osProfile"_s, QJsonObject{{u"adminUsername"_s, u"a"_s}}), u"InvalidParameter"_s);
        const Response made = put(u"new"_s);
        QCOMPARE(made.status, 201);
        QVERIFY(!made.body.contains("Hidden-1234"));
        QCOMPARE(made.json()[u"properties"_s].toObject()[u"provisioningState"_s].toString(), u"Creating"_s);
        QCOMPARE(errorCode(put(u"other"_s)), u"NetworkInterfaceInUse"_s);
        QCOMPARE(errorCode(put(u"new"_s)), u"Conflict"_s); // while it is being created
        sim.azure.advance(std::chrono::seconds(9));
        QCOMPARE(sim.power(u"new"_s), u"running"_s);
        const Response tagged =
            sim.ask("PATCH", sim.vm(u"new"_s), {{u"tags"_s, QJsonObject{{u"role"_s, u"test"_s}}}});
        QCOMPARE(tagged.status, 200);
        QCOMPARE(tagged.json()[u"tags"_s].toObject()[u"role"_s].toString(), u"test"_s);
        QVERIFY(!tagged.json()[u"properties"_s].toObject()[u"networkProfile"_s].toObject().isEmpty());
    }
};

QTEST_GUILESS_MAIN(NetworkTest)
#include "tst_simnetwork.moc"
