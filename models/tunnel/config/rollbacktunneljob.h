#pragma once

#include "models/tunnel/config/planrollbackjob.h"

namespace skybro::tunnel {

/// Takes back the last change at both ends: first the gateway's, then Azure's, then the connection is brought
/// up. Journaled; when it is interrupted in between, SettleTunnelJob goes on with it.
///
/// Errors: Conflict, code "busy": a change is under way; those of RollbackConfigJob, with nothing changed; of
/// UndoAzureJob, when the gateway has its earlier configuration and Azure's end does not: asked for again, it
/// goes on there. GUI thread.
class RollbackTunnelJob : public JobOf<void>
{
    Q_OBJECT

public:
    /// `plan` as PlanRollbackJob made it with these parts.
    RollbackTunnelJob(RollbackParts parts, const RollbackPlan &plan, QObject *parent = nullptr);
    ~RollbackTunnelJob() override;

signals:
    void stepped(const QString &text);    ///< for a person: what it does now
    void progressChanged(double percent); ///< of what Azure does

protected:
    void begin() override;
    void abort() override;

private:
    void restoreGateway();
    void undoAzure();
    void bringUp();
    void forgetKey();
    void end(OperationState state, const std::optional<Error> &error);

    RollbackParts m_parts;
    RollbackPlan m_plan;
    Operation m_operation;
    std::optional<Error> m_lost; ///< the line to the gateway, when that was to be expected
    QPointer<Job> m_job;
};

} // namespace skybro::tunnel
