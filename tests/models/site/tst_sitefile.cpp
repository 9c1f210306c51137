#include "models/site/sitefile.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace skybro;
using namespace skybro::site;
using namespace Qt::StringLiterals;

class TestSiteFile : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

private slots:
    void readsAWholeFile()
    {
        const Result<Site> site = parseSite(R"(
azure:
  cloud: custom
  resourceManager: https://127.0.0.1:4711
  authority: https://127.0.0.1:4711/adfs
  retailPrices: https://127.0.0.1:4711/api/retail/prices
  caFile: ca.pem
  tenant: 0644
  subscription: 1e2d
  resourceGroups: [rg-hpc, rg-network]
  credential: client-secret
  clientId: c
  secret: ~/secret
gateway: {host: gw, user: root, connection: azure, address: 192.0.2.7, networks: [10.2.0.0/16, 'fd00::/48'],
          azureConnection: onprem, probe: [cloud001, '10.0.1.5:22', '2001:db8::4', '[2001:db8::4]:22'], probeFrom: here}
tunnel:
  profile: azure-default
  azureAddress: 198.51.100.9
  azureNetworks: [10.0.0.0/16]
  ike: aes256-sha1;modp2048
  esp: aes128-sha1
ssh:
  user: azureuser
  key: /k
  jump: root@gw:22
setup:
  playbooks: ansible
  inventory: [hosts.ini, 'login1,login2,', /srv/inventory]
  vaultPasswordFile: ~/.vault
)",
                                            u"/etc/skybro/niflheim.yaml"_s);
        QVERIFY2(site, site ? "" : qPrintable(site.error().text));
        QCOMPARE(site->name, u"niflheim"_s);
        QCOMPARE(site->azure.cloud, CloudName::Custom);
        QCOMPARE(site->azure.tenant, u"0644"_s); // not 420
        QCOMPARE(site->azure.subscription, u"1e2d"_s);
        QCOMPARE(site->azure.caFile, u"/etc/skybro/ca.pem"_s);
        QCOMPARE(site->azure.secretFile, QDir::homePath() + u"/secret"_s);
        QCOMPARE(site->azure.resourceGroups, (QStringList{u"rg-hpc"_s, u"rg-network"_s}));
        QCOMPARE(site->gateway.connection, u"azure"_s);
        QCOMPARE(site->gateway.address, u"192.0.2.7"_s);
        QCOMPARE(site->gateway.networks, (QStringList{u"10.2.0.0/16"_s, u"fd00::/48"_s}));
        QCOMPARE(site->gateway.azureConnection, u"onprem"_s);
        QCOMPARE(site->gateway.probe,
                 (QStringList{u"cloud001"_s, u"10.0.1.5:22"_s, u"2001:db8::4"_s, u"[2001:db8::4]:22"_s}));
        QCOMPARE(site->gateway.probeFrom, u"here"_s);
        const Tunnel tunnel{TunnelProfile::AzureDefault, u"198.51.100.9"_s, {u"10.0.0.0/16"_s},
                            u"aes256-sha1;modp2048"_s,   u"aes128-sha1"_s,  true};
        QCOMPARE(site->tunnel, tunnel);
        QCOMPARE(site->ssh.jump, u"root@gw:22"_s);
        QCOMPARE(site->setup.playbooks, QStringList{u"/etc/skybro/ansible"_s});
        QCOMPARE(site->setup.inventory,
                 (QStringList{u"/etc/skybro/hosts.ini"_s, u"login1,login2,"_s, u"/srv/inventory"_s}));
        QCOMPARE(site->setup.vaultPasswordFile, QDir::homePath() + u"/.vault"_s);
    }

    void littleIsEnough()
    {
        const Result<Site> site = parseSite("azure: {subscription: s}\n", u"x.yaml"_s);
        QVERIFY(site);
        QCOMPARE(site->azure.cloud, CloudName::Public);
        QCOMPARE(site->azure.credential, CredentialKind::AzureCli);
        QVERIFY(site->azure.secretFile.isEmpty());
        QVERIFY(!site->tunnel.isGiven);
        QVERIFY(parseSite("azure: {subscription: s}\ntunnel:\n", u"x.yaml"_s)->tunnel.isGiven);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("error");
        const auto row = [](const char *name, const char *yaml, const QString &error) {
            QTest::newRow(name) << QByteArray(yaml) << error;
        };
        row("empty", "", u"x.yaml: “azure.subscription” is missing"_s);
        row("not yaml", "azure: [a\nb: }\n", u"x.yaml:2:2: not YAML"_s);
        row("tab", "azure:\n\tcloud: public\n", u"x.yaml:2:7: not YAML"_s);
        row("a list", "- azure\n", u"x.yaml:1:1: a mapping"_s);
        row("a word", "azure\n", u"x.yaml:1:1: a mapping"_s);
        row("binary", "\x01\x02\xff", u"x.yaml"_s);
        row("unknown key", "azure:\n  subscription: s\n  tennant: t\n",
            u"x.yaml:3:3: “azure.tennant” is not known here"_s);
        row("unknown section", "azure: {subscription: s}\nazur: {}\n",
            u"x.yaml:2:1: “azur” is not known here"_s);
        row("unknown cloud", "azure:\n  cloud: germany\n  subscription: s\n",
            u"x.yaml:2:10: “azure.cloud” must be one of public, usgovernment, china, custom"_s);
        row("duplicate key", "azure:\n  tenant: a\n  subscription: s\n  tenant: b\n",
            u"x.yaml:4:3: “azure.tenant” stands here a second time"_s);
        row("duplicate section", "azure: {subscription: s}\nazure: {subscription: t}\n",
            u"x.yaml:2:1: “azure” stands here a second time"_s);
        row("section is a word", "azure: yes\n", u"x.yaml:1:8: “azure” must be a mapping"_s);
        row("text is a list", "azure:\n  subscription: [s]\n",
            u"x.yaml:2:17: “azure.subscription” must be text"_s);
        row("list is a text", "azure:\n  subscription: s\n  resourceGroups: rg\n",
            u"x.yaml:3:19: “azure.resourceGroups” must be a list"_s);
        row("list of lists", "azure:\n  subscription: s\n  resourceGroups: [[rg]]\n", u"x.yaml:3:20: "_s);
        row("plain http",
            "azure:\n  subscription: s\n  cloud: custom\n  authority: https://a\n  resourceManager: "
            "http://a\n",
            u"x.yaml:5:20: “azure.resourceManager” must be an address that begins with https://"_s);
        row("custom without address", "azure:\n  subscription: s\n  cloud: custom\n",
            u"“azure.resourceManager” is missing"_s);
        row("address without custom", "azure:\n  subscription: s\n  authority: https://a\n",
            u"x.yaml:3:14: "_s);
        row("secret without client", "azure: {subscription: s, credential: client-secret, tenant: t}\n",
            u"“azure.clientId” is missing"_s);
        row("password in proxy", "azure: {subscription: s, proxy: \"http://u:p@h:1\"}\n",
            u"holds a password"_s);
        row("gateway's address is a name", "azure: {subscription: s}\ngateway:\n  address: gw.example.org\n",
            u"x.yaml:3:12: “gateway.address” must be an IP address"_s);
        row("gateway's address is cut short", "azure: {subscription: s}\ngateway:\n  address: 203.0.113\n",
            u"x.yaml:3:12: “gateway.address” must be an IP address"_s);
        row("gateway's address is a network", "azure: {subscription: s}\ngateway:\n  address: 192.0.2.0/24\n",
            u"x.yaml:3:12: "_s);
        row("network is a word", "azure: {subscription: s}\ngateway:\n  networks: [home]\n",
            u"x.yaml:3:13: “gateway.networks” must be a list of networks, as [10.2.0.0/16]; “home” is none"_s);
        row("network is an address", "azure: {subscription: s}\ngateway:\n  networks: [10.2.0.1]\n",
            u"x.yaml:3:13: "_s);
        row("network with host bits", "azure: {subscription: s}\ngateway:\n  networks: [10.2.3.4/16]\n",
            u"x.yaml:3:13: “gateway.networks”: “10.2.3.4/16” is an address within the network 10.2.0.0/16"_s);
        row("one network, no list", "azure: {subscription: s}\ngateway:\n  networks: 10.2.0.0/16\n",
            u"x.yaml:3:13: “gateway.networks” must be a list"_s);
        row("probe of an option", "azure: {subscription: s}\ngateway:\n  probe: [-f]\n",
            u"x.yaml:3:10: “gateway.probe”: “-f” is no address or node"_s);
        row("probe of no port", "azure: {subscription: s}\ngateway:\n  probe: ['vm:99999']\n",
            u"x.yaml:3:10: “gateway.probe”: “vm:99999” is no address or node"_s);
        row("probe of port 0", "azure: {subscription: s}\ngateway:\n  probe: ['[2001:db8::4]:0']\n",
            u"x.yaml:3:10: “gateway.probe”: “[2001:db8::4]:0” is no address or node"_s);
        row("probe of a URL", "azure: {subscription: s}\ngateway:\n  probe: http://a\n",
            u"“http://a” is no address"_s);
        row("probe from nowhere", "azure: {subscription: s}\ngateway:\n  probeFrom: ''\n",
            u"x.yaml:3:14: “gateway.probeFrom” must be gateway, here, or a host"_s);
        row("tunnel's profile is another", "azure: {subscription: s}\ntunnel:\n  profile: best\n",
            u"x.yaml:3:12: “tunnel.profile” must be one of strong, azure-default"_s);
        row("tunnel's address is a name", "azure: {subscription: s}\ntunnel:\n  azureAddress: gw\n",
            u"x.yaml:3:17: “tunnel.azureAddress” must be an IP address"_s);
        row("tunnel's network with host bits",
            "azure: {subscription: s}\ntunnel:\n  azureNetworks: [10.0.1.0/16]\n",
            u"x.yaml:3:18: “tunnel.azureNetworks”: “10.0.1.0/16” is an address within"_s);
        row("algorithms with a line of their own", "azure: {subscription: s}\ntunnel:\n  ike: \"a\\n b\"\n",
            u"x.yaml:3:8: “tunnel.ike” must be algorithms as Libreswan writes them"_s);
        row("tunnel holds a key", "azure: {subscription: s}\ntunnel:\n  key: secret\n",
            u"x.yaml:3:3: “tunnel.key” is not known here"_s);
        row("two documents", "azure: {subscription: s}\n---\nazure: {}\n",
            u"x.yaml:2:1: unexpected text, or a second document"_s);
        row("stray comma", ", azure: {subscription: s}\n", u"x.yaml:1:1: "_s);
        row("key is a map", "{a: b}: c\n", u"x.yaml:1:1: "_s);
        row("alias of nothing", "azure: *nobody\n", u"not YAML"_s);
    }

    void refuses()
    {
        QFETCH(const QByteArray, yaml);
        QFETCH(const QString, error);
        const Result<Site> site = parseSite(yaml, u"x.yaml"_s);
        QVERIFY(!site);
        QCOMPARE(site.error().kind, ErrorKind::Invalid);
        QVERIFY2(site.error().text.contains(error), qPrintable(site.error().text));
        QVERIFY(!site.error().text.contains(u'\n'));
    }

    void filesThatAreNotThere()
    {
        QCOMPARE(readSite(u"/nowhere/x.yaml"_s).error().kind, ErrorKind::NotFound);
        QVERIFY(readSite(m_dir.path()).error().text.contains(u"folder"_s));
        QVERIFY(readSite(u"/proc/self/mem"_s).error().text.contains(u"/proc/self/mem"_s));
    }

    void whatIsWrittenReadsTheSame()
    {
        Site site;
        site.path = m_dir.filePath(u"deep/nifl.yaml"_s);
        site.name = u"nifl"_s;
        site.azure.tenant = u"yes: \"quoted\" # not a comment"_s;
        site.azure.subscription = u"0123"_s;
        site.azure.resourceGroups = QStringList{u"a, b"_s, u"null"_s};
        site.azure.credential = CredentialKind::ClientSecret;
        site.azure.clientId = u"c"_s;
        site.azure.secretFile = u"/s"_s;
        site.gateway = {.host = u"gw"_s,
                        .user = u"root"_s,
                        .connection = u"azure"_s,
                        .azureConnection = u"to-nifl"_s,
                        .probe = {u"10.0.1.4"_s, u"cloud001:22"_s},
                        .probeFrom = u"here"_s,
                        .address = u"192.0.2.7"_s,
                        .networks = {u"10.2.0.0/16"_s, u"fd00::/48"_s}};
        site.tunnel = {.profile = TunnelProfile::Strong,
                       .azureAddress = u"198.51.100.9"_s,
                       .azureNetworks = {u"10.0.0.0/16"_s, u"10.1.0.0/16"_s},
                       .ike = u"aes256-sha2;dh14"_s,
                       .esp = u"aes_gcm256"_s,
                       .isGiven = true};
        site.ssh.user = u"azureuser"_s;
        site.setup = {{u"/srv/ansible"_s, u"/srv/a: b"_s}, {u"a,"_s}, u"/v"_s};
        QVERIFY(writeSite(site));
        const Result<Site> again = readSite(site.path);
        QVERIFY2(again, again ? "" : qPrintable(again.error().text));
        QCOMPARE(*again, site);

        site.path = u"/dev/null/x.yaml"_s;
        QVERIFY(writeSite(site).error().text.contains(u"/dev/null/x.yaml"_s));
    }

    void sitesAreFoundByName()
    {
        qputenv("XDG_CONFIG_HOME", QFile::encodeName(m_dir.path()));
        QVERIFY(QDir().mkpath(sitesFolder()));
        QVERIFY(siteNames().isEmpty());
        for (const QString &name : {u"b"_s, u"a.c"_s}) {
            QFile file(sitesFolder() + u'/' + name + u".yaml"_s);
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        QCOMPARE(siteNames(), (QStringList{u"a.c"_s, u"b"_s}));
        QCOMPARE(sitePath(u"b"_s), m_dir.path() + u"/skybro/sites/b.yaml"_s);
        QCOMPARE(sitePath(u"./b"_s), u"./b"_s);
        const QString before = QDir::currentPath(); // in which a folder is called as the site is
        QVERIFY(QDir::setCurrent(m_dir.path()) && QDir().mkpath(u"b"_s));
        QCOMPARE(sitePath(u"b"_s), m_dir.path() + u"/skybro/sites/b.yaml"_s);
        QVERIFY(QDir::setCurrent(before));
    }
};

QTEST_GUILESS_MAIN(TestSiteFile)
#include "tst_sitefile.moc"
