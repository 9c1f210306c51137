#include "models/tunnel/monitor/targetknowledge.h"

#include <QTest>

using namespace skybro;
using namespace skybro::tunnel;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Turn = TargetKnowledge::Turn;
using Outcome = ProbeReply::Outcome;

namespace {

const QDateTime start = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
const ProbeReply good{.outcome = Outcome::Answered, .method = ProbeMethod::Tcp, .roundTrip = 11ms};
const ProbeReply lost{.outcome = Outcome::Silent, .method = ProbeMethod::Tcp, .roundTrip = {}};
const ProbeReply notMade{
    .outcome = Outcome::NotMade, .method = ProbeMethod::Tcp, .roundTrip = {}, .note = u"unknown host"_s};

/// A target that is probed every second.
struct Probed
{
    TargetKnowledge knowledge;
    QDateTime time = start;
    Evidence evidence;

    Probed() { knowledge.begin(u"cloud001"_s, u"10.0.1.4"_s); }
    Turn add(const QList<ProbeReply> &replies, const QList<ProbeReply> &others = {})
    {
        const Turn turn = knowledge.add(time, replies, others, time);
        fill();
        time = time.addSecs(1);
        return turn;
    }
    void fill() { knowledge.fill(evidence, time); }
    [[nodiscard]] const TrafficEvidence &traffic() const { return evidence.traffic; }
    [[nodiscard]] const SettingsEvidence &settings() const { return evidence.settings; }
};

} // namespace

