#include "models/ssh/knownhosts.h"
#include "tests/models/ssh/sshfixture.h"

#include <memory>

using namespace skybro;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using ssh::Fault;

/// Reaching a host, and whether it is the right one.
class TestSshTrust : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    // Reaching
    void tellsAnUnknownName();
    void tellsAClosedPort();
    void tellsAHostThatSaysNothing();
    void tellsWhatIsNoSsh();
    void tellsAHostThatHangsUp();
    void tellsWhenNothingIsInCommon();
    void refusesAProxyCommand();
    void reachesANameWithAnUnderscore();
    // Trusting
    void asksForAnUnknownHost();
    void takesNoForAnAnswer();
    void refusesUnasked();
    void keepsAnAcceptedHost_data();
    void keepsAnAcceptedHost();
    void refusesAChangedKey_data();
    void refusesAChangedKey();
    void refusesARevokedKey();
    void asksForTheKeyItKnows();
    void withdrawsAQuestion();

private:
    [[nodiscard]] Result<ssh::ConnectionInfo> tryOut(const ssh::HostSettings &host)
    {
        ssh::Service service(m_prompter);
        const std::unique_ptr<ssh::ConnectJob> job(service.connectTo(host));
        return finished(*job);
    }
    [[nodiscard]] static QString codeOf(const Result<ssh::ConnectionInfo> &result)
    {
        return result ? u"connected"_s : result.error().code;
    }

    FakePrompter m_prompter;
    std::unique_ptr<SshServer> m_server;
    ssh::HostSettings m_host;
};

void TestSshTrust::initTestCase()
{
    SKYBRO_NEEDS_SSHD();
    m_server = SshServer::start({.listen = {u"127.0.0.1"_s},
                                 .hostKeyTypes = {u"ed25519"_s, u"ecdsa"_s},
                                 .configuration = {},
                                 .environment = {}});
    QVERIFY(m_server);
}

void TestSshTrust::init()
{
    SKYBRO_NEEDS_SSHD();
    m_host = settingsFor(*m_server);
    QFile::remove(m_host.userKnownHosts.front());
    m_prompter.asked.clear();
    m_prompter.answer = nullptr;
    m_prompter.silent = false;
    m_prompter.withdrawn = 0;
}

void TestSshTrust::tellsAnUnknownName()
{
    m_host.host = QString(64, u'x') + u".invalid"_s; // no resolver is asked for that
    const auto result = tryOut(m_host);
    QCOMPARE(codeOf(result), toWord(Fault::NameNotFound));
    QVERIFY(result.error().text.contains(m_host.host));
    QVERIFY(ssh::isUnreachable(result.error()));
}

void TestSshTrust::tellsAClosedPort()
{
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    m_host.port = closed.serverPort();
    closed.close();
    QCOMPARE(codeOf(tryOut(m_host)), toWord(Fault::ConnectionRefused));
}

void TestSshTrust::tellsAHostThatSaysNothing()
{
    QTcpServer silent; // the kernel accepts for it
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    m_host.port = silent.serverPort();
    m_host.connectTimeout = 1s;
    const auto result = tryOut(m_host);
    QCOMPARE(codeOf(result), toWord(Fault::TimedOut));
    QVERIFY(result.error().text.contains(u"does not talk SSH"_s));
}

void TestSshTrust::tellsWhatIsNoSsh()
{
    QTcpServer web;
    QVERIFY(web.listen(QHostAddress::LocalHost));
    connect(&web, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = web.nextPendingConnection();
        socket->write(QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n").repeated(300));
    });
    m_host.port = web.serverPort();
    m_host.connectTimeout = 1s; // it does not hang up
    QCOMPARE(codeOf(tryOut(m_host)), toWord(Fault::BadProtocol));
}

void TestSshTrust::tellsAHostThatHangsUp()
{
    QTcpServer rude;
    QVERIFY(rude.listen(QHostAddress::LocalHost));
    connect(&rude, &QTcpServer::newConnection, this, [&] { rude.nextPendingConnection()->abort(); });
    m_host.port = rude.serverPort();
    QCOMPARE(codeOf(tryOut(m_host)), toWord(Fault::ConnectionLost));
}

