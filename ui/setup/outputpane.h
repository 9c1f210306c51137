#pragma once

#include "models/base/pooljob.h"
#include "models/playbook/run/runmodel.h"
#include "ui/setup/outputtext.h"

#include <QPersistentModelIndex>
#include <QPointer>
#include <QWidget>

class QLabel;
class QTabBar;
class QToolButton;

namespace skybro::ui {

class Actions;
class CodeView;
class IconLabel;

/// What a task left on a host: its output, what it changed, its result; beside that the recap and what else
/// the run had to tell.
class OutputPane : public QWidget
{
    Q_OBJECT

public:
    enum Tab
    {
        OutputTab,
        DiffTab,
        ResultTab,
        RecapTab,
        NoticesTab
    };

    /// The model outlives it.
    explicit OutputPane(playbook::RunModel *run, QWidget *parent = nullptr);

    void showCell(const QModelIndex &cell);
    void showTab(Tab tab);
    /// The whole text of the tab that is shown.
    [[nodiscard]] QString text() const;
    void copy() const;
    void takeFocus();

signals:
    /// The reader wants to see where the task is written.
    void placeWanted(const skybro::playbook::Mark &mark);

private:
    [[nodiscard]] Tab tab() const;
    void render();
    void tellHead();
    void tellTabs();
    void tellText();
    [[nodiscard]] QString recapText() const;
    [[nodiscard]] QString noticesText() const;

    playbook::RunModel *m_run;
    QPersistentModelIndex m_cell;
    OutputText m_text;
    QPointer<Job> m_rendering;

    IconLabel *m_sign;
    QLabel *m_title;
    QLabel *m_facts;
    QToolButton *m_place;
    QTabBar *m_tabs;
    QToolButton *m_json;
    QToolButton *m_copy;
    CodeView *m_view;
};

} // namespace skybro::ui
