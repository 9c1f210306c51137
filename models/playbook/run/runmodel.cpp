#include "models/playbook/run/runmodel.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTimer>

#include <algorithm>

namespace skybro::playbook {

namespace {

constexpr qint64 sliceMsecs = 4; // a frame at 60 Hz is 16 ms; views need their share of it
constexpr qsizetype runLength = 64;

RunModel::State stateOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Ok:
        return RunModel::Ok;
    case Outcome::Changed:
        return RunModel::Changed;
    case Outcome::Skipped:
        return RunModel::Skipped;
    case Outcome::Failed:
        return RunModel::Failed;
    case Outcome::Ignored:
        return RunModel::Ignored;
    case Outcome::Unreachable:
        break;
    }
    return RunModel::Unreachable;
}

/// As Ansible counts them for its recap.
void tally(HostStats &stats, Outcome outcome, const Value &result)
{
    switch (outcome) {
    case Outcome::Changed:
        ++stats.changed;
        ++stats.ok;
        return;
    case Outcome::Ok:
        ++stats.ok;
        return;
    case Outcome::Ignored:
        ++stats.ok;
        ++stats.ignored;
        stats.changed += result[QStringLiteral("changed")].isTrue() ? 1 : 0;
        return;
    case Outcome::Skipped:
        ++stats.skipped;
        return;
    case Outcome::Failed:
        ++stats.failed;
        return;
    case Outcome::Unreachable:
        ++stats.unreachable;
        return;
    }
}

QByteArray packed(const Value &result)
{
    return result.isNull() ? QByteArray() : result.toJson();
}

Value unpacked(const QByteArray &result)
{
    return result.isEmpty() ? Value() : Value::fromJson(result).value_or(Value());
}

} // namespace

CellResult PackedResult::unpack() const
{
    CellResult unpackedResult{unpacked(result), diffs, {}, retrying};
    for (const Item &item : items)
        unpackedResult.items.append({item.label, item.outcome, unpacked(item.result), item.diffs});
    return unpackedResult;
}

RunModel::RunModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

RunModel::~RunModel() = default;

void RunModel::add(const QList<RunEvent> &events)
{
    if (events.isEmpty())
        return;
    m_waiting.enqueue(events);
    if (!m_sliceDue)
        showSlice();
}

void RunModel::showSlice()
{
    m_sliceDue = false;
    QElapsedTimer timer;
    timer.start();
    while (!m_waiting.isEmpty()) {
        const QList<RunEvent> events = m_waiting.head(); // shared: receivers may add more
        const qsizetype length = std::min(runLength, events.size() - m_at);
        const Events run(events.constData() + m_at, static_cast<size_t>(length));
        m_at += length;
        if (m_at == events.size()) {
            m_waiting.dequeue();
            m_at = 0;
        }
        showRun(run);
        if (timer.elapsed() >= sliceMsecs)
            break;
    }
    tellMarked();
    if (!m_waiting.isEmpty()) {
        m_sliceDue = true;
        QTimer::singleShot(0, this, &RunModel::showSlice);
        return;
    }
    if (m_cutOffDue)
        cutOff();
    emit settled();
}

void RunModel::showRun(Events events)
{
    grow(events);
    for (const RunEvent &event : events)
        apply(event);
}

