#include "models/tunnel/monitor/tunnelevents.h"

#include <algorithm>
#include <array>

namespace skybro::tunnel {

using namespace std::chrono_literals;
using Kind = TunnelEvent::Kind;
using std::chrono::milliseconds;

namespace {

// In the order of TunnelEvent::Kind.
constexpr std::array words{"broke",  "back",    "degraded", "eased",   "flapping",
                           "steady", "rekeyed", "impaired", "repaired"};
static_assert(words.size() == static_cast<size_t>(Kind::Repaired) + 1);

constexpr int lostInARow = 3;
constexpr int samplesInARow = 2;
constexpr milliseconds lostFor = 1s; ///< from the first to the last of them
constexpr int answersInARow = 2;

constexpr milliseconds lossWindow = 2min;
constexpr int fewestProbes = 20; ///< in the window, to speak of loss
constexpr int fewestLost = 6;
constexpr double degradedFrom = 0.125;
constexpr double easedBelow = 0.05;

constexpr size_t breaksOfFlapping = 3;
constexpr milliseconds flappingWindow = 10min;

constexpr milliseconds longOutage = 1min; ///< is told, though it flaps

constexpr milliseconds gap = 30s; ///< between samples, after which runs and loss begin anew
constexpr milliseconds grace = 15s;
constexpr milliseconds probesAreRecent = 5min;

milliseconds between(const QDateTime &from, const QDateTime &to)
{
    return milliseconds(from.msecsTo(to));
}

} // namespace

QString toWord(TunnelEvent::Kind kind)
{
    return QString::fromLatin1(words.at(static_cast<size_t>(kind)));
}

std::optional<TunnelEvent::Kind> eventKindFromWord(QStringView word)
{
    for (size_t i = 0; i < words.size(); ++i) {
        if (word == QLatin1StringView(words.at(i)))
            return static_cast<TunnelEvent::Kind>(i);
    }
    return std::nullopt;
}

void TunnelEvents::Run::add(int count, const QDateTime &time)
{
    if (probes == 0)
        first = time;
    probes += count;
    ++samples;
    last = time;
}

QList<TunnelEvent> TunnelEvents::add(const Sample &sample, Whose whose)
{
    m_events.clear();
    followClock(sample.time);
    weigh(sample);
    if (m_state != TunnelState::Down && hasBroken(sample))
        broke(sample.time, whose);
    else if (m_state == TunnelState::Down && m_answered.probes >= answersInARow)
        back(sample.time);
    else if (m_state == TunnelState::Unknown && m_answered.probes > 0)
        firstUp(sample.time);
    judgeLoss(sample.time);
    judgeOutage(sample.time);
    judgeFlapping(sample.time);
    judgeKeys(sample);
    return std::exchange(m_events, {});
}

bool TunnelEvents::isInDoubt() const
{
    return m_state == TunnelState::Down ? m_answered.probes > 0 : m_lost.probes > 0;
}

int TunnelEvents::breaks() const
{
    return m_isFlapping ? m_flaps : static_cast<int>(m_breaks.size());
}

void TunnelEvents::followClock(const QDateTime &time)
{
    const milliseconds elapsed = m_last.isValid() ? between(m_last, time) : 0ms;
    m_last = time;
    if (elapsed < 0ms) {
        // The clock was set back: all that is remembered goes with it, so that durations stay.
        const qint64 shift = elapsed.count();
        for (QDateTime *one : {&m_since, &m_graceUntil, &m_probed, &m_lost.first, &m_lost.last,
                               &m_answered.first, &m_answered.last, &m_flappingSince, &m_flappingTold})
            *one = one->addMSecs(shift);
        for (Counted &one : m_recent)
            one.time = one.time.addMSecs(shift);
        for (Break &one : m_breaks)
            one.time = one.time.addMSecs(shift);
    } else if (elapsed > gap) {
        m_lost = {};
        m_answered = {};
        m_recent.clear();
        m_before.reset();
        m_graceUntil = time.addMSecs(grace.count());
    }
    std::erase_if(m_recent, [&](const Counted &one) { return between(one.time, time) > lossWindow; });
    std::erase_if(m_breaks, [&](const Break &one) { return between(one.time, time) > flappingWindow; });
}

/// Adds the sample to the run that it continues, or begins another.
void TunnelEvents::weigh(const Sample &sample)
{
    int answered = sample.probesAnswered;
    int lost = sample.probesMade - sample.probesAnswered;
    if (sample.probesMade > 0) {
        m_probed = sample.time;
        if (!isInGrace(sample.time))
            m_recent.push_back({sample.time, sample.probesMade, sample.probesAnswered});
    } else if (!m_probed.isValid() || between(m_probed, sample.time) > probesAreRecent) {
        // No probe can be made: then the gateway's word counts, as of as many probes as decide in two
        // samples.
        answered = sample.gateway.state == SignalState::Up ? 1 : 0;
        lost = sample.gateway.state == SignalState::Down ? samplesInARow : 0;
    }
    if (answered > 0) {
        m_answered.add(answered, sample.time);
        m_lost = {};
    } else if (lost > 0) {
        m_lost.add(lost, sample.time);
        m_answered = {};
    }
}

bool TunnelEvents::isInGrace(const QDateTime &time) const
{
    return m_graceUntil.isValid() && time < m_graceUntil;
}

bool TunnelEvents::hasBroken(const Sample &sample) const
{
    if (m_lost.probes == 0 || isInGrace(sample.time))
        return false;
    const bool bothSaySo = sample.traffic() == SignalState::Down && sample.gateway.state == SignalState::Down;
    return bothSaySo || (m_lost.probes >= lostInARow && m_lost.samples >= samplesInARow &&
                         between(m_lost.first, m_lost.last) >= lostFor);
}

void TunnelEvents::broke(const QDateTime &time, Whose whose)
{
    const QDateTime first = m_lost.first;
    enter(TunnelState::Down, first);
    m_breaks.push_back({time, whose});
    const auto isAlike = [&](const Break &one) { return one.whose == whose; };
    const auto alike = static_cast<size_t>(std::ranges::count_if(m_breaks, isAlike));
    const bool begins = !m_isFlapping && whose != Whose::Change && alike >= breaksOfFlapping;
    if (begins) {
        m_isFlapping = true;
        m_flapping = whose;
        m_flappingSince = std::ranges::find_if(m_breaks, isAlike)->time;
        m_flaps = static_cast<int>(alike) - 1;
    }
    const bool isCounted = m_isFlapping && m_flapping == whose;
    m_flaps += isCounted ? 1 : 0;
    if (!isCounted) {
        m_isOutageTold = m_isFlapping; // so that its end is told, too
        return tell({.kind = Kind::Broke, .time = time, .since = first});
    }
    if (begins || between(m_flappingTold, time) >= flappingWindow) {
        m_flappingTold = time;
        tell({.kind = Kind::Flapping, .time = time, .since = first, .breaks = m_flaps});
    }
}

void TunnelEvents::back(const QDateTime &time)
{
    const QDateTime down = m_since;
    const QDateTime first = m_answered.first;
    enter(TunnelState::Up, first);
    m_recent.clear(); // what was lost while it was down is no loss of what passes now
    if (!m_isFlapping || std::exchange(m_isOutageTold, false))
        tell({.kind = Kind::Back, .time = time, .since = first, .lasted = between(down, first)});
}

/// As a rule nothing happened: it was first looked at.
void TunnelEvents::firstUp(const QDateTime &time)
{
    if (m_past.isValid() && m_answered.probes < answersInARow)
        return; // a lone answer ends no break
    const QDateTime first = m_answered.first;
    enter(TunnelState::Up, first);
    if (m_past.isValid())
        tell({.kind = Kind::Back,
              .time = time,
              .since = first,
              .lasted = std::max(between(m_past, first), milliseconds(0))});
}

void TunnelEvents::judgeLoss(const QDateTime &time)
{
    int made = 0;
    int answered = 0;
    for (const Counted &one : m_recent) {
        made += one.made;
        answered += one.answered;
    }
    if (made < fewestProbes)
        return;
    const int lost = made - answered;
    const double loss = static_cast<double>(lost) / made;
    if (m_state == TunnelState::Up && lost >= fewestLost && loss >= degradedFrom) {
        enter(TunnelState::Degraded, time);
        tell({.kind = Kind::Degraded, .time = time, .since = time});
    } else if (m_state == TunnelState::Degraded && loss < easedBelow) {
        const milliseconds lasted = between(m_since, time);
        enter(TunnelState::Up, time);
        tell({.kind = Kind::Eased, .time = time, .since = time, .lasted = lasted});
    }
}

/// What is counted only must hide nothing that lasts.
void TunnelEvents::judgeOutage(const QDateTime &time)
{
    if (!m_isFlapping || m_state != TunnelState::Down || m_isOutageTold ||
        between(m_since, time) < longOutage)
        return;
    m_isOutageTold = true;
    tell({.kind = Kind::Broke, .time = time, .since = m_since, .breaks = m_flaps});
}

void TunnelEvents::judgeFlapping(const QDateTime &time)
{
    if (!m_isFlapping || !m_breaks.empty())
        return;
    m_isFlapping = false;
    m_isOutageTold = false;
    if (m_state != TunnelState::Down) // an outage of ten minutes was told
        tell({.kind = Kind::Steady,
              .time = time,
              .since = time,
              .lasted = between(m_flappingSince, time),
              .breaks = m_flaps});
}

void TunnelEvents::judgeKeys(const Sample &sample)
{
    if (m_state == TunnelState::Down || sample.gateway.state == SignalState::Down) {
        m_before.reset(); // what comes up again has new keys, and that is no rekey
        return;
    }
    if (sample.gateway.state != SignalState::Up || (sample.childSa.isEmpty() && !sample.bytes))
        return; // the gateway's answer is not newer than the sample before
    if (m_before) {
        const bool known = !sample.childSa.isEmpty() && !m_before->childSa.isEmpty();
        const bool restarted = sample.bytes && m_before->bytes && hasFallen(*m_before->bytes, *sample.bytes);
        if (known ? sample.childSa != m_before->childSa : restarted)
            tell({.kind = Kind::Rekeyed, .time = sample.time, .since = sample.time});
    }
    m_before = sample;
}

void TunnelEvents::enter(TunnelState state, const QDateTime &since)
{
    m_isSinceFirstLook = m_state == TunnelState::Unknown;
    m_state = state;
    m_since = since;
}

void TunnelEvents::tell(TunnelEvent event)
{
    m_events.append(std::move(event));
}

} // namespace skybro::tunnel
