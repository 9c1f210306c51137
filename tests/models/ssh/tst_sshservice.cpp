#include "tests/models/ssh/sshfixture.h"

#include <memory>

using namespace skybro;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Connections and commands on a real sshd.
class TestSshService : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void connects();
    void runsACommand();
    void givesInputAndBothOutputs();
    void tellsLiveOutput();
    void carriesMuchInBothDirections();
    void tellsTheExitCode();
    void tellsTheSignal();
    void tellsWhenTheServerIsKilled();
    void connectsAgainAfterwards();
    void keepsOneConnection();
    void cancelsACommand();
    void endsACommandAtItsDeadline();
    void isDestroyedInEveryState();
    void queuesBeyondMaxSessions();
    void runsAThousandCommands();
    void reachesManyHostsAtOnce();
    void closesWhatNobodyUses();
    void exchangesKeysAnewWhileInUse();
    void findsADeadHost();
    void ownsAShellForLong();
    void holdsBackAFloodNobodyReads();
    void endsWhatRunsWhenItGoes();

private:
    [[nodiscard]] std::unique_ptr<ssh::ExecJob> job(const QString &command)
    {
        return std::unique_ptr<ssh::ExecJob>(m_service->exec(m_host, command));
    }

    FakePrompter m_prompter;
    std::unique_ptr<SshServer> m_server;
    std::unique_ptr<ssh::Service> m_service;
    ssh::HostSettings m_host;
};

void TestSshService::init()
{
    SKYBRO_NEEDS_SSHD();
    if (!m_server) {
        m_server = SshServer::start();
        QVERIFY(m_server);
    }
    m_host = settingsFor(*m_server);
    m_prompter.asked.clear();
    m_service = std::make_unique<ssh::Service>(m_prompter);
}

void TestSshService::cleanup()
{
    m_service.reset();
}

void TestSshService::connects()
{
    const std::unique_ptr<ssh::ConnectJob> job(m_service->connectTo(m_host));
    const Result<ssh::ConnectionInfo> &info = finished(*job);
    QVERIFY2(info, info ? "" : qPrintable(info.error().text + info.error().detail));
    QVERIFY(info->server.startsWith(u"SSH-2.0-OpenSSH"_s));
    QCOMPARE(info->hostKeyType, u"ssh-ed25519"_s);
    QVERIFY(info->method.contains(m_server->userKey));
}

void TestSshService::runsACommand()
{
    const auto exec = job(u"echo hello"_s);
    const Result<ssh::ExecResult> &result = finished(*exec);
    QVERIFY2(result, result ? "" : qPrintable(result.error().text + result.error().detail));
    QCOMPARE(result->exitCode, 0);
    QCOMPARE(result->output, "hello\n");
}

void TestSshService::givesInputAndBothOutputs()
{
    const auto exec = job(u"cat; echo oops >&2"_s);
    exec->setInput("some input");
    const Result<ssh::ExecResult> &result = finished(*exec);
    QVERIFY(result);
    QCOMPARE(result->output, "some input");
    QCOMPARE(result->errors, "oops\n");
}

void TestSshService::tellsLiveOutput()
{
    const auto exec = job(u"echo ready; read line; echo \"got $line\""_s);
    exec->setInputOpen(true);
    exec->keep();
    QByteArray seen;
    connect(exec.get(), &ssh::ExecJob::outputReceived, this, [&](const QByteArray &bytes) { seen += bytes; });
    exec->start();
    QTRY_COMPARE_WITH_TIMEOUT(seen, "ready\n", generous);
    exec->write("an answer\n");
    QTRY_VERIFY_WITH_TIMEOUT(exec->isFinished(), generous);
    QVERIFY(exec->result());
    QCOMPARE(exec->result()->output, "ready\ngot an answer\n");
}

void TestSshService::carriesMuchInBothDirections()
{
    QByteArray much(8 * 1024 * 1024, Qt::Uninitialized);
    for (qsizetype i = 0; i < much.size(); ++i)
        much[i] = static_cast<char>(i * 31 + i / 4099);
    const auto exec = job(u"cat"_s);
    exec->setInput(much);
    const Result<ssh::ExecResult> &result = finished(*exec);
    QVERIFY(result);
    QVERIFY(result->output == much);
}

