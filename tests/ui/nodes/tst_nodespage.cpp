#include "tests/ui/uifixture.h"
#include "ui/nodes/nodespage.h"
#include "ui/nodes/nodetable.h"

#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>

using namespace skybro;
using namespace skybro::uitest;
using fleet::PowerAction;
using fleet::PowerState;

namespace {

struct NodesFixture : Fixture
{
    NodesFixture()
    {
        page = new ui::NodesPage(
            &fleet, journal.get(), u"test"_s,
            [this](PowerAction a, const QStringList &ids) { return perform(a, ids); }, window.actions(),
            &settings);
        window.setPages({page});
    }
    ui::NodesPage *page;

    ui::NodeTable *table() const { return get<ui::NodeTable>("nodes.table"); }
    QModelIndex cell(int row, int column = 0) const { return table()->model()->index(row, column); }
    QString text(int row, int column) const
    {
        return cell(row, column).data(Qt::AccessibleTextRole).toString();
    }
    void click(int row, Qt::KeyboardModifiers keys = {})
    {
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, keys, table()->visualRect(cell(row)).center());
        QCoreApplication::processEvents();
    }
    void press(const char *button) { QTest::mouseClick(get<QToolButton>(button), Qt::LeftButton); }
    void fill(const QList<fleet::Node> &nodes)
    {
        fleet.setNodes(nodes);
        fleet.setFreshness(fresh());
        QTRY_COMPARE(table()->model()->rowCount(), nodes.size());
        QTRY_VERIFY(table()->isVisible());
    }
};

} // namespace

class NodesPageTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { f = std::make_unique<NodesFixture>(); }
    void cleanup() { f.reset(); }

    void showsWhatIsMissing()
    {
        f->show();
        f->picture(u"nodes-loading"_s);
        QVERIFY(!f->table()->isVisible());
        QVERIFY(!f->page->isReady());

        fleet::Freshness offline;
        offline.problem =
            makeError(ErrorKind::Network, u"management.azure.com can not be reached: connection refused. "
                                          "Check the network, then try again."_s);
        offline.problemSince = QDateTime::currentDateTimeUtc().addSecs(-40);
        offline.nextTry = QDateTime::currentDateTimeUtc().addSecs(20);
        f->fleet.setFreshness(offline);
        QTRY_VERIFY(f->page->isReady());
        QString shown;
        for (const auto *label : f->page->findChildren<QLabel *>()) {
            if (label->isVisible())
                shown += label->text();
        }
        const auto clock = [](const QDateTime &time) { return time.toLocalTime().toString(u"HH:mm:ss"_s); };
        QVERIFY2(shown.contains(
                     u"Since %1 · next try %2"_s.arg(clock(offline.problemSince), clock(offline.nextTry))),
                 qPrintable(shown));
        f->picture(u"nodes-offline"_s);
        QSignalSpy again(&f->fleet, &fleet::Fleet::refreshWanted);
        QTest::mouseClick(f->get<QPushButton>("nodes.retry.button"), Qt::LeftButton);
        QCOMPARE(again.size(), 1);

        f->fleet.setFreshness(fresh());
        QCoreApplication::processEvents();
        f->picture(u"nodes-none"_s);
        QVERIFY(!f->table()->isVisible());
    }

    void keepsOldValuesBesideAnError()
    {
        f->show();
        f->fill(eightNodes());
        fleet::Freshness bad = fresh();
        bad.problem = Error{.kind = ErrorKind::Server,
                            .code = u"InternalServerError"_s,
                            .text = u"Azure failed to list the virtual machines."_s,
                            .detail = {},
                            .retryable = true,
                            .requestId = u"6f1c7b2e-0000-4111-8222-333344445555"_s,
                            .retryAfter = {}};
        bad.problemSince = QDateTime::currentDateTimeUtc().addSecs(-40);
        bad.nextTry = QDateTime::currentDateTimeUtc().addSecs(20);
        f->fleet.setFreshness(bad);
        QTRY_VERIFY(f->get<QWidget>("nodes.error")->isVisible());
        QVERIFY(f->table()->isVisible());
        QTest::mouseClick(f->get<QPushButton>("nodes.error.copy"), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"6f1c7b2e-0000-4111-8222-333344445555"_s));
        f->picture(u"nodes-error"_s);
        f->fleet.setFreshness(fresh());
        QTRY_VERIFY(!f->get<QWidget>("nodes.error")->isVisible());
    }

    void startsWhatIsSelected()
    {
        f->show();
        f->fill(eightNodes());
        QVERIFY(!f->action("nodes.start")->isEnabled());
        QVERIFY(f->action("nodes.start")->toolTip().contains(u"Select"_s));
        f->click(3);
        f->click(4, Qt::ControlModifier);
        QTRY_VERIFY(f->action("nodes.start")->isEnabled());
        QTRY_VERIFY(!f->action("nodes.stop")->isEnabled());
        f->press("nodes.start.button");
        QCOMPARE(f->asked.size(), 1);
        QCOMPARE(f->asked.first().action, PowerAction::Start);
        QCOMPARE(f->asked.first().ids.size(), 2);
        QTRY_COMPARE(f->text(3, fleet::NodeTableModel::PowerColumn), u"Starting"_s);
        f->picture(u"nodes-starting"_s);
        QTRY_VERIFY(!f->action("nodes.start")->isEnabled());

        // Azure comes round, and the selection stays.
        QList<fleet::Node> nodes = eightNodes();
        nodes[3].powerState = nodes[4].powerState = PowerState::Running;
        f->fleet.setPending({{nodes[3].id, std::nullopt}, {nodes[4].id, std::nullopt}});
        f->fleet.setNodes(nodes);
        QTRY_COMPARE(f->text(4, fleet::NodeTableModel::PowerColumn), u"Running"_s);
        QCOMPARE(f->table()->selectedIds(), (QStringList{nodes[3].id, nodes[4].id}));
    }

    void asksBeforeWorkEnds()
    {
        f->show();
        f->fill(eightNodes());
        f->click(0);
        f->click(1, Qt::ControlModifier);
        QTRY_VERIFY(f->action("nodes.stop")->isEnabled());
        f->press("nodes.stop.button");
        QVERIFY(f->asked.isEmpty());
        auto *bar = f->get<QWidget>("nodes.confirm");
        QVERIFY(bar->isVisible());
        QVERIFY(bar->accessibleName().contains(u"cloud001"_s));
        f->picture(u"nodes-confirm"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!bar->isVisible());
        QVERIFY(f->asked.isEmpty());

        // By keyboard alone; and the nodes named are those that are stopped, whatever is selected by then.
        QTest::keyClick(f->table(), Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(bar->isVisible());
        f->click(6);
        QTest::mouseClick(f->get<QPushButton>("nodes.confirm.yes"), Qt::LeftButton);
        QCOMPARE(f->asked.size(), 1);
        QCOMPARE(f->asked.first().action, PowerAction::Deallocate);
        QCOMPARE(f->asked.first().ids, (QStringList{eightNodes()[0].id, eightNodes()[1].id}));
    }

    void stopsWhatCostsForNothingAtOnce()
    {
        f->show();
        f->fill(eightNodes());
        f->click(5); // stopped, billed: no work can end there
        QTRY_VERIFY(f->action("nodes.stop")->isEnabled());
        f->press("nodes.stop.button");
        QCOMPARE(f->asked.size(), 1);
        QVERIFY(!f->get<QWidget>("nodes.confirm")->isVisible());
    }

    void saysWhyAnActionFailed()
    {
        f->show();
        f->fill(eightNodes());
        f->refuse = makeError(ErrorKind::Internal, u"The journal can not be written: disk full."_s);
        f->click(3);
        QTRY_VERIFY(f->action("nodes.start")->isEnabled());
        f->press("nodes.start.button");
        QVERIFY(f->get<QWidget>("nodes.actionerror")->isVisible());
    }

    void filtersAsOneTypes()
    {
        f->show();
        f->fill(eightNodes());
        QTest::keyClick(f->table(), Qt::Key_F, Qt::ControlModifier);
        auto *filter = f->get<QLineEdit>("nodes.filter");
        QVERIFY(filter->hasFocus());
        QTest::keyClicks(filter, u"cloud[002-004]"_s);
        QCOMPARE(f->table()->model()->rowCount(), 3);
        filter->clear();
        QTest::keyClicks(filter, u"no such thing"_s);
        QCOMPARE(f->table()->model()->rowCount(), 0);
        f->picture(u"nodes-nomatch"_s);
        QTest::mouseClick(f->get<QPushButton>("nodes.filter.clear.button"), Qt::LeftButton);
        QCOMPARE(f->table()->model()->rowCount(), 8);
        QTest::keyClicks(filter, u"cloud[1-"_s);
        QVERIFY(filter->property("wrong").toBool());
        QVERIFY(!f->get<QLabel>("nodes.notice")->text().isEmpty());
    }

    void tellsAllOfOneNode()
    {
        f->show();
        f->fill(eightNodes());
        const fleet::Node third = eightNodes()[3];
        Operation failed = Fixture::operation(third, u"start"_s);
        QVERIFY(f->journal->add({failed}).has_value());
        failed.state = OperationState::Running;
        QVERIFY(f->journal->update(failed).has_value());
        f->finish(
            failed, OperationState::Failed,
            Error{.kind = ErrorKind::Capacity,
                  .code = u"AllocationFailed"_s,
                  .text = u"Azure has no room for cloud004 (Standard_HB120rs_v3 in westeurope). Try another "
                          "size or region, or try later."_s,
                  .detail = {},
                  .retryable = true,
                  .requestId = u"11112222-3333-4444-5555-666677778888"_s,
                  .retryAfter = {}});
        f->click(3);
        QTRY_COMPARE(f->get<QLabel>("nodes.detail.title")->text(), third.name);
        QVERIFY(f->get<QLabel>("nodes.detail.error")->text().contains(u"AllocationFailed"_s));
        QVERIFY(f->get<QLabel>("nodes.detail.timeline")->text().contains(u"Failed"_s));
        QTest::mouseClick(f->get<QPushButton>("nodes.detail.copy"), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"11112222-3333-4444-5555-666677778888"_s));
        f->picture(u"nodes-detail"_s);
        f->theme.setChoice(ui::ThemeChoice::Dark);
        f->picture(u"nodes-detail-dark"_s);
        f->theme.setChoice(ui::ThemeChoice::Light);
        QTest::keyClick(f->table(), Qt::Key_A, Qt::ControlModifier);
        QTRY_VERIFY(f->get<QLabel>("nodes.detail.title")->text().contains(u'8'));
        f->picture(u"nodes-sum"_s);
        QTest::keyClick(f->table(), Qt::Key_I, Qt::ControlModifier);
        QVERIFY(!f->get<QWidget>("nodes.detail")->isVisible());
    }

    void copies()
    {
        f->show();
        f->fill(eightNodes());
        f->click(0);
        f->click(1, Qt::ShiftModifier);
        QTRY_VERIFY(f->action("nodes.copyname")->isEnabled());
        QTest::keyClick(f->table(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"cloud001\ncloud002"_s);
        QTest::keyClick(f->table(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"10.0.1.5\n10.0.1.6"_s);
    }

    void offersAMenu()
    {
        f->show();
        f->fill(eightNodes());
        f->click(3);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {10, 10},
                                f->table()->mapToGlobal(QPoint(10, 10)));
        QCoreApplication::sendEvent(f->table(), &event);
        auto *menu = f->page->findChild<QMenu *>(u"nodes.menu"_s);
        QVERIFY(menu && menu->isVisible());
        QVERIFY(menu->actions().contains(f->action("nodes.poweroff")));
        menu->close();
    }

    void keepsItsColumns()
    {
        f->show();
        f->fill(eightNodes());
        QHeaderView *header = f->table()->horizontalHeader();
        emit header->customContextMenuRequested({20, 5});
        auto *menu = f->table()->findChild<QMenu *>(u"nodes.columns"_s);
        QVERIFY(menu);
        auto *group = menu->findChild<QAction *>(
            u"nodes.columns.%1"_s.arg(int(fleet::NodeTableModel::ResourceGroupColumn)));
        QVERIFY(group && !group->isChecked());
        group->trigger();
        menu->close();
        QVERIFY(!f->table()->isColumnHidden(fleet::NodeTableModel::ResourceGroupColumn));

        auto *second = new ui::NodesPage(
            &f->fleet, f->journal.get(), u"test"_s,
            [](PowerAction, const QStringList &) { return QString(); }, f->window.actions(), &f->settings);
        f->window.setPages({second});
        QVERIFY(!f->table()->isColumnHidden(fleet::NodeTableModel::ResourceGroupColumn));
    }

    void staysFluidWithThousands()
    {
        f->show();
        QList<fleet::Node> nodes;
        for (int i = 1; i <= 2000; ++i)
            nodes.append(node(i, i % 2 ? PowerState::Running : PowerState::Deallocated));
        f->fill(nodes);
        f->click(2);
        f->table()->verticalScrollBar()->setValue(12000);
        const int scroll = f->table()->verticalScrollBar()->value();
        for (fleet::Node &n : nodes)
            n.powerState =
                n.powerState == PowerState::Running ? PowerState::Deallocated : PowerState::Running;
        f->fleet.setNodes(nodes);
        QTRY_COMPARE(f->text(1999, fleet::NodeTableModel::PowerColumn), u"Running"_s);
        QCOMPARE(f->table()->verticalScrollBar()->value(), scroll);
        QCOMPARE(f->table()->selectedIds(), QStringList{nodes[2].id});
        f->picture(u"nodes-2000"_s);
    }

    void fitsASmallWindow()
    {
        f->show({800, 560});
        f->fill(eightNodes());
        f->click(1);
        f->picture(u"nodes-small"_s);
        f->theme.setChoice(ui::ThemeChoice::Dark);
        f->picture(u"nodes-small-dark"_s);
        f->theme.setChoice(ui::ThemeChoice::Light);
    }

    void opensWhatALinkNames()
    {
        f->show();
        f->fill(eightNodes());
        f->window.showPage(u"nodes"_s, u"filter:state:stopped"_s);
        QCOMPARE(f->table()->model()->rowCount(), 1);
        f->window.showPage(u"nodes"_s, eightNodes()[0].id.toUpper());
        QCOMPARE(f->table()->selectedIds(), QStringList{eightNodes()[0].id});
    }

    void everythingHasANameAndNoKeyTwice()
    {
        QCOMPARE(f->window.actions()->conflicts(), QStringList());
        const QList<QWidget *> widgets = f->window.findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            const bool acts = qobject_cast<const QAbstractButton *>(widget) ||
                              qobject_cast<const QLineEdit *>(widget) ||
                              qobject_cast<const QAbstractItemView *>(widget);
            if (!acts || widget->objectName().startsWith("qt_"_L1) ||
                QByteArrayView(widget->metaObject()->className()).startsWith("QLineEditIcon") ||
                qobject_cast<const QHeaderView *>(widget) || !widget->parentWidget() ||
                QByteArrayView(widget->metaObject()->className()).startsWith("QTableCorner") ||
                QByteArrayView(widget->metaObject()->className()).startsWith("QComboBoxListView"))
                continue;
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
            QVERIFY2(!widget->accessibleName().isEmpty() ||
                         (qobject_cast<const QAbstractButton *>(widget) &&
                          !qobject_cast<const QAbstractButton *>(widget)->text().isEmpty()) ||
                         widget->objectName().contains("confirm.yes"_L1),
                     qPrintable(widget->objectName()));
        }
    }

private:
    std::unique_ptr<NodesFixture> f;
};

QTEST_MAIN(NodesPageTest)
#include "tst_nodespage.moc"
