#include "models/tunnel/probe/probesjob.h"
#include "tests/models/ssh/sshfixture.h"
#include "tests/models/tunnel/tunnelfixture.h"

#include <memory>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Outcome = ProbeReply::Outcome;

namespace {

/// Says what it is told to; with nothing to say, it never ends.
class FakeScriptJob : public ScriptJob
{
public:
    FakeScriptJob(std::optional<Result<ssh::ExecResult>> says, int *given)
        : m_says(std::move(says))
        , m_given(given)
    {
    }
    ~FakeScriptJob() override { ++*m_given; }

protected:
    void begin() override
    {
        if (m_says)
            finish(std::move(*m_says));
    }

private:
    std::optional<Result<ssh::ExecResult>> m_says;
    int *m_given;
};

const ProbeTarget target{.host = QStringLiteral("10.0.1.4")};

} // namespace

class TestProbesJob : public QObject
{
    Q_OBJECT

    int m_gone = 0;

    [[nodiscard]] Shell says(std::optional<Result<ssh::ExecResult>> what)
    {
        m_gone = 0;
        return [this, what](const QByteArray &) { return new FakeScriptJob(what, &m_gone); };
    }
    [[nodiscard]] static ssh::ExecResult printed(const QByteArray &output, const QByteArray &errors = {})
    {
        return {.exitCode = 0, .signal = {}, .output = output, .errors = errors};
    }

private slots:
    void tellsTheReplies()
    {
        ProbesJob job(says(printed("skybro-probe 0 bash 0 0.007|end 0\nskybro-probe end\n")), {target});
        const Result<QList<ProbeReply>> replies = ended(job);
        QVERIFY(replies);
        QCOMPARE(replies->first().roundTrip, 7ms);
        QTRY_COMPARE(m_gone, 1);
    }

    void tellsTheShellsError()
    {
        ProbesJob job(says(fail(ErrorKind::Network, u"No route."_s)), {target});
        QCOMPARE(ended(job).error().text, u"No route."_s);
    }

    void tellsWhatTheHostSaidInstead()
    {
        ProbesJob job(says(printed("Only for backups.\n", "sh: not found\n")), {target});
        const Result<QList<ProbeReply>> replies = ended(job);
        QVERIFY(!replies);
        QCOMPARE(replies.error().kind, ErrorKind::Protocol);
        QVERIFY(replies.error().detail.contains(u"Only for backups"_s));
        QVERIFY(replies.error().detail.contains(u"sh: not found"_s));
    }

    void startsNothingForWhatIsNoTarget()
    {
        for (const QList<ProbeTarget> &targets :
             {QList<ProbeTarget>{}, QList<ProbeTarget>{target, {.host = u"$(reboot)"_s}}}) {
            bool asked = false;
            ProbesJob job([&](const QByteArray &) { return asked = true, new FakeScriptJob({}, &m_gone); },
                          targets);
            QCOMPARE(ended(job).error().kind, ErrorKind::Invalid);
            QVERIFY(!asked);
        }
    }

    void isCancelled()
    {
        ProbesJob job(says({}), {target});
        QTimer::singleShot(20ms, &job, &Job::cancel);
        QCOMPARE(ended(job).error().kind, ErrorKind::Cancelled);
        QTRY_COMPARE(m_gone, 1);
    }

    void endsAtItsDeadline()
    {
        ProbesJob job(says({}), {target});
        job.setDeadline(20ms);
        QCOMPARE(ended(job).error().kind, ErrorKind::TimedOut);
        QTRY_COMPARE(m_gone, 1);
    }

    void isDestroyed()
    {
        auto job = std::make_unique<ProbesJob>(says({}), QList<ProbeTarget>{target});
        QSignalSpy spy(job.get(), &Job::finished);
        job->start();
        QCoreApplication::sendPostedEvents();
        job.reset();
        QTRY_COMPARE(m_gone, 1);
        QCOMPARE(spy.count(), 0);
    }

    void probesFromThisMachine()
    {
        QTcpServer open;
        QVERIFY(open.listen(QHostAddress::LocalHost));
        ProbesJob job(localShell(), {{.host = u"127.0.0.1"_s, .port = open.serverPort()},
                                     {.host = u"127.0.0.1"_s, .port = closedPort()}});
        const Result<QList<ProbeReply>> replies = ended(job);
        QVERIFY2(replies, replies ? "" : qPrintable(replies.error().text));
        QCOMPARE(replies->at(0).outcome, Outcome::Answered);
        QCOMPARE(replies->at(1).outcome, Outcome::Refused);
    }

    void probesOverSsh_data()
    {
        QTest::addColumn<QByteArray>("configuration");
        QTest::newRow("as it is") << QByteArray();
        QTest::newRow("a greeting") << QByteArray(
            "ForceCommand echo Welcome; printf 'no end'; eval \"$SSH_ORIGINAL_COMMAND\"");
    }
    void probesOverSsh()
    {
        SKYBRO_NEEDS_SSHD();
        QFETCH(QByteArray, configuration);
        const auto server = SshServer::start({.configuration = configuration});
        QVERIFY(server);
        FakePrompter prompter;
        ssh::Service service(prompter);
        const DeafPort deaf;
        const Shell shell = sshShell(service, settingsFor(*server));
        for (int i = 0; i < 3; ++i) {
            ProbesJob job(shell,
                          {{.host = u"127.0.0.1"_s, .port = server->port},
                           {.host = u"127.0.0.1"_s, .port = closedPort()},
                           {.host = u"127.0.0.1"_s, .port = deaf.port()}},
                          {.wait = 300ms});
            const Result<QList<ProbeReply>> replies = ended(job);
            QVERIFY2(replies, replies ? "" : qPrintable(replies.error().text + replies.error().detail));
            QCOMPARE(replies->at(0).outcome, Outcome::Answered);
            QCOMPARE(replies->at(1).outcome, Outcome::Refused);
            QCOMPARE(replies->at(2).outcome, Outcome::Silent);
        }
        QCOMPARE(server->logins(), 1); // one connection for all
    }

    void tellsThatTheHostIsGone()
    {
        SKYBRO_NEEDS_SSHD();
        const auto server = SshServer::start();
        QVERIFY(server);
        server->kill();
        FakePrompter prompter;
        ssh::Service service(prompter);
        ProbesJob job(sshShell(service, settingsFor(*server)), {target});
        const Result<QList<ProbeReply>> replies = ended(job);
        QVERIFY(!replies);
        QVERIFY(ssh::isUnreachable(replies.error()));
    }
};

QTEST_GUILESS_MAIN(TestProbesJob)
#include "tst_probesjob.moc"
