#include "models/tunnel/config/describetunnel.h"

#include <QTest>

using namespace skybro;
using namespace skybro::tunnel;
using namespace Qt::StringLiterals;

namespace {

site::Site niflheim()
{
    site::Site site;
    site.name = u"nifl"_s;
    site.gateway.host = u"gw"_s;
    site.gateway.address = u"198.51.100.7"_s;
    site.gateway.networks = {u"10.2.0.0/16"_s};
    site.tunnel.azureAddress = u"192.0.2.9"_s;
    site.tunnel.azureNetworks = {u"10.0.0.0/16"_s};
    return site;
}

} // namespace

class TestDescribeTunnel : public QObject
{
    Q_OBJECT

private slots:
    void takesTheSiteFile()
    {
        const Result<TunnelDescription> tunnel = describeTunnel(niflheim(), nullptr, {u"198.51.100.7"_s});
        QVERIFY(tunnel);
        QCOMPARE(tunnel->name, u"azure"_s);
        QCOMPARE(tunnel->onPremise, (IpsecEnd{u"198.51.100.7"_s, {}, {u"10.2.0.0/16"_s}}));
        QCOMPARE(tunnel->azure, (IpsecEnd{u"192.0.2.9"_s, {}, {u"10.0.0.0/16"_s}}));
        QCOMPARE(tunnel->esp, u"aes_gcm256;modp2048"_s);
        QVERIFY(tunnel->pfs);
    }

    void tellsWhichSettingsAreWeak()
    {
        site::Tunnel tunnel;
        QVERIFY(weakSettings(tunnel).isEmpty());
        tunnel.profile = site::TunnelProfile::AzureDefault; // that is the profile's doing
        tunnel.ike = u"aes256-sha2_256;modp2048"_s;
        QVERIFY(weakSettings(tunnel).isEmpty());
        tunnel.esp = u"3des-sha1"_s;
        QCOMPARE(weakSettings(tunnel), QStringList{u"tunnel.esp"_s});
        tunnel.ike = u"aes256-sha1;modp1024"_s;
        QCOMPARE(weakSettings(tunnel), (QStringList{u"tunnel.ike"_s, u"tunnel.esp"_s}));
    }

    /// A public address that no card has belongs to a router in front of the gateway.
    void behindANatThePublicAddressIsAnId()
    {
        const Result<TunnelDescription> tunnel = describeTunnel(niflheim(), nullptr, {u"10.2.0.1"_s});
        QVERIFY(tunnel);
        QCOMPARE(tunnel->onPremise.address, u"%defaultroute"_s);
        QCOMPARE(tunnel->onPremise.id, u"198.51.100.7"_s);
    }

    void asksAzureForTheRest()
    {
        site::Site bare = niflheim();
        bare.gateway.address.clear();
        bare.tunnel = {};
        AzureEnd azure;
        azure.parameters.onPremiseAddress = u"198.51.100.8"_s;
        azure.parameters.gatewayAddresses = QStringList{u"192.0.2.10"_s};
        azure.parameters.vnetPrefixes = {u"10.0.0.0/16"_s, u"10.1.0.0/16"_s};
        const Result<TunnelDescription> tunnel = describeTunnel(bare, &azure, {});
        QVERIFY(tunnel);
        QCOMPARE(tunnel->onPremise.address, azure.parameters.onPremiseAddress);
        QCOMPARE(tunnel->azure.address, azure.parameters.gatewayAddresses.first());
        QCOMPARE(tunnel->azure.subnets, azure.parameters.vnetPrefixes);
        QCOMPARE(describeTunnel(niflheim(), &azure, {})->azure.address,
                 u"192.0.2.9"_s); // the file goes first
    }

