#pragma once

#include "models/fleet/fleet.h"

#include <QAbstractTableModel>
#include <QPointer>
#include <QQueue>

#include <span>

namespace skybro::fleet {

/// The fleet as a table: values and enums by roles; words, colours and icons are the delegate's.
///
/// Rows keep their place: new nodes come at the end, an update never moves one. A large answer (thousands of
/// changes) is shown in slices of a few milliseconds each, so that the GUI thread stays free; until the last
/// slice isSettled() is false. GUI thread only.
class NodeTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        NameColumn,
        PowerColumn, ///< what Azure says
        AddressColumn,
        PublicAddressColumn,
        SizeColumn,
        LocationColumn,
        ResourceGroupColumn,
        PriorityColumn,
        CostColumn, ///< per hour, now
        TagsColumn,
        SinceColumn, ///< when the power state changed before our eyes
        ColumnCount
    };
    Q_ENUM(Column)

    enum Role
    {
        NodeIdRole = Qt::UserRole + 1, ///< QString, any column
        NodeRole,                      ///< fleet::Node, any column
        /// What to sort this column by: QString, double, QDateTime or int; invalid when not known. Names are
        /// to be compared with naturalLess().
        SortRole,
        PowerStateRole, ///< fleet::PowerState as int
        PendingRole,    ///< fleet::PowerAction as int; invalid when nothing is pending
        BilledRole,     ///< bool; invalid when not known
        CostRole,       ///< double, per hour; invalid when not known
        CurrencyRole,   ///< QString, ISO 4217
    };
    Q_ENUM(Role)

    /// Mirrors `fleet`, which must outlive it or be destroyed with all its users.
    explicit NodeTableModel(Fleet *fleet, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    /// Qt::DisplayRole gives plain text by the contract's words (for copying, tests and accessibility),
    /// Azure's own and not translated; a delegate may say it better.
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] const Node &nodeAt(int row) const { return m_nodes.at(row); }
    /// Invalid when there is no such node.
    [[nodiscard]] QModelIndex indexOf(const QString &id, int column = NameColumn) const;
    [[nodiscard]] bool isSettled() const { return m_waiting.isEmpty(); }

signals:
    void settled();

private:
    void take(const QList<NodeChange> &changes);
    void showSlice();
    void scheduleSlice();
    void showRun();
    using Changes = std::span<const NodeChange>;
    void addRun(Changes changes);
    void updateRun(Changes changes);
    void removeRun(Changes changes);
    void dropRows(int first, int last);

    QPointer<Fleet> m_fleet;
    QList<Node> m_nodes;
    QHash<QString, int> m_rowByKey;
    QQueue<QList<NodeChange>> m_waiting; ///< answers as they came, none of them empty
    qsizetype m_at = 0;                  ///< how far the first of them is shown
    bool m_sliceDue = false;
};

} // namespace skybro::fleet