void TestSshTrust::tellsWhenNothingIsInCommon()
{
    const auto server = SshServer::start({.listen = {u"127.0.0.1"_s},
                                          .hostKeyTypes = {u"ed25519"_s},
                                          .configuration = "KexAlgorithms diffie-hellman-group1-sha1",
                                          .environment = {}});
    QVERIFY(server);
    const auto result = tryOut(settingsFor(*server));
    QCOMPARE(codeOf(result), toWord(Fault::NoCommonAlgorithm));
    QVERIFY(result.error().text.contains(u"diffie-hellman-group1-sha1"_s));
}

void TestSshTrust::refusesAProxyCommand()
{
    m_host.proxyCommand = u"config:1: ProxyCommand nc"_s;
    const auto result = tryOut(m_host);
    QCOMPARE(codeOf(result), toWord(Fault::Unsupported));
    QVERIFY(result.error().text.contains(u"config:1"_s));
}

void TestSshTrust::reachesANameWithAnUnderscore()
{
    // libssh refuses such names; here it is the name in known_hosts and in texts, as a resolver would allow.
    m_host.hostKeyAlias = u"node_1"_s;
    m_host.name = u"node_1"_s;
    QCOMPARE(codeOf(tryOut(m_host)), u"connected"_s);
    QVERIFY(m_server->read("known_hosts").startsWith("node_1 "));
}

void TestSshTrust::asksForAnUnknownHost()
{
    m_host.unknownHost = ssh::UnknownHost::Ask;
    m_prompter.answer = [](const ssh::Question &) { return QStringList(); };
    const auto result = tryOut(m_host);
    QCOMPARE(codeOf(result), u"connected"_s);
    QCOMPARE(m_prompter.asked.size(), 1);
    const ssh::Question question = m_prompter.asked.front();
    QCOMPARE(question.kind, ssh::Question::Kind::HostKey);
    QCOMPARE(question.fingerprint, result->fingerprint);
    // ssh-keygen is the judge of the fingerprint.
    QProcess keygen;
    keygen.start(u"ssh-keygen"_s, {u"-l"_s, u"-f"_s, m_server->file("host_ed25519.pub")});
    QVERIFY(keygen.waitForFinished());
    QCOMPARE(question.fingerprint.toLatin1(), keygen.readAllStandardOutput().split(' ').value(1));
    // Known now.
    QCOMPARE(codeOf(tryOut(m_host)), u"connected"_s);
    QCOMPARE(m_prompter.asked.size(), 1);
}

void TestSshTrust::takesNoForAnAnswer()
{
    m_host.unknownHost = ssh::UnknownHost::Ask;
    const auto result = tryOut(m_host);
    QCOMPARE(codeOf(result), toWord(Fault::HostKeyUnknown));
    QVERIFY(result.error().text.contains(u"SHA256:"_s));
    QVERIFY(!QFile::exists(m_host.userKnownHosts.front()));
}

void TestSshTrust::refusesUnasked()
{
    m_host.unknownHost = ssh::UnknownHost::Refuse;
    QCOMPARE(codeOf(tryOut(m_host)), toWord(Fault::HostKeyUnknown));
    QCOMPARE(m_prompter.asked.size(), 0);
}

void TestSshTrust::keepsAnAcceptedHost_data()
{
    QTest::addColumn<bool>("hashed");
    QTest::newRow("plain") << false;
    QTest::newRow("hashed") << true;
}

void TestSshTrust::keepsAnAcceptedHost()
{
    QFETCH(bool, hashed);
    m_host.hashKnownHosts = hashed;
    QCOMPARE(codeOf(tryOut(m_host)), u"connected"_s);
    QCOMPARE(m_server->read("known_hosts").startsWith("|1|"), hashed);
    m_host.unknownHost = ssh::UnknownHost::Refuse;
    QCOMPARE(codeOf(tryOut(m_host)), u"connected"_s);
    QCOMPARE(m_server->read("known_hosts").count('\n'), 1);
    // The real ssh takes it too.
    QCOMPARE(QProcess::execute(u"ssh"_s, {u"-F"_s, u"none"_s, u"-o"_s, u"BatchMode=yes"_s, u"-o"_s,
                                          u"StrictHostKeyChecking=yes"_s, u"-o"_s,
                                          u"UserKnownHostsFile="_s + m_host.userKnownHosts.front(), u"-i"_s,
                                          m_server->userKey, u"-p"_s, QString::number(m_host.port),
                                          m_host.host, u"true"_s}),
             0);
}

