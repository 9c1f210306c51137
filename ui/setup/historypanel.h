#pragma once

#include "ui/setup/setupservices.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QStackedLayout;
class QToolButton;

namespace skybro::ui {

class Banner;
class HistoryView;
class RunPanel;

/// Earlier runs: the list of them, or one of them opened, to be read only.
class HistoryPanel : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryPanel(const SetupServices &services, QWidget *parent = nullptr);

    /// Reads the list anew.
    void reload();
    void openRun(const QString &id);
    void showList();
    /// Null while the list is shown.
    [[nodiscard]] RunPanel *shownRun() const;
    void takeFocus();
    /// Columns with words, as the user prefers them; a run of few tasks has them anyhow.
    void setWide(bool wide);

signals:
    void placeWanted(const skybro::playbook::Mark &mark);
    void failed(const skybro::Error &error);

private:
    void showRun(const playbook::RunSummary &run, const QList<playbook::RunEvent> &events);
    void settled(const playbook::RunSummary &run);
    void fitColumns();
    void tellCutOff(const playbook::RunSummary &run);

    SetupServices m_services;
    QList<playbook::RunSummary> m_runs;
    QString m_wanted; ///< id to be opened once the list is there
    QPointer<Job> m_listing;
    QPointer<Job> m_opening;
    HistoryView *m_list;
    RunPanel *m_run;
    QToolButton *m_back;
    QLabel *m_title;
    Banner *m_cutOff;
    QStackedLayout *m_content;
    bool m_isWide = false;
};

} // namespace skybro::ui
