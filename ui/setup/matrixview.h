#pragma once

#include "models/playbook/run/runmodel.h"

#include <QTableView>

namespace skybro::ui {

class HostHeader;
class TaskHeader;

/// The matrix of a run: hosts down, tasks across. It follows the newest task until somebody scrolls away from
/// it.
class MatrixView : public QTableView
{
    Q_OBJECT

public:
    /// The model outlives it.
    explicit MatrixView(playbook::RunModel *run, QWidget *parent = nullptr);

    static constexpr int fewTasks = 7; ///< so many wide columns fit beside each other
    /// Columns with room for words, or as many as fit.
    void setWide(bool wide);
    [[nodiscard]] bool isWide() const { return m_wide; }
    /// The next cell (column by column) behind the current one that failed, was unreachable or cut off; from
    /// the first again at the end. False when there is none.
    bool goToNextTrouble();
    /// Index in the run, whatever stands between.
    [[nodiscard]] QModelIndex currentCell() const;
    void setCurrentCell(const QModelIndex &cell);

signals:
    void currentCellChanged();
    /// Enter, or a double click.
    void cellActivated();

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    playbook::RunModel *m_run;
    TaskHeader *m_tasks;
    HostHeader *m_hosts;
    bool m_wide = false;
    bool m_follow = true;
};

} // namespace skybro::ui
