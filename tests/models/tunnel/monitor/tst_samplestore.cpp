#include "models/tunnel/monitor/history.h"
#include "models/tunnel/monitor/samplestore.h"
#include "tests/models/tunnel/samples.h"
#include "tests/models/tunnel/tunnelfixture.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QThreadPool>

#include <sys/mount.h>
#include <unistd.h>

#include <cstdio>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QDateTime start(QDate(2026, 3, 1), QTime(0, 0), Qt::UTC);
const QString name = QStringLiteral("azure");

qint64 samplesIn(const QList<SamplePoint> &points)
{
    qint64 sum = 0;
    for (const SamplePoint &point : points)
        sum += point.samples;
    return sum;
}

} // namespace

class TestSampleStore : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    QDateTime m_now;

    [[nodiscard]] QString path() const { return m_dir->filePath(u"deep/tunnel.sqlite"_s); }
    [[nodiscard]] std::unique_ptr<SampleStore> open()
    {
        Result<std::unique_ptr<SampleStore>> store = SampleStore::open(path(), [this] { return m_now; });
        return store ? std::move(*store) : nullptr;
    }
    [[nodiscard]] static QList<SamplePoint> read(const SampleStore &store, const QDateTime &from,
                                                 const QDateTime &to, int atMost)
    {
        return store.read(name, from, to, atMost).value_or(QList<SamplePoint>());
    }
    /// Healthy samples of a stretch, tidied as one goes; every `cutEvery`th is cut.
    void fill(SampleStore &store, const QDateTime &from, std::chrono::seconds length,
              std::chrono::seconds every, bool tidied = true, int cutEvery = 1'000'000)
    {
        int index = 0;
        for (auto at = 0s; at < length; at += every) {
            m_now = from.addSecs(at.count());
            QVERIFY(store.add(name, ++index % cutEvery == 0 ? cut(m_now) : healthy(m_now)));
            if (tidied)
                QVERIFY(store.tidy());
        }
        m_now = from.addSecs(length.count());
    }
    static int tidyAll(SampleStore &store)
    {
        int steps = 0;
        while (store.tidy().value_or(false))
            ++steps;
        return steps;
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_now = start;
    }

    void keepsASampleAsItIs()
    {
        Sample sample = healthy(start);
        sample.azure.state = SignalState::Down;
        sample.gateway.state = SignalState::Pending;
        sample.probesMade = 4;
        sample.probesAnswered = 3;
        sample.roundTrip = 23'456us;
        sample.isImpaired = true;
        QVERIFY(open()->add(name, sample));
        m_now = start.addSecs(1);
        const QList<SamplePoint> points = read(*open(), start, m_now, 100);
        QCOMPARE(points.size(), 1);
        const SamplePoint &point = points.first();
        QCOMPARE(point.samples, 1);
        QCOMPARE(point.azure, (SamplePoint::States{.up = 0, .down = 1}));
        QCOMPARE(point.gateway, (SamplePoint::States{.up = 0, .down = 0}));
        QCOMPARE(point.traffic, (SamplePoint::States{.up = 1, .down = 0}));
        QCOMPARE(point.impaired, 1);
        QCOMPARE(point.roundTrip,
                 (SamplePoint::Range<std::chrono::microseconds>{23'456us, 23'456us, 23'456us}));
        QCOMPARE(point.loss, (SamplePoint::Range<double>{0.25, 0.25, 0.25}));
        QVERIFY(!point.rateIn());
    }

    void movesTheLogIntoTheFileInAnotherThread()
    {
        const auto store = open();
        const auto addSome = [&](int count) {
            for (int i = 0; i < count; ++i) {
                m_now = m_now.addSecs(2);
                QVERIFY(store->add(name, healthy(m_now)));
            }
            QThreadPool::globalInstance()->waitForDone();
        };
        const qint64 empty = QFileInfo(path()).size();
        addSome(199);
        QCOMPARE(QFileInfo(path()).size(), empty); // nothing was waited for
        addSome(1);
        QVERIFY(QFileInfo(path()).size() > empty);
        addSome(800);
        // The log begins anew when all in it was moved; else it would only grow.
        QVERIFY(QFileInfo(path() + u"-wal"_s).size() < 8 << 20);
    }

    void putsSamplesTogether()
    {
        const auto store = open();
        for (int i = 0; i < 4; ++i) {
            Sample sample = i == 3 ? cut(start.addSecs(i)) : healthy(start.addSecs(i));
            if (i != 3)
                sample.roundTrip = 10ms * (i + 1);
            QVERIFY(store->add(name, sample));
        }
        m_now = start.addSecs(60);
        const QList<SamplePoint> points = read(*store, start, m_now, 2);
        QCOMPARE(points.size(), 1);
        QCOMPARE(points.first().samples, 4);
        QCOMPARE(points.first().roundTrip, (SamplePoint::Range<std::chrono::microseconds>{10ms, 20ms, 30ms}));
        QCOMPARE(points.first().loss, (SamplePoint::Range<double>{0, 0.25, 1}));
        QCOMPARE(points.first().traffic, (SamplePoint::States{.up = 3, .down = 1}));
        QCOMPARE(points.first().rateIn(), 1000.0);
        QCOMPARE(points.first().rateOut(), 2000.0);
    }

    void tellsNothingOfWhatWasNotMeasured()
    {
        const auto store = open();
        Sample sample;
        sample.time = start;
        QVERIFY(store->add(name, sample));
        const SamplePoint point = read(*store, start, start.addSecs(1), 10).value(0);
        QCOMPARE(point.samples, 1);
        QVERIFY(!point.roundTrip && !point.loss && !point.rateIn());
        QCOMPARE(point.traffic, SamplePoint::States());
    }

    void countsBytes_data()
    {
        QTest::addColumn<QList<quint64>>("counters"); // read every 10 s
        QTest::addColumn<quint64>("bytes");
        QTest::addColumn<int>("seconds");
        QTest::newRow("growing") << QList<quint64>{1000, 1500, 4000} << 3000ULL << 20;
        QTest::newRow("reset by a rekey") << QList<quint64>{1000, 1500, 200, 700} << 1000ULL << 20;
        QTest::newRow("one of several SAs renewed")
            << QList<quint64>{900'001'000'000, 900'001'000'500, 900'000'000'600, 900'000'000'700} << 600ULL
            << 20;
        QTest::newRow("wrapped at 32 bits") << QList<quint64>{4'294'967'000, 500, 700} << 200ULL << 10;
        QTest::newRow("one reading") << QList<quint64>{1000} << 0ULL << 0;
        QTest::newRow("huge") << QList<quint64>{0, 1ULL << 50} << (1ULL << 50) << 10;
    }
    void countsBytes()
    {
        QFETCH(QList<quint64>, counters);
        QFETCH(quint64, bytes);
        QFETCH(int, seconds);
        const auto store = open();
        for (qsizetype i = 0; i < counters.size(); ++i) {
            Sample sample = healthy(start.addSecs(10 * i));
            sample.bytes = {.in = counters[i], .out = counters[i]};
            QVERIFY(store->add(name, sample));
        }
        m_now = start.addSecs(60);
        const SamplePoint point = read(*store, start, m_now, 2).value(0);
        QCOMPARE(point.bytesIn, bytes);
        QCOMPARE(point.bytesOut, bytes);
        QCOMPARE(point.counted, std::chrono::seconds(seconds));
    }

    /// Each reads the counters when the gateway answers, some tenths of a second after its sample's time.
    void countsBytesOfTwoProcesses()
    {
        const auto one = open();
        const auto other = open();
        quint64 counter = 0;
        for (int i = 0; i < 10; ++i) {
            const QDateTime time = start.addSecs(2 * i);
            Sample early = healthy(time);
            early.bytes = {.in = counter + 50, .out = counter + 50}; // 1000 a second, read after 50 ms
            QVERIFY(one->add(name, early));
            Sample late = healthy(time.addMSecs(27));
            late.bytes = {.in = counter + 900, .out = counter + 900};
            QVERIFY(other->add(name, late));
            counter += 2000;
        }
        m_now = start.addSecs(60);
        for (const SamplePoint &point : read(*one, start, m_now, 100'000)) {
            if (point.rateIn())
                QVERIFY2(*point.rateIn() < 1500,
                         qPrintable(QString::number(*point.rateIn()))); // no peak of 31,000
        }
    }

    void countsNoBytesAcrossALongGap()
    {
        const auto store = open();
        QVERIFY(store->add(name, healthy(start)));
        QVERIFY(store->add(name, healthy(start.addSecs(8 * 3600))));
        m_now = start.addSecs(9 * 3600);
        QCOMPARE(samplesIn(read(*store, start, m_now, 10)), 2);
        for (const SamplePoint &point : read(*store, start, m_now, 10))
            QVERIFY(!point.rateIn());
    }

    void looksTheSameAfterThinning()
    {
        const auto store = open();
        fill(*store, start, 6h, 5s, false, 7);
        const QList<SamplePoint> before = read(*store, start, m_now, 100);
        QVERIFY(tidyAll(*store) > 1);
        QCOMPARE(read(*store, start, m_now, 100), before);
        QCOMPARE(before.first().width, 4min);
        QCOMPARE(samplesIn(before), 6 * 720);
        // And in quarters, as a year is looked at.
        QCOMPARE(samplesIn(read(*store, start.addDays(-300), m_now, 500)), 6 * 720);
    }

    void givesAtMostSoManyPoints()
    {
        const auto store = open();
        fill(*store, start, 2h, 5s);
        for (const int atMost : {2, 3, 7, 100, 719, 2000}) {
            for (const qint64 seconds : {5LL, 59LL, 600LL, 3599LL, 7200LL, 40LL * 86400, 500LL * 86400}) {
                const QList<SamplePoint> points = read(*store, m_now.addSecs(-seconds), m_now, atMost);
                QVERIFY2(points.size() <= atMost, qPrintable(u"%1 %2"_s.arg(atMost).arg(seconds)));
                const qint64 asked = std::min<qint64>(1440, seconds / 5);
                const qint64 before = points.first().width >= 15min  ? 180
                                      : points.first().width >= 1min ? 12
                                                                     : 0;
                QVERIFY2(samplesIn(points) >= asked && samplesIn(points) <= asked + before,
                         qPrintable(u"%1 of %2"_s.arg(samplesIn(points)).arg(asked)));
            }
        }
        QVERIFY(read(*store, m_now, start, 10).isEmpty());
        QVERIFY(store->read(u"another"_s, start, m_now, 10)->isEmpty());
    }

    void keepsADayRawAMonthOfMinutesAndAYearOfQuarters()
    {
        const auto store = open();
        fill(*store, start, 10min, 10s);
        const QDateTime end = m_now;
        const auto widthAfter = [&](std::chrono::hours later) {
            m_now = end.addSecs(std::chrono::seconds(later).count());
            // The day goes on being sampled, if rarely.
            if (!store->add(name, healthy(m_now)) || !store->add(name, healthy(m_now.addSecs(-1800))))
                return milliseconds(-1);
            tidyAll(*store);
            const QList<SamplePoint> points = read(*store, start, end, 1000);
            return samplesIn(points) == 60 ? points.first().width : milliseconds(-2);
        };
        QCOMPARE(widthAfter(23h), 601ms); // (600 s / 999), as close as asked for
        QCOMPARE(widthAfter(25h), 1min);
        QCOMPARE(widthAfter(29 * 24h), 1min);
        QCOMPARE(widthAfter(31 * 24h), 15min);
        QCOMPARE(widthAfter(364 * 24h), 15min);
        m_now = end.addDays(366);
        tidyAll(*store);
        QVERIFY(read(*store, start, end, 1000).isEmpty());
    }

    void tidiesInSmallSteps()
    {
        const auto store = open();
        fill(*store, start, 24h, 5s, false);
        const int steps = tidyAll(*store);
        QVERIFY2(steps > 10, qPrintable(QString::number(steps)));
        m_now = m_now.addDays(400);
        QVERIFY(tidyAll(*store) > 5);
        QVERIFY(read(*store, start, m_now, 1000).isEmpty());
        QCOMPARE(tidyAll(*store), 0);
    }

    void survivesAClockThatWasAhead()
    {
        const auto store = open();
        const QDateTime wrong = start.addYears(3);
        fill(*store, wrong, 30min, 10s);
        fill(*store, start, 2h, 10s);
        tidyAll(*store);
        QCOMPARE(samplesIn(read(*store, start, m_now, 100)), 720);
        m_now = m_now.addDays(2);
        tidyAll(*store);
        QCOMPARE(read(*store, start, start.addSecs(7200), 1000).value(0).width,
                 1min); // the right ones were thinned
    }

    void keepsTunnelsApart()
    {
        const auto store = open();
        for (const QString &other : {u"it's \"one\"; DROP TABLE samples"_s, u""_s, u"azure.two"_s})
            QVERIFY(store->add(other, healthy(start)));
        QVERIFY(store->add(name, healthy(start)));
        QVERIFY(store->add(name, healthy(start.addSecs(1))));
        QCOMPARE(samplesIn(read(*store, start, start.addSecs(60), 10)), 2);
        QCOMPARE(samplesIn(*store->read(u"it's \"one\"; DROP TABLE samples"_s, start, start.addSecs(60), 10)),
                 1);
        QCOMPARE(samplesIn(*store->read(u""_s, start, start.addSecs(60), 10)), 1);
    }

    void setsADamagedFileAside()
    {
        QVERIFY(QDir().mkpath(QFileInfo(path()).path()));
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        const auto store = open();
        QVERIFY(store);
        QVERIFY(store->setAside().startsWith(path()));
        QVERIFY(store->add(name, healthy(start)));
    }

    /// Of a Skybro that knew of no impairments.
    void goesOnWithAnOlderFile()
    {
        {
            const auto store = open();
            fill(*store, start, 5min, 2s);
            const auto file = Database::open(path(), historySchema(), "test");
            QVERIFY(file);
            QVERIFY((*file)->execute(u"ALTER TABLE samples DROP COLUMN impaired"_s));
            QVERIFY((*file)->execute(u"ALTER TABLE events DROP COLUMN fault"_s));
            QVERIFY((*file)->execute(u"PRAGMA user_version=1"_s));
        }
        const auto store = open();
        QVERIFY(store);
        QCOMPARE(samplesIn(read(*store, start, m_now, 1000)), 150);
        Sample sample = healthy(m_now);
        sample.isImpaired = true;
        QVERIFY(store->add(name, sample));
        m_now = m_now.addSecs(180);
        tidyAll(*store);
        const QList<SamplePoint> points = read(*store, start, m_now, 6);
        QCOMPARE(points.last().impaired, 1);
        QCOMPARE(points.first().impaired, 0);
    }

    /// Two processes add and tidy the same history; none of their samples is lost.
    void isWrittenByTwoProcesses()
    {
        fill(*open(), start, 7000s, 5s, false); // for both to tidy
        m_now = start.addDays(1);
        QProcess writers[2];
        for (int i = 0; i < 2; ++i)
            writers[i].start(QCoreApplication::applicationFilePath(),
                             {u"--write"_s, path(), QString::number(i), u"1000"_s});
        for (QProcess &writer : writers) {
            QVERIFY(writer.waitForFinished(patienceMs));
            QCOMPARE(writer.exitCode(), 0);
        }
        const auto store = open();
        for (const int atMost : {10'000, 1000, 2}) // the last two read what is thinned
            QCOMPARE(samplesIn(read(*store, start, m_now, atMost)), 1400 + 2000);
    }

    void losesNothingWhenKilled()
    {
        for (int round = 0; round < 5; ++round) {
            m_dir = std::make_unique<QTemporaryDir>();
            QProcess writer;
            writer.start(QCoreApplication::applicationFilePath(),
                         {u"--write"_s, path(), u"0"_s, u"1000000"_s});
            QByteArray told;
            while (told.count('\n') < 100 + 37 * round) {
                QVERIFY(writer.waitForReadyRead(patienceMs));
                told += writer.readAllStandardOutput();
            }
            writer.kill(); // SIGKILL
            QVERIFY(writer.waitForFinished(patienceMs));
            told += writer.readAllStandardOutput();
            m_now = start.addYears(1);
            const auto store = open();
            QVERIFY(store);
            QVERIFY(store->setAside().isEmpty());
            const qint64 found = samplesIn(read(*store, start, m_now.addYears(1), 100));
            QVERIFY2(found >= told.count('\n') && found <= told.count('\n') + 1,
                     qPrintable(u"%1 of %2"_s.arg(found).arg(told.count('\n'))));
        }
    }

    void goesOnAfterAFullDisk()
    {
        if (::getuid() != 0)
            QSKIP("a small disk of its own needs root");
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(u"unshare"_s,
                      {u"--mount"_s, QCoreApplication::applicationFilePath(), u"--fill"_s, m_dir->path()});
        QVERIFY(process.waitForFinished(patienceMs));
        const QByteArray said = process.readAll();
        if (process.exitCode() == 77)
            QSKIP(said.constData());
        QVERIFY2(process.exitCode() == 0, said.constData());
    }

private:
    using milliseconds = std::chrono::milliseconds;
};

namespace {

/// Adds samples from two hours after `start` on, 2 s apart, and says each that is kept.
int write(const QString &path, int phase, int count)
{
    const QDateTime now = start.addSecs(7200);
    const auto store = SampleStore::open(path, [&] { return now; });
    if (!store)
        return 1;
    for (int i = 0; i < count; ++i) {
        if (!(*store)->add(name, healthy(now.addMSecs(2000 * i + phase * 1000))) || !(*store)->tidy())
            return 2;
        std::puts("kept");
        std::fflush(stdout);
    }
    return 0;
}

/// In a mount namespace of its own: a disk of 400 KiB runs full, and is given room again.
int fillDisk(const QString &folder)
{
    const QByteArray disk = folder.toLocal8Bit();
    if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("small", disk.constData(), "tmpfs", 0, "size=400k") != 0) {
        std::puts("no disk can be mounted here");
        return 77;
    }
    const QString ballast = folder + u"/ballast"_s;
    QFile file(ballast);
    if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray(200 * 1024, 'x')) < 0)
        return 3;
    file.close();
    QDateTime now = start;
    const auto store = SampleStore::open(folder + u"/tunnel.sqlite"_s, [&] { return now; });
    if (!store)
        return 4;
    int kept = 0;
    Result<void> added;
    while (added && kept < 100'000) {
        now = now.addSecs(1);
        added = (*store)->add(name, healthy(now));
        kept += added ? 1 : 0;
    }
    if (added || added.error().code != u"disk-full"_s) {
        std::printf("after %d: %s\n", kept, added ? "no error" : qPrintable(added.error().text));
        return 5;
    }
    if (const auto tidied = (*store)->tidy(); !tidied && tidied.error().code != u"disk-full"_s)
        return 6;
    QFile::remove(ballast);
    if (added = (*store)->add(name, healthy(now.addSecs(1))); !added) {
        std::printf("with room again: %s\n", qPrintable(added.error().text));
        return 7;
    }
    const qint64 found =
        samplesIn((*store)->read(name, start, now.addSecs(2), 100).value_or(QList<SamplePoint>()));
    std::printf("%d kept, %lld found\n", kept, static_cast<long long>(found));
    return found == kept + 1 ? 0 : 8;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--write"_s)
        return write(arguments.value(2), arguments.value(3).toInt(), arguments.value(4).toInt());
    if (arguments.value(1) == u"--fill"_s)
        return fillDisk(arguments.value(2));
    TestSampleStore test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_samplestore.moc"
