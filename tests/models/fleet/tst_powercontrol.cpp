#include "models/base/processidentity.h"
#include "tests/models/fleet/simcluster.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace skybro;
using namespace skybro::fleet;
using namespace Qt::StringLiterals;

class TestPowerControl : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Journal> m_journal;

    static void list(SimCluster &sim)
    {
        QSignalSpy answered(sim.cluster->refresher(), &Refresher::answered);
        sim.cluster->start();
        QVERIFY(answered.wait(skybro::test::patienceMs));
    }
    static QStringList ids(const SimCluster &sim, const QStringList &names)
    {
        QStringList found;
        for (const QString &name : names)
            found += sim.cluster->fleet()->findByName(name).at(0).id;
        return found;
    }
    static bool ends(SimCluster &sim)
    {
        return runUntil([&] { return sim.cluster->power()->running() == 0; });
    }
    static qsizetype posts(const SimCluster &sim, const QString &verb)
    {
        return sim.transport->sent().filter(QRegularExpression(u"^POST .*/"_s + verb + u'$')).size();
    }
    Operation only(const QString &batch) const
    {
        QList<Operation> found = m_journal->recent();
        found.removeIf([&](const Operation &one) { return one.batch != batch; });
        return found.size() == 1 ? found.first() : Operation();
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_journal = std::move(*Journal::open(m_folder->filePath(u"journal.sqlite"_s)));
    }
    void cleanup() { m_journal.reset(); }

    void startsManyWithFewRequests()
    {
        // However busy the machine that runs this is: no list counts as late.
        SimCluster sim(m_journal.get(), u"s"_s, 60, {}, {}, {}, std::chrono::minutes(1));
        list(sim);
        QStringList wanted;
        for (const Node &node : sim.cluster->fleet()->nodes()) {
            if (node.powerState == PowerState::Deallocated)
                wanted += node.id;
        }
        const auto before = sim.transport->sent().size();
        const Result<QString> batch =
            sim.cluster->power()->apply(sim.cluster->power()->plan(PowerAction::Start, wanted));
        QVERIFY(batch.has_value());
        QCOMPARE(sim.cluster->fleet()->summary().pending, wanted.size());
        QCOMPARE(m_journal->unfinished(u"s"_s).size(), wanted.size()); // on disk before anything was sent
        QCOMPARE(sim.transport->sent().size(), before);
        QSignalSpy ended(sim.cluster->power(), &PowerControl::ended);
        QSignalSpy batchEnded(sim.cluster->power(), &PowerControl::batchEnded);
        QVERIFY(ends(sim));
        QCOMPARE(ended.count(), wanted.size());
        QCOMPARE(batchEnded.count(), 1);
        QCOMPARE(posts(sim, u"start"_s), wanted.size());
        QVERIFY(sim.transport->sent()
                    .filter(u"operations"_s, Qt::CaseInsensitive)
                    .isEmpty()); // asked for errors only
        QCOMPARE(sim.cluster->fleet()->summary().pending, 0);
        for (const QString &id : wanted) {
            QCOMPARE(sim.cluster->fleet()->find(id)->powerState, PowerState::Running);
            QCOMPARE(sim.settledState(id), PowerState::Running);
        }
        QVERIFY(m_journal->unfinished(u"s"_s).isEmpty());
    }

    /// What another process starts is seen as soon as its journal tells, not at the next rest.
    void asksWhenOthersAct()
    {
        SimCluster sim(m_journal.get(), u"s"_s, 3);
        sim.cluster->fleet()->setWatched(false);
        list(sim);
        QVERIFY(runUntil([&] { return !sim.cluster->fleet()->freshness().refreshing; }));
        const auto nextTry = [&] { return sim.cluster->fleet()->freshness().nextTry; };
        const QDateTime late = nextTry();
        QVERIFY(late.isValid());
        Operation operation;
        operation.site = u"s"_s;
        operation.kind = toWord(PowerAction::Start);
        operation.owner = processIdentity();
        emit m_journal->changed({operation}); // our own
        QCOMPARE(nextTry(), late);
        operation.owner = u"host:1:1"_s;
        operation.site = u"another"_s;
        emit m_journal->changed({operation});
        QCOMPARE(nextTry(), late);
        operation.site = u"s"_s;
        emit m_journal->changed({operation});
        QVERIFY(nextTry() < late);
    }

    void whatIsThereIsNotAskedFor()
    {
        SimCluster sim(m_journal.get(), u"s"_s, 8);
        list(sim);
        const PowerPlan plan = sim.cluster->power()->plan(PowerAction::Start, ids(sim, {u"cloud001"_s}));
        QCOMPARE(plan.alreadyThere.size(), 1);
        const Result<QString> batch = sim.cluster->power()->apply(plan);
        QVERIFY(batch && batch->isEmpty());
        QCOMPARE(posts(sim, u"start"_s), 0);
        QVERIFY(m_journal->recent().isEmpty());
    }

    void everyActionReachesItsState_data()
    {
        QTest::addColumn<int>("action");
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("state");
        const auto row = [](const char *title, PowerAction action, const QString &name, PowerState state) {
            QTest::newRow(title) << int(action) << name << int(state);
        };
        row("start", PowerAction::Start, u"cloud005"_s, PowerState::Running);
        row("deallocate", PowerAction::Deallocate, u"cloud001"_s, PowerState::Deallocated);
        row("power off", PowerAction::PowerOff, u"cloud001"_s, PowerState::Stopped);
        row("deallocate stopped", PowerAction::Deallocate, u"cloud006"_s, PowerState::Deallocated);
        row("restart", PowerAction::Restart, u"cloud002"_s, PowerState::Running);
    }
    void everyActionReachesItsState()
    {
        QFETCH(int, action);
        QFETCH(QString, name);
        QFETCH(int, state);
        SimCluster sim(m_journal.get(), u"s"_s, 8);
        list(sim);
        const QStringList id = ids(sim, {name});
        const auto batch =
            sim.cluster->power()->apply(sim.cluster->power()->plan(static_cast<PowerAction>(action), id));
        QVERIFY(ends(sim));
        QCOMPARE(only(*batch).state, OperationState::Succeeded);
        QCOMPARE(int(sim.settledState(id.first())), state);
    }

    void noCapacityIsTold()
    {
        SimCluster sim(m_journal.get(), u"s"_s, 8);
        sim.azure.world().failures.push_back({.name = u"cloud005"_s,
                                              .verb = u"start"_s,
                                              .error = {.status = 409,
                                                        .code = u"AllocationFailed"_s,
                                                        .message = u"We do not have sufficient capacity."_s},
                                              .times = -1});
        list(sim);
        const auto batch = sim.cluster->power()->apply(
            sim.cluster->power()->plan(PowerAction::Start, ids(sim, {u"cloud005"_s})));
        QVERIFY(ends(sim));
        const Operation operation = only(*batch);
        QCOMPARE(operation.state, OperationState::Failed);
        QCOMPARE(operation.error->code, u"AllocationFailed"_s);
        QCOMPARE(operation.error->kind, ErrorKind::Capacity);
        QCOMPARE(posts(sim, u"start"_s), 1); // blind retries cost hours
    }

    void queuedOnesCanBeCancelled()
    {
        SimCluster sim(m_journal.get(), u"s"_s, 30);
        list(sim);
        QStringList wanted;
        for (const Node &node : sim.cluster->fleet()->nodes()) {
            if (node.powerState == PowerState::Deallocated)
                wanted += node.id;
        }
        QVERIFY(sim.cluster->power()->apply(sim.cluster->power()->plan(PowerAction::Start, wanted)));
        int queued = 0;
        for (const Operation &operation : m_journal->unfinished(u"s"_s)) {
            if (!sim.cluster->power()->isQueued(operation.id))
                continue;
            ++queued;
            sim.cluster->power()->cancel(operation.id);
        }
        QCOMPARE(queued, wanted.size() - 8);
        QVERIFY(ends(sim));
        QCOMPARE(posts(sim, u"start"_s), 8);
        int cancelled = 0;
        for (const Operation &operation : m_journal->recent())
            cancelled += operation.state == OperationState::Cancelled ? 1 : 0;
        QCOMPARE(cancelled, queued);
    }

    void cancellingWhatIsSentSaysSo()
    {
        SimCluster sim(m_journal.get(), u"s"_s, 8);
        list(sim);
        const auto batch = sim.cluster->power()->apply(
            sim.cluster->power()->plan(PowerAction::Start, ids(sim, {u"cloud005"_s})));
        const QString id = only(*batch).id;
        QVERIFY(runUntil([&] { return !only(*batch).pollUrl.isEmpty(); }));
        sim.cluster->power()->cancel(id);
        QVERIFY(ends(sim));
        QCOMPARE(only(*batch).state, OperationState::Unknown);
        QVERIFY(only(*batch).error->text.contains(u"Azure"));
    }

    void aNodeThatVanishesFails()
    {
        sim::Settings settings;
        settings.operationTime = std::chrono::seconds(30);
        SimCluster sim(m_journal.get(), u"s"_s, 8, settings);
        list(sim);
        const QStringList id = ids(sim, {u"cloud005"_s});
        const auto batch = sim.cluster->power()->apply(sim.cluster->power()->plan(PowerAction::Start, id));
        QVERIFY(runUntil([&] { return !only(*batch).pollUrl.isEmpty(); }));
        sim.azure.world().remove(sim::ResourceId::parse(id.first())->key());
        QVERIFY(ends(sim));
        QCOMPARE(only(*batch).state, OperationState::Failed);
        QCOMPARE(only(*batch).error->kind, ErrorKind::NotFound);
    }

    void destructionOnTheWayLosesNothing()
    {
        {
            SimCluster sim(m_journal.get(), u"s"_s, 20);
            list(sim);
            QStringList wanted;
            for (const Node &node : sim.cluster->fleet()->nodes())
                wanted += node.id;
            QVERIFY(sim.cluster->power()->apply(sim.cluster->power()->plan(PowerAction::Start, wanted)));
            QTest::qWait(5);
            sim.cluster.reset();
        }
        QVERIFY(!m_journal->unfinished(u"s"_s).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPowerControl)
#include "tst_powercontrol.moc"
