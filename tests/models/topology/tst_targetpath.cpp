#include "models/topology/targetpath.h"
#include "tests/models/topology/testnetworks.h"
#include "tests/support/armfixture.h"

#include <QTest>

using namespace skybro;
using namespace skybro::topology;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using tunnel::TargetPath;

namespace {

const Service overSsh{.name = {}, .protocol = u"Tcp"_s, .port = 22};
const Service echo{.name = {}, .protocol = u"Icmp"_s, .port = 0};

TargetPath judged(const TestNetworks &networks, const QString &address, const Service &service = overSsh)
{
    return pathTo(networks.build(), networks.input.lists, *IpNetwork::parse(address), service);
}

} // namespace

/// What Azure's network does with what the site sends to an address.
class TestTargetPath : public QObject
{
    Q_OBJECT

private slots:
    void letsPassAndFindsBack()
    {
        const TargetPath path = judged(TestNetworks::cluster(), u"10.1.0.4"_s);
        QCOMPARE(path, (TargetPath{.isAllowed = true, .rule = {}, .hasWayBack = true}));
    }

    void namesTheRuleThatBlocks()
    {
        TestNetworks networks = TestNetworks::cluster();
        TestNetworks::addRule(networks.input.lists.securityGroups[0], u"no-ssh"_s, false, u"10.2.0.0/16"_s,
                              u"22"_s);
        const TargetPath path = judged(networks, u"10.1.0.4"_s);
        QCOMPARE(path.isAllowed, std::optional(false));
        QCOMPARE(path.rule, u"nsg-hpc/no-ssh"_s);
        QCOMPARE(judged(networks, u"10.1.0.4"_s, echo).isAllowed, std::optional(true));
    }

    void asksTheInterfacesOwnGroup()
    {
        TestNetworks networks = TestNetworks::cluster();
        azure::NetworkSecurityGroup &own = networks.addGroup(u"nsg-own"_s);
        TestNetworks::addRule(own, u"nobody"_s, false, u"*"_s, u"*"_s, u"*"_s);
        azure::NetworkInterface &nic = networks.input.lists.interfaces[0];
        nic.networkSecurityGroupId = own.id.toUpper();
        nic.addresses[0].privateIp = u"10.1.0.4"_s;
        QCOMPARE(judged(networks, u"10.1.0.4"_s).rule, u"nsg-own/nobody"_s);
        QCOMPARE(judged(networks, u"10.1.0.5"_s).isAllowed, std::optional(true));
    }

    void seesThatThereIsNoWayBack()
    {
        TestNetworks networks = TestNetworks::cluster();
        for (azure::VirtualNetwork &vnet : networks.input.lists.vnets)
            vnet.peerings.clear();
        QCOMPARE(judged(networks, u"10.1.0.4"_s).hasWayBack, std::optional(false));
    }

    void saysOnlyWhatHoldsForAllOfTheSite()
    {
        TestNetworks networks = TestNetworks::cluster();
        networks.input.site.gateway.networks.append(u"10.3.0.0/16"_s);
        networks.input.lists.localGateways[0].addressPrefixes.append(u"10.3.0.0/16"_s);
        TestNetworks::addRule(networks.input.lists.securityGroups[0], u"not-these"_s, false, u"10.3.0.0/16"_s,
                              u"22"_s);
        QCOMPARE(judged(networks, u"10.1.0.4"_s),
                 (TargetPath{.isAllowed = {}, .rule = {}, .hasWayBack = true}));
    }

    void knowsNothingOfOtherAddresses()
    {
        QCOMPARE(judged(TestNetworks::cluster(), u"10.99.0.4"_s), TargetPath());
        TestNetworks noSite = TestNetworks::cluster();
        noSite.input.site.gateway = {};
        noSite.input.lists.localGateways.clear();
        noSite.input.lists.connections.clear();
        QVERIFY(!judged(noSite, u"10.1.0.4"_s).isAllowed);
        TestNetworks gaps = TestNetworks::cluster();
        gaps.input.lists.gaps.append(makeError(ErrorKind::Forbidden, u"no"_s));
        QCOMPARE(judged(gaps, u"10.1.0.4"_s), TargetPath());
    }

