#include "models/secrets/memorysecretstore.h"
#include "models/tunnel/config/plantunneljob.h"
#include "models/tunnel/config/rollbacktunneljob.h"
#include "tests/models/tunnel/abandoned.h"
#include "tests/models/tunnel/fakeconnection.h"
#include "tests/models/tunnel/scriptedshell.h"

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace std::chrono_literals;

class TestRollbackTunnelJob : public QObject
{
    Q_OBJECT

    std::unique_ptr<TornJournal> m_journal;
    secrets::MemorySecretStore m_store;
    ScriptedShell m_shell;
    FakeConnection m_cloud;
    std::unique_ptr<ArmFixture> m_arm;
    const UndoPlace m_place{.store = &m_store, .site = u"nifl"_s};
    RollbackPlan m_plan;

    [[nodiscard]] RollbackParts parts(bool force = false)
    {
        return {.gateway = m_shell.shell(),
                .site = u"nifl"_s,
                .connection = u"azure"_s,
                .gatewayName = u"gw"_s,
                .force = force,
                .client = &m_arm->client,
                .secrets = &m_store,
                .journal = m_journal->get()};
    }
    [[nodiscard]] Result<void> run(bool force = false)
    {
        RollbackTunnelJob job(parts(force), m_plan);
        return ended(job);
    }
    [[nodiscard]] Operation journaled() const { return m_journal->get()->recent(1).value(0); }

private slots:
    void init()
    {
        m_journal = std::make_unique<TornJournal>();
        m_store = secrets::MemorySecretStore();
        m_cloud = FakeConnection();
        m_arm = std::make_unique<ArmFixture>(std::ref(m_cloud));
        m_shell.scripts.clear();
        m_shell.say({ScriptedShell::word("restored"), ScriptedShell::word("up")});
        m_plan = {};
        m_plan.id = u"1"_s;
        m_plan.connection = u"azure"_s;
        m_plan.withAzure = true;
        QVERIFY(changeAzure(*m_arm, m_place, u"1"_s));
        UndosJob close(m_place, closeUndo(u"1"_s));
        QVERIFY(succeeds(close));
    }

    /// It would be set anew by the next change.
    void forgetsTheKeyThatIsNotInForceAnyMore()
    {
        for (const bool isAnother : {false, true}) {
            init();
            auto *write = m_store.write(tunnelKeyName(u"nifl"_s), Secret("new-key"));
            QVERIFY(ended(*write));
            m_plan.azureKey = isAnother;
            QVERIFY(run());
            secrets::ReadSecretJob *key = m_store.read(tunnelKeyName(u"nifl"_s));
            QCOMPARE(succeeds(*key), !isAnother);
            delete key;
        }
    }

    void putsBackBothEnds()
    {
        RollbackTunnelJob job(parts(), m_plan);
        const QSignalSpy stepped(&job, &RollbackTunnelJob::stepped);
        QVERIFY(ended(job));
        QCOMPARE(stepped.size(), 3);
        QCOMPARE(m_shell.scripts.size(), 2);
        QVERIFY(m_shell.scripts.first().contains("id='1'"));
        QVERIFY(m_shell.scripts.first().contains("force=no"));
        QVERIFY(m_shell.scripts.first().contains("later=later\n"));
        QCOMPARE(m_cloud.key, u"old-key"_s);
        QCOMPARE(keptUndos(m_place), 0);
        QCOMPARE(journaled().state, OperationState::Succeeded);
        QCOMPARE(journaled().batch, u"1"_s);
        QVERIFY(journaled().id != u"1"_s);
    }

    void theGatewayAlone()
    {
        m_plan.withAzure = false;
        QVERIFY(run(true));
        QVERIFY(m_shell.scripts.first().contains("force=yes"));
        QVERIFY(m_shell.scripts.first().contains("later=\n"));
        QCOMPARE(m_shell.scripts.size(), 1);
        QCOMPARE(m_cloud.key, u"new-key"_s);
        QCOMPARE(keptUndos(m_place), 1);
    }