class TestTargetKnowledge : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsKnownAtFirst()
    {
        Probed probed;
        probed.fill();
        QCOMPARE(probed.traffic().target, u"cloud001"_s);
        QCOMPARE(probed.knowledge.address(), u"10.0.1.4"_s);
        QVERIFY(!probed.traffic().age);
        QVERIFY(!probed.knowledge.isLost());
        QVERIFY(!probed.knowledge.outcomeSince().isValid());
        QVERIFY(probed.knowledge.wantsLarge(start, false));
    }

    void turnsWhereTheOutcomeChanges()
    {
        Probed probed;
        QCOMPARE(probed.add({lost}), Turn::None); // the first: nothing came before
        QVERIFY(probed.knowledge.isLost());
        QCOMPARE(probed.add({}), Turn::None); // nobody probed
        QCOMPARE(probed.add({lost, lost}), Turn::None);
        QCOMPARE(probed.knowledge.outcomeSince(), start);
        QCOMPARE(probed.traffic().lostFor, std::optional(2s));
        QCOMPARE(probed.traffic().sent, 3);
        QCOMPARE(probed.add({lost, good}), Turn::GoesAnotherWay);
        QCOMPARE(probed.traffic().sent, 4); // of the last two rounds
        QCOMPARE(probed.traffic().answered, 1);
        QVERIFY(!probed.traffic().lostFor);
        QCOMPARE(probed.traffic().recoveredFor, std::optional(0s));
        QCOMPARE(probed.knowledge.outcomeSince(), start.addSecs(3));
        QCOMPARE(probed.add({good}), Turn::None);
        QCOMPARE(probed.add({lost}), Turn::GoesAnotherWay);
    }

    void whatCanNotBeSentIsNotLost()
    {
        Probed probed;
        probed.add({good});
        QCOMPARE(probed.add({notMade}), Turn::None);
        QCOMPARE(probed.traffic().obstacle, u"unknown host"_s);
        QCOMPARE(probed.traffic().sent, 1);
        QCOMPARE(probed.traffic().age, std::optional(1s)); // of the one before
        probed.add({good});
        QVERIFY(probed.traffic().obstacle.isEmpty());
    }

    void othersOfTheSameRound()
    {
        Probed probed;
        probed.add({lost}, {lost, good});
        QCOMPARE(probed.traffic().othersAnswer, std::optional(true));
        QVERIFY(probed.knowledge.wantsOwnWord());
        probed.add({lost}, {lost});
        QCOMPARE(probed.traffic().othersAnswer, std::optional(false));
        QVERIFY(!probed.knowledge.wantsOwnWord());
        probed.add({lost});
        QVERIFY(!probed.traffic().othersAnswer);
    }

    /// And only as long as it stays silent.
    void isAskedItselfWhileItIsSilent()
    {
        Probed probed;
        probed.knowledge.setRunning(false);
        probed.add({good}, {good});
        probed.knowledge.takeOwnWord(false); // it answers by now
        probed.knowledge.takeHostRoute(false);
        probed.knowledge.takePath({.isAllowed = false, .rule = u"late"_s, .hasWayBack = false});
        probed.fill();
        QVERIFY(!probed.settings().vmRoute);
        QVERIFY(!probed.settings().onPremiseRoute);
        QVERIFY(!probed.settings().nsgAllows);
        QVERIFY(!probed.knowledge.wantsHostRoute());
        probed.add({lost}, {good});
        QVERIFY(probed.knowledge.wantsHostRoute());
        probed.knowledge.takeOwnWord(false);
        probed.knowledge.takeHostRoute(true);
        probed.knowledge.takePath({.isAllowed = false, .rule = u"no-ssh"_s, .hasWayBack = true});
        probed.fill();
        QVERIFY(!probed.knowledge.wantsOwnWord());
        QVERIFY(!probed.knowledge.wantsHostRoute());
        QCOMPARE(probed.settings().vmRoute, std::optional(false));
        QCOMPARE(probed.settings().vmRunning, std::optional(true)); // it spoke, whatever Azure says
        QCOMPARE(probed.settings().onPremiseRoute, std::optional(true));
        QCOMPARE(probed.settings().nsgRule, u"no-ssh"_s);
        QCOMPARE(probed.settings().azureRoute, std::optional(true));
        probed.add({good});
        QCOMPARE(probed.settings().vmRunning, std::optional(false));
        QVERIFY(!probed.settings().vmRoute);
        QVERIFY(!probed.settings().onPremiseRoute);
        QVERIFY(probed.settings().nsgRule.isEmpty());
    }

    void largePackets()
    {
        Probed probed;
        probed.add({good});
        probed.knowledge.takeLarge(false, start);
        probed.knowledge.takePathMtu(1280);
        probed.fill();
        QCOMPARE(probed.traffic().largePass, std::optional(false));
        QCOMPARE(probed.traffic().pathMtu, 1280);
        QVERIFY(!probed.knowledge.wantsLarge(start.addSecs(19), false));
        QVERIFY(probed.knowledge.wantsLarge(start.addSecs(20), false));
        QVERIFY(probed.knowledge.wantsLarge(start.addSecs(6), true)); // sooner, as something is off
        probed.knowledge.takeLarge(std::nullopt, start.addSecs(20));
        QCOMPARE(probed.knowledge.largePass(), std::optional(false)); // what was known holds
        probed.knowledge.takeLarge(true, start.addSecs(40));
        probed.fill();
        QCOMPARE(probed.traffic().pathMtu, 0);
        probed.add({lost});
        QVERIFY(!probed.knowledge.wantsLarge(start.addSecs(90), true)); // small ones do not pass either
        probed.knowledge.forgetLarge();
        QVERIFY(!probed.knowledge.largePass());
        probed.add({good});
        QVERIFY(probed.knowledge.wantsLarge(start, false));
    }

    void windowBeginsAnew()
    {
        Probed probed;
        for (int i = 0; i < 5; ++i)
            probed.add({lost});
        QCOMPARE(probed.knowledge.window().lost(), 5);
        probed.add({good});
        probed.knowledge.beginWindow(start.addSecs(5), {good});
        QCOMPARE(probed.knowledge.window().made, 1);
        QCOMPARE(probed.knowledge.window().lost(), 0);
    }

    /// How it goes is the tunnel's affair, and stays.
    void anotherTarget()
    {
        Probed probed;
        probed.add({good});
        probed.add({lost}, {good});
        probed.knowledge.setRunning(true);
        probed.knowledge.takeOwnWord(false);
        probed.knowledge.begin(u"cloud002"_s, u"10.0.1.5"_s);
        probed.fill();
        QCOMPARE(probed.traffic().target, u"cloud002"_s);
        QCOMPARE(probed.traffic().sent, 0);
        QVERIFY(!probed.traffic().othersAnswer);
        QVERIFY(!probed.settings().vmRunning);
        QVERIFY(!probed.settings().vmRoute);
        QCOMPARE(probed.knowledge.window().made, 0);
        QVERIFY(probed.knowledge.isLost());
        QCOMPARE(probed.traffic().lostFor, std::optional(1s));
    }
};

QTEST_GUILESS_MAIN(TestTargetKnowledge)
#include "tst_targetknowledge.moc"
