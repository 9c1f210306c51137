#include "models/tunnel/probe/probesjob.h"

namespace skybro::tunnel {

using namespace std::chrono_literals;

ProbesJob::ProbesJob(Shell shell, QList<ProbeTarget> targets, const ProbeRound &round, QObject *parent)
    : JobOf<QList<ProbeReply>>(parent)
    , m_shell(std::move(shell))
    , m_targets(std::move(targets))
    , m_round(round)
{
    // The script ends itself 3 s after its last wait; the rest is for connecting.
    setDeadline(m_round.wait + m_round.rounds * 1s + 25s);
}

ProbesJob::~ProbesJob()
{
    ProbesJob::abort();
}

void ProbesJob::begin()
{
    if (m_targets.isEmpty() || m_round.rounds < 1)
        return finish(fail(ErrorKind::Invalid, tr("There is nothing to probe.")));
    for (const ProbeTarget &target : m_targets) {
        if (const Result<void> checked = check(target); !checked)
            return finish(std::unexpected(checked.error()));
    }
    m_script = m_shell(probeScript(m_targets, m_round));
    m_script->setDeadline(deadline() + 1s); // ours comes first
    m_script->then(this, [this](const Result<ssh::ExecResult> &result) {
        if (!result)
            return finish(std::unexpected(result.error()));
        Result<QList<ProbeReply>> replies =
            readProbeRecord(result->output, m_targets.size() * m_round.rounds);
        if (!replies)
            replies.error().detail += QString::fromUtf8(result->errors.left(2000));
        finish(std::move(replies));
    });
    m_script->start();
}

void ProbesJob::abort()
{
    if (m_script)
        m_script->cancel(); // and it deletes itself
}

} // namespace skybro::tunnel
