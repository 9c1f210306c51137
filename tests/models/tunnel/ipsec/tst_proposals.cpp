#include "models/tunnel/ipsec/proposals.h"

#include <QTest>

using namespace skybro::tunnel;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

AzureIpsecPolicy strongPolicy()
{
    return {u"AES256"_s, u"SHA256"_s, u"DHGroup14"_s, u"GCMAES256"_s, u"GCMAES256"_s, u"PFS2048"_s};
}

OnPremiseParameters site(const QString &ike, const QString &esp, bool pfs)
{
    OnPremiseParameters parameters;
    parameters.ikeVersion = IkeVersion::V2;
    parameters.ike = ike;
    parameters.esp = esp;
    parameters.pfs = pfs;
    parameters.ikeLifetime = 28800s;
    parameters.saLifetime = 27000s;
    parameters.local = {u"203.0.113.10"_s, {}, {u"10.2.0.0/16"_s}};
    parameters.remote = {u"192.0.2.166"_s, {}, {u"10.0.0.0/16"_s}};
    parameters.dpdDelay = 30s;
    parameters.dpdAction = u"restart"_s;
    return parameters;
}

AzureParameters azure(std::optional<AzureIpsecPolicy> policy)
{
    AzureParameters parameters;
    parameters.ikeVersion = IkeVersion::V2;
    parameters.policy = std::move(policy);
    parameters.onPremiseAddress = u"203.0.113.10"_s;
    parameters.gatewayAddresses = {u"192.0.2.166"_s};
    parameters.dpdTimeout = 45s;
    parameters.onPremisePrefixes = {u"10.2.0.0/16"_s};
    parameters.vnetPrefixes = {u"10.0.0.0/16"_s};
    return parameters;
}

ParameterRow row(const QList<ParameterRow> &rows, Parameter parameter)
{
    return rows.value(static_cast<qsizetype>(parameter));
}

} // namespace