void TestSshTrust::refusesAChangedKey_data()
{
    QTest::addColumn<int>("unknownHost");
    QTest::newRow("ask") << static_cast<int>(ssh::UnknownHost::Ask);
    QTest::newRow("accept new") << static_cast<int>(ssh::UnknownHost::Accept);
    QTest::newRow("refuse") << static_cast<int>(ssh::UnknownHost::Refuse);
}

void TestSshTrust::refusesAChangedKey()
{
    QFETCH(int, unknownHost);
    m_host.unknownHost = static_cast<ssh::UnknownHost>(unknownHost);
    m_prompter.answer = [](const ssh::Question &) { return QStringList(); };
    const QString other = m_server->makeKey(u"other_host_key"_s);
    QFile key(other + u".pub"_s);
    QVERIFY(key.open(QIODevice::ReadOnly));
    const QByteArray before = "# mine\n[127.0.0.1]:" + QByteArray::number(m_host.port) + ' ' + key.readAll();
    QFile known(m_host.userKnownHosts.front());
    QVERIFY(known.open(QIODevice::WriteOnly));
    known.write(before);
    known.close();
    const qsizetype logins = m_server->logins();
    const auto result = tryOut(m_host);
    QCOMPARE(codeOf(result), toWord(Fault::HostKeyChanged));
    QCOMPARE(m_prompter.asked.size(), 0);
    QVERIFY(result.error().text.contains(known.fileName()));
    QVERIFY(result.error().text.contains(u"line 2"_s));
    QCOMPARE(result.error().text.count(u"SHA256:"_s), 2);
    QCOMPARE(m_server->read("known_hosts"), before);
    QCOMPARE(m_server->logins(), logins); // nothing was said to it
}

void TestSshTrust::refusesARevokedKey()
{
    QFile key(m_server->file("host_ed25519.pub"));
    QVERIFY(key.open(QIODevice::ReadOnly));
    QFile known(m_host.userKnownHosts.front());
    QVERIFY(known.open(QIODevice::WriteOnly));
    known.write("@revoked * " + key.readAll());
    known.close();
    QCOMPARE(codeOf(tryOut(m_host)), toWord(Fault::HostKeyRevoked));
}

void TestSshTrust::asksForTheKeyItKnows()
{
    // The server has two keys and would show the other one.
    QFile key(m_server->file("host_ecdsa.pub"));
    QVERIFY(key.open(QIODevice::ReadOnly));
    QFile known(m_host.userKnownHosts.front());
    QVERIFY(known.open(QIODevice::WriteOnly));
    known.write("[127.0.0.1]:" + QByteArray::number(m_host.port) + ' ' + key.readAll());
    known.close();
    m_host.unknownHost = ssh::UnknownHost::Refuse;
    const auto result = tryOut(m_host);
    QCOMPARE(codeOf(result), u"connected"_s);
    QCOMPARE(result->hostKeyType, u"ecdsa-sha2-nistp256"_s);
}

void TestSshTrust::withdrawsAQuestion()
{
    m_host.unknownHost = ssh::UnknownHost::Ask;
    m_prompter.silent = true;
    ssh::Service service(m_prompter);
    const std::unique_ptr<ssh::ConnectJob> job(service.connectTo(m_host));
    job->keep();
    job->start();
    QTRY_COMPARE_WITH_TIMEOUT(m_prompter.asked.size(), 1, generous);
    job->cancel();
    QTRY_COMPARE_WITH_TIMEOUT(m_prompter.withdrawn, 1, generous);
}

QTEST_GUILESS_MAIN(TestSshTrust)
#include "tst_sshtrust.moc"
