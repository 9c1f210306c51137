#include "models/secrets/memorysecretstore.h"
#include "models/tunnel/config/settletunneljob.h"
#include "tests/models/tunnel/abandoned.h"
#include "tests/models/tunnel/fakeconnection.h"
#include "tests/models/tunnel/scriptedshell.h"

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace std::chrono_literals;
using Azure = SettledChange::Azure;

class TestSettleTunnelJob : public QObject
{
    Q_OBJECT

    std::unique_ptr<TornJournal> m_journal;
    secrets::MemorySecretStore m_store;
    ScriptedShell m_shell;
    FakeConnection m_cloud;
    std::unique_ptr<ArmFixture> m_arm;
    const UndoPlace m_place{.store = &m_store, .site = u"nifl"_s};

    [[nodiscard]] SettleParts parts(bool withAzure = true)
    {
        return {.gateway = m_shell.shell(),
                .site = u"nifl"_s,
                .client = withAzure ? &m_arm->client : nullptr,
                .secrets = &m_store,
                .journal = m_journal->get()};
    }
    [[nodiscard]] Result<QList<SettledChange>> settle(bool withAzure = true)
    {
        SettleTunnelJob job(parts(withAzure));
        return ended(job);
    }

private slots:
    void init()
    {
        m_journal = std::make_unique<TornJournal>();
        m_store = secrets::MemorySecretStore();
        m_cloud = FakeConnection();
        m_arm = std::make_unique<ArmFixture>(std::ref(m_cloud));
        m_shell.scripts.clear();
        m_shell.say({ScriptedShell::word("none")});
    }

    void nothingIsAskedWhereNothingIs()
    {
        SettleTunnelJob job(parts());
        const QSignalSpy settling(&job, &SettleTunnelJob::settling);
        const Result<QList<SettledChange>> settled = ended(job);
        QVERIFY(settled && settled->isEmpty());
        QVERIFY(settling.isEmpty() && m_shell.scripts.isEmpty());
        QCOMPARE(m_arm->sent(), 0);
    }