void TestSshService::tellsTheExitCode()
{
    const auto exec = job(u"exit 37"_s);
    const Result<ssh::ExecResult> &result = finished(*exec);
    QVERIFY(result);
    QCOMPARE(result->exitCode, 37);
}

void TestSshService::tellsTheSignal()
{
    const auto exec = job(u"kill -KILL $$"_s);
    const Result<ssh::ExecResult> &result = finished(*exec);
    QVERIFY(result);
    QCOMPARE(result->exitCode, -1);
    QCOMPARE(result->signal, u"KILL"_s);
}

void TestSshService::tellsWhenTheServerIsKilled()
{
    const auto exec = job(u"echo started; sleep 60"_s);
    exec->keep();
    QSignalSpy output(exec.get(), &ssh::ExecJob::outputReceived);
    exec->start();
    QTRY_COMPARE_WITH_TIMEOUT(output.size(), 1, generous);
    m_server->kill();
    QTRY_VERIFY_WITH_TIMEOUT(exec->isFinished(), generous);
    QVERIFY(exec->error());
    QCOMPARE(exec->error()->code, toWord(ssh::Fault::ConnectionLost));
    QVERIFY(ssh::isUnreachable(*exec->error()));
    QVERIFY(m_server->launch());
}

void TestSshService::connectsAgainAfterwards()
{
    const auto before = job(u"true"_s);
    QVERIFY(finished(*before));
    m_server->kill();
    QVERIFY(m_server->launch());
    // The loss may be seen only by the next use: that one may fail, the one after it must not.
    const auto between = job(u"true"_s);
    static_cast<void>(finished(*between));
    const auto after = job(u"echo again"_s);
    const Result<ssh::ExecResult> &result = finished(*after);
    QVERIFY(result);
    QCOMPARE(result->output, "again\n");
}

void TestSshService::keepsOneConnection()
{
    const qsizetype before = m_server->logins();
    std::vector<std::unique_ptr<ssh::ExecJob>> jobs;
    for (int i = 0; i < 8; ++i) {
        jobs.push_back(job(u"echo %1"_s.arg(i)));
        jobs.back()->keep();
        jobs.back()->start();
    }
    for (size_t i = 0; i < jobs.size(); ++i) {
        QTRY_VERIFY_WITH_TIMEOUT(jobs[i]->isFinished(), generous);
        QVERIFY(jobs[i]->result());
        QCOMPARE(jobs[i]->result()->output, QByteArray::number(static_cast<int>(i)) + '\n');
    }
    QCOMPARE(m_server->logins() - before, 1);
}

void TestSshService::cancelsACommand()
{
    const QString mark = m_server->file("cancelled");
    // Its input is closed; a signal sshd sends only to commands of users other than root.
    const auto exec = job(u"trap '' TERM; echo ready; cat; touch %1"_s.arg(mark));
    exec->setInputOpen(true);
    exec->keep();
    QSignalSpy output(exec.get(), &ssh::ExecJob::outputReceived);
    exec->start();
    QTRY_COMPARE_WITH_TIMEOUT(output.size(), 1, generous);
    exec->cancel();
    QTRY_VERIFY_WITH_TIMEOUT(exec->isFinished(), generous);
    QCOMPARE(exec->error()->kind, ErrorKind::Cancelled);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(mark), generous); // it saw the end of its input
    const auto next = job(u"echo well"_s);
    QCOMPARE(finished(*next)->output, "well\n");
}

void TestSshService::endsACommandAtItsDeadline()
{
    const auto exec = job(u"sleep 60"_s);
    exec->setDeadline(300ms);
    const Result<ssh::ExecResult> &result = finished(*exec);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::TimedOut);
    QVERIFY(result.error().text.contains(m_host.label()));
}

