#include "app/skybro/console.h"
#include "models/fleet/nodetablemodel.h"
#include "ui/common/page.h"
#include "ui/nodes/nodetable.h"

#include <QApplication>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QPointer>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <csignal>

using namespace skybro;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString beside(const QString &program)
{
    return QStandardPaths::findExecutable(program, {QStringLiteral(SKYBRO_BIN)});
}

} // namespace

/// The console whole: the real window on a real skybro-sim, and the program as a user starts it.
class ConsoleTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        for (const char *home : {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"})
            qputenv(home, (m_folder.path() + u'/' + QLatin1StringView(home)).toUtf8());
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }

    void firstStartHasThreeDoors()
    {
        console::Console console;
        console.window()->show();
        console.openUsual();
        QVERIFY(console.window()->findChild<QAbstractButton *>(u"welcome.azlogin"_s)->isVisible());
    }

    void startsAndStopsNodes()
    {
        QProcess sim;
        const QString site = m_folder.filePath(u"niflheim.yaml"_s);
        startSim(sim, {u"--nodes"_s, u"12"_s, u"--operation-time"_s, u"2500"_s, u"--write-site"_s, site});
        console::Console console;
        console.window()->resize(1280, 800);
        console.window()->show();
        console.setFirstPage(u"nodes"_s);
        console.openSite(site);
        auto *table = console.window()->findChild<ui::NodeTable *>(u"nodes.table"_s);
        QVERIFY(table);
        QTRY_COMPARE(table->model()->rowCount(), 12);

        // Select two that rest, press Start, watch them run.
        QList<int> resting;
        for (int row = 0; row < 12; ++row) {
            if (state(table, row) == fleet::PowerState::Deallocated)
                resting.append(row);
        }
        QVERIFY(resting.size() >= 2);
        select(table, resting.at(0), {});
        select(table, resting.at(1), Qt::ControlModifier);
        auto *start = console.window()->findChild<QToolButton *>(u"nodes.start.button"_s);
        QTRY_VERIFY(start->isEnabled());
        QTest::mouseClick(start, Qt::LeftButton);
        QTRY_COMPARE(table->model()
                         ->index(resting.at(0), fleet::NodeTableModel::PowerColumn)
                         .data(Qt::AccessibleTextRole)
                         .toString(),
                     u"Starting"_s);
        console.window()->actions()->find(u"app.log"_s)->trigger();
        picture(console.window(), u"console-starting"_s);
        console.window()->actions()->find(u"app.log"_s)->trigger();
        QTRY_COMPARE(state(table, resting.at(0)), fleet::PowerState::Running);
        QTRY_COMPARE(state(table, resting.at(1)), fleet::PowerState::Running);
        QTRY_COMPARE(console.cluster()->power()->running(), 0);

        // The journal says so, on its page.
        console.window()->showPage(u"activity"_s);
        auto *journal = console.window()->findChild<QTableView *>(u"activity.table"_s);
        picture(console.window(), u"console-activity"_s);
        QTRY_COMPARE(journal->model()->rowCount(), 2);
        for (int row = 0; row < 2; ++row)
            QCOMPARE(journal->model()->index(row, 2).data().toString(), u"Done"_s);

        // And back, with the question answered.
        console.window()->showPage(u"nodes"_s);
        auto *stop = console.window()->findChild<QToolButton *>(u"nodes.stop.button"_s);
        QTRY_VERIFY(stop->isEnabled());
        QTest::mouseClick(stop, Qt::LeftButton);
        QTest::mouseClick(console.window()->findChild<QPushButton *>(u"nodes.confirm.yes"_s), Qt::LeftButton);
        QTRY_COMPARE(state(table, resting.at(1)), fleet::PowerState::Deallocated);

        // Azure goes away: the page says so, the old values stay.
        sim.kill();
        QVERIFY(sim.waitForFinished(skybro::test::patienceMs));
        // Not by F5: no window is active here, and a poll that happened to be due would hide it.
        console.window()->actions()->find(u"app.refresh"_s)->trigger();
        auto *error = console.window()->findChild<QWidget *>(u"nodes.error"_s);
        QTRY_VERIFY(error->isVisible());
        QCOMPARE(table->model()->rowCount(), 12);
    }

    void opensTheSiteAnewInAnotherCurrency()
    {
        QProcess sim;
        const QString site = m_folder.filePath(u"garm.yaml"_s);
        startSim(sim, {u"--nodes"_s, u"3"_s, u"--write-site"_s, site});
        console::Console console;
        console.window()->show();
        console.openSite(site);
        QPointer<fleet::Cluster> first = console.cluster();
        QTRY_COMPARE(first->fleet()->nodes().size(), 3);

        console.window()->showPage(u"settings"_s);
        auto *currency = console.window()->findChild<QComboBox *>(u"settings.currency"_s);
        currency->setCurrentIndex(currency->findData(u"DKK"_s));
        emit currency->activated(currency->currentIndex());
        QVERIFY(!first);
        QCOMPARE(console.window()->currentPage()->id(), u"settings"_s);
        QTRY_COMPARE(console.cluster()->fleet()->nodes().size(), 3);

        QPointer<fleet::Cluster> second = console.cluster();
        console.window()->actions()->find(u"app.addsite"_s)->trigger();
        QTRY_VERIFY(!second);
        QVERIFY(console.window()->findChild<QAbstractButton *>(u"welcome.demo"_s)->isVisible());
    }

    void tellsWhatIsWrongWithASiteFile()
    {
        const QString path = m_folder.filePath(u"bad.yaml"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("azure:\n  subscription: 00000000-0000-0000-0000-000000000001\n  tenent: x\n");
        file.close();
        console::Console console;
        QSignalSpy failed(&console, &console::Console::failed);
        console.window()->show();
        console.openSite(path);
        QCOMPARE(failed.size(), 1);
        QVERIFY(failed.first().first().value<Error>().text.contains(u"bad.yaml:3"_s));
        QVERIFY(console.window()->findChild<QWidget *>(u"welcome.error"_s)->isVisible());
    }

    void drawsItsPages_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<QString>("theme");
        QTest::newRow("overview") << u"overview"_s << u"light"_s;
        QTest::newRow("nodes") << u"nodes"_s << u"dark"_s;
        QTest::newRow("tunnel") << u"tunnel"_s << u"light"_s;
        QTest::newRow("activity") << u"activity"_s << u"light"_s;
        QTest::newRow("settings") << u"settings"_s << u"dark"_s;
    }

    /// The demo's tunnel, played as it is: its lamps, the status line and the overview say the same.
    void watchesTheTunnel()
    {
        // skybro-sim is looked for beside the program, which is the test here, and then in PATH.
        qputenv("PATH", QByteArray(SKYBRO_BIN) + ':' + qgetenv("PATH"));
        console::Console console;
        console.window()->resize(1280, 800);
        console.window()->show();
        console.setFirstPage(u"tunnel"_s);
        console.openDemo();
        const auto words = [&](const QString &name) {
            auto *label = console.window()->findChild<QLabel *>(name);
            return label ? label->text() : QString();
        };
        QTRY_COMPARE(words(u"tunnel.lamp.traffic.word"_s), u"Passes"_s);
        QTRY_COMPARE(words(u"tunnel.lamp.azure.word"_s), u"Connected"_s);
        auto *status = console.window()->findChild<QToolButton *>(u"status.tunnel"_s);
        QVERIFY(status);
        QTRY_VERIFY(status->text().startsWith(u"Tunnel up · "_s) && status->text().contains(u"ms"_s));
        QTRY_VERIFY(status->text().contains(u"B/s"_s));
        QVERIFY(console.window()->showPage(u"overview"_s));
        QTRY_VERIFY(words(u"overview.tunnel.words"_s).startsWith(u"Up · "_s));
        console.window()->findChild<QPushButton *>(u"overview.tunnel"_s)->click();
        QCOMPARE(console.window()->currentPage()->id(), u"tunnel"_s);
        QVERIFY(console.window()->showPage(u"nodes"_s));
        status->click();
        QCOMPARE(console.window()->currentPage()->id(), u"tunnel"_s);
        QVERIFY(console.window()->actions()->conflicts().isEmpty());
    }

    void saysThatASiteHasNoTunnel()
    {
        QProcess sim;
        const QString site = m_folder.filePath(u"notunnel.yaml"_s);
        startSim(sim, {u"--nodes"_s, u"3"_s, u"--write-site"_s, site});
        console::Console console;
        console.window()->show();
        console.setFirstPage(u"tunnel"_s);
        console.openSite(site);
        auto *example = console.window()->findChild<QPushButton *>(u"tunnel.example.button"_s);
        QVERIFY(example && example->isVisible());
        QVERIFY(!console.window()->findChild<QToolButton *>(u"status.tunnel"_s)->isVisible());
        QVERIFY(!console.window()->findChild<QPushButton *>(u"overview.tunnel"_s)->isVisible());
        sim.terminate();
        QVERIFY(sim.waitForFinished());
    }

    void drawsItsPages()
    {
        QFETCH(QString, page);
        QFETCH(QString, theme);
        const QString file = m_folder.filePath(page + u".png"_s);
        QProcess program;
        program.start(beside(u"skybro"_s), {u"--demo"_s, u"--page"_s, page, u"--screenshot"_s, file,
                                            u"--size"_s, u"1000x700"_s, u"--theme"_s, theme});
        QVERIFY(program.waitForFinished(skybro::test::patienceMs));
        QVERIFY2(program.exitCode() == 0, program.readAllStandardError().constData());
        const QImage image(file);
        QCOMPARE(image.size(), QSize(1000, 700));
        const bool dark = image.pixelColor(990, 20).lightness() < 128;
        QCOMPARE(dark, theme == u"dark"_s);
    }

    /// As on a server, where somebody asks before there is a display.
    void answersWithoutADisplay_data()
    {
        QTest::addColumn<QString>("argument");
        QTest::addColumn<QString>("answer");
        QTest::addRow("help") << u"--help"_s << u"--screenshot"_s;
        QTest::addRow("h") << u"-h"_s << u"--list-pages"_s;
        QTest::addRow("help-all") << u"--help-all"_s << u"--demo"_s;
        QTest::addRow("version") << u"--version"_s << u"skybro "_s;
        QTest::addRow("pages") << u"--list-pages"_s << u"topology"_s;
    }

    void answersWithoutADisplay()
    {
        QFETCH(QString, argument);
        QFETCH(QString, answer);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const auto &name : {u"QT_QPA_PLATFORM"_s, u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s})
            environment.remove(name);
        QProcess program;
        program.setProcessEnvironment(environment);
        program.start(beside(u"skybro"_s), {argument});
        QVERIFY(program.waitForFinished(skybro::test::patienceMs));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
        const QString out = QString::fromUtf8(program.readAllStandardOutput());
        QVERIFY2(out.contains(answer), qPrintable(out));
    }

    /// In the user's language, as the console is.
    void helpsInDanish()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(u"QT_QPA_PLATFORM"_s);
        environment.remove(u"LANGUAGE"_s);
        environment.insert(u"LC_ALL"_s, u"da_DK.UTF-8"_s);
        QProcess program;
        program.setProcessEnvironment(environment);
        program.start(beside(u"skybro"_s), {u"--help"_s});
        QVERIFY(program.waitForFinished(skybro::test::patienceMs));
        const QString out = QString::fromUtf8(program.readAllStandardOutput());
        QVERIFY2(out.contains(u"vinduets størrelse"_s), qPrintable(out));
    }

    void refusesNonsense_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("page") << QStringList{u"--page"_s, u"moon"_s};
        QTest::newRow("size") << QStringList{u"--size"_s, u"big"_s};
        QTest::newRow("theme") << QStringList{u"--theme"_s, u"pink"_s};
        QTest::newRow("argument") << QStringList{u"what"_s};
    }

    void refusesNonsense()
    {
        QFETCH(QStringList, arguments);
        QProcess program;
        program.start(beside(u"skybro"_s), arguments);
        QVERIFY(program.waitForFinished(skybro::test::patienceMs));
        QCOMPARE(program.exitCode(), 2);
        QVERIFY(!program.readAllStandardError().isEmpty());
    }

    void failsWhenThePictureCanNotBeTaken()
    {
        QProcess program;
        program.start(beside(u"skybro"_s), {u"--site"_s, u"/nowhere/no.yaml"_s, u"--screenshot"_s,
                                            m_folder.filePath(u"no.png"_s)});
        QVERIFY(program.waitForFinished(skybro::test::patienceMs));
        QCOMPARE(program.exitCode(), 1);
        QVERIFY(program.readAllStandardError().contains("no.yaml"));
    }

    void takesTheDemoCloudWithItWhenKilled()
    {
        QProcess program;
        program.start(beside(u"skybro"_s), {u"--demo"_s});
        QVERIFY(program.waitForStarted(skybro::test::patienceMs));
        QTRY_VERIFY(!childrenOf(program.processId()).isEmpty());
        const qint64 sim = childrenOf(program.processId()).first();
        ::kill(pid_t(program.processId()), SIGKILL);
        QVERIFY(program.waitForFinished(skybro::test::patienceMs));
        QTRY_VERIFY(!isAlive(sim));
    }

