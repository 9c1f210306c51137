#include "models/base/processidentity.h"
#include "models/playbook/run/runlog.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

using namespace skybro;
using namespace skybro::playbook;
using namespace Qt::StringLiterals;

namespace {

const QDateTime noon(QDate(2026, 11, 26), QTime(12, 0), Qt::UTC);

RunSummary summary(int minute = 0)
{
    RunSummary run;
    run.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    run.site = u"aqua"_s;
    run.playbook = u"/p/node base.yml"_s;
    run.limit = u"cloud[001-002]"_s;
    run.check = true;
    run.started = noon.addSecs(qint64(60) * minute);
    return run;
}

RunEvent finished(int task, const QString &host = u"n1"_s)
{
    RunEvent event;
    event.kind = RunEvent::Kind::HostFinished;
    event.time = noon.addMSecs(task);
    event.task = task;
    event.host = host;
    event.outcome = Outcome::Changed;
    event.result = Dict{{u"changed"_s, true}, {u"stdout"_s, QString(task % 300, u'æ')}};
    return event;
}

RunEvent last()
{
    RunEvent event;
    event.kind = RunEvent::Kind::RunFinished;
    event.time = noon.addSecs(90);
    event.recap[u"n1"_s] = {.ok = 7};
    event.isStopped = true;
    return event;
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(bytes);
}

} // namespace