void TestSshService::isDestroyedInEveryState()
{
    // At growing moments: not started, connecting, logging in, running, ended.
    for (int events = 0; events < 60; ++events) {
        ssh::Service service(m_prompter);
        auto exec = std::unique_ptr<ssh::ExecJob>(service.exec(m_host, u"echo x; cat"_s));
        auto probe = std::unique_ptr<ssh::ConnectJob>(service.connectTo(m_host));
        exec->keep();
        probe->keep();
        if (events > 0) {
            exec->start();
            probe->start();
        }
        for (int i = 1; i < events; ++i)
            QTest::qWait(events > 30 ? 5 : 0);
        if (events % 2)
            exec.reset();
        probe.reset();
    }
    const auto exec = job(u"echo fine"_s);
    QCOMPARE(finished(*exec)->output, "fine\n");
}

void TestSshService::queuesBeyondMaxSessions()
{
    // sshd allows ten sessions a connection.
    std::vector<std::unique_ptr<ssh::ExecJob>> jobs;
    for (int i = 0; i < 25; ++i) {
        jobs.push_back(job(u"sleep 0.2; echo %1"_s.arg(i)));
        jobs.back()->keep();
        jobs.back()->start();
    }
    for (size_t i = 0; i < jobs.size(); ++i) {
        QTRY_VERIFY_WITH_TIMEOUT(jobs[i]->isFinished(), generous);
        QVERIFY2(jobs[i]->result(), jobs[i]->result() ? "" : qPrintable(jobs[i]->error()->text));
        QCOMPARE(jobs[i]->result()->output, QByteArray::number(static_cast<int>(i)) + '\n');
    }
}

void TestSshService::runsAThousandCommands()
{
    const auto openDescriptors = [] { return QDir(u"/proc/self/fd"_s).count(); };
    const auto first = job(u"true"_s);
    QVERIFY(finished(*first));
    const auto before = openDescriptors();
    for (int i = 0; i < 1000; ++i) {
        const auto exec = job(u"exit 3"_s);
        const Result<ssh::ExecResult> &result = finished(*exec);
        QVERIFY2(result, result ? "" : qPrintable(result.error().text + result.error().detail));
        QCOMPARE(result->exitCode, 3);
    }
    QCOMPARE(openDescriptors(), before);
}

void TestSshService::reachesManyHostsAtOnce()
{
    constexpr int hostsOfServer = 16; // sshd listens on no more
    std::vector<std::unique_ptr<SshServer>> servers;
    std::vector<std::unique_ptr<ssh::ExecJob>> jobs;
    QByteArrayList addresses;
    for (int i = 0; i < 4; ++i) {
        SshServer::Options options;
        options.listen.clear();
        for (int k = 0; k < hostsOfServer; ++k)
            options.listen << u"127.0.%1.%2"_s.arg(7 + i).arg(k + 1);
        servers.push_back(SshServer::start(options));
        QVERIFY(servers.back());
        for (const QString &address : options.listen) {
            ssh::HostSettings host = settingsFor(*servers.back());
            host.host = address;
            addresses << address.toLatin1();
            jobs.emplace_back(m_service->exec(host, u"echo $SSH_CONNECTION"_s));
            jobs.back()->keep();
        }
    }
    for (const auto &exec : jobs)
        exec->start();
    for (size_t i = 0; i < jobs.size(); ++i) {
        QTRY_VERIFY_WITH_TIMEOUT(jobs[i]->isFinished(), 2 * generous);
        QVERIFY2(jobs[i]->result(),
                 jobs[i]->result() ? "" : qPrintable(jobs[i]->error()->text + jobs[i]->error()->detail));
        QCOMPARE(jobs[i]->result()->output.split(' ').value(2), addresses[static_cast<qsizetype>(i)]);
    }
    for (const auto &server : servers)
        QCOMPARE(server->logins(), hostsOfServer);
}

void TestSshService::closesWhatNobodyUses()
{
    const std::unique_ptr<SshServer> server = SshServer::start();
    QVERIFY(server);
    ssh::Service service(m_prompter, {.workers = 1, .idleTimeout = 200ms});
    const std::unique_ptr<ssh::ExecJob> exec(service.exec(settingsFor(*server), u"true"_s));
    QVERIFY(finished(*exec));
    QTRY_VERIFY_WITH_TIMEOUT(server->log().contains("Connection closed by 127.0.0.1"), generous);
}