    void azureAloneWhereTheGatewayIsBack()
    {
        m_plan.gatewayIsBack = true;
        QVERIFY(run());
        QCOMPARE(m_shell.scripts.size(), 1); // brings it up
        QCOMPARE(m_cloud.key, u"old-key"_s);
    }

    /// The gateway refuses: Azure is not touched.
    void nothingHalf()
    {
        m_shell.say({ScriptedShell::word("changed", "/etc/ipsec.d/azure.conf")});
        const int asked = m_arm->sent();
        QCOMPARE(run().error().code, u"changed"_s);
        QCOMPARE(m_arm->sent(), asked);
        QCOMPARE(journaled().state, OperationState::Failed);
        m_shell.say({Result<ssh::ExecResult>(fail(ErrorKind::Network, u"The line broke."_s))});
        QCOMPARE(run().error().kind, ErrorKind::Network);
        QCOMPARE(m_arm->sent(), asked);
        QCOMPARE(journaled().state, OperationState::Unknown); // SettleTunnelJob asks
    }

    /// Else the line, which needs Azure's end, would never come back.
    void goesOnThoughItCutItsOwnLine()
    {
        m_plan.comesThroughTunnel = true;
        m_shell.say({Result<ssh::ExecResult>(fail(ErrorKind::Network, u"The line broke."_s)),
                     ScriptedShell::word("up")});
        QVERIFY(run());
        QCOMPARE(m_cloud.key, u"old-key"_s);
        QCOMPARE(journaled().state, OperationState::Succeeded);
    }

    void saysThatTheLineDidNotComeBack()
    {
        m_plan.comesThroughTunnel = true;
        const Result<ssh::ExecResult> lost(fail(ErrorKind::Network, u"The line broke."_s));
        m_shell.say({lost, lost});
        const Result<void> ended = run();
        QVERIFY2(ended.error().text.startsWith(u"Azure's connection was put back"_s),
                 qPrintable(ended.error().text));
        QCOMPARE(m_cloud.key, u"old-key"_s);
        QCOMPARE(journaled().state, OperationState::Unknown);
    }

    void aChangeThatIsUnderWayIsLeftAlone()
    {
        m_journal->add(u"2"_s, false);
        QCOMPARE(run().error().code, u"busy"_s);
        QVERIFY(m_shell.scripts.isEmpty());
        QCOMPARE(m_cloud.key, u"new-key"_s);
    }

    void azuresRefusalIsToldAndTriedAgain()
    {
        m_cloud.refuses = "PUT key";
        const Result<void> failed = run();
        QCOMPARE(failed.error().kind, ErrorKind::Forbidden);
        QVERIFY(failed.error().text.startsWith(u"The gateway has its earlier configuration"_s));
        QCOMPARE(keptUndos(m_place), 1);
        m_cloud.refuses.clear();
        m_plan.gatewayIsBack = true;
        QVERIFY(run());
        QCOMPARE(m_cloud.key, u"old-key"_s);
    }

    void endsEarly()
    {
        m_shell.say({std::nullopt});
        RollbackTunnelJob cancelled(parts(), m_plan);
        connect(&cancelled, &RollbackTunnelJob::stepped, &cancelled,
                [&] { QMetaObject::invokeMethod(&cancelled, &Job::cancel, Qt::QueuedConnection); });
        QCOMPARE(ended(cancelled).error().kind, ErrorKind::Cancelled);
        QCOMPARE(journaled().state, OperationState::Unknown);
        RollbackTunnelJob late(parts(), m_plan);
        late.setDeadline(20ms);
        QCOMPARE(ended(late).error().kind, ErrorKind::TimedOut);
        const auto asked = m_shell.scripts.size();
        auto destroyed = std::make_unique<RollbackTunnelJob>(parts(), m_plan);
        const QSignalSpy finished(destroyed.get(), &Job::finished);
        destroyed->start();
        QTRY_COMPARE(m_shell.scripts.size(), asked + 1);
        destroyed.reset();
        QTRY_COMPARE(m_shell.open, 0);
        QCOMPARE(finished.size(), 0);
        QCOMPARE(m_cloud.key, u"new-key"_s);
    }
};

QTEST_GUILESS_MAIN(TestRollbackTunnelJob)
#include "tst_rollbacktunneljob.moc"
