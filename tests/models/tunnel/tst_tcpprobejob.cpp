#include "models/tunnel/tcpprobejob.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

#include <sys/socket.h>

using namespace skybro;
using namespace skybro::tunnel;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Outcome = ProbeReply::Outcome;

namespace {

[[nodiscard]] Result<ProbeReply> run(TcpProbeJob &job)
{
    job.keep();
    QSignalSpy spy(&job, &Job::finished);
    job.start();
    if (spy.isEmpty() && !spy.wait(skybro::test::patienceMs))
        return fail(ErrorKind::Internal, u"never finished"_s);
    return job.result();
}

/// A port that is there and says nothing: its queue of connections is full, so the kernel drops every SYN.
class DeafPort
{
public:
    DeafPort()
    {
        m_server.setListenBacklogSize(0);
        m_server.listen(QHostAddress::LocalHost);
        m_server.pauseAccepting();
        for (QTcpSocket &socket : m_sockets)
            socket.connectToHost(QHostAddress::LocalHost, m_server.serverPort());
    }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }

private:
    QTcpServer m_server;
    QTcpSocket m_sockets[4];
};

} // namespace

class TestTcpProbeJob : public QObject
{
    Q_OBJECT

private slots:
    void measuresAnOpenPort()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        TcpProbeJob job({.host = u"127.0.0.1"_s, .port = server.serverPort()});
        const Result<ProbeReply> reply = run(job);
        QVERIFY(reply);
        QCOMPARE(reply->outcome, Outcome::Answered);
        QVERIFY(reply->roundTrip && *reply->roundTrip > 0us && *reply->roundTrip < 1s);
    }

    void countsARefusalAsAnAnswer()
    {
        quint16 port = 0;
        {
            QTcpServer server;
            QVERIFY(server.listen(QHostAddress::LocalHost));
            port = server.serverPort();
        }
        TcpProbeJob job({.host = u"127.0.0.1"_s, .port = port});
        const Result<ProbeReply> reply = run(job);
        QVERIFY(reply);
        QCOMPARE(reply->outcome, Outcome::Refused);
        QVERIFY(reply->isAnswer());
        QVERIFY(reply->roundTrip);
    }

    void tellsSilenceAfterItsWait()
    {
        const DeafPort deaf;
        TcpProbeJob job({.host = u"127.0.0.1"_s, .port = deaf.port()}, 150ms);
        const Result<ProbeReply> reply = run(job);
        QVERIFY(reply);
        QCOMPARE(reply->outcome, Outcome::Silent);
        QVERIFY(reply->isLost());
        QVERIFY(!reply->roundTrip);
    }

    void tellsThatThereIsNoWay()
    {
        // Class E: Linux answers at once, without a packet.
        TcpProbeJob job({.host = u"255.255.255.255"_s, .port = 22});
        const Result<ProbeReply> reply = run(job);
        QVERIFY(reply);
        QVERIFY(!reply->isAnswer());
        QVERIFY(!reply->note.isEmpty());
    }

    void refusesWhatIsNoTarget_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::newRow("an option") << u"-f"_s << 22;
        QTest::newRow("a command") << u"a;reboot"_s << 22;
        QTest::newRow("a quote") << u"a'b"_s << 22;
        QTest::newRow("two lines") << u"a\nb"_s << 22;
        QTest::newRow("nothing") << u""_s << 22;
        QTest::newRow("no port") << u"127.0.0.1"_s << 0;
    }

    void refusesWhatIsNoTarget()
    {
        QFETCH(QString, host);
        QFETCH(int, port);
        TcpProbeJob job({.host = host, .port = static_cast<quint16>(port)});
        const Result<ProbeReply> reply = run(job);
        QVERIFY(!reply);
        QCOMPARE(reply.error().kind, ErrorKind::Invalid);
    }

    void saysThatANameIsUnknown()
    {
        TcpProbeJob job({.host = u"no-such-host.invalid"_s, .port = 22});
        const Result<ProbeReply> reply = run(job);
        // With no resolver in reach the look-up itself takes longer than the job.
        if (!reply)
            QCOMPARE(reply.error().kind, ErrorKind::TimedOut);
        else
            QCOMPARE(reply->outcome, Outcome::NotMade);
    }

    void isCancelled()
    {
        const DeafPort deaf;
        TcpProbeJob job({.host = u"127.0.0.1"_s, .port = deaf.port()}, 1min);
        QTimer::singleShot(50ms, &job, &Job::cancel);
        const Result<ProbeReply> reply = run(job);
        QVERIFY(!reply);
        QCOMPARE(reply.error().kind, ErrorKind::Cancelled);
    }

    void endsAtItsDeadline()
    {
        const DeafPort deaf;
        TcpProbeJob job({.host = u"127.0.0.1"_s, .port = deaf.port()}, 1min);
        job.setDeadline(80ms);
        const Result<ProbeReply> reply = run(job);
        QVERIFY(!reply);
        QCOMPARE(reply.error().kind, ErrorKind::TimedOut);
    }

    void isDestroyedWhileItRuns()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        for (const bool begun : {false, true}) {
            const DeafPort deaf;
            auto job = std::make_unique<TcpProbeJob>(
                ProbeTarget{.host = u"127.0.0.1"_s, .port = begun ? deaf.port() : server.serverPort()}, 1min);
            QSignalSpy spy(job.get(), &Job::finished);
            job->start();
            if (begun)
                QCoreApplication::sendPostedEvents();
            job.reset();
            QCoreApplication::sendPostedEvents();
            QCOMPARE(spy.count(), 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestTcpProbeJob)
#include "tst_tcpprobejob.moc"
