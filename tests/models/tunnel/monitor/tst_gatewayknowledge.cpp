#include "models/ssh/sshfault.h"
#include "models/tunnel/monitor/gatewayknowledge.h"
#include "tests/models/tunnel/evidencekit.h"

#include <QTest>

using namespace skybro;
using namespace skybro::tunnel;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QDateTime start = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);

/// Up, with what the Child SA carried so far.
GatewayAnswer answer(quint64 bytes = 0, const QString &states = evidencekit::ikeUp + evidencekit::childUp)
{
    GatewayAnswer made;
    made.status = evidencekit::states(states);
    made.connectionsRead = true;
    made.settings = GatewaySettings();
    for (ChildSa &sa : made.status.childSas) {
        sa.bytesIn = bytes;
        sa.bytesOut = 2 * bytes;
    }
    return made;
}

QList<LogFinding> lines(int first, int count)
{
    QList<LogFinding> made;
    for (int i = first; i < first + count; ++i)
        made +=
            LogFinding{.kind = LogKind::NoAnswer, .at = {}, .connection = {}, .words = QString::number(i)};
    return made;
}

/// A gateway of which something is told every second.
struct Told
{
    GatewayKnowledge knowledge;
    QDateTime time = start;
    Evidence evidence;

    Told() { evidence.traffic.address = u"10.0.1.4"_s; }
    void take(const GatewayAnswer &answer)
    {
        knowledge.take(answer, time);
        knowledge.follow(u"azure"_s, time);
        fill();
        time = time.addSecs(1);
    }
    void fill() { knowledge.fill(evidence, time); }
    [[nodiscard]] GatewayKnowledge::Wanted wanted(std::chrono::seconds later, bool isOff = false) const
    {
        return knowledge.wanted(time.addSecs(later.count()), isOff, {});
    }
};

} // namespace

