#include "azuretest.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro::sim;

/// Network security groups: rules in the group and on their own, their priorities and the order in effect.
class SecurityRulesTest : public QObject
{
    Q_OBJECT

private:
    static QByteArray rule(int priority, const QByteArray &more = {}, const QByteArray &direction = "Inbound")
    {
        return "{'protocol': 'Tcp', 'access': 'Allow', 'direction': '" + direction +
               "', 'priority': " + QByteArray::number(priority) +
               ", 'sourcePortRange': '*', 'destinationPortRange': '22', 'sourceAddressPrefix': '*', "
               "'destinationAddressPrefix': '*'" +
               more + '}';
    }
    static QByteArray named(const QByteArray &name, const QByteArray &properties)
    {
        return "{'name': '" + name + "', 'properties': " + properties + '}';
    }
    static QStringList namesOf(const QJsonValue &rules)
    {
        QStringList names;
        for (const QJsonValue &one : rules.toArray())
            names.append(one[u"name"_s].toString());
        return names;
    }

private slots:
    void rulesOnTheirOwn()
    {
        TestAzure sim(0);
        const QString group = sim.network(u"networkSecurityGroups/g"_s);
        QCOMPARE(sim.put(group, "{}"), QString());
        QCOMPARE(sim.put(group + u"/securityRules/ssh"_s, rule(300)), QString());
        QCOMPARE(sim.put(group + u"/securityRules/out"_s, rule(300, {}, "Outbound")), QString());
        QCOMPARE(sim.put(group + u"/securityRules/twin"_s, rule(300)), u"SecurityRuleConflict"_s);
        QCOMPARE(sim.put(group + u"/securityRules/ssh"_s, rule(310)), QString()); // itself is no twin
        QCOMPARE(namesOf(sim.properties(group)[u"securityRules"_s]), (QStringList{u"out"_s, u"ssh"_s}));
        const Response shown = sim.ask("GET", group + u"/SECURITYRULES/SSH"_s);
        QCOMPARE(shown.json()[u"properties"_s][u"priority"_s].toInt(), 310);
        QCOMPARE(shown.json()[u"type"_s].toString(),
                 u"Microsoft.Network/networkSecurityGroups/securityRules"_s);
        QCOMPARE(sim.ask("GET", group + u"/securityRules"_s).json()[u"value"_s].toArray().size(), 2);
        QCOMPARE(sim.ask("DELETE", group + u"/securityRules/ssh"_s).status, 202);
        sim.azure.advance(std::chrono::minutes(1));
        QCOMPARE(sim.ask("GET", group + u"/securityRules/ssh"_s).status, 404);
        QCOMPARE(namesOf(sim.properties(group)[u"securityRules"_s]), QStringList{u"out"_s});
    }

    void rulesInTheGroup()
    {
        TestAzure sim(0);
        const QString group = sim.network(u"networkSecurityGroups/g"_s);
        const auto both = [&](int a, int b) {
            return sim.put(group,
                           "{'securityRules': [" + named("a", rule(a)) + ", " + named("b", rule(b)) + "]}");
        };
        QCOMPARE(both(100, 100), u"SecurityRuleConflict"_s);
        QCOMPARE(both(100, 200), QString());
        QCOMPARE(both(200, 100), QString()); // changed about at once
        QCOMPARE(sim.properties(group + u"/securityRules/a"_s)[u"priority"_s].toInt(), 200);
        QCOMPARE(sim.put(group, "{'securityRules': [" + named("a", rule(200)) + "]}"), QString());
        QCOMPARE(sim.ask("GET", group + u"/securityRules/b"_s).status, 404);
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<QString>("code");
        QTest::newRow("low") << rule(99) << u"SecurityRuleInvalidPriority"_s;
        QTest::newRow("lowest") << rule(100) << QString();
        QTest::newRow("highest") << rule(4096) << QString();
        QTest::newRow("high") << rule(4097) << u"SecurityRuleInvalidPriority"_s;
        QTest::newRow("direction") << rule(100, {}, "Sideways") << u"SecurityRuleInvalidDirection"_s;
        QTest::newRow("missing") << QByteArray("{'priority': 100}") << u"SecurityRuleParameterMissing"_s;
        QTest::newRow("ranges") << rule(100, ", 'destinationPortRanges': ['22', '6817-6819']") << QString();
        QTest::newRow("port") << rule(100, ", 'destinationPortRanges': ['65536']")
                              << u"SecurityRuleInvalidPortRange"_s;
        QTest::newRow("backwards") << rule(100, ", 'destinationPortRanges': ['90-80']")
                                   << u"SecurityRuleInvalidPortRange"_s;
        QTest::newRow("word") << rule(100, ", 'sourcePortRanges': ['ssh']")
                              << u"SecurityRuleInvalidPortRange"_s;
    }
    void refusals() // of a rule on its own, and of the same in its group
    {
        QFETCH(QByteArray, properties);
        TestAzure sim(0);
        const QString group = sim.network(u"networkSecurityGroups/g"_s);
        QCOMPARE(sim.put(group, "{}"), QString());
        QTEST(sim.put(group + u"/securityRules/r"_s, properties), "code");
        QTEST(sim.put(group, "{'securityRules': [" + named("r", properties) + "]}"), "code");
    }