private:
    // To look at, when SKYBRO_PICTURES names a folder.
    static void picture(QWidget *window, const QString &name)
    {
        const QString pictures = qEnvironmentVariable("SKYBRO_PICTURES");
        if (pictures.isEmpty())
            return;
        QTest::qWait(600);
        QVERIFY(window->grab().save(u"%1/%2.png"_s.arg(pictures, name)));
    }

    void startSim(QProcess &sim, const QStringList &arguments)
    {
        sim.start(beside(u"skybro-sim"_s), arguments);
        QVERIFY(sim.waitForStarted(skybro::test::patienceMs));
        QTRY_VERIFY(sim.canReadLine());
    }

    static fleet::PowerState state(const QTableView *table, int row)
    {
        return fleet::PowerState(
            table->model()->index(row, 0).data(fleet::NodeTableModel::PowerStateRole).toInt());
    }

    static void select(QTableView *table, int row, Qt::KeyboardModifiers keys)
    {
        const QModelIndex index = table->model()->index(row, 0);
        table->scrollTo(index);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, keys, table->visualRect(index).center());
    }

    static QList<qint64> childrenOf(qint64 parent)
    {
        QFile file(u"/proc/%1/task/%1/children"_s.arg(parent));
        QList<qint64> children;
        if (file.open(QIODevice::ReadOnly)) {
            const QList<QByteArray> words = file.readAll().simplified().split(' ');
            for (const QByteArray &word : words) {
                if (const qint64 pid = word.toLongLong())
                    children.append(pid);
            }
        }
        return children;
    }

    // A zombie that nobody has collected yet has no memory any more.
    static bool isAlive(qint64 pid)
    {
        QFile file(u"/proc/%1/statm"_s.arg(pid));
        return file.open(QIODevice::ReadOnly) && !file.readAll().startsWith("0 ");
    }

    QTemporaryDir m_folder;
};

QTEST_MAIN(ConsoleTest)
#include "tst_console.moc"
