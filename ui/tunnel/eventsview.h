#pragma once

#include "models/base/clock.h"
#include "models/tunnel/monitor/tunnelevents.h"

#include <QAbstractTableModel>
#include <QWidget>

class QLabel;
class QStackedLayout;
class QTableView;

namespace skybro::ui {

/// What happened to the tunnel, newest first: when, what, why, how long.
class EventTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Time,
        What,
        Details, ///< and why, where that is known
        ColumnCount
    };
    using QAbstractTableModel::QAbstractTableModel;

    /// Rows that stay keep their place and selection.
    void setEvents(const QList<tunnel::TunnelEvent> &events);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    QList<tunnel::TunnelEvent> m_events; ///< newest first
};

class EventsView : public QWidget
{
    Q_OBJECT

public:
    explicit EventsView(QWidget *parent = nullptr);

    void setEvents(const QList<tunnel::TunnelEvent> &events);

private:
    EventTable *m_model;
    QTableView *m_table;
    QLabel *m_empty;
    QStackedLayout *m_content;
};

} // namespace skybro::ui
