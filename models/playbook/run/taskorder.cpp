#include "models/playbook/run/taskorder.h"

#include <algorithm>

namespace skybro::playbook {

namespace {

constexpr qint64 patience = 1'000;          // ms between two tasks of a host
constexpr qint64 patienceForFirst = 10'000; // ms: there may be more hosts than forks

} // namespace

QList<RunEvent> TaskOrder::add(const RunEvent &event, qint64 now)
{
    using Kind = RunEvent::Kind;
    switch (event.kind) {
    case Kind::RunStarted:
    case Kind::RunFinished:
        return all() + QList{event};
    case Kind::PlayStarted: {
        QList<RunEvent> shown = all();
        m_hosts.clear();
        for (const QString &host : event.hosts)
            m_hosts[host] = {.task = m_current, .isNew = true, .seen = now};
        return shown += event;
    }
    case Kind::TaskStarted:
        return {event}; // a name for what comes
    case Kind::HostStarted:
        m_hosts[event.host] = {.task = event.task, .isInTask = true, .isOut = false, .seen = now};
        return release(now);
    case Kind::HostFinished: {
        const bool isOut = event.outcome == Outcome::Failed || event.outcome == Outcome::Unreachable;
        m_hosts[event.host] = {.task = event.task, .isInTask = false, .isOut = isOut, .seen = now};
        break;
    }
    case Kind::Rescued:
        m_hosts[event.host].isOut = false;
        break;
    case Kind::ItemFinished:
    case Kind::Retrying:
    case Kind::Notice:
        break;
    }
    if (event.task <= m_current) {
        QList<RunEvent> shown{event};
        return shown += release(now);
    }
    m_held[event.task] += event;
    return release(now);
}

QList<RunEvent> TaskOrder::release(qint64 now)
{
    QList<RunEvent> shown;
    while (!m_held.isEmpty() &&
           std::ranges::none_of(m_hosts, [&](const Host &host) { return holds(host, m_current, now); })) {
        m_current = m_held.firstKey();
        shown += m_held.take(m_current);
    }
    return shown;
}

bool TaskOrder::holds(const Host &host, int task, qint64 now)
{
    if (host.isOut || host.task > task)
        return false;
    if (host.isInTask)
        return true;
    return host.task < task && now - host.seen < (host.isNew ? patienceForFirst : patience);
}

QList<RunEvent> TaskOrder::all()
{
    QList<RunEvent> shown;
    for (const QList<RunEvent> &events : std::as_const(m_held))
        shown += events;
    if (!m_held.isEmpty())
        m_current = m_held.lastKey();
    m_held.clear();
    return shown;
}

} // namespace skybro::playbook
