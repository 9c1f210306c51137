#include "models/ssh/portforward.h"
#include "tests/models/ssh/sshfixture.h"

#include <memory>

using namespace skybro;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using ssh::Fault;

/// Jump hosts and forwarded ports: what is carried by a channel of another connection.
class TestSshJump : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_service.reset(); }
    void goesThroughAJumpHost();
    void goesThroughAChain();
    void sharesTheJumpHost();
    void carriesMuch();
    void checksTheJumpHostsKey();
    void tellsAJumpHostThatIsDown();
    void tellsATargetThatIsDown();
    void tellsAJumpHostThatForwardsNothing();
    void tellsATargetThatSaysNothing();
    void losesAllWhenTheJumpHostDies();
    void isDestroyedInEveryState();
    void forwardsAPort();
    void tellsAForwardThatFails();
    void closesAForward();
    void refusesATakenPort();

private:
    [[nodiscard]] Result<ssh::ExecResult> run(const ssh::HostSettings &host, const QString &command)
    {
        const std::unique_ptr<ssh::ExecJob> job(m_service->exec(host, command));
        return finished(*job);
    }
    /// The target seen through the gateway.
    [[nodiscard]] ssh::HostSettings behind(const ssh::HostSettings &jump)
    {
        ssh::HostSettings host = settingsFor(*m_target);
        host.jump = std::make_shared<const ssh::HostSettings>(jump);
        return host;
    }

    FakePrompter m_prompter;
    std::unique_ptr<SshServer> m_gateway;
    std::unique_ptr<SshServer> m_target;
    std::unique_ptr<ssh::Service> m_service;
};

void TestSshJump::init()
{
    SKYBRO_NEEDS_SSHD();
    if (!m_gateway) {
        m_gateway = SshServer::start();
        m_target = SshServer::start();
        QVERIFY(m_gateway && m_target);
    }
    m_service = std::make_unique<ssh::Service>(m_prompter);
}

void TestSshJump::goesThroughAJumpHost()
{
    const Result<ssh::ExecResult> result = run(behind(settingsFor(*m_gateway)), u"echo through"_s);
    QVERIFY2(result, result ? "" : qPrintable(result.error().text + result.error().detail));
    QCOMPARE(result->output, "through\n");
    QVERIFY(!m_gateway->read("known_hosts").isEmpty());
    QVERIFY(!m_target->read("known_hosts").isEmpty());
}

void TestSshJump::goesThroughAChain()
{
    const std::unique_ptr<SshServer> inner = SshServer::start();
    QVERIFY(inner);
    ssh::HostSettings second = settingsFor(*inner);
    second.jump = std::make_shared<const ssh::HostSettings>(settingsFor(*m_gateway));
    const Result<ssh::ExecResult> result = run(behind(second), u"echo far"_s);
    QVERIFY2(result, result ? "" : qPrintable(result.error().text + result.error().detail));
    QCOMPARE(result->output, "far\n");
    QCOMPARE(inner->logins(), 1);
}

void TestSshJump::sharesTheJumpHost()
{
    const qsizetype before = m_gateway->logins();
    const auto many =
        SshServer::start({.listen = {u"127.0.0.1"_s, u"127.0.0.2"_s, u"127.0.0.3"_s, u"127.0.0.4"_s,
                                     u"127.0.0.5"_s, u"127.0.0.6"_s, u"127.0.0.7"_s, u"127.0.0.8"_s},
                          .hostKeyTypes = {u"ed25519"_s},
                          .configuration = {},
                          .environment = {}});
    QVERIFY(many);
    std::vector<std::unique_ptr<ssh::ExecJob>> jobs;
    for (const QString &address : many->listen) {
        ssh::HostSettings host = settingsFor(*many);
        host.host = address;
        host.jump = std::make_shared<const ssh::HostSettings>(settingsFor(*m_gateway));
        jobs.emplace_back(m_service->exec(host, u"echo here"_s));
        jobs.back()->keep();
        jobs.back()->start();
    }
    for (const auto &job : jobs) {
        QTRY_VERIFY_WITH_TIMEOUT(job->isFinished(), generous);
        QVERIFY2(job->result(), job->result() ? "" : qPrintable(job->error()->text + job->error()->detail));
    }
    QCOMPARE(m_gateway->logins() - before, 1);
    QCOMPARE(many->logins(), 8);
}

