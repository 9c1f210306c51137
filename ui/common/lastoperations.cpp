#include "ui/common/lastoperations.h"

namespace skybro::ui {

LastOperations::LastOperations(Journal *journal, const QString &site, QObject *parent)
    : QObject(parent)
    , m_site(site)
{
    const QList<Operation> recent = journal->recent(site);
    for (const Operation &operation : recent) {
        // Newest first: the first one of a target is its last.
        if (!m_last.contains(operation.target.toLower()))
            m_last.insert(operation.target.toLower(), operation);
    }
    connect(journal, &Journal::added, this, &LastOperations::take);
    connect(journal, &Journal::changed, this, &LastOperations::take);
}

void LastOperations::take(const QList<Operation> &operations)
{
    QStringList targets;
    for (const Operation &operation : operations) {
        if (operation.site != m_site)
            continue;
        const QString key = operation.target.toLower();
        const auto known = m_last.constFind(key);
        if (known != m_last.constEnd() && known->id != operation.id) {
            if (operation.created.isValid() && known->created > operation.created)
                continue; // news of an older one
            m_seen.remove(known->id);
        }
        Operation &last = m_last[key];
        const QDateTime created = operation.created.isValid() ? operation.created : last.created;
        last = operation;
        last.created = created;
        QList<Phase> &phases = m_seen[operation.id];
        if (phases.isEmpty() && operation.updated > created)
            phases.append({created, OperationState::Queued, {}});
        if (phases.isEmpty() || phases.last().state != operation.state ||
            phases.last().step != operation.step)
            phases.append({operation.updated, operation.state, operation.step});
        targets.append(operation.target);
    }
    if (!targets.isEmpty())
        emit changed(targets);
}

std::optional<Operation> LastOperations::of(const QString &target) const
{
    const auto found = m_last.constFind(target.toLower());
    return found == m_last.constEnd() ? std::nullopt : std::optional(*found);
}

QList<Phase> LastOperations::phases(const Operation &operation) const
{
    if (const auto seen = m_seen.constFind(operation.id); seen != m_seen.constEnd())
        return *seen;
    QList<Phase> phases{{operation.created, OperationState::Queued, {}}};
    if (isFinished(operation.state))
        phases.append({operation.ended, operation.state, operation.step});
    else if (operation.updated > operation.created)
        phases.append({operation.updated, operation.state, operation.step});
    return phases;
}

} // namespace skybro::ui
