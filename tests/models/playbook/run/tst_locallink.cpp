#include "linkfixture.h"
#include "models/playbook/run/locallink.h"
#include "models/ssh/sshfault.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QThread>

#include <signal.h>

using namespace skybro;
using namespace skybro::playbook;
using namespace skybro::test;
using namespace Qt::StringLiterals;

namespace {

bool isAlive(qint64 pid)
{
    QFile stat(u"/proc/%1/stat"_s.arg(pid));
    return stat.open(QIODevice::ReadOnly) && !stat.readAll().contains(") Z ");
}

} // namespace

class TestLocalLink : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_link = m_factory.open(here()); }
    void cleanup() { m_link.reset(); }

    void scriptsHaveOutputErrorsAndExitCode()
    {
        const auto result = test::run(*m_link, "printf out; printf err >&2; exit 7");
        QVERIFY(result);
        QCOMPARE(result->exitCode, 7);
        QCOMPARE(result->out, "out");
        QCOMPARE(result->err, "err");
        COMPARE_RUN(test::run(*m_link, ""), "");
        COMPARE_RUN(test::run(*m_link, "echo one\n"), "one\n");
    }

    void scriptsRunInOrderInOneShell()
    {
        QList<Pending> all;
        for (int i = 0; i < 50; ++i)
            all << start(*m_link, {.text = "echo " + QByteArray::number(i) + " $$", .input = {}});
        const QByteArray pid = all.first().wait()->out.split(' ').value(1);
        for (int i = 0; i < all.size(); ++i)
            COMPARE_RUN(all[i].wait(), QByteArray::number(i) + ' ' + pid);
    }

    void theShellKeepsNothingOfAScript_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("exit") << QByteArray("exit 3") << 3;
        QTest::newRow("cd and variables") << QByteArray("cd /; x=2; export x; umask 0") << 0;
        QTest::newRow("syntax error") << QByteArray("if then ( ' \" `") << 2;
        QTest::newRow("open quote") << QByteArray("echo 'open") << 2;
        QTest::newRow("open here-document") << QByteArray("cat <<EOF\nx") << 0;
        QTest::newRow("closing brackets") << QByteArray(")); exit 5; ((") << 2;
        QTest::newRow("other outputs") << QByteArray("exec >/dev/null 2>&1 <&-; echo x") << 0;
        QTest::newRow("errexit") << QByteArray("set -eu; false; true") << 1;
        QTest::newRow("functions") << QByteArray("put() { :; }; printf() { :; }; sb_begin() { :; }") << 0;
        QTest::newRow("reads its input") << QByteArray("cat") << 0;
        QTest::newRow("traps") << QByteArray("trap 'exit 9' EXIT") << 9;
        QTest::newRow("killed") << QByteArray("sh -c 'kill -9 $$'") << 137;
        QTest::newRow("arguments") << QByteArray("set -- a b c") << 0;
    }
    void theShellKeepsNothingOfAScript()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, exitCode);
        const QByteArray probe =
            "pwd; echo ${x-unset} $$ $#; umask; put s key value >/dev/null && printf good";
        const auto before = test::run(*m_link, probe);
        QVERIFY(before->out.endsWith("good"));
        const auto result = test::run(*m_link, text);
        QVERIFY2(result, result ? "" : qPrintable(result.error().text));
        QCOMPARE(result->exitCode, exitCode);
        COMPARE_RUN(test::run(*m_link, probe), before->out);
    }

    void thePreludeIsThere()
    {
        const auto result = test::run(*m_link, "sb_begin abc no no; put s key value; sb_end");
        QVERIFY(result->out.contains("\036abcskey\nvalue\n\036abc\n"));
    }

    void binaryOutputArrivesWhole()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"bytes"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray bytes = everyByte(3'000'001);
        file.write(bytes);
        file.close();
        const QByteArray name = file.fileName().toLocal8Bit();
        const auto result = test::run(*m_link, "cat " + name + "; cat " + name + " >&2");
        QVERIFY(result);
        QVERIFY(result->out == bytes);
        QVERIFY(result->err == bytes);
    }

    void inputArrivesWhole_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::newRow("text") << QByteArray("line\nline without end");
        QTest::newRow("an option") << QByteArray("-n %s %d \\n 'x' \"y\" $z `w`");
        QTest::newRow("line ends") << QByteArray("\n\n\n");
        QTest::newRow("NUL") << QByteArray(1, '\0');
        QTest::newRow("every byte") << everyByte(5'000);
        QTest::newRow("just inline") << everyByte(48 * 1024);
        QTest::newRow("a channel of its own") << everyByte(48 * 1024 + 1);
        QTest::newRow("NULs only") << QByteArray(40'000, '\0');
        QTest::newRow("large") << everyByte(20'000'000);
    }
    void inputArrivesWhole()
    {
        QFETCH(QByteArray, input);
        const auto result = test::run(*m_link, "cat; printf ' %s' \"$(put s a b | wc -l)\"; exit 4", input);
        QVERIFY2(result, result ? "" : qPrintable(result.error().text));
        QCOMPARE(result->exitCode, 4);
        QVERIFY(result->out == input + " 3");
        QCOMPARE(result->err, "");
    }

    void inputNeedNotBeRead_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::newRow("inline") << qsizetype(40'000);
        QTest::newRow("large") << qsizetype(5'000'000);
    }
    void inputNeedNotBeRead()
    {
        QFETCH(qsizetype, size);
        for (int i = 0; i < 3; ++i) {
            const auto result = test::run(*m_link, "head -c 3; exit 5", QByteArray(size, 'x'));
            QVERIFY2(result, result ? "" : qPrintable(result.error().text));
            QCOMPARE(result->exitCode, 5);
            QCOMPARE(result->out, "xxx");
            QCOMPARE(result->err, "");
        }
        COMPARE_RUN(test::run(*m_link, "echo next"), "next\n");
    }

    void rawCommandsHaveNoPrelude()
    {
        const auto result =
            test::run(*m_link, {.text = "command -v put; cat; exit 3", .input = "typed", .isRaw = true});
        QVERIFY(result);
        QCOMPARE(result->exitCode, 3);
        QCOMPARE(result->out, "typed");
        QCOMPARE(test::run(*m_link, {.text = "kill -9 $$", .input = {}, .isRaw = true})->exitCode, 137);
        QVERIFY(test::run(*m_link, {.text = "if then", .input = {}, .isRaw = true})->err.contains("yntax"));
    }

    void aNulByteIsNoShellText()
    {
        const auto result = test::run(*m_link, QByteArray("a\0b", 3));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Invalid);
    }

    void tooMuchOutputIsAnError()
    {
        LocalLinkFactory factory({.output = 1024 * 1024});
        const auto link = factory.open(here());
        COMPARE_RUN(test::run(*link, "head -c 1000000 /dev/zero | tr '\\0' x | wc -c"), "1000000\n");
        for (const QByteArray text : {"yes", "yes >&2"}) {
            const auto result = test::run(*link, text);
            QVERIFY(!result);
            QCOMPARE(result.error().code, u"too-much-output"_s);
            QVERIFY(result.error().text.contains(u"1 MiB"));
        }
        QCOMPARE(test::run(*link, {.text = "yes", .input = {}, .isRaw = true}).error().code,
                 u"too-much-output"_s);
        COMPARE_RUN(test::run(*link, "echo next"), "next\n");
    }

    void theDeadlineEndsWhatRuns_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isRaw");
        QTest::newRow("a child") << QByteArray("sleep 1000") << false;
        QTest::newRow("one that ignores SIGTERM")
            << QByteArray("trap '' TERM; while :; do sleep 1; done") << false;
        QTest::newRow("raw") << QByteArray("sleep 1000; true") << true;
    }
    void theDeadlineEndsWhatRuns()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, isRaw);
        QTemporaryDir folder;
        const QString pids = folder.filePath(u"pids"_s);
        Script script{.text = "sh -c 'echo $$ >>" + pids.toLocal8Bit() + "; exec sleep 1000' & " + text,
                      .input = {},
                      .deadline = std::chrono::seconds(4),
                      .isRaw = isRaw};
        const auto result = test::run(*m_link, script);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::TimedOut);
        QVERIFY(!ssh::isUnreachable(result.error()));
        COMPARE_RUN(test::run(*m_link, "echo next"), "next\n");
        QFile file(pids);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const qint64 pid = file.readAll().trimmed().toLongLong();
        QVERIFY(pid > 0);
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(pid), 30'000);
    }

    void cancelEndsAll()
    {
        const Pending first = start(*m_link, {.text = "sleep 1000", .input = {}});
        const Pending second = start(*m_link, {.text = "echo never", .input = {}});
        QTest::qWait(100);
        QVERIFY(!first.isThere());
        m_link->cancel();
        QVERIFY(!first.isThere());
        QCOMPARE(first.wait().error().kind, ErrorKind::Cancelled);
        QCOMPARE(second.wait().error().kind, ErrorKind::Cancelled);
        COMPARE_RUN(test::run(*m_link, "echo next"), "next\n");
    }

    void resetMakesANewShell()
    {
        const auto before = test::run(*m_link, "echo $$");
        m_link->reset();
        const auto after = test::run(*m_link, "echo $$");
        QVERIFY(before->out != after->out);
    }

    void aShellThatIsKilledIsAnErrorAndReplaced()
    {
        const auto result = test::run(*m_link, "kill -9 $$; sleep 10");
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Server);
        QVERIFY(!ssh::isUnreachable(result.error()));
        COMPARE_RUN(test::run(*m_link, "echo next"), "next\n");
        COMPARE_RUN(test::run(*m_link, {.text = "kill -9 $$; sleep 10", .input = {}, .mayCutOff = true}), "");
        // Between two scripts nobody minds.
        const qint64 pid = test::run(*m_link, "echo $$")->out.trimmed().toLongLong();
        ::kill(static_cast<pid_t>(pid), SIGKILL);
        QTRY_VERIFY(!isAlive(pid));
        QTest::qWait(50);
        COMPARE_RUN(test::run(*m_link, "echo next"), "next\n");
    }

    void whatADaemonPrintsLaterIsDropped()
    {
        QTemporaryDir folder;
        const QByteArray go = folder.filePath(u"go"_s).toLocal8Bit();
        const QByteArray done = folder.filePath(u"done"_s).toLocal8Bit();
        COMPARE_RUN(test::run(*m_link, "{ until [ -e " + go + " ]; do sleep 0.05; done; echo late; : >" +
                                           done + "; } & echo now"),
                    "now\n");
        QVERIFY(QFile(QString::fromLocal8Bit(go)).open(QIODevice::WriteOnly));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(QString::fromLocal8Bit(done)), 30'000);
        QTest::qWait(50);
        COMPARE_RUN(test::run(*m_link, "echo next"), "next\n");
    }

    void aDestroyedLinkSaysNothingMoreAndEndsWhatRuns()
    {
        QTemporaryDir folder;
        const QString pids = folder.filePath(u"pids"_s);
        const Pending pending =
            start(*m_link, {.text = "echo $$ >" + pids.toLocal8Bit() + "; sleep 1000", .input = {}});
        QTRY_VERIFY_WITH_TIMEOUT(QFile(pids).size() > 0, 30'000);
        m_link.reset();
        QFile file(pids);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const qint64 pid = file.readAll().trimmed().toLongLong();
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(pid), 30'000);
        QVERIFY(!pending.isThere());
    }

    void theCallbackMayDestroyTheLink()
    {
        bool called = false;
        m_link->run({.text = "true", .input = {}}, [this, &called](const Result<Output> &) {
            m_link.reset();
            called = true;
        });
        QTRY_VERIFY(called);
    }

    void whenTheFactoryGoesAllIsAnswered()
    {
        auto factory = std::make_unique<LocalLinkFactory>();
        const auto link = factory->open(here());
        COMPARE_RUN(test::run(*link, "echo up"), "up\n");
        const Pending running = start(*link, {.text = "sleep 1000", .input = {}});
        const Pending waiting = start(*link, {.text = "echo never", .input = {}});
        QTest::qWait(50);
        const Pending unseen = start(*link, {.text = "echo never", .input = {}});
        factory.reset();
        const Pending late = start(*link, {.text = "echo never", .input = {}});
        for (const Pending &pending : {running, waiting, unseen, late})
            QCOMPARE(pending.wait().error().kind, ErrorKind::Cancelled);
        link->cancel();
        link->reset();
    }

    void otherMachinesAreUnreachable()
    {
        const auto link = m_factory.open(host(u"node1"_s));
        const auto result = test::run(*link, "true");
        QVERIFY(!result);
        QVERIFY(ssh::isUnreachable(result.error()));
        QVERIFY(result.error().text.contains(u"node1"));
    }

    void linksWorkInThreadsOfTheirOwn()
    {
        struct RunThread : QThread
        {
            LinkFactory *factory = nullptr;
            int good = 0;
            void run() override
            {
                std::vector<std::unique_ptr<Link>> links;
                int left = 0;
                for (int i = 0; i < 8; ++i) {
                    links.push_back(factory->open(here()));
                    for (int j = 0; j < 25; ++j) {
                        ++left;
                        const QByteArray word = QByteArray::number(i) + ' ' + QByteArray::number(j);
                        links.back()->run({.text = "cat", .input = word},
                                          [this, &left, word](const Result<Output> &result) {
                                              good +=
                                                  result && result->out == word && currentThread() == this;
                                              if (--left == 0)
                                                  quit();
                                          });
                    }
                }
                exec();
            }
        };
        std::array<RunThread, 3> threads;
        for (RunThread &thread : threads) {
            thread.factory = &m_factory;
            thread.start();
        }
        for (RunThread &thread : threads) {
            QTRY_VERIFY_WITH_TIMEOUT(thread.isFinished(), 60'000);
            QCOMPARE(thread.good, 200);
        }
    }

    void targetsThatMayShareAShellHaveOneKey()
    {
        const LinkTarget plain = host(u"node1"_s);
        LinkTarget other = plain;
        other.address = u"node1"_s;
        QCOMPARE(other.key(), plain.key());
        other.becomeFlags = u"-E"_s; // of no meaning without become
        QCOMPARE(other.key(), plain.key());
        other.become = true;
        QVERIFY(other.key() != plain.key());
        LinkTarget third = other;
        third.becomeUser = u"slurm"_s;
        QVERIFY(third.key() != other.key());
        third = plain;
        third.port = 2222;
        QVERIFY(third.key() != plain.key());
        QVERIFY(here().key() != plain.key());
    }

private:
    LocalLinkFactory m_factory;
    std::unique_ptr<Link> m_link;
};

QTEST_GUILESS_MAIN(TestLocalLink)
#include "tst_locallink.moc"
