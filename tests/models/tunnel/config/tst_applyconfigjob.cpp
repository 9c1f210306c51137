#include "models/tunnel/config/applyconfigjob.h"
#include "models/tunnel/config/azurechange.h"
#include "tests/models/tunnel/scriptedshell.h"
#include "tests/models/tunnel/tunnelfixture.h"

#include <QTemporaryDir>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray keyText = "a-key-that-nobody-may-see";

/// Ends as told, or never.
template <typename T>
class ToldJob : public JobOf<T>
{
public:
    explicit ToldJob(std::optional<Result<T>> told)
        : m_told(std::move(told))
    {
    }

protected:
    void begin() override
    {
        if (m_told)
            this->finish(std::move(*m_told));
    }

private:
    std::optional<Result<T>> m_told;
};

/// Tells that it is half done, and is done.
class HalfwayJob : public AzureJob
{
public:
    HalfwayJob()
        : AzureJob(nullptr, nullptr)
    {
    }

protected:
    void begin() override
    {
        emit progressChanged(50);
        finish({});
    }
};

ScriptedShell::Answer lost()
{
    return Result<ssh::ExecResult>(fail(ErrorKind::Network, u"The connection was lost."_s));
}

} // namespace

class TestApplyConfigJob : public QObject
{
    Q_OBJECT

    const QTemporaryDir m_folder;
    std::unique_ptr<Journal> m_journal;
    ScriptedShell m_shell;
    QStringList m_calls; ///< of Azure and what comes afterwards

    [[nodiscard]] std::function<JobOf<void> *()> call(const QString &name, Result<void> result = {})
    {
        return [this, name, result]() -> JobOf<void> * {
            m_calls.append(name);
            return new ToldJob<void>(result);
        };
    }

    [[nodiscard]] ApplyParts parts(std::optional<Result<bool>> passes)
    {
        ApplyParts parts;
        parts.gateway = m_shell.shell();
        parts.plan.wanted.name = u"azure"_s;
        parts.plan.files.append(
            {.path = u"/etc/ipsec.d/azure.conf"_s, .before = {}, .after = "conn azure\n"});
        parts.plan.key = KeyFile{.path = u"/etc/ipsec.d/azure.secrets"_s,
                                 .before = {},
                                 .exists = false,
                                 .after = Secret(QByteArray("1 2 : PSK \"" + keyText + "\"\n"))};
        parts.within = 0s; // one probe
        parts.pause = 1ms;
        parts.passes = [passes] { return new ToldJob<bool>(passes); };
        parts.journal = m_journal.get();
        parts.site = u"nifl"_s;
        parts.gatewayName = u"gw"_s;
        return parts;
    }

    [[nodiscard]] Operation journaled() const { return m_journal->recent(1).value(0); }

private slots:
    void init()
    {
        static int count = 0;
        m_journal = *Journal::open(m_folder.filePath(u"journal%1.sqlite"_s.arg(++count)));
        m_shell.scripts.clear();
        m_shell.say({ScriptedShell::word("prepared"), ScriptedShell::word("switched"),
                     ScriptedShell::word("confirmed")});
        m_calls.clear();
    }

