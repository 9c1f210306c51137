#include "models/base/job.h"

#include <QSignalSpy>
#include <QTest>

using namespace skybro;
using namespace std::chrono_literals;

namespace {

/// Ends when told to; counts how often it was aborted.
class ManualJob : public JobOf<int>
{
public:
    using JobOf<int>::JobOf;
    using JobOf<int>::finish;
    int begun = 0;
    int aborted = 0;
    std::function<void()> onBegin;

protected:
    void begin() override
    {
        ++begun;
        if (onBegin)
            onBegin();
    }
    void abort() override { ++aborted; }
};

} // namespace

class TestJob : public QObject
{
    Q_OBJECT

private slots:
    void endsOnceWithItsValue()
    {
        ManualJob job;
        job.keep();
        QSignalSpy finished(&job, &Job::finished);
        job.onBegin = [&] {
            job.finish(7);
            job.finish(8);
        };
        job.start();
        QCOMPARE(job.begun, 0); // nothing happens inside start()
        QVERIFY(finished.wait(skybro::test::patienceMs));
        QCOMPARE(job.result().value(), 7);
        QVERIFY(!job.error());
        QTest::qWait(10);
        QCOMPARE(finished.count(), 1);
        QCOMPARE(job.aborted, 0);
    }

    void endsWithAnError()
    {
        ManualJob job;
        job.keep();
        QSignalSpy finished(&job, &Job::finished);
        job.onBegin = [&] { job.finish(fail(ErrorKind::NotFound, QStringLiteral("gone"))); };
        job.start();
        QVERIFY(finished.wait(skybro::test::patienceMs));
        QCOMPARE(job.error()->kind, ErrorKind::NotFound);
    }

    void cancelAbortsAndEnds()
    {
        ManualJob job;
        job.keep();
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QTRY_COMPARE(job.begun, 1);
        job.cancel();
        job.cancel();
        QVERIFY(finished.wait(skybro::test::patienceMs));
        QCOMPARE(job.aborted, 1);
        QCOMPARE(job.error()->kind, ErrorKind::Cancelled);
        job.finish(1); // a late answer changes nothing
        QVERIFY(job.error().has_value());
    }

    void cancelBeforeBeginNeverBegins()
    {
        ManualJob job;
        job.keep();
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        job.cancel();
        QVERIFY(finished.wait(skybro::test::patienceMs));
        QCOMPARE(job.begun, 0);
    }

    void deadlineEnds()
    {
        ManualJob job;
        job.keep();
        job.setDeadline(20ms);
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QVERIFY(finished.wait(skybro::test::patienceMs));
        QCOMPARE(job.error()->kind, ErrorKind::TimedOut);
        QVERIFY(job.error()->retryable);
        QCOMPARE(job.aborted, 1);
    }

    void destructionIsSilent()
    {
        auto *job = new ManualJob;
        QSignalSpy finished(job, &Job::finished);
        bool called = false;
        job->then(this, [&](const Result<int> &) { called = true; });
        job->start();
        QTRY_COMPARE(job->begun, 1);
        job->finish(1);
        delete job;
        QTest::qWait(10);
        QCOMPARE(finished.count(), 0);
        QVERIFY(!called);
    }

    void deletesItselfUnlessKept()
    {
        QPointer<ManualJob> job = new ManualJob;
        job->start();
        QTRY_COMPARE(job->begun, 1);
        job->finish(1);
        QTRY_VERIFY(job.isNull());
    }
};

QTEST_GUILESS_MAIN(TestJob)
#include "tst_job.moc"