class ProposalsTest : public QObject
{
    Q_OBJECT

private slots:
    void readsLibreswansSyntax_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<Proposal>>("proposals");
        const auto row = [](const QString &text, const QList<Proposal> &proposals) {
            QTest::addRow("%s", qPrintable(text)) << text << proposals;
        };
        row(u"aes256-sha1;modp1024"_s, {{u"AES256"_s, u"SHA1"_s, 2}});
        row(u"aes256-sha2_256;dh14"_s, {{u"AES256"_s, u"SHA256"_s, 14}});
        row(u"aes256-sha2;modp2048, aes128-sha1-modp1024"_s,
            {{u"AES256"_s, u"SHA256"_s, 14}, {u"AES128"_s, u"SHA1"_s, 2}});
        row(u"aes_gcm256-sha2_384;dh20"_s, {{u"GCMAES256"_s, u"SHA384"_s, 20}});
        row(u"aes_gcm256-null"_s, {{u"GCMAES256"_s, {}, 0}});
        row(u"aes_gcm_c_128"_s, {{u"GCMAES128"_s, {}, 0}});
        row(u"3des-md5"_s, {{u"3DES"_s, u"MD5"_s, 0}});
        row(u"aes-sha1"_s, {{u"AES256"_s, u"SHA1"_s, 0}, {u"AES128"_s, u"SHA1"_s, 0}});
        row(u"aes256-sha1+sha2_512;modp2048+dh19"_s, {{u"AES256"_s, u"SHA1"_s, 14},
                                                      {u"AES256"_s, u"SHA1"_s, 19},
                                                      {u"AES256"_s, u"SHA512"_s, 14},
                                                      {u"AES256"_s, u"SHA512"_s, 19}});
        // ipsec status
        row(u"AES_CBC_256-HMAC_SHA1-MODP2048"_s, {{u"AES256"_s, u"SHA1"_s, 14}});
        row(u"AES_CBC_128-HMAC_SHA1_96"_s, {{u"AES128"_s, u"SHA1"_s, 0}});
        row(u"AES_GCM_16_256-NONE-MODP2048"_s, {{u"GCMAES256"_s, {}, 14}});
        row(u"AES_CBC_256-HMAC_SHA2_256_128"_s, {{u"AES256"_s, u"SHA256"_s, 0}});
        row(QString(), {});
        row(u",;-,"_s, {});
    }

    void readsLibreswansSyntax()
    {
        QFETCH(const QString, text);
        QFETCH(const QList<Proposal>, proposals);
        QCOMPARE(parseProposals(text), proposals);
    }

    void knowsGroupsByAllNames()
    {
        for (const QString &name : {u"modp2048"_s, u"MODP_2048"_s, u"dh14"_s, u"DHGroup14"_s,
                                    u"DHGroup2048"_s, u"PFS2048"_s, u"PFS14"_s})
            QCOMPARE(groupNumber(name), 14);
        QCOMPARE(groupNumber(u"ECP384"_s), 20);
        QCOMPARE(groupNumber(u"None"_s), 0);
        QCOMPARE(groupNumber(u"PFSMM"_s), 0);
        QCOMPARE(groupText(2), u"DH group 2 (modp1024)"_s);
    }

    void marksWeakChoices_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("weak");
        QTest::newRow("default") << u"aes256-sha1;modp1024"_s << u"SHA1 modp1024"_s;
        QTest::newRow("3DES") << u"3des-sha1"_s << u"3DES SHA1"_s;
        QTest::newRow("MD5") << u"aes128-md5;modp1536"_s << u"MD5 modp1536"_s;
        QTest::newRow("24") << u"aes256-sha2_256;dh24"_s << u"modp2048s256"_s;
        QTest::newRow("strong") << u"aes256-sha2_256;modp2048"_s << QString();
        QTest::newRow("GCM") << u"aes_gcm256"_s << QString();
    }

    void marksWeakChoices()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, weak);
        QCOMPARE(weaknesses(parseProposals(text).value(0)).join(u' '), weak);
    }

    void knowsAzuresDefaultSet()
    {
        const AzureOffers offers = azureDefaultOffers();
        QCOMPARE(offers.ike.size(), 6);
        QVERIFY(std::ranges::all_of(offers.ike, [](const Proposal &offer) { return offer.group == 2; }));
        QCOMPARE(offers.espAsInitiator.size(), 6);
        QVERIFY(std::ranges::all_of(offers.espAsInitiator,
                                    [](const Proposal &offer) { return offer.group == 0; }));
        QCOMPARE(offers.espAsInitiator.first(), (Proposal{u"GCMAES256"_s, {}, 0}));
        QCOMPARE(offers.espAsResponder.size(), 26);
        QVERIFY(offers.espAsResponder.contains(Proposal{u"AES256"_s, u"SHA256"_s, 14}));
        QVERIFY(!offers.espAsResponder.contains(Proposal{u"GCMAES256"_s, {}, 14}));
        QCOMPARE(offers.ikeLifetime, 28800s);
        QCOMPARE(offers.saLifetime, 27000s);
    }

    void readsAPolicy()
    {
        AzureIpsecPolicy policy = strongPolicy();
        policy.saLifeTimeSeconds = 3600;
        AzureOffers offers = offersOf(policy);
        QCOMPARE(offers.ike, (QList<Proposal>{{u"AES256"_s, u"SHA256"_s, 14}}));
        QCOMPARE(offers.espAsInitiator, (QList<Proposal>{{u"GCMAES256"_s, {}, 14}}));
        QCOMPARE(offers.saLifetime, 3600s);
        policy.pfsGroup = u"PFSMM"_s;
        policy.ikeEncryption = u"DES3"_s;
        offers = offersOf(policy);
        QCOMPARE(offers.espAsResponder.first().group, 14);
        QCOMPARE(offers.ike.first().encryption, u"3DES"_s);
    }

    void compares_data()
    {
        using enum Agreement;
        QTest::addColumn<OnPremiseParameters>("onPremise");
        QTest::addColumn<AzureParameters>("azure");
        // Of IKE version, proposals of IKE and ESP, PFS, lifetimes of IKE and SA, subnets here and there.
        QTest::addColumn<QList<Agreement>>("agreements");
        const auto strong = site(u"aes256-sha2_256;modp2048"_s, u"aes_gcm256;modp2048"_s, true);
        const auto plain = site(u"aes256-sha1;modp1024"_s, u"aes128-sha1"_s, false);
        QTest::newRow("strong both ends") << strong << azure(strongPolicy())
                                          << QList<Agreement>{Same, Same, Same, Same, Same, Same, Same, Same};
        QTest::newRow("RHEL 8 and the default")
            << plain << azure({})
            << QList<Agreement>{Same, Compatible, Compatible, Same, Same, Same, Same, Same};
        QTest::newRow("modern and the default")
            << strong << azure({})
            << QList<Agreement>{Same, Different, Compatible, Different, Same, Same, Same, Same};
        auto changed = plain;
        changed.pfs = true;
        QTest::newRow("PFS and the default")
            << changed << azure({})
            << QList<Agreement>{Same, Compatible, Compatible, Different, Same, Same, Same, Same};
        changed = strong;
        changed.esp = u"aes256-sha2_256"_s; // PFS with IKE's group
        QTest::newRow("other ESP") << changed << azure(strongPolicy())
                                   << QList<Agreement>{Same, Same, Different, Same, Same, Same, Same, Same};
        changed.saLifetime = 3600s;
        changed.ikeLifetime.reset();
        changed.ikeVersion = IkeVersion::V1;
        QTest::newRow("version and lifetimes")
            << changed << azure(strongPolicy())
            << QList<Agreement>{Different, Same, Different, Same, Unknown, Different, Same, Same};
        auto selectors = azure(strongPolicy());
        selectors.policyBasedSelectors = true;
        selectors.vnetPrefixes = {u"10.9.0.0/16"_s};
        QTest::newRow("selectors") << strong << selectors
                                   << QList<Agreement>{Same, Same, Same, Same, Same, Same, Same, Different};
        QTest::newRow("nothing known")
            << OnPremiseParameters() << AzureParameters()
            << QList<Agreement>{Unknown, Unknown, Unknown, Unknown, Unknown, Unknown, Unknown, Unknown};
        changed = strong;
        changed.ike.clear();
        changed.esp.clear();
        QTest::newRow("the build's default")
            << changed << azure(strongPolicy())
            << QList<Agreement>{Same, Unknown, Unknown, Unknown, Same, Same, Same, Same};
    }

    void compares()
    {
        QFETCH(const OnPremiseParameters, onPremise);
        QFETCH(const AzureParameters, azure);
        QFETCH(const QList<Agreement>, agreements);
        const QList<ParameterRow> rows = compare(onPremise, azure);
        QCOMPARE(rows.size(), 14);
        constexpr Parameter judged[] = {Parameter::IkeVersion,       Parameter::IkeProposal,
                                        Parameter::EspProposal,      Parameter::Pfs,
                                        Parameter::IkeLifetime,      Parameter::SaLifetime,
                                        Parameter::OnPremiseSubnets, Parameter::AzureSubnets};
        for (qsizetype i = 0; i < rows.size(); ++i) {
            QCOMPARE(static_cast<qsizetype>(rows[i].parameter), i);
            QVERIFY(!parameterText(rows[i].parameter).isEmpty());
            QVERIFY(rows[i].agreement != Agreement::Different || !rows[i].remark.isEmpty());
        }
        for (qsizetype i = 0; i < agreements.size(); ++i)
            QVERIFY2(row(rows, judged[i]).agreement == agreements[i], qPrintable(parameterText(judged[i])));
    }

    void comparesThePeers_data()
    {
        using enum Agreement;
        QTest::addColumn<IpsecEnd>("local");
        QTest::addColumn<IpsecEnd>("remote");
        QTest::addColumn<QString>("onPremiseAddress"); // in Azure
        QTest::addColumn<bool>("isUp");
        QTest::addColumn<QList<Agreement>>("agreements"); // address and id here, address and id of Azure
        const IpsecEnd here{u"203.0.113.10"_s, u"203.0.113.10"_s, {}};
        const IpsecEnd there{u"192.0.2.166"_s, u"192.0.2.166"_s, {}};
        const QString address = u"203.0.113.10"_s;
        const auto row = [](const char *name, const IpsecEnd &local, const IpsecEnd &remote,
                            const QString &known, bool isUp, const QList<Agreement> &agreements) {
            QTest::newRow(name) << local << remote << known << isUp << agreements;
        };
        row("alike", here, there, address, false, {Same, Same, Same, Same});
        row("no ids", {u"203.0.113.10"_s, {}, {}}, {u"192.0.2.166"_s, {}, {}}, address, false,
            {Same, Same, Same, Same});
        row("ids that are no names to look up", {u"203.0.113.10"_s, u"@203.0.113.10"_s, {}}, there, address,
            false, {Same, Same, Same, Same});
        row("behind a NAT", {u"10.2.0.4"_s, u"203.0.113.10"_s, {}}, there, address, false,
            {Unknown, Same, Same, Same});
        row("behind a NAT, and it works", {u"10.2.0.4"_s, u"10.2.0.4"_s, {}}, there, address, true,
            {Compatible, Compatible, Same, Same});
        row("behind a NAT, its inner address as id", {u"10.2.0.4"_s, {}, {}}, there, address, false,
            {Unknown, Different, Same, Same});
        row("the conf's %defaultroute", {u"%defaultroute"_s, {}, {}}, there, address, false,
            {Unknown, Unknown, Same, Same});
        row("another address", {u"203.0.113.11"_s, {}, {}}, there, address, false,
            {Different, Different, Same, Same});
        row("Azure knows a name", here, there, u"gw.example.org"_s, false, {Unknown, Different, Same, Same});
        row("Azure tells none", here, there, {}, false, {Unknown, Unknown, Same, Same});
        row("the second of two of Azure", here, {u"192.0.2.167"_s, {}, {}}, address, false,
            {Same, Same, Same, Same});
        row("another of Azure", here, {u"192.0.2.9"_s, {}, {}}, address, false,
            {Same, Same, Different, Different});
        row("another id of Azure", here, {u"192.0.2.166"_s, u"@azure"_s, {}}, address, false,
            {Same, Same, Same, Different});
        row("another id of Azure, and it works", here, {u"192.0.2.166"_s, u"@azure"_s, {}}, address, true,
            {Same, Same, Same, Compatible});
        row("any id of Azure", here, {u"%any"_s, u"%fromcert"_s, {}}, address, false,
            {Same, Same, Compatible, Compatible});
        row("a name for Azure", here, {u"azure.example.org"_s, u"192.0.2.166"_s, {}}, address, false,
            {Same, Same, Unknown, Same});
        row("IPv6, written otherwise", {u"2001:db8::1"_s, {}, {}}, there, u"2001:DB8:0::1"_s, false,
            {Same, Same, Same, Same});
    }

    void comparesThePeers()
    {
        QFETCH(const IpsecEnd, local);
        QFETCH(const IpsecEnd, remote);
        QFETCH(const QString, onPremiseAddress);
        QFETCH(const bool, isUp);
        QFETCH(const QList<Agreement>, agreements);
        OnPremiseParameters onPremise = site({}, {}, true);
        onPremise.local = local;
        onPremise.remote = remote;
        AzureParameters parameters = azure({});
        parameters.onPremiseAddress = onPremiseAddress;
        parameters.gatewayAddresses.append(u"192.0.2.167"_s);
        const QList<ParameterRow> rows =
            compare(onPremise, parameters, isUp ? Authentication::Succeeded : Authentication::Unknown);
        for (qsizetype i = 0; i < agreements.size(); ++i)
            QVERIFY2(rows[i].agreement == agreements[i], qPrintable(parameterText(rows[i].parameter)));
    }

    void tellsOfTheKeyByWhatTheEndsMadeOfIt()
    {
        const OnPremiseParameters onPremise = site({}, {}, true);
        for (const auto &[authentication, agreement] :
             {std::pair(Authentication::Unknown, Agreement::Unknown),
              std::pair(Authentication::Succeeded, Agreement::Same),
              std::pair(Authentication::Failed, Agreement::Different),
              std::pair(Authentication::NoKey, Agreement::Different)}) {
            const ParameterRow key = row(compare(onPremise, azure({}), authentication), Parameter::Key);
            QCOMPARE(key.agreement, agreement);
            QCOMPARE(key.onPremise == key.azure, authentication != Authentication::NoKey);
            QVERIFY(!key.remark.isEmpty());
        }
    }

    void comparesHowDeadPeersAreFound()
    {
        OnPremiseParameters onPremise = site({}, {}, true);
        ParameterRow dpd = row(compare(onPremise, azure({})), Parameter::DeadPeer);
        QCOMPARE(dpd.agreement, Agreement::Compatible);
        QVERIFY(dpd.onPremise.contains(u"30"_s) && dpd.onPremise.contains(u"restart"_s));
        QVERIFY(dpd.azure.contains(u"45"_s));
        onPremise.dpdDelay = 0s;
        dpd = row(compare(onPremise, azure({})), Parameter::DeadPeer);
        QCOMPARE(dpd.agreement, Agreement::Different);
        onPremise.dpdDelay.reset();
        dpd = row(compare(onPremise, azure({})), Parameter::DeadPeer);
        QCOMPARE(dpd.agreement, Agreement::Unknown);
        QVERIFY(dpd.onPremise.isEmpty());
    }

    void marksWeaknessOfEachEnd()
    {
        OnPremiseParameters old = site(u"3des-sha1;modp1024"_s, u"aes128-sha1"_s, false);
        old.ikeVersion = IkeVersion::V1;
        const QList<ParameterRow> rows = compare(old, azure(strongPolicy()));
        QCOMPARE(row(rows, Parameter::IkeVersion).weakOnPremise, QStringList{u"IKEv1"_s});
        QCOMPARE(row(rows, Parameter::IkeProposal).weakOnPremise,
                 (QStringList{u"3DES"_s, u"SHA1"_s, u"modp1024"_s}));
        QCOMPARE(row(rows, Parameter::EspProposal).weakOnPremise, QStringList{u"SHA1"_s});
        for (const ParameterRow &item : rows)
            QVERIFY(item.weakAzure.isEmpty());
        QVERIFY(row(compare(old, azure({})), Parameter::IkeProposal).weakAzure.contains(u"modp1024"_s));
    }

    void takesTheCommonOnes()
    {
        const auto both =
            site(u"aes256-sha2_256;modp2048,aes256-sha1;modp1024"_s, u"aes_gcm256,aes128-sha1"_s, false);
        QCOMPARE(commonIke(both, azureDefaultOffers()), (QList<Proposal>{{u"AES256"_s, u"SHA1"_s, 2}}));
        QCOMPARE(commonEsp(both, azureDefaultOffers()).size(), 2);
    }

    void readsAConf()
    {
        const auto resolve = [](const QByteArray &text) {
            return *IpsecConfSet::load({u"a"_s, text}, [](const QString &, const QString &) {
                        return QList<IpsecConfFile>();
                    })->resolve(u"azure"_s);
        };
        OnPremiseParameters read = onPremiseParameters(
            resolve("conn azure\n\tleftsubnets={10.2.0.0/16, "
                    "10.3.0.0/16}\n\trightsubnet=10.0.0.0/16\n\tike=aes256-sha1;modp1024\n"
                    "\tphase2alg=aes128-sha1\n\tikelifetime=8h\n\tkeylife=450m\n\tpfs=no\n\tikev2=insist\n"));
        QCOMPARE(read.local.subnets, (QStringList{u"10.2.0.0/16"_s, u"10.3.0.0/16"_s}));
        QCOMPARE(read.remote.subnets, QStringList{u"10.0.0.0/16"_s});
        QCOMPARE(read.esp, u"aes128-sha1"_s);
        QCOMPARE(read.ikeLifetime, 28800s);
        QCOMPARE(read.saLifetime, 27000s);
        QCOMPARE(read.pfs, false);
        read = onPremiseParameters(resolve("conn azure\n\tikev2=never\n\trightsubnet=10.0.0.0/16\n"), false);
        QCOMPARE(read.ikeVersion, IkeVersion::V1);
        QCOMPARE(read.pfs, true);
        QCOMPARE(read.saLifetime, 28800s);
        QCOMPARE(read.local.subnets, QStringList{u"10.0.0.0/16"_s});
    }

    void readsTimes()
    {
        QCOMPARE(parseConfTime(u"1.5h"), 5400s);
        QCOMPARE(parseConfTime(u"3600"), 3600s);
        QCOMPARE(parseConfTime(u"500ms"), 1s);
        QCOMPARE(parseConfTime(u"1d"), 86400s);
        QVERIFY(!parseConfTime(u"soon"));
        QVERIFY(!parseConfTime(u"-1s"));
    }
};

QTEST_GUILESS_MAIN(ProposalsTest)
#include "tst_proposals.moc"
