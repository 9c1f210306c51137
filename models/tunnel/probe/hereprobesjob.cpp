#include "models/tunnel/probe/hereprobesjob.h"

#include "models/tunnel/probe/pingjob.h"
#include "models/tunnel/probe/tcpprobejob.h"

namespace skybro::tunnel {

using namespace std::chrono_literals;

HereProbesJob::HereProbesJob(QList<ProbeTarget> targets, const ProbeRound &round, QObject *parent)
    : JobOf<QList<ProbeReply>>(parent)
    , m_targets(std::move(targets))
    , m_round(round)
{
    m_next.setInterval(250ms); // as probeScript() has it
    connect(&m_next, &QTimer::timeout, this, &HereProbesJob::probeAll);
}

void HereProbesJob::begin()
{
    if (m_targets.isEmpty() || m_round.rounds < 1)
        return finish(fail(ErrorKind::Invalid, tr("There is nothing to probe.")));
    for (const ProbeTarget &target : std::as_const(m_targets)) {
        if (const Result<void> checked = check(target); !checked)
            return finish(std::unexpected(checked.error()));
    }
    m_replies.resize(m_targets.size() * m_round.rounds);
    m_open = static_cast<int>(m_replies.size());
    probeAll();
    if (m_begun < m_round.rounds)
        m_next.start();
}

void HereProbesJob::probeAll()
{
    qsizetype index = m_begun * m_targets.size();
    if (++m_begun >= m_round.rounds)
        m_next.stop();
    for (const ProbeTarget &target : std::as_const(m_targets)) {
        JobOf<ProbeReply> *probe = nullptr;
        if (target.method == ProbeMethod::Icmp)
            probe = new PingJob(target, m_round.wait, this);
        else
            probe = new TcpProbeJob(target, m_round.wait, this);
        m_jobs += QPointer<Job>(probe);
        probe->then(this, [this, place = index++](const Result<ProbeReply> &reply) {
            if (!isRunning())
                return;
            if (reply)
                m_replies[place] = *reply;
            else
                m_replies[place].note = reply.error().text; // and it stays NotMade
            if (--m_open == 0)
                finish(std::move(m_replies));
        });
        probe->start();
    }
}

void HereProbesJob::abort()
{
    m_next.stop();
    for (const QPointer<Job> &job : std::as_const(m_jobs)) {
        if (job)
            job->cancel(); // and it deletes itself
    }
}

} // namespace skybro::tunnel
