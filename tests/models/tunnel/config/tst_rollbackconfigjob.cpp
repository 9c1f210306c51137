#include "models/tunnel/config/rollbackconfigjob.h"
#include "tests/models/tunnel/scriptedshell.h"
#include "tests/models/tunnel/tunnelfixture.h"

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestRollbackConfigJob : public QObject
{
    Q_OBJECT

    ScriptedShell m_shell;

    [[nodiscard]] Result<void> run(bool force = false)
    {
        RollbackConfigJob job(m_shell.shell(), u"azure"_s, force);
        return ended(job);
    }

private slots:
    void init() { m_shell.scripts.clear(); }

    void putsBack()
    {
        m_shell.say({ScriptedShell::word("restored")});
        QVERIFY(run());
        QVERIFY(m_shell.scripts.first().contains("force=no"));
        QVERIFY(run(true));
        QVERIFY(m_shell.scripts.last().contains("force=yes"));
    }

    void tellsErrors()
    {
        m_shell.say({ScriptedShell::word("none"), ScriptedShell::word("changed", "/etc/ipsec.d/azure.conf"),
                     ScriptedShell::printed({}, "sudo: a password is required"),
                     ScriptedShell::printed("skybro-about \n"),
                     Result<ssh::ExecResult>(fail(ErrorKind::Network, u"No route."_s))});
        QCOMPARE(run().error().kind, ErrorKind::NotFound);
        const Result<void> changed = run();
        QCOMPARE(changed.error().kind, ErrorKind::Conflict);
        QVERIFY(changed.error().text.contains(u"/etc/ipsec.d/azure.conf"_s));
        QCOMPARE(run().error().kind, ErrorKind::Forbidden);
        QCOMPARE(run().error().kind, ErrorKind::Protocol);
        QCOMPARE(run().error().text, u"No route."_s);
    }

    void isCancelled()
    {
        m_shell.say({std::nullopt});
        RollbackConfigJob job(m_shell.shell(), u"azure"_s, false);
        QTimer::singleShot(0, &job, &Job::cancel);
        QCOMPARE(ended(job).error().kind, ErrorKind::Cancelled);
        QTRY_COMPARE(m_shell.open, 0);
    }

    void endsAtItsDeadline()
    {
        m_shell.say({std::nullopt});
        RollbackConfigJob job(m_shell.shell(), u"azure"_s, false);
        job.setDeadline(20ms);
        QCOMPARE(ended(job).error().kind, ErrorKind::TimedOut);
        QTRY_COMPARE(m_shell.open, 0);
    }

    void isDestroyed()
    {
        m_shell.say({std::nullopt});
        auto job = std::make_unique<RollbackConfigJob>(m_shell.shell(), u"azure"_s, false);
        job->start();
        QTRY_COMPARE(m_shell.scripts.size(), 1);
        job.reset();
        QTRY_COMPARE(m_shell.open, 0);
    }
};

QTEST_GUILESS_MAIN(TestRollbackConfigJob)
#include "tst_rollbackconfigjob.moc"
