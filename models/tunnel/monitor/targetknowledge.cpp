#include "models/tunnel/monitor/targetknowledge.h"

#include "models/tunnel/monitor/age.h"

namespace skybro::tunnel {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr size_t roundsJudged = 2; ///< as TunnelEvents: one lost probe is no fault
constexpr milliseconds largePause = 20s;
constexpr milliseconds largePauseOff = 6s; ///< while something is off

} // namespace

void TargetKnowledge::begin(const QString &name, const QString &address)
{
    m_traffic = {};
    m_traffic.target = name;
    m_traffic.address = address;
    m_window.clear();
    m_recent.clear();
    m_isRunningInAzure.reset();
    m_isRunning.reset();
    m_ownRoute.reset();
    m_hostRoute.reset();
    m_path = {};
    m_largeAsked = {};
}

void TargetKnowledge::setRunning(std::optional<bool> isRunning)
{
    m_isRunningInAzure = isRunning;
    m_isRunning = isRunning;
}

TargetKnowledge::Turn TargetKnowledge::add(const QDateTime &sent, const QList<ProbeReply> &replies,
                                           const QList<ProbeReply> &others, const QDateTime &time)
{
    for (const ProbeReply &reply : replies)
        m_window.add(sent, reply);
    const ProbeStatistics round = statisticsOf(replies);
    m_traffic.obstacle = round.made == 0 && !replies.isEmpty() ? replies.last().note : QString();
    if (round.made == 0)
        return Turn::None;
    m_probed = time;
    m_recent.emplace_back(round.made, round.answered);
    if (m_recent.size() > roundsJudged)
        m_recent.pop_front();
    m_traffic.othersAnswer.reset();
    if (const ProbeStatistics elsewhere = statisticsOf(others); elsewhere.made > 0)
        m_traffic.othersAnswer = elsewhere.answered > 0;
    return noteOutcome(round.answered == 0, time);
}

/// What was learnt before says nothing of what is now.
TargetKnowledge::Turn TargetKnowledge::noteOutcome(bool isLost, const QDateTime &time)
{
    const bool isFirst = !m_outcomeSince.isValid();
    if (isLost == m_isLost && !isFirst)
        return Turn::None;
    m_isLost = isLost;
    m_outcomeSince = time;
    if (isFirst)
        return Turn::None; // nothing came before
    m_hasTurned = true;
    m_isRunning = m_isRunningInAzure;
    m_ownRoute.reset();
    m_hostRoute.reset();
    m_path = {};
    return Turn::GoesAnotherWay;
}

void TargetKnowledge::beginWindow(const QDateTime &sent, const QList<ProbeReply> &replies)
{
    m_window.clear();
    for (const ProbeReply &reply : replies)
        m_window.add(sent, reply);
}

void TargetKnowledge::takeLarge(std::optional<bool> passes, const QDateTime &time)
{
    m_largeAsked = time;
    if (passes)
        m_traffic.largePass = passes;
    if (passes == true)
        m_traffic.pathMtu = 0;
}

void TargetKnowledge::forgetLarge()
{
    m_traffic.largePass.reset();
    m_largeAsked = {};
}

void TargetKnowledge::takeOwnWord(bool hasRoute)
{
    if (!m_isLost)
        return;
    m_isRunning = true;
    m_ownRoute = hasRoute;
}

void TargetKnowledge::takeHostRoute(std::optional<bool> hasRoute)
{
    if (m_isLost)
        m_hostRoute = hasRoute;
}

void TargetKnowledge::takePath(const TargetPath &path)
{
    if (m_isLost)
        m_path = path;
}

void TargetKnowledge::fill(Evidence &evidence, const QDateTime &time) const
{
    TrafficEvidence &traffic = evidence.traffic;
    traffic = m_traffic;
    for (const auto &[made, answered] : m_recent) {
        traffic.sent += made;
        traffic.answered += answered;
    }
    traffic.age = secondsSince(m_probed, time);
    if (m_isLost)
        traffic.lostFor = secondsSince(m_outcomeSince, time);
    else if (m_hasTurned)
        traffic.recoveredFor = secondsSince(m_outcomeSince, time);
    SettingsEvidence &settings = evidence.settings;
    settings.onPremiseRoute = m_hostRoute;
    settings.vmRunning = m_isRunning;
    settings.vmRoute = m_ownRoute;
    settings.nsgAllows = m_path.isAllowed;
    settings.nsgRule = m_path.rule;
    settings.azureRoute = m_path.hasWayBack;
}

bool TargetKnowledge::wantsLarge(const QDateTime &time, bool isOff) const
{
    // Where small ones do not pass, large ones do not either.
    return !m_isLost && ageOf(m_largeAsked, time) >= (isOff ? largePauseOff : largePause);
}

bool TargetKnowledge::wantsOwnWord() const
{
    return m_isLost && m_traffic.othersAnswer == true && !m_ownRoute;
}

} // namespace skybro::tunnel
