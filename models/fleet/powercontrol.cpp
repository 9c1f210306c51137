#include "models/fleet/powercontrol.h"

#include "models/azure/armclient.h"
#include "models/base/log.h"
#include "models/base/processidentity.h"
#include "models/fleet/powerrun.h"
#include "models/fleet/refresher.h"

#include <QUuid>

#include <algorithm>

namespace skybro::fleet {

namespace {
QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

PendingAction pendingOf(const PowerRun &run)
{
    return {.action = run.action(), .since = run.operation().created, .operationId = run.operation().id};
}
} // namespace

PowerControl::PowerControl(Fleet *fleet, Refresher *refresher, azure::ArmClient *client, Journal *journal,
                           QString site, PowerPolicy policy, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_refresher(refresher)
    , m_client(client)
    , m_journal(journal)
    , m_site(std::move(site))
    , m_policy(policy)
{
    m_writeTimer.setSingleShot(true);
    m_writeTimer.setInterval(0); // what happens in one turn of the event loop is one transaction
    connect(&m_writeTimer, &QTimer::timeout, this, &PowerControl::writeChanges);
    connect(refresher, &Refresher::answered, this, &PowerControl::observe);
    connect(journal, &Journal::changed, this, &PowerControl::heedOthers);
}

PowerControl::~PowerControl() = default;

PowerPlan PowerControl::plan(PowerAction action, const QStringList &ids) const
{
    return planPower(*m_fleet, action, ids);
}

Result<QString> PowerControl::apply(const PowerPlan &plan)
{
    if (plan.isEmpty())
        return QString();
    const QString batch = newId();
    const QDateTime now = m_client->context().clock();
    QList<Operation> operations;
    QHash<QString, std::optional<PendingAction>> pending;
    for (const Node &node : plan.toDo) {
        Operation operation;
        operation.id = newId();
        operation.batch = batch;
        operation.site = m_site;
        operation.kind = toWord(plan.action);
        operation.target = node.id;
        operation.targetName = node.name;
        operation.created = now;
        operations += operation;
    }
    if (const Result<void> added = m_journal->add(operations); !added)
        return std::unexpected(added.error());

    for (const Operation &operation : operations) {
        addRun(operation, plan.action);
        m_queue.push_back(operation.id);
        pending.insert(operation.target, pendingOf(*m_runs.value(operation.id).run));
    }
    m_fleet->setPending(pending);
    m_refresher->setHurried(true);
    emit runningChanged();
    sendQueued();
    return batch;
}

void PowerControl::addRun(const Operation &operation, PowerAction action)
{
    auto *run = new PowerRun(operation, action, m_client, m_policy, this);
    m_runs.insert(operation.id, {run, false, 0});
    ++m_openInBatch[operation.batch];
    connect(run, &PowerRun::accepted, this, [this, id = operation.id] { noteAccepted(id); });
    connect(run, &PowerRun::changed, this, [this, id = operation.id] { noteChange(id); });
}

void PowerControl::sendQueued()
{
    QList<PowerRun *> next;
    QList<Operation> operations;
    while (!m_queue.empty() && m_sending < m_policy.maxSending) {
        Entry &entry = m_runs[m_queue.front()];
        m_queue.pop_front();
        ++m_sending;
        entry.isSending = true;
        entry.run->markSent();
        next += entry.run;
        operations += entry.run->operation();
    }
    if (next.isEmpty())
        return;
    // First the journal, then the request: a process killed in between must not forget what it asked.
    const Result<void> written = m_journal->update(operations);
    if (!written)
        emit journalFailed(written.error());
    for (PowerRun *run : std::as_const(next))
        run->send();
}

void PowerControl::noteAccepted(const QString &operationId)
{
    const auto entry = m_runs.find(operationId);
    if (entry == m_runs.end())
        return;
    entry->countsFrom = m_refresher->nextAsk();
    if (!std::exchange(entry->isSending, false))
        return;
    --m_sending;
    QMetaObject::invokeMethod(this, &PowerControl::sendQueued, Qt::QueuedConnection);
}

void PowerControl::observe(quint64 ask)
{
    QHash<QString, std::optional<PendingAction>> pending;
    for (const Entry &entry : std::as_const(m_runs)) {
        // What was taken up before the first list came is marked now.
        const Operation &operation = entry.run->operation();
        const Node *node = m_fleet->find(operation.target);
        if (node && !node->pending && !isFinished(operation.state))
            pending.insert(node->id, pendingOf(*entry.run));
    }
    m_fleet->setPending(pending);
    for (const QString &id : m_runs.keys()) { // a copy: runs end on the way
        const Entry entry = m_runs.value(id);
        if (entry.countsFrom != 0 && ask >= entry.countsFrom)
            entry.run->observe(m_fleet->find(entry.run->operation().target));
    }
}

void PowerControl::cancel(const QString &operationId)
{
    const auto entry = m_runs.constFind(operationId);
    if (entry == m_runs.constEnd())
        return;
    std::erase(m_queue, operationId);
    entry->run->stopWaiting();
}

bool PowerControl::isQueued(const QString &operationId) const
{
    const auto entry = m_runs.constFind(operationId);
    return entry != m_runs.constEnd() && entry->run->isQueued();
}

bool PowerControl::isPower(const Operation &operation)
{
    return powerActionFromWord(operation.kind).has_value();
}

/// What another process starts or stops, nobody here asks about.
void PowerControl::heedOthers(const QList<Operation> &operations)
{
    const QString me = processIdentity();
    if (std::ranges::any_of(operations, [&](const Operation &operation) {
            return operation.site == m_site && operation.owner != me && isPower(operation);
        }))
        m_refresher->askSoon();
}

int PowerControl::resume()
{
    QHash<QString, std::optional<PendingAction>> pending;
    QList<PowerRun *> taken;
    for (const Operation &operation : m_journal->claimAbandoned(m_site, isPower)) {
        const std::optional<PowerAction> action = powerActionFromWord(operation.kind);
        if (!action || m_runs.contains(operation.id))
            continue;
        log::info("power", "takes up {} of {}", operation.kind, operation.targetName);
        addRun(operation, *action);
        taken += m_runs.value(operation.id).run;
        pending.insert(
            operation.target,
            PendingAction{.action = *action, .since = operation.created, .operationId = operation.id});
    }
    if (taken.isEmpty())
        return 0;
    m_refresher->setHurried(true);
    m_fleet->setPending(pending);
    emit runningChanged();
    for (PowerRun *run : std::as_const(taken))
        run->takeUp();
    return static_cast<int>(taken.size());
}

void PowerControl::noteChange(const QString &operationId)
{
    if (!m_changed.contains(operationId))
        m_changed += operationId;
    m_writeTimer.start();
}

void PowerControl::writeChanges()
{
    const QStringList ids = std::exchange(m_changed, {});
    QList<Operation> operations;
    for (const QString &id : ids)
        operations += m_runs.value(id).run->operation();
    if (const Result<void> written = m_journal->update(operations); !written)
        emit journalFailed(written.error());

    QHash<QString, std::optional<PendingAction>> pending;
    QStringList batches;
    QList<Operation> endedNow;
    for (const Operation &operation : std::as_const(operations)) {
        if (!isFinished(operation.state))
            continue;
        const Entry entry = m_runs.take(operation.id);
        if (entry.isSending)
            --m_sending;
        entry.run->deleteLater();
        endedNow += operation;
        const Node *node = m_fleet->find(operation.target);
        if (node && node->pending && node->pending->operationId == operation.id)
            pending.insert(operation.target, std::nullopt);
        if (--m_openInBatch[operation.batch] == 0) {
            m_openInBatch.remove(operation.batch);
            batches += operation.batch;
        }
    }
    if (endedNow.isEmpty())
        return;
    m_fleet->setPending(pending);
    m_refresher->setHurried(!m_runs.isEmpty());
    emit runningChanged();
    for (const Operation &operation : std::as_const(endedNow)) {
        log::info("power", "{} {}: {}{}", operation.kind, operation.targetName, toWord(operation.state),
                  operation.error ? QStringLiteral(", ") + operation.error->text : QString());
        emit ended(operation);
    }
    for (const QString &batch : std::as_const(batches))
        emit batchEnded(batch);
    sendQueued();
}

} // namespace skybro::fleet
