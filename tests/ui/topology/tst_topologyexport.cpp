#include "tests/ui/topology/topologyfixture.h"
#include "ui/topology/topologyexport.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

using namespace skybro;
using namespace skybro::uitest;
using namespace skybro::test;

/// The picture, written into files.
class TopologyExportTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { f = std::make_unique<TopologyFixture>(); }
    void cleanup() { f.reset(); }

    void exportsThePicture()
    {
        f->addHub();
        f->open();
        QTRY_VERIFY(f->view()->isVisible());
        f->theme.setChoice(ui::ThemeChoice::Dark);
        const QSizeF networks = f->feed->picture()->layout.bounds.size();
        for (const QString &ending : {u"svg"_s, u"png"_s, u"pdf"_s}) {
            const QString path = f->folder.filePath(u"network."_s + ending);
            exportTo(path);
            QTRY_COMPARE(f->get<QLabel>("topology.words")->text(), u"Written: "_s + path);
            QFile file(path);
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
            const QByteArray bytes = file.readAll();
            if (ending == u"png"_s) {
                // For paper, with the problems told below.
                const QImage image = QImage::fromData(bytes);
                QCOMPARE(image.pixelColor(0, 0), QColor(Qt::white));
                QVERIFY(image.height() > 2 * networks.height() + 100);
            } else {
                // Of letters, not of their outlines: to be searched.
                QVERIFY(bytes.contains(ending == u"pdf"_s ? "/BaseFont" : "vnet-hpc"));
            }
        }
        f->theme.setChoice(ui::ThemeChoice::Light);
    }

    void saysThatAnExportFailed()
    {
        f->addHub();
        f->open();
        QTRY_VERIFY(f->view()->isVisible());
        exportTo(f->folder.filePath(u"network.svg"_s));
        QTRY_VERIFY(f->get<QLabel>("topology.words")->text().startsWith(u"Written"_s));
        exportTo(u"/no/such/folder/x.svg"_s);
        QVERIFY(f->get<QLabel>("topology.words")->text().startsWith(u"Writing"_s));
        auto *error = f->get<QWidget>("topology.error");
        QTRY_VERIFY(error->isVisible());
        QVERIFY(!f->get<QLabel>("topology.words")->text().contains(u"network.svg"_s));
        // It stays until another try, whatever Azure says meanwhile.
        f->networks.addNode(u"cloud099"_s, u"vnet-hpc"_s, u"vm"_s);
        const auto before = f->feed->picture();
        f->feed->refresh();
        QTRY_VERIFY(f->feed->picture() != before);
        QVERIFY(error->isVisible());
        const int asked = f->asked;
        QTest::mouseClick(f->get<QPushButton>("topology.error.retry"), Qt::LeftButton);
        QTRY_VERIFY(f->page->findChild<QFileDialog *>(u"topology.export.dialog"_s));
        QCOMPARE(f->asked, asked);
        QVERIFY(!error->isVisible());
    }

    /// Azure's word takes the banner from an export that failed, and leaves with its cause.
    void forgetsAFailedExport()
    {
        f->addHub();
        f->open();
        QTRY_VERIFY(f->view()->isVisible());
        exportTo(u"/no/such/folder/x.svg"_s);
        auto *error = f->get<QWidget>("topology.error");
        QTRY_VERIFY(error->isVisible());
        f->refuse = makeError(ErrorKind::Network, u"Nothing answers."_s);
        f->feed->refresh();
        QTRY_VERIFY(f->feed->problem());
        QVERIFY(error->isVisible());
        f->refuse.reset();
        f->feed->refresh();
        QTRY_VERIFY(!f->feed->problem());
        QTRY_VERIFY(!error->isVisible());
    }

    void exportsFromTheSearchToo()
    {
        f->addHub();
        f->open();
        QTRY_VERIFY(f->view()->isVisible());
        // Not Ctrl+E: on X11 that is a line edit's own, and goes to the end of its line.
        QCOMPARE(f->action("topology.export")->shortcut(), QKeySequence(QKeySequence::Save));
        f->action("topology.search.focus")->trigger();
        QTest::keySequence(f->get<QLineEdit>("topology.search"), QKeySequence::Save);
        QVERIFY(f->page->findChild<QFileDialog *>(u"topology.export.dialog"_s));
    }

    void offersTheSitesName()
    {
        topology::Topology topology = TestNetworks::cluster().build();
        QCOMPARE(ui::exportName(topology), u"niflheim-topology.svg"_s);
        topology.sites[0].name = u"../my cluster; 1"_s;
        QCOMPARE(ui::exportName(topology), u"my-cluster--1-topology.svg"_s);
        topology.sites[0].name = u"--"_s;
        QCOMPARE(ui::exportName(topology), u"topology.svg"_s);
        QCOMPARE(ui::exportName({}), u"topology.svg"_s);
        // The dialog does, too.
        f->addHub();
        f->open();
        QTRY_VERIFY(f->view()->isVisible());
        f->action("topology.export")->trigger();
        const auto *dialog = f->page->findChild<QFileDialog *>(u"topology.export.dialog"_s);
        QVERIFY(dialog);
        QCOMPARE(nameIn(dialog), ui::exportName(f->feed->picture()->topology));
    }

    void namesThePdfAfterTheSite()
    {
        const auto picture = std::make_shared<topology::Picture>();
        picture->topology = TestNetworks::cluster().build();
        picture->layout = topology::layOut(picture->topology);
        const QString path = f->folder.filePath(u"x.pdf"_s);
        QVERIFY(ui::exportPicture(picture, path).has_value());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray title; // of two bytes a letter
        for (const char c : QByteArray("niflheim"))
            title += QByteArray(1, '\0') + c;
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.contains("/Title"));
        QVERIFY(bytes.contains(title) || bytes.contains("niflheim"));
    }

    /// "Try now" begins where it failed, with the name that was typed.
    void triesAgainWhereItFailed()
    {
        f->addHub();
        f->open();
        QTRY_VERIFY(f->view()->isVisible());
        QVERIFY(QDir(f->folder.path()).mkpath(u"reports/mine.png"_s)); // a folder is in the way
        const QString path = f->folder.filePath(u"reports/mine.png"_s);
        exportTo(path);
        auto *error = f->get<QWidget>("topology.error");
        QTRY_VERIFY(error->isVisible());
        QTest::mouseClick(f->get<QPushButton>("topology.error.retry"), Qt::LeftButton);
        auto *dialog = f->page->findChild<QFileDialog *>(u"topology.export.dialog"_s);
        QVERIFY(dialog);
        QCOMPARE(nameIn(dialog), u"mine.png"_s);
        QCOMPARE(dialog->directory().canonicalPath(), QDir(f->folder.filePath(u"reports"_s)).canonicalPath());
        dialog->close();
    }

    /// It has happened; nobody has to look at it for ever.
    void dismissesTheError()
    {
        f->addHub();
        f->open();
        QTRY_VERIFY(f->view()->isVisible());
        auto *error = f->get<QWidget>("topology.error");
        auto *close = f->get<QToolButton>("topology.error.close");
        const auto failAnew = [&] {
            exportTo(u"/no/such/folder/x.svg"_s);
            QTRY_VERIFY(error->isVisible());
            QVERIFY(close->isVisible());
        };
        failAnew();
        f->picture(u"topology-export-failed"_s);
        QTest::mouseClick(close, Qt::LeftButton);
        QVERIFY(!error->isVisible());
        for (const char *name :
             {"topology.view", "topology.problems", "topology.search", "topology.error.retry"}) {
            failAnew();
            f->get<QWidget>(name)->setFocus();
            QTest::keyClick(f->get<QWidget>(name), Qt::Key_Escape);
            QVERIFY2(!error->isVisible(), name);
        }
        failAnew();
        exportTo(f->folder.filePath(u"good.svg"_s));
        QTRY_VERIFY(!error->isVisible());
        // What Azure says is not to be dismissed: it goes on.
        f->refuse = makeError(ErrorKind::Network, u"Nothing answers."_s);
        f->feed->refresh();
        QTRY_VERIFY(error->isVisible());
        QVERIFY(!close->isVisible());
        QTest::keyClick(f->view(), Qt::Key_Escape);
        QVERIFY(error->isVisible());
        exportTo(f->folder.filePath(u"good.svg"_s));
        QTRY_VERIFY(f->get<QLabel>("topology.words")->text().startsWith(u"Written"_s));
        QVERIFY(error->isVisible());
    }

private:
    static QString nameIn(const QFileDialog *dialog)
    {
        return dialog->findChild<QLineEdit *>(u"fileNameEdit"_s)->text();
    }

    void exportTo(const QString &path) const
    {
        f->action("topology.export")->trigger();
        auto *dialog = f->page->findChild<QFileDialog *>(u"topology.export.dialog"_s);
        QVERIFY(dialog);
        QVERIFY(dialog->isVisible());
        emit dialog->fileSelected(path);
        dialog->close();
        QTRY_VERIFY(!f->page->findChild<QFileDialog *>(u"topology.export.dialog"_s));
    }

    std::unique_ptr<TopologyFixture> f;
};

QTEST_MAIN(TopologyExportTest)
#include "tst_topologyexport.moc"
