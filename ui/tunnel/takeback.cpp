#include "ui/tunnel/takeback.h"

#include "ui/tunnel/configtexts.h"
#include "ui/tunnel/workstrip.h"

namespace skybro::ui {

using namespace Qt::StringLiterals;

TakeBack::TakeBack(TunnelServices services, WorkStrip *strip, QObject *parent)
    : QObject(parent)
    , m_services(std::move(services))
    , m_strip(strip)
{
    connect(m_strip, &WorkStrip::dismissed, this, [this] {
        if (std::exchange(m_plan, std::nullopt))
            emit ended();
    });
}

void TakeBack::start(const ConfigWishes &wishes)
{
    m_wishes = wishes;
    const auto again = [this] { start(m_wishes); };
    const Result<tunnel::PlanRollbackJob *> made = m_services.config.planRollback(wishes);
    if (!made)
        return m_strip->fail(made.error(), again);
    tunnel::PlanRollbackJob *job = *made;
    job->setParent(this);
    job->then(this, [this, again](const Result<tunnel::RollbackPlan> &plan) {
        m_strip->end();
        if (plan)
            ask(*plan);
        else if (plan.error().kind != ErrorKind::Cancelled)
            m_strip->fail(plan.error(), again);
    });
    m_strip->begin(job, tr("Asking what there was before the last change…"));
    job->start();
}

void TakeBack::ask(tunnel::RollbackPlan plan)
{
    const bool force = !handworkOf(plan).isEmpty();
    const QString consequence = rollbackConsequence(plan);
    emit planned(rollbackSummary(plan), diff(plan));
    m_plan = std::move(plan);
    m_strip->ask(force ? tr("Take it back over what was changed by hand since?")
                       : tr("Take back the last change of the tunnel?"),
                 consequence, force ? tr("Take it back all the same") : tr("Take it back"),
                 [this, force] { run(force); });
}

void TakeBack::run(bool force)
{
    tunnel::RollbackTunnelJob *job = m_services.config.rollBack(*std::exchange(m_plan, std::nullopt), force);
    job->setParent(this);
    connect(job, &tunnel::RollbackTunnelJob::stepped, this,
            [this](const QString &text) { m_strip->say(tr("Taking it back: %1…").arg(text)); });
    connect(job, &tunnel::RollbackTunnelJob::progressChanged, m_strip, &WorkStrip::sayPercent);
    job->then(this, [this](const Result<void> &result) {
        m_strip->end();
        if (result)
            m_strip->say(tr("The last change was taken back."));
        else if (result.error().kind != ErrorKind::Cancelled)
            m_strip->fail(result.error(), [this] { start(m_wishes); });
        emit ended();
    });
    m_strip->begin(job, tr("Taking back the last change…"));
    job->start();
}

} // namespace skybro::ui