void TestSshService::exchangesKeysAnewWhileInUse()
{
    const auto server = SshServer::start({.listen = {u"127.0.0.1"_s},
                                          .hostKeyTypes = {u"ed25519"_s},
                                          .configuration = "RekeyLimit 1M",
                                          .environment = {}});
    QVERIFY(server);
    const QByteArray much = QByteArray(1024 * 1024, 'x').repeated(10);
    for (int i = 0; i < 3; ++i) {
        const std::unique_ptr<ssh::ExecJob> exec(m_service->exec(settingsFor(*server), u"cat"_s));
        exec->setInput(much);
        const Result<ssh::ExecResult> &result = finished(*exec);
        QVERIFY2(result, result ? "" : qPrintable(result.error().text + result.error().detail));
        QVERIFY(result->output == much);
    }
    QCOMPARE(server->logins(), 1);
}

void TestSshService::findsADeadHost()
{
    const std::unique_ptr<SshServer> server = SshServer::start();
    QVERIFY(server);
    ssh::HostSettings host = settingsFor(*server);
    host.serverAliveInterval = 1s;
    host.serverAliveCountMax = 5;
    const std::unique_ptr<ssh::ExecJob> exec(m_service->exec(host, u"echo up; sleep 60"_s));
    exec->keep();
    QSignalSpy output(exec.get(), &ssh::ExecJob::outputReceived);
    exec->start();
    QTRY_COMPARE_WITH_TIMEOUT(output.size(), 1, generous);
    // Quiet, but answering: longer than the limit, and it must not be given up.
    QTest::qWait(6500);
    QVERIFY(exec->isRunning());
    server->signalTree(SIGSTOP);
    QTRY_VERIFY_WITH_TIMEOUT(exec->isFinished(), generous);
    server->signalTree(SIGCONT);
    QVERIFY(exec->error());
    QCOMPARE(exec->error()->code, toWord(ssh::Fault::ConnectionLost));
    QVERIFY(ssh::isUnreachable(*exec->error()));
}

void TestSshService::ownsAShellForLong()
{
    const std::unique_ptr<ssh::Stream> shell(m_service->open(m_host, u"exec /bin/sh"_s));
    QByteArray output;
    std::optional<ssh::ChannelEnd> end;
    connect(shell.get(), &ssh::Stream::outputReceived, this,
            [&](const QByteArray &bytes) { output += bytes; });
    connect(shell.get(), &ssh::Stream::ended, this, [&](const ssh::ChannelEnd &told) { end = told; });
    for (int i = 0; i < 50; ++i) {
        output.clear();
        shell->write("i=$((i + 1)); echo \"$i\"\n"); // one and the same shell: it counts
        QTRY_COMPARE_WITH_TIMEOUT(output, QByteArray::number(i + 1) + '\n', generous);
    }
    shell->write("exit 5\n");
    QTRY_VERIFY_WITH_TIMEOUT(end, generous);
    QCOMPARE(end->exitCode, 5);
}

void TestSshService::holdsBackAFloodNobodyReads()
{
    const QString mark = m_server->file("flooded");
    // 64 MiB, with nobody in the event loop to take them: the other side must stop after a few.
    const std::unique_ptr<ssh::Stream> flood(
        m_service->open(m_host, u"head -c 67108864 /dev/zero && touch %1"_s.arg(mark)));
    QThread::msleep(1500);
    QVERIFY(!QFile::exists(mark));
    qint64 received = 0;
    std::optional<ssh::ChannelEnd> end;
    connect(flood.get(), &ssh::Stream::outputReceived, this,
            [&](const QByteArray &bytes) { received += bytes.size(); });
    connect(flood.get(), &ssh::Stream::ended, this, [&](const ssh::ChannelEnd &told) { end = told; });
    QTRY_VERIFY_WITH_TIMEOUT(end, generous);
    QCOMPARE(received, 64 * 1024 * 1024);
}

void TestSshService::endsWhatRunsWhenItGoes()
{
    const auto exec = job(u"sleep 60"_s);
    exec->keep();
    QSignalSpy finishedSpy(exec.get(), &Job::finished);
    exec->start();
    QTest::qWait(200);
    m_service.reset();
    QTRY_COMPARE_WITH_TIMEOUT(finishedSpy.size(), 1, generous);
    QCOMPARE(exec->error()->kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(TestSshService)
#include "tst_sshservice.moc"
