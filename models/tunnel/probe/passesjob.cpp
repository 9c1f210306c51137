#include "models/tunnel/probe/passesjob.h"

#include <algorithm>
#include <utility>

namespace skybro::tunnel {

using namespace std::chrono_literals;

namespace {

constexpr auto wait = 2s; // for an answer

QList<ProbeTarget> fromSources(const QList<ProbeTarget> &targets, const QStringList &sources)
{
    if (sources.isEmpty())
        return targets;
    QList<ProbeTarget> all;
    for (const QString &source : sources) {
        for (ProbeTarget target : targets) {
            target.source = source;
            all.append(target);
        }
    }
    return all;
}

} // namespace

PassesJob::PassesJob(const QList<PassesFrom> &places, const QList<ProbeTarget> &targets, QObject *parent)
    : JobOf<bool>(parent)
{
    setDeadline(30s);
    for (const PassesFrom &place : places)
        m_jobs.append(new ProbesJob(place.shell, fromSources(targets, place.sources), {.wait = wait}, this));
}

PassesJob::~PassesJob()
{
    PassesJob::abort();
}

void PassesJob::begin()
{
    m_open = m_jobs.size();
    if (m_open == 0)
        return finish(fail(ErrorKind::Invalid, tr("There is no place from where traffic could be tried.")));
    for (const auto &job : std::as_const(m_jobs)) {
        auto *probes = static_cast<ProbesJob *>(job.data());
        probes->then(this, [this](const Result<QList<ProbeReply>> &replies) { said(replies); });
        probes->start();
    }
}

void PassesJob::abort()
{
    const auto jobs = std::exchange(m_jobs, {});
    for (const QPointer<Job> &job : jobs) {
        if (job) {
            job->disconnect(this);
            job->cancel();
        }
    }
}

void PassesJob::said(const Result<QList<ProbeReply>> &replies)
{
    --m_open;
    if (replies && std::ranges::any_of(*replies, &ProbeReply::isAnswer)) {
        abort();
        return finish(true);
    }
    if (replies)
        m_asked = true;
    else
        m_error = replies.error();
    if (m_open > 0)
        return;
    if (m_asked)
        return finish(false);
    finish(std::unexpected(*m_error));
}

} // namespace skybro::tunnel
