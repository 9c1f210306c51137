#include "models/playbook/run/runmodel.h"
#include "tests/support/runscript.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace skybro;
using namespace skybro::playbook;
using namespace skybro::runtest;

class RunModelTest : public QObject
{
    Q_OBJECT

private slots:
    void growsAndFills()
    {
        RunModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        RunScript script;
        script.begin(u"/srv/site.yml"_s, {u"a"_s, u"b"_s});
        script.play(u"Base"_s, {u"a"_s, u"b"_s});
        const int first = script.task(u"First"_s);
        script.start(u"a"_s, first);
        script.start(u"b"_s, first);
        script.end(u"a"_s, first, Outcome::Changed, {{u"stdout"_s, u"hello"_s}}).diffs = {
            {.beforeHeader = u"x"_s, .before = "1\n", .after = "2\n"}};
        model.add(script.events);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.columnCount(), 1);
        QCOMPARE(state(model, 0, 0), RunModel::Changed);
        QCOMPARE(state(model, 1, 0), RunModel::Running);
        QCOMPARE(model.index(0, 0).data(RunModel::DurationRole).toLongLong(), 120);
        QVERIFY(!model.index(1, 0).data(RunModel::DurationRole).isValid());
        QVERIFY(model.index(1, 0).data(RunModel::StartedRole).toDateTime().isValid());
        QVERIFY(model.index(0, 0).data(RunModel::HasDiffRole).toBool());
        QVERIFY(!model.index(1, 0).data(RunModel::HasDiffRole).toBool());
        QCOMPARE(model.resultOf(model.index(0, 0)).unpack().result[u"stdout"_s].toText(), u"hello"_s);
        QCOMPARE(model.resultOf(model.index(0, 0)).diffs.first().after, "2\n");
        QVERIFY(model.resultOf(model.index(1, 0)).unpack().result.isNull());
        QCOMPARE(model.hostState(1), RunModel::Running);
        QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), u"First"_s);
        QCOMPARE(model.headerData(1, Qt::Vertical, Qt::DisplayRole).toString(), u"b"_s);
        QCOMPARE(model.taskAt(0).mark.line, 3);

        // A host that nobody announced (add_host), a second play, its tasks.
        script.events.clear();
        script.end(u"b"_s, first, Outcome::Failed, {{u"msg"_s, u"no"_s}});
        script.play(u"More"_s, {u"a"_s, u"c"_s});
        const int second = script.task(u"Second"_s);
        script.run(u"a"_s, second, Outcome::Skipped);
        script.run(u"c"_s, second, Outcome::Ignored);
        model.add(script.events);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.columnCount(), 2);
        QCOMPARE(state(model, 2, 0), RunModel::Untouched);
        QCOMPARE(state(model, 2, 1), RunModel::Ignored);
        QCOMPARE(model.plays().at(1).firstColumn, 1);
        QVERIFY(model.headerData(1, Qt::Horizontal, RunModel::StartsPlayRole).toBool());
        QCOMPARE(model.troubled(), QStringList{u"b"_s});
        QCOMPARE(model.count(RunModel::Failed), 1);
        QCOMPARE(model.hostAt(0).stats.skipped, 1);
        QCOMPARE(model.hostAt(2).stats.ok, 1);
        QVERIFY(!model.ended().isValid());

        script.events.clear();
        script.finish();
        model.add(script.events);
        QVERIFY(model.ended().isValid());
        QCOMPARE(model.recap(), script.recap());
        QCOMPARE(resets.size(), 0);
    }

    void keepsItemsOfALoop()
    {
        RunModel model;
        RunScript script;
        script.begin(u"/srv/site.yml"_s, {u"a"_s});
        script.play({}, {u"a"_s});
        const int task = script.task(u"Loop"_s);
        script.start(u"a"_s, task);
        for (const QString &item : {u"one"_s, u"two"_s}) {
            RunEvent &event = script.add(Kind::ItemFinished, u"a"_s, task);
            event.text = item;
            event.outcome = item == u"two"_s ? Outcome::Failed : Outcome::Ok;
            event.result = Dict{{u"msg"_s, u"did "_s + item}};
        }
        script.add(Kind::Retrying, u"a"_s, task).text = u"2 tries left"_s;
        model.add(script.events);
        const QModelIndex cell = model.index(0, 0);
        QCOMPARE(cell.data(RunModel::ItemsRole).toInt(), 2);
        QCOMPARE(cell.data(RunModel::FailedItemsRole).toInt(), 1);
        const CellResult result = model.resultOf(cell).unpack();
        QCOMPARE(result.items.at(1).label, u"two"_s);
        QCOMPARE(result.items.at(1).result[u"msg"_s].toText(), u"did two"_s);
        QCOMPARE(result.retrying, u"2 tries left"_s);
    }

    void tellsWhatARescueMended()
    {
        RunModel model;
        RunScript script;
        script.begin(u"/srv/site.yml"_s, {u"a"_s});
        script.play({}, {u"a"_s});
        script.run(u"a"_s, script.task(u"Breaks"_s), Outcome::Failed);
        script.add(Kind::Rescued, u"a"_s);
        script.add(Kind::Notice).text = u"Mended"_s;
        QSignalSpy noticed(&model, &RunModel::noticed);
        model.add(script.events);
        QCOMPARE(model.hostAt(0).stats.failed, 0);
        QCOMPARE(model.hostAt(0).stats.rescued, 1);
        QVERIFY(model.troubled().isEmpty());
        QCOMPARE(noticed.size(), 1);
        QCOMPARE(model.notices().front().text, u"Mended"_s);
    }

    void saysWhatWasCutOff()
    {
        RunModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        RunScript script;
        script.begin(u"/srv/site.yml"_s, {u"a"_s, u"b"_s});
        script.play({}, {u"a"_s, u"b"_s});
        const int task = script.task(u"Long"_s);
        script.run(u"a"_s, task, Outcome::Ok);
        script.start(u"b"_s, task);
        model.add(script.events);
        model.cutOff();
        QVERIFY(model.wasCutOff());
        QCOMPARE(state(model, 1, 0), RunModel::CutOff);
        QCOMPARE(model.hostState(1), RunModel::CutOff);
        QCOMPARE(model.hostState(0), RunModel::Ok);
        QCOMPARE(model.troubled(), QStringList{u"b"_s});
        model.clear();
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.columnCount(), 0);
        QVERIFY(!model.wasCutOff());
    }

    void takesAWholeLogInSlices()
    {
        RunModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        const RunScript script = wholeRun(60, 40);
        model.add(script.events);
        QVERIFY(!model.isSettled());
        model.cutOff(); // waits for the rest
        QTRY_VERIFY_WITH_TIMEOUT(model.isSettled(), 30'000);
        QCOMPARE(model.rowCount(), 60);
        QCOMPARE(model.columnCount(), 40);
        QCOMPARE(model.recap(), script.recap());
        QVERIFY(!model.wasCutOff()); // it had an end of its own
        QCOMPARE(model.troubled(), (QStringList{u"cloud007"_s, u"cloud047"_s}));
        // Never all at once.
        for (const QList<QVariant> &signal : changed) {
            const auto from = signal.at(0).toModelIndex();
            const auto to = signal.at(1).toModelIndex();
            QVERIFY(from.isValid() && to.isValid());
            QVERIFY(to.column() - from.column() < 20);
        }
    }

    void isNotTakenInByADamagedLog()
    {
        RunModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        RunScript script;
        script.run(u"a"_s, 7, Outcome::Ok); // no play, no task
        script.add(Kind::Rescued);
        script.finish();
        script.task(u"After the end"_s);
        model.add(script.events);
        QCOMPARE(model.columnCount(), 1);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.resultOf({}).items.size(), 0);
    }

private:
    static RunModel::State state(const RunModel &model, int row, int column)
    {
        return static_cast<RunModel::State>(model.index(row, column).data(RunModel::StateRole).toInt());
    }
};

QTEST_GUILESS_MAIN(RunModelTest)
#include "tst_runmodel.moc"
