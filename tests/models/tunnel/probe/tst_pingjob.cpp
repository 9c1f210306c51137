#include "models/tunnel/probe/pingjob.h"
#include "tests/models/tunnel/tunnelfixture.h"

#include <QTemporaryDir>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Outcome = ProbeReply::Outcome;

class TestPingJob : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    QByteArray m_path;

    /// A ping of ours is the only one in PATH.
    void play(const QByteArray &script)
    {
        writeProgram(m_dir->path(), u"ping"_s, script);
        qputenv("PATH", m_dir->path().toLocal8Bit() + ":/bin:/usr/bin");
    }
    [[nodiscard]] pid_t writtenPid() const
    {
        QFile file(m_dir->filePath(u"pid"_s));
        return file.open(QIODevice::ReadOnly) ? static_cast<pid_t>(file.readAll().trimmed().toInt()) : 0;
    }
    /// A zombie does not: the first process of some systems leaves one for seconds.
    [[nodiscard]] bool runs() const
    {
        QFile stat(u"/proc/%1/stat"_s.arg(writtenPid()));
        const QByteArray line = stat.open(QIODevice::ReadOnly) ? stat.readAll() : QByteArray();
        return !line.isEmpty() && !line.contains(") Z ");
    }
    [[nodiscard]] QByteArray hangs() const
    {
        const QByteArray pid = m_dir->filePath(u"pid"_s).toLocal8Bit();
        return "sleep 300 & echo $! > " + pid + ".new; mv " + pid + ".new " + pid + "; wait\n";
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_path = qgetenv("PATH");
    }
    void cleanup() { qputenv("PATH", m_path); }

    void reachesThisMachine_data()
    {
        QTest::addColumn<QByteArray>("program");
        QTest::newRow("iputils") << QByteArray("ping");
        QTest::newRow("busybox") << QByteArray("busybox");
    }
    void reachesThisMachine()
    {
        QFETCH(QByteArray, program);
        const QString real = QStandardPaths::findExecutable(QString::fromLatin1(program));
        if (real.isEmpty())
            QSKIP("no such ping here: install iputils-ping or busybox");
        if (program == "busybox")
            play("exec " + real.toLocal8Bit() + " ping \"$@\"\n");
        PingJob job({.host = u"127.0.0.1"_s});
        const Result<ProbeReply> reply = ended(job);
        QVERIFY2(reply, reply ? "" : qPrintable(reply.error().text));
        if (reply->outcome == Outcome::NotMade)
            QSKIP(qPrintable(u"this user may not ping: "_s + reply->note));
        QCOMPARE(reply->outcome, Outcome::Answered);
        QVERIFY(*reply->roundTrip > 0us && *reply->roundTrip < 1s);
    }

    void asksInPlainEnglishForOnePacket()
    {
        const QByteArray seen = m_dir->filePath(u"seen"_s).toLocal8Bit();
        play("echo \"$LC_ALL $*\" > " + seen + "\necho '64 bytes from x: icmp_seq=1 ttl=62 time=23.4 ms'\n");
        PingJob job({.host = u"10.0.1.4"_s}, 1500ms);
        const Result<ProbeReply> reply = ended(job);
        QVERIFY(reply);
        QCOMPARE(reply->roundTrip, 23400us);
        QFile file(QString::fromLocal8Bit(seen));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "C -c 1 -W 2 10.0.1.4\n");
    }

    void saysWhyItCanNotPing()
    {
        play("echo 'ping: socket: Operation not permitted' >&2; exit 2\n");
        PingJob job({.host = u"10.0.1.4"_s});
        const Result<ProbeReply> reply = ended(job);
        QVERIFY(reply);
        QCOMPARE(reply->outcome, Outcome::NotMade);
        QCOMPARE(reply->note, u"ping: socket: Operation not permitted"_s);
    }

    void refusesAnOption()
    {
        PingJob job({.host = u"-f"_s});
        QCOMPARE(ended(job).error().kind, ErrorKind::Invalid);
    }

    void tellsSilenceAndKillsPing()
    {
        play(hangs());
        PingJob job({.host = u"10.0.1.4"_s}, 2000ms);
        const Result<ProbeReply> reply = ended(job);
        QVERIFY(reply);
        QCOMPARE(reply->outcome, Outcome::Silent);
        QVERIFY(writtenPid() > 0);
        QTRY_VERIFY(!runs());
    }

    void leavesNothingBehind_data()
    {
        QTest::addColumn<QString>("end");
        for (const char *end : {"cancelled", "timed out", "destroyed"})
            QTest::newRow(end) << QString::fromLatin1(end);
    }
    void leavesNothingBehind()
    {
        QFETCH(QString, end);
        play(hangs());
        auto job = std::make_unique<PingJob>(ProbeTarget{.host = u"10.0.1.4"_s}, 10min);
        job->keep();
        if (end == u"timed out"_s)
            job->setDeadline(2s);
        QSignalSpy spy(job.get(), &Job::finished);
        job->start();
        QTRY_VERIFY(writtenPid() > 0);
        if (end == u"destroyed"_s) {
            job.reset();
        } else {
            if (end == u"cancelled"_s)
                job->cancel();
            QTRY_COMPARE(spy.count(), 1);
            QCOMPARE(job->error()->kind, end == u"cancelled"_s ? ErrorKind::Cancelled : ErrorKind::TimedOut);
        }
        QTRY_VERIFY(!runs());
    }
};

QTEST_GUILESS_MAIN(TestPingJob)
#include "tst_pingjob.moc"
