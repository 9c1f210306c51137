#include "models/topology/securityverdict.h"
#include "tests/models/topology/testnetworks.h"

#include <QTest>

using namespace skybro;
using namespace skybro::topology;
using namespace skybro::test;
using namespace Qt::StringLiterals;

class TestSecurityVerdict : public QObject
{
    Q_OBJECT

private slots:
    void judges_data()
    {
        QTest::addColumn<QStringList>("rules"); // "allow|deny SOURCE PORTS PROTOCOL", first first
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("blockedBy"); // empty: it passes
        const auto row = [](const char *title, const QStringList &rules, const char *service,
                            const char *blockedBy) {
            QTest::newRow(title) << rules << QString::fromLatin1(service) << QString::fromLatin1(blockedBy);
        };
        row("Azure's own rules", {}, "SSH", "");
        row("denied", {u"deny * 22 Tcp"_s}, "SSH", "rule0");
        row("another port is denied", {u"deny * 22 Tcp"_s}, "slurmd", "");
        row("in a range", {u"deny * 80,6000-7000 *"_s}, "slurmd", "rule0");
        row("beside a range", {u"deny * 6819-7000 *"_s}, "slurmd", "");
        row("range's ends", {u"deny * 6818-6818 tcp"_s}, "slurmd", "rule0");
        row("the first decides", {u"allow * 22 Tcp"_s, u"deny * * *"_s}, "SSH", "");
        row("the first decides, denied", {u"deny * * *"_s, u"allow * 22 Tcp"_s}, "SSH", "rule0");
        row("another protocol", {u"deny * 22 Udp"_s}, "SSH", "");
        row("from here", {u"deny 10.0.0.0/8 * *"_s}, "SSH", "rule0");
        row("from elsewhere", {u"deny 10.3.0.0/16 * *"_s}, "SSH", "");
        row("only the head node may", {u"allow 10.2.0.1 22 Tcp"_s, u"deny * 22 Tcp"_s}, "SSH", "");
        row("only the head node may not", {u"deny 10.2.0.1 22 Tcp"_s}, "SSH", "");
        row("all of the Vnet", {u"deny VirtualNetwork * *"_s}, "SSH", "rule0");
        row("the Internet", {u"deny INTERNET * *"_s}, "SSH", "");
        row("a service", {u"deny AzureLoadBalancer * *"_s}, "SSH", "");
        row("no network", {u"deny nonsense * *"_s}, "SSH", "");
        row("no port", {u"deny * nonsense *"_s}, "SSH", "");
        row("ping with a rule on ports", {u"deny * 22 Tcp"_s}, "ping", "");
        row("ping has no port", {u"deny * 22,6000-7000 *"_s}, "ping", "");
        row("ping", {u"deny * * Icmp"_s}, "ping", "rule0");
        row("ping with all else", {u"deny * 0-65535 *"_s}, "ping", "rule0");
        row("slurmctld is outbound", {u"deny * * *"_s}, "slurmctld", "");
    }
    void judges()
    {
        QFETCH(const QStringList, rules);
        QFETCH(const QString, service);
        QFETCH(const QString, blockedBy);
        TestNetworks networks;
        azure::NetworkSecurityGroup &group = networks.addGroup(u"g"_s);
        for (qsizetype i = rules.size() - 1; i >= 0; --i) {
            const QStringList words = rules[i].split(u' ');
            TestNetworks::addRule(group, u"rule%1"_s.arg(i), words[0] == u"allow", words[1], words[2],
                                  words[3]);
        }
        const SecurityVerdict verdict = verdictOf(group, service);
        QCOMPARE(verdict.isBlocked, !blockedBy.isEmpty());
        QCOMPARE(verdict.rule, blockedBy);
    }

    void outboundRulesCountForWhatNodesBegin()
    {
        TestNetworks networks;
        azure::NetworkSecurityGroup &group = networks.addGroup(u"g"_s);
        azure::SecurityRule &rule =
            TestNetworks::addRule(group, u"none out"_s, false, u"*"_s, u"*"_s, u"*"_s);
        rule.direction = azure::SecurityRule::Direction::Outbound;
        QCOMPARE(verdictOf(group, u"slurmctld"_s).rule, u"none out"_s);
        QVERIFY(!verdictOf(group, u"SSH"_s).isBlocked); // the group knows what belongs together
    }

    void groupsOfMachinesProveNothing()
    {
        TestNetworks networks;
        azure::NetworkSecurityGroup &group = networks.addGroup(u"g"_s);
        azure::SecurityRule &rule = TestNetworks::addRule(group, u"some"_s, false, u"*"_s, u"*"_s, u"*"_s);
        rule.destinations.clear();
        rule.destinationGroupIds = QStringList{u"/asg"_s};
        QVERIFY(!verdictOf(group, u"SSH"_s).isBlocked);
    }

    void withoutTunnelTheSiteIsTheInternet()
    {
        TestNetworks networks;
        const azure::NetworkSecurityGroup &group = networks.addGroup(u"g"_s);
        const SecurityVerdict verdict =
            judge(group, clusterServices().first(), *IpNetwork::parse(u"10.2.0.0/16"_s),
                  *IpNetwork::parse(u"10.1.0.0/24"_s), AddressSpace(QStringList{u"10.1.0.0/16"_s}));
        QCOMPARE(verdict.rule, u"DenyAll"_s);
    }

private:
    static SecurityVerdict verdictOf(const azure::NetworkSecurityGroup &group, const QString &name)
    {
        for (const Service &service : clusterServices()) {
            if (service.name == name)
                return judge(group, service, *IpNetwork::parse(u"10.2.0.0/16"_s),
                             *IpNetwork::parse(u"10.1.0.0/24"_s),
                             AddressSpace(QStringList{u"10.1.0.0/16"_s, u"10.2.0.0/16"_s}));
        }
        qFatal("no such service");
    }
};

QTEST_GUILESS_MAIN(TestSecurityVerdict)
#include "tst_securityverdict.moc"
