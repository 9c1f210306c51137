#pragma once

#include "models/base/settings.h"
#include "models/playbook/catalog/catalog.h"
#include "ui/common/page.h"
#include "ui/setup/setupservices.h"

#include <QFileSystemWatcher>
#include <QPointer>

class QLabel;
class QLineEdit;
class QSplitter;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace skybro::ui {

class ErrorBanner;
class HistoryPanel;
class OptionsPane;
class PlaybookPanel;
class PlaybookTree;
class RunDriver;
class RunPanel;

/// Sets nodes up with Ansible's playbooks: choose one, see which hosts it would touch and what it would
/// change, run it, watch.
class SetupPage : public Page
{
    Q_OBJECT

public:
    enum Tab
    {
        PlaybookTab,
        RunTab,
        HistoryTab
    };

    /// All outlive the page.
    SetupPage(const SetupServices &services, Actions *actions, Settings *settings, QWidget *parent = nullptr);
    ~SetupPage() override;

    /// "hosts:PATTERN" limits the next run, "playbook:PATH" chooses one, "run:ID" opens an earlier run.
    void open(const QString &target) override;
    void takeFocus() override;
    [[nodiscard]] QList<Finding> find(const QString &typed, int limit) const override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void makeActions(Actions *actions);
    [[nodiscard]] QWidget *makeToolRow();
    [[nodiscard]] QWidget *makeSide();
    void connectParts();
    void readFolders();
    void showFolders(const QList<std::pair<QString, Result<playbook::CatalogEntry>>> &folders);
    void fileChosen();
    void previewPlaybook();
    void showPreview(const playbook::Preview &preview);
    void start(bool check, bool byAnsible);
    void started();
    void runEnded(const std::optional<Error> &error);
    void judge();
    [[nodiscard]] QString whyNot() const;
    void tellBadge();
    void tellEmpty();
    void showTab(Tab tab);
    void showPlace(const playbook::Mark &mark);
    void showOptions(bool shown);
    void showTree(bool shown);
    [[nodiscard]] RunPanel *shownRun() const;

    SetupServices m_services;
    Settings *m_settings;
    QString m_playbook; ///< path of the chosen one
    std::optional<playbook::Preview> m_preview;
    QPointer<Job> m_previewing;
    QPointer<Job> m_reading;
    QFileSystemWatcher m_watcher;
    std::optional<Error> m_folderProblem;
    bool m_foldersRead = false;

    QAction *m_check = nullptr;
    QAction *m_runAction = nullptr;
    QAction *m_ansible = nullptr;
    QAction *m_stopAfter = nullptr;
    QAction *m_stopNow = nullptr;
    QAction *m_rerun = nullptr;
    QAction *m_next = nullptr;
    QAction *m_wide = nullptr;
    QAction *m_optionsAction = nullptr;
    QAction *m_treeAction = nullptr;
    QAction *m_copyLines = nullptr;

    QLineEdit *m_find;
    PlaybookTree *m_tree;
    TargetBar *m_targets;
    OptionsPane *m_options;
    QToolButton *m_optionsButton = nullptr;
    ErrorBanner *m_error;
    QTabBar *m_tabs;
    QStackedWidget *m_content;
    PlaybookPanel *m_viewer;
    RunPanel *m_live;
    HistoryPanel *m_history;
    RunDriver *m_driver;
    QWidget *m_side = nullptr;
    QSplitter *m_splitter;
};

} // namespace skybro::ui
