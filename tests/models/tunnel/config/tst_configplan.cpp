#include "models/tunnel/config/configplan.h"
#include "models/tunnel/config/gatewayrules.h"

#include <QTest>

using namespace skybro;
using namespace skybro::tunnel;
using namespace Qt::StringLiterals;

namespace {

const QByteArray mainConf = "config setup\ninclude /etc/ipsec.d/*.conf\n";

TunnelDescription wanted()
{
    TunnelDescription tunnel;
    tunnel.name = u"azure"_s;
    tunnel.onPremise = {u"198.51.100.7"_s, {}, {u"10.2.0.0/16"_s}};
    tunnel.azure = {u"192.0.2.9"_s, {}, {u"10.0.0.0/16"_s}};
    applyProfile(tunnel, Profile::Strong);
    return tunnel;
}

/// A gateway with ipsec.conf and these files beside it.
GatewayFacts gateway(const QList<IpsecConfFile> &more = {})
{
    GatewayFacts facts;
    facts.addresses = {u"127.0.0.1"_s, u"198.51.100.7"_s};
    facts.conf = QList<IpsecConfFile>{{u"/etc/ipsec.conf"_s, mainConf}} + more;
    facts.secrets.push_back({u"/etc/ipsec.secrets"_s, Secret("include /etc/ipsec.d/*.secrets\n")});
    facts.kernel = allKernelParameters();
    return facts;
}

const ConfigFile &fileOf(const ConfigPlan &plan, const QString &path)
{
    static const ConfigFile none;
    for (const ConfigFile &file : plan.files) {
        if (file.path == path)
            return file;
    }
    return none;
}

} // namespace

class TestConfigPlan : public QObject
{
    Q_OBJECT

private slots:
    /// Libreswan 4.10 only warns of IPv6 there, and comes up without it.
    void ipv6AmongSeveralSubnets()
    {
        TunnelDescription both = wanted();
        both.azure.subnets = {u"10.0.0.0/16"_s, u"fd00:a::/64"_s};
        GatewayFacts facts = gateway();
        facts.daemon.version = u"4.10"_s;
        const Result<ConfigPlan> refused = planConfig(facts, both, nullptr);
        QVERIFY(!refused);
        QVERIFY2(refused.error().text.contains(u"4.10"_s) && refused.error().text.contains(u"fd00:a::/64"_s),
                 qPrintable(refused.error().text));
        facts.daemon.version = u"5.1"_s;
        QVERIFY(planConfig(facts, both, nullptr));
    }

    /// The side with several of them, not the only one of the other.
    void namesTheSideWithSeveralSubnets_data()
    {
        QTest::addColumn<QStringList>("home");
        QTest::addColumn<QStringList>("azure");
        QTest::addColumn<QStringList>("says");
        const QStringList one{u"fd02::/64"_s};
        const QStringList two{u"fd0a::/64"_s, u"fd0b::/64"_s};
        QTest::newRow("Azure") << one << two
                               << QStringList{u"at Azure"_s, u"fd0a::/64"_s, u"tunnel.azureNetworks"_s};
        QTest::newRow("home") << two << one
                              << QStringList{u"at home"_s, u"fd0a::/64"_s, u"gateway.networks"_s};
    }
    void namesTheSideWithSeveralSubnets()
    {
        QFETCH(const QStringList, home);
        QFETCH(const QStringList, azure);
        QFETCH(const QStringList, says);
        TunnelDescription tunnel = wanted();
        tunnel.onPremise.subnets = home;
        tunnel.azure.subnets = azure;
        GatewayFacts facts = gateway();
        facts.daemon.version = u"4.10"_s;
        const Result<ConfigPlan> refused = planConfig(facts, tunnel, nullptr);
        QVERIFY(!refused);
        for (const QString &part : says)
            QVERIFY2(refused.error().text.contains(part), qPrintable(refused.error().text));
        QVERIFY2(!refused.error().text.contains(u"fd02::"_s), qPrintable(refused.error().text));
    }