    /// What the gateway did decides.
    void azureFollowsTheGateway_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<bool>("stays");
        QTest::newRow("it had switched") << QByteArray("restored") << false;
        QTest::newRow("it had not") << QByteArray("none") << false;
        QTest::newRow("it was told to keep it") << QByteArray("confirmed") << true;
    }
    void azureFollowsTheGateway()
    {
        QFETCH(const QByteArray, word);
        QFETCH(const bool, stays);
        QVERIFY(changeAzure(*m_arm, m_place, u"1"_s));
        m_journal->add(u"1"_s);
        m_shell.say({ScriptedShell::word(word)});
        SettleTunnelJob job(parts());
        const QSignalSpy settling(&job, &SettleTunnelJob::settling);
        const Result<QList<SettledChange>> settled = ended(job);
        QVERIFY2(settled, settled ? "" : qPrintable(settled.error().text));
        QCOMPARE(settling.size(), 1);
        QCOMPARE(*settled, (QList<SettledChange>{{.id = u"1"_s,
                                                  .step = u"switching"_s,
                                                  .inForce = stays,
                                                  .azure = stays ? Azure::Alone : Azure::PutBack}}));
        QCOMPARE(m_cloud.key, stays ? u"new-key"_s : u"old-key"_s);
        QCOMPARE(keptUndos(m_place), stays ? 1 : 0); // it can still be taken back
        QVERIFY(m_shell.scripts.first().contains("id='1'\nname='azure'"));
        QCOMPARE(m_shell.scripts.size(), stays ? 1 : 2); // the last brings it up
        QCOMPARE(m_journal->find(u"1"_s).state, stays ? OperationState::Succeeded : OperationState::Failed);
        const qsizetype asked = m_shell.scripts.size();
        QVERIFY(settle()->isEmpty()); // once
        QCOMPARE(m_shell.scripts.size(), asked);
    }

    /// Killed as it was taken back: before the gateway did, or after.
    void takingBackIsGoneOnWith_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<bool>("isBack");
        QTest::newRow("before") << QByteArray("confirmed") << false;
        QTest::newRow("after") << QByteArray("restored") << true;
    }
    void takingBackIsGoneOnWith()
    {
        QFETCH(const QByteArray, word);
        QFETCH(const bool, isBack);
        QVERIFY(changeAzure(*m_arm, m_place, u"1"_s));
        m_journal->add(u"1"_s, true, u"taking-back"_s);
        m_shell.say({ScriptedShell::word(word)});
        QVERIFY(settle());
        QCOMPARE(m_cloud.key, isBack ? u"old-key"_s : u"new-key"_s);
        QCOMPARE(m_journal->find(u"taking-back"_s).state,
                 isBack ? OperationState::Succeeded : OperationState::Failed);
    }

    /// Given up in a process that lives on; it is not in the journal as under way.
    void whatWasGivenUpIsSettledToo()
    {
        QVERIFY(changeAzure(*m_arm, m_place, u"1"_s));
        m_shell.say({ScriptedShell::word("restored")});
        QCOMPARE(settle()->size(), 1);
        QCOMPARE(m_cloud.key, u"old-key"_s);
    }

    void whatAnotherIsAtIsLeftAlone()
    {
        QVERIFY(changeAzure(*m_arm, m_place, u"1"_s));
        m_journal->add(u"1"_s, false);
        QVERIFY(settle()->isEmpty());
        QVERIFY(m_shell.scripts.isEmpty());
        QCOMPARE(m_cloud.key, u"new-key"_s);
    }

    void ofTheGatewayAloneAsWell()
    {
        m_journal->add(u"1"_s);
        m_shell.say({ScriptedShell::word("restored")});
        const Result<QList<SettledChange>> settled = settle(false);
        QCOMPARE(settled->size(), 1);
        QCOMPARE(settled->first().azure, Azure::Alone);
        QCOMPARE(m_journal->find(u"1"_s).state, OperationState::Failed);
        QVERIFY(!settledText(settled->first()).contains(u"Azure"_s));
    }

    /// Who may not ask Azure is told so, and the next one settles it.
    void withoutAzureItStaysOpen()
    {
        QVERIFY(changeAzure(*m_arm, m_place, u"1"_s));
        m_journal->add(u"1"_s);
        m_shell.say({ScriptedShell::word("restored")});
        QCOMPARE(settle(false).error().code, u"azure-open"_s);
        QCOMPARE(m_journal->find(u"1"_s).state, OperationState::Unknown);
        QCOMPARE(settle(false).error().code, u"azure-open"_s);
        QVERIFY(settle());
        QCOMPARE(m_cloud.key, u"old-key"_s);
    }

    void whatSomebodyElseSetAtAzureStays()
    {
        QVERIFY(changeAzure(*m_arm, m_place, u"1"_s));
        m_cloud.key = u"anothers-key"_s;
        m_shell.say({ScriptedShell::word("restored")});
        const Result<QList<SettledChange>> settled = settle();
        QCOMPARE(settled->first().azure, Azure::Foreign);
        QVERIFY(settledText(settled->first()).contains(u"somebody else"_s));
        QCOMPARE(m_cloud.key, u"anothers-key"_s);
        QCOMPARE(keptUndos(m_place), 0);
    }

    void tellsErrorsAndTriesAgain()
    {
        QVERIFY(changeAzure(*m_arm, m_place, u"1"_s));
        m_journal->add(u"1"_s);
        m_shell.say({Result<ssh::ExecResult>(fail(ErrorKind::Network, u"No route."_s)),
                     ScriptedShell::printed({}, "sudo: a password is required"), ScriptedShell::word("stuck"),
                     ScriptedShell::word("restored")});
        QCOMPARE(settle().error().kind, ErrorKind::Network);
        QCOMPARE(settle().error().kind, ErrorKind::Forbidden);
        QCOMPARE(settle().error().kind, ErrorKind::Server);
        m_cloud.refuses = "PUT key";
        QCOMPARE(settle().error().kind, ErrorKind::Forbidden);
        QCOMPARE(keptUndos(m_place), 1);
        m_cloud.refuses.clear();
        QVERIFY(settle());
        QCOMPARE(m_cloud.key, u"old-key"_s);
    }

    void endsEarly()
    {
        QVERIFY(changeAzure(*m_arm, m_place, u"1"_s));
        m_journal->add(u"1"_s);
        m_shell.say({std::nullopt});
        SettleTunnelJob cancelled(parts());
        connect(&cancelled, &SettleTunnelJob::settling, &cancelled,
                [&] { QMetaObject::invokeMethod(&cancelled, &Job::cancel, Qt::QueuedConnection); });
        QCOMPARE(ended(cancelled).error().kind, ErrorKind::Cancelled);
        QCOMPARE(m_journal->find(u"1"_s).state, OperationState::Unknown); // another may take it up
        SettleTunnelJob late(parts());
        late.setDeadline(20ms);
        QCOMPARE(ended(late).error().kind, ErrorKind::TimedOut);
        const auto asked = m_shell.scripts.size();
        auto destroyed = std::make_unique<SettleTunnelJob>(parts());
        const QSignalSpy finished(destroyed.get(), &Job::finished);
        destroyed->start();
        QTRY_COMPARE(m_shell.scripts.size(), asked + 1);
        destroyed.reset();
        QTRY_COMPARE(m_shell.open, 0);
        QCOMPARE(finished.size(), 0);
        QCOMPARE(keptUndos(m_place), 1);
    }
};

QTEST_GUILESS_MAIN(TestSettleTunnelJob)
#include "tst_settletunneljob.moc"
