#include "models/tunnel/probe/pathmtujob.h"
#include "models/tunnel/probe/probesjob.h"
#include "tests/models/ssh/sshfixture.h"
#include "tests/models/tunnel/realpath.h"

#include <QTemporaryDir>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = PathMtu::Kind;

Q_DECLARE_METATYPE(skybro::tunnel::PathMtu::Kind)

namespace {

const ProbeTarget far{.host = RealPath::far, .method = ProbeMethod::Icmp, .port = 0};

} // namespace

class TestPathMtuJob : public QObject
{
    Q_OBJECT

private slots:
    void measuresARealPath_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<int>("least");
        QTest::addColumn<int>("most");
        QTest::newRow("whole") << u"none"_s << Kind::Whole << 1500 << 1500;
        QTest::newRow("narrow") << u"narrow"_s << Kind::Told << 1400 << 1400;
        QTest::newRow("black hole") << u"black-hole"_s << Kind::BlackHole << 1392 << 1400;
        QTest::newRow("cut") << u"cut"_s << Kind::NoAnswer << 0 << 0;
    }
    void measuresARealPath()
    {
        QFETCH(QString, fault);
        RealPath path;
        if (const QString why = path.start(fault); !why.isEmpty())
            QSKIP(qPrintable(why));
        QFETCH(Kind, kind);
        QFETCH(int, least);
        QFETCH(int, most);
        PathMtuJob job(path.shell(), far);
        const Result<PathMtu> mtu = ended(job);
        QVERIFY2(mtu, mtu ? "" : qPrintable(mtu.error().text + mtu.error().detail));
        QCOMPARE(toWord(mtu->kind), toWord(kind));
        QVERIFY2(mtu->mtu >= least && mtu->mtu <= most, qPrintable(QString::number(mtu->mtu)));
        QVERIFY2(mtu->packets <= 12, qPrintable(QString::number(mtu->packets)));
    }

    /// The probes' own judgement of the same paths.
    void probesARealPath_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("least"); // answers of 40
        QTest::addColumn<int>("most");
        QTest::newRow("whole") << u"none"_s << 40 << 40;
        QTest::newRow("small packets pass a black hole") << u"black-hole"_s << 40 << 40;
        // A third is lost each way: four of nine are answered, 18 of 40, give or take 3.
        QTest::newRow("lossy") << u"lossy"_s << 1 << 37;
        QTest::newRow("cut") << u"cut"_s << 0 << 0;
    }
    void probesARealPath()
    {
        QFETCH(QString, fault);
        RealPath path;
        if (const QString why = path.start(fault); !why.isEmpty())
            QSKIP(qPrintable(why));
        QFETCH(int, least);
        QFETCH(int, most);
        ProbeTarget tcp = far;
        tcp.method = ProbeMethod::Tcp;
        tcp.port = 22;
        ProbesJob job(path.shell(), {far, far, far, far, far, tcp, tcp, tcp, tcp, tcp},
                      {.wait = 800ms, .rounds = 4});
        const Result<QList<ProbeReply>> replies = ended(job);
        QVERIFY2(replies, replies ? "" : qPrintable(replies.error().text));
        const auto answers = std::count_if(replies->begin(), replies->end(),
                                           [](const ProbeReply &one) { return one.isAnswer(); });
        const auto lost = std::count_if(replies->begin(), replies->end(),
                                        [](const ProbeReply &one) { return one.isLost(); });
        QCOMPARE(answers + lost, 40);
        QVERIFY2(answers >= least && answers <= most, qPrintable(QString::number(answers)));
    }

    /// Where ping does not know -M: what TCP agreed on, on loopback.
    void asksTcpWhereThereIsNoSuchPing()
    {
        const QTemporaryDir folder;
        fillPath(folder.path(), {u"busybox:ping"_s});
        if (QStandardPaths::findExecutable(u"ss"_s).isEmpty() || QDir(folder.path()).isEmpty())
            QSKIP("package iproute2 or busybox is not installed");
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const Shell shell = [&](QByteArray script) -> ScriptJob * {
            script.replace("PATH=$PATH", "PATH=" + folder.path().toLocal8Bit() + ":$PATH");
            return localShell()(script);
        };
        PathMtuJob job(shell, {.host = u"127.0.0.1"_s, .port = server.serverPort()});
        const Result<PathMtu> mtu = ended(job);
        QVERIFY(mtu);
        QCOMPARE(toWord(mtu->kind), u"negotiated"_s);
        QVERIFY2(mtu->mtu >= 1500 && mtu->mtu <= 65535, qPrintable(QString::number(mtu->mtu)));
    }

    void measuresOverSsh()
    {
        SKYBRO_NEEDS_SSHD();
        if (QStandardPaths::findExecutable(u"ping"_s).isEmpty())
            QSKIP("package iputils-ping is not installed");
        const auto server = SshServer::start();
        QVERIFY(server);
        FakePrompter prompter;
        ssh::Service service(prompter);
        PathMtuJob job(sshShell(service, settingsFor(*server)),
                       {.host = u"127.0.0.1"_s, .port = server->port});
        const Result<PathMtu> mtu = ended(job);
        QVERIFY2(mtu, mtu ? "" : qPrintable(mtu.error().text + mtu.error().detail));
        QVERIFY(mtu->kind == Kind::Whole || mtu->kind == Kind::Negotiated); // the latter: it may not ping
    }

    void tellsErrorsOfTheShell()
    {
        const Shell none = [](const QByteArray &) -> ScriptJob * {
            return new CommandJob(u"no-such-program"_s, {});
        };
        PathMtuJob job(none, far);
        QCOMPARE(ended(job).error().kind, ErrorKind::NotFound);
        PathMtuJob other(none, {.host = u"-f"_s});
        QCOMPARE(ended(other).error().kind, ErrorKind::Invalid);
    }

    void endsEarly_data()
    {
        QTest::addColumn<bool>("cancel");
        QTest::newRow("cancelled") << true;
        QTest::newRow("timed out") << false;
    }
    void endsEarly()
    {
        QFETCH(bool, cancel);
        PathMtuJob job([](const QByteArray &) { return new CommandJob(u"sleep"_s, {u"300"_s}); }, far);
        job.setDeadline(cancel ? 10min : 50ms);
        if (cancel)
            QTimer::singleShot(50ms, &job, &Job::cancel);
        QCOMPARE(ended(job).error().kind, cancel ? ErrorKind::Cancelled : ErrorKind::TimedOut);
    }

    void isDestroyed()
    {
        QPointer<CommandJob> script;
        auto job = std::make_unique<PathMtuJob>(
            [&](const QByteArray &) { return script = new CommandJob(u"sleep"_s, {u"300"_s}); }, far);
        QSignalSpy spy(job.get(), &Job::finished);
        job->start();
        QTRY_VERIFY(script && script->isRunning());
        job.reset();
        QTRY_VERIFY(!script);
        QCOMPARE(spy.count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestPathMtuJob)
#include "tst_pathmtujob.moc"
