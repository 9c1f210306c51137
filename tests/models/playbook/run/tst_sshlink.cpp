#include "models/ssh/sshfault.h"
#include "sshlinkfixture.h"

#include <QTcpServer>
#include <QThread>

using namespace skybro;
using namespace skybro::playbook;
using namespace skybro::test;
using namespace Qt::StringLiterals;

namespace {

/// Runs something in a thread with an event loop of its own, as a run does.
class RunThread : public QThread
{
public:
    RunThread()
    {
        m_worker.moveToThread(this);
        start();
    }
    ~RunThread() override
    {
        quit();
        wait();
    }
    /// Waits for its end; the thread's event loop is free afterwards.
    template <typename Work>
    void call(Work work)
    {
        QMetaObject::invokeMethod(&m_worker, work, Qt::BlockingQueuedConnection);
    }

private:
    QObject m_worker;
};

} // namespace

class TestSshLink : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!SshServer::isInstalled())
            QSKIP("sshd is absent: install openssh-server");
        m_server = SshServer::start();
        QVERIFY(m_server);
    }

    void scriptsRunInOneShellOverOneConnection()
    {
        const SshLinks links(*m_server);
        const qsizetype logins = m_server->logins();
        const auto link = links.open();
        const auto result = test::run(*link, "printf out; printf err >&2; exit 7");
        QVERIFY2(result, result ? "" : qPrintable(result.error().text));
        QCOMPARE(result->exitCode, 7);
        QCOMPARE(result->out, "out");
        QCOMPARE(result->err, "err");
        const auto pid = test::run(*link, "echo $$");
        COMPARE_RUN(test::run(*link, "cd /; echo $$"), pid->out);
        const auto other = links.open();
        QVERIFY(test::run(*other, "echo $$")->out != pid->out);
        QCOMPARE(m_server->logins(), logins + 1);
    }

    void bytesArriveWhole()
    {
        const SshLinks links(*m_server);
        const auto link = links.open();
        for (const qsizetype size : {1, 5'000, 48 * 1024 + 1, 20'000'000}) {
            const QByteArray input = everyByte(size);
            const auto result = test::run(*link, "cat", input);
            QVERIFY2(result, result ? "" : qPrintable(result.error().text));
            QVERIFY(result->out == input);
        }
        const auto partly = test::run(*link, "head -c 3; exit 5", QByteArray(5'000'000, 'x'));
        QCOMPARE(partly->exitCode, 5);
        QCOMPARE(partly->out, "xxx");
        const auto raw =
            test::run(*link, {.text = "command -v put; cat; exit 3", .input = "typed", .isRaw = true});
        QCOMPARE(raw->exitCode, 3);
        QCOMPARE(raw->out, "typed");
    }

    void theDeadlineEndsWhatRuns()
    {
        const SshLinks links(*m_server);
        const auto link = links.open();
        COMPARE_RUN(test::run(*link, "echo up"), "up\n");
        const QString pids = m_server->file("deadline");
        const auto result = test::run(*link, {.text = "echo $$ >" + pids.toLocal8Bit() + "; sleep 1000",
                                              .input = {},
                                              .deadline = std::chrono::seconds(4)});
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::TimedOut);
        QVERIFY(!ssh::isUnreachable(result.error()));
        QVERIFY(result.error().text.contains(u"127.0.0.1"));
        const qint64 pid = m_server->read("deadline").trimmed().toLongLong();
        QVERIFY(pid > 0);
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(pid), 30'000);
        COMPARE_RUN(test::run(*link, "echo next"), "next\n");
    }

    void cancelEndsWhatRuns()
    {
        const SshLinks links(*m_server);
        const auto link = links.open();
        const Pending running = start(*link, {.text = "sleep 1000", .input = {}});
        const Pending waiting = start(*link, {.text = "echo never", .input = {}});
        QTest::qWait(100);
        link->cancel();
        QCOMPARE(running.wait().error().kind, ErrorKind::Cancelled);
        QCOMPARE(waiting.wait().error().kind, ErrorKind::Cancelled);
        COMPARE_RUN(test::run(*link, "echo next"), "next\n");
    }

    void resetMakesANewConnection()
    {
        const SshLinks links(*m_server);
        const auto link = links.open();
        COMPARE_RUN(test::run(*link, "echo one"), "one\n");
        const qsizetype logins = m_server->logins();
        link->reset();
        COMPARE_RUN(test::run(*link, "echo two"), "two\n");
        QCOMPARE(m_server->logins(), logins + 1);
        // With something running: as if the connection had been lost.
        const Pending running = start(*link, {.text = "sleep 1000", .input = {}});
        link->reset();
        QVERIFY(ssh::isUnreachable(running.wait().error()));
        COMPARE_RUN(test::run(*link, "echo three"), "three\n");
    }

    void aLostConnectionIsUnreachableAndMadeAnew()
    {
        const SshLinks links(*m_server);
        const auto link = links.open();
        COMPARE_RUN(test::run(*link, "echo up"), "up\n");
        const Pending running = start(*link, {.text = "sleep 1000", .input = {}});
        QTest::qWait(100);
        m_server->kill();
        const auto lost = running.wait();
        QVERIFY(!lost);
        QVERIFY(ssh::isUnreachable(lost.error()));
        QVERIFY(!lost.error().text.isEmpty());
        const auto refused = test::run(*link, "echo nobody");
        QVERIFY(!refused);
        QVERIFY(ssh::isUnreachable(refused.error()));
        QVERIFY(m_server->launch());
        COMPARE_RUN(test::run(*link, "echo again"), "again\n");
        // The same for one that is meant to end so.
        const Pending reboot = start(*link, {.text = "sleep 1000", .input = {}, .mayCutOff = true});
        QTest::qWait(100);
        m_server->kill();
        COMPARE_RUN(reboot.wait(), "");
        QVERIFY(m_server->launch());
    }

    void unreachableHostsSayWhy_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("text");
        QTest::newRow("no such name")
            << u"no.such.host.invalid"_s << QByteArray() << u"no.such.host.invalid"_s;
        QTest::newRow("no address") << u"[x"_s << QByteArray() << u"[x"_s;
        QTest::newRow("proxy command")
            << u"node1"_s << QByteArray("ProxyCommand nc %h 22\n") << u"ProxyJump"_s;
    }
    void unreachableHostsSayWhy()
    {
        QFETCH(QString, host);
        QFETCH(QByteArray, config);
        QFETCH(QString, text);
        const SshLinks links(*m_server, config);
        const auto link = links.factory->open(test::host(host));
        const auto result = test::run(*link, "true");
        QVERIFY(!result);
        QVERIFY2(ssh::isUnreachable(result.error()), qPrintable(result.error().code));
        QVERIFY2(result.error().text.contains(text), qPrintable(result.error().text));
    }

    void aHostThatSaysNothingIsGivenUp()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const LinkTarget target = host(u"mute"_s, u"127.0.0.1"_s, silent.serverPort());
        {
            const SshLinks links(*m_server, "ConnectTimeout 1\n");
            const auto result = test::run(*links.factory->open(target), "true");
            QVERIFY(!result);
            QVERIFY(ssh::isUnreachable(result.error()));
        }
        const SshLinks links(*m_server);
        const auto result =
            test::run(*links.factory->open(target),
                      {.text = "true", .input = {}, .deadline = std::chrono::milliseconds(300)});
        QVERIFY(!result);
        QVERIFY(ssh::isUnreachable(result.error()));
        QCOMPARE(result.error().kind, ErrorKind::TimedOut);
    }

    void aLoginThatGivesNoShellIsUnreachable_data()
    {
        QTest::addColumn<QByteArray>("forced");
        QTest::addColumn<QString>("text");
        QTest::newRow("refuses") << QByteArray("echo This account is closed; exit 1")
                                 << u"This account is closed"_s;
        QTest::newRow("hangs") << QByteArray("sleep 1000") << u"start files"_s;
    }
    void aLoginThatGivesNoShellIsUnreachable()
    {
        QFETCH(QByteArray, forced);
        QFETCH(QString, text);
        const auto server = SshServer::start({.configuration = "ForceCommand " + forced + '\n'});
        QVERIFY(server);
        const SshLinks links(*server, {}, {.patience = std::chrono::milliseconds(1500)});
        for (const bool become : {false, true}) {
            LinkTarget target = SshLinks::target();
            target.become = become;
            const auto result = test::run(*links.factory->open(target), "true");
            QVERIFY(!result);
            QVERIFY2(ssh::isUnreachable(result.error()), qPrintable(result.error().text));
            QVERIFY2(result.error().text.contains(text), qPrintable(result.error().text));
        }
    }

    void whatTheTargetSaysWins()
    {
        const auto other = SshServer::start();
        QVERIFY(other);
        const SshLinks links(*m_server, "Host alias\nHostName 127.0.0.1\n");
        ssh::ClientConfig::Overrides defaults;
        defaults.user = u"nobody-of-that-name"_s;
        SshLinkFactory open(*links.service, links.config, defaults);
        const auto refused = test::run(*open.open(host(u"alias"_s)), "true");
        QVERIFY(ssh::isUnreachable(refused.error()));
        QVERIFY(refused.error().text.contains(u"nobody-of-that-name"));
        LinkTarget target = host(u"alias"_s);
        target.user = SshServer::user();
        COMPARE_RUN(test::run(*open.open(target), "echo $SSH_CONNECTION | cut -d' ' -f4"),
                    QByteArray::number(m_server->port) + '\n');
        target.port = other->port;
        target.keyFile = other->userKey;
        COMPARE_RUN(test::run(*open.open(target), "echo $SSH_CONNECTION | cut -d' ' -f4"),
                    QByteArray::number(other->port) + '\n');
        target.name = u"[::2]"_s; // the name is for texts
        target.address = u"127.0.0.1"_s;
        COMPARE_RUN(test::run(*open.open(target), "echo x"), "x\n");
    }

    void localTargetsNeedNoServer()
    {
        const SshLinks links(*m_server);
        const auto link = links.factory->open(here());
        COMPARE_RUN(test::run(*link, "echo ${SSH_CONNECTION-local}"), "local\n");
    }

    void manyHostsAtOnce()
    {
        QStringList addresses;
        for (int i = 1; i <= 64; ++i)
            addresses << u"127.0.1.%1"_s.arg(i);
        const auto server = SshServer::start({.listen = {u"0.0.0.0"_s}});
        QVERIFY(server);
        const SshLinks links(*server);
        RunThread thread;
        std::vector<std::unique_ptr<Link>> open;
        std::atomic<int> good = 0;
        thread.call([&] {
            for (const QString &address : addresses) {
                open.push_back(links.factory->open(host(address)));
                for (int i = 0; i < 5; ++i)
                    open.back()->run({.text = "echo $SSH_CONNECTION", .input = {}},
                                     [&, address](const Result<Output> &result) {
                                         good += result &&
                                                 result->out.contains(' ' + address.toLatin1() + ' ') &&
                                                 QThread::currentThread() == &thread;
                                     });
            }
        });
        QTRY_COMPARE_WITH_TIMEOUT(good.load(), 320, 120'000);
        QCOMPARE(server->logins(), 64);
        thread.call([&] { open.clear(); });
    }

    void destructionInMidScriptIsSafe_data()
    {
        QTest::addColumn<QStringList>("order");
        QTest::newRow("link first") << QStringList{u"link"_s, u"factory"_s, u"service"_s};
        QTest::newRow("factory first") << QStringList{u"factory"_s, u"service"_s, u"link"_s};
        QTest::newRow("service first") << QStringList{u"service"_s, u"link"_s, u"factory"_s};
        QTest::newRow("service, factory") << QStringList{u"service"_s, u"factory"_s, u"link"_s};
    }
    void destructionInMidScriptIsSafe()
    {
        QFETCH(QStringList, order);
        SshLinks links(*m_server);
        RunThread thread;
        std::unique_ptr<Link> link;
        std::atomic<int> answers = 0;
        std::atomic<int> cancelled = 0;
        const auto run = [&](const QByteArray &text) {
            thread.call([&] {
                link->run({.text = text, .input = {}}, [&](const Result<Output> &result) {
                    ++answers;
                    cancelled += !result && result.error().kind == ErrorKind::Cancelled;
                });
            });
        };
        thread.call([&] { link = links.open(); });
        run("true");
        QTRY_COMPARE_WITH_TIMEOUT(answers.load(), 1, 60'000);
        QCOMPARE(cancelled.load(), 0);
        for (int i = 0; i < 3; ++i)
            run("sleep 1000");
        QTest::qWait(20);
        for (const QString &part : order) {
            if (part == u"link")
                thread.call([&] { link.reset(); });
            else if (part == u"factory")
                links.factory.reset();
            else
                links.service.reset();
            if (link && part != u"link" && part == order.first()) {
                QTRY_COMPARE_WITH_TIMEOUT(cancelled.load(), 3, 60'000);
                run("true");
                QTRY_COMPARE_WITH_TIMEOUT(cancelled.load(), 4, 60'000);
            }
        }
        QCOMPARE(answers.load(), order.first() == u"link" ? 1 : 5);
    }

    void noFileIsNeededThere()
    {
        // HOME and TMPDIR that are not there: the shell does not mind.
        const auto server =
            SshServer::start({.configuration = "SetEnv HOME=/nonexistent TMPDIR=/nonexistent/tmp\n"});
        QVERIFY(server);
        const SshLinks links(*server);
        const auto link = links.open();
        COMPARE_RUN(test::run(*link, "cat", "input"), "input");
        QVERIFY(test::run(*link, "cat", everyByte(200'000))->out == everyByte(200'000));
    }

private:
    std::unique_ptr<SshServer> m_server;
};

QTEST_GUILESS_MAIN(TestSshLink)
#include "tst_sshlink.moc"