void TestSshJump::carriesMuch()
{
    QByteArray much(4 * 1024 * 1024, Qt::Uninitialized);
    for (qsizetype i = 0; i < much.size(); ++i)
        much[i] = static_cast<char>(i * 7 + i / 1021);
    const std::unique_ptr<ssh::ExecJob> job(m_service->exec(behind(settingsFor(*m_gateway)), u"cat"_s));
    job->setInput(much);
    const Result<ssh::ExecResult> &result = finished(*job);
    QVERIFY(result);
    QVERIFY(result->output == much);
}

void TestSshJump::checksTheJumpHostsKey()
{
    ssh::HostSettings jump = settingsFor(*m_gateway);
    QFile key(m_gateway->makeKey(u"other"_s) + u".pub"_s);
    QVERIFY(key.open(QIODevice::ReadOnly));
    QFile known(m_gateway->file("wrong_known_hosts"));
    QVERIFY(known.open(QIODevice::WriteOnly));
    known.write(jump.knownHostsName().toLatin1() + ' ' + key.readAll());
    known.close();
    jump.userKnownHosts = {known.fileName()};
    const Result<ssh::ExecResult> result = run(behind(jump), u"true"_s);
    QVERIFY(!result);
    QCOMPARE(result.error().code, toWord(Fault::HostKeyChanged));
    QVERIFY(result.error().text.startsWith(u"Jump host"_s));
}

void TestSshJump::tellsAJumpHostThatIsDown()
{
    ssh::HostSettings jump = settingsFor(*m_gateway);
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    jump.port = closed.serverPort();
    closed.close();
    const Result<ssh::ExecResult> result = run(behind(jump), u"true"_s);
    QVERIFY(!result);
    QCOMPARE(result.error().code, toWord(Fault::ConnectionRefused));
    QVERIFY(result.error().text.startsWith(u"Jump host"_s));
}

void TestSshJump::tellsATargetThatIsDown()
{
    ssh::HostSettings host = behind(settingsFor(*m_gateway));
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    host.port = closed.serverPort();
    closed.close();
    const Result<ssh::ExecResult> result = run(host, u"true"_s);
    QVERIFY(!result);
    QVERIFY(ssh::isUnreachable(result.error()));
    QVERIFY2(result.error().text.contains(u"could not connect to 127.0.0.1"_s),
             qPrintable(result.error().text));
}

void TestSshJump::tellsAJumpHostThatForwardsNothing()
{
    const auto strict = SshServer::start({.listen = {u"127.0.0.1"_s},
                                          .hostKeyTypes = {u"ed25519"_s},
                                          .configuration = "AllowTcpForwarding no",
                                          .environment = {}});
    QVERIFY(strict);
    const Result<ssh::ExecResult> result = run(behind(settingsFor(*strict)), u"true"_s);
    QVERIFY(!result);
    QVERIFY(ssh::isUnreachable(result.error()));
    QVERIFY2(result.error().text.contains(u"allow forwarding"_s), qPrintable(result.error().text));
}

void TestSshJump::tellsATargetThatSaysNothing()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    ssh::HostSettings host = behind(settingsFor(*m_gateway));
    host.port = silent.serverPort();
    host.connectTimeout = 1s;
    const Result<ssh::ExecResult> result = run(host, u"true"_s);
    QVERIFY(!result);
    QCOMPARE(result.error().code, toWord(Fault::TimedOut));
}

