#include "models/tunnel/config/tunneldescription.h"
#include "models/tunnel/ipsec/proposals.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace skybro;
using namespace skybro::tunnel;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

TunnelDescription described(Profile profile)
{
    TunnelDescription tunnel;
    tunnel.name = u"azure.west"_s;
    tunnel.onPremise = {u"%defaultroute"_s, u"198.51.100.7"_s, {u"10.2.0.0/16"_s, u"10.3.0.0/16"_s}};
    tunnel.azure = {u"192.0.2.9"_s, {}, {u"10.0.0.0/16"_s}};
    applyProfile(tunnel, profile);
    return tunnel;
}

ResolvedConnection resolved(const IpsecConf &conf)
{
    return *IpsecConfSet::load({u"a"_s, conf.text()}, [](const QString &, const QString &) {
                return QList<IpsecConfFile>();
            })->resolve(u"azure.west"_s);
}

} // namespace

class TunnelDescriptionTest : public QObject
{
    Q_OBJECT

private slots:
    void writesANewConnection()
    {
        IpsecConf conf = IpsecConf::parse("# by hand\nconfig setup\n");
        TunnelDescription tunnel = described(Profile::AzureDefault);
        tunnel.mtu = 1400;
        QVERIFY(writeConnection(tunnel, conf));
        QCOMPARE(conf.text(), QByteArray("# by hand\nconfig setup\n\n"
                                         "conn azure.west\n"
                                         "\tleft=%defaultroute\n"
                                         "\tleftid=198.51.100.7\n"
                                         "\tleftsubnets=\"10.2.0.0/16 10.3.0.0/16\"\n"
                                         "\tright=192.0.2.9\n"
                                         "\trightsubnet=10.0.0.0/16\n"
                                         "\tauthby=secret\n"
                                         "\ttype=tunnel\n"
                                         "\tikev2=insist\n"
                                         "\tike=aes256-sha1;modp1024\n"
                                         "\tesp=aes128-sha1\n"
                                         "\tpfs=no\n"
                                         "\tikelifetime=28800s\n"
                                         "\tsalifetime=27000s\n"
                                         "\tdpddelay=30\n"
                                         "\tdpdaction=restart\n"
                                         "\tmtu=1400\n"
                                         "\tauto=start\n"));
        QVERIFY(conf.problems().isEmpty());
    }

    void writesIntoOneThatIsThere()
    {
        const QByteArray before =
            "conn azure.west\n  # by hand\n  right = 192.0.2.1  # old\n  leftsubnet=10.2.0.0/16\n"
            "  x-owner=net\n\nconn other\n\tright=192.0.2.1\n";
        IpsecConf conf = IpsecConf::parse(before);
        QVERIFY(writeConnection(described(Profile::Strong), conf));
        const QByteArray text = conf.text();
        QVERIFY(text.startsWith("conn azure.west\n  # by hand\n  right = 192.0.2.9  # old\n"));
        QVERIFY(text.contains("  x-owner=net\n"));
        QVERIFY(text.endsWith("\n\nconn other\n\tright=192.0.2.1\n"));
        QVERIFY(!conf.value(u"azure.west"_s, u"leftsubnet"_s)); // leftsubnets= now
        // Writing it again changes nothing.
        QVERIFY(writeConnection(described(Profile::Strong), conf));
        QCOMPARE(conf.text(), text);
    }

