#pragma once

#include "ui/activity/operationmodel.h"
#include "ui/common/page.h"

#include <QTimer>

#include <functional>

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedLayout;
class QTableView;
class QToolButton;

namespace skybro::ui {

class EmptyState;
class OperationFilter;

/// The journal: what was asked for, how it goes, how it ended.
class ActivityPage : public Page
{
    Q_OBJECT

public:
    /// Gives up operations by their ids, as far as that is possible.
    using Cancel = std::function<void(const QStringList &ids)>;

    /// `journal` and `actions` outlive it.
    ActivityPage(Journal *journal, const QString &site, Cancel cancel, Actions *actions,
                 Clock clock = systemClock(), QWidget *parent = nullptr);

    /// An operation's id selects it; "failed" shows what failed.
    void open(const QString &target) override;
    void takeFocus() override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    [[nodiscard]] QWidget *makeToolRow();
    [[nodiscard]] QWidget *makeDetail();
    void setFilter();
    void selectionChanged();
    void showState();
    void judgeTicking();
    [[nodiscard]] QList<Operation> selected() const;
    [[nodiscard]] std::optional<Operation> current() const;

    OperationModel m_model;
    Clock m_clock;
    Cancel m_cancel;
    QTimer m_tick;
    OperationFilter *m_shown;
    QTableView *m_table;
    EmptyState *m_empty;
    QStackedLayout *m_content;
    QComboBox *m_state;
    QLineEdit *m_filter;
    QAction *m_cancelAction;
    QAction *m_copyAction;
    QAction *m_nodeAction;
    QWidget *m_detail;
    QLabel *m_what;
    QLabel *m_text;
    QLabel *m_reference;
};

} // namespace skybro::ui
