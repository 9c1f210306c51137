#include "models/topology/topologyfeed.h"

#include "models/azure/resourceid.h"
#include "models/base/log.h"
#include "models/topology/build.h"

#include <algorithm>

namespace skybro::topology {

TopologyFeed::TopologyFeed(Ask ask, fleet::Fleet *fleet, site::Site site, FeedPolicy policy, QObject *parent)
    : QObject(parent)
    , m_ask(std::move(ask))
    , m_fleet(fleet)
    , m_site(std::move(site))
    , m_policy(policy)
{
    m_askTimer.setSingleShot(true);
    m_drawTimer.setSingleShot(true);
    connect(&m_askTimer, &QTimer::timeout, this, &TopologyFeed::refresh);
    connect(&m_drawTimer, &QTimer::timeout, this, &TopologyFeed::draw);
    connect(fleet, &fleet::Fleet::changed, this, &TopologyFeed::drawLater);
    connect(fleet, &fleet::Fleet::freshnessChanged, this, [this] {
        if (m_nodesAreTold != nodesAreTold()) // that there are none changes no node
            drawLater();
    });
    connect(fleet, &fleet::Fleet::refreshWanted, this, [this] {
        if (m_isWatched)
            refresh();
    });
}

TopologyFeed::~TopologyFeed()
{
    delete m_question;
    delete m_drawing;
}

QDateTime TopologyFeed::nextTry() const
{
    if (!m_problem || !m_askTimer.isActive())
        return {};
    return QDateTime::currentDateTimeUtc().addMSecs(m_askTimer.remainingTime());
}

void TopologyFeed::setWatched(bool watched)
{
    if (m_isWatched == watched)
        return;
    m_isWatched = watched;
    if (!watched) {
        m_askTimer.stop();
        m_drawTimer.stop();
        return;
    }
    if (m_isStale)
        drawLater();
    const qint64 age =
        m_lists ? m_lists->asOf.msecsTo(QDateTime::currentDateTimeUtc()) : m_policy.atRest.count();
    askLater(std::chrono::milliseconds(
        std::clamp<qint64>(m_policy.atRest.count() - age, 0, m_policy.atRest.count())));
}

void TopologyFeed::setTraffic(const QString &connection, TunnelTraffic traffic)
{
    const QString key = azure::ResourceId::key(connection);
    if (m_traffic.value(key) == traffic)
        return;
    m_traffic.insert(key, traffic);
    drawLater();
}

void TopologyFeed::refresh()
{
    if (m_question)
        return;
    m_askTimer.stop();
    JobOf<NetworkLists> *job = m_ask();
    m_question = job;
    job->setParent(this);
    job->then(this, [this](const Result<NetworkLists> &lists) { take(lists); });
    job->start();
}

void TopologyFeed::take(const Result<NetworkLists> &lists)
{
    m_question.clear();
    if (!lists) {
        if (!m_problem)
            m_problemSince = QDateTime::currentDateTimeUtc();
        m_problem = lists.error();
        log::warning("topology", "networks not read: {}", lists.error().text);
        const auto pause = m_policy.backoffBase * (1 << std::min(m_failures++, 10));
        askLater(std::min<std::chrono::milliseconds>(pause, m_policy.backoffCap));
        emit changed();
        return;
    }
    m_failures = 0;
    m_problem.reset();
    m_problemSince = {};
    m_lists = *lists;
    askLater(m_policy.atRest);
    m_isStale = true;
    draw();
}

void TopologyFeed::askLater(std::chrono::milliseconds after)
{
    if (m_isWatched)
        m_askTimer.start(after);
}

bool TopologyFeed::nodesAreTold() const
{
    return !m_fleet->nodes().isEmpty() || m_fleet->freshness().asOf.isValid();
}

void TopologyFeed::drawLater()
{
    m_isStale = true;
    if (m_isWatched && m_lists && !m_drawTimer.isActive())
        m_drawTimer.start(m_policy.gather);
}

void TopologyFeed::draw()
{
    if (!m_lists || m_drawing) // a drawing that ends looks whether it is stale
        return;
    m_isStale = false;
    m_nodesAreTold = nodesAreTold();
    auto *job = new PoolJob<std::shared_ptr<const Picture>>(
        [input = TopologyInput{m_site, m_fleet->nodes(), *m_lists, m_traffic,
                               m_nodesAreTold}]() -> Result<std::shared_ptr<const Picture>> {
            auto picture = std::make_shared<Picture>();
            picture->topology = build(input);
            picture->layout = layOut(picture->topology);
            return picture;
        },
        this);
    m_drawing = job;
    job->then(this, [this](const Result<std::shared_ptr<const Picture>> &picture) {
        m_drawing.clear();
        if (picture)
            m_picture = *picture;
        emit changed();
        if (m_isStale)
            drawLater();
    });
    job->start();
}

} // namespace skybro::topology
