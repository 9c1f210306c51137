#pragma once

#include "models/playbook/run/runlog.h"

#include <QAbstractTableModel>

namespace skybro::ui {

/// Runs as a table, in words.
class HistoryModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        StartedColumn,
        PlaybookColumn,
        ModeColumn,
        HostsColumn,
        StateColumn,
        TookColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Newest first.
    void set(const QList<playbook::RunSummary> &runs);
    [[nodiscard]] const playbook::RunSummary &at(int row) const { return m_runs.at(row); }
    [[nodiscard]] int rowOf(const QString &id) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<playbook::RunSummary> m_runs;
};

} // namespace skybro::ui
