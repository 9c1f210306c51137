#include "models/tunnel/commandjob.h"
#include "models/tunnel/probe/throughputjob.h"
#include "tests/models/ssh/sshfixture.h"
#include "tests/models/tunnel/tunnelfixture.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <array>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString here = u"127.0.0.1"_s;

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

/// A host without iperf3.
Shell bare()
{
    return [](QByteArray script) -> ScriptJob * {
        script.replace("command -v iperf3", "command -v no-such-iperf3");
        return localShell()(script);
    };
}

bool hasIperf3()
{
    return !QStandardPaths::findExecutable(u"iperf3"_s).isEmpty();
}

} // namespace

class TestThroughputJob : public QObject
{
    Q_OBJECT

private slots:
    void measuresWithIperf3()
    {
        if (!hasIperf3())
            QSKIP("package iperf3 is not installed");
        ThroughputJob job(
            {.from = localShell(), .to = localShell(), .target = here, .port = freePort(), .length = 1s});
        const Result<Throughput> measured = ended(job);
        QVERIFY2(measured, measured ? "" : qPrintable(measured.error().text + measured.error().detail));
        QVERIFY(measured->method == Throughput::Method::Iperf3);
        QVERIFY(measured->toAzure > 1e6);
        QVERIFY(measured->fromAzure > 1e6);
        QVERIFY(measured->bytes > 100'000);
    }

    void usesAServerThatIsThere()
    {
        if (!hasIperf3())
            QSKIP("package iperf3 is not installed");
        const quint16 port = freePort();
        QProcess server;
        server.start(u"iperf3"_s, {u"-s"_s, u"-p"_s, QString::number(port)});
        QVERIFY(server.waitForStarted());
        ThroughputJob job({.from = localShell(), .to = {}, .target = here, .port = port, .length = 1s});
        const Result<Throughput> measured = ended(job);
        QVERIFY2(measured, measured ? "" : qPrintable(measured.error().text + measured.error().detail));
        QVERIFY(measured->toAzure > 1e6);
        server.kill();
        server.waitForFinished();
    }

    void sendsBytesOverSshInstead()
    {
        SKYBRO_NEEDS_SSHD();
        const auto server = SshServer::start();
        QVERIFY(server);
        FakePrompter prompter;
        ssh::Service service(prompter);
        ThroughputJob job({.from = bare(),
                           .to = sshShell(service, settingsFor(*server)),
                           .target = here,
                           .port = freePort(),
                           .length = 1s,
                           .sshBytes = 4'000'000});
        const Result<Throughput> measured = ended(job);
        QVERIFY2(measured, measured ? "" : qPrintable(measured.error().text + measured.error().detail));
        QVERIFY(measured->method == Throughput::Method::Ssh);
        QVERIFY(measured->toAzure > 1e5);
        QVERIFY(measured->fromAzure > 1e5);
        QCOMPARE(measured->bytes, 8'000'000);
    }

    void saysWhatIsMissing()
    {
        ThroughputJob job({.from = bare(), .to = {}, .target = here, .port = freePort()});
        const Error error = ended(job).error();
        QCOMPARE(error.kind, ErrorKind::NotFound);
        QCOMPARE(error.code, u"no-iperf3"_s);
        if (!hasIperf3())
            return;
        ThroughputJob noServer(
            {.from = localShell(), .to = {}, .target = here, .port = freePort(), .length = 1s});
        QCOMPARE(ended(noServer).error().code, u"no-iperf3"_s);
    }

    /// A gateway's tunnel takes only what comes from its inner address.
    void sendsFromTheAddressThatEntersTheTunnel()
    {
        QByteArray asked;
        const Shell noting = [&](const QByteArray &script) {
            asked = script;
            return localShell()(script);
        };
        ThroughputJob job({.from = noting,
                           .to = localShell(),
                           .target = here,
                           .source = u"127.0.0.2"_s,
                           .port = freePort(),
                           .length = 1s});
        const Result<Throughput> measured = ended(job);
        QVERIFY2(asked.contains(" -B '127.0.0.2'"), asked.constData());
        if (!hasIperf3())
            return;
        QVERIFY2(measured, measured ? "" : qPrintable(measured.error().text + measured.error().detail));
    }

    /// TCP itself would try for two minutes.
    void givesUpAFirewallThatSaysNothing()
    {
        if (!hasIperf3())
            QSKIP("package iperf3 is not installed");
        QTcpServer full; // whose queue is full: the kernel drops who would connect
        full.setListenBacklogSize(0);
        QVERIFY(full.listen(QHostAddress::LocalHost));
        full.pauseAccepting();
        std::array<QTcpSocket, 4> waiting;
        for (QTcpSocket &socket : waiting)
            socket.connectToHost(QHostAddress::LocalHost, full.serverPort());
        QTest::qWait(100);
        ThroughputJob job({.from = localShell(), .to = {}, .target = here, .port = full.serverPort()});
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(ended(job).error().code, u"no-iperf3"_s);
        QVERIFY2(timer.elapsed() < 8'000, qPrintable(QString::number(timer.elapsed())));
    }

    void refusesAnOption()
    {
        ThroughputJob from({.from = localShell(), .to = {}, .target = here, .source = u"-R;reboot"_s});
        QCOMPARE(ended(from).error().kind, ErrorKind::Invalid);
        ThroughputJob job({.from = localShell(), .to = {}, .target = u"-R;reboot"_s});
        QCOMPARE(ended(job).error().kind, ErrorKind::Invalid);
    }

    void tellsAnAnswerThatIsNone()
    {
        const auto answering = [](const QByteArray &text) {
            return [text](const QByteArray &) -> ScriptJob * {
                return new CommandJob(u"printf"_s, {u"%s"_s, QString::fromUtf8(text)});
            };
        };
        ThroughputJob cut({.from = answering("skybro-iperf3 begin\n{\"end\":"), .to = {}, .target = here});
        QCOMPARE(ended(cut).error().kind, ErrorKind::Protocol);
        ThroughputJob wrong(
            {.from = answering("skybro-iperf3 begin\n{\"error\":\"out of memory\"}\nskybro-iperf3 end\n"),
             .to = {},
             .target = here});
        const Error error = ended(wrong).error();
        QCOMPARE(error.kind, ErrorKind::Server);
        QVERIFY(error.text.contains(u"out of memory"_s));
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
        const Shell hangs = [](const QByteArray &) { return new CommandJob(u"sleep"_s, {u"300"_s}); };
        ThroughputJob job({.from = hangs, .to = hangs, .target = here});
        job.setDeadline(cancel ? 10min : 50ms);
        if (cancel)
            QTimer::singleShot(50ms, &job, &Job::cancel);
        QCOMPARE(ended(job).error().kind, cancel ? ErrorKind::Cancelled : ErrorKind::TimedOut);
    }

    void isDestroyed()
    {
        QList<QPointer<CommandJob>> scripts;
        const Shell hangs = [&](const QByteArray &) {
            scripts.append(new CommandJob(u"sleep"_s, {u"300"_s}));
            return scripts.last();
        };
        auto job =
            std::make_unique<ThroughputJob>(ThroughputTest{.from = hangs, .to = hangs, .target = here});
        QSignalSpy spy(job.get(), &Job::finished);
        job->start();
        QTRY_VERIFY(scripts.size() == 2 && scripts.at(0)->isRunning() && scripts.at(1)->isRunning());
        job.reset();
        QTRY_VERIFY(!scripts.at(0) && !scripts.at(1));
        QCOMPARE(spy.count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestThroughputJob)
#include "tst_throughputjob.moc"
