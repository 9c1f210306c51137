#include "models/secrets/memorysecretstore.h"
#include "models/tunnel/config/planremarks.h"
#include "tests/models/tunnel/fakeconnection.h"
#include "tests/models/tunnel/scriptedshell.h"

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray file(const char *kind, const QByteArray &path, const QByteArray &text)
{
    return QByteArray("skybro ") + kind + ' ' + path.toBase64() + ' ' + text.toBase64() + '\n';
}

const QByteArray facts = "skybro peer %1\nskybro version Libreswan 4.10\nskybro address 198.51.100.7/24\n" +
                         file("conf", "/etc/ipsec.conf", "include /etc/ipsec.d/*.conf\n") +
                         "skybro running\nskybro end\n";
const QByteArray network = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/";

/// Azure with one connection and one key, or the wish not to tell it.
struct FakeEnd
{
    QByteArray key;

    ScriptedTransport::Answer operator()(const azure::HttpRequest &request) const
    {
        const QByteArray path = request.url.path().toUtf8();
        const auto list = [](const QByteArray &item) {
            return ScriptedTransport::json(200, R"({"value":[)" + item + "]}");
        };
        const QByteArray gateway =
            R"({"id":")" + network +
            R"(virtualNetworkGateways/gw","name":"gw","properties":{"gatewayType":"Vpn"}})";
        const QByteArray connection = R"({"id":")" + network +
                                      R"(connections/c","name":"c","properties":{"connectionType":"IPsec",)"
                                      R"("virtualNetworkGateway1":{"id":")" +
                                      network + R"(virtualNetworkGateways/gw"}}})";
        if (path.endsWith("/virtualNetworks"))
            return list(
                R"({"id":"/v","name":"v","properties":{"subnets":[{"id":"/x","name":"GatewaySubnet","properties":)"
                R"({"ipConfigurations":[{"id":")" +
                network + R"(virtualNetworkGateways/gw/ipConfigurations/a"}]}}]}})");
        if (path.endsWith("/virtualNetworkGateways"))
            return list(gateway);
        if (path.endsWith("gw/connections"))
            return list(connection);
        if (path.endsWith("/gw"))
            return ScriptedTransport::json(200, gateway);
        if (path.endsWith("/sharedkey") && !key.isEmpty())
            return ScriptedTransport::json(200, R"({"value":")" + key + R"("})");
        if (path.endsWith("/sharedkey"))
            return ScriptedTransport::json(403, R"({"error":{"code":"AuthorizationFailed","message":"no"}})");
        return ScriptedTransport::json(200, connection);
    }
};

const QByteArray answered = "skybro-probe 0 bash 0 0.007|end 0\nskybro-probe end\n";
const QByteArray withKey =
    file("secrets", "/etc/ipsec.secrets", "198.51.100.7 192.0.2.9 : PSK \"gateways-key\"\n");

} // namespace

class TestPlanTunnelJob : public QObject
{
    Q_OBJECT

    ScriptedShell m_shell;

    /// Takes the result out: it can not be copied.
    [[nodiscard]] static Result<TunnelPlan> planned(PlanTunnelJob &job)
    {
        job.keep();
        QSignalSpy spy(&job, &Job::finished);
        job.start();
        if (spy.isEmpty() && !spy.wait(patienceMs))
            qFatal("a job did not finish");
        return job.takeResult();
    }
    [[nodiscard]] PlanTunnelParts parts()
    {
        PlanTunnelParts parts;
        parts.site.name = u"nifl"_s;
        parts.site.gateway.address = u"198.51.100.7"_s;
        parts.site.gateway.networks = {u"10.2.0.0/16"_s};
        parts.site.tunnel.azureAddress = u"192.0.2.9"_s;
        parts.site.tunnel.azureNetworks = {u"10.0.0.0/16"_s};
        parts.gateway = m_shell.shell();
        return parts;
    }

private slots:
    void init()
    {
        m_shell.scripts.clear();
        m_shell.say({ScriptedShell::printed(withKey + facts)});
    }

