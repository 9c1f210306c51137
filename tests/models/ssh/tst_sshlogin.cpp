#include "models/secrets/memorysecretstore.h"
#include "tests/models/ssh/sshfixture.h"
#include "tests/support/passwordserver.h"

#include <QLocalServer>
#include <QLocalSocket>

#include <memory>

using namespace skybro;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using ssh::Fault;

/// Logging in: keys, agent, passwords, and who is asked.
class TestSshLogin : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void takesKeys_data();
    void takesKeys();
    void tellsWhatWasTried();
    void passesOverAKeyOthersCanRead();
    void asksForAPassphrase_data();
    void asksForAPassphrase();
    void asksOnceForAll();
    void takesThePassphraseFromTheStore();
    void asksWhenTheStoredOneIsWrong();
    void usesTheAgent();
    void offersOnlyTheIdentities();
    void goesOnWithoutADeadAgent();
    void logsInByPassword();
    void logsInByKeyboardInteractive();

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

void TestSshLogin::initTestCase()
{
    SKYBRO_NEEDS_SSHD();
    m_server = SshServer::start({.listen = {u"127.0.0.1"_s},
                                 .hostKeyTypes = {u"ed25519"_s, u"ecdsa"_s},
                                 .configuration = {},
                                 .environment = {}});
    QVERIFY(m_server);
}

void TestSshLogin::init()
{
    SKYBRO_NEEDS_SSHD();
    m_host = settingsFor(*m_server);
    QFile::remove(m_host.userKnownHosts.front());
    m_prompter.asked.clear();
    m_prompter.answer = nullptr;
    m_prompter.silent = false;
    m_prompter.withdrawn = 0;
    m_prompter.thinks = {};
}

void TestSshLogin::takesKeys_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<bool>("publicHalf");
    QTest::newRow("ed25519") << u"ed25519"_s << QStringList() << true;
    QTest::newRow("RSA") << u"rsa"_s << QStringList({u"-b"_s, u"2048"_s}) << true;
    QTest::newRow("ECDSA") << u"ecdsa"_s << QStringList() << true;
    QTest::newRow("RSA in PEM, without .pub")
        << u"rsa"_s << QStringList({u"-b"_s, u"2048"_s, u"-m"_s, u"PEM"_s}) << false;
    QTest::newRow("ed25519 without .pub") << u"ed25519"_s << QStringList() << false;
}

void TestSshLogin::takesKeys()
{
    QFETCH(QString, type);
    QFETCH(QStringList, options);
    QFETCH(bool, publicHalf);
    const QString key = m_server->makeKey(u"key"_s, type, {}, options);
    m_server->authorize(key);
    if (!publicHalf)
        QFile::remove(key + u".pub"_s);
    m_host.identityFiles = {m_server->file("absent"), key};
    const auto result = tryOut(m_host);
    QVERIFY2(result, result ? "" : qPrintable(result.error().text + result.error().detail));
    QVERIFY(result->method.contains(key));
}

void TestSshLogin::tellsWhatWasTried()
{
    const QString wrong = m_server->makeKey(u"wrong"_s);
    m_host.identityFiles = {wrong};
    auto result = tryOut(m_host);
    QCOMPARE(codeOf(result), toWord(Fault::LoginRefused));
    QVERIFY(result.error().text.contains(wrong));
    QVERIFY(result.error().text.contains(u"publickey"_s));
    QVERIFY(ssh::isUnreachable(result.error()));
    m_host.identityFiles = {};
    result = tryOut(m_host);
    QCOMPARE(codeOf(result), toWord(Fault::LoginRefused));
    QVERIFY(result.error().text.contains(u"nothing"_s));
}

void TestSshLogin::passesOverAKeyOthersCanRead()
{
    const QString key = m_server->makeKey(u"exposed"_s);
    m_server->authorize(key);
    QVERIFY(QFile::setPermissions(key, QFile::ReadOwner | QFile::ReadOther));
    m_host.identityFiles = {key};
    const auto result = tryOut(m_host);
    QCOMPARE(codeOf(result), toWord(Fault::LoginRefused));
    QVERIFY(result.error().text.contains(u"chmod 600"_s));
}

void TestSshLogin::asksForAPassphrase_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QStringList>("options");
    QTest::newRow("ed25519") << u"ed25519"_s << QStringList({u"-a"_s, u"4"_s});
    QTest::newRow("RSA in PEM") << u"rsa"_s << QStringList({u"-b"_s, u"2048"_s, u"-m"_s, u"PEM"_s});
}

