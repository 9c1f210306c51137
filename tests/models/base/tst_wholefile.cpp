#include "models/base/wholefile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>

using namespace skybro;
using namespace Qt::StringLiterals;

namespace {

const QByteArray large(1'000'000, 'x'); ///< more than a file's buffer holds

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray("no such file");
}

} // namespace

class WholeFileTest : public QObject
{
    Q_OBJECT

private slots:
    void writesAndReplaces()
    {
        const QString path = m_folder.filePath(u"a.txt"_s);
        QVERIFY(writeWholeFile(path, "first"));
        QCOMPARE(contentOf(path), "first");
        QVERIFY(writeWholeFile(path, large));
        QCOMPARE(contentOf(path), large);
        QVERIFY(writeWholeFile(path, {}));
        QCOMPARE(contentOf(path), QByteArray());
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files), QStringList{u"a.txt"_s});
    }

    void tellsWhereAndWhy_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("no such folder") << u"/no/such/folder/x.svg"_s;
        QTest::newRow("a folder") << m_folder.path();
    }

    void tellsWhereAndWhy()
    {
        QFETCH(const QString, path);
        const Result<void> written = writeWholeFile(path, "x");
        QVERIFY(!written);
        QVERIFY2(written.error().text.startsWith(path), qPrintable(written.error().text));
        QVERIFY(!written.error().text.endsWith(u"Unknown error"));
    }

    /// A limit of the process stands in for the end of the disk.
    void tellsOfAFullDisk()
    {
        const QString path = m_folder.filePath(u"full.txt"_s);
        QVERIFY(writeWholeFile(path, "before"));
        rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        const rlimit narrow{.rlim_cur = 100'000, .rlim_max = before.rlim_max};
        std::signal(SIGXFSZ, SIG_IGN);
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &narrow), 0);
        const Result<void> written = writeWholeFile(path, large);
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
        QVERIFY(!written);
        QVERIFY2(written.error().text.contains(u"File too large"), qPrintable(written.error().text));
        QCOMPARE(contentOf(path), "before");
        QCOMPARE(QDir(m_folder.path()).entryList({u"full*"_s}), QStringList{u"full.txt"_s});
    }

    /// As /dev/stdout is one, or the null device: root could put a file in its place.
    void leavesAPipeInItsPlace()
    {
        const QByteArray path = QFile::encodeName(m_folder.filePath(u"pipe"_s));
        QCOMPARE(mkfifo(path.constData(), 0600), 0);
        const int end = ::open(path.constData(), O_RDONLY | O_NONBLOCK);
        QVERIFY(end >= 0);
        QVERIFY(writeWholeFile(QFile::decodeName(path), "through"));
        QByteArray read(100, 0);
        read.resize(::read(end, read.data(), static_cast<size_t>(read.size())));
        ::close(end);
        QCOMPARE(read, "through");
        struct stat after
        {
        };
        QCOMPARE(stat(path.constData(), &after), 0);
        QVERIFY(S_ISFIFO(after.st_mode));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(WholeFileTest)
#include "tst_wholefile.moc"
