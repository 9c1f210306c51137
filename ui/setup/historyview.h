#pragma once

#include "models/playbook/run/runlog.h"

#include <QWidget>

class QStackedLayout;
class QTableView;

namespace skybro::ui {

class EmptyState;
class HistoryModel;

/// The runs that were, newest first; each can be opened again.
class HistoryView : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryView(QWidget *parent = nullptr);

    void show(const QList<playbook::RunSummary> &runs);
    [[nodiscard]] std::optional<playbook::RunSummary> current() const;
    void takeFocus();

signals:
    void openWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    HistoryModel *m_model;
    QTableView *m_table;
    EmptyState *m_empty;
    QStackedLayout *m_content;
};

} // namespace skybro::ui