    void applies()
    {
        ApplyParts all = parts(true);
        all.changeAzure = call(u"change"_s);
        all.undoAzure = call(u"undo"_s);
        all.afterwards.append(call(u"keep"_s));
        ApplyConfigJob job(std::move(all));
        QStringList steps;
        connect(&job, &ApplyConfigJob::stepped, this, [&](ApplyStep step) { steps.append(toWord(step)); });
        const Result<ApplyOutcome> outcome = ended(job);
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().text));
        QVERIFY(!outcome->afterwards);
        QCOMPARE(steps, (QStringList{u"preparing"_s, u"changing-azure"_s, u"switching"_s, u"probing"_s,
                                     u"confirming"_s}));
        QCOMPARE(m_calls, (QStringList{u"change"_s, u"keep"_s}));
        QCOMPARE(m_shell.scripts.size(), 3);
        QVERIFY(m_shell.scripts.at(0).contains(keyText)); // on its standard input, and nowhere else
        QVERIFY(!m_shell.scripts.at(1).contains(keyText));
        QCOMPARE(journaled().state, OperationState::Succeeded);
        QCOMPARE(journaled().id, outcome->id);
        QCOMPARE(journaled().kind, QString(applyOperation));
    }

    void aKeyThatCouldNotBeKeptIsTold()
    {
        ApplyParts all = parts(true);
        all.afterwards.append(call(u"keep"_s, fail(ErrorKind::Forbidden, u"The keychain is locked."_s)));
        ApplyConfigJob job(std::move(all));
        const Result<ApplyOutcome> outcome = ended(job);
        QVERIFY(outcome);
        QCOMPARE(outcome->afterwards->text, u"The keychain is locked."_s);
    }

    void whatTheGatewayRefusesChangesNothing_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("refused") << QByteArray("refused") << ErrorKind::Invalid;
        QTest::newRow("syntax") << QByteArray("syntax") << ErrorKind::Invalid;
        QTest::newRow("changed") << QByteArray("changed") << ErrorKind::Conflict;
        QTest::newRow("busy") << QByteArray("busy") << ErrorKind::Conflict;
        QTest::newRow("failed") << QByteArray("failed") << ErrorKind::Server;
    }
    void whatTheGatewayRefusesChangesNothing()
    {
        QFETCH(const QByteArray, word);
        QFETCH(const ErrorKind, kind);
        m_shell.say({ScriptedShell::word(word, "modp1024", "not supported")});
        ApplyParts all = parts(true);
        all.changeAzure = call(u"change"_s);
        ApplyConfigJob job(std::move(all));
        const Result<ApplyOutcome> outcome = ended(job);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, kind);
        QCOMPARE(outcome.error().code, QString::fromLatin1(word));
        QCOMPARE(m_shell.scripts.size(), 1);
        QVERIFY(m_calls.isEmpty());
        QCOMPARE(journaled().state, OperationState::Failed);
    }

    void rollsBackWhatDoesNotPass()
    {
        m_shell.say({ScriptedShell::word("prepared"),
                     ScriptedShell::word("switched", {},
                                         "\"azure\" #1: IKE_SA_INIT response contained NO_PROPOSAL_CHOSEN"),
                     ScriptedShell::word("restored")});
        ApplyParts all = parts(false);
        all.changeAzure = call(u"change"_s);
        all.undoAzure = call(u"undo"_s);
        all.afterwards.append(call(u"keep"_s));
        ApplyConfigJob job(std::move(all));
        const Result<ApplyOutcome> outcome = ended(job);
        QCOMPARE(outcome.error().kind, ErrorKind::TimedOut);
        QCOMPARE(outcome.error().code, u"no-traffic"_s);
        QVERIFY(outcome.error().detail.contains(u"NO_PROPOSAL_CHOSEN"_s));
        QVERIFY2(outcome.error().text.contains(u"Both ends agree on no IKE proposal."_s),
                 qPrintable(outcome.error().text));
        QCOMPARE(m_calls, (QStringList{u"change"_s, u"undo"_s}));
        QCOMPARE(m_shell.scripts.size(), 4); // the last brings it up, once Azure's end fits again
        QCOMPARE(journaled().state, OperationState::Failed);
        QCOMPARE(journaled().step, u"rolled back"_s);
        QCOMPARE(journaled().error->code, u"no-traffic"_s);
    }

    /// What it asked twice before it came up is not why nothing passes.
    void blamesNoWordsOfBeforeItCameUp()
    {
        m_shell.say({ScriptedShell::word("prepared"),
                     ScriptedShell::word(
                         "switched", {},
                         "010 \"azure\" #3: STATE_V2_PARENT_I1: retransmission; will wait 0.5 seconds "
                         "for response\n004 \"azure\" #4: initiator established Child SA using #3; "
                         "IPsec tunnel [10.2.0.0-10.2.255.255:0-65535 0]"),
                     ScriptedShell::word("restored")});
        ApplyConfigJob job(parts(false));
        const Result<ApplyOutcome> outcome = ended(job);
        QCOMPARE(outcome.error().code, u"no-traffic"_s);
        QVERIFY2(!outcome.error().text.contains(u"does not answer"_s), qPrintable(outcome.error().text));
    }

    /// The probe was answered by way of another connection to the same networks.
    void anAnswerWithoutTheConnectionIsNoProof()
    {
        m_shell.say({ScriptedShell::word("prepared"),
                     ScriptedShell::word("switched", {}, "cannot route -- route already in use"),
                     ScriptedShell::word("down"), ScriptedShell::word("restored")});
        ApplyConfigJob job(parts(true));
        const Result<ApplyOutcome> outcome = ended(job);
        QCOMPARE(outcome.error().kind, ErrorKind::TimedOut);
        QCOMPARE(outcome.error().code, u"not-up"_s);
        QVERIFY2(outcome.error().text.startsWith(u"“azure” did not come up within 0 second(s)"_s),
                 qPrintable(outcome.error().text));
        QVERIFY2(outcome.error().text.endsWith(u"The gateway has its earlier configuration."_s),
                 qPrintable(outcome.error().text));
        QVERIFY(outcome.error().detail.contains(u"already in use"_s));
        QCOMPARE(m_shell.scripts.size(), 4);
        QCOMPARE(journaled().state, OperationState::Failed);
    }

    void waitsUntilTheConnectionItselfIsUp()
    {
        m_shell.say({ScriptedShell::word("prepared"), ScriptedShell::word("switched"),
                     ScriptedShell::word("down"), ScriptedShell::word("down"),
                     ScriptedShell::word("confirmed")});
        ApplyParts all = parts(true);
        all.within = 60s;
        ApplyConfigJob job(std::move(all));
        QStringList steps;
        connect(&job, &ApplyConfigJob::stepped, this, [&](ApplyStep step) { steps.append(toWord(step)); });
        QVERIFY(ended(job));
        QCOMPARE(m_shell.scripts.size(), 5);
        QCOMPARE(steps.mid(2),
                 (QStringList{u"probing"_s, u"confirming"_s, u"probing"_s})); // does not flicker
        QCOMPARE(journaled().state, OperationState::Succeeded);
    }

    void isGivenUpWhileTheConnectionIsDown()
    {
        m_shell.say({ScriptedShell::word("prepared"), ScriptedShell::word("switched"),
                     ScriptedShell::word("down"), ScriptedShell::word("restored")});
        ApplyParts all = parts(true);
        all.within = 60s;
        ApplyConfigJob job(std::move(all));
        connect(&job, &ApplyConfigJob::stepped, &job, [&](ApplyStep step) {
            if (step == ApplyStep::Confirming)
                job.giveUp();
        });
        QCOMPARE(ended(job).error().kind, ErrorKind::Cancelled);
        QCOMPARE(m_shell.scripts.size(), 4);
    }

    void saysWhenTheGatewayCanNotPutItBack_data()
    {
        QTest::addColumn<bool>("switches");
        QTest::newRow("after the switch") << true;
        QTest::newRow("in its midst") << false;
    }

    /// Azure's end stays as it fits the gateway's, and SettleTunnelJob has what it takes to put back both.
    void saysWhenTheGatewayCanNotPutItBack()
    {
        QFETCH(const bool, switches);
        const auto stuck =
            ScriptedShell::word("stuck", "/etc/ipsec.d/azure.conf",
                                "cp: error writing '/etc/ipsec.d/.x': No space left on device");
        if (switches)
            m_shell.say({ScriptedShell::word("prepared"), ScriptedShell::word("switched"), stuck});
        else
            m_shell.say({ScriptedShell::word("prepared"), stuck});
        ApplyParts all = parts(false);
        all.changeAzure = call(u"change"_s);
        all.undoAzure = call(u"undo"_s);
        ApplyConfigJob job(std::move(all));
        const Result<ApplyOutcome> outcome = ended(job);
        QCOMPARE(outcome.error().code, u"stuck"_s);
        QVERIFY(outcome.error().text.contains(u"/etc/ipsec.d/azure.conf: No space left on device."_s));
        QVERIFY(!outcome.error().text.contains(u"earlier configuration"_s));
        QCOMPARE(m_calls, QStringList{u"change"_s});
        QCOMPARE(journaled().state, OperationState::Unknown);
    }

    /// The gateway has put its files back itself by then.
    void undoesAzureWhenTheGatewayCanNotSwitch()
    {
        m_shell.say({ScriptedShell::word("prepared"),
                     ScriptedShell::word("refused", "azure", "no such cipher"),
                     ScriptedShell::word("restored")});
        ApplyParts all = parts(true);
        all.changeAzure = call(u"change"_s);
        all.undoAzure = call(u"undo"_s, fail(ErrorKind::Server, u"Azure is busy."_s));
        ApplyConfigJob job(std::move(all));
        const Result<ApplyOutcome> outcome = ended(job);
        QCOMPARE(outcome.error().code, u"refused"_s);
        QVERIFY(outcome.error().text.contains(u"Azure is busy."_s));
        QCOMPARE(m_calls, (QStringList{u"change"_s, u"undo"_s}));
        QCOMPARE(m_shell.scripts.size(), 2);
    }

    /// It never switched: its new files go, and nothing else happens there.
    void forgetsItsFilesWhenAzureRefuses()
    {
        m_shell.say({ScriptedShell::word("prepared"), ScriptedShell::word("none")});
        ApplyParts all = parts(true);
        all.changeAzure = call(u"change"_s, fail(ErrorKind::Forbidden, u"You may not."_s));
        all.undoAzure = call(u"undo"_s);
        ApplyConfigJob job(std::move(all));
        const Result<ApplyOutcome> outcome = ended(job);
        QCOMPARE(outcome.error().kind, ErrorKind::Forbidden);
        QCOMPARE(m_calls, (QStringList{u"change"_s, u"undo"_s}));
        QCOMPARE(m_shell.scripts.size(), 3);
        QVERIFY(m_shell.scripts.at(1).contains("rm -rf next"));
    }

    void asksAgainWhenTheLineBreaks()
    {
        m_shell.say({ScriptedShell::word("prepared"), ScriptedShell::word("switched"), lost(), lost(),
                     ScriptedShell::word("confirmed")});
        ApplyConfigJob job(parts(true));
        QVERIFY(ended(job));
        QCOMPARE(m_shell.scripts.size(), 5);
    }

    void aTimerThatWasFasterIsNoSuccess()
    {
        m_shell.say({ScriptedShell::word("prepared"), ScriptedShell::word("switched"),
                     ScriptedShell::word("late"), ScriptedShell::word("restored")});
        ApplyConfigJob job(parts(true));
        QCOMPARE(ended(job).error().kind, ErrorKind::TimedOut);
    }

    void putsBackWhenTheSwitchWasCutOff()
    {
        m_shell.say({ScriptedShell::word("prepared"), lost(), lost(), ScriptedShell::word("restored")});
        ApplyConfigJob job(parts(true));
        const Result<ApplyOutcome> outcome = ended(job);
        QCOMPARE(outcome.error().text,
                 u"The connection was lost. The gateway has its earlier configuration."_s);
        QCOMPARE(journaled().state, OperationState::Failed);
    }

    /// The answer to the confirmation is lost, and the gateway with it: it may keep the change, and so
    /// Azure's end must stay.
    void whatMayBeConfirmedIsNotUndoneAtAzure()
    {
        m_shell.say({ScriptedShell::word("prepared"), ScriptedShell::word("switched"), lost()});
        ApplyParts all = parts(true);
        all.within = -29s; // the gateway's patience is half a minute longer
        all.changeAzure = call(u"change"_s);
        all.undoAzure = call(u"undo"_s);
        ApplyConfigJob job(std::move(all));
        const Result<ApplyOutcome> outcome = ended(job);
        QCOMPARE(outcome.error().code, u"unclear"_s);
        QCOMPARE(m_calls, (QStringList{u"change"_s}));
        QCOMPARE(journaled().state, OperationState::Unknown);
    }

    void tellsHowFarAzureIs()
    {
        m_shell.say({ScriptedShell::word("prepared"), ScriptedShell::word("switched"),
                     ScriptedShell::word("restored")});
        ApplyParts all = parts(false);
        all.changeAzure = all.undoAzure = [] { return new HalfwayJob; };
        ApplyConfigJob job(std::move(all));
        QStringList told;
        connect(&job, &ApplyConfigJob::progressChanged, this,
                [&](double percent) { told.append(toWord(job.step()) + u' ' + QString::number(percent)); });
        QVERIFY(!ended(job));
        QCOMPARE(told, (QStringList{u"changing-azure 50"_s, u"rolling-back 50"_s}));
    }

    /// Before one that is under way, or was interrupted, has ended, nothing is sent.
    void oneAtATime()
    {
        Operation other;
        other.id = other.batch = u"other"_s;
        other.site = u"nifl"_s;
        other.kind = applyOperation;
        QVERIFY(m_journal->add({other}));
        ApplyConfigJob refused(parts(true));
        QCOMPARE(ended(refused).error().code, u"busy"_s);
        QVERIFY(m_shell.scripts.isEmpty());
        other.state = OperationState::Unknown;
        QVERIFY(m_journal->update(other));
        ApplyConfigJob job(parts(true));
        QVERIFY(ended(job));
    }

    void givesUpWhenAsked()
    {
        m_shell.say({ScriptedShell::word("prepared"), ScriptedShell::word("switched"),
                     ScriptedShell::word("restored")});
        ApplyConfigJob job(parts(std::nullopt)); // the probe never ends
        connect(&job, &ApplyConfigJob::stepped, &job, [&](ApplyStep step) {
            if (step == ApplyStep::Probing)
                QMetaObject::invokeMethod(&job, &ApplyConfigJob::giveUp, Qt::QueuedConnection);
        });
        QCOMPARE(ended(job).error().kind, ErrorKind::Cancelled);
        QCOMPARE(m_shell.scripts.size(), 3);
    }

    void isCancelled()
    {
        m_shell.say({ScriptedShell::word("prepared"), std::nullopt});
        ApplyConfigJob job(parts(true));
        connect(&job, &ApplyConfigJob::stepped, &job, [&](ApplyStep step) {
            if (step == ApplyStep::Switching)
                QMetaObject::invokeMethod(&job, &Job::cancel, Qt::QueuedConnection);
        });
        QCOMPARE(ended(job).error().kind, ErrorKind::Cancelled);
        QCOMPARE(journaled().state, OperationState::Unknown); // the gateway sees to it
        QTRY_COMPARE(m_shell.open, 0);
    }

    void endsAtItsDeadline()
    {
        m_shell.say({std::nullopt});
        ApplyConfigJob job(parts(true));
        job.setDeadline(20ms);
        QCOMPARE(ended(job).error().kind, ErrorKind::TimedOut);
        QCOMPARE(journaled().state, OperationState::Cancelled); // nothing was in force
    }

    void isDestroyed()
    {
        m_shell.say({std::nullopt});
        auto job = std::make_unique<ApplyConfigJob>(parts(true));
        const QSignalSpy finished(job.get(), &Job::finished);
        job->start();
        QTRY_COMPARE(m_shell.scripts.size(), 1);
        job.reset();
        QTRY_COMPARE(m_shell.open, 0);
        QCOMPARE(finished.size(), 0);
    }

    void saysWhyThereIsNoAnswer_data()
    {
        QTest::addColumn<QByteArray>("errors");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("sudo") << QByteArray("sudo: a password is required\n") << ErrorKind::Forbidden;
        QTest::newRow("other") << QByteArray("This account is not available.\n") << ErrorKind::Protocol;
    }
    void saysWhyThereIsNoAnswer()
    {
        QFETCH(const QByteArray, errors);
        QFETCH(const ErrorKind, kind);
        m_shell.say({ScriptedShell::printed({}, errors)});
        ApplyConfigJob job(parts(true));
        const Result<ApplyOutcome> outcome = ended(job);
        QCOMPARE(outcome.error().kind, kind);
        QCOMPARE(outcome.error().detail, QString::fromUtf8(errors.trimmed()));
    }
};

QTEST_GUILESS_MAIN(TestApplyConfigJob)
#include "tst_applyconfigjob.moc"
