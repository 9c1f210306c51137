#include "models/tunnel/config/gatewayrules.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace skybro::tunnel;
using namespace Qt::StringLiterals;

namespace {

TunnelDescription tunnel()
{
    TunnelDescription tunnel;
    tunnel.name = u"azure"_s;
    tunnel.onPremise = {u"198.51.100.7"_s, {}, {u"10.2.0.0/16"_s, u"fd00:2::/48"_s}};
    tunnel.azure = {u"192.0.2.9"_s, {}, {u"10.0.0.0/16"_s, u"10.1.0.0/16"_s, u"fd00:1::/48"_s}};
    applyProfile(tunnel, Profile::Strong);
    return tunnel;
}

QByteArray golden(const char *name)
{
    QFile file(QStringLiteral(SKYBRO_GOLDEN "/") + QLatin1StringView(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : "no such file";
}

} // namespace

class TestGatewayRules : public QObject
{
    Q_OBJECT

private slots:
    void writesFiles()
    {
        QCOMPARE(sysctlFile(tunnel()), golden("sysctl.conf"));
        QCOMPARE(nftablesFile(tunnel()), golden("tunnel.nft"));
        QCOMPARE(playbook(tunnel(), u"10.2.0.1"_s, u"10.2.0.1"_s), golden("gateway.yml"));
        QCOMPARE(playbook(tunnel(), u"admin@gw.example.org"_s, u"GATEWAY"_s), golden("gateway-by-name.yml"));
        // Its public address leads no host at home to it.
        const QByteArray asked = playbook(tunnel(), u"198.51.100.7"_s, u"198.51.100.7"_s);
        QVERIFY(asked.contains("gateway={{ hostvars['198.51.100.7'].home4.stdout }}\n"));
    }

    /// The switch of IPv6 changes more than the tunnel: only where it is needed.
    void leavesIpv6AloneWithoutNeed()
    {
        TunnelDescription four = tunnel();
        four.azure.subnets = {u"10.0.0.0/16"_s};
        QVERIFY(!sysctlFile(four).contains("ipv6"));
        QCOMPARE(kernelParameters(four).size(), allKernelParameters().size() - 1);
    }

    void writesCommands()
    {
        const QStringList firewalld = firewalldCommands(tunnel());
        QCOMPARE(firewalld.first(), u"firewall-cmd --permanent --add-service=ipsec"_s);
        QVERIFY(firewalld.contains(
            u"firewall-cmd --permanent --policy=skybro-tunnel --add-rich-rule='rule family=\"ipv6\" source "
            "address=\"fd00:1::/48\" destination address=\"fd00:2::/48\" accept'"_s));
        QCOMPARE(firewalld.last(), u"firewall-cmd --reload"_s);
        QVERIFY(firewalld.contains(u"firewall-cmd --permanent --direct --add-rule ipv6 mangle FORWARD 0 -s "
                                   "fd00:1::/48 -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --set-mss 1330"_s));
        const QStringList nftables = nftablesCommands(tunnel());
        QCOMPARE(nftables.size(), 6);
        QCOMPARE(nftables.at(2), u"nft insert rule inet filter forward ip saddr { 10.2.0.0/16 } ip daddr { "
                                 "10.0.0.0/16, 10.1.0.0/16 } accept"_s);
        QCOMPARE(hostRouteCommands(tunnel(), u"10.2.0.1"_s),
                 (QStringList{u"ip route replace 10.0.0.0/16 via 10.2.0.1"_s,
                              u"ip route replace 10.1.0.0/16 via 10.2.0.1"_s}));
        QCOMPARE(hostRouteCommands(tunnel(), u"fd00:2::1"_s),
                 QStringList{u"ip -6 route replace fd00:1::/48 via fd00:2::1"_s});
    }

    /// In a network of its own, twice: loading it again replaces it. Another tunnel's stays beside it.
    void nftTakesThem()
    {
        const QString unshare = QStandardPaths::findExecutable(u"unshare"_s);
        const QString nft = QStandardPaths::findExecutable(u"nft"_s, {u"/usr/sbin"_s, u"/sbin"_s});
        if (unshare.isEmpty() || nft.isEmpty())
            QSKIP("package nftables or util-linux is not installed");
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"tunnel.nft"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(nftablesFile(tunnel()));
        file.close();
        TunnelDescription second = tunnel();
        second.name = u"2nd_cph-west.1"_s;
        second.azure.subnets = QStringList{u"10.9.0.0/16"_s};
        QFile other(folder.filePath(u"other.nft"_s));
        QVERIFY(other.open(QIODevice::WriteOnly));
        other.write(nftablesFile(second));
        other.close();
        const QString filter =
            u"nft add table inet filter; for chain in input forward; do nft add chain inet filter "
            "$chain \"{ type filter hook $chain priority 0; }\"; done\n"_s;
        const QString script =
            u"nft list ruleset >/dev/null || { echo none; exit; }\nset -e\nnft -f %1\nnft -f %4\nnft -f %1\n"
            "%2%3\nnft list ruleset | grep -c maxseg\n"_s.arg(
                file.fileName(), filter, nftablesCommands(tunnel()).join(u'\n'), other.fileName());
        QProcess process;
        process.start(unshare, {u"--user"_s, u"--map-root-user"_s, u"--net"_s, u"sh"_s, u"-c"_s, script});
        QVERIFY(process.waitForFinished());
        const QByteArray said = process.readAllStandardOutput().trimmed();
        const QByteArray errors = process.readAllStandardError();
        if (said == "none" || errors.contains("unshare"))
            QSKIP("this machine allows no network of one's own, or has no nftables");
        QVERIFY2(process.exitCode() == 0, errors.constData());
        QCOMPARE(said, "6");
    }
};

QTEST_GUILESS_MAIN(TestGatewayRules)
#include "tst_gatewayrules.moc"
