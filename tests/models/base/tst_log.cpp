#include "models/base/log.h"

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace skybro;
using namespace Qt::StringLiterals;

class TestLog : public QObject
{
    Q_OBJECT

    QTemporaryDir m_state;

    static QString contents()
    {
        QFile file(log::filePath());
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

private slots:
    void init()
    {
        qputenv("XDG_STATE_HOME", QFile::encodeName(m_state.path()));
        QVERIFY(log::open({.program = u"test"_s, .level = log::Level::Info}));
    }
    void cleanup() { log::close(); }

    void writesUnderTheStateFolder()
    {
        log::info("azure", "started {}", u"cloud001"_s);
        QCOMPARE(QFileInfo(log::filePath()).path(), m_state.path() + u"/skybro"_s);
        QVERIFY(contents().contains(u"azure: started cloud001"_s));
    }

    void levelIsSwitchable()
    {
        log::debug("azure", "hidden");
        log::setLevel(log::Level::Debug);
        log::debug("azure", "shown");
        log::info("azure", "flush");
        QVERIFY(!contents().contains(u"hidden"_s));
        QVERIFY(contents().contains(u"shown"_s));
        QCOMPARE(log::levelFromWord(u"debug"_s), log::Level::Debug);
        QVERIFY(!log::levelFromWord(u"loud"_s));
    }

    void everyWayInIsRedacted()
    {
        log::info("azure", "Authorization: Bearer {}", "s3cr3t");
        qWarning("client_secret=s3cr3t");
        QVERIFY(contents().contains(u"[redacted]"_s));
        QVERIFY(!contents().contains(u"s3cr3t"_s));
        for (const log::Line &line : log::Feed::instance().recent())
            QVERIFY(!line.text.contains(u"s3cr3t"_s));
    }

    void feedArrivesInTheGuiThread()
    {
        QSignalSpy lines(&log::Feed::instance(), &log::Feed::lineAdded);
        QThread *worker = QThread::create([] { log::warning("ssh", "from a worker"); });
        worker->start();
        QVERIFY(lines.wait(skybro::test::patienceMs));
        QCOMPARE(lines.first().first().value<log::Line>().text, u"from a worker"_s);
        worker->wait();
        delete worker;
    }

    void unwritableFolderIsAnErrorAndLoggingGoesOn()
    {
        qputenv("XDG_STATE_HOME", "/dev/null/nowhere");
        const Result<void> opened = log::open({.program = u"test"_s});
        QVERIFY(!opened);
        QVERIFY(opened.error().text.contains(u"/dev/null/nowhere"_s));
        log::info("azure", "still fine");
        QCOMPARE(log::Feed::instance().recent().last().text, u"still fine"_s);
    }
};

QTEST_GUILESS_MAIN(TestLog)
#include "tst_log.moc"
