#include "ui/setup/historymodel.h"

#include "ui/common/icons.h"
#include "ui/common/timetext.h"
#include "ui/setup/runlooks.h"

#include <QFileInfo>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using playbook::RunSummary;

namespace {

QString modeText(const RunSummary &run)
{
    const QString mode = run.check ? HistoryModel::tr("Check") : HistoryModel::tr("Run");
    return run.byAnsible ? HistoryModel::tr("%1 by Ansible").arg(mode) : mode;
}

QString hostsText(const RunSummary &run)
{
    const QString limit = run.limit.isEmpty() ? HistoryModel::tr("all") : run.limit;
    const auto count = static_cast<int>(run.recap.size());
    return count == 0 ? limit : u"%1 · %2"_s.arg(count).arg(limit);
}

QString tookText(const RunSummary &run)
{
    return run.ended.isValid() ? durationText(std::chrono::milliseconds(run.started.msecsTo(run.ended)))
                               : u"–"_s;
}

} // namespace

void HistoryModel::set(const QList<RunSummary> &runs)
{
    beginResetModel();
    m_runs = runs;
    endResetModel();
}

int HistoryModel::rowOf(const QString &id) const
{
    for (int row = 0; row < m_runs.size(); ++row) {
        if (m_runs.at(row).id == id)
            return row;
    }
    return -1;
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RunSummary &run = at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::ToolTipRole:
        return column == StartedColumn    ? exactTime(run.started)
               : column == PlaybookColumn ? run.playbook
               : column == HostsColumn    ? run.recap.keys().mid(0, 60).join(u'\n')
                                          : QVariant();
    case Qt::DecorationRole:
        if (column == StateColumn) {
            const Look look = summaryLook(run);
            return icon(look.icon, look.tone);
        }
        return {};
    case Qt::ForegroundRole:
        return column == StateColumn ? QVariant(toneColor(summaryLook(run).tone)) : QVariant();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (column == TookColumn ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (column) {
    case StartedColumn:
        return run.started.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s);
    case PlaybookColumn:
        return QFileInfo(run.playbook).fileName();
    case ModeColumn:
        return modeText(run);
    case HostsColumn:
        return hostsText(run);
    case StateColumn:
        return summaryLook(run).word;
    case TookColumn:
        return tookText(run);
    default:
        return {};
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == TookColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StartedColumn:
        return tr("Started");
    case PlaybookColumn:
        return tr("Playbook");
    case ModeColumn:
        return tr("Mode");
    case HostsColumn:
        return tr("Hosts");
    case StateColumn:
        return tr("Ended");
    case TookColumn:
        return tr("Took");
    default:
        return {};
    }
}

} // namespace skybro::ui