    void asksAzure()
    {
        ArmFixture f(
            [](const azure::HttpRequest &) { return ScriptedTransport::json(200, "{\"value\":[]}"); });
        const auto path = resultOf(new TargetPathJob(&f.client, {}, u"10.1.0.4"_s, overSsh, &f.client));
        QVERIFY(path);
        QCOMPARE(*path, TargetPath());
    }

    void failsAsTheQuestionDoes()
    {
        ArmFixture f([](const azure::HttpRequest &) {
            return ScriptedTransport::json(
                403, "{\"error\":{\"code\":\"AuthorizationFailed\",\"message\":\"no\"}}");
        });
        const auto path = resultOf(new TargetPathJob(&f.client, {}, u"10.1.0.4"_s, overSsh, &f.client));
        QVERIFY(!path);
        QCOMPARE(path.error().kind, ErrorKind::Forbidden);
    }

    /// A target that only /etc/hosts knows.
    void looksNamesUp()
    {
        ArmFixture f(
            [](const azure::HttpRequest &) { return ScriptedTransport::json(200, "{\"value\":[]}"); });
        const auto path = resultOf(new TargetPathJob(&f.client, {}, u"localhost"_s, overSsh, &f.client));
        QVERIFY(path);
        const qsizetype asked = f.transport.requests.size();
        QVERIFY(asked > 0);
        const auto none = resultOf(new TargetPathJob(&f.client, {}, u"no such host"_s, overSsh, &f.client));
        QVERIFY(!none);
        QCOMPARE(none.error().kind, ErrorKind::NotFound);
        QCOMPARE(f.transport.requests.size(), asked); // of what is nowhere Azure is not asked
    }

    void isCancelledAndDestroyed()
    {
        ArmFixture f([](const azure::HttpRequest &) { return ScriptedTransport::Answer(); });
        auto *job = new TargetPathJob(&f.client, {}, u"10.1.0.4"_s, overSsh, &f.client);
        std::optional<Result<TargetPath>> result;
        job->then(&f.client, [&](const Result<TargetPath> &path) { result = path; });
        job->start();
        job->cancel();
        QTRY_VERIFY(result);
        QCOMPARE(result->error().kind, ErrorKind::Cancelled);
        for (const QString &host : {u"10.1.0.4"_s, u"localhost"_s}) {
            auto *other = new TargetPathJob(&f.client, {}, host, overSsh);
            other->start();
            QCoreApplication::processEvents();
            delete other; // no answer comes to it
        }
        QTest::qWait(10);
    }

    void choosesAmongNodesThatRun()
    {
        const auto node = [](const QString &name, const QString &address, fleet::PowerState state) {
            fleet::Node made;
            made.name = name;
            made.privateIp = address;
            made.powerState = state;
            return made;
        };
        const QList<fleet::Node> nodes{node(u"cloud001"_s, u"10.1.0.4"_s, fleet::PowerState::Deallocated),
                                       node(u"cloud002"_s, u"10.1.0.5"_s, fleet::PowerState::Running),
                                       node(u"cloud003"_s, u"10.1.0.6"_s, fleet::PowerState::Unknown)};
        QCOMPARE(probeTargets({}, nodes).names, QStringList{u"cloud002"_s});
        site::Gateway named;
        named.probe = QStringList{u"cloud003"_s};
        QCOMPARE(probeTargets(named, nodes).firstRuns, std::nullopt); // not known is not stopped
        named.probe = QStringList{u"cloud001"_s};
        QCOMPARE(probeTargets(named, nodes).firstRuns, std::optional(false));
    }
};

QTEST_GUILESS_MAIN(TestTargetPath)
#include "tst_targetpath.moc"