// All new hosts at once and all new tasks at once: views lay themselves out anew each time.
void RunModel::grow(Events events)
{
    QStringList hosts;
    QSet<QString> seen;
    std::vector<std::pair<int, Task>> tasks;
    const auto want = [&](const QString &host) {
        if (host.isEmpty() || m_rows.contains(host) || seen.contains(host))
            return;
        seen.insert(host);
        hosts.append(host);
    };
    int play = static_cast<int>(m_plays.size()) - 1;
    for (const RunEvent &event : events) {
        for (const QString &host : event.hosts)
            want(host);
        want(event.host);
        if (event.kind == RunEvent::Kind::PlayStarted)
            ++play;
        if (event.kind == RunEvent::Kind::TaskStarted && !m_columns.contains(event.task))
            tasks.emplace_back(event.task, Task{event.text, event.action, event.mark, play, event.isHandler});
    }
    if (!hosts.isEmpty()) {
        const int first = static_cast<int>(m_hosts.size());
        beginInsertRows({}, first, first + static_cast<int>(hosts.size()) - 1);
        for (const QString &host : std::as_const(hosts)) {
            m_rows.insert(host, static_cast<int>(m_hosts.size()));
            m_hosts.push_back({.host = {.name = host, .stats = {}}, .cells = {}});
        }
        endInsertRows();
    }
    if (!tasks.empty()) {
        const int first = static_cast<int>(m_tasks.size());
        beginInsertColumns({}, first, first + static_cast<int>(tasks.size()) - 1);
        for (auto &[number, task] : tasks) {
            m_columns.insert(number, static_cast<int>(m_tasks.size()));
            m_tasks.push_back(std::move(task));
        }
        endInsertColumns();
    }
}

void RunModel::apply(const RunEvent &event)
{
    switch (event.kind) {
    case RunEvent::Kind::RunStarted:
        m_playbook = event.text;
        m_started = event.time;
        m_progressed = true;
        return;
    case RunEvent::Kind::PlayStarted:
        m_plays.push_back({event.text, -1, event.hosts.size()});
        m_progressed = true;
        return;
    case RunEvent::Kind::TaskStarted: {
        const int column = m_columns.value(event.task);
        if (!m_plays.empty() && m_plays.back().firstColumn < 0)
            m_plays.back().firstColumn = column;
        m_progressed = true;
        return;
    }
    case RunEvent::Kind::Notice:
        m_notices.push_back({event.time, event.host, event.text});
        m_noticed = true;
        return;
    case RunEvent::Kind::RunFinished:
        finishRun(event);
        return;
    case RunEvent::Kind::Rescued: {
        const int row = rowOf(event.host);
        if (row < 0)
            return;
        HostStats &stats = m_hosts[static_cast<size_t>(row)].host.stats;
        if (stats.failed > 0)
            --stats.failed;
        ++stats.rescued;
        mark(row, -1);
        return;
    }
    case RunEvent::Kind::HostStarted:
    case RunEvent::Kind::ItemFinished:
    case RunEvent::Kind::HostFinished:
    case RunEvent::Kind::Retrying:
        break;
    }
    const int row = rowOf(event.host);
    const int column = m_columns.value(event.task, -1);
    if (row < 0 || column < 0)
        return; // of a task that never began: a damaged log
    Row &host = m_hosts[static_cast<size_t>(row)];
    if (host.cells.size() <= static_cast<size_t>(column))
        host.cells.resize(static_cast<size_t>(column) + 1);
    applyToCell(event, host, host.cells[static_cast<size_t>(column)]);
    mark(row, column);
}

void RunModel::applyToCell(const RunEvent &event, Row &row, Cell &cell)
{
    cell.check = event.isCheck;
    if (!event.delegatedTo.isEmpty())
        recordOf(cell).delegatedTo = event.delegatedTo;
    switch (event.kind) {
    case RunEvent::Kind::HostStarted:
        cell.started = event.time.toMSecsSinceEpoch();
        setState(row, cell, Running);
        return;
    case RunEvent::Kind::Retrying:
        recordOf(cell).retrying = event.text;
        return;
    case RunEvent::Kind::ItemFinished: {
        PackedResult &record = recordOf(cell);
        record.items.append({event.text, event.outcome, packed(event.result), event.diffs});
        const bool bad = event.outcome == Outcome::Failed || event.outcome == Outcome::Unreachable;
        record.failedItems += bad ? 1 : 0;
        return;
    }
    default: {
        PackedResult &record = recordOf(cell);
        record.result = packed(event.result);
        record.diffs = event.diffs;
        cell.duration = event.duration;
        if (cell.started == 0)
            cell.started = event.time.toMSecsSinceEpoch() - event.duration;
        setState(row, cell, stateOf(event.outcome));
        tally(row.host.stats, event.outcome, event.result);
    }
    }
}

