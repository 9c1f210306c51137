#include "models/base/processidentity.h"
#include "tests/ui/setup/setupfixture.h"
#include "ui/common/codeview.h"
#include "ui/setup/playbooktree.h"

#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QTabBar>
#include <QTableView>
#include <QTableWidget>
#include <QToolButton>

using namespace skybro;
using namespace skybro::uitest;
using namespace skybro::runtest;
using playbook::RunModel;

class SetupPageTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { f = std::make_unique<SetupFixture>(); }
    void cleanup() { f.reset(); }

    void listsPlaybooksAndShowsThem()
    {
        f->makeReady();
        f->show();
        auto *tree = f->get<ui::PlaybookTree>("setup.tree");
        QTRY_COMPARE(tree->playbooks(), (QStringList{f->path(u"site.yml"_s), f->path(u"slurm/gateway.yml"_s),
                                                     f->path(u"slurm/slurmd.yml"_s)}));
        auto *viewer = f->get<ui::CodeView>("setup.viewer");
        QTRY_VERIFY(viewer->toPlainText().contains(u"Install chrony"_s));
        QTRY_COMPARE(f->get<QLabel>("setup.touched")->text(), u"8 host(s) · 1 not running"_s);
        QTRY_VERIFY(f->page->isReady());
        QTRY_VERIFY(f->action("setup.check")->isEnabled());
        f->picture(u"setup-playbook"_s);
        f->theme.setChoice(ui::ThemeChoice::Dark);
        f->picture(u"setup-playbook-dark"_s);
        f->theme.setChoice(ui::ThemeChoice::Light);

        // A role's file can be read, and can not be run.
        QVERIFY(tree->select(f->path(u"roles/base/templates/motd.j2"_s)));
        QTRY_COMPARE(viewer->toPlainText(), u"{{ motd }}\n"_s);
        QTest::keyClick(&f->window, Qt::Key_F, Qt::ControlModifier);
        auto *find = f->get<QLineEdit>("setup.find");
        QTRY_VERIFY(find->hasFocus());
        QTest::keyClicks(find, u"munge"_s);
        QVERIFY(f->page->find(u"slurmd"_s, 5).first().target.endsWith(u"slurmd.yml"_s));
        find->clear();
        f->window.showPage(u"setup"_s, u"playbook:"_s + f->path(u"slurm/slurmd.yml"_s));
        QTRY_VERIFY(viewer->toPlainText().contains(u"slurmd and munge"_s));
    }

    void saysWhatIsMissing()
    {
        f->fleet.setNodes(eightNodes());
        f->make();
        f->show();
        auto *empty = f->get<QWidget>("setup.playbook.empty");
        QTRY_VERIFY(texts(empty).contains(u"No playbook in these folders"_s));
        QVERIFY(!f->action("setup.check")->isEnabled());
        QTRY_VERIFY(f->action("setup.check")->statusTip().contains(u"Choose a playbook"_s));
        f->picture(u"setup-nothing"_s);

        f = std::make_unique<SetupFixture>();
        ui::SetupServices services = f->services();
        services.folders = QStringList{u"/nowhere/at all"_s};
        f->page = new ui::SetupPage(services, f->window.actions(), &f->settings);
        f->window.setPages({f->page});
        f->show();
        QTRY_VERIFY(texts(f->page).contains(u"/nowhere/at all"_s));

        f = std::make_unique<SetupFixture>();
        services = f->services();
        services.folders.clear();
        f->page = new ui::SetupPage(services, f->window.actions(), &f->settings);
        f->window.setPages({f->page});
        f->show();
        QTRY_VERIFY(f->get<QPushButton>("setup.copylines.button"));
        QTRY_VERIFY(f->page->isReady());
        f->picture(u"setup-unset"_s);
        QTest::mouseClick(f->get<QPushButton>("setup.copylines.button"), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"playbooks:"_s));
    }

    void checksByTheKeyboard()
    {
        f->makeReady();
        f->script = wholeRun(8, 12);
        f->show();
        QTRY_VERIFY(f->action("setup.check")->isEnabled());
        QTest::keyClick(&f->window, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(f->runs.size(), 1);
        QVERIFY(f->runs.first().check && f->runs.first().diff && !f->byAnsible.first());
        QCOMPARE(f->runs.first().playbook, f->path(u"site.yml"_s));
        QCOMPARE(f->runs.first().inventory.hosts().size(), 8);
        QTRY_COMPARE(f->matrix()->model()->columnCount(), 12);
        QTRY_VERIFY(!f->run);
        QVERIFY(f->matrix()->hasFocus());
        QVERIFY(f->get<QLabel>("setup.progress")
                    ->text()
                    .startsWith(u"Check site.yml · 8 host(s) · 12 task(s)"_s));
        f->picture(u"setup-done"_s);

        // To the failure, its output, its result, and back.
        QTest::keyClick(f->matrix(), Qt::Key_F8);
        QCOMPARE(f->matrix()->currentCell().row(), 6);
        auto *output = f->get<ui::CodeView>("setup.output.text");
        QTRY_VERIFY(output->toPlainText().contains(u"non-zero return code"_s));
        QVERIFY(f->get<QLabel>("setup.output.title")->text().startsWith(u"cloud007 · "_s));
        QTest::keyClick(f->matrix(), Qt::Key_Return);
        QVERIFY(output->hasFocus());
        f->picture(u"setup-failed"_s);
        f->theme.setChoice(ui::ThemeChoice::Dark);
        f->picture(u"setup-failed-dark"_s);
        f->theme.setChoice(ui::ThemeChoice::Light);
        auto *tabs = f->get<QTabBar>("setup.output.tabs");
        tabs->setFocus();
        QTest::keyClick(tabs, Qt::Key_Right); // past the changes: there are none
        QTRY_VERIFY(output->toPlainText().contains(u"rc: 1"_s));
        QTest::keyClick(&f->window, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"rc: 1"_s));
        QTest::keyClick(tabs, Qt::Key_Right);
        QTRY_VERIFY(output->toPlainText().startsWith(u"cloud001                   : ok="_s));
        f->picture(u"setup-recap"_s);

        // The failed host alone, again in check mode.
        QVERIFY(f->action("setup.rerun")->isEnabled());
        QTest::keyClick(&f->window, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(f->runs.size(), 2);
        QCOMPARE(f->runs.last().limit, u"cloud007"_s);
        QVERIFY(f->runs.last().check);
    }

    void runsByTheKeyboard()
    {
        f->makeReady();
        f->show();
        QTRY_VERIFY(f->action("setup.run")->isEnabled());
        QTest::keyClick(&f->window, Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(f->runs.size(), 1);
        QVERIFY(!f->runs.first().check && !f->byAnsible.first());
    }

    void limitsHosts()
    {
        f->makeReady();
        f->preview.playbook = SetupFixture::playbookOn({u"all"_s, u"localhost"_s});
        f->show();
        auto *touched = f->get<QLabel>("setup.touched");
        QTRY_COMPARE(touched->text(), u"9 host(s) · 1 not running"_s);
        QTest::keyClick(&f->window, Qt::Key_L, Qt::ControlModifier);
        auto *hosts = f->get<QLineEdit>("setup.hosts");
        QVERIFY(hosts->hasFocus());
        QTest::keyClicks(hosts, u"cloud[001-003],nobody"_s);
        QTRY_COMPARE(touched->text(), u"3 host(s) · no such host: nobody"_s);
        QVERIFY(touched->toolTip().contains(u"cloud002"_s));
        hosts->selectAll();
        QTest::keyClicks(hosts, u"nobody"_s);
        QTRY_VERIFY(touched->text().startsWith(u"0 host(s)"_s));
        QVERIFY(hosts->property("wrong").toBool());
        QTRY_VERIFY(!f->action("setup.run")->isEnabled());
        QTest::keyClick(f->get<QToolButton>("setup.groups"), Qt::Key_Space);
        auto *menu = f->page->findChild<QMenu *>(u"setup.groups.menu"_s);
        QVERIFY(menu);
        for (QAction *action : menu->actions()) {
            if (action->text().startsWith(u"power_running"_s))
                action->trigger();
        }
        menu->close();
        QApplication::setActiveWindow(&f->window); // no window manager gives it back here
        QTRY_COMPARE(touched->text(), u"7 host(s)"_s);
        // As the Nodes page sends its selection.
        f->window.showPage(u"setup"_s, u"hosts:cloud005"_s);
        QTRY_COMPARE(touched->text(), u"cloud005"_s);
        QTRY_VERIFY(f->action("setup.run")->isEnabled());
        f->action("setup.run")->trigger();
        QCOMPARE(f->runs.last().limit, u"cloud005"_s);
        QVERIFY(!f->runs.last().check);
    }

    void takesOptions()
    {
        f->makeReady();
        f->show();
        QTRY_VERIFY(f->action("setup.check")->isEnabled());
        QTest::keyClick(&f->window, Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        auto *table = f->get<QTableWidget>("setup.variables");
        QVERIFY(table->isVisible());
        const auto type = [&](int row, const QString &name, const QString &value) {
            table->setItem(row, 0, new QTableWidgetItem(name));
            table->setItem(row, 1, new QTableWidgetItem(value));
        };
        type(0, u"users"_s, u"[alice, bob]"_s);
        QCOMPARE(table->rowCount(), 2);
        type(1, u"port"_s, u"22"_s);
        type(2, u"motd"_s, u"{{ inventory_hostname }}: \"hi\""_s);
        QTest::keyClicks(f->get<QLineEdit>("setup.tags"), u"base, slurm"_s);
        QTest::keyClicks(f->get<QLineEdit>("setup.become"), u"s3cret"_s);
        f->get<QSpinBox>("setup.forks")->setValue(10);
        QVERIFY(f->get<QToolButton>("setup.options.button")->text().contains(u"3 variable(s)"_s));
        QVERIFY(!f->get<QToolButton>("setup.options.button")->text().contains(u"s3cret"_s));
        f->picture(u"setup-options"_s);
        QTRY_VERIFY(f->action("setup.check")->isEnabled());
        f->action("setup.check")->trigger();
        const playbook::RunOptions &options = f->runs.last();
        QCOMPARE(options.extraVars.value(u"users"_s).toTexts(), (QStringList{u"alice"_s, u"bob"_s}));
        QCOMPARE(options.extraVars.value(u"port"_s).toInt(), 22);
        QCOMPARE(options.extraVars.value(u"motd"_s).toText(), u"{{ inventory_hostname }}: \"hi\""_s);
        QCOMPARE(options.tags, (QStringList{u"base"_s, u"slurm"_s}));
        QCOMPARE(options.forks, 10);
        QCOMPARE(options.becomePassword->reveal(), "s3cret");
        QTRY_VERIFY(!f->run);

        type(0, u"users"_s, u"[alice"_s);
        QTRY_VERIFY(f->action("setup.check")->isEnabled());
        f->action("setup.check")->trigger();
        QCOMPARE(f->runs.size(), 1);
        QVERIFY(texts(f->get<QWidget>("setup.error")).contains(u"users"_s));
        table->setCurrentCell(0, 0);
        QTest::keyClick(table, Qt::Key_Delete);
        QCOMPARE(table->rowCount(), 3);
    }

    /// `hosts` of a play may be a template of the variables that are typed here.
    void hostsFollowVariables()
    {
        f->preview.playbook = f->playbookOn({u"{{ where }}"_s});
        f->makeReady();
        f->show();
        auto *touched = f->get<QLabel>("setup.touched");
        QTRY_VERIFY(touched->text().contains(u"'where' is undefined"_s));
        QVERIFY(!f->action("setup.check")->isEnabled());
        f->action("setup.options")->trigger();
        auto *table = f->get<QTableWidget>("setup.variables");
        table->setItem(0, 0, new QTableWidgetItem(u"where"_s));
        table->setItem(0, 1, new QTableWidgetItem(f->fleet.nodes().at(0).name));
        QTRY_COMPARE(touched->text(), f->fleet.nodes().at(0).name);
        f->action("setup.check")->trigger();
        QCOMPARE(f->runs.size(), 1);
    }

    void namesWhatCanNotRun()
    {
        f->preview.playbook = SetupFixture::playbookOn({u"all"_s});
        const QString site = f->path(u"site.yml"_s);
        f->preview.findings = {{playbook::Finding::Severity::Error,
                                {f->path(u"roles/base/tasks/main.yml"_s), 2, 3},
                                u"The module pam_limits is not supported."_s,
                                u"  pam_limits: domain=* limit_type=soft"_s,
                                true},
                               {playbook::Finding::Severity::Warning,
                                {site, 20, 15},
                                u"A mode without quotes: YAML reads 0644 as the number 420."_s,
                                u"        mode: 0644"_s,
                                false}};
        f->ansible = u"/usr/bin/ansible-playbook"_s;
        f->makeReady();
        f->show();
        auto *findings = f->get<QTreeWidget>("setup.findings");
        QTRY_COMPARE(findings->topLevelItemCount(), 2);
        QCOMPARE(findings->topLevelItem(0)->text(1), u"roles/base/tasks/main.yml:2:3"_s);
        QVERIFY(!f->action("setup.run")->isEnabled());
        f->picture(u"setup-findings"_s);
        auto *viewer = f->get<ui::CodeView>("setup.viewer");
        findings->setFocus();
        findings->setCurrentItem(findings->topLevelItem(1));
        QTRY_COMPARE(viewer->textCursor().blockNumber(), 19);
        QTest::keyClick(findings, Qt::Key_Up);
        QTRY_VERIFY(viewer->toPlainText().contains(u"pam_limits"_s));
        QTRY_COMPARE(viewer->textCursor().blockNumber(), 1);
        f->theme.setChoice(ui::ThemeChoice::Dark);
        f->picture(u"setup-findings-dark"_s);
        f->theme.setChoice(ui::ThemeChoice::Light);
        // Ansible can.
        QTRY_VERIFY(f->action("setup.ansible")->isEnabled());
        auto *offer = f->get<QPushButton>("setup.ansible.button");
        QVERIFY(offer->isVisible());
        QTest::mouseClick(offer, Qt::LeftButton);
        QCOMPARE(f->byAnsible, QList<bool>{true});
    }

    void stops()
    {
        f->holdAt = 60;
        f->makeReady(40);
        f->show();
        QTRY_VERIFY(f->action("setup.run")->isEnabled());
        f->action("setup.run")->trigger();
        QTRY_VERIFY(f->run && f->state(30, 0) == RunModel::Running);
        QVERIFY(!f->action("setup.check")->isEnabled());
        QVERIFY(f->get<QPushButton>("setup.stopafter.button")->isVisible());
        f->picture(u"setup-running"_s);
        QTest::keyClick(&f->window, Qt::Key_Period, Qt::ControlModifier);
        QVERIFY(f->run->stopped);
        QVERIFY(!f->action("setup.stopafter")->isEnabled());
        QTest::keyClick(&f->window, Qt::Key_Greater, Qt::ControlModifier | Qt::ShiftModifier);
        f->action("setup.stop")->trigger();
        QTRY_VERIFY(!f->run);
        QCOMPARE(f->state(30, 0), RunModel::CutOff);
        QTRY_VERIFY(f->action("setup.rerun")->isEnabled());
        QVERIFY(!f->get<QPushButton>("setup.stop.button")->isVisible());
        f->picture(u"setup-stopped"_s);
    }

    void tellsWhyNothingWasStarted()
    {
        f->refuseRun = makeError(ErrorKind::Internal, u"The log of the run can not be written."_s);
        f->makeReady();
        f->show();
        QTRY_VERIFY(f->action("setup.run")->isEnabled());
        f->action("setup.run")->trigger();
        QVERIFY(texts(f->get<QWidget>("setup.error")).contains(u"can not be written"_s));
        f->refuseRun.reset();
        f->holdAt = 5;
        f->action("setup.run")->trigger();
        QTRY_VERIFY(f->run && f->matrix()->model()->columnCount() == 1);
        f->run->endWith(makeError(ErrorKind::Invalid, u"site.yml:3:1: gone"_s));
        QTRY_VERIFY(texts(f->get<QWidget>("setup.error")).contains(u"site.yml:3:1"_s));
    }

    void opensEarlierRuns()
    {
        f->history = {summary(u"now"_s, {}), summary(u"killed"_s, {}), summary(u"old"_s, {}),
                      summary(u"stopped"_s, {})};
        f->history[0].owner = processIdentity();
        f->history[2].ended = f->history[2].started.addSecs(90);
        f->history[2].recap = wholeRun(8, 12).recap();
        f->history[3].ended = f->history[3].started.addSecs(9);
        f->history[3].isStopped = true;
        runtest::RunScript few = wholeRun(8, 3);
        few.events.last().isStopped = true;
        f->logs[u"stopped"_s] = few.events;
        f->logs[u"old"_s] = wholeRun(8, 12).events;
        f->logs[u"killed"_s] = wholeRun(8, 12).events.mid(0, 150);
        f->makeReady();
        f->show();
        QTest::keyClick(&f->window, Qt::Key_3, Qt::ControlModifier);
        auto *table = f->get<QTableView>("setup.history");
        QTRY_COMPARE(table->model()->rowCount(), 4);
        QStringList ends;
        for (int row = 0; row < 4; ++row)
            ends.append(table->model()->index(row, 4).data().toString());
        QCOMPARE(ends, (QStringList{u"Running"_s, u"Cut off"_s, u"1 host(s) failed"_s, u"Stopped"_s}));
        f->picture(u"setup-history"_s);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Down);
        QTest::keyClick(table, Qt::Key_Return);
        auto *past = f->get<ui::MatrixView>("setup.past.matrix");
        QTRY_VERIFY(past->isVisible() && past->hasFocus());
        auto *banner = f->get<QWidget>("setup.past.cutoff");
        QTRY_VERIFY(banner->isVisible());
        QVERIFY2(texts(banner).contains(u"In the middle of a task: cloud"_s), qPrintable(texts(banner)));
        f->picture(u"setup-cutoff"_s);
        QTest::mouseClick(f->get<QToolButton>("setup.past.back"), Qt::LeftButton);
        QTRY_VERIFY(table->isVisible());
        f->window.showPage(u"setup"_s, u"run:old"_s);
        QTRY_VERIFY(past->isVisible());
        QTRY_COMPARE(past->model()->columnCount(), 12);
        QVERIFY(!banner->isVisible());
        QTest::keyClick(past, Qt::Key_F8);
        QCOMPARE(past->currentCell().row(), 6);
        QVERIFY(!past->isWide());
        f->window.showPage(u"setup"_s, u"run:stopped"_s);
        QTRY_COMPARE(past->model()->columnCount(), 3);
        QTRY_VERIFY(past->isWide()); // there is room for words
        const QString line = f->get<QLabel>("setup.past.progress")->text();
        QVERIFY2(line.startsWith(u"Stopped"_s), qPrintable(line));
        f->picture(u"setup-past-stopped"_s);
    }

    void staysFluidWithManyHostsAndTasks()
    {
        f->makeReady(200);
        f->script = wholeRun(200, 100);
        f->show();
        QTRY_VERIFY(f->action("setup.run")->isEnabled());
        f->action("setup.run")->trigger();
        f->run->perTurn = 400;
        QTRY_VERIFY_WITH_TIMEOUT(f->matrix()->model()->columnCount() > 60, 60'000);
        // It follows the newest task; who scrolls away is left alone.
        QScrollBar *bar = f->matrix()->horizontalScrollBar();
        QTRY_COMPARE(bar->value(), bar->maximum());
        bar->setValue(0);
        QTRY_VERIFY_WITH_TIMEOUT(!f->run, 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(f->matrix()->model()->columnCount(), 100, 30'000);
        QCOMPARE(bar->value(), 0);
        f->picture(u"setup-200x100"_s);
        QTest::keyClick(f->matrix(), Qt::Key_F8);
        f->picture(u"setup-200x100-failure"_s);
        f->theme.setChoice(ui::ThemeChoice::Dark);
        f->picture(u"setup-200x100-dark"_s);
        f->theme.setChoice(ui::ThemeChoice::Light);
    }

    void fitsASmallWindow()
    {
        f->makeReady();
        f->show({900, 600});
        QTRY_VERIFY(f->action("setup.check")->isEnabled());
        f->picture(u"setup-small"_s);
        f->action("setup.check")->trigger();
        QTRY_VERIFY(f->runs.size() == 1 && !f->run);
        QTest::keyClick(f->matrix(), Qt::Key_F8);
        f->picture(u"setup-small-run"_s);
        QTest::keyClick(&f->window, Qt::Key_B, Qt::ControlModifier);
        QVERIFY(!f->get<QWidget>("setup.tree")->isVisible());
        QTest::keyClick(&f->window, Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        f->picture(u"setup-small-options"_s);
    }

    void showsWordsInWideColumns()
    {
        f->preview.playbook = SetupFixture::playbookOn({u"all"_s}, 5);
        f->script = wholeRun(8, 5);
        f->makeReady();
        f->show();
        QTRY_VERIFY(f->action("setup.check")->isEnabled());
        f->action("setup.check")->trigger();
        QTRY_VERIFY(f->runs.size() == 1 && !f->run);
        QVERIFY(f->matrix()->isWide()); // few tasks: there is room
        QVERIFY(f->matrix()->columnWidth(0) > 90);
        f->picture(u"setup-wide"_s);
        QTest::keyClick(&f->window, Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(f->matrix()->columnWidth(0) < 40);
        QVERIFY(f->matrix()
                    ->model()
                    ->index(0, 0)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .startsWith(u"cloud001"_s));
    }

    void everythingHasANameAndNoKeyTwice()
    {
        f->makeReady();
        f->show();
        QCOMPARE(f->window.actions()->conflicts(), QStringList());
        const QList<QWidget *> widgets = f->page->findChildren<QWidget *>();
        QSet<QString> names;
        for (const QWidget *widget : widgets) {
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const QByteArrayView name(widget->metaObject()->className());
            const bool acts = button || qobject_cast<const QLineEdit *>(widget) ||
                              qobject_cast<const QAbstractItemView *>(widget) ||
                              qobject_cast<const QPlainTextEdit *>(widget);
            if (!acts || qobject_cast<const QHeaderView *>(widget) ||
                widget->objectName().startsWith("qt_"_L1) || name.startsWith("QLineEditIcon") ||
                name.startsWith("QTableCorner") || name.startsWith("QHeaderView") ||
                (button && qobject_cast<const QTabBar *>(widget->parentWidget())))
                continue;
            QVERIFY2(!widget->objectName().isEmpty(), name.data());
            QVERIFY2(!names.contains(widget->objectName()), qPrintable(widget->objectName()));
            names.insert(widget->objectName());
            QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                     qPrintable(widget->objectName()));
        }
    }

private:
    static QString texts(const QWidget *widget)
    {
        QStringList all;
        const QList<QLabel *> labels = widget->findChildren<QLabel *>();
        for (const QLabel *label : labels)
            all.append(label->text());
        return all.join(u'\n');
    }
    static playbook::RunSummary summary(const QString &id, const QString &owner)
    {
        playbook::RunSummary made;
        made.id = id;
        made.playbook = u"/srv/ansible/site.yml"_s;
        made.limit = id == "old"_L1 ? QString() : u"cloud[001-008]"_s;
        made.check = id == "old"_L1;
        made.started = QDateTime::currentDateTimeUtc().addSecs(-3600);
        QString dead = processIdentity();
        dead.replace(QString::number(QCoreApplication::applicationPid()), u"999999999"_s);
        made.owner = owner.isEmpty() ? dead : owner;
        return made;
    }

    std::unique_ptr<SetupFixture> f;
};

QTEST_MAIN(SetupPageTest)
#include "tst_setuppage.moc"