    void plansANewConnection()
    {
        const Secret key("new-key-1");
        const Result<ConfigPlan> plan = planConfig(gateway(), wanted(), &key);
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().text));
        QCOMPARE(plan->changedPaths(),
                 (QStringList{u"/etc/ipsec.d/azure.conf"_s, u"/etc/sysctl.d/60-skybro-azure.conf"_s,
                              u"/etc/ipsec.d/azure.secrets"_s}));
        QVERIFY(!plan->present);
        QCOMPARE(plan->wholeConf, u"/etc/ipsec.d/azure.conf"_s);
        QVERIFY(plan->files.first().after.startsWith("# Written by Skybro"));
        QCOMPARE(plan->key->after.reveal(), "198.51.100.7 192.0.2.9 : PSK \"new-key-1\"\n");
        QVERIFY(!plan->key->exists);
    }

    /// With what it wrote on the gateway there is nothing to do.
    void plansNothingTwice()
    {
        const Secret key("new-key-1");
        const Result<ConfigPlan> first = planConfig(gateway(), wanted(), &key);
        GatewayFacts facts = gateway({{u"/etc/ipsec.d/azure.conf"_s, first->files.first().after}});
        facts.sysctl = first->files.last().after;
        facts.secrets.push_back({first->key->path, first->key->after.copy()});
        const Result<ConfigPlan> second = planConfig(facts, wanted(), &key);
        QVERIFY2(second, second ? "" : qPrintable(second.error().text));
        QVERIFY(second->isEmpty());
        QVERIFY(diff(*second).isEmpty());
        facts.kernel.first().second = u"0"_s; // somebody turned forwarding off
        const Result<ConfigPlan> third = planConfig(facts, wanted(), &key);
        QVERIFY(!third->isEmpty());
        QCOMPARE(diff(*third), QByteArrayList{"# sysctl net.ipv4.ip_forward=1"});
    }

    /// The key stays, and its file is closed to others; those of other tunnels are not our affair.
    void closesTheFileWithTheKey()
    {
        const Secret key("new-key-1");
        const Result<ConfigPlan> first = planConfig(gateway(), wanted(), &key);
        GatewayFacts facts = gateway({{u"/etc/ipsec.d/azure.conf"_s, first->files.first().after}});
        facts.sysctl = first->files.last().after;
        facts.secrets.push_back({first->key->path, first->key->after.copy(), true});
        facts.secrets.push_back(
            {u"/etc/ipsec.d/other.secrets"_s, Secret(QByteArray("1.2.3.4 5.6.7.8 : PSK \"k\"\n")), true});
        for (const Secret *given : {static_cast<const Secret *>(nullptr), &key}) {
            const Result<ConfigPlan> plan = planConfig(facts, wanted(), given);
            QVERIFY2(plan, plan ? "" : qPrintable(plan.error().text));
            QCOMPARE(plan->changedPaths(), QStringList{first->key->path});
            QCOMPARE(diff(*plan), QByteArrayList{"# chmod 600 /etc/ipsec.d/azure.secrets"});
        }
        const Secret other("new-key-2"); // it is written, and once
        QCOMPARE(planConfig(facts, wanted(), &other)->changedPaths(), QStringList{first->key->path});
    }

    /// Azure's gateway calls itself by its address: with another id nothing comes up.
    void takesOutAnIdThatDoesNotWork()
    {
        const Result<ConfigPlan> fresh = planConfig(gateway(), wanted(), nullptr);
        const QByteArray good = fresh->files.first().after;
        const QByteArray text =
            QByteArray(good).replace("conn azure\n", "conn azure\n    rightid=192.0.2.77\n");
        QVERIFY(text != good);
        GatewayFacts facts = gateway({{u"/etc/ipsec.d/azure.conf"_s, text}});
        QCOMPARE(planConfig(facts, wanted(), nullptr)->files.first().after, good);
        facts.up = true; // so it does
        QCOMPARE(planConfig(facts, wanted(), nullptr)->files.first().after, text);
    }

    void changesAConnectionWhereItStands()
    {
        const QByteArray text =
            "# the office's\nconn azure\n  left=%defaultroute\n  leftid=198.51.100.7\n"
            "  leftsubnet=10.2.0.0/16 # all\n  right=192.0.2.1\n  rightsubnet=10.0.0.0/16\n"
            "  authby=secret\n  ikev2=insist\n  ike=aes256-sha1;modp1024\n  esp=aes128-sha1\n  pfs=no\n"
            "  ikelifetime=8h\n  salifetime=27000s\n  dpddelay=60\n  dpdaction=clear\n  auto=add\n";
        const Result<ConfigPlan> plan =
            planConfig(gateway({{u"/etc/ipsec.d/office.conf"_s, text}}), wanted(), nullptr);
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().text));
        QByteArray expected = text;
        expected.replace("right=192.0.2.1", "right=192.0.2.9").replace("pfs=no", "pfs=yes");
        expected.replace("aes256-sha1;modp1024", "aes256-sha2_256;modp2048");
        expected.replace("esp=aes128-sha1", "esp=aes_gcm256;modp2048");
        QCOMPARE(fileOf(*plan, u"/etc/ipsec.d/office.conf"_s).after, expected);
        QVERIFY(plan->present);
        QVERIFY(plan->loadsByItself());
        QVERIFY(!plan->key);
        // Its own ways stay: they mean the same, or are no affair of the profile.
        QCOMPARE(plan->wanted.onPremise.address, u"%defaultroute"_s);
        QVERIFY(!plan->wanted.startAtBoot);
        QCOMPARE(plan->wanted.dpdAction, u"clear"_s);
    }

    /// As people write them: another name of the key, capitals.
    void changesAKeyUnderTheNameThatItHas()
    {
        const Result<ConfigPlan> first = planConfig(gateway(), wanted(), nullptr);
        QByteArray text = first->files.first().after;
        text.replace("\tesp=aes_gcm256;modp2048", "\tphase2alg=aes128-sha1");
        text.replace("\tsalifetime=27000s", "\tkeylife=1h").replace("\tleftsubnet=", "\tleftSubnet=");
        text.replace("ikev2=insist", "ikev2=NO").replace("type=tunnel", "type=Tunnel");
        const Result<ConfigPlan> plan =
            planConfig(gateway({{u"/etc/ipsec.d/azure.conf"_s, text}}), wanted(), nullptr);
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().text));
        text.replace("phase2alg=aes128-sha1", "phase2alg=aes_gcm256;modp2048").replace("=1h", "=27000s");
        text.replace("ikev2=NO", "ikev2=insist");
        QCOMPARE(fileOf(*plan, u"/etc/ipsec.d/azure.conf"_s).after, text);
    }

    /// One that authenticates otherwise gets a key.
    void setsWhatADescriptionDoesNotHold()
    {
        const Result<ConfigPlan> first = planConfig(gateway(), wanted(), nullptr);
        QByteArray text = first->files.first().after;
        text.replace("authby=secret", "authby=rsasig");
        const Result<ConfigPlan> plan =
            planConfig(gateway({{u"/etc/ipsec.d/azure.conf"_s, text}}), wanted(), nullptr);
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().text));
        QCOMPARE(fileOf(*plan, u"/etc/ipsec.d/azure.conf"_s).after, first->files.first().after);
    }

    void refuses_data()
    {
        QTest::addColumn<QList<IpsecConfFile>>("files");
        QTest::addColumn<QString>("words");
        const IpsecConfFile main{u"/etc/ipsec.conf"_s, mainConf};
        const QByteArray conn = "conn azure\n  left=198.51.100.7\n";
        QTest::newRow("not included")
            << QList<IpsecConfFile>{{u"/etc/ipsec.conf"_s, "config setup\n"}} << u"does not include"_s;
        QTest::newRow("in two files")
            << QList<IpsecConfFile>{main, {u"/etc/ipsec.d/a.conf"_s, conn}, {u"/etc/ipsec.d/b.conf"_s, conn}}
            << u"/etc/ipsec.d/a.conf, /etc/ipsec.d/b.conf"_s;
        QTest::newRow("does not parse")
            << QList<IpsecConfFile>{main, {u"/etc/ipsec.d/azure.conf"_s, conn + "  no key\n"}}
            << u"/etc/ipsec.d/azure.conf:3:"_s;
        QTest::newRow("inherits an algorithm that it can not override")
            << QList<IpsecConfFile>{main,
                                    {u"/etc/ipsec.d/azure.conf"_s,
                                     "conn old\n  ike=aes256-sha1\n\n" + conn + "  also=old\n"}}
            << u"“ike” was set before"_s;
        QTest::newRow("inherits another selector")
            << QList<IpsecConfFile>{main,
                                    {u"/etc/ipsec.d/azure.conf"_s,
                                     "conn nets\n  leftsubnets=\"10.2.0.0/16 10.3.0.0/16\"\n\n" + conn +
                                         "  also=nets\n"}}
            << u"inherits"_s;
    }
    void refuses()
    {
        QFETCH(const QList<IpsecConfFile>, files);
        QFETCH(const QString, words);
        GatewayFacts facts = gateway();
        facts.conf = files;
        const Result<ConfigPlan> plan = planConfig(facts, wanted(), nullptr);
        QVERIFY(!plan);
        QVERIFY2(plan.error().text.contains(words), qPrintable(plan.error().text));
    }

    /// Whoever set it up kept the key elsewhere: it is changed there, and nobody else's is touched or told.
    void changesAKeyWhereItStands()
    {
        GatewayFacts facts = gateway();
        const QByteArray text =
            "# keys\n1.1.1.1 2.2.2.2 : PSK \"others-key\"\n198.51.100.7 192.0.2.9 : PSK \"old-key\"\n";
        facts.secrets.push_back({u"/etc/ipsec.d/office.secrets"_s, Secret(QByteArray(text))});
        QVERIFY(*hasKey(facts, wanted()));
        const Secret key("new-key-1");
        const Result<ConfigPlan> plan = planConfig(facts, wanted(), &key);
        QCOMPARE(plan->key->path, u"/etc/ipsec.d/office.secrets"_s);
        QByteArray expected = text;
        QCOMPARE(plan->key->after.reveal(), expected.replace("old-key", "new-key-1"));
        const QByteArray told = diff(*plan).join('\n');
        QVERIFY(told.contains("+198.51.100.7 192.0.2.9 : PSK \"(another key)\""));
        for (const char *secret : {"others-key", "old-key", "new-key"})
            QVERIFY(!told.contains(secret));
        const Secret same("old-key");
        QVERIFY(!planConfig(facts, wanted(), &same)->key->isChanged());
    }

    void knowsTheKeyInForce()
    {
        const QByteArray exact = "192.0.2.9 198.51.100.7 : PSK \"exact\"\n";
        for (const auto &[text, key] : {std::pair<QByteArray, const char *>{exact, "exact"},
                                        {exact + ": PSK \"all\"\n", "exact"},
                                        {": PSK \"all\"\n", "all"},
                                        {": PSK \"all\"\n%any : PSK \"all\"\n", "all"},
                                        {": PSK \"all\"\n%any : PSK \"any\"\n", nullptr},
                                        {"1.1.1.1 2.2.2.2 : PSK \"others\"\n", nullptr}}) {
            GatewayFacts facts = gateway();
            facts.secrets.push_back({u"/etc/ipsec.d/a.secrets"_s, Secret(QByteArray(text))});
            facts.secrets.push_back(
                {u"/etc/ipsec.d/unread"_s, Secret("192.0.2.9 198.51.100.7 : PSK \"unread\"\n")});
            const std::optional<Secret> found = keyInForce(facts, wanted());
            QCOMPARE(found ? found->reveal() : QByteArray(), QByteArray(key));
        }
    }

    /// Libreswan would say "no PSK found" when all was changed.
    void refusesAKeyFileThatNobodyReads()
    {
        const Secret key("new-key-1");
        const SecretFileText theirs{u"/etc/ipsec.d/office.secrets"_s,
                                    Secret("198.51.100.7 192.0.2.9 : PSK \"old-key\"\n")};
        for (const char *main :
             {"", "include /etc/other/*.secrets\n", "# include /etc/ipsec.d/*.secrets\n"}) {
            GatewayFacts facts = gateway();
            facts.secrets.front().text = Secret(QByteArray(main));
            QVERIFY(!*hasKey(facts, wanted()));
            const Result<ConfigPlan> plan = planConfig(facts, wanted(), &key);
            QCOMPARE(plan.error().kind, ErrorKind::Conflict);
            QVERIFY2(plan.error().text.contains(u"include /etc/ipsec.d/*.secrets"_s),
                     qPrintable(plan.error().text));
            facts.secrets.push_back({theirs.path, theirs.text.copy()});
            QVERIFY(hasKey(facts, wanted()).error().text.contains(theirs.path));
            QVERIFY(!planConfig(facts, wanted(), &key));
        }
        for (const char *main : {"include ipsec.d/*.secrets\n", "include \"/etc/ipsec.d/*.secrets\"\n",
                                 "include /etc/more\n"}) { // which includes them
            GatewayFacts facts = gateway();
            facts.secrets.front().text = Secret(QByteArray(main));
            facts.secrets.push_back({u"/etc/more"_s, Secret("include /etc/ipsec.d/*.secrets\n")});
            const Result<ConfigPlan> plan = planConfig(facts, wanted(), &key);
            QVERIFY2(plan, main);
        }
    }

    void refusesAKeyThatTheFileCanNotHold()
    {
        const Secret key("new \"key\"");
        const Result<ConfigPlan> plan = planConfig(gateway(), wanted(), &key);
        QVERIFY(!plan);
        QVERIFY(!plan.error().text.contains(u"new \"key"_s));
    }
};

QTEST_GUILESS_MAIN(TestConfigPlan)
#include "tst_configplan.moc"