class TestGatewayKnowledge : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsKnownAtFirst()
    {
        Told told;
        told.fill();
        QCOMPARE(told.evidence.onPremise.reach, Reach::NotAsked);
        QVERIFY(!told.evidence.onPremise.age);
        QVERIFY(!told.evidence.settings.ipForward);
        QVERIFY(!told.knowledge.hasRoute());
        QVERIFY(!told.knowledge.isFresh());
        QCOMPARE(told.knowledge.sourceFor(u"azure"_s), std::optional(QString()));
        const GatewayKnowledge::Wanted wanted = told.wanted(0s);
        QVERIFY(wanted.connections && wanted.settings && wanted.log);
    }

    void growsOld()
    {
        Told told;
        told.take(answer());
        QVERIFY(told.knowledge.isFresh());
        told.knowledge.noteSampled();
        QVERIFY(!told.knowledge.isFresh());
        QCOMPARE(told.evidence.onPremise.age, std::optional(0s));
        told.time = start.addSecs(30);
        told.fill();
        QCOMPARE(told.evidence.onPremise.age, std::optional(30s));
        told.time = start.addSecs(-30); // the clock was set back
        told.fill();
        QCOMPARE(told.evidence.onPremise.age, std::optional(0s));
    }

    void asksAnewWhatIsOld()
    {
        Told told;
        GatewayAnswer first = answer();
        first.logRead = true;
        told.take(first);
        QVERIFY(!told.wanted(17s).settings);
        QVERIFY(told.wanted(19s).settings);
        QVERIFY(told.wanted(2s, true).settings);
        QVERIFY(!told.wanted(290s).connections);
        QVERIFY(told.wanted(299s).connections);
        QVERIFY(told.wanted(5s, true).connections);
        QVERIFY(!told.wanted(299s).log);
        QVERIFY(told.wanted(0s, true).log);
        told.knowledge.wantAll();
        QVERIFY(told.wanted(0s).connections);
        QVERIFY(told.wanted(0s).settings);
    }

    /// Until the connections were read with it, what is known of them is from before.
    void anotherSaMakesConnectionsOld()
    {
        Told told;
        told.take(answer());
        QVERIFY(!told.evidence.onPremise.connectionsAreOld);
        GatewayAnswer rekeyed =
            answer(0, evidencekit::ikeUp + QString(evidencekit::childUp).replace(u"#2"_s, u"#7"_s));
        rekeyed.connectionsRead = false;
        told.take(rekeyed);
        QVERIFY(told.evidence.onPremise.connectionsAreOld);
        QVERIFY(told.wanted(0s).connections);
        told.take(rekeyed); // not anew, and still not read
        QVERIFY(told.evidence.onPremise.connectionsAreOld);
        rekeyed.connectionsRead = true;
        told.take(rekeyed);
        QVERIFY(!told.evidence.onPremise.connectionsAreOld);
    }

    void logGoesOnOrBeginsAnew()
    {
        Told told;
        GatewayAnswer part = answer();
        part.logRead = true;
        part.log = lines(0, 3);
        part.logCursor = u"s=1"_s;
        told.take(part);
        part.logContinues = true;
        part.log = lines(3, 1);
        part.logCursor.clear(); // nothing new: that place holds
        told.take(part);
        QCOMPARE(told.evidence.onPremise.log, lines(0, 4));
        QCOMPARE(told.knowledge.logCursor(), u"s=1"_s);
        part.log = lines(4, 600);
        told.take(part);
        QCOMPARE(told.evidence.onPremise.log, lines(104, 500)); // the last
        part.logContinues = false;
        part.log = lines(0, 1);
        told.take(part);
        QCOMPARE(told.evidence.onPremise.log, lines(0, 1));
        QVERIFY(told.knowledge.logCursor().isEmpty());
        part.logRead = false; // not asked for: it stays
        part.log.clear();
        told.take(part);
        QCOMPARE(told.evidence.onPremise.log, lines(0, 1));
    }

    void countsFromWhenProbesGoAsTheyGo()
    {
        Told told;
        GatewayAnswer now = answer(1000);
        now.settings->rpFilterDrops = 40;
        told.take(now);
        QCOMPARE(told.evidence.settings.rpFilterDrops, std::optional<quint64>(0));
        now = answer(1300);
        now.settings->rpFilterDrops = 43;
        told.take(now);
        QCOMPARE(told.evidence.settings.rpFilterDrops, std::optional<quint64>(3));
        QCOMPARE(told.evidence.onPremise.movedIn, std::optional<quint64>(300));
        QCOMPARE(told.evidence.onPremise.movedOut, std::optional<quint64>(600));
        QVERIFY(told.knowledge.rate());
        QCOMPARE(told.knowledge.rate()->out, 600.0);
        told.knowledge.beginAnew();
        told.fill();
        QCOMPARE(told.evidence.settings.rpFilterDrops, std::optional<quint64>(0));
        QVERIFY(!told.evidence.onPremise.movedIn);
        now.settings->rpFilterDrops = 2; // it was started anew
        told.take(now);
        QVERIFY(!told.evidence.settings.rpFilterDrops);
    }

    void wayToTheTarget()
    {
        Told told;
        GatewayAnswer now = answer();
        now.settings->routeSource = u"203.0.113.1"_s;
        told.take(now);
        QCOMPARE(told.knowledge.hasRoute(), std::optional(true));
        now.settings->hasNoRoute = true;
        now.settings->routeSource.clear();
        told.take(now);
        QCOMPARE(told.knowledge.hasRoute(), std::optional(false));
        now.settings.reset(); // not asked for: what it told holds
        told.take(now);
        QCOMPARE(told.knowledge.hasRoute(), std::optional(false));
    }

    void entersTheTunnelFromWhereItTakesIt_data()
    {
        QTest::addColumn<QString>("routeSource");
        QTest::addColumn<QStringList>("own");
        QTest::addColumn<std::optional<QString>>("source");
        QTest::newRow("the kernel's choice")
            << u"10.2.0.1"_s << QStringList{u"10.2.0.1"_s} << std::optional(u""_s);
        QTest::newRow("the inner one") << u"198.51.100.7"_s << QStringList{u"198.51.100.7"_s, u"10.2.0.1"_s}
                                       << std::optional(u"10.2.0.1"_s);
        QTest::newRow("none") << u"198.51.100.7"_s << QStringList{u"198.51.100.7"_s}
                              << std::optional<QString>();
    }
    void entersTheTunnelFromWhereItTakesIt()
    {
        QFETCH(const QString, routeSource);
        QFETCH(const QStringList, own);
        QFETCH(const std::optional<QString>, source);
        Told told;
        GatewayAnswer now = answer();
        now.settings->routeSource = routeSource;
        now.settings->addresses = own;
        told.take(now);
        QCOMPARE(told.knowledge.sourceFor(u"azure"_s), source);
        QCOMPARE(told.knowledge.sourceFor(u"another"_s), std::optional(u""_s)); // nobody knows better
    }

    void canNotBeAsked_data()
    {
        QTest::addColumn<Error>("error");
        QTest::addColumn<Reach>("reach");
        QTest::newRow("no route") << ssh::makeFault(ssh::Fault::NoRoute, u"why"_s) << Reach::Unreachable;
        QTest::newRow("nobody listens")
            << ssh::makeFault(ssh::Fault::ConnectionRefused, u"why"_s) << Reach::Unreachable;
        QTest::newRow("no answer") << makeError(ErrorKind::TimedOut, u"why"_s) << Reach::Unreachable;
        QTest::newRow("another key") << ssh::makeFault(ssh::Fault::HostKeyChanged, u"why"_s)
                                     << Reach::Refused;
        QTest::newRow("no login") << ssh::makeFault(ssh::Fault::LoginRefused, u"why"_s) << Reach::Refused;
        QTest::newRow("a shell that runs nothing")
            << makeError(ErrorKind::Protocol, u"why"_s) << Reach::Refused;
    }
    void canNotBeAsked()
    {
        QFETCH(const Error, error);
        QFETCH(const Reach, reach);
        Told told;
        told.take(answer(1000));
        told.take(answer(1100));
        told.knowledge.noteSampled();
        told.knowledge.takeError(error);
        told.fill();
        QCOMPARE(told.evidence.onPremise.reach, reach);
        QCOMPARE(told.evidence.onPremise.failure, u"why"_s);
        QCOMPARE(told.evidence.onPremise.isPortShut, error.code == toWord(ssh::Fault::ConnectionRefused));
        QCOMPARE(told.evidence.onPremise.age,
                 std::optional(1s)); // of its last answer, which goes on to be known
        QVERIFY(!told.evidence.onPremise.status.childSas.isEmpty());
        QVERIFY(told.knowledge.isFresh());
        QVERIFY(!told.knowledge.rate());
        told.take(answer(9000)); // nobody knows when those passed
        QVERIFY(told.evidence.onPremise.failure.isEmpty());
        QVERIFY(!told.evidence.onPremise.isPortShut);
        QVERIFY(!told.knowledge.rate());
    }
};

QTEST_GUILESS_MAIN(TestGatewayKnowledge)
#include "tst_gatewayknowledge.moc"
