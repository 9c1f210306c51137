#include "models/tunnel/monitor/impairmentevents.h"

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
    m_told = {impaired.cause, impaired.since};
}

std::optional<TunnelEvent> ImpairmentEvents::add(const QDateTime &time, const std::optional<QString> &cause)
{
    followClock(time);
    if (!cause) {
        m_seen.reset();
        return std::nullopt;
    }
    const bool isOver = cause->isEmpty();
    if (isOver && m_seen && !m_seen->cause.isEmpty())
        m_until = time;
    if (!m_seen || m_seen->cause != *cause)
        m_seen = Stretch{*cause, time};
    if (*cause == m_told.cause || between(m_seen->since, time) < (isOver ? ends : begins))
        return std::nullopt;
    const Stretch before = std::exchange(m_told, *m_seen);
    if (isOver)
        return TunnelEvent{.kind = Kind::Repaired,
                           .time = time,
                           .since = m_seen->since,
                           .lasted = between(before.since, m_seen->since)};
    if (!before.cause.isEmpty())
        m_told.since = before.since; // it goes on, for another reason
    return TunnelEvent{.kind = Kind::Impaired, .time = time, .since = m_seen->since, .cause = *cause};
}

QDateTime ImpairmentEvents::since() const
{
    if (!m_seen || m_seen->cause.isEmpty())
        return {};
    return m_told.cause.isEmpty() ? m_seen->since : m_told.since;
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
    if (m_seen)
        m_seen->since = m_seen->since.addMSecs(elapsed.count());
}

} // namespace skybro::tunnel