void RunModel::finishRun(const RunEvent &event)
{
    m_ended = event.time;
    m_stopped = event.isStopped;
    for (size_t row = 0; row < m_hosts.size(); ++row) {
        const auto stats = event.recap.constFind(m_hosts[row].host.name);
        if (stats != event.recap.constEnd())
            m_hosts[row].host.stats = *stats;
        mark(static_cast<int>(row), -1);
    }
    for (auto &row : m_hosts) {
        for (Cell &cell : row.cells) {
            if (cell.state == Running)
                setState(row, cell, CutOff);
        }
    }
    m_progressed = true;
}

void RunModel::cutOff()
{
    if (!m_waiting.isEmpty()) {
        m_cutOffDue = true;
        return;
    }
    m_cutOffDue = false;
    if (m_ended.isValid() || m_cutOff)
        return;
    m_cutOff = true;
    for (size_t row = 0; row < m_hosts.size(); ++row) {
        for (size_t column = 0; column < m_hosts[row].cells.size(); ++column) {
            if (m_hosts[row].cells[column].state == Running) {
                setState(m_hosts[row], m_hosts[row].cells[column], CutOff);
                mark(static_cast<int>(row), static_cast<int>(column));
            }
        }
    }
    m_progressed = true;
    tellMarked();
}

void RunModel::clear()
{
    beginResetModel();
    m_hosts.clear();
    m_tasks.clear();
    m_plays.clear();
    m_records.clear();
    m_notices.clear();
    m_rows.clear();
    m_columns.clear();
    m_counts = {};
    m_playbook.clear();
    m_started = {};
    m_ended = {};
    m_cutOff = m_cutOffDue = m_stopped = false;
    m_marked.clear();
    m_markedHosts = {-1, -1};
    m_waiting.clear();
    m_at = 0;
    endResetModel();
    emit progressed();
    emit noticed();
}

void RunModel::setState(Row &row, Cell &cell, State state)
{
    row.host.running += (state == Running ? 1 : 0) - (cell.state == Running ? 1 : 0);
    --m_counts[static_cast<size_t>(cell.state)];
    ++m_counts[static_cast<size_t>(state)];
    cell.state = state;
}

PackedResult &RunModel::recordOf(Cell &cell)
{
    if (cell.record < 0) {
        cell.record = static_cast<int>(m_records.size());
        m_records.emplace_back();
    }
    return m_records[static_cast<size_t>(cell.record)];
}

void RunModel::mark(int row, int column)
{
    m_progressed = true;
    if (m_markedHosts.first < 0)
        m_markedHosts = {row, row};
    m_markedHosts = {std::min(m_markedHosts.first, row), std::max(m_markedHosts.second, row)};
    if (column < 0)
        return;
    const auto [range, isNew] = m_marked.try_emplace(column, row, row);
    if (!isNew)
        range->second = {std::min(range->second.first, row), std::max(range->second.second, row)};
}

void RunModel::tellMarked()
{
    const auto marked = std::exchange(m_marked, {});
    for (auto at = marked.begin(); at != marked.end();) {
        // Neighbours that changed over the same rows are one rectangle.
        const auto [first, rows] = *at;
        int last = first;
        for (++at; at != marked.end() && at->first == last + 1 && at->second == rows; ++at)
            last = at->first;
        emit dataChanged(index(rows.first, first), index(rows.second, last));
    }
    if (const auto hosts = std::exchange(m_markedHosts, {-1, -1}); hosts.first >= 0)
        emit headerDataChanged(Qt::Vertical, hosts.first, hosts.second);
    if (std::exchange(m_progressed, false))
        emit progressed();
    if (std::exchange(m_noticed, false))
        emit noticed();
}

int RunModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_hosts.size());
}

int RunModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_tasks.size());
}

const RunModel::Cell *RunModel::cellAt(int row, int column) const
{
    const std::vector<Cell> &cells = m_hosts[static_cast<size_t>(row)].cells;
    return static_cast<size_t>(column) < cells.size() ? &cells[static_cast<size_t>(column)] : nullptr;
}

QVariant RunModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Cell *cell = cellAt(index.row(), index.column());
    const PackedResult *record =
        cell && cell->record >= 0 ? &m_records[static_cast<size_t>(cell->record)] : nullptr;
    const Task &task = taskAt(index.column());
    switch (role) {
    case StateRole:
        return static_cast<int>(cell ? cell->state : Untouched);
    case StartedRole:
        return cell && cell->started != 0 ? QDateTime::fromMSecsSinceEpoch(cell->started, Qt::UTC)
                                          : QVariant();
    case DurationRole:
        return cell && cell->state >= Ok && cell->state <= Unreachable ? QVariant(cell->duration)
                                                                       : QVariant();
    case ItemsRole:
        return record ? static_cast<int>(record->items.size()) : 0;
    case FailedItemsRole:
        return record ? record->failedItems : 0;
    case CheckRole:
        return cell && cell->check;
    case HasDiffRole:
        return record && (!record->diffs.isEmpty() ||
                          std::any_of(record->items.begin(), record->items.end(),
                                      [](const PackedResult::Item &item) { return !item.diffs.isEmpty(); }));
    case DelegatedRole:
        return record ? record->delegatedTo : QString();
    case HostRole:
        return hostAt(index.row()).name;
    case TitleRole:
        return task.title;
    case HandlerRole:
        return task.isHandler;
    case StartsPlayRole:
        return headerData(index.column(), Qt::Horizontal, StartsPlayRole);
    default:
        return {};
    }
}

QVariant RunModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (section < 0)
        return {};
    if (orientation == Qt::Vertical) {
        if (section >= rowCount())
            return {};
        if (role == Qt::DisplayRole || role == HostRole)
            return hostAt(section).name;
        return role == StateRole ? QVariant(static_cast<int>(hostState(section))) : QVariant();
    }
    if (section >= columnCount())
        return {};
    const Task &task = taskAt(section);
    switch (role) {
    case Qt::DisplayRole:
    case TitleRole:
        return task.title;
    case HandlerRole:
        return task.isHandler;
    case StartsPlayRole:
        return section == 0 || task.play != taskAt(section - 1).play;
    default:
        return {};
    }
}

PackedResult RunModel::resultOf(const QModelIndex &index) const
{
    const Cell *cell = index.isValid() ? cellAt(index.row(), index.column()) : nullptr;
    return cell && cell->record >= 0 ? m_records[static_cast<size_t>(cell->record)] : PackedResult();
}

RunModel::State RunModel::hostState(int row) const
{
    const Row &host = m_hosts[static_cast<size_t>(row)];
    if (host.host.running > 0)
        return Running;
    const HostStats &stats = host.host.stats;
    if (stats.unreachable > 0)
        return Unreachable;
    if (stats.failed > 0)
        return Failed;
    if (!host.cells.empty() &&
        std::any_of(host.cells.begin(), host.cells.end(), [](const Cell &c) { return c.state == CutOff; }))
        return CutOff;
    if (stats.changed > 0)
        return Changed;
    return stats.ok + stats.skipped > 0 ? Ok : Untouched;
}

Recap RunModel::recap() const
{
    Recap recap;
    for (const Row &row : m_hosts)
        recap.insert(row.host.name, row.host.stats);
    return recap;
}

QStringList RunModel::troubled() const
{
    QStringList names;
    for (int row = 0; row < rowCount(); ++row) {
        const State state = hostState(row);
        if (state == Failed || state == Unreachable || state == CutOff)
            names.append(hostAt(row).name);
    }
    return names;
}

} // namespace skybro::playbook
