#pragma once

#include "models/tunnel/monitor/samplepoint.h"

#include <QAbstractTableModel>

namespace skybro::ui {

/// The numbers behind the charts, newest first: for screen readers, and to be copied.
class HistoryTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Time,
        RoundTrip,
        Longest,
        Lost,
        FromAzure,
        ToAzure,
        Traffic,
        Gateway,
        Azure,
        ColumnCount
    };
    using QAbstractTableModel::QAbstractTableModel;

    void setPoints(const QList<tunnel::SamplePoint> &points);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    QList<tunnel::SamplePoint> m_points; ///< oldest first
};

} // namespace skybro::ui
