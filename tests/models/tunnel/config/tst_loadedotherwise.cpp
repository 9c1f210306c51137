#include "models/tunnel/config/loadedotherwise.h"
#include "models/tunnel/ipsec/libreswan.h"
#include "models/tunnel/ipsec/proposals.h"

#include <QTest>

using namespace skybro::tunnel;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// As Libreswan 4.10 tells of what writeConnection() wrote for the strong profile.
const QString status =
    u"000 \"azure\": 10.2.0.0/16===203.0.113.1...203.0.113.2===10.0.0.0/16; erouted; eroute owner: #2\n"
    "000 \"azure\":   ike_life: 28800s; ipsec_life: 27000s; replay_window: 32; rekey_margin: 540s\n"
    "000 \"azure\":   policy: IKEv2+PSK+ENCRYPT+TUNNEL+PFS+UP+IKE_FRAG_ALLOW+ESN_NO+ESN_YES;\n"
    "000 \"azure\":   our idtype: ID_IPV4_ADDR; our id=203.0.113.1; their idtype: ID_IPV4_ADDR; their "
    "id=203.0.113.2\n"
    "000 \"azure\":   liveness: active; dpdaction:restart; dpddelay:30s; retransmit-timeout:60s\n"
    "000 \"azure\":   IKE algorithms: AES_CBC_256-HMAC_SHA2_256-MODP2048\n"
    "000 \"azure\":   ESP algorithms: AES_GCM_16_256-NONE-MODP2048\n"_s;

TunnelDescription strong()
{
    TunnelDescription tunnel;
    tunnel.name = u"azure"_s;
    tunnel.onPremise = {u"203.0.113.1"_s, {}, {u"10.2.0.0/16"_s}};
    tunnel.azure = {u"203.0.113.2"_s, {}, {u"10.0.0.0/16"_s}};
    applyProfile(tunnel, Profile::Strong);
    return tunnel;
}

QList<IpsecConnection> loaded(const QString &text = status)
{
    IpsecStatus read;
    readStatus(text, read);
    return read.connections;
}

} // namespace

class LoadedOtherwiseTest : public QObject
{
    Q_OBJECT

private slots:
    void isAsItsFileSays_data()
    {
        QTest::addColumn<TunnelDescription>("file");
        QTest::newRow("as it was written") << strong();
        TunnelDescription nat = strong();
        nat.onPremise.address = u"%defaultroute"_s;
        nat.onPremise.id = u"@203.0.113.1"_s;
        QTest::newRow("behind a NAT") << nat;
        TunnelDescription plain = strong();
        plain.ike.clear(); // the build's own
        plain.esp.clear();
        QTest::newRow("algorithms left out") << plain;
        TunnelDescription named = strong();
        named.azure = {u"azure.example.org"_s, u"%fromcert"_s, {u"10.0.0.0/16"_s}};
        QTest::newRow("a name") << named;
    }
    void isAsItsFileSays()
    {
        QFETCH(const TunnelDescription, file);
        const QStringList names = loadedOtherwise(file, loaded());
        QVERIFY2(names.isEmpty(), qPrintable(names.join(u", "_s)));
        QVERIFY(loadedOtherwise(file, {}).isEmpty()); // not told, or not loaded
    }

    void differs_data()
    {
        QTest::addColumn<QString>("was");
        QTest::addColumn<QString>("is");
        QTest::addColumn<Parameter>("parameter");
        const auto row = [](const char *was, const char *is, Parameter parameter) {
            QTest::addRow("%s", is) << QString::fromLatin1(was) << QString::fromLatin1(is) << parameter;
        };
        row("+PFS", "", Parameter::Pfs);
        row("AES_GCM_16_256-NONE", "AES_CBC_128-HMAC_SHA1_96", Parameter::EspProposal);
        row("HMAC_SHA2_256-MODP2048", "HMAC_SHA1-MODP2048", Parameter::IkeProposal);
        row("their id=203.0.113.2", "their id=203.0.113.99", Parameter::AzureId);
        row("our id=203.0.113.1", "our id=@gw", Parameter::OnPremiseId);
        row("...203.0.113.2", "...203.0.113.88", Parameter::AzureAddress);
        row("===203.0.113.1.", "===203.0.113.7.", Parameter::OnPremiseAddress);
        row("ipsec_life: 27000s", "ipsec_life: 3600s", Parameter::SaLifetime);
        row("ike_life: 28800s", "ike_life: 3600s", Parameter::IkeLifetime);
        row("dpddelay:30s", "dpddelay:0s", Parameter::DeadPeer);
        row("IKEv2", "IKEv1", Parameter::IkeVersion);
        row("10.0.0.0/16", "10.0.0.0/24", Parameter::AzureSubnets);
        row("10.2.0.0/16", "10.3.0.0/16", Parameter::OnPremiseSubnets);
    }
    void differs()
    {
        QFETCH(const QString, was);
        QFETCH(const QString, is);
        QFETCH(const Parameter, parameter);
        QVERIFY(status.contains(was));
        QCOMPARE(loadedOtherwise(strong(), loaded(QString(status).replace(was, is))),
                 QStringList{parameterText(parameter)});
    }
};

QTEST_GUILESS_MAIN(LoadedOtherwiseTest)
#include "tst_loadedotherwise.moc"
