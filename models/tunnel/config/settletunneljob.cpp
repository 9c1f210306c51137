#include "models/tunnel/config/settletunneljob.h"

#include "models/tunnel/config/applyconfigjob.h"

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto scriptDeadline = 120s; // it may be putting back just now, and brings the connection up
constexpr auto azureDeadline = 30min;

/// A change and its taking back are two operations of one batch.
bool isRollback(const Operation &operation)
{
    return operation.id != operation.batch;
}

} // namespace

QString settledText(const SettledChange &settled)
{
    using Azure = SettledChange::Azure;
    const QString step = settled.step.isEmpty() ? QString() : u" (%1)"_s.arg(settled.step);
    if (settled.inForce)
        return SettleTunnelJob::tr(
                   "An earlier change of this tunnel was interrupted%1; the gateway has it in "
                   "force.")
            .arg(step);
    QString text =
        SettleTunnelJob::tr("An earlier change of this tunnel was interrupted%1; the gateway has its "
                            "earlier configuration.")
            .arg(step);
    if (settled.azure == Azure::PutBack)
        text += u' ' + SettleTunnelJob::tr("Azure's end was put back to match.");
    else if (settled.azure == Azure::Foreign)
        text += u' ' + SettleTunnelJob::tr("Azure's end was changed by somebody else since and is left as it "
                                           "is.");
    return text;
}

SettleTunnelJob::SettleTunnelJob(SettleParts parts, QObject *parent)
    : JobOf<QList<SettledChange>>(parent)
    , m_parts(std::move(parts))
{
    setDeadline(azureDeadline + 2 * scriptDeadline);
}

SettleTunnelJob::~SettleTunnelJob()
{
    if (m_job) {
        m_job->disconnect(this);
        m_job->cancel();
    }
}

template <typename T, typename Next>
void SettleTunnelJob::run(JobOf<T> *job, const Next &next)
{
    m_job = job;
    connect(job, &Job::finished, this, [job, next] { next(job->takeResult()); });
    job->start();
}

void SettleTunnelJob::begin()
{
    if (m_parts.journal)
        m_claimed = m_parts.journal->claimAbandoned(
            m_parts.site, [](const Operation &one) { return one.kind == applyOperation; });
    if (!m_parts.secrets)
        return choose({});
    run(new UndosJob({.store = m_parts.secrets, .site = m_parts.site}), [this](const auto &undos) {
        if (!undos)
            return stop(undos.error());
        choose(*undos);
    });
}

void SettleTunnelJob::abort()
{
    if (m_job) {
        m_job->disconnect(this);
        m_job->cancel();
    }
    // What was claimed would be taken for under way; what is kept of Azure's end leads here again.
    for (Operation &operation : m_claimed) {
        operation.state = OperationState::Unknown;
        (void)m_parts.journal->update(operation);
    }
}

void SettleTunnelJob::choose(const std::vector<AzureUndo> &undos)
{
    const QList<Operation> unfinished =
        m_parts.journal ? m_parts.journal->unfinished(m_parts.site) : QList<Operation>();
    const auto isClaimed = [&](const Operation &one) {
        return std::ranges::find(m_claimed, one.id, &Operation::id) != m_claimed.end();
    };
    const auto isUnderWay = [&](const QString &change) {
        return std::ranges::any_of(unfinished, [&](const Operation &one) {
            return one.kind == applyOperation && one.batch == change && !isClaimed(one);
        });
    };
    for (const AzureUndo &undo : undos) {
        if (undo.isOpen && !isUnderWay(undo.change))
            m_pending.append({.id = undo.change, .name = undo.name, .hasUndo = true});
    }
    for (const Operation &one : std::as_const(m_claimed)) {
        if (std::ranges::find(m_pending, one.batch, &Pending::id) == m_pending.end())
            m_pending.append({.id = one.batch, .name = one.targetName});
    }
    if (!m_pending.isEmpty())
        emit settling();
    next();
}