    void keepsTheGatewaysKey()
    {
        PlanTunnelJob job(parts());
        const Result<TunnelPlan> plan = planned(job);
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().text));
        QCOMPARE(plan->keySource, KeySource::Kept);
        QVERIFY(!plan->key && !plan->gateway.key && !plan->change && !plan->azure);
        QVERIFY(!plan->isEmpty());
        QVERIFY(plan->weak.isEmpty());
        QVERIFY(diff(*plan).contains("+conn azure"));
    }

    void takesTheStoredKeyAndTheGivenOneFirst()
    {
        secrets::MemorySecretStore store;
        auto *write = store.write(tunnelKeyName(u"nifl"_s), Secret("stored-key"));
        QVERIFY(ended(*write));
        PlanTunnelParts stored = parts();
        stored.secrets = &store;
        PlanTunnelJob first(std::move(stored));
        const Result<TunnelPlan> plan = planned(first);
        QCOMPARE(plan->keySource, KeySource::Stored);
        QVERIFY(plan->gateway.key->isChanged());
        PlanTunnelParts given = parts();
        given.secrets = &store;
        given.key = std::make_shared<Secret>(QByteArray("gateways-key"));
        PlanTunnelJob second(std::move(given));
        const Result<TunnelPlan> other = planned(second);
        QCOMPARE(other->keySource, KeySource::Given);
        QVERIFY(!other->gateway.key->isChanged());
        for (const QByteArray &line : diff(*plan) + diff(*other))
            QVERIFY2(!line.contains("-key"), line);
    }

    void tellsThatAProfileIsAssumed()
    {
        for (const bool isGiven : {false, true}) {
            PlanTunnelParts all = parts();
            all.site.tunnel.isGiven = isGiven;
            PlanTunnelJob job(std::move(all));
            const Result<TunnelPlan> plan = planned(job);
            QCOMPARE(remarksOn(*plan, u"gw"_s).filter(u"the profile “strong” is assumed"_s).isEmpty(),
                     isGiven);
        }
    }

    void withoutAzureNoKeyIsMade()
    {
        m_shell.say({ScriptedShell::printed(facts)});
        PlanTunnelJob job(parts());
        const Result<TunnelPlan> plan = planned(job);
        QCOMPARE(plan.error().code, u"no-key"_s);
    }

    void tellsThatTheEndsHaveDifferentKeys_data()
    {
        QTest::addColumn<QByteArray>("azures");
        QTest::addColumn<QByteArray>("stored");
        QTest::addColumn<QByteArray>("set"); // at Azure
        QTest::addColumn<bool>("differs");
        const QByteArray gateways = "gateways-key";
        const QByteArray other = "other-key";
        QTest::newRow("same") << gateways << QByteArray() << QByteArray() << false;
        QTest::newRow("different") << other << QByteArray() << gateways << true;
        QTest::newRow("not told") << QByteArray() << QByteArray() << QByteArray() << false;
        QTest::newRow("kept and the same") << gateways << gateways << QByteArray() << false;
        QTest::newRow("kept, and Azure has another") << other << gateways << gateways << true;
        QTest::newRow("kept, and the gateway has another") << other << other << QByteArray() << false;
        QTest::newRow("kept, and not told") << QByteArray() << other << other << false;
    }
    void tellsThatTheEndsHaveDifferentKeys()
    {
        QFETCH(const QByteArray, azures);
        QFETCH(const QByteArray, stored);
        QFETCH(const QByteArray, set);
        QFETCH(const bool, differs);
        ArmFixture arm(FakeEnd{azures});
        secrets::MemorySecretStore store;
        if (!stored.isEmpty())
            QVERIFY(ended(*store.write(tunnelKeyName(u"nifl"_s), Secret(QByteArray(stored)))));
        PlanTunnelParts all = parts();
        all.site.azure.subscription = u"s"_s;
        all.client = &arm.client;
        all.secrets = &store;
        PlanTunnelJob job(std::move(all));
        const Result<TunnelPlan> plan = planned(job);
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().text));
        QCOMPARE(plan->change && plan->change->key ? plan->change->key->reveal() : QByteArray(), set);
        QCOMPARE(plan->azureKeyDiffers, differs);
        QCOMPARE(!remarksOn(*plan, u"gw"_s).filter(u"does not tell the pre-shared key"_s).isEmpty(),
                 azures.isEmpty() && set.isEmpty());
        const QByteArray told = diff(*plan).join('\n');
        QCOMPARE(told.contains("another pre-shared key than the gateway"), differs);
        QVERIFY2(!told.contains("-key"), told);
    }

    void seesThatItComesThroughTheTunnel()
    {
        for (const auto &[peer, through] : {std::pair{"10.0.1.4", true}, std::pair{"10.2.0.10", false}}) {
            QByteArray said = withKey + facts;
            m_shell.say({ScriptedShell::printed(said.replace("%1", peer))});
            PlanTunnelJob job(parts());
            QCOMPARE(planned(job)->comesThroughTunnel, through);
        }
    }

    void tellsErrors()
    {
        m_shell.say({ScriptedShell::printed({}, "sudo: a password is required"),
                     ScriptedShell::printed("Welcome\n"),
                     Result<ssh::ExecResult>(fail(ErrorKind::Network, u"No route."_s))});
        for (const ErrorKind kind : {ErrorKind::Forbidden, ErrorKind::Protocol, ErrorKind::Network}) {
            PlanTunnelJob job(parts());
            QCOMPARE(planned(job).error().kind, kind);
        }
    }

    void endsEarly()
    {
        m_shell.say({std::nullopt});
        PlanTunnelJob cancelled(parts());
        QTimer::singleShot(0, &cancelled, &Job::cancel);
        QCOMPARE(planned(cancelled).error().kind, ErrorKind::Cancelled);
        PlanTunnelJob late(parts());
        late.setDeadline(20ms);
        QCOMPARE(planned(late).error().kind, ErrorKind::TimedOut);
        const auto asked = m_shell.scripts.size();
        auto destroyed = std::make_unique<PlanTunnelJob>(parts());
        destroyed->start();
        QTRY_COMPARE(m_shell.scripts.size(), asked + 1);
        destroyed.reset();
        QTRY_COMPARE(m_shell.open, 0);
    }

    /// Whether Azure's half and the keys go where the gateway's half goes.
    void appliesBothEndsOrNeither_data()
    {
        QTest::addColumn<QByteArray>("switched");
        QTest::addColumn<bool>("applies");
        QTest::newRow("all") << QByteArray("switched") << true;
        QTest::newRow("refused") << QByteArray("refused") << false;
    }
    void appliesBothEndsOrNeither()
    {
        QFETCH(const QByteArray, switched);
        QFETCH(const bool, applies);
        secrets::MemorySecretStore store;
        const UndoPlace place{.store = &store, .site = u"nifl"_s};
        FakeConnection cloud;
        ArmFixture arm(std::ref(cloud));
        m_shell.say({ScriptedShell::word("prepared"), ScriptedShell::word(switched),
                     ScriptedShell::word("confirmed")});
        ScriptedShell here;
        here.say({ScriptedShell::printed(answered)});
        TunnelPlan plan;
        plan.gateway.wanted.name = u"azure"_s;
        plan.change = wholeChange();
        plan.key = std::make_shared<Secret>(QByteArray("new-key"));
        plan.keySource = KeySource::Generated;
        std::unique_ptr<ApplyConfigJob> job(
            applyTunnel(std::move(plan), {.site = u"nifl"_s,
                                          .gatewayName = u"gw"_s,
                                          .targets = {{.host = u"10.0.1.4"_s}},
                                          .probeFrom = {here.shell()},
                                          .gateway = m_shell.shell(),
                                          .client = &arm.client,
                                          .secrets = &store}));
        QCOMPARE(ended(*job).has_value(), applies);
        QCOMPARE(cloud.key, applies ? u"new-key"_s : u"old-key"_s);
        QCOMPARE(keptUndos(place), applies ? 1 : 0);
        QVERIFY(m_shell.scripts.first().contains(": >both-ends\n"));
        secrets::ReadSecretJob *key = store.read(tunnelKeyName(u"nifl"_s));
        QCOMPARE(succeeds(*key), applies);
        delete key;
        if (!applies)
            return;
        UndosJob undos(place);
        QVERIFY(succeeds(undos));
        QVERIFY(!undos.takeResult()->front().isOpen);
    }

    /// What could not be undone is not begun.
    void withoutASecretStoreAzureIsNotChanged()
    {
        FakeConnection cloud;
        ArmFixture arm(std::ref(cloud));
        m_shell.say({ScriptedShell::word("prepared"), ScriptedShell::word("none")});
        TunnelPlan plan;
        plan.gateway.wanted.name = u"azure"_s;
        plan.change = wholeChange();
        std::unique_ptr<ApplyConfigJob> job(applyTunnel(std::move(plan), {.site = u"nifl"_s,
                                                                          .gatewayName = {},
                                                                          .targets = {},
                                                                          .probeFrom = {},
                                                                          .gateway = m_shell.shell(),
                                                                          .client = &arm.client}));
        QCOMPARE(ended(*job).error().kind, ErrorKind::Invalid);
        QCOMPARE(cloud.key, u"old-key"_s);
        QCOMPARE(m_shell.scripts.size(), 2); // prepared, and forgotten
    }

    /// Files that are as they should be do not bring a tunnel up.
    void tellsOfADaemonThatIsNotAsTheFilesAre()
    {
        TunnelPlan plan;
        plan.wanted.name = u"azure"_s;
        plan.facts.daemon.state = DaemonState::Running;
        QVERIFY(remarksOn(plan, u"gw"_s).value(0).contains(u"ipsec auto --add azure"_s));
        QCOMPARE(stepsIntoForce(plan), (QList{ControlAction::Load, ControlAction::Up}));
        plan.facts.loaded = true;
        QVERIFY(remarksOn(plan, u"gw"_s).value(0).contains(u"it is not up"_s));
        plan.gateway.atStart = u"ondemand"_s; // it waits for traffic
        QVERIFY(remarksOn(plan, u"gw"_s).isEmpty());
        plan.facts.up = true;
        plan.gateway.atStart = u"add"_s;
        QVERIFY(remarksOn(plan, u"gw"_s).value(0).contains(u"auto=add"_s));
        plan.gateway.atStart = u"start"_s;
        QVERIFY(remarksOn(plan, u"gw"_s).isEmpty());
        plan.wanted.onPremise.subnets = QStringList{u"10.2.0.0/16"_s, u"192.168.7.0/24"_s};
        plan.azure.emplace().parameters.onPremisePrefixes = QStringList{u"10.0.0.0/8"_s};
        QVERIFY(remarksOn(plan, u"gw"_s).value(0).contains(u"does not name 192.168.7.0/24"_s));
        plan.azure->parameters.onPremisePrefixes.clear(); // BGP tells it
        QVERIFY(remarksOn(plan, u"gw"_s).isEmpty());
        QVERIFY(stepsIntoForce(plan).isEmpty());
        plan.facts.refused = {{u"ike=aes256-sha1;modp1024"_s, u"not supported"_s}};
        QVERIFY(remarksOn(plan, u"gw"_s).value(0).contains(u"ike=aes256-sha1;modp1024"_s));
        plan.facts.refused.clear();
        plan.facts.unreadable = u"azure.conf:3: syntax error"_s;
        QVERIFY(remarksOn(plan, u"gw"_s).value(0).contains(u"azure.conf:3"_s));
        plan.facts.unreadable.clear();
        plan.loadedOtherwise = QStringList{u"ESP proposals"_s};
        QVERIFY(remarksOn(plan, u"gw"_s).value(0).contains(u"(ESP proposals)"_s));
        plan.loadedOtherwise.clear();
        plan.keySource = KeySource::Stored;
        plan.gateway.key.emplace(); // there was none: it is changed
        QVERIFY(remarksOn(plan, u"gw"_s).value(0).contains(u"secret store"_s));
        plan.keySource = KeySource::Kept;
        plan.gateway.key.reset();
        plan.wanted.dpdAction = u"hold"_s;
        QVERIFY(remarksOn(plan, u"gw"_s).isEmpty()); // a new conn
        plan.gateway.present = plan.wanted;
        QVERIFY(remarksOn(plan, u"gw"_s).value(0).contains(u"dpdaction=hold"_s));
        plan.wanted.dpdAction = u"restart"_s;
        plan.keyIsShort = true;
        QVERIFY(remarksOn(plan, u"gw"_s).value(0).contains(u"--new-key"_s));
        plan.keyIsShort = false;
        QVERIFY(remarksOn(plan, u"gw"_s).isEmpty());
        plan.gateway.open.push_back({u"/etc/ipsec.d/azure.secrets"_s, Secret("k"), true});
        QVERIFY(remarksOn(plan, u"gw"_s).value(0).contains(u"/etc/ipsec.d/azure.secrets on gw"_s));
        plan.gateway.open.clear();
        plan.facts.startsAtBoot = false;
        QVERIFY(remarksOn(plan, u"gw"_s).value(0).contains(u"systemctl enable ipsec"_s));
        plan.facts.loaded = false;
        plan.facts.daemon.state = DaemonState::Down;
        QCOMPARE(remarksOn(plan, u"gw"_s).size(), 2);
        QCOMPARE(stepsIntoForce(plan).value(0), ControlAction::StartDaemon);
        plan.change = std::make_shared<AzureChange>(); // which starts it, and loads it
        plan.facts.startsAtBoot = true;
        QVERIFY(remarksOn(plan, u"gw"_s).isEmpty());
    }

    /// What passes then may pass by way of the other.
    void tellsOfAnotherConnectionToTheSameSubnets()
    {
        TunnelPlan plan;
        plan.wanted.name = u"az.ure-2"_s;
        plan.wanted.onPremise.subnets = QStringList{u"10.2.0.0/16"_s};
        plan.wanted.azure = {.address = u"203.0.113.2"_s, .id = {}, .subnets = {u"10.0.0.0/16"_s}};
        plan.change = std::make_shared<AzureChange>(); // else it is told that nothing is loaded
        IpsecConnection other;
        other.name = u"azure/1x2"_s;
        other.local.subnets = QStringList{u"10.2.8.0/24"_s};
        other.remote = plan.wanted.azure;
        plan.facts.others = {other, other};
        QCOMPARE(
            remarksOn(plan, u"gw"_s),
            QStringList{u"“azure” on gw leads to the same subnets as “az.ure-2”: only one of them carries "
                        "the traffic. Take the other out first, or name it as “gateway.connection”."_s});
        for (auto &one : plan.facts.others)
            one.remote.address = u"203.0.113.7"_s; // another peer
        QVERIFY(remarksOn(plan, u"gw"_s).isEmpty());
        for (auto &one : plan.facts.others)
            one.remote = {.address = u"203.0.113.2"_s, .id = {}, .subnets = {u"10.1.0.0/16"_s}};
        QVERIFY(remarksOn(plan, u"gw"_s).isEmpty());
    }

    void makesKeys()
    {
        const Secret one = generateKey();
        QCOMPARE(QByteArray::fromBase64(one.reveal()).size(), 32);
        QVERIFY(one.reveal() != generateKey().reveal());
    }
};

QTEST_GUILESS_MAIN(TestPlanTunnelJob)
#include "tst_plantunneljob.moc"
