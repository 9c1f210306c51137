#include "ui/activity/operationmodel.h"

#include "models/base/processidentity.h"
#include "ui/common/icons.h"
#include "ui/common/looks.h"
#include "ui/common/timetext.h"

#include <QHash>

#include <algorithm>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString tookText(const Operation &operation, const QDateTime &now)
{
    const QDateTime end = isFinished(operation.state) ? operation.ended : now;
    if (operation.state == OperationState::Cancelled || !end.isValid())
        return u"–"_s;
    const std::chrono::milliseconds took(operation.created.msecsTo(end));
    return isFinished(operation.state) ? durationText(took) : clockText(took);
}

QString stateText(const Operation &operation)
{
    const QString word = operationLook(operation.state).word;
    if (operation.state == OperationState::Running && !operation.step.isEmpty())
        return operation.step;
    if (operation.error && !operation.error->code.isEmpty())
        return u"%1: %2"_s.arg(word, operation.error->code);
    return word;
}

bool wentWrong(const Operation &operation)
{
    return operation.state == OperationState::Failed || operation.state == OperationState::Unknown;
}

} // namespace

QString ownerText(const QString &owner)
{
    // host boot pid start: see processidentity.h.
    static const QString self = processIdentity();
    if (owner == self)
        return OperationModel::tr("this console");
    const QStringList parts = owner.split(u' ');
    if (parts.size() < 3)
        return u"–"_s;
    return parts.first() == self.section(u' ', 0, 0) ? OperationModel::tr("process %1").arg(parts.at(2))
                                                     : OperationModel::tr("on %1").arg(parts.first());
}

OperationModel::OperationModel(Journal *journal, const QString &site, Clock clock, QObject *parent)
    : QAbstractTableModel(parent)
    , m_site(site)
    , m_clock(std::move(clock))
{
    QList<Operation> recent = journal->recent(site);
    std::reverse(recent.begin(), recent.end());
    for (const Operation &operation : std::as_const(recent)) {
        m_places.insert(operation.id, m_operations.size());
        m_operations.append(operation);
        m_open += isFinished(operation.state) ? 0 : 1;
    }
    connect(journal, &Journal::added, this, &OperationModel::take);
    connect(journal, &Journal::changed, this, &OperationModel::take);
}

int OperationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_operations.size());
}

int OperationModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant OperationModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_operations.size())
        return {};
    const Operation &operation = at(index.row());
    if (role == OperationRole)
        return QVariant::fromValue(operation);
    const int column = index.column();
    if (role == Qt::ToolTipRole) {
        if (column == StartedColumn)
            return exactTime(operation.created);
        if (column == StateColumn && operation.error)
            return operation.error->text;
        return column == TargetColumn ? operation.target : QVariant();
    }
    if (role == Qt::DecorationRole && column == StateColumn) {
        const Look look = operationLook(operation.state);
        return icon(look.icon, look.tone);
    }
    if (role == Qt::ForegroundRole) {
        if (column == StateColumn)
            return toneColor(operationLook(operation.state).tone);
        return column >= StartedColumn ? QVariant(toneColor(Tone::Quiet)) : QVariant();
    }
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (column == TookColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case WhatColumn:
        return operationKindText(operation.kind);
    case TargetColumn:
        return operation.targetName;
    case StateColumn:
        return stateText(operation);
    case StartedColumn:
        return relativeTime(operation.created, m_clock());
    case TookColumn:
        return tookText(operation, m_clock());
    case ByColumn:
        return ownerText(operation.owner);
    default:
        return {};
    }
}

QVariant OperationModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == TookColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case WhatColumn:
        return tr("What");
    case TargetColumn:
        return tr("Node");
    case StateColumn:
        return tr("State");
    case StartedColumn:
        return tr("Asked");
    case TookColumn:
        return tr("Took");
    case ByColumn:
        return tr("By");
    default:
        return {};
    }
}

QModelIndex OperationModel::indexOf(const QString &id) const
{
    const auto found = m_places.constFind(id);
    return found == m_places.constEnd() ? QModelIndex() : index(int(m_operations.size() - 1 - *found), 0);
}

int OperationModel::failedSince(const QDateTime &moment) const
{
    return int(std::count_if(m_operations.begin(), m_operations.end(), [&](const Operation &operation) {
        return wentWrong(operation) && operation.ended >= moment;
    }));
}

void OperationModel::take(const QList<Operation> &operations)
{
    QList<Operation> fresh;
    for (const Operation &operation : operations) {
        if (operation.site != m_site)
            continue;
        const auto found = m_places.constFind(operation.id);
        if (found == m_places.constEnd()) {
            m_places.insert(operation.id, m_operations.size() + fresh.size());
            fresh.append(operation);
            m_open += isFinished(operation.state) ? 0 : 1;
            continue;
        }
        if (*found >= m_operations.size()) {
            fresh[*found - m_operations.size()] = operation; // twice in one message
            continue;
        }
        Operation &known = m_operations[*found];
        m_open += (isFinished(operation.state) ? 0 : 1) - (isFinished(known.state) ? 0 : 1);
        // Who reports a change may not know what the journal added when it was recorded.
        const QDateTime created = operation.created.isValid() ? operation.created : known.created;
        const QString owner = operation.owner.isEmpty() ? known.owner : operation.owner;
        known = operation;
        known.created = created;
        known.owner = owner;
        const int row = int(m_operations.size() - 1 - *found);
        emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
    if (!fresh.isEmpty()) {
        beginInsertRows({}, 0, int(fresh.size()) - 1);
        m_operations.append(fresh);
        endInsertRows();
    }
    emit countsChanged();
}

void OperationModel::tick()
{
    if (!m_operations.isEmpty())
        emit dataChanged(index(0, StartedColumn), index(rowCount() - 1, TookColumn), {Qt::DisplayRole});
}

std::chrono::seconds OperationModel::untilTick() const
{
    const bool isYoung = !m_operations.isEmpty() && m_operations.last().created.secsTo(m_clock()) < 60;
    return m_open > 0 || isYoung ? 1s : 20s;
}

} // namespace skybro::ui