void TestSshJump::losesAllWhenTheJumpHostDies()
{
    const std::unique_ptr<SshServer> gateway = SshServer::start();
    QVERIFY(gateway);
    const std::unique_ptr<ssh::ExecJob> job(
        m_service->exec(behind(settingsFor(*gateway)), u"echo up; sleep 60"_s));
    job->keep();
    QSignalSpy output(job.get(), &ssh::ExecJob::outputReceived);
    job->start();
    QTRY_COMPARE_WITH_TIMEOUT(output.size(), 1, generous);
    gateway->kill();
    QTRY_VERIFY_WITH_TIMEOUT(job->isFinished(), generous);
    QCOMPARE(job->error()->code, toWord(Fault::ConnectionLost));
}

void TestSshJump::isDestroyedInEveryState()
{
    for (int events = 0; events < 40; ++events) {
        ssh::Service service(m_prompter);
        const std::unique_ptr<ssh::ExecJob> job(service.exec(behind(settingsFor(*m_gateway)), u"cat"_s));
        job->keep();
        job->start();
        for (int i = 0; i < events; ++i)
            QTest::qWait(3);
        if (events % 3 == 1)
            job->cancel();
    }
    QVERIFY(run(behind(settingsFor(*m_gateway)), u"true"_s));
}

void TestSshJump::forwardsAPort()
{
    // To the target's sshd, and through it runs a session: both directions, many bytes, two at once.
    const Result<std::unique_ptr<ssh::PortForward>> forward =
        m_service->forward(settingsFor(*m_gateway), u"127.0.0.1"_s, m_target->port);
    QVERIFY(forward);
    ssh::HostSettings host = settingsFor(*m_target);
    host.port = (*forward)->port();
    ssh::HostSettings other = host;
    other.host = u"localhost"_s; // another connection
    const std::unique_ptr<ssh::ExecJob> job(m_service->exec(other, u"head -c 3000000 /dev/zero"_s));
    job->keep();
    job->start();
    const Result<ssh::ExecResult> result = run(host, u"echo forwarded"_s);
    QVERIFY2(result, result ? "" : qPrintable(result.error().text + result.error().detail));
    QCOMPARE(result->output, "forwarded\n");
    QTRY_VERIFY_WITH_TIMEOUT(job->isFinished(), generous);
    QVERIFY(job->result());
    QCOMPARE(job->result()->output.size(), 3000000);
}

void TestSshJump::tellsAForwardThatFails()
{
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    const quint16 port = closed.serverPort();
    closed.close();
    const auto forward = m_service->forward(settingsFor(*m_gateway), u"127.0.0.1"_s, port);
    QVERIFY(forward);
    QSignalSpy failed(forward->get(), &ssh::PortForward::failed);
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, (*forward)->port());
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, generous);
    QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::UnconnectedState, generous);
}

void TestSshJump::closesAForward()
{
    QTcpServer end;
    QVERIFY(end.listen(QHostAddress::LocalHost));
    auto forward = m_service->forward(settingsFor(*m_gateway), u"127.0.0.1"_s, end.serverPort());
    QVERIFY(forward);
    const quint16 port = (*forward)->port();
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    QTRY_VERIFY_WITH_TIMEOUT(end.hasPendingConnections(), generous);
    QTcpSocket *far = end.nextPendingConnection();
    socket.write("ping");
    QTRY_COMPARE_WITH_TIMEOUT(far->bytesAvailable(), 4, generous);
    forward->reset();
    QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::UnconnectedState, generous);
    QTRY_COMPARE_WITH_TIMEOUT(far->state(), QAbstractSocket::UnconnectedState, generous);
}

void TestSshJump::refusesATakenPort()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    const auto forward = m_service->forward(settingsFor(*m_gateway), u"127.0.0.1"_s, 22, taken.serverPort());
    QVERIFY(!forward);
    QCOMPARE(forward.error().kind, ErrorKind::Conflict);
}

QTEST_GUILESS_MAIN(TestSshJump)
#include "tst_sshjump.moc"
