#include "models/azure/auth/listclisubscriptions.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace skybro;
using namespace skybro::azure;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class ListCliSubscriptionsTest : public QObject
{
    Q_OBJECT

private slots:
    void reads()
    {
        const auto read = readCliSubscriptions(
            R"([{"cloudName":"AzureCloud","id":"a","name":"A","state":"Enabled","isDefault":false,"tenantId":"t",
                 "user":{"name":"ole@example.org","type":"user"}},
                {"id":"b","name":"B","state":"Disabled","isDefault":false,"tenantId":"t"},
                {"id":"c","name":"C","state":"Enabled","isDefault":true,"tenantId":"u"}])");
        QVERIFY(read.has_value());
        QCOMPARE(read->size(), 2);
        QCOMPARE(read->at(0).id, u"c"_s);
        QCOMPARE(read->at(1).user, u"ole@example.org"_s);
        QCOMPARE(read->at(1).tenant, u"t"_s);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("nobody") << QByteArray("[]") << ErrorKind::NotSignedIn;
        QTest::newRow("garbage") << QByteArray("Please run az login") << ErrorKind::Protocol;
        QTest::newRow("nothing") << QByteArray() << ErrorKind::Protocol;
    }

    void refuses()
    {
        QFETCH(QByteArray, output);
        QFETCH(ErrorKind, kind);
        const auto read = readCliSubscriptions(output);
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().kind, kind);
    }

    // The five ways out.
    void succeeds()
    {
        const auto result = run("echo '[{\"id\":\"a\",\"name\":\"A\",\"tenantId\":\"t\"}]'");
        QVERIFY(result.has_value());
        QCOMPARE(result->first().name, u"A"_s);
    }

    void fails()
    {
        const auto result = run("echo 'ERROR: Please run az login to setup account.' >&2; exit 1");
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().kind, ErrorKind::NotSignedIn);

        ListCliSubscriptionsJob absent(nullptr, u"/nowhere/az"_s);
        absent.keep();
        QSignalSpy finished(&absent, &Job::finished);
        absent.start();
        QVERIFY(finished.wait(skybro::test::patienceMs));
        QCOMPARE(absent.error()->kind, ErrorKind::NotSignedIn);
    }

    void isCancelled()
    {
        ListCliSubscriptionsJob job(nullptr, program("exec sleep 60"));
        job.keep();
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QTest::qWait(50);
        job.cancel();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(job.error()->kind, ErrorKind::Cancelled);
    }

    void timesOut()
    {
        ListCliSubscriptionsJob job(nullptr, program("exec sleep 60"));
        job.keep();
        job.setDeadline(100ms);
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QVERIFY(finished.wait(skybro::test::patienceMs));
        QCOMPARE(job.error()->kind, ErrorKind::TimedOut);
    }

    void isDestroyed()
    {
        auto job = std::make_unique<ListCliSubscriptionsJob>(nullptr, program("exec sleep 60"));
        job->keep();
        QSignalSpy finished(job.get(), &Job::finished);
        job->start();
        QTest::qWait(50);
        job.reset();
        QTest::qWait(50);
        QCOMPARE(finished.size(), 0);
    }

private:
    QString program(const QByteArray &script)
    {
        QFile file(m_folder.filePath(u"az%1"_s.arg(++m_programs)));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("script");
        file.write("#!/bin/sh\n" + script + "\n");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return file.fileName();
    }

    Result<QList<CliSubscription>> run(const QByteArray &script)
    {
        ListCliSubscriptionsJob job(nullptr, program(script));
        job.keep();
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        if (!finished.wait(skybro::test::patienceMs))
            return fail(ErrorKind::Internal, u"no end"_s);
        return job.takeResult();
    }

    QTemporaryDir m_folder;
    int m_programs = 0;
};

QTEST_GUILESS_MAIN(ListCliSubscriptionsTest)
#include "tst_listclisubscriptions.moc"
