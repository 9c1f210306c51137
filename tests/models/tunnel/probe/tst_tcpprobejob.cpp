#include "models/tunnel/probe/tcpprobejob.h"
#include "tests/models/tunnel/tunnelfixture.h"

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Outcome = ProbeReply::Outcome;

class TestTcpProbeJob : public QObject
{
    Q_OBJECT

private slots:
    void measuresAnOpenPort()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        TcpProbeJob job({.host = u"127.0.0.1"_s, .port = server.serverPort()});
        const Result<ProbeReply> reply = ended(job);
        QVERIFY(reply);
        QCOMPARE(reply->outcome, Outcome::Answered);
        QVERIFY(reply->roundTrip && *reply->roundTrip > 0us && *reply->roundTrip < 1s);
    }

    void countsARefusalAsAnAnswer()
    {
        TcpProbeJob job({.host = u"127.0.0.1"_s, .port = closedPort()});
        const Result<ProbeReply> reply = ended(job);
        QVERIFY(reply);
        QCOMPARE(reply->outcome, Outcome::Refused);
        QVERIFY(reply->isAnswer());
        QVERIFY(reply->roundTrip);
    }

    void tellsSilenceAfterItsWait()
    {
        const DeafPort deaf;
        TcpProbeJob job({.host = u"127.0.0.1"_s, .port = deaf.port()}, 150ms);
        const Result<ProbeReply> reply = ended(job);
        QVERIFY(reply);
        QCOMPARE(reply->outcome, Outcome::Silent);
        QVERIFY(reply->isLost());
        QVERIFY(!reply->roundTrip);
    }

    void tellsThatThereIsNoWay()
    {
        // Class E: Linux answers at once, without a packet.
        TcpProbeJob job({.host = u"255.255.255.255"_s, .port = 22});
        const Result<ProbeReply> reply = ended(job);
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
        const Result<ProbeReply> reply = ended(job);
        QVERIFY(!reply);
        QCOMPARE(reply.error().kind, ErrorKind::Invalid);
    }

    void saysThatANameIsUnknown()
    {
        TcpProbeJob job({.host = u"no-such-host.invalid"_s, .port = 22});
        const Result<ProbeReply> reply = ended(job);
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
        const Result<ProbeReply> reply = ended(job);
        QVERIFY(!reply);
        QCOMPARE(reply.error().kind, ErrorKind::Cancelled);
    }

    void endsAtItsDeadline()
    {
        const DeafPort deaf;
        TcpProbeJob job({.host = u"127.0.0.1"_s, .port = deaf.port()}, 1min);
        job.setDeadline(80ms);
        const Result<ProbeReply> reply = ended(job);
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
