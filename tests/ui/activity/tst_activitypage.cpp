#include "tests/ui/uifixture.h"
#include "ui/activity/activitypage.h"
#include "ui/shell/statusline.h"

#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>

using namespace skybro;
using namespace skybro::uitest;
using namespace std::chrono_literals;

namespace {

Error noRoom()
{
    return Error{
        .kind = ErrorKind::Capacity,
        .code = u"AllocationFailed"_s,
        .text = u"Azure has no room for cloud002 (Standard_HB120rs_v3 in westeurope). Try another size or "
                "region, or try later."_s,
        .detail = {},
        .retryable = true,
        .requestId = u"11112222-3333-4444-5555-666677778888"_s,
        .retryAfter = {}};
}

struct ActivityFixture : Fixture
{
    ActivityFixture()
    {
        page = new ui::ActivityPage(
            journal.get(), u"test"_s, [this](const QStringList &ids) { cancelled = ids; }, window.actions());
        window.setPages({page});
        window.statusLine()->watch(journal.get(), u"test"_s);
    }
    ui::ActivityPage *page;

    QTableView *table() const { return get<QTableView>("activity.table"); }
    QString text(int row, int column) const { return table()->model()->index(row, column).data().toString(); }
    void select(int row)
    {
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {},
                          table()->visualRect(table()->model()->index(row, 0)).center());
    }
    QList<Operation> ask(int count)
    {
        QList<Operation> operations;
        for (int i = 1; i <= count; ++i)
            operations.append(operation(node(i, fleet::PowerState::Deallocated), u"start"_s));
        if (!journal->add(operations))
            qFatal("journal");
        return operations;
    }
};

} // namespace

class ActivityPageTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { f = std::make_unique<ActivityFixture>(); }
    void cleanup() { f.reset(); }

    void showsWhatIsMissing()
    {
        f->show();
        QVERIFY(!f->table()->isVisible());
        f->picture(u"activity-empty"_s);
    }

    void followsOperations()
    {
        f->show();
        QList<Operation> operations = f->ask(4);
        QCOMPARE(f->table()->model()->rowCount(), 4);
        QCOMPARE(f->page->badge(), u"4"_s);
        QVERIFY(f->get<QProgressBar>("status.progress")->isVisible());
        operations[0].state = OperationState::Running;
        operations[0].step = u"Azure has accepted it"_s;
        QVERIFY(f->journal->update(operations[0]).has_value());
        f->finish(operations[1], OperationState::Failed, noRoom());
        f->finish(operations[2], OperationState::Succeeded);
        f->picture(u"activity"_s);
        // Newest first; the last one asked for stands on top.
        QCOMPARE(f->text(3, ui::OperationModel::StateColumn), u"Azure has accepted it"_s);
        QVERIFY(f->text(2, ui::OperationModel::StateColumn).contains(u"AllocationFailed"_s));
        QCOMPARE(f->text(1, ui::OperationModel::StateColumn), u"Done"_s);
        QCOMPARE(f->get<QProgressBar>("status.progress")->value(), 2);
        f->finish(operations[0], OperationState::Succeeded);
        f->finish(operations[3], OperationState::Succeeded);
        QVERIFY(!f->get<QProgressBar>("status.progress")->isVisible());
        QVERIFY(f->get<QToolButton>("status.work")->text().contains(u"failed"_s));
        QCOMPARE(f->page->badge(), u"1"_s);
    }

    void looksAtTheClockWhileSecondsCount()
    {
        QDateTime now = QDateTime::currentDateTimeUtc();
        ui::OperationModel model(f->journal.get(), u"test"_s, [&now] { return now; });
        QCOMPARE(model.untilTick(), 20s);
        const QList<Operation> operations = f->ask(1);
        QCOMPARE(model.untilTick(), 1s);
        f->finish(operations[0], OperationState::Succeeded);
        QCOMPARE(model.untilTick(), 1s);
        now = now.addSecs(120);
        QCOMPARE(model.untilTick(), 20s);
    }

    void showsAndCopiesWhatFailed()
    {
        f->show();
        QList<Operation> operations = f->ask(2);
        f->finish(operations[1], OperationState::Failed, noRoom());
        QVERIFY(!f->action("activity.copy")->isEnabled());
        f->select(0);
        QVERIFY(f->get<QLabel>("activity.text")->text().contains(u"no room"_s));
        QVERIFY(f->get<QLabel>("activity.reference")->text().contains(u"11112222-3333"_s));
        f->picture(u"activity-failed"_s);
        f->theme.setChoice(ui::ThemeChoice::Dark);
        f->picture(u"activity-failed-dark"_s);
        f->theme.setChoice(ui::ThemeChoice::Light);
        QTest::keyClick(f->table(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"AllocationFailed"_s));
    }

    void cancelsWhatIsOpenOnly()
    {
        f->show();
        QList<Operation> operations = f->ask(2);
        f->finish(operations[0], OperationState::Succeeded);
        f->select(1);
        QVERIFY(!f->action("activity.cancel")->isEnabled());
        QVERIFY(f->action("activity.cancel")->toolTip().contains(u"ended"_s));
        f->select(0);
        QTest::keyClick(f->table(), Qt::Key_Delete);
        QCOMPARE(f->cancelled, QStringList{operations[1].id});
    }

    void filters()
    {
        f->show();
        QList<Operation> operations = f->ask(3);
        f->finish(operations[1], OperationState::Failed, noRoom());
        f->window.showPage(u"activity"_s, u"failed"_s);
        QCOMPARE(f->table()->model()->rowCount(), 1);
        f->get<QComboBox>("activity.state")->setCurrentIndex(0);
        QTest::keyClicks(f->get<QLineEdit>("activity.filter"), u"cloud003"_s);
        QCOMPARE(f->table()->model()->rowCount(), 1);
        f->window.showPage(u"activity"_s, operations[1].id);
        QCOMPARE(f->table()->model()->rowCount(), 3);
        QVERIFY(f->get<QLabel>("activity.text")->text().contains(u"no room"_s));
    }

    void leadsToTheNode()
    {
        f->show();
        const QList<Operation> operations = f->ask(1);
        f->select(0);
        QSignalSpy links(f->page, &ui::Page::linkActivated);
        QTest::mouseClick(f->get<QToolButton>("activity.node.button"), Qt::LeftButton);
        QCOMPARE(links.size(), 1);
        QCOMPARE(links.first().at(1).toString(), operations.first().target);
    }

    void leavesOtherSitesAlone()
    {
        Operation other = Fixture::operation(node(1, fleet::PowerState::Running), u"start"_s);
        other.site = u"elsewhere"_s;
        QVERIFY(f->journal->add({other}).has_value());
        QCOMPARE(f->table()->model()->rowCount(), 0);
        QCOMPARE(f->page->badge(), QString());
    }

private:
    std::unique_ptr<ActivityFixture> f;
};

QTEST_MAIN(ActivityPageTest)
#include "tst_activitypage.moc"
