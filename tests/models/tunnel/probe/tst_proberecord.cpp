#include "models/tunnel/probe/proberecord.h"
#include "tests/models/tunnel/tunnelfixture.h"

#include <QTemporaryDir>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Outcome = ProbeReply::Outcome;

Q_DECLARE_METATYPE(skybro::tunnel::ProbeReply::Outcome)

class TestProbeRecord : public QObject
{
    Q_OBJECT

    /// Runs the script in a shell with nothing but these programs.
    [[nodiscard]] static Result<QList<ProbeReply>> run(const QStringList &shell, const QStringList &programs,
                                                       const QList<ProbeTarget> &targets,
                                                       const ProbeRound &round = {})
    {
        const QTemporaryDir folder;
        fillPath(folder.path(), programs);
        QByteArray script = probeScript(targets, round);
        const QByteArray usual = "PATH=$PATH:/usr/bin:/bin:/usr/sbin:/sbin;";
        if (!script.contains(usual))
            qFatal("the script sets its PATH in another way");
        script.replace(usual, "PATH=" + folder.path().toLocal8Bit() + ";");
        QProcess process;
        process.start(QStandardPaths::findExecutable(shell.first()), shell.mid(1) + QStringList{u"-s"_s});
        process.write(script);
        process.closeWriteChannel();
        process.waitForFinished(patienceMs);
        return readProbeRecord(process.readAllStandardOutput(), targets.size() * round.rounds);
    }

private slots:
    void readsOneLine_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<int>("microseconds");
        const auto row = [](const char *name, const QByteArray &line, Outcome outcome,
                            int microseconds = -1) {
            QTest::newRow(name) << line << outcome << microseconds;
        };
        row("ping", "skybro-probe 0 ping 0 PING x|64 bytes from x: icmp_seq=1 ttl=64 time=0.030 ms|--- x",
            Outcome::Answered, 30);
        row("ping in German",
            "skybro-probe 0 ping 0 PING x|64 Bytes von x: icmp_seq=1 ttl=64 Zeit=7,5 ms|--- x",
            Outcome::Answered, 7500);
        row("ping, silence",
            "skybro-probe 0 ping 1 PING x|--- x ---|1 packets transmitted, 0 received, 100% loss",
            Outcome::Silent);
        row("ping, no way",
            "skybro-probe 0 ping 1 From 10.2.0.1 icmp_seq=1 Destination Host Unreachable|100% loss",
            Outcome::Unreachable);
        row("ping without rights", "skybro-probe 0 ping 2 ping: socket: Operation not permitted",
            Outcome::NotMade);
        row("no ping", "skybro-probe 0 none 127 ping: not found", Outcome::NotMade);
        row("bash 5", "skybro-probe 0 bash 0 0.023|end 0 1795705197.559745 1795705197.583145",
            Outcome::Answered, 23400);
        row("bash 4 (RHEL 8)", "skybro-probe 0 bash 0 0.023|end 0  ", Outcome::Answered, 23000);
        row("bash, refused",
            "skybro-probe 0 bash 0 bash: connect: Connection refused|bash: line 6: /dev/tcp/127.0.0.1/1: "
            "Connection "
            "refused|0.000|end 1 1795705197.555122 1795705197.555276",
            Outcome::Refused, 154);
        row("bash, no way",
            "skybro-probe 0 bash 0 bash: connect: No route to host|bash: line 6: x|3.061|end 1",
            Outcome::Unreachable);
        row("bash, no network", "skybro-probe 0 bash 0 bash: connect: Network is unreachable|0.000|end 1",
            Outcome::Unreachable);
        row("bash, unknown name",
            "skybro-probe 0 bash 0 bash: line 6: vm7: Name or service not known|0.001|end 1 1.0 1.1",
            Outcome::NotMade);
        row("bash, silence", "skybro-probe 0 bash 0 silent", Outcome::Silent);
        row("bash without /dev/tcp",
            "skybro-probe 0 bash 0 bash: line 6: /dev/tcp/10.0.1.4/22: No such file or directory|0.000|end 1",
            Outcome::NotMade);
        row("bash, clock set back", "skybro-probe 0 bash 0 end 0 1795705197.559745 1795700000.000000",
            Outcome::Answered);
        row("Debian's nc", "skybro-probe 0 nc 0 Connection to 10.0.1.4 22 port [tcp/ssh] succeeded!",
            Outcome::Answered);
        row("Debian's nc, refused",
            "skybro-probe 0 nc 1 nc: connect to 10.0.1.4 port 22 (tcp) failed: Connection refused",
            Outcome::Refused);
        row("Debian's nc, silence",
            "skybro-probe 0 nc 1 nc: connect to 10.0.1.4 port 22 (tcp) timed out: Operation now in progress",
            Outcome::Silent);
        row("RHEL's nc, refused",
            "skybro-probe 0 nc 1 Ncat: Version 7.70 ( https://nmap.org/ncat )|Ncat: Connection "
            "refused.",
            Outcome::Refused);
        row("RHEL's nc, silence", "skybro-probe 0 nc 1 Ncat: Version 7.70|Ncat: Connection timed out.",
            Outcome::Silent);
        row("nc, timed", "skybro-probe 0 nc 0 start 0.002|Ncat: Connected to 10.0.1.4:22.|took 0.012",
            Outcome::Answered, 10000);
        row("nc, timed finely",
            "skybro-probe 0 nc 0 start 0.002|start 1795705197.25 1795705197.251|Connection succeeded!|took "
            "0.012|took 1795705197.5 1795705197.5125",
            Outcome::Answered, 11500);
        row("nc, slow to start", "skybro-probe 0 nc 1 start 0.009|Ncat: Connection refused.|took 0.003",
            Outcome::Refused);
        row("Debian's nc, silence, timed", "skybro-probe 0 nc 1 start 0.001|took 1.004|took 5.0 6.0",
            Outcome::Silent);
        row("python in nc's place", "skybro-probe 0 nc 0 took 0.012345", Outcome::Answered, 12345);
        row("an nc that does not know -z",
            "skybro-probe 0 nc 1 nc: invalid option -- 'z'|BusyBox v1.30|Usage|-w SEC Connect timeout",
            Outcome::NotMade);
        row("a tool of tomorrow", "skybro-probe 0 quic 0 whatever", Outcome::NotMade);
        row("cut off in ping", "skybro-probe 0 ping 0 PING x|64 bytes fr", Outcome::NotMade);
        row("cut off in bash", "skybro-probe 0 bash 0 0.0", Outcome::NotMade);
        row("cut off in its head", "skybro-probe 0 ba", Outcome::NotMade);
        row("another probe's", "skybro-probe 7 bash 0 silent", Outcome::NotMade);
        row("a number too large", "skybro-probe 99999999999999999999 bash 0 silent", Outcome::NotMade);
    }
    void readsOneLine()
    {
        QFETCH(QByteArray, line);
        QFETCH(Outcome, outcome);
        QFETCH(int, microseconds);
        const Result<QList<ProbeReply>> replies = readProbeRecord(line + "\nskybro-probe end\n", 1);
        QVERIFY(replies);
        QCOMPARE(replies->size(), 1);
        QCOMPARE(replies->first().outcome, outcome);
        QCOMPARE(replies->first().roundTrip ? replies->first().roundTrip->count() : -1, microseconds);
        QCOMPARE(!replies->first().note.isEmpty(),
                 outcome == Outcome::NotMade || outcome == Outcome::Unreachable);
    }

    void findsTheRecordAmongOtherThings()
    {
        const Result<QList<ProbeReply>> replies =
            readProbeRecord("*** Nur für Befugte ***\r\nLast login: Thu\r\nskybro-probe 1 bash 0 silent\r\n"
                            "wall: reboot at 5\r\nskybro-probe 0 bash 0 0.001|end 0\r\n"
                            "skybro-probe 0 bash 0 silent\r\n\xff\xfe\r\nskybro-probe end\r\nlogout\r\n",
                            3);
        QVERIFY(replies);
        QCOMPARE(replies->at(0).outcome, Outcome::Answered);
        QCOMPARE(replies->at(1).outcome, Outcome::Silent);
        QCOMPARE(replies->at(2).outcome, Outcome::NotMade);
    }

    void saysWhenThereIsNoRecord_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no shell") << QByteArray("This account is currently not available.\n");
        QTest::newRow("only words") << QByteArray("skybro-probe\nskybro-probe ended\n");
    }
    void saysWhenThereIsNoRecord()
    {
        QFETCH(QByteArray, output);
        const Result<QList<ProbeReply>> replies = readProbeRecord(output, 2);
        QVERIFY(!replies);
        QCOMPARE(replies.error().kind, ErrorKind::Protocol);
    }

    void runsInEveryShell_data()
    {
        QTest::addColumn<QStringList>("shell");
        QTest::addColumn<QStringList>("programs");
        const QStringList usual{u"ping"_s, u"bash"_s, u"sleep"_s};
        QTest::newRow("dash") << QStringList{u"dash"_s} << usual;
        QTest::newRow("bash") << QStringList{u"bash"_s} << usual;
        QTest::newRow("busybox") << QStringList{u"busybox"_s, u"sh"_s} << usual;
        QTest::newRow("without bash")
            << QStringList{u"dash"_s} << QStringList{u"ping"_s, u"nc"_s, u"sleep"_s};
        QTest::newRow("busybox alone, whose nc can not do it")
            << QStringList{u"busybox"_s, u"sh"_s}
            << QStringList{u"busybox:ping"_s, u"busybox:nc"_s, u"busybox:sleep"_s};
        QTest::newRow("without ping") << QStringList{u"dash"_s} << QStringList{u"bash"_s, u"sleep"_s};
    }
    void runsInEveryShell()
    {
        QFETCH(QStringList, shell);
        QFETCH(QStringList, programs);
        for (const QString &program : QStringList{shell.first()} + programs) {
            if (QStandardPaths::findExecutable(program.section(u':', 0, 0)).isEmpty())
                QSKIP(qPrintable(program + u" is not installed"_s));
        }
        QTcpServer open;
        QVERIFY(open.listen(QHostAddress::LocalHost));
        const DeafPort deaf;
        const auto tcp = [](quint16 port) { return ProbeTarget{.host = u"127.0.0.1"_s, .port = port}; };
        const ProbeTarget echo{
            .host = u"127.0.0.1"_s, .method = ProbeMethod::Icmp, .port = open.serverPort()};
        const Result<QList<ProbeReply>> replies =
            run(shell, programs, {echo, tcp(open.serverPort()), tcp(closedPort()), tcp(deaf.port())},
                {.wait = 500ms, .rounds = 2});
        QVERIFY(replies);
        QCOMPARE(replies->size(), 8);
        for (qsizetype i = 0; i < 8; i += 4) {
            const ProbeReply &first = replies->at(i);
            if (first.outcome == Outcome::NotMade && first.method == ProbeMethod::Icmp)
                QSKIP(qPrintable(u"this user may not ping: "_s + first.note));
            QCOMPARE(first.outcome, Outcome::Answered);
            QCOMPARE(first.method,
                     programs.first().endsWith(u"ping"_s) ? ProbeMethod::Icmp : ProbeMethod::Tcp);
            const bool hasTcp = programs.contains(u"bash"_s) || programs.contains(u"nc"_s);
            QCOMPARE(replies->at(i + 1).outcome, hasTcp ? Outcome::Answered : Outcome::NotMade);
            QCOMPARE(replies->at(i + 2).outcome, hasTcp ? Outcome::Refused : Outcome::NotMade);
            QCOMPARE(replies->at(i + 3).outcome, hasTcp ? Outcome::Silent : Outcome::NotMade);
            QVERIFY(first.roundTrip && *first.roundTrip < 10s);
            QCOMPARE(replies->at(i + 1).roundTrip.has_value(), programs.contains(u"bash"_s));
        }
    }

    void saysWhatIsMissing()
    {
        const Result<QList<ProbeReply>> replies =
            run({u"sh"_s}, {u"sleep"_s},
                {{.host = u"127.0.0.1"_s, .method = ProbeMethod::Icmp, .port = 0},
                 {.host = u"127.0.0.1"_s, .method = ProbeMethod::Icmp, .port = 22},
                 {.host = u"127.0.0.1"_s}});
        QVERIFY(replies);
        QCOMPARE(replies->at(0).note, u"ping: not found"_s);
        QCOMPARE(replies->at(0).method, ProbeMethod::Icmp);
        for (const ProbeReply &reply : *replies)
            QCOMPARE(reply.outcome, Outcome::NotMade);
        QCOMPARE(replies->at(1).note, u"bash, nc: not found"_s);
    }

    void endsWhatHangs()
    {
        const QTemporaryDir folder;
        writeProgram(folder.path(), u"ping"_s, "exec sleep 300\n");
        const ProbeTarget target{.host = u"127.0.0.1"_s, .method = ProbeMethod::Icmp, .port = 0};
        QByteArray script = probeScript({target}, {.wait = 100ms});
        script.replace("PATH=$PATH", "PATH=" + folder.path().toLocal8Bit() + ":$PATH");
        QProcess process;
        process.start(u"/bin/sh"_s, {u"-s"_s});
        process.write(script);
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(patienceMs));
        const Result<QList<ProbeReply>> replies = readProbeRecord(process.readAllStandardOutput(), 1);
        QVERIFY(replies);
        QCOMPARE(replies->first().outcome, Outcome::NotMade);
    }
};

QTEST_GUILESS_MAIN(TestProbeRecord)
#include "tst_proberecord.moc"
