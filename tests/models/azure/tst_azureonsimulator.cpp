// The whole client against the real skybro-sim process: sockets, TLS, sign-in, paging, operations, faults.

#include "models/azure/auth/clientsecret.h"
#include "models/azure/auth/devicecode.h"
#include "models/azure/auth/managedidentity.h"
#include "models/azure/compute/listvirtualmachines.h"
#include "models/azure/compute/poweraction.h"
#include "models/azure/network/networkinterface.h"
#include "models/azure/network/networksecuritygroup.h"
#include "models/azure/network/publicipaddress.h"
#include "models/azure/network/virtualnetwork.h"
#include "models/azure/networktransport.h"
#include "models/azure/prices/retailprices.h"
#include "models/azure/resourceid.h"
#include "tests/support/rawserver.h"
#include "tests/support/scriptedtransport.h"
#include "tests/support/simprocess.h"
#include "tests/support/testcertificates.h"

#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

using namespace skybro;
using namespace skybro::azure;
using namespace skybro::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QString program = QStringLiteral(SKYBRO_SIM);

/// Counts what goes out, by method and last part of the path.
class CountingTransport : public Transport
{
public:
    explicit CountingTransport(Transport *inner)
        : m_inner(inner)
    {
    }
    HttpCall *send(HttpRequest request, QObject *parent) override
    {
        ++counts[QString::fromLatin1(request.method) + u' ' + request.url.path().section(u'/', -1)];
        ++all;
        return m_inner->send(std::move(request), parent);
    }
    QHash<QString, int> counts;
    int all = 0;

private:
    Transport *m_inner;
};

struct Fixture
{
    std::unique_ptr<SimProcess> sim;
    std::unique_ptr<NetworkTransport> net;
    std::unique_ptr<CountingTransport> transport;
    std::unique_ptr<TokenSource> tokens;
    std::unique_ptr<ArmClient> client;
    Cloud cloud;

    explicit Fixture(QStringList arguments = {}, const QByteArray &faults = {}, ArmOptions options = quick())
        : sim(SimProcess::start(program, std::move(arguments), faults))
    {
        if (!sim)
            return;
        cloud = Cloud::custom(sim->endpoint, sim->authority);
        cloud.retailPrices = QUrl(sim->endpoint.toString() + u"/api/retail/prices"_s);
        net =
            std::move(*NetworkTransport::create({.caFile = sim->caFile, .trustSystem = false, .proxy = {}}));
        transport = std::make_unique<CountingTransport>(net.get());
        signIn(Secret(sim->clientSecret.toUtf8()), std::move(options));
    }
    void signIn(Secret secret, ArmOptions options = quick())
    {
        client.reset();
        tokens = std::make_unique<TokenSource>(std::make_unique<ClientSecretCredential>(
            transport.get(), cloud, sim->tenant, sim->clientId, secretFromMemory(std::move(secret))));
        client = std::make_unique<ArmClient>(transport.get(), tokens.get(), cloud, std::move(options));
    }
    [[nodiscard]] static ArmOptions quick()
    {
        ArmOptions options;
        options.retry = {.attempts = 5, .base = 10ms, .cap = 50ms};
        options.poll = {.defaultWait = 50ms, .minimumWait = 20ms, .maximumWait = 200ms};
        options.attemptTimeout = 10s;
        return options;
    }
    QList<VirtualMachine> machines()
    {
        return resultOf(listVirtualMachines(*client, sim->subscription), 60s)
            .value_or(QList<VirtualMachine>());
    }
    QHash<QString, QString> powerStates()
    {
        QHash<QString, QString> states;
        const auto list = resultOf(listVirtualMachineStatuses(*client, sim->subscription), 60s);
        if (list) {
            for (const VirtualMachineStatus &status : *list)
                states.insert(ResourceId::key(status.id), status.powerState);
        }
        return states;
    }
    /// A machine that is in this state.
    QString machineThatIs(const QString &state)
    {
        const auto states = powerStates();
        for (const VirtualMachine &vm : machines()) {
            if (states.value(ResourceId::key(vm.id)) == state)
                return vm.id;
        }
        return {};
    }
};

