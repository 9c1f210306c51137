#pragma once

#include "models/topology/topology.h"
#include "ui/common/theme.h"

#include <QAbstractItemModel>
#include <QHash>

namespace skybro::ui {

/// A topology as a tree: sites, tunnels and Vnets with what lies in them, down to the nodes. What the picture
/// shows, for the keyboard and for screen readers. A topology of the same shape changes only what is said.
class TopologyTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column
    {
        NameColumn,
        StateColumn,
        ProblemsColumn,
        ColumnCount
    };
    static constexpr int IdRole = Qt::UserRole + 1; ///< as in the Topology; of a node, its key

    using QAbstractItemModel::QAbstractItemModel;

    void setTopology(const topology::Topology &topology);
    /// Invalid when there is none of that id.
    [[nodiscard]] QModelIndex indexOf(const QString &id) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Entry
    {
        QString id;
        QString name;
        QString state;
        QString problems;
        QString iconName;
        Tone tone = Tone::Plain;
        int parent = -1;
        int row = 0;
        QList<int> children;
    };
    class Builder;
    [[nodiscard]] const Entry *entry(const QModelIndex &index) const;

    QList<Entry> m_entries; ///< parents before children
    QList<int> m_top;
    QHash<QString, int> m_places;
};

} // namespace skybro::ui
