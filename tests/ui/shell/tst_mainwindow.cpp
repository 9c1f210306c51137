#include "models/base/log.h"
#include "tests/ui/uifixture.h"
#include "ui/common/page.h"
#include "ui/shell/aboutdialog.h"
#include "ui/shell/settingspage.h"

#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTextBrowser>
#include <QToolButton>

using namespace skybro;
using namespace skybro::uitest;

namespace {

class PlainPage : public ui::Page
{
public:
    PlainPage(const QString &id, const QString &title)
        : Page(id, title, u"nodes"_s)
    {
        setFocusPolicy(Qt::StrongFocus);
    }
    void open(const QString &target) override { opened = target; }
    QList<ui::Finding> find(const QString &typed, int) const override
    {
        return typed == u"cloud7"_s ? QList<ui::Finding>{{u"cloud007"_s, u"Running"_s, u"state-running"_s,
                                                          ui::Tone::Good, u"id7"_s}}
                                    : QList<ui::Finding>();
    }
    using Page::setBadge;
    QString opened;
};

} // namespace

class MainWindowTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        f = std::make_unique<Fixture>();
        f->window.setFootPages({new ui::SettingsPage(&f->settings)});
        nodes = new PlainPage(u"nodes"_s, u"Nodes"_s);
        activity = new PlainPage(u"activity"_s, u"Activity"_s);
        f->window.setPages({nodes, activity});
        f->show();
    }
    void cleanup() { f.reset(); }

    void goesToPages()
    {
        QCOMPARE(f->window.currentPage(), nodes);
        QTest::keyClick(f->get<QAbstractButton>("nav.nodes"), Qt::Key_Return);
        QCOMPARE(f->window.currentPage()->id(), u"nodes"_s);
        QTest::mouseClick(f->get<QAbstractButton>("nav.activity"), Qt::LeftButton);
        QCOMPARE(f->window.currentPage(), activity);
        QTest::keyClick(&f->window, Qt::Key_1, Qt::AltModifier);
        QCOMPARE(f->window.currentPage(), nodes);
        emit nodes->linkActivated(u"activity"_s, u"x"_s);
        QCOMPARE(f->window.currentPage(), activity);
        QCOMPARE(activity->opened, u"x"_s);
        QVERIFY(!f->window.showPage(u"nowhere"_s));
        nodes->setBadge(u"8"_s);
        auto *button = f->get<QAbstractButton>("nav.nodes");
        QVERIFY(button->accessibleName().contains(u'8'));
        // Where only icons have room, a dot stands for a badge that is no mere number; none for no badge.
        f->window.resize(700, 480);
        nodes->setBadge({});
        const QImage plain = button->grab().toImage();
        nodes->setBadge(u"8"_s, ui::Tone::Warning);
        QVERIFY(button->grab().toImage() != plain);
        nodes->setBadge({}, ui::Tone::Warning);
        QCOMPARE(button->grab().toImage(), plain);
    }

    void findsByAFewLetters()
    {
        QTest::keyClick(&f->window, Qt::Key_K, Qt::ControlModifier);
        auto *input = f->get<QLineEdit>("palette.input");
        QVERIFY(input->isVisible() && input->hasFocus());
        f->picture(u"palette"_s);
        QTest::keyClicks(input, u"cloud7"_s);
        QTest::keyClick(input, Qt::Key_Return);
        QVERIFY(!input->isVisible());
        QCOMPARE(nodes->opened, u"id7"_s);

        QTest::keyClick(&f->window, Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(input, u"activ"_s);
        QTest::keyClick(input, Qt::Key_Return);
        QCOMPARE(f->window.currentPage(), activity);

        QSignalSpy refresh(&f->window, &ui::MainWindow::refreshWanted);
        QTest::keyClick(&f->window, Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(input, u"refr"_s);
        QTest::keyClick(input, Qt::Key_Return);
        QCOMPARE(refresh.size(), 1);

        QTest::keyClick(&f->window, Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(input, u"zzzz"_s);
        QTest::keyClick(input, Qt::Key_Return); // nothing to do
        QVERIFY(input->isVisible());
        QTest::keyClick(input, Qt::Key_Escape);
        QVERIFY(!input->isVisible());
    }

    void refreshesByKey()
    {
        QSignalSpy refresh(&f->window, &ui::MainWindow::refreshWanted);
        QTest::keyClick(&f->window, Qt::Key_F5);
        QCOMPARE(refresh.size(), 1);
    }

    void helpsWithThePage()
    {
        QTest::keyClick(&f->window, Qt::Key_F1);
        auto *help = f->get<QTextBrowser>("help.text");
        QVERIFY(help->isVisible());
        QVERIFY(help->toPlainText().contains(u"Stopped, billed"_s));
        f->window.showPage(u"activity"_s);
        QVERIFY(help->toPlainText().contains(u"Queued"_s));
        f->picture(u"help"_s);
        QTest::mouseClick(f->get<QToolButton>("help.close"), Qt::LeftButton);
        QVERIFY(!help->isVisible());
        // A small window gives the page the room of the navigation's words.
        f->window.resize(900, 600);
        auto *entry = f->get<QAbstractButton>("nav.nodes");
        const int wide = entry->width();
        f->action("app.help")->trigger();
        QTRY_VERIFY(entry->width() < wide / 2);
        f->action("app.help")->trigger();
        QTRY_COMPARE(entry->width(), wide);
        f->window.resize(1280, 800);
        // Escape closes it, from within too, and the page has the keyboard again.
        f->action("app.help")->trigger();
        QVERIFY(help->isVisible());
        help->setFocus();
        QTest::keyClick(help, Qt::Key_Escape);
        QVERIFY(!help->isVisible());
        QVERIFY(f->window.currentPage()->isAncestorOf(QApplication::focusWidget()));
        f->action("app.help")->trigger();
        f->get<QToolButton>("help.close")->setFocus();
        QTest::keyClick(f->get<QToolButton>("help.close"), Qt::Key_Escape);
        QVERIFY(!help->isVisible());
        f->action("app.help")->trigger();
        f->window.currentPage()->takeFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!help->isVisible());
    }

    void showsTheLog()
    {
        skybro::log::setLevel(skybro::log::Level::Info);
        QTest::keyClick(&f->window, Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        auto *lines = f->get<QListView>("log.lines");
        QVERIFY(lines->isVisible());
        auto *level = f->get<QComboBox>("log.level");
        QTest::keyClick(level, Qt::Key_Home);
        QCOMPARE(f->settings.get(setting::logLevel), u"trace"_s);
        QCOMPARE(skybro::log::level(), skybro::log::Level::Trace);
        f->picture(u"log"_s);
        QTest::mouseClick(f->get<QToolButton>("log.close"), Qt::LeftButton);
        QVERIFY(!lines->isVisible());
        skybro::log::setLevel(skybro::log::Level::Info);
    }

    void changesItsTheme()
    {
        f->settings.set(setting::theme, u"light"_s);
        QVERIFY(!ui::isDarkPalette());
        QTest::keyClick(&f->window, Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(ui::isDarkPalette());
        f->window.showPage(u"settings"_s);
        QCOMPARE(f->get<QComboBox>("settings.theme")->currentData().toString(), u"dark"_s);
        f->picture(u"settings-dark"_s);
        f->settings.set(setting::theme, u"light"_s);
    }

    void tellsVersions()
    {
        QTest::keyClick(&f->window, Qt::Key_F1, Qt::ControlModifier);
        auto *about = f->window.findChild<ui::AboutDialog *>();
        QVERIFY(about && about->isVisible() && !about->isModal());
        QTest::mouseClick(about->findChild<QPushButton *>(u"about.copy"_s), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"OpenSSL"_s));
        if (const QString pictures = qEnvironmentVariable("SKYBRO_PICTURES"); !pictures.isEmpty())
            QVERIFY(about->grab().save(pictures + u"/about.png"_s));
        about->close();
    }

    void choosesSites()
    {
        f->window.setSites({u"garm"_s, u"niflheim"_s}, u"garm"_s);
        QSignalSpy chosen(&f->window, &ui::MainWindow::siteChosen);
        auto *site = f->get<QToolButton>("header.site");
        QCOMPARE(site->text(), u"garm"_s);
        site->menu()->actions().at(1)->trigger();
        QCOMPARE(chosen.first().first().toString(), u"niflheim"_s);
    }

    void tellsWhetherSomebodyLooks()
    {
        QSignalSpy watched(&f->window, &ui::MainWindow::watchedChanged);
        f->window.hide();
        QCOMPARE(watched.last().first().toBool(), false);
        f->window.show();
        QCOMPARE(watched.last().first().toBool(), true);
    }

    void forgetsTheActionsOfPagesThatWent()
    {
        QVERIFY(f->action("go.nodes"));
        auto *only = new PlainPage(u"other"_s, u"Other"_s);
        f->window.setPages({only});
        QVERIFY(!f->action("go.nodes"));
        QVERIFY(f->action("go.other"));
        QCOMPARE(f->window.actions()->conflicts(), QStringList());
    }

private:
    std::unique_ptr<Fixture> f;
    PlainPage *nodes = nullptr;
    PlainPage *activity = nullptr;
};

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
