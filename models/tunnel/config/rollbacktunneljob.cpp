#include "models/tunnel/config/rollbacktunneljob.h"

#include "models/tunnel/config/applyconfigjob.h"
#include "models/tunnel/config/plantunneljob.h"
#include "models/tunnel/config/rollbackconfigjob.h"

#include <QUuid>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto scriptDeadline = 120s; // it brings the connection up
constexpr auto azureDeadline = 30min;

} // namespace

RollbackTunnelJob::RollbackTunnelJob(RollbackParts parts, const RollbackPlan &plan, QObject *parent)
    : JobOf<void>(parent)
    , m_parts(std::move(parts))
    , m_plan(plan)
{
    m_operation.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_operation.batch = m_plan.id; // by which SettleTunnelJob knows what was taken back
    m_operation.site = m_parts.site;
    m_operation.kind = applyOperation;
    m_operation.target = m_parts.gatewayName;
    m_operation.targetName = m_plan.connection;
    setDeadline(2 * scriptDeadline + (m_plan.withAzure ? azureDeadline : 0min));
}

RollbackTunnelJob::~RollbackTunnelJob()
{
    if (m_job) {
        m_job->disconnect(this);
        m_job->cancel();
    }
}

void RollbackTunnelJob::abort()
{
    if (m_job) {
        m_job->disconnect(this);
        m_job->cancel();
    }
    m_operation.state = OperationState::Unknown;
    if (m_parts.journal)
        (void)m_parts.journal->update(m_operation);
}

void RollbackTunnelJob::begin()
{
    if (const Result<void> free = noChangeUnderWay(m_parts.journal, m_parts.site); !free)
        return finish(std::unexpected(free.error()));
    if (m_parts.journal) {
        m_operation.state = OperationState::Running;
        m_operation.step = toWord(ApplyStep::RollingBack);
        if (const Result<void> added = m_parts.journal->add({m_operation}); !added)
            return finish(std::unexpected(added.error()));
    }
    if (!m_plan.withAzure)
        return restoreGateway();
    // From here on Azure's end is known not to fit.
    auto *job = new UndosJob({.store = m_parts.secrets, .site = m_parts.site}, reopenUndo(m_plan.id));
    m_job = job;
    job->then(this, [this](const Result<std::vector<AzureUndo>> &kept) {
        if (!kept)
            return end(OperationState::Failed, kept.error());
        restoreGateway();
    });
    job->start();
}

void RollbackTunnelJob::restoreGateway()
{
    if (m_plan.gatewayIsBack)
        return undoAzure();
    emit stepped(tr("the gateway puts back what it had"));
    auto *job = new RollbackConfigJob(m_parts.gateway, m_plan.connection, m_parts.force);
    job->setChange(m_plan.id, m_plan.withAzure);
    m_job = job;
    job->setDeadline(scriptDeadline);
    job->then(this, [this](const Result<void> &restored) {
        if (!restored) {
            // Those of the way there leave open what became of it.
            const bool isOpen =
                restored.error().kind == ErrorKind::Network || restored.error().kind == ErrorKind::TimedOut;
            // It cut the line by which it would say so, and goes on by itself. Only when Azure's end fits
            // again does the line come back.
            if (isOpen && m_plan.comesThroughTunnel && m_plan.withAzure) {
                m_lost = restored.error();
                return undoAzure();
            }
            return end(isOpen ? OperationState::Unknown : OperationState::Failed, restored.error());
        }
        undoAzure();
    });
    job->start();
}

void RollbackTunnelJob::undoAzure()
{
    if (!m_plan.withAzure)
        return forgetKey();
    emit stepped(tr("Azure's connection is put back"));
    auto *job = new UndoAzureJob(m_parts.client, {.store = m_parts.secrets, .site = m_parts.site}, m_plan.id,
                                 m_parts.force);
    m_job = job;
    connect(job, &AzureJob::progressChanged, this, &RollbackTunnelJob::progressChanged);
    job->then(this, [this](const Result<void> &undone) {
        if (undone)
            return bringUp();
        Error error = undone.error();
        error.text = tr("The gateway has its earlier configuration, and Azure's connection could not be put "
                        "back: %1")
                         .arg(error.text);
        end(OperationState::Failed, error);
    });
    job->start();
}

/// The one that was kept is in force no more: the next change would set it again.
void RollbackTunnelJob::forgetKey()
{
    const bool isAnother = !m_plan.keyFiles.isEmpty() || m_plan.azureKey;
    if (!m_parts.secrets || !isAnother)
        return end(OperationState::Succeeded, {});
    secrets::WriteSecretJob *job = m_parts.secrets->remove(tunnelKeyName(m_parts.site));
    m_job = job;
    // A keychain that does not let go of it is no fault of this: both ends are as they were.
    job->then(this, [this](const Result<void> &) { end(OperationState::Succeeded, {}); });
    job->start();
}

/// As the gateway went back, Azure's end did not fit yet. That it does not come up is no fault of this.
void RollbackTunnelJob::bringUp()
{
    emit stepped(tr("the connection is brought up"));
    ScriptJob *job = m_parts.gateway(bringUpScript({.id = m_plan.id, .name = m_plan.connection}));
    m_job = job;
    job->setDeadline(scriptDeadline);
    job->then(this, [this](const Result<ssh::ExecResult> &reached) {
        if (reached || !m_lost)
            return forgetKey();
        Error error = *m_lost;
        error.text = tr("Azure's connection was put back, and the gateway, which is reached through the "
                        "tunnel, does not answer yet: %1")
                         .arg(error.text);
        end(OperationState::Unknown, error);
    });
    job->start();
}

void RollbackTunnelJob::end(OperationState state, const std::optional<Error> &error)
{
    if (m_parts.journal) {
        m_operation.state = state;
        m_operation.error = error;
        (void)m_parts.journal->update(m_operation);
    }
    if (error)
        return finish(std::unexpected(*error));
    finish({});
}

} // namespace skybro::tunnel