void TestSshLogin::asksForAPassphrase()
{
    QFETCH(QString, type);
    QFETCH(QStringList, options);
    const QString key = m_server->makeKey(u"locked"_s, type, u"right words"_s, options);
    m_server->authorize(key);
    m_host.identityFiles = {key};
    m_prompter.answer = [](const ssh::Question &question) {
        return QStringList(question.attempt == 0 ? u"wrong words"_s : u"right words"_s);
    };
    auto result = tryOut(m_host);
    QVERIFY2(result, result ? "" : qPrintable(result.error().text));
    QCOMPARE(m_prompter.asked.size(), 2);
    QCOMPARE(m_prompter.asked.front().kind, ssh::Question::Kind::Passphrase);
    QCOMPARE(m_prompter.asked.front().subject, key);
    // Nobody there.
    m_prompter.answer = nullptr;
    result = tryOut(m_host);
    QCOMPARE(codeOf(result), toWord(Fault::LoginRefused));
    QVERIFY(result.error().text.contains(u"no passphrase"_s));
    // Wrong for ever.
    m_prompter.asked.clear();
    m_prompter.answer = [](const ssh::Question &) { return QStringList(u"wrong words"_s); };
    result = tryOut(m_host);
    QCOMPARE(codeOf(result), toWord(Fault::LoginRefused));
    QCOMPARE(m_prompter.asked.size(), 3);
    QVERIFY(!result.error().text.contains(u"wrong words"_s));
}

void TestSshLogin::asksOnceForAll()
{
    const auto server =
        SshServer::start({.listen = {u"127.0.0.1"_s, u"127.0.0.2"_s, u"127.0.0.3"_s, u"127.0.0.4"_s},
                          .hostKeyTypes = {u"ed25519"_s},
                          .configuration = {},
                          .environment = {}});
    QVERIFY(server);
    const QString key = server->makeKey(u"locked"_s, u"ed25519"_s, u"right words"_s, {u"-a"_s, u"4"_s});
    server->authorize(key);
    m_prompter.answer = [](const ssh::Question &) { return QStringList(u"right words"_s); };
    m_prompter.thinks =
        std::chrono::seconds(6); // as a person does: all four have come to the same question by then
    ssh::Service service(m_prompter);
    std::vector<std::unique_ptr<ssh::ConnectJob>> jobs;
    for (const QString &address : server->listen) {
        ssh::HostSettings host = settingsFor(*server);
        host.host = address;
        host.identityFiles = {key};
        jobs.emplace_back(service.connectTo(host));
        jobs.back()->keep();
        jobs.back()->start();
    }
    for (const auto &job : jobs) {
        QTRY_VERIFY_WITH_TIMEOUT(job->isFinished(), generous);
        QVERIFY(job->result());
    }
    QCOMPARE(m_prompter.asked.size(), 1);
}

void TestSshLogin::takesThePassphraseFromTheStore()
{
    const QString key = m_server->makeKey(u"locked"_s, u"ed25519"_s, u"right words"_s, {u"-a"_s, u"4"_s});
    m_server->authorize(key);
    m_host.identityFiles = {key};
    secrets::MemorySecretStore store;
    const std::unique_ptr<secrets::WriteSecretJob> kept(store.write(
        {ssh::StoredPrompter::site(), ssh::StoredPrompter::passphraseName(key)}, Secret("right words")));
    QVERIFY(finished(*kept));
    ssh::StoredPrompter prompter(store, m_prompter);
    ssh::Service service(prompter);
    const std::unique_ptr<ssh::ConnectJob> job(service.connectTo(m_host));
    QVERIFY(finished(*job));
    QCOMPARE(m_prompter.asked.size(), 0);
}

void TestSshLogin::asksWhenTheStoredOneIsWrong()
{
    const QString key = m_server->makeKey(u"locked"_s, u"ed25519"_s, u"right words"_s, {u"-a"_s, u"4"_s});
    m_server->authorize(key);
    m_host.identityFiles = {key};
    secrets::MemorySecretStore store;
    const std::unique_ptr<secrets::WriteSecretJob> kept(store.write(
        {ssh::StoredPrompter::site(), ssh::StoredPrompter::passphraseName(key)}, Secret("old words")));
    QVERIFY(finished(*kept));
    m_prompter.answer = [](const ssh::Question &) { return QStringList(u"right words"_s); };
    ssh::StoredPrompter prompter(store, m_prompter);
    ssh::Service service(prompter);
    const std::unique_ptr<ssh::ConnectJob> job(service.connectTo(m_host));
    QVERIFY(finished(*job));
    QCOMPARE(m_prompter.asked.size(), 1);
    QCOMPARE(m_prompter.asked.front().attempt, 1);
}

namespace {

/// A real ssh-agent with some keys in it, ended with this object.
class Agent
{
public:
    explicit Agent(const QStringList &keys)
        : socket(m_folder.filePath(u"agent"_s))
    {
        m_process.start(u"ssh-agent"_s, {u"-D"_s, u"-a"_s, socket});
        QElapsedTimer timer;
        timer.start();
        while (!QFile::exists(socket) && timer.elapsed() < generous)
            m_process.waitForFinished(20);
        QProcess add;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"SSH_AUTH_SOCK"_s, socket);
        add.setProcessEnvironment(environment);
        add.start(u"ssh-add"_s, QStringList(u"-q"_s) + keys);
        add.waitForFinished();
    }
    ~Agent()
    {
        m_process.terminate();
        m_process.waitForFinished();
    }

private:
    QTemporaryDir m_folder;
    QProcess m_process;

public:
    QString socket;
};

} // namespace

