#include "models/tunnel/monitor/eventstore.h"
#include "models/tunnel/monitor/samplestore.h"
#include "tests/models/tunnel/samples.h"

#include <QTemporaryDir>
#include <QTest>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = TunnelEvent::Kind;

namespace {

const QDateTime start(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);

TunnelEvent eventAt(const QDateTime &time, Kind kind = Kind::Broke)
{
    return {.kind = kind,
            .time = time,
            .since = time.addSecs(-3),
            .lasted = 1234ms,
            .breaks = 2,
            .cause = u"Why."_s,
            .fault = kind == Kind::Impaired ? u"mtu-black-hole"_s : QString()};
}

} // namespace

class TestEventStore : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    [[nodiscard]] std::unique_ptr<EventStore> open(const QDateTime &now = start) const
    {
        Result<std::unique_ptr<EventStore>> store =
            EventStore::open(m_dir->filePath(u"tunnel.sqlite"_s), [now] { return now; });
        return store ? std::move(*store) : nullptr;
    }
    [[nodiscard]] static QList<TunnelEvent> all(const EventStore &store, const QString &tunnel = u"azure"_s)
    {
        return store.read(tunnel, start.addYears(-9), start.addYears(9)).value_or(QList<TunnelEvent>());
    }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void keepsEveryKind()
    {
        QList<TunnelEvent> events;
        {
            const auto store = open();
            for (int kind = 0; kind <= static_cast<int>(Kind::Repaired); ++kind) {
                events.prepend(eventAt(start.addSecs(60 * kind), static_cast<Kind>(kind)));
                QVERIFY(store->add(u"azure"_s, events.first()));
            }
        }
        QCOMPARE(all(*open()), events);
        QVERIFY(all(*open(), u"another"_s).isEmpty());
        QCOMPARE(open()->read(u"azure"_s, start, start.addSecs(61), 1),
                 QList<TunnelEvent>{events[events.size() - 2]});
    }

    void learnsTheCauseLater()
    {
        const auto store = open();
        TunnelEvent event = eventAt(start);
        event.cause.clear();
        const Result<qint64> id = store->add(u"azure"_s, event);
        QVERIFY(id);
        QVERIFY(store->add(u"azure"_s, eventAt(start.addSecs(60), Kind::Flapping)));
        QVERIFY(store->setCause(*id, u"Den virtuelle maskine er slukket."_s));
        QCOMPARE(all(*store).last().cause, u"Den virtuelle maskine er slukket."_s);
        QCOMPARE(all(*store).first().cause, u"Why."_s);
    }

    void keepsOnceWhatTwoProcessesSaw()
    {
        const auto one = open();
        const auto other = open();
        const Result<qint64> first = one->add(u"azure"_s, eventAt(start));
        const Result<qint64> same = other->add(u"azure"_s, eventAt(start.addMSecs(700)));
        QVERIFY(first && same);
        QCOMPARE(*first, *same);
        QVERIFY(other->add(u"azure"_s, eventAt(start.addMSecs(700), Kind::Back)));
        QVERIFY(other->add(u"another"_s, eventAt(start.addMSecs(700))));
        QVERIFY(other->add(u"azure"_s, eventAt(start.addSecs(20))));
        QCOMPARE(all(*one).size(), 3);
    }

    /// Cron asks each minute; each run finds the tunnel down, and none saw it go.
    void keepsOnceWhatIsFoundAgain()
    {
        const auto store = open();
        const auto samples = SampleStore::open(m_dir->filePath(u"tunnel.sqlite"_s), [] { return start; });
        QVERIFY(samples);
        const Result<qint64> first = store->add(u"azure"_s, eventAt(start));
        for (int minute = 1; minute < 4; ++minute) {
            QVERIFY((*samples)->add(u"azure"_s, cut(start.addSecs(60 * minute))));
            QVERIFY((*samples)->add(u"another"_s, healthy(start.addSecs(60 * minute))));
            QCOMPARE(store->add(u"azure"_s, eventAt(start.addSecs(60 * minute + 1))), first);
        }
        QVERIFY((*samples)->add(u"azure"_s, healthy(start.addSecs(300))));
        QVERIFY(store->add(u"azure"_s, eventAt(start.addSecs(360))) != first); // it passed meanwhile
        QVERIFY(store->add(u"azure"_s, eventAt(start.addSecs(400), Kind::Back)));
        QVERIFY(store->add(u"azure"_s, eventAt(start.addSecs(460))));
        QCOMPARE(all(*store).size(), 4);
    }

    /// Each looks at large packets in its own time.
    void keepsOnceAnImpairmentThatTwoProcessesSaw()
    {
        const auto one = open();
        const auto other = open();
        const Result<qint64> first = one->add(u"azure"_s, eventAt(start, Kind::Impaired));
        QCOMPARE(other->add(u"azure"_s, eventAt(start.addSecs(21), Kind::Impaired)), first);
        TunnelEvent another = eventAt(start.addSecs(12), Kind::Impaired);
        another.fault = u"bypassed"_s;
        another.time = start.addSecs(25);
        QVERIFY(one->add(u"azure"_s, another) != first);
        QVERIFY(one->add(u"azure"_s, eventAt(start.addSecs(37), Kind::Impaired)) != first); // it is back
        const Result<qint64> over = one->add(u"azure"_s, eventAt(start.addSecs(90), Kind::Repaired));
        QCOMPARE(other->add(u"azure"_s, eventAt(start.addSecs(97), Kind::Repaired)), over);
        QVERIFY(one->add(u"azure"_s, eventAt(start.addSecs(134), Kind::Impaired)) != first);
        QCOMPARE(all(*one).size(), 5);
    }

    void forgetsAfterAYear()
    {
        {
            const auto store = open();
            QVERIFY(store->add(u"azure"_s, eventAt(start)));
            QVERIFY(store->add(u"azure"_s, eventAt(start.addDays(100))));
        }
        QCOMPARE(all(*open(start.addDays(364))).size(), 2);
        QCOMPARE(all(*open(start.addDays(366))).size(), 1);
    }

    void sharesItsFileWithTheSamples()
    {
        const auto store = open();
        const auto samples = SampleStore::open(m_dir->filePath(u"tunnel.sqlite"_s), [] { return start; });
        QVERIFY(samples);
        QVERIFY((*samples)->add(u"azure"_s, healthy(start)));
        QVERIFY(store->add(u"azure"_s, eventAt(start)));
        QCOMPARE((*samples)->read(u"azure"_s, start, start.addSecs(1), 10)->size(), 1);
        QCOMPARE(all(*store).size(), 1);
    }

    void passesOverWordsOfTomorrow()
    {
        QVERIFY(!eventKindFromWord(u"imploded"));
        QCOMPARE(eventKindFromWord(u"flapping"), Kind::Flapping);
    }
};

QTEST_GUILESS_MAIN(TestEventStore)
#include "tst_eventstore.moc"
