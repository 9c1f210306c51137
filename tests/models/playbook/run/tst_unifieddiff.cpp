#include "models/playbook/run/unifieddiff.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace skybro::playbook;
using namespace Qt::StringLiterals;

class UnifiedDiffTest : public QObject
{
    Q_OBJECT

private slots:
    void namesItsSides()
    {
        const QByteArrayList lines = unifiedDiff({.afterHeader = u"/etc/motd"_s, .after = "a\nb"});
        QCOMPARE(lines, (QByteArrayList{"--- before", "+++ after: /etc/motd", "@@ -0,0 +1,2 @@", "+a", "+b",
                                        "\\ No newline at end of file"}));
        QVERIFY(unifiedDiff({.before = "x", .after = "x"}).isEmpty());
    }

    // What it writes, patch(1) makes the one out of the other with; and it is as short as diff's own.
    void isWhatPatchTakes()
    {
        if (QStandardPaths::findExecutable(u"patch"_s).isEmpty())
            QSKIP("patch is not installed");
        QTemporaryDir folder;
        QRandomGenerator random(4711);
        for (int round = 0; round < 60; ++round) {
            QByteArray before;
            QByteArray after;
            const int count = random.bounded(40);
            for (int i = 0; i < count; ++i) {
                const QByteArray line = "line " + QByteArray::number(random.bounded(7)) + '\n';
                const int fate = random.bounded(6);
                if (fate != 0)
                    before += line;
                if (fate != 1)
                    after += line;
            }
            if (round % 5 == 0)
                before.chop(1);
            if (round % 7 == 0)
                after.chop(1);
            if (before == after)
                continue;
            write(folder.filePath(u"a"_s), before);
            const QByteArrayList lines = unifiedDiff({.before = before, .after = after});
            QProcess patch;
            patch.setWorkingDirectory(folder.path());
            patch.start(u"patch"_s, {u"-s"_s, u"-o"_s, u"out"_s, u"a"_s});
            patch.write(lines.join('\n') + '\n');
            patch.closeWriteChannel();
            QVERIFY(patch.waitForFinished());
            QVERIFY2(patch.exitCode() == 0, patch.readAllStandardOutput() + lines.join('\n'));
            QCOMPARE(read(folder.filePath(u"out"_s)), after);
        }
    }

    void doesNotThinkForLong()
    {
        QByteArray before;
        QByteArray after;
        for (int i = 0; i < 100'000; ++i) {
            before += "a" + QByteArray::number(i) + '\n';
            after += "b" + QByteArray::number(i) + '\n';
        }
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(unifiedDiff({.before = before, .after = after}).size(), 200'003);
        QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
    }

private:
    static void write(const QString &path, const QByteArray &text)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

QTEST_GUILESS_MAIN(UnifiedDiffTest)
#include "tst_unifieddiff.moc"
