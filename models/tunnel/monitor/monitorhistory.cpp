#include "models/tunnel/monitor/monitorhistory.h"

#include "models/base/log.h"
#include "models/tunnel/monitor/eventstore.h"
#include "models/tunnel/monitor/samplestore.h"

#include <algorithm>

namespace skybro::tunnel {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype mostEvents = 1000; ///< when nothing is kept on disk
constexpr std::chrono::milliseconds causePatience = 2min;
constexpr std::chrono::milliseconds patience = 10ms;
constexpr qsizetype mostWaiting = 30; ///< samples: a minute's, before their stretch is thinned

} // namespace

MonitorHistory::MonitorHistory(const MonitorSources &sources)
    : m_sources(sources)
{
    if (m_sources.samples)
        m_sources.samples->setPatience(patience);
}

MonitorHistory::Past MonitorHistory::past() const
{
    using enum TunnelEvent::Kind;
    Past past;
    if (!m_sources.events)
        return past;
    const QDateTime time = m_sources.clock();
    const auto events = m_sources.events->read(m_sources.tunnel, time.addDays(-1), time);
    if (!events)
        return past;
    for (const TunnelEvent &event : *events) {
        if (event.kind == Back && event.fault != changeFault && event.time >= time.addSecs(-3600))
            past.breaks.prepend(event.time);
    }
    const auto latest = std::ranges::find_if(*events, [](const TunnelEvent &event) {
        return event.kind == Broke || event.kind == Back || event.kind == Flapping || event.kind == Steady;
    });
    if (latest != events->end() && latest->kind == Broke)
        past.broke = *latest;
    const auto last = std::ranges::find_if(
        *events, [](const TunnelEvent &event) { return event.kind == Impaired || event.kind == Repaired; });
    if (last != events->end() && last->kind == Impaired)
        past.impairment = *last;
    return past;
}

void MonitorHistory::keep(const Sample &sample)
{
    if (!m_sources.samples)
        return;
    m_waiting.append(sample);
    if (m_waiting.size() > mostWaiting)
        m_waiting.removeFirst();
    Result<void> kept;
    while (kept && !m_waiting.isEmpty()) {
        kept = m_sources.samples->add(m_sources.tunnel, m_waiting.constFirst());
        if (kept)
            m_waiting.removeFirst();
    }
    if (kept) {
        if (const Result<bool> tidied = m_sources.samples->tidy(); !tidied)
            kept = std::unexpected(tidied.error());
    }
    // The same trouble comes with every sample: once is enough.
    if (!kept && !std::exchange(m_isStoreBroken, true))
        noteProblem(kept.error());
    else if (kept)
        m_isStoreBroken = false;
}

void MonitorHistory::keep(const TunnelEvent &event, const QDateTime &time)
{
    using enum TunnelEvent::Kind;
    log::info("tunnel", "{}: {} {}", m_sources.tunnel, toWord(event.kind), event.cause);
    qint64 number = 0;
    if (m_sources.events) {
        if (const Result<qint64> added = m_sources.events->add(m_sources.tunnel, event))
            number = *added;
    }
    m_remembered.prepend(event);
    if (m_remembered.size() > mostEvents)
        m_remembered.removeLast();
    const bool breaks = event.kind == Broke || event.kind == Flapping;
    if (breaks || event.kind == Back || event.kind == Steady)
        giveUpExplaining(); // the one before
    if (breaks && event.cause.isEmpty())
        m_unexplained = Unexplained{number, event.time, time};
}

void MonitorHistory::explain(const QString &cause, const QString &guess, const QDateTime &time)
{
    if (!m_unexplained)
        return;
    if (!guess.isEmpty())
        m_unexplained->guess = guess;
    if (!cause.isEmpty())
        setCause(cause);
    else if (m_unexplained->told.msecsTo(time) > causePatience.count())
        giveUpExplaining();
}

void MonitorHistory::giveUpExplaining()
{
    const QString guess = m_unexplained ? m_unexplained->guess : QString();
    if (!guess.isEmpty())
        setCause(guess);
    m_unexplained.reset();
}

void MonitorHistory::setCause(const QString &cause)
{
    if (m_sources.events && m_unexplained->number > 0) {
        if (const Result<void> set = m_sources.events->setCause(m_unexplained->number, cause); !set)
            noteProblem(set.error());
    }
    const auto event = std::ranges::find(m_remembered, m_unexplained->event, &TunnelEvent::time);
    if (event != m_remembered.end())
        event->cause = cause;
    log::info("tunnel", "{}: {}", m_sources.tunnel, cause);
    m_unexplained.reset();
}

QList<TunnelEvent> MonitorHistory::events(const QDateTime &from, const QDateTime &to) const
{
    if (m_sources.events) {
        if (const Result<QList<TunnelEvent>> kept = m_sources.events->read(m_sources.tunnel, from, to))
            return *kept;
    }
    QList<TunnelEvent> some;
    for (const TunnelEvent &event : m_remembered) {
        if (event.time >= from && event.time < to)
            some += event;
    }
    return some;
}

void MonitorHistory::noteProblem(const Error &error) const
{
    log::warning("tunnel", "{}: store: {}", m_sources.tunnel, error.text);
}

} // namespace skybro::tunnel
