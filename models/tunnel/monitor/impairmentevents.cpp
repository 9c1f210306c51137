#include "models/tunnel/monitor/impairmentevents.h"

#include <utility>

namespace skybro::tunnel {

using namespace std::chrono_literals;
using Kind = TunnelEvent::Kind;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds gap = 30s; ///< between samples, after which it must be seen anew

milliseconds between(const QDateTime &from, const QDateTime &to)
{
    return milliseconds(from.msecsTo(to));
}

} // namespace

void ImpairmentEvents::setPast(const TunnelEvent &impaired)
{
    m_told = {impaired.fault, impaired.since};
}

std::optional<TunnelEvent> ImpairmentEvents::add(const QDateTime &time, const Finding *impairment)
{
    followClock(time);
    const QString now = impairment ? toWord(impairment->kind) : QString();
    if (!impairment && !fault().isEmpty())
        m_until = time;
    if (impairment)
        m_over = {};
    if (!m_seen || m_seen->fault != now)
        m_seen = Stretch{now, time};
    if (now == m_told.fault || between(m_seen->since, time) < (impairment ? begins : ends))
        return std::nullopt;
    const Stretch before = std::exchange(m_told, *m_seen);
    if (!impairment) {
        const QDateTime over = m_over.isValid() ? std::exchange(m_over, {}) : m_seen->since;
        return TunnelEvent{
            .kind = Kind::Repaired, .time = time, .since = over, .lasted = between(before.since, over)};
    }
    if (!before.fault.isEmpty())
        m_told.since = before.since; // it goes on, for another reason
    return TunnelEvent{.kind = Kind::Impaired,
                       .time = time,
                       .since = m_seen->since,
                       .cause = impairment->sentence,
                       .fault = now};
}

void ImpairmentEvents::interrupt()
{
    if (m_seen && m_seen->fault.isEmpty() && !m_told.fault.isEmpty() && !m_over.isValid())
        m_over = m_seen->since;
    m_seen.reset();
}

QDateTime ImpairmentEvents::since() const
{
    if (!m_seen || m_seen->fault.isEmpty())
        return {};
    return m_told.fault.isEmpty() ? m_seen->since : m_told.since;
}

void ImpairmentEvents::followClock(const QDateTime &time)
{
    const milliseconds elapsed = m_last.isValid() ? between(m_last, time) : 0ms;
    m_last = time;
    if (elapsed > gap)
        m_seen.reset();
    if (elapsed >= 0ms)
        return;
    // The clock was set back: all that is remembered goes with it, so that durations stay.
    m_told.since = m_told.since.addMSecs(elapsed.count());
    m_until = m_until.addMSecs(elapsed.count());
    m_over = m_over.addMSecs(elapsed.count());
    if (m_seen)
        m_seen->since = m_seen->since.addMSecs(elapsed.count());
}

} // namespace skybro::tunnel