    void addresses_data()
    {
        QTest::addColumn<QByteArray>("prefix");
        QTest::addColumn<bool>("good");
        for (const char *good :
             {"*", "10.0.0.3", "10.0.0.0/24", "0.0.0.0/0", "fd00::1", "fd00::/48", "::/0", "VirtualNetwork",
              "virtualnetwork", "AzureLoadBalancer", "Internet", "AzureCloud", "AzureCloud.westeurope",
              "Storage.WestEurope", "Sql", "Sql.SwedenCentral", "AzureFrontDoor.Backend", "GatewayManager"})
            QTest::newRow(good) << QByteArray(good) << true;
        for (const char *bad :
             {"10.0.0.300", "10.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.0.1/24", "10.0.0.1-10.0.0.9",
              "10.0.0.0/24,10.0.1.0/24", "fd00::1/48", "fd00::/129", "fd00::x", "fe80::1%eth0", "NoSuchTag",
              "any", "Storage.", "Storage.Atlantis", "Internet.WestEurope", "AzureFrontDoor"})
            QTest::newRow(bad) << QByteArray(bad) << false;
    }
    void addresses()
    {
        QFETCH(QByteArray, prefix);
        QFETCH(bool, good);
        TestAzure sim(0);
        const QString group = sim.network(u"networkSecurityGroups/g"_s);
        QCOMPARE(sim.put(group, "{}"), QString());
        const QString code = good ? QString() : u"SecurityRuleInvalidAddressPrefix"_s;
        for (const QByteArray side : {"source", "destination"}) {
            const QString path = group + u"/securityRules/r"_s;
            QByteArray single = rule(100);
            single.replace("'" + side + "AddressPrefix': '*'",
                           "'" + side + "AddressPrefix': '" + prefix + "'");
            QCOMPARE(sim.put(path, single), code);
            QCOMPARE(
                sim.put(path, rule(100, ", '" + side + "AddressPrefixes': ['10.0.0.0/8', '" + prefix + "']")),
                code);
        }
    }

    void orderInEffect()
    {
        TestAzure sim(4);
        const QString group = sim.network(u"networkSecurityGroups/own"_s);
        QCOMPARE(
            sim.put(group, "{'securityRules': [" + named("z-first", rule(100)) + ", " +
                               named("a-last", rule(4000, ", 'sourceAddressPrefixes': ['VirtualNetwork']")) +
                               ", " + named("out", rule(150, {}, "Outbound")) + "]}"),
            QString());
        const QString nic = sim.group() + u"/providers/Microsoft.Network/networkInterfaces/cloud001-nic"_s;
        QJsonObject body = sim.ask("GET", nic).json();
        QJsonObject properties = body[u"properties"_s].toObject();
        properties.insert(u"networkSecurityGroup"_s, QJsonObject{{u"id"_s, group}});
        body.insert(u"properties"_s, properties);
        QCOMPARE(sim.ask("PUT", nic, body).status, 200);
        sim.azure.advance(std::chrono::minutes(1));
        QVERIFY(sim.properties(group).contains(u"networkInterfaces"_s));

        const Response begun = sim.ask("POST", nic + u"/effectiveNetworkSecurityGroups"_s);
        QCOMPARE(begun.status, 202);
        QCOMPARE(sim.follow(begun.header("Location")).status, 202);
        QVERIFY(sim.ask("PATCH", nic, {{u"tags"_s, QJsonObject()}}).status < 300); // looking locks nothing
        sim.azure.advance(std::chrono::minutes(1));
        QCOMPARE(sim.follow(begun.header("Azure-AsyncOperation")).json()[u"status"_s].toString(),
                 u"Succeeded"_s);
        const QJsonArray groups = sim.follow(begun.header("Location")).json()[u"value"_s].toArray();
        QCOMPARE(groups.size(), 2); // the subnet's and its own
        QVERIFY(groups[0][u"association"_s][u"subnet"_s][u"id"_s].toString().endsWith(u"/subnets/vm"_s));
        QCOMPARE(namesOf(groups[1][u"effectiveSecurityRules"_s]),
                 (QStringList{u"securityRules/z-first"_s, u"securityRules/a-last"_s,
                              u"defaultSecurityRules/AllowVnetInBound"_s,
                              u"defaultSecurityRules/AllowAzureLoadBalancerInBound"_s,
                              u"defaultSecurityRules/DenyAllInBound"_s, u"securityRules/out"_s,
                              u"defaultSecurityRules/AllowVnetOutBound"_s,
                              u"defaultSecurityRules/AllowInternetOutBound"_s,
                              u"defaultSecurityRules/DenyAllOutBound"_s}));
        const QJsonValue last = groups[1][u"effectiveSecurityRules"_s][1];
        QCOMPARE(last[u"destinationPortRange"_s].toString(), u"22-22"_s);
        QVERIFY(last[u"expandedSourceAddressPrefix"_s].toArray().contains(u"10.0.0.0/16"_s));

        QCOMPARE(errorCode(sim.ask("POST", sim.group() + u"/providers/Microsoft.Network/networkInterfaces/"
                                                         "cloud004-nic/effectiveNetworkSecurityGroups"_s)),
                 u"NicMustBeAttachedToARunningVm"_s);
    }
};

QTEST_GUILESS_MAIN(SecurityRulesTest)
#include "tst_simsecurityrules.moc"