QByteArray rule(const QByteArray &inner)
{
    return "{\"rules\":[{" + inner + "}]}";
}

} // namespace

class TestAzureOnSimulator : public QObject
{
    Q_OBJECT

private slots:
    void showsStartsAndStops()
    {
        Fixture f({u"--nodes"_s, u"6"_s, u"--operation-time"_s, u"300"_s});
        QVERIFY(f.sim);
        const QList<VirtualMachine> machines = f.machines();
        QVERIFY(machines.size() >= 6);
        const auto nics = resultOf(listNetworkInterfaces(*f.client, f.sim->subscription));
        QVERIFY(nics);
        QSet<QString> nicKeys;
        for (const NetworkInterface &nic : *nics)
            nicKeys.insert(ResourceId::key(nic.id));
        for (const VirtualMachine &vm : machines) {
            QVERIFY(!vm.name.isEmpty() && !vm.size.isEmpty() && !vm.location.isEmpty());
            for (const QString &nic : vm.nicIds)
                QVERIFY(nicKeys.contains(ResourceId::key(nic)));
        }
        QVERIFY(resultOf(listPublicIpAddresses(*f.client, f.sim->subscription)));

        const QString id = f.machineThatIs(u"deallocated"_s);
        QVERIFY(!id.isEmpty());
        LongOperationJob *start = runPowerAction(*f.client, id, PowerAction::Start);
        QSignalSpy urls(start, &LongOperationJob::pollUrlChanged);
        const auto started = resultOf(start, 30s);
        QVERIFY2(started, started ? "" : qPrintable(started.error().text));
        QVERIFY(urls.count() >= 1);
        QCOMPARE(f.powerStates().value(ResourceId::key(id)), u"running"_s);
        QVERIFY(resultOf(runPowerAction(*f.client, id, PowerAction::Restart), 30s));
        QVERIFY(resultOf(runPowerAction(*f.client, id, PowerAction::PowerOff), 30s));
        QCOMPARE(f.powerStates().value(ResourceId::key(id)), u"stopped"_s);
        QVERIFY(resultOf(runPowerAction(*f.client, id, PowerAction::Deallocate), 30s));
        QCOMPARE(f.powerStates().value(ResourceId::key(id)), u"deallocated"_s);
    }

    void showsNetworks()
    {
        Fixture f({u"--nodes"_s, u"3"_s});
        QVERIFY(f.sim);
        const auto vnets = resultOf(listVirtualNetworks(*f.client, f.sim->subscription));
        QVERIFY2(vnets, vnets ? "" : qPrintable(vnets.error().text));
        const auto groups = resultOf(listNetworkSecurityGroups(*f.client, f.sim->subscription));
        QVERIFY2(groups, groups ? "" : qPrintable(groups.error().text));
        const auto nics = resultOf(listNetworkInterfaces(*f.client, f.sim->subscription));
        QVERIFY(nics && !nics->isEmpty());
        const QString subnetKey = ResourceId::key(nics->first().addresses.first().subnetId);
        const Subnet *found = nullptr;
        for (const VirtualNetwork &vnet : *vnets) {
            QVERIFY(!vnet.addressPrefixes.isEmpty());
            for (const Subnet &subnet : vnet.subnets)
                found = ResourceId::key(subnet.id) == subnetKey ? &subnet : found;
        }
        QVERIFY(found);
        QVERIFY(!groups->isEmpty());
        QCOMPARE(ResourceId::key(found->networkSecurityGroupId), ResourceId::key(groups->first().id));
        QVERIFY(groups->first().rules.size() > 6); // Azure's own six and the demo's
    }

    void takesAnOperationUpAgain()
    {
        Fixture f({u"--operation-time"_s, u"500"_s});
        QVERIFY(f.sim);
        const auto begun =
            resultOf(beginPowerAction(*f.client, f.machineThatIs(u"deallocated"_s), PowerAction::Start));
        QVERIFY(begun && !begun->done);
        f.signIn(Secret(f.sim->clientSecret.toUtf8())); // another run of the program
        QVERIFY(resultOf(f.client->resumeOperation(begun->pollUrl), 30s));
    }

