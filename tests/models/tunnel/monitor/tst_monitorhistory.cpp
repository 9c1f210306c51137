#include "models/base/database.h"
#include "models/tunnel/monitor/eventstore.h"
#include "models/tunnel/monitor/history.h"
#include "models/tunnel/monitor/monitorhistory.h"
#include "models/tunnel/monitor/samplestore.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace skybro;
using namespace skybro::tunnel;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What a monitor keeps of what it saw.
class MonitorHistoryTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<SampleStore> m_samples;
    std::unique_ptr<EventStore> m_events;
    MonitorSources m_sources;
    QDateTime m_time;
    int m_file = 0;

    [[nodiscard]] QString path() const { return m_folder.filePath(u"%1.sqlite"_s.arg(m_file)); }
    [[nodiscard]] QString cause() const
    {
        const auto events = m_events->read(u"site"_s, m_time.addDays(-1), m_time.addDays(1));
        return events && !events->isEmpty() ? events->constFirst().cause : u"no event"_s;
    }
    [[nodiscard]] TunnelEvent broke() const
    {
        return {.kind = TunnelEvent::Kind::Broke, .time = m_time, .since = m_time};
    }

private slots:
    void init()
    {
        ++m_file;
        m_time = QDateTime::currentDateTimeUtc();
        auto samples = SampleStore::open(path());
        auto events = EventStore::open(path());
        QVERIFY(samples && events);
        m_samples = std::move(*samples);
        m_events = std::move(*events);
        m_sources = {};
        m_sources.tunnel = u"site"_s;
        m_sources.samples = m_samples.get();
        m_sources.events = m_events.get();
    }

    void keepsTheCause()
    {
        MonitorHistory history(m_sources);
        history.keep(broke(), m_time);
        history.explain({}, u"Perhaps: a."_s, m_time.addSecs(2));
        QCOMPARE(cause(), QString()); // a better one may come
        history.explain(u"It is b."_s, u"Perhaps: a."_s, m_time.addSecs(4));
        QCOMPARE(cause(), u"It is b."_s);
        history.giveUpExplaining();
        QCOMPARE(cause(), u"It is b."_s);
    }

    void keepsAGuessWhereNoCauseCame()
    {
        MonitorHistory history(m_sources);
        history.keep(broke(), m_time);
        history.explain({}, u"Perhaps: a."_s, m_time.addSecs(2));
        history.explain({}, {}, m_time.addSecs(4));
        const QDateTime back = m_time.addSecs(20);
        history.keep({.kind = TunnelEvent::Kind::Back, .time = back, .since = back}, back);
        history.giveUpExplaining();
        const QList<TunnelEvent> events = history.events(m_time.addDays(-1), m_time.addDays(1));
        QCOMPARE(events.size(), 2);
        QCOMPARE(events[1].cause, u"Perhaps: a."_s);
        QCOMPARE(events[0].cause, QString());
    }

    void keepsAGuessOfWhatLasts()
    {
        MonitorHistory history(m_sources);
        history.keep(broke(), m_time);
        history.explain({}, u"Perhaps: a."_s, m_time.addSecs(60));
        QCOMPARE(cause(), QString());
        history.explain({}, u"Perhaps: a."_s, m_time.addSecs(121));
        QCOMPARE(cause(), u"Perhaps: a."_s);
    }

    /// Who looks on must not stand still, and nothing is lost.
    void waitsForAnotherWriterWithoutStandingStill()
    {
        MonitorHistory history(m_sources);
        auto other = Database::open(path(), historySchema(), "test");
        QVERIFY(other);
        QVERIFY((*other)->execute(u"BEGIN IMMEDIATE"_s));
        QElapsedTimer timer;
        timer.start();
        Sample sample;
        sample.probesMade = sample.probesAnswered = 1;
        for (int i = 0; i < 5; ++i) {
            sample.time = m_time.addSecs(i - 10);
            history.keep(sample);
        }
        QVERIFY2(timer.elapsed() < 2500, "it waited as long as the journal's writers do");
        const auto kept = [this] {
            const auto points = m_samples->read(u"site"_s, m_time.addSecs(-60), m_time.addSecs(60), 1000);
            return points ? points->size() : -1;
        };
        QCOMPARE(kept(), 0);
        QVERIFY((*other)->execute(u"COMMIT"_s));
        sample.time = m_time.addSecs(-5);
        history.keep(sample);
        QCOMPARE(kept(), 6);
    }
};

QTEST_GUILESS_MAIN(MonitorHistoryTest)
#include "tst_monitorhistory.moc"
