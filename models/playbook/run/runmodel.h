#pragma once

#include "models/playbook/run/runevent.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QQueue>

#include <array>
#include <map>
#include <span>
#include <vector>

namespace skybro::playbook {

/// All that a task left on a host, as the run told it.
struct CellResult
{
    struct Item
    {
        QString label;
        Outcome outcome = Outcome::Ok;
        Value result;
        QList<Diff> diffs;
    };
    Value result; ///< null while it runs
    QList<Diff> diffs;
    QList<Item> items; ///< of a loop, as they ended
    QString retrying;  ///< what the run last said of further tries
};

/// The same as it is kept: results as JSON, a tenth of what the values take. Copies are cheap; any thread.
struct PackedResult
{
    struct Item
    {
        QString label;
        Outcome outcome = Outcome::Ok;
        QByteArray result;
        QList<Diff> diffs;
    };
    QByteArray result;
    QList<Diff> diffs;
    QList<Item> items;
    QString retrying;
    QString delegatedTo; ///< another host it ran on; empty: none
    int failedItems = 0;

    /// Takes as long as the results are large.
    [[nodiscard]] CellResult unpack() const;
};

/// A run as a table: hosts down, tasks across, made of the run's events alone, live or out of a log. Values
/// and enums by roles; words, colours and icons are the delegate's.
///
/// Rows and columns are only ever added, at the end, and never reset while a run goes on. Events are taken in
/// slices of a few milliseconds, so that the GUI thread stays free; until the last one isSettled() is false.
/// GUI thread only.
class RunModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum State
    {
        Untouched, ///< not begun, or not for this host
        Running,
        Ok,
        Changed,
        Skipped,
        Failed,
        Ignored,
        Unreachable,
        CutOff, ///< the run came to an end in the middle of it: nobody knows
    };
    Q_ENUM(State)
    static constexpr int StateCount = 9;

    enum Role
    {
        StateRole = Qt::UserRole + 1, ///< State as int; of a row's header: the host's worst or present one
        StartedRole,                  ///< QDateTime, UTC; invalid when not begun
        DurationRole,                 ///< qint64, milliseconds; invalid until it ended
        ItemsRole,                    ///< int, items of a loop that ended
        FailedItemsRole,              ///< int
        CheckRole,                    ///< bool, ran in check mode
        HasDiffRole,                  ///< bool
        DelegatedRole,                ///< QString, another host it ran on; empty: none
        HostRole,                     ///< QString
        TitleRole,                    ///< QString, the task's
        HandlerRole,                  ///< bool
        StartsPlayRole,               ///< bool, also of a column's header
    };
    Q_ENUM(Role)

    struct Play
    {
        QString name;
        int firstColumn = -1; ///< -1: no task yet
        qsizetype hostCount = 0;
    };
    struct Task
    {
        QString title;
        QString action;
        Mark mark;
        int play = -1;
        bool isHandler = false;
    };
    struct Host
    {
        QString name;
        HostStats stats; ///< so far; the recap's own once the run ended
        int running = 0; ///< tasks under way on it
    };
    struct Notice
    {
        QDateTime time;
        QString host; ///< empty: the whole run
        QString text;
    };

    explicit RunModel(QObject *parent = nullptr);
    ~RunModel() override;

    /// Takes events in order. They show at once, or a moment later when there are many.
    void add(const QList<RunEvent> &events);
    /// What still runs was cut off: the run ended without telling so. After the last add().
    void cutOff();
    /// Empty, for another run.
    void clear();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    /// Qt::DisplayRole: the host's name, the task's title.
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] const Task &taskAt(int column) const { return m_tasks[static_cast<size_t>(column)]; }
    [[nodiscard]] const Host &hostAt(int row) const { return m_hosts[static_cast<size_t>(row)].host; }
    [[nodiscard]] const std::vector<Play> &plays() const { return m_plays; }
    [[nodiscard]] const std::vector<Notice> &notices() const { return m_notices; }
    /// Empty for a cell on which nothing was done.
    [[nodiscard]] PackedResult resultOf(const QModelIndex &index) const;
    /// -1 when there is none of that name.
    [[nodiscard]] int rowOf(const QString &host) const { return m_rows.value(host, -1); }
    /// The host's worst state so far, Running while it works.
    [[nodiscard]] State hostState(int row) const;

    [[nodiscard]] const QString &playbook() const { return m_playbook; }
    [[nodiscard]] QDateTime started() const { return m_started; }
    [[nodiscard]] QDateTime ended() const { return m_ended; } ///< invalid while it runs, and when cut off
    [[nodiscard]] bool wasCutOff() const { return m_cutOff; }
    /// Somebody stopped it before its last task, and what ran came to its end.
    [[nodiscard]] bool wasStopped() const { return m_stopped; }
    /// Cells in a state other than Untouched.
    [[nodiscard]] int count(State state) const { return m_counts[static_cast<size_t>(state)]; }
    [[nodiscard]] Recap recap() const;
    /// Names of hosts that failed, were unreachable or were cut off, in the order of the rows.
    [[nodiscard]] QStringList troubled() const;
    [[nodiscard]] bool isSettled() const { return m_waiting.isEmpty(); }

signals:
    /// Counts, times, plays or a host's figures changed; at most once a slice.
    void progressed();
    void noticed();
    void settled();

private:
    struct Cell
    {
        qint64 started = 0; ///< ms since the epoch
        qint64 duration = 0;
        int record = -1; ///< in m_records
        State state = Untouched;
        bool check = false;
    };
    struct Row
    {
        Host host;
        std::vector<Cell> cells; ///< as many as were needed; those beyond are untouched
    };
    using Events = std::span<const RunEvent>;

    void showSlice();
    void showRun(Events events);
    void grow(Events events);
    void apply(const RunEvent &event);
    void applyToCell(const RunEvent &event, Row &row, Cell &cell);
    void finishRun(const RunEvent &event);
    void setState(Row &row, Cell &cell, State state);
    void mark(int row, int column);
    void tellMarked();
    [[nodiscard]] const Cell *cellAt(int row, int column) const;
    [[nodiscard]] PackedResult &recordOf(Cell &cell);

    std::vector<Row> m_hosts;
    std::vector<Task> m_tasks;
    std::vector<Play> m_plays;
    std::vector<PackedResult> m_records;
    std::vector<Notice> m_notices;
    QHash<QString, int> m_rows;
    QHash<int, int> m_columns; ///< by the run's number of the task
    std::array<int, StateCount> m_counts{};
    QString m_playbook;
    QDateTime m_started;
    QDateTime m_ended;
    bool m_cutOff = false;
    bool m_stopped = false;
    bool m_cutOffDue = false;

    std::map<int, std::pair<int, int>> m_marked; ///< column → first and last row that changed
    std::pair<int, int> m_markedHosts{-1, -1};
    bool m_progressed = false;
    bool m_noticed = false;
    QQueue<QList<RunEvent>> m_waiting; ///< none of them empty
    qsizetype m_at = 0;                ///< how far the first of them is shown
    bool m_sliceDue = false;
};

} // namespace skybro::playbook
