#pragma once

#include "models/base/clock.h"
#include "models/base/journal.h"

#include <QAbstractTableModel>
#include <QHash>

namespace skybro::ui {

/// The journal of one site as a table, newest first. Rows keep their place while operations go on.
class OperationModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        WhatColumn,
        TargetColumn,
        StateColumn,
        StartedColumn,
        TookColumn,
        ByColumn,
        ColumnCount
    };
    static constexpr int OperationRole = Qt::UserRole + 1; ///< QVariant of an Operation

    OperationModel(Journal *journal, const QString &site, Clock clock, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] const Operation &at(int row) const
    {
        return m_operations.at(m_operations.size() - 1 - row);
    }
    /// Invalid when there is none of that id.
    [[nodiscard]] QModelIndex indexOf(const QString &id) const;
    [[nodiscard]] int open() const { return m_open; }
    /// Failed, or with an unknown end, since `moment`.
    [[nodiscard]] int failedSince(const QDateTime &moment) const;
    /// Lets the ages and durations be painted anew.
    void tick();
    /// When that is due: each second while something runs or an age is told in seconds.
    [[nodiscard]] std::chrono::seconds untilTick() const;

signals:
    /// open() or failedSince() may have changed.
    void countsChanged();

private:
    void take(const QList<Operation> &operations);

    QString m_site;
    Clock m_clock;
    QList<Operation> m_operations; ///< oldest first: new ones come at the end
    QHash<QString, qsizetype> m_places;
    int m_open = 0;
};

/// "this console", "another program on this machine", or the other machine's name.
[[nodiscard]] QString ownerText(const QString &owner);

} // namespace skybro::ui
