#pragma once

#include "models/tunnel/ipsec/proposals.h"

#include <QAbstractTableModel>
#include <QWidget>

class QLabel;
class QStackedLayout;
class QTableView;

namespace skybro::ui {

/// Both ends' parameters side by side, what differs and what is weak marked.
class EndsTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        What,
        OnPremise,
        Azure,
        Agreement,
        Remark,
        ColumnCount
    };
    using QAbstractTableModel::QAbstractTableModel;

    void setRows(const QList<tunnel::ParameterRow> &rows);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    QList<tunnel::ParameterRow> m_rows;
};

class EndsView : public QWidget
{
    Q_OBJECT

public:
    explicit EndsView(QWidget *parent = nullptr);

    void setRows(const QList<tunnel::ParameterRow> &rows);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    QList<tunnel::ParameterRow> m_rows;
    bool m_isTold = false;
    EndsTable *m_model;
    QTableView *m_table;
    QLabel *m_words;
    QLabel *m_empty;
    QStackedLayout *m_content;
};

} // namespace skybro::ui
