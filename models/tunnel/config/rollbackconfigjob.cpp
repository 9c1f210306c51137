#include "models/tunnel/config/rollbackconfigjob.h"

namespace skybro::tunnel {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

RollbackConfigJob::RollbackConfigJob(Shell gateway, const QString &connection, bool force, QObject *parent)
    : JobOf<void>(parent)
    , m_gateway(std::move(gateway))
{
    m_change.name = connection;
    m_change.force = force;
}

void RollbackConfigJob::setChange(const QString &id, bool bothEnds)
{
    m_change.id = id;
    m_change.bothEnds = bothEnds;
}

RollbackConfigJob::~RollbackConfigJob()
{
    RollbackConfigJob::abort();
}

void RollbackConfigJob::begin()
{
    m_script = m_gateway(restoreScript(m_change));
    m_script->setDeadline(deadline() + 1s); // ours comes first
    m_script->then(this, [this](const Result<ssh::ExecResult> &result) { ended(result); });
    m_script->start();
}

void RollbackConfigJob::abort()
{
    if (m_script) {
        m_script->disconnect(this);
        m_script->cancel();
    }
}

void RollbackConfigJob::ended(const Result<ssh::ExecResult> &result)
{
    const Result<ChangeReport> report = changeReport(result);
    if (!report)
        return finish(std::unexpected(report.error()));
    if (report->word == "restored"_L1)
        return finish({});
    if (report->word == "none"_L1)
        return finish(
            fail(ErrorKind::NotFound,
                 tr("The gateway knows of no change of “%1” that could be taken back.").arg(m_change.name)));
    if (report->word == "changed"_L1) {
        Error error = makeError(
            ErrorKind::Conflict,
            tr("%1 on the gateway was changed by hand since; that would be lost.").arg(report->about));
        error.code = report->word;
        return finish(std::unexpected(error));
    }
    finish(fail(ErrorKind::Server,
                tr("The gateway could not put back its configuration: %1.").arg(report->about),
                report->detail));
}

} // namespace skybro::tunnel