    void manyPagesInFewRequests()
    {
        Fixture f({u"--nodes"_s, u"1000"_s, u"--page-size"_s, u"200"_s});
        QVERIFY(f.sim);
        QVERIFY(f.machines().size() >= 1000);
        QVERIFY(f.powerStates().size() >= 1000);
        QVERIFY2(f.transport->all <= 16, qPrintable(QString::number(f.transport->all)));
    }

    void wrongSecretAndWrongTenant()
    {
        Fixture f;
        QVERIFY(f.sim);
        f.signIn(Secret(QByteArray("wrong")));
        const auto wrong = resultOf(listVirtualMachines(*f.client, f.sim->subscription));
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().kind, ErrorKind::NotSignedIn);
        QCOMPARE(wrong.error().code, u"AADSTS7000215"_s);
        f.sim->tenant = u"00000000-0000-0000-0000-00000000dead"_s;
        f.signIn(Secret(f.sim->clientSecret.toUtf8()));
        const auto foreign = resultOf(listVirtualMachines(*f.client, f.sim->subscription));
        QVERIFY(!foreign);
        QCOMPARE(foreign.error().kind, ErrorKind::NotSignedIn);
        QVERIFY(foreign.error().code.startsWith(u"AADSTS"_s));
    }

    void shortTokensAreRenewed()
    {
        Fixture f({u"--token-lifetime"_s, u"2"_s});
        QVERIFY(f.sim);
        for (int i = 0; i < 4; ++i) {
            QVERIFY(!f.machines().isEmpty());
            QTest::qWait(1000);
        }
        QVERIFY(f.transport->counts.value(u"POST token"_s) >= 2);
    }

    void managedIdentityAndDeviceCode()
    {
        Fixture f;
        QVERIFY(f.sim);
        ManagedIdentityCredential::Options options;
        options.imds = f.sim->endpoint;
        ManagedIdentityCredential identity(f.transport.get(), f.cloud, options);
        const auto token = resultOf(identity.requestToken(this));
        QVERIFY2(token, token ? "" : qPrintable(token.error().text));

        DeviceCodeCredential device(f.transport.get(), f.cloud, f.sim->tenant);
        device.setSecond(20ms);
        QSignalSpy ready(&device, &DeviceCodeCredential::codeReady);
        QPointer<TokenJob> job = device.requestToken(this);
        job->start();
        QVERIFY(ready.wait(skybro::test::patienceMs)); // pending: nobody entered it
        QTest::qWait(200);
        QVERIFY(job);
        job->cancel();
    }

    void pricesComeWithoutAToken()
    {
        Fixture f;
        QVERIFY(f.sim);
        const QList<VirtualMachine> machines = f.machines();
        QVERIFY(!machines.isEmpty());
        const auto prices = resultOf(new RetailPricesJob(f.transport.get(), f.cloud, machines[0].location,
                                                         {machines[0].size}, u"USD"_s, this));
        QVERIFY2(prices, prices ? "" : qPrintable(prices.error().text));
        const auto price = findPrice(*prices, machines[0].location, machines[0].size,
                                     RetailPrice::Kind::Regular, machines[0].osType == u"Windows");
        QVERIFY(price && price->hourly > 0);
        QCOMPARE(price->currency, u"USD"_s);
    }

    void throttledStartsAllArrive()
    {
        // Azure takes twelve at once for one machine; thirty are asked for.
        Fixture f({u"--operation-time"_s, u"10"_s});
        QVERIFY(f.sim);
        const QList<VirtualMachine> machines = f.machines();
        int accepted = 0;
        QStringList errors;
        const int asked = 300; // of 200 writes at once, then ten a second
        for (int i = 0; i < asked; ++i) {
            ArmRequest tag{
                .method = "PUT",
                .path = u"/subscriptions/%1/resourceGroups/throttle-%2"_s.arg(f.sim->subscription).arg(i),
                .apiVersion = u"2021-04-01"_s,
                .query = {},
                .body = {{u"location"_s, u"westeurope"_s}},
                .repeat = {},
                .bucket = {}};
            RequestJob *job = f.client->request(tag);
            job->then(this, [&](const Result<HttpResponse> &result) {
                accepted += result.has_value();
                if (!result)
                    errors.append(result.error().text);
            });
            job->start();
        }
        QTRY_COMPARE(accepted + errors.size(), asked);
        QVERIFY2(errors.isEmpty(), qPrintable(errors.value(0)));
    }

    void wrongAuthorityIsNotTrusted()
    {
        Fixture f;
        QVERIFY(f.sim);
        const auto other = TestCertificate::make();
        if (!other)
            QSKIP("no openssl program");
        const auto stranger =
            NetworkTransport::create({.caFile = other->caFile, .trustSystem = true, .proxy = {}});
        QVERIFY(stranger);
        TokenSource tokens(
            std::make_unique<ClientSecretCredential>(stranger->get(), f.cloud, f.sim->tenant, f.sim->clientId,
                                                     secretFromMemory(Secret(QByteArray("s")))));
        ArmClient client(stranger->get(), &tokens, f.cloud, Fixture::quick());
        const auto list = resultOf(listVirtualMachines(client, f.sim->subscription));
        QVERIFY(!list);
        QCOMPARE(list.error().code, networkcode::tlsFailed.toString());
        QVERIFY(list.error().text.contains(u"caFile"_s));
    }

    void faultsOnAStart_data()
    {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<QString>("action");
        QTest::addColumn<int>("sent");
        QTest::addColumn<QString>("code"); // empty: it succeeds
        const auto row = [](const char *title, const char *inner, const char *action, int sent,
                            const char *code = "") {
            QTest::newRow(title) << rule(QByteArray(inner)) << QString::fromLatin1(action) << sent
                                 << QString::fromLatin1(code);
        };
        row("start, reset before", "\"path\":\"/start$\",\"times\":1,\"effect\":\"reset-before\"", "start",
            2);
        row("start, reset after", "\"path\":\"/start$\",\"times\":1,\"effect\":\"reset-after\"", "start", 2);
        row("start, garbage", "\"path\":\"/start$\",\"times\":1,\"effect\":\"garbage\"", "start", 2);
        row("start, 503 twice", "\"path\":\"/start$\",\"times\":2,\"status\":503", "start", 3);
        row("start, hang", "\"path\":\"/start$\",\"times\":1,\"effect\":\"hang\"", "start", 2);
        row("start, expired token", "\"path\":\"/start$\",\"times\":1,\"effect\":\"expired-token\"", "start",
            2);
        row("restart, reset before", "\"path\":\"/restart$\",\"times\":1,\"effect\":\"reset-before\"",
            "restart", 1, "UnknownOutcome");
        row("restart, reset after", "\"path\":\"/restart$\",\"times\":1,\"effect\":\"reset-after\"",
            "restart", 1, "UnknownOutcome");
        row("restart, 502", "\"path\":\"/restart$\",\"times\":1,\"status\":502", "restart", 1,
            "UnknownOutcome");
        row("restart, hang", "\"path\":\"/restart$\",\"times\":1,\"effect\":\"hang-after\"", "restart", 1,
            "UnknownOutcome");
        row("restart, 429",
            "\"path\":\"/restart$\",\"times\":1,\"status\":429,\"headers\":{\"Retry-After\":\"1\"}",
            "restart", 2);
        row("restart, expired token", "\"path\":\"/restart$\",\"times\":1,\"effect\":\"expired-token\"",
            "restart", 2);
        row("polls reset", "\"path\":\"/operations/\",\"times\":9,\"effect\":\"reset-before\"", "start", 1);
    }
    void faultsOnAStart()
    {
        QFETCH(QByteArray, fault);
        QFETCH(QString, action);
        QFETCH(int, sent);
        QFETCH(QString, code);
        ArmOptions options = Fixture::quick();
        options.attemptTimeout = 1s;
        Fixture f({u"--operation-time"_s, u"100"_s}, fault, options);
        QVERIFY(f.sim);
        const bool restarts = action == u"restart";
        const QString id = f.machineThatIs(restarts ? u"running"_s : u"deallocated"_s);
        QVERIFY(!id.isEmpty());
        const auto outcome = resultOf(
            runPowerAction(*f.client, id, restarts ? PowerAction::Restart : PowerAction::Start), 60s);
        QCOMPARE(f.transport->counts.value(u"POST "_s + action), sent);
        QCOMPARE(outcome ? QString() : outcome.error().code, code);
        if (outcome)
            QCOMPARE(f.powerStates().value(ResourceId::key(id)), u"running"_s);
    }

    void faultsOnAList_data()
    {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<QString>("kind"); // empty: the list comes
        const auto row = [](const char *title, const char *inner, const char *kind = "") {
            QTest::newRow(title) << rule("\"path\":\"/virtualMachines$\"," + QByteArray(inner))
                                 << QString::fromLatin1(kind);
        };
        row("reset once", "\"times\":1,\"effect\":\"reset-before\"");
        row("truncated once", "\"times\":1,\"effect\":\"truncated\"");
        row("garbage once", "\"times\":1,\"effect\":\"garbage\"");
        row("drip", "\"times\":1,\"effect\":\"drip\"");
        row("500 three times", "\"times\":3,\"status\":500");
        row("429", "\"times\":2,\"status\":429,\"headers\":{\"Retry-After\":\"1\"}");
        row("expired token", "\"times\":1,\"effect\":\"expired-token\"");
        row("500 for ever", "\"status\":500", "server");
        row("reset for ever", "\"effect\":\"reset-before\"", "network");
        row("forbidden",
            "\"status\":403,\"body\":{\"error\":{\"code\":\"AuthorizationFailed\",\"message\":\"m\"}}",
            "forbidden");
        row("captive portal", "\"status\":200,\"body\":\"<html>Sign in to the wireless</html>\"", "protocol");
        row("token refused for ever", "\"effect\":\"expired-token\"", "not-signed-in");
    }
    void faultsOnAList()
    {
        QFETCH(QByteArray, fault);
        QFETCH(QString, kind);
        Fixture f({}, fault);
        QVERIFY(f.sim);
        const auto list = resultOf(listVirtualMachines(*f.client, f.sim->subscription), 60s);
        QCOMPARE(list ? QString() : toWord(list.error().kind), kind);
        if (list)
            QVERIFY(!list->isEmpty());
    }

    void aRedirectTakesNoTokenAway()
    {
        RawServer thief;
        thief.onRequest = [](const RawServer::Request &) {
            return RawServer::Reply{RawServer::answer("200 OK", "{}")};
        };
        Fixture f({}, rule("\"path\":\"/virtualMachines$\",\"location\":\"" + thief.url(u"/"_s).toEncoded() +
                           "\""));
        QVERIFY(f.sim);
        const auto list = resultOf(listVirtualMachines(*f.client, f.sim->subscription));
        QVERIFY(!list);
        QCOMPARE(list.error().kind, ErrorKind::Protocol);
        QTest::qWait(50);
        QCOMPARE(thief.connections, 0);
    }

    void azureGoesAwayAndComesBack()
    {
        Fixture f;
        QVERIFY(f.sim);
        QVERIFY(!f.machines().isEmpty());
        f.sim->process.kill();
        f.sim->process.waitForFinished(skybro::test::patienceMs);
        const auto list = resultOf(listVirtualMachines(*f.client, f.sim->subscription));
        QVERIFY(!list);
        QCOMPARE(list.error().code, networkcode::connectionRefused.toString());
        QVERIFY(list.error().retryable);
    }

    /// Whoever waits for its line would wait for ever.
    void theSimulatorEndsWhereItsLineIsLost()
    {
        QProcess sim;
        sim.setStandardOutputFile(u"/dev/full"_s);
        sim.start(program, {u"--nodes"_s, u"1"_s});
        QVERIFY(sim.waitForFinished(skybro::test::patienceMs));
        QCOMPARE(sim.exitCode(), 1);
        QVERIFY(sim.readAllStandardError().contains("stdout cannot be written: No space left"));
    }
};

QTEST_GUILESS_MAIN(TestAzureOnSimulator)
#include "tst_azureonsimulator.moc"
