#include "models/playbook/run/taskorder.h"
#include "tests/support/scriptedrun.h"

#include <QTest>

using namespace skybro::playbook;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using Kind = RunEvent::Kind;

class TestTaskOrder : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TaskOrder> m_order;
    qint64 m_now = 0;
    QStringList m_shown;

    void note(const QList<RunEvent> &events)
    {
        for (const RunEvent &event : events) {
            if (event.kind == Kind::HostFinished)
                m_shown += u"%1%2"_s.arg(event.host).arg(event.task);
            else if (event.kind != Kind::TaskStarted)
                m_shown += toWord(event.kind);
        }
    }
    void add(const RunEvent &event) { note(m_order->add(event, m_now)); }
    void start(const QString &host, int task) { add(runEvent(Kind::HostStarted, task, host)); }
    void finish(const QString &host, int task, Outcome outcome = Outcome::Ok)
    {
        add(runEvent(Kind::HostFinished, task, host, outcome));
    }
    [[nodiscard]] QString shown() { return std::exchange(m_shown, {}).join(u' '); }

private slots:
    void init()
    {
        m_order = std::make_unique<TaskOrder>();
        m_now = 0;
        m_shown.clear();
        add(runEvent(Kind::PlayStarted, u"Base"_s, {u"a"_s, u"b"_s}));
        start(u"a"_s, 0);
        start(u"b"_s, 0);
        QCOMPARE(shown(), u"play-started"_s);
    }

    void whoRunsAheadIsHeldBack()
    {
        finish(u"a"_s, 0);
        start(u"a"_s, 1);
        finish(u"a"_s, 1);
        start(u"a"_s, 2);
        QCOMPARE(shown(), u"a0"_s);
        QVERIFY(m_order->isHolding());
        finish(u"b"_s, 0);
        QCOMPARE(shown(), u"b0 a1"_s);
        start(u"b"_s, 1);
        finish(u"a"_s, 2);
        QCOMPARE(shown(), QString());
        finish(u"b"_s, 1);
        QCOMPARE(shown(), u"b1 a2"_s);
    }

    void whoIsOutHoldsNobody()
    {
        finish(u"a"_s, 0);
        start(u"a"_s, 1);
        finish(u"a"_s, 1);
        finish(u"b"_s, 0, Outcome::Unreachable);
        QCOMPARE(shown(), u"a0 b0 a1"_s);
    }

    /// The last task of one is not the last of all: handlers, included files.
    void whoHasEndedHoldsNobodyForLong()
    {
        finish(u"a"_s, 0);
        finish(u"b"_s, 0);
        start(u"a"_s, 1);
        finish(u"a"_s, 1);
        start(u"a"_s, 2);
        finish(u"a"_s, 2);
        QCOMPARE(shown(), u"a0 b0 a1"_s);
        m_now = 2'000;
        note(m_order->release(m_now));
        QCOMPARE(shown(), u"a2"_s);
        QVERIFY(!m_order->isHolding());
        finish(u"b"_s, 1); // it was only slow
        QCOMPARE(shown(), u"b1"_s);
    }

    void whoWaitsForAForkIsWaitedFor()
    {
        finish(u"a"_s, 0);
        finish(u"b"_s, 0);
        QCOMPARE(shown(), u"a0 b0"_s);
        add(runEvent(Kind::PlayStarted, u"More"_s, {u"a"_s, u"b"_s}));
        start(u"a"_s, 3);
        finish(u"a"_s, 3);
        start(u"a"_s, 4);
        m_now = 5'000;
        finish(u"a"_s, 4);
        QCOMPARE(shown(), u"play-started a3"_s);
        start(u"b"_s, 3);
        finish(u"b"_s, 3);
        QCOMPARE(shown(), u"b3 a4"_s);
    }

    void theEndShowsEverything()
    {
        finish(u"a"_s, 0);
        for (int task = 1; task < 4; ++task) {
            start(u"a"_s, task);
            finish(u"a"_s, task);
        }
        add(runEvent(Kind::RunFinished));
        QCOMPARE(shown(), u"a0 a1 a2 a3 run-finished"_s);
    }
};

QTEST_GUILESS_MAIN(TestTaskOrder)
#include "tst_taskorder.moc"