    void saysWhatIsMissing_data()
    {
        QTest::addColumn<QString>("word");
        QTest::newRow("address") << u"gateway.address"_s;
        QTest::newRow("networks") << u"gateway.networks"_s;
        QTest::newRow("azure's address") << u"tunnel.azureAddress"_s;
        QTest::newRow("azure's networks") << u"tunnel.azureNetworks"_s;
        QTest::newRow("name") << u"gateway.connection"_s;
    }
    void saysWhatIsMissing()
    {
        QFETCH(const QString, word);
        site::Site lacking = niflheim();
        if (word == "gateway.address"_L1)
            lacking.gateway.address.clear();
        else if (word == "gateway.networks"_L1)
            lacking.gateway.networks.clear();
        else if (word == "tunnel.azureAddress"_L1)
            lacking.tunnel.azureAddress.clear();
        else if (word == "tunnel.azureNetworks"_L1)
            lacking.tunnel.azureNetworks.clear();
        else
            lacking.gateway.connection = u"../azure"_s;
        const Result<TunnelDescription> tunnel = describeTunnel(lacking, nullptr, {});
        QVERIFY(!tunnel);
        QCOMPARE(tunnel.error().kind, ErrorKind::Invalid);
        QVERIFY2(tunnel.error().text.contains(word), qPrintable(tunnel.error().text));
    }

    void ownAlgorithmsDecideOnPfsAndAzuresPolicy_data()
    {
        QTest::addColumn<QString>("ike");
        QTest::addColumn<QString>("esp");
        QTest::addColumn<bool>("pfs");
        QTest::addColumn<QString>("policy"); // or what is refused
        QTest::newRow("no pfs") << u"aes256-sha1;modp2048"_s << u"aes128-sha1"_s << false
                                << u"AES256 SHA1 DHGroup14 AES128 SHA1 None"_s;
        QTest::newRow("gcm") << u"aes_gcm256-sha2_256;dh20"_s << u"aes_gcm128;dh20"_s << true
                             << u"GCMAES256 GCMAES256 ECP384 GCMAES128 GCMAES128 ECP384"_s;
        QTest::newRow("the first of several")
            << u"aes256-sha2_256;dh19,aes128-sha1;modp1024"_s << u"aes256-sha2_256;modp2048,aes128-sha1"_s
            << true << u"AES256 SHA256 ECP256 AES256 SHA256 PFS2048"_s;
        QTest::newRow("group 15") << u"aes256-sha2_256;modp3072"_s << u"aes256-sha1"_s << false
                                  << u"!DH group 15"_s;
        QTest::newRow("chacha") << u"aes256-sha2_256;modp2048"_s << u"chacha20_poly1305"_s << false
                                << u"!CHACHA20"_s;
    }
    void ownAlgorithmsDecideOnPfsAndAzuresPolicy()
    {
        QFETCH(const QString, policy);
        site::Site own = niflheim();
        QFETCH(const QString, ike);
        QFETCH(const QString, esp);
        QFETCH(const bool, pfs);
        own.tunnel.ike = ike;
        own.tunnel.esp = esp;
        const Result<TunnelDescription> tunnel = describeTunnel(own, nullptr, {});
        QVERIFY(tunnel);
        QCOMPARE(tunnel->pfs, pfs);
        const auto wanted = azurePolicy(own.tunnel, *tunnel);
        if (policy.startsWith(u'!')) {
            QVERIFY(!wanted);
            QVERIFY2(wanted.error().text.contains(policy.mid(1), Qt::CaseInsensitive),
                     qPrintable(wanted.error().text));
            return;
        }
        QVERIFY2(wanted, wanted ? "" : qPrintable(wanted.error().text));
        const AzureIpsecPolicy &one = **wanted;
        QCOMPARE((QStringList{one.ikeEncryption, one.ikeIntegrity, one.dhGroup, one.ipsecEncryption,
                              one.ipsecIntegrity, one.pfsGroup})
                     .join(u' '),
                 policy);
        // What Azure then offers is what the file asks for.
        OnPremiseParameters parameters;
        parameters.ike = tunnel->ike;
        parameters.esp = tunnel->esp;
        QVERIFY(!commonIke(parameters, offersOf(one)).isEmpty());
        QVERIFY(!commonEsp(parameters, offersOf(one)).isEmpty());
    }

    void theDefaultProfileNeedsNoPolicy()
    {
        site::Site legacy = niflheim();
        legacy.tunnel.profile = site::TunnelProfile::AzureDefault;
        const Result<TunnelDescription> tunnel = describeTunnel(legacy, nullptr, {});
        QVERIFY(tunnel);
        QCOMPARE(tunnel->ike, u"aes256-sha1;modp1024"_s);
        QVERIFY(!tunnel->pfs);
        QVERIFY(!azurePolicy(legacy.tunnel, *tunnel)->has_value());
    }
};

QTEST_GUILESS_MAIN(TestDescribeTunnel)
#include "tst_describetunnel.moc"