class TestRunLog : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    [[nodiscard]] QString folder() const { return m_dir->filePath(u"state/runs"_s); }
    [[nodiscard]] QString pathOf(const RunSummary &run) const
    {
        return folder() + u'/' + run.id + u".jsonl"_s;
    }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void whatWasWrittenIsRead()
    {
        const RunSummary run = summary();
        auto log = RunLog::create(run, folder());
        QVERIFY(log);
        QCOMPARE((*log)->path(), pathOf(run));
        QVERIFY((*log)->append({finished(0), finished(1)}));
        const auto unfinished = runSummary(run.id, folder());
        QVERIFY(unfinished && unfinished->isUnfinished());
        QCOMPARE(unfinished->recap.value(u"n1"_s), (HostStats{.ok = 2, .changed = 2}));
        QCOMPARE(lifeOf(unfinished->owner), ProcessLife::Alive);
        QVERIFY((*log)->append({last()}));

        const QList<RunSummary> history = runHistory(folder());
        QCOMPARE(history.size(), 1);
        const RunSummary &read = history.constFirst();
        QCOMPARE(read.id, run.id);
        QCOMPARE(read.site, run.site);
        QCOMPARE(read.playbook, run.playbook);
        QCOMPARE(read.limit, run.limit);
        QVERIFY(read.check && !read.byAnsible && !read.isUnfinished());
        QCOMPARE(read.started, run.started);
        QCOMPARE(read.ended, last().time);
        QCOMPARE(read.recap, last().recap);
        QVERIFY(read.isStopped);
        const auto events = readRun(run.id, folder());
        QVERIFY(events);
        QCOMPARE(events->size(), 3);
        QCOMPARE(toJsonLine(events->at(1)), toJsonLine(finished(1)));
    }

    void isForItsOwnerAlone()
    {
        const mode_t before = ::umask(0);
        const RunSummary run = summary();
        const auto log = RunLog::create(run, folder());
        ::umask(before);
        QVERIFY(log);
        struct stat file
        {
        };
        QCOMPARE(::stat(QFile::encodeName(pathOf(run)).constData(), &file), 0);
        QCOMPARE(file.st_mode & 07777, 0600U);
        QCOMPARE(::stat(QFile::encodeName(folder()).constData(), &file), 0);
        QCOMPARE(file.st_mode & 07777, 0700U);
    }

    void newestComesFirst()
    {
        for (const int minute : {3, 9, 1})
            QVERIFY(RunLog::create(summary(minute), folder()));
        QList<QDateTime> times;
        for (const RunSummary &run : runHistory(folder()))
            times += run.started;
        QCOMPARE(times, (QList{noon.addSecs(540), noon.addSecs(180), noon.addSecs(60)}));
    }

    void oldOnesGo()
    {
        const RunSummary old = summary();
        const RunSummary young = summary(1);
        QVERIFY(RunLog::create(old, folder()) && RunLog::create(young, folder()));
        write(folder() + u"/notes.txt"_s, "kept");
        const auto age = [this](const QString &path, int days) {
            QFile file(path);
            QVERIFY(file.open(QFile::Append) &&
                    file.setFileTime(QDateTime::currentDateTimeUtc().addDays(-days),
                                     QFileDevice::FileModificationTime));
        };
        age(pathOf(old), 181);
        age(pathOf(young), 179);
        age(folder() + u"/notes.txt"_s, 999);
        const RunSummary next = summary(2);
        QVERIFY(RunLog::create(next, folder()));
        QVERIFY(!QFile::exists(pathOf(old)));
        QVERIFY(QFile::exists(pathOf(young)) && QFile::exists(pathOf(next)));
        QVERIFY(QFile::exists(folder() + u"/notes.txt"_s));
    }

    void idsDoNotLeadOutOfTheFolder()
    {
        for (const QString &id : {u""_s, u"../x"_s, u"x"_s, u"{0f8fad5b-d9cb-469f-a165-70867728950e}"_s}) {
            RunSummary run = summary();
            run.id = id;
            QCOMPARE(RunLog::create(run, folder()).error().kind, ErrorKind::Invalid);
            QCOMPARE(readRun(id, folder()).error().kind, ErrorKind::NotFound);
        }
        const RunSummary run = summary();
        QVERIFY(RunLog::create(run, folder()));
        QCOMPARE(RunLog::create(run, folder()).error().kind, ErrorKind::Internal); // there is one already
        QVERIFY(runHistory(m_dir->filePath(u"none"_s)).isEmpty());
    }

    /// Wherever a kill or a power cut ended the file: the whole events before it are there, and no more.
    void cutOffAnywhere()
    {
        const RunSummary run = summary();
        QList<RunEvent> events;
        for (int task = 0; task < 40; ++task)
            events += finished(task);
        {
            auto log = RunLog::create(run, folder());
            QVERIFY(log && (*log)->append(events) && (*log)->append({last()}));
        }
        const QByteArray whole = bytesOf(pathOf(run));
        const qsizetype header = whole.indexOf('\n') + 1;
        QRandomGenerator random(7);
        QList<qsizetype> cuts; // anywhere, and at the edges of every line
        for (int i = 0; i < 300; ++i)
            cuts += random.bounded(int(whole.size()));
        for (qsizetype end = whole.indexOf('\n'); end + 1 < whole.size(); end = whole.indexOf('\n', end + 1))
            cuts += {end - 1, end, end + 1};
        for (const qsizetype cut : cuts) {
            write(pathOf(run), whole.left(cut));
            const qsizetype lines = whole.left(cut).count('\n');
            const auto read = readRun(run.id, folder());
            if (cut < header) {
                QVERIFY(cut >= header - 1 || !read);
                continue;
            }
            QVERIFY(read);
            QCOMPARE(read->size(), lines - 1);
            const auto known = runSummary(run.id, folder());
            QVERIFY(known && known->isUnfinished());
            QCOMPARE(known->recap.value(u"n1"_s).changed, int(read->size()));
        }
    }

    void killedWhileItWrites()
    {
        const RunSummary run = summary();
        const pid_t child = ::fork();
        if (child == 0) {
            auto log = RunLog::create(run, folder());
            for (int task = 0; log && (*log)->append({finished(task)}); ++task) {
            }
            ::_exit(1);
        }
        QTRY_VERIFY_WITH_TIMEOUT(QFile(pathOf(run)).size() > 100'000, 30'000);
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        QVERIFY(WIFSIGNALED(status));
        const auto events = readRun(run.id, folder());
        QVERIFY(events && events->size() > 100);
        for (qsizetype i = 0; i < events->size(); ++i)
            QCOMPARE(events->at(i).task, int(i));
        QCOMPARE(runHistory(folder()).constFirst().recap.value(u"n1"_s).ok, int(events->size()));
    }

    void corruptLinesArePassedOver()
    {
        const RunSummary run = summary();
        {
            auto log = RunLog::create(run, folder());
            QVERIFY(log && (*log)->append({finished(0), finished(1), finished(2)}));
        }
        QByteArray bytes = bytesOf(pathOf(run));
        bytes.replace("\"task\": 1,", QByteArray("\"task\xff\0\n,", 9));
        bytes += QByteArray(1000, '\0') + "\n{}\n" + toJsonLine(finished(3)) + '\n';
        write(pathOf(run), bytes);
        const auto events = readRun(run.id, folder());
        QVERIFY(events);
        QCOMPARE(events->size(), 3);
        QCOMPARE(events->constLast().task, 3);

        write(folder() + u"/note.jsonl"_s, "{\"skybroRun\": 1}\n");
        write(folder() + u"/empty.jsonl"_s, "");
        write(folder() + u"/binary.jsonl"_s, QByteArray(100'000, '\xfe'));
        QVERIFY(QFile::copy(pathOf(run), folder() + u"/copy.jsonl"_s));
        QCOMPARE(runHistory(folder()).size(), 1);
    }

    /// The kernel's limit on a file's size stands for a disk that is full.
    void fullDiskIsToldAndTakenBack()
    {
        const RunSummary run = summary();
        auto log = RunLog::create(run, folder());
        QVERIFY(log && (*log)->append({finished(0)}));
        const qint64 before = QFile(pathOf(run)).size();
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit old{};
        ::getrlimit(RLIMIT_FSIZE, &old);
        rlimit tight = old;
        tight.rlim_cur = static_cast<rlim_t>(before + 100);
        ::setrlimit(RLIMIT_FSIZE, &tight);
        const auto full = (*log)->append({finished(1), finished(2)});
        ::setrlimit(RLIMIT_FSIZE, &old);
        QVERIFY(!full);
        QCOMPARE(full.error().kind, ErrorKind::Internal);
        QVERIFY(full.error().text.contains(pathOf(run)));
        QCOMPARE(QFile(pathOf(run)).size(), before);
        QVERIFY((*log)->append({finished(3)}));
        QCOMPARE(readRun(run.id, folder())->constLast().task, 3);
    }
};

QTEST_GUILESS_MAIN(TestRunLog)
#include "tst_runlog.moc"
