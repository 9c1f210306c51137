#include "tests/models/fleet/simcluster.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace skybro;
using namespace skybro::fleet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestRefresher : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Journal> m_journal;

    static int answers(SimCluster &sim, int count)
    {
        int seen = 0;
        const auto connection =
            QObject::connect(sim.cluster->refresher(), &Refresher::answered, [&seen] { ++seen; });
        (void)runUntil([&] { return seen >= count; });
        QObject::disconnect(connection);
        return seen;
    }
    static bool listed(SimCluster &sim)
    {
        sim.cluster->start();
        return answers(sim, 1) == 1;
    }
    static qsizetype asked(const SimCluster &sim, const QString &part)
    {
        return sim.transport->sent().filter(part, Qt::CaseInsensitive).size();
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_journal = std::move(*Journal::open(m_folder->filePath(u"journal.sqlite"_s)));
    }
    void cleanup() { m_journal.reset(); }

    void joinsWhatAzureSaysInSeveralLists()
    {
        SimCluster sim(m_journal.get(), u"s"_s, 8);
        QVERIFY(listed(sim));
        const Fleet *fleet = sim.cluster->fleet();
        QCOMPARE(fleet->nodes().size(), 8);
        const Node first = fleet->findByName(u"cloud001"_s).at(0);
        QCOMPARE(first.powerState, PowerState::Running);
        QVERIFY(first.privateIp.startsWith(u"10.0.1."));
        QVERIFY(!first.publicIp.isEmpty());
        QVERIFY(!first.subnet.isEmpty() && !first.vnet.isEmpty());
        QCOMPARE(first.resourceGroup, u"rg-hpc"_s); // as the site file writes it
        QCOMPARE(first.provisioningState, u"Succeeded"_s);
        QVERIFY(fleet->freshness().asOf.isValid());
        QVERIFY(!fleet->freshness().problem);
    }

    void atRestOnlyStatesAreAsked()
    {
        SimCluster sim(m_journal.get(), u"s"_s, 8);
        QVERIFY(listed(sim));
        const auto before = sim.transport->sent().size();
        QVERIFY(answers(sim, 3) >= 3);
        QVERIFY(sim.transport->sent().size() - before <= 4);
        QCOMPARE(asked(sim, u"networkInterfaces"_s), 1);
    }

    void unwatchedIsHardlyAsked()
    {
        SimCluster sim(m_journal.get(), u"s"_s, 8);
        QVERIFY(listed(sim));
        sim.cluster->fleet()->setWatched(false);
        const auto before = sim.transport->sent().size();
        QVERIFY(!runUntil([] { return false; }, 600ms)); // three times the interval of a watched one
        QCOMPARE(sim.transport->sent().size(), before);
        sim.cluster->fleet()->setWatched(true);
        QCOMPARE(answers(sim, 1), 1);
    }

    void refreshAsksForEverything()
    {
        SimCluster sim(m_journal.get(), u"s"_s, 8);
        QVERIFY(listed(sim));
        sim.cluster->fleet()->refresh();
        QCOMPARE(answers(sim, 1), 1);
        QCOMPARE(asked(sim, u"networkInterfaces"_s), 2);
    }

    void otherGroupsAreNotOurs()
    {
        SimCluster sim(m_journal.get(), u"s"_s, 4);
        const sim::Resource *vm =
            sim.azure.world().ofType(u"Microsoft.Compute/virtualMachines"_s).begin()->second.get();
        sim::Resource stranger;
        stranger.id =
            *sim::ResourceId::parse(vm->id.text().replace(u"rg-hpc"_s, u"somebody"_s, Qt::CaseInsensitive));
        stranger.body = vm->body;
        stranger.body.insert(u"id"_s, stranger.id.text());
        stranger.runtime = vm->runtime;
        sim.azure.world().add(std::move(stranger));
        QVERIFY(listed(sim));
        QCOMPARE(sim.cluster->fleet()->nodes().size(), 4);
    }

    void oldValuesStayWhileAzureFails()
    {
        SimCluster sim(m_journal.get(), u"s"_s, 8);
        QVERIFY(listed(sim));
        const QDateTime asOf = sim.cluster->fleet()->freshness().asOf;
        bool isDown = true;
        sim.transport->intercept =
            [&isDown](const azure::HttpRequest &) -> std::optional<Result<azure::HttpResponse>> {
            if (!isDown)
                return std::nullopt;
            return azure::HttpResponse{.status = 503, .headers = {}, .body = {}};
        };
        const Fleet *fleet = sim.cluster->fleet();
        // While it asks again there is no next try: both in one look, not one after the other.
        QVERIFY(runUntil([&] { return fleet->freshness().problem && fleet->freshness().nextTry.isValid(); }));
        QCOMPARE(fleet->nodes().size(), 8);
        QCOMPARE(fleet->freshness().asOf, asOf);
        const QDateTime since = fleet->freshness().problemSince;
        QVERIFY(since.isValid());
        QSignalSpy failed(sim.cluster->refresher(), &Refresher::failed);
        QVERIFY(runUntil([&] { return failed.count() >= 2; }));
        QCOMPARE(fleet->freshness().problemSince, since); // since the first of them
        isDown = false;
        QVERIFY(runUntil([&] { return !fleet->freshness().problem; }));
        QVERIFY(!fleet->freshness().problemSince.isValid());
        QVERIFY(fleet->freshness().asOf > asOf);
    }

    void whoMayNotReadTheNetworkStillSeesNodes()
    {
        SimCluster sim(m_journal.get(), u"s"_s, 8);
        sim.transport->intercept =
            [](const azure::HttpRequest &request) -> std::optional<Result<azure::HttpResponse>> {
            if (!request.url.path().contains(u"Microsoft.Network"))
                return std::nullopt;
            return azure::HttpResponse{
                .status = 403,
                .headers = {},
                .body = "{\"error\":{\"code\":\"AuthorizationFailed\",\"message\":\"no\"}}"};
        };
        QVERIFY(listed(sim));
        QCOMPARE(sim.cluster->fleet()->nodes().size(), 8);
        QVERIFY(sim.cluster->fleet()->nodes().at(0).privateIp.isEmpty());
        QCOMPARE(sim.cluster->fleet()->freshness().problem->kind, ErrorKind::Forbidden);
        QVERIFY(answers(sim, 2) >= 2);
        QVERIFY(sim.cluster->fleet()->freshness().problem); // it stands until it is asked again
    }

    void missingStatesAreUnknownAndAskedAgainSoon()
    {
        SimCluster sim(m_journal.get(), u"s"_s, 8);
        QVERIFY(listed(sim));
        bool leaveOut = true;
        sim.transport->intercept =
            [&leaveOut](const azure::HttpRequest &request) -> std::optional<Result<azure::HttpResponse>> {
            if (!leaveOut || !request.url.query().contains(u"statusOnly"))
                return std::nullopt;
            leaveOut = false;
            return azure::HttpResponse{.status = 200, .headers = {}, .body = "{\"value\":[]}"};
        };
        const Fleet *fleet = sim.cluster->fleet();
        QVERIFY(runUntil([&] { return fleet->summary().count(PowerState::Unknown) == 8; }));
        QCOMPARE(fleet->nodes().size(), 8); // no state is not no machine
        QElapsedTimer time;
        time.start();
        QVERIFY(runUntil([&] { return fleet->summary().count(PowerState::Unknown) == 0; }));
        QVERIFY(!fleet->nodes().at(0).powerSince.isValid()); // nothing has changed before our eyes
    }

    void machinesComeAndGo()
    {
        SimCluster sim(m_journal.get(), u"s"_s, 4);
        QVERIFY(listed(sim));
        const QString gone = sim.cluster->fleet()->nodes().at(0).id;
        sim.azure.world().remove(sim::ResourceId::parse(gone)->key());
        QVERIFY(runUntil([&] { return sim.cluster->fleet()->nodes().size() == 3; }));
        QVERIFY(!sim.cluster->fleet()->find(gone));
    }

    void pricesAreFetchedOnceADay()
    {
        const QString cache = m_folder->filePath(u"cache"_s);
        for (int run = 0; run < 2; ++run) {
            SimCluster sim(m_journal.get(), u"s"_s, 8, {}, {}, cache);
            QVERIFY(listed(sim));
            const Fleet *fleet = sim.cluster->fleet();
            QVERIFY(runUntil([&] { return fleet->summary().unknownCosts == 0; }));
            QVERIFY(fleet->summary().costPerHour > 0);
            QCOMPARE(fleet->summary().currency, u"EUR"_s);
            QCOMPARE(asked(sim, u"prices"_s) > 0, run == 0);
        }
    }

    void aPriceThatIsNotToBeHadStaysUnknown()
    {
        SimCluster sim(m_journal.get(), u"s"_s, 8, {}, {}, m_folder->filePath(u"cache"_s));
        sim.transport->intercept =
            [](const azure::HttpRequest &request) -> std::optional<Result<azure::HttpResponse>> {
            if (!request.url.path().contains(u"prices"))
                return std::nullopt;
            return azure::HttpResponse{
                .status = 200, .headers = {}, .body = "{\"Items\":[],\"NextPageLink\":null}"};
        };
        QVERIFY(listed(sim));
        QVERIFY(runUntil([&] { return asked(sim, u"prices"_s) > 0; }));
        QVERIFY(answers(sim, 2) >= 2);
        QVERIFY(sim.cluster->fleet()->summary().unknownCosts > 0);
        QVERIFY(!sim.cluster->fleet()->findByName(u"cloud001"_s).at(0).price);
        QCOMPARE(sim.cluster->fleet()->summary().costPerHour, 0.0); // and says that it lacks them
    }

    void destructionOnTheWayIsSilent()
    {
        for (int i = 0; i < 20; ++i) {
            SimCluster sim(m_journal.get(), u"s"_s, 400);
            sim.cluster->start();
            (void)runUntil([] { return false; }, std::chrono::milliseconds(i));
        }
    }
};

QTEST_GUILESS_MAIN(TestRefresher)
#include "tst_refresher.moc"
