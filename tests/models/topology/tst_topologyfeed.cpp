#include "models/topology/topologyfeed.h"
#include "tests/models/topology/testnetworks.h"

#include <QSignalSpy>
#include <QTest>

using namespace skybro;
using namespace skybro::topology;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A question that ends when the test says.
class Question : public JobOf<NetworkLists>
{
public:
    using JobOf::finish;

protected:
    void begin() override {}
};

} // namespace

class TopologyFeedTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_networks = {};
        m_networks.addVnet(u"vnet-hpc"_s, {u"10.1.0.0/16"_s});
        m_networks.addSubnet(u"vnet-hpc"_s, u"vm"_s, u"10.1.1.0/24"_s);
        m_networks.addNode(u"cloud001"_s, u"vnet-hpc"_s, u"vm"_s);
        m_networks.input.lists.asOf = QDateTime::currentDateTimeUtc();
        m_fleet = std::make_unique<fleet::Fleet>();
        m_fleet->setNodes(m_networks.input.nodes);
        m_questions.clear();
        m_feed = std::make_unique<TopologyFeed>(
            [this] {
                m_questions.append(new Question);
                return m_questions.last();
            },
            m_fleet.get(), site::Site(),
            FeedPolicy{.atRest = 50ms, .backoffBase = 20ms, .backoffCap = 40ms, .gather = 5ms});
    }

    void asksOnlyWhileSomebodyLooks()
    {
        QTest::qWait(20);
        QCOMPARE(m_questions.size(), 0);
        m_feed->setWatched(true);
        QTRY_COMPARE(m_questions.size(), 1);
        m_questions.last()->finish(m_networks.input.lists);
        QTRY_VERIFY(m_feed->picture());
        QCOMPARE(m_feed->picture()->topology.vnets.size(), 1);
        QVERIFY(!m_feed->picture()->layout.items.isEmpty());
        QTRY_COMPARE(m_questions.size(), 2); // again after its time
        m_feed->setWatched(false);
        m_questions.last()->finish(m_networks.input.lists);
        QTest::qWait(120);
        QCOMPARE(m_questions.size(), 2);
    }

    void followsTheFleetWithoutAsking()
    {
        ask();
        const auto first = m_feed->picture();
        QCOMPARE(first->topology.vnets.first().counts().count(fleet::PowerState::Running), 1);
        QList<fleet::Node> nodes = m_fleet->nodes();
        nodes.first().powerState = fleet::PowerState::Stopped;
        m_fleet->update(nodes);
        QTRY_VERIFY(m_feed->picture() != first);
        QCOMPARE(m_feed->picture()->topology.vnets.first().counts().count(fleet::PowerState::Stopped), 1);
        QCOMPARE(m_feed->picture()->layout, first->layout);
    }

    void showsWhatProbesSay()
    {
        m_networks.addSubnet(u"vnet-hpc"_s, u"GatewaySubnet"_s, u"10.1.255.0/27"_s);
        m_networks.addTunnel(u"vnet-hpc"_s, {u"10.2.0.0/16"_s});
        ask();
        const QString connection = m_networks.input.lists.connections[0].id;
        const auto traffic = [this] { return m_feed->picture()->topology.tunnels.first().traffic(); };
        QCOMPARE(traffic(), TunnelTraffic::Passes); // Azure's word
        m_feed->setTraffic(connection.toUpper(), TunnelTraffic::Nothing);
        QTRY_COMPARE(traffic(), TunnelTraffic::Nothing);
        const auto drawn = m_feed->picture();
        m_feed->setTraffic(connection, TunnelTraffic::Nothing); // no news
        QTest::qWait(20);
        QCOMPARE(m_feed->picture(), drawn);
        m_feed->setTraffic(connection, TunnelTraffic::Impaired);
        QTRY_COMPARE(traffic(), TunnelTraffic::Impaired);
        m_feed->setTraffic(connection, TunnelTraffic::Unknown);
        QTRY_COMPARE(traffic(), TunnelTraffic::Passes);
    }

    void keepsTheOldPictureAndTriesAgain()
    {
        ask();
        const auto picture = m_feed->picture();
        QSignalSpy changed(m_feed.get(), &TopologyFeed::changed);
        QTRY_COMPARE(m_questions.size(), 2);
        m_questions.last()->finish(fail(ErrorKind::Network, u"Nothing answers."_s));
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(m_feed->problem());
        QVERIFY(m_feed->problemSince().isValid());
        QVERIFY(m_feed->nextTry().isValid());
        QCOMPARE(m_feed->picture(), picture);
        QTRY_COMPARE(m_questions.size(), 3);
        m_questions.last()->finish(m_networks.input.lists);
        QTRY_VERIFY(!m_feed->problem());
        QVERIFY(!m_feed->nextTry().isValid());
    }

    /// That there are none is news once it is told.
    void saysWhetherTheNodesAreKnown()
    {
        m_fleet->setNodes({});
        ask();
        QVERIFY(!m_feed->picture()->topology.nodesAreWhole);
        fleet::Freshness answered;
        answered.asOf = QDateTime::currentDateTimeUtc();
        m_fleet->setFreshness(answered);
        QTRY_VERIFY(m_feed->picture()->topology.nodesAreWhole);
    }

    void refreshesAtOnceButNotTwice()
    {
        m_feed->setWatched(true);
        QTRY_COMPARE(m_questions.size(), 1);
        m_fleet->refresh();
        m_feed->refresh();
        QCOMPARE(m_questions.size(), 1); // it is under way
        m_questions.last()->finish(m_networks.input.lists);
        QTRY_VERIFY(m_feed->picture());
        m_feed->setWatched(false);
        m_fleet->refresh(); // nobody looks
        QCOMPARE(m_questions.size(), 1);
    }

    void mayGoWhileItAsksAndDraws()
    {
        ask();
        m_feed->refresh();
        QPointer<Question> open = m_questions.last();
        m_fleet->update(m_fleet->nodes());
        m_feed.reset();
        QVERIFY(!open);
    }

private:
    void ask()
    {
        m_feed->setWatched(true);
        QTRY_COMPARE(m_questions.size(), 1);
        m_questions.last()->finish(m_networks.input.lists);
        QTRY_VERIFY(m_feed->picture());
    }

    TestNetworks m_networks;
    std::unique_ptr<fleet::Fleet> m_fleet;
    QList<Question *> m_questions;
    std::unique_ptr<TopologyFeed> m_feed;
};

QTEST_GUILESS_MAIN(TopologyFeedTest)
#include "tst_topologyfeed.moc"