    /// What was read and is wanted again leaves every byte; a change touches its own keys only.
    void changesOnlyWhatDiffers()
    {
        const QByteArray text =
            "conn base\n  authby=secret\n  esp=aes128-sha1\n\nconn azure.west # hers\n  also=base\n"
            "  left=192.0.2.9\n  leftsubnet=10.0.0.0/16\n  right=%defaultroute\n  rightid=198.51.100.7\n"
            "  rightsubnets={10.2.0.0/16,10.3.0.0/16}\n  ike = \"aes256-sha1-modp2048\"\n  pfs=no\n"
            "  ikelifetime=8h\n  salifetime=7.5h\n  dpddelay=30s\n  dpdaction=restart\n  auto=start\n  "
            "x-of=ours\n";
        IpsecConf conf = IpsecConf::parse(text);
        const TunnelDescription from = describeConnection(resolved(conf), {u"192.168.1.1"_s});
        QVERIFY(!from.onPremiseIsLeft);
        QCOMPARE(from.azure, (IpsecEnd{u"192.0.2.9"_s, {}, {u"10.0.0.0/16"_s}}));
        QCOMPARE(from.onPremise.subnets, (QStringList{u"10.2.0.0/16"_s, u"10.3.0.0/16"_s}));
        QCOMPARE(from.esp, u"aes128-sha1"_s);
        QVERIFY(!from.pfs);
        QCOMPARE(from.saLifetime, 27'000s);
        QVERIFY(from.startAtBoot);
        TunnelDescription to = from;
        to.ike = u"aes256-sha1;modp2048"_s; // the same
        QVERIFY(changeConnection(from, to, conf));
        QCOMPARE(conf.text(), text);

        to.azure.address = u"192.0.2.10"_s;
        to.esp = u"aes256-sha1"_s;
        to.pfs = true;
        QVERIFY(changeConnection(from, to, conf));
        QByteArray expected = text;
        expected.replace("left=192.0.2.9", "left=192.0.2.10").replace("pfs=no", "pfs=yes");
        expected.replace("  x-of=ours\n", "  x-of=ours\n  esp=aes256-sha1\n");
        QCOMPARE(conf.text(), expected);

        to.onPremise.subnets.clear();
        QCOMPARE(changeConnection(from, to, conf).error().kind, ErrorKind::Invalid);
        QCOMPARE(conf.text(), expected);
    }

    void readsDefaults()
    {
        const IpsecConf conf = IpsecConf::parse("conn azure.west\n  left=1.2.3.4\n  right=5.6.7.8\n");
        const TunnelDescription tunnel = describeConnection(resolved(conf), {u"5.6.7.8"_s});
        QCOMPARE(tunnel.onPremise.address, u"5.6.7.8"_s);
        QVERIFY(tunnel.pfs);
        QCOMPARE(tunnel.saLifetime, 8h);
        QCOMPARE(tunnel.dpdDelay, 0s);
        QVERIFY(!tunnel.startAtBoot);
        QCOMPARE(tunnel.ike, QString());
    }

    void bothEndsAgreeOnAProfile_data()
    {
        QTest::addColumn<Profile>("profile");
        QTest::newRow("default") << Profile::AzureDefault;
        QTest::newRow("strong") << Profile::Strong;
    }

    void bothEndsAgreeOnAProfile()
    {
        QFETCH(const Profile, profile);
        IpsecConf conf = IpsecConf::parse({});
        const TunnelDescription tunnel = described(profile);
        QVERIFY(writeConnection(tunnel, conf));
        AzureParameters azure;
        azure.ikeVersion = IkeVersion::V2;
        azure.policy = azurePolicyFor(profile);
        azure.onPremiseAddress = secretIds(tunnel).constFirst();
        azure.gatewayAddresses = {tunnel.azure.address};
        azure.dpdTimeout = AzureParameters::ownDpdTimeout;
        azure.onPremisePrefixes = tunnel.onPremise.subnets;
        azure.vnetPrefixes = tunnel.azure.subnets;
        for (const ParameterRow &row : compare(onPremiseParameters(resolved(conf)), azure)) {
            // The public address is a NAT's.
            const bool isHidden =
                row.parameter == Parameter::Key || row.parameter == Parameter::OnPremiseAddress;
            QVERIFY2((isHidden && row.agreement == Agreement::Unknown) || row.agreement == Agreement::Same ||
                         row.agreement == Agreement::Compatible,
                     qPrintable(parameterText(row.parameter)));
            if (profile == Profile::Strong)
                QVERIFY(row.weakOnPremise.isEmpty() && row.weakAzure.isEmpty());
        }
    }

    void refusesWhatIsNotWhole_data()
    {
        QTest::addColumn<TunnelDescription>("tunnel");
        const auto row = [](const char *name, auto change) {
            TunnelDescription tunnel = described(Profile::Strong);
            change(tunnel);
            QTest::newRow(name) << tunnel;
        };
        row("name", [](auto &t) { t.name = u"a b"_s; });
        row("address", [](auto &t) { t.azure.address.clear(); });
        row("address with a line", [](auto &t) { t.azure.address = u"1\n\tleft=2"_s; });
        row("subnets", [](auto &t) { t.onPremise.subnets.clear(); });
        row("no subnet", [](auto &t) { t.onPremise.subnets = {u"ten"_s}; });
        row("overlap", [](auto &t) { t.azure.subnets = {u"10.0.0.0/8"_s}; });
        row("algorithms", [](auto &t) { t.ike.clear(); });
    }

    void refusesWhatIsNotWhole()
    {
        QFETCH(const TunnelDescription, tunnel);
        for (const QByteArray &text : {QByteArray("# x\n"), QByteArray("conn azure.west\n\tleft=1\n")}) {
            IpsecConf conf = IpsecConf::parse(text);
            const Result<void> written = writeConnection(tunnel, conf);
            QVERIFY(!written);
            QCOMPARE(written.error().kind, ErrorKind::Invalid);
            QVERIFY(!written.error().text.isEmpty());
            QCOMPARE(conf.text(), text);
        }
    }

    void namesTheKeysIds()
    {
        QCOMPARE(secretIds(described(Profile::Strong)), (QStringList{u"198.51.100.7"_s, u"192.0.2.9"_s}));
    }

    void libreswanTakesIt()
    {
        const QString ipsec = QStandardPaths::findExecutable(u"ipsec"_s, {u"/usr/sbin"_s, u"/usr/bin"_s});
        if (ipsec.isEmpty())
            QSKIP("SKYBRO_SKIP ipsec is absent: install libreswan");
        const auto run = [&](const QStringList &arguments) {
            QProcess process;
            process.start(ipsec, arguments);
            process.waitForFinished();
            return std::pair{process.exitCode(), process.readAll() + process.readAllStandardError()};
        };
        if (!run({u"--version"_s}).second.contains("Libreswan"))
            QSKIP("SKYBRO_SKIP ipsec is not Libreswan's: install libreswan");
        QTemporaryDir folder;
        for (const Profile profile : {Profile::AzureDefault, Profile::Strong}) {
            IpsecConf conf = IpsecConf::parse({});
            QVERIFY(writeConnection(described(profile), conf));
            QFile file(folder.filePath(u"ipsec.conf"_s));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(conf.text());
            file.close();
            const auto [code, output] =
                run({u"addconn"_s, u"--checkconfig"_s, u"--config"_s, file.fileName()});
            QVERIFY2(code == 0 && output.trimmed().isEmpty(), output.constData());
        }
        const TunnelDescription strong = described(Profile::Strong);
        for (const QString &words : {u"ike="_s + strong.ike, u"esp="_s + strong.esp}) {
            const auto [code, output] = run({u"algparse"_s, u"-v2"_s, u"-pfs=yes"_s, words});
            QVERIFY2(code == 0 && !output.contains("ERROR"), output.constData());
        }
    }
};

QTEST_GUILESS_MAIN(TunnelDescriptionTest)
#include "tst_tunneldescription.moc"
