#include "models/tunnel/probe/hereprobesjob.h"
#include "tests/models/tunnel/tunnelfixture.h"

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Outcome = ProbeReply::Outcome;

class TestHereProbesJob : public QObject
{
    Q_OBJECT

    [[nodiscard]] static ProbeTarget at(quint16 port) { return {.host = u"127.0.0.1"_s, .port = port}; }

private slots:
    void roundAfterRound()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const DeafPort deaf;
        HereProbesJob job({at(server.serverPort()), at(deaf.port()), at(closedPort())},
                          {.wait = 300ms, .rounds = 2});
        const auto replies = ended(job);
        QVERIFY(replies);
        QCOMPARE(replies->size(), 6);
        for (const qsizetype round : {0, 3}) {
            QCOMPARE(replies->at(round).outcome, Outcome::Answered);
            QCOMPARE(replies->at(round + 1).outcome, Outcome::Silent);
            QCOMPARE(replies->at(round + 2).outcome, Outcome::Refused);
        }
    }

    void badTargetsAreRefused()
    {
        HereProbesJob none({});
        QCOMPARE(ended(none).error().kind, ErrorKind::Invalid);
        HereProbesJob option({{.host = u"-f"_s}});
        QCOMPARE(ended(option).error().kind, ErrorKind::Invalid);
    }

    void endsEarly_data()
    {
        QTest::addColumn<QString>("way");
        for (const char *way : {"cancel", "timeout", "destruction"})
            QTest::newRow(way) << QString::fromLatin1(way);
    }
    void endsEarly()
    {
        QFETCH(const QString, way);
        const DeafPort deaf;
        auto job = std::make_unique<HereProbesJob>(QList<ProbeTarget>{at(deaf.port())},
                                                   ProbeRound{.wait = 1min, .rounds = 3});
        job->keep();
        if (way == u"timeout")
            job->setDeadline(50ms);
        const QSignalSpy spy(job.get(), &Job::finished);
        job->start();
        QTest::qWait(20);
        if (way == u"destruction") {
            job.reset();
            QVERIFY(spy.isEmpty());
            return;
        }
        if (way == u"cancel")
            job->cancel();
        QTRY_COMPARE(spy.size(), 1);
        QCOMPARE(job->error()->kind, way == u"cancel" ? ErrorKind::Cancelled : ErrorKind::TimedOut);
    }
};

QTEST_GUILESS_MAIN(TestHereProbesJob)
#include "tst_hereprobesjob.moc"