void SettleTunnelJob::next()
{
    if (m_pending.isEmpty()) {
        if (m_error)
            return finish(std::unexpected(*m_error));
        return finish(m_settled);
    }
    const Pending &pending = m_pending.constFirst();
    m_now = {.id = pending.id, .step = {}};
    for (const Operation &one : std::as_const(m_claimed)) {
        if (one.batch == pending.id)
            m_now.step = one.step;
    }
    ScriptJob *job =
        m_parts.gateway(settleScript({.id = pending.id, .name = pending.name, .bothEnds = pending.hasUndo}));
    job->setDeadline(scriptDeadline);
    run(job, [this](const Result<ssh::ExecResult> &ran) { gatewaySaid(changeReport(ran)); });
}

void SettleTunnelJob::gatewaySaid(const Result<ChangeReport> &report)
{
    if (!report)
        return stop(report.error());
    m_now.inForce = report->word == "confirmed"_L1;
    // "none": it never began there.
    if (!m_now.inForce && report->word != "restored"_L1 && report->word != "none"_L1)
        return stop(makeError(ErrorKind::Server,
                              tr("The gateway could not put back what it had before an interrupted change."),
                              report->word + u' ' + report->about + u' ' + report->detail));
    if (!m_pending.constFirst().hasUndo)
        return settled();
    if (!m_now.inForce)
        return putAzureBack();
    run(new UndosJob({.store = m_parts.secrets, .site = m_parts.site}, closeUndo(m_now.id)),
        [this](const auto &kept) {
            if (!kept)
                return stop(kept.error());
            settled();
        });
}

void SettleTunnelJob::putAzureBack()
{
    if (!m_parts.client) {
        Error error =
            makeError(ErrorKind::Conflict,
                      tr("An earlier change of the tunnel was interrupted: the gateway has its earlier "
                         "configuration, and Azure's end is not put back yet."));
        error.code = u"azure-open"_s;
        return stop(std::move(error));
    }
    const UndoPlace place{.store = m_parts.secrets, .site = m_parts.site};
    auto *job = new UndoAzureJob(m_parts.client, place, m_now.id);
    connect(job, &AzureJob::progressChanged, this, &SettleTunnelJob::progressChanged);
    run(job, [this, place](const Result<void> &undone) {
        if (undone) {
            m_now.azure = SettledChange::Azure::PutBack;
            return bringUp();
        }
        if (undone.error().code != "azure-changed"_L1)
            return stop(undone.error());
        m_now.azure = SettledChange::Azure::Foreign;
        run(new UndosJob(place, forgetUndo(m_now.id)), [this](const auto &forgotten) {
            if (!forgotten)
                return stop(forgotten.error());
            settled();
        });
    });
}

/// As the gateway went back, Azure's end did not fit yet. That it does not come up is no fault of this.
void SettleTunnelJob::bringUp()
{
    ScriptJob *job = m_parts.gateway(bringUpScript({.id = m_now.id, .name = m_pending.constFirst().name}));
    job->setDeadline(scriptDeadline);
    run(job, [this](const Result<ssh::ExecResult> &) { settled(); });
}

void SettleTunnelJob::settled()
{
    for (Operation &operation : m_claimed) {
        if (operation.batch != m_now.id)
            continue;
        if (m_now.inForce != isRollback(operation)) {
            operation.state = OperationState::Succeeded;
        } else {
            operation.state = OperationState::Failed;
            operation.error = makeError(ErrorKind::Cancelled, settledText(m_now));
        }
        (void)m_parts.journal->update(operation);
    }
    m_claimed.removeIf([this](const Operation &one) { return one.batch == m_now.id; });
    m_settled.append(m_now);
    m_pending.removeFirst();
    next();
}

void SettleTunnelJob::stop(Error error)
{
    for (Operation &operation : m_claimed) {
        operation.state = OperationState::Unknown;
        operation.error = error;
        (void)m_parts.journal->update(operation);
    }
    finish(std::unexpected(std::move(error)));
}

} // namespace skybro::tunnel