void TestSshLogin::usesTheAgent()
{
    const QString wrong = m_server->makeKey(u"wrong_in_agent"_s);
    const QString right = m_server->makeKey(u"right_in_agent"_s);
    m_server->authorize(right);
    const Agent agent({wrong, right});
    m_host.identityAgent = agent.socket;
    m_host.identityFiles = {};
    auto result = tryOut(m_host);
    QVERIFY2(result, result ? "" : qPrintable(result.error().text + result.error().detail));
    QVERIFY(result->method.contains(u"agent"_s));
    // Its key with a passphrase in a file is not asked for.
    const QString locked = m_server->makeKey(u"locked"_s, u"ed25519"_s, u"words"_s, {u"-a"_s, u"4"_s});
    m_host.identityFiles = {locked};
    QCOMPARE(codeOf(tryOut(m_host)), u"connected"_s);
    QCOMPARE(m_prompter.asked.size(), 0);
}

void TestSshLogin::offersOnlyTheIdentities()
{
    const QString right = m_server->makeKey(u"right_in_agent"_s);
    const QString wrong = m_server->makeKey(u"wrong_in_agent"_s);
    m_server->authorize(right);
    const Agent agent({right, wrong});
    m_host.identityAgent = agent.socket;
    m_host.identityFiles = {wrong};
    QCOMPARE(codeOf(tryOut(m_host)), u"connected"_s); // the other key of the agent
    m_host.identitiesOnly = true;
    const auto result = tryOut(m_host);
    QCOMPARE(codeOf(result), toWord(Fault::LoginRefused));
    QVERIFY(result.error().text.contains(u"wrong_in_agent"_s));
    QVERIFY(!result.error().text.contains(u"right_in_agent"_s));
}

void TestSshLogin::goesOnWithoutADeadAgent()
{
    // A socket that nobody listens on, and one that hangs up at the first word.
    const QTemporaryDir folder;
    QLocalServer rude;
    QVERIFY(rude.listen(folder.filePath(u"rude"_s)));
    connect(&rude, &QLocalServer::newConnection, this, [&] {
        QLocalSocket *socket = rude.nextPendingConnection();
        connect(socket, &QLocalSocket::readyRead, socket, [socket] { socket->abort(); });
    });
    m_host.identityAgent = rude.fullServerName();
    QCOMPARE(codeOf(tryOut(m_host)), u"connected"_s);
    QFile dead(folder.filePath(u"dead"_s));
    QVERIFY(dead.open(QIODevice::WriteOnly));
    m_host.identityAgent = dead.fileName();
    QCOMPARE(codeOf(tryOut(m_host)), u"connected"_s);
}

void TestSshLogin::logsInByPassword()
{
    PasswordServer server(SSH_AUTH_METHOD_PASSWORD);
    QVERIFY(server.isListening);
    m_host.port = server.port;
    m_host.user = u"alice"_s;
    m_prompter.answer = [](const ssh::Question &question) {
        return QStringList(question.attempt == 0 ? u"guess"_s
                                                 : QString::fromLatin1(PasswordServer::password));
    };
    {
        ssh::Service service(m_prompter);
        const std::unique_ptr<ssh::ExecJob> job(service.exec(m_host, u"true"_s));
        const Result<ssh::ExecResult> &result = finished(*job);
        QVERIFY2(result, result ? "" : qPrintable(result.error().text + result.error().detail));
        QCOMPARE(result->output, "in\n");
    }
    QCOMPARE(m_prompter.asked.size(), 2);
    QCOMPARE(m_prompter.asked.front().kind, ssh::Question::Kind::Password);
    QCOMPARE(server.refused, 1);
    m_prompter.answer = nullptr;
    const auto result = tryOut(m_host);
    QCOMPARE(codeOf(result), toWord(Fault::LoginRefused));
    QVERIFY(result.error().text.contains(u"password"_s));
}

void TestSshLogin::logsInByKeyboardInteractive()
{
    PasswordServer server(SSH_AUTH_METHOD_INTERACTIVE);
    QVERIFY(server.isListening);
    m_host.port = server.port;
    m_host.user = u"alice"_s;
    m_prompter.answer = [](const ssh::Question &question) {
        return QStringList({QString::fromLatin1(PasswordServer::password),
                            question.attempt == 0 ? u"000000"_s : QString::fromLatin1(PasswordServer::code)});
    };
    const auto result = tryOut(m_host);
    QVERIFY2(result, result ? "" : qPrintable(result.error().text + result.error().detail));
    QCOMPARE(m_prompter.asked.size(), 2);
    const ssh::Question question = m_prompter.asked.front();
    QCOMPARE(question.kind, ssh::Question::Kind::KeyboardInteractive);
    QVERIFY(question.text.contains(u"Both, please."_s));
    QVERIFY2(question.text.startsWith(m_host.label()), qPrintable(question.text)); // of many, who asks
    QCOMPARE(question.fields.size(), 2);
    QCOMPARE(question.fields[0].label, u"Password:"_s);
    QVERIFY(!question.fields[0].echo);
    QVERIFY(question.fields[1].echo);
}

QTEST_GUILESS_MAIN(TestSshLogin)
#include "tst_sshlogin.moc"
