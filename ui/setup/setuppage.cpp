#include "ui/setup/setuppage.h"

#include "ui/common/banner.h"
#include "ui/common/emptystate.h"
#include "ui/common/icons.h"
#include "ui/common/line.h"
#include "ui/common/toolbutton.h"
#include "ui/setup/actionbutton.h"
#include "ui/setup/historypanel.h"
#include "ui/setup/matrixview.h"
#include "ui/setup/optionspane.h"
#include "ui/setup/outputpane.h"
#include "ui/setup/playbookpanel.h"
#include "ui/setup/playbooktree.h"
#include "ui/setup/rundriver.h"
#include "ui/setup/runpanel.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using playbook::CatalogEntry;
using playbook::Preview;
using playbook::RunModel;

namespace {

const Setting<bool> optionsSetting{"setup/options", false};
const Setting<bool> treeSetting{"setup/tree", true};
const Setting<bool> wideSetting{"setup/wide", false};
const Setting<QByteArray> splitterSetting{"setup/splitter", {}};
const Setting<QString> lastSetting{"setup/playbook", {}};

} // namespace

SetupPage::SetupPage(const SetupServices &services, Actions *actions, Settings *settings, QWidget *parent)
    : Page(u"setup"_s, tr("Setup"), u"setup"_s, parent)
    , m_services(services)
    , m_settings(settings)
    , m_find(new QLineEdit)
    , m_tree(new PlaybookTree)
    , m_targets(new TargetBar(services.targets))
    , m_options(new OptionsPane)
    , m_error(new ErrorBanner(u"setup.error"_s))
    , m_tabs(new QTabBar)
    , m_content(new QStackedWidget)
    , m_viewer(new PlaybookPanel)
    , m_live(new RunPanel)
    , m_history(new HistoryPanel(services))
    , m_driver(new RunDriver(services, m_live->run(), this))
    , m_splitter(new QSplitter)
{
    makeActions(actions);
    m_tabs->setObjectName(u"setup.tabs"_s);
    m_tabs->setAccessibleName(tr("What to show"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    for (const QString &title : {tr("Playbook"), tr("Run"), tr("History")})
        m_tabs->addTab(title);
    m_content->addWidget(m_viewer);
    m_content->addWidget(m_live);
    m_content->addWidget(m_history);

    auto *main = new QWidget;
    auto *column = new QVBoxLayout(main);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeToolRow());
    column->addWidget(m_targets);
    column->addWidget(m_options);
    column->addWidget(m_error);
    auto *tabs = new QHBoxLayout;
    tabs->setContentsMargins(8, 0, 8, 0);
    tabs->addWidget(m_tabs);
    tabs->addStretch(1);
    column->addLayout(tabs);
    column->addWidget(new Line);
    column->addWidget(m_content, 1);
    m_side = makeSide();
    m_splitter->addWidget(m_side);
    m_splitter->addWidget(main);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    if (!m_splitter->restoreState(settings->get(splitterSetting)))
        m_splitter->setSizes({220, 900});
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_splitter);

    connectParts();
    m_live->empty()->set(u"setup"_s, tr("No run yet"),
                         tr("Choose a playbook and press Check: it asks every host what would change, and "
                            "changes nothing."));
    m_options->setVisible(settings->get(optionsSetting));
    m_side->setVisible(settings->get(treeSetting));
    m_live->matrix()->setWide(settings->get(wideSetting));
    m_history->setWide(settings->get(wideSetting));
    tellEmpty();
    judge();
}

SetupPage::~SetupPage() = default;

void SetupPage::connectParts()
{
    connect(m_splitter, &QSplitter::splitterMoved, this,
            [this] { m_settings->set(splitterSetting, m_splitter->saveState()); });
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_content->setCurrentIndex(tab);
        if (tab == HistoryTab)
            m_history->reload();
        tellBadge();
        judge();
    });
    connect(m_find, &QLineEdit::textChanged, m_tree, &PlaybookTree::setFilter);
    connect(m_tree, &PlaybookTree::chosen, this, &SetupPage::fileChosen);
    connect(m_tree, &QTreeWidget::itemActivated, this, [this] {
        if (m_tree->isPlaybook())
            m_viewer->takeFocus();
    });
    connect(m_targets, &TargetBar::changed, this, &SetupPage::judge);
    connect(m_options, &OptionsPane::changed, this, [this] {
        if (const Result<playbook::Dict> variables = m_options->variables())
            m_targets->setExtraVars(*variables);
        judge();
    });
    connect(m_error, &ErrorBanner::retryWanted, this, [this] {
        m_error->clear();
        readFolders();
        m_targets->reload();
        previewPlaybook();
    });
    connect(m_viewer, &PlaybookPanel::ansibleWanted, m_ansible, &QAction::trigger);
    connect(m_live, &RunPanel::placeWanted, this, &SetupPage::showPlace);
    connect(m_history, &HistoryPanel::placeWanted, this, &SetupPage::showPlace);
    connect(m_history, &HistoryPanel::failed, this, [this](const Error &error) { m_error->setError(error); });
    connect(m_driver, &RunDriver::started, this, &SetupPage::started);
    connect(m_driver, &RunDriver::ended, this, &SetupPage::runEnded);
    connect(m_driver, &RunDriver::recordFailed, this,
            [this](const Error &error) { m_error->setError(error); });
    connect(m_driver, &RunDriver::stateChanged, this, &SetupPage::judge);
    connect(m_live->run(), &RunModel::progressed, this, &SetupPage::tellBadge);
    // An editor writes a new file in the place of the old one; the watch is set again with the next look.
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] {
        if (m_viewer->file() == m_playbook)
            m_viewer->reread();
        previewPlaybook();
    });
}

void SetupPage::makeActions(Actions *actions)
{
    const auto add = [&](const QString &id, const QString &text, const QString &hint, const QString &iconName,
                         const QString &key, std::function<void()> run) {
        return actions->add({.id = "setup."_L1 + id,
                             .text = text,
                             .hint = hint,
                             .icon = iconName,
                             .shortcut = QKeySequence(key)},
                            this, std::move(run));
    };
    m_check = add(u"check"_s, tr("Check"), tr("Asks every host what would change, and changes nothing"),
                  u"check"_s, u"Ctrl+Return"_s, [this] { start(true, false); });
    m_runAction = add(u"run"_s, tr("Run"), tr("Runs the playbook on these hosts"), u"start"_s,
                      u"Ctrl+Shift+Return"_s, [this] { start(false, false); });
    m_ansible = add(u"ansible"_s, tr("Run with ansible-playbook"),
                    tr("The real Ansible runs it; its tasks show in the same matrix"), u"external"_s, {},
                    [this] { start(false, true); });
    m_stopAfter = add(u"stopafter"_s, tr("Stop after this task"),
                      tr("What runs now comes to its end; nothing else is begun"), u"stop"_s, u"Ctrl+."_s,
                      [this] { m_driver->stopAfterTask(); });
    m_stopNow = add(u"stop"_s, tr("Stop now"), tr("Ends what runs now in its middle"), u"close"_s,
                    u"Ctrl+Shift+."_s, [this] { m_driver->stopNow(); });
    m_rerun = add(u"rerun"_s, tr("Rerun failed hosts"), tr("The same again, on the hosts that had trouble"),
                  u"restart"_s, u"Ctrl+Shift+F"_s, [this] {
                      if (const Result<void> begun = m_driver->rerunTroubled(); !begun)
                          m_error->setError(begun.error());
                  });
    m_next = add(u"next"_s, tr("Next failure"), tr("Goes to the next task that failed"), u"error"_s, u"F8"_s,
                 [this] {
                     if (RunPanel *run = shownRun(); run && run->matrix()->goToNextTrouble())
                         run->takeFocus();
                 });
    m_wide = add(u"wide"_s, tr("Wide columns"), tr("Columns with words, or as many as fit"), u"columns"_s,
                 u"Ctrl+Shift+W"_s, [this] {
                     const bool wide = !m_live->matrix()->isWide();
                     m_settings->set(wideSetting, wide);
                     m_live->matrix()->setWide(wide);
                     m_history->setWide(wide);
                 });
    m_optionsAction = add(u"options"_s, tr("Options"), tr("Variables, tags, differences, sudo's password"),
                          u"settings"_s, u"Ctrl+Shift+O"_s, [this] { showOptions(m_options->isHidden()); });
    m_treeAction = add(u"showtree"_s, tr("Playbooks"), tr("Shows or hides the list of playbooks"),
                       u"sidebar"_s, u"Ctrl+B"_s, [this] { showTree(m_side->isHidden()); });
    m_copyLines = add(u"copylines"_s, tr("Copy the lines"), tr("For the site file"), u"copy"_s, {},
                      [] { QGuiApplication::clipboard()->setText(u"setup:\n  playbooks: ~/ansible\n"_s); });
    add(u"focushosts"_s, tr("Choose hosts"), {}, u"hosts"_s, u"Ctrl+L"_s,
        [this] { m_targets->focusLimit(); });
    add(u"findplaybook"_s, tr("Find a playbook"), {}, u"search"_s, u"Ctrl+F"_s, [this] {
        showTree(true);
        m_find->setFocus(Qt::ShortcutFocusReason);
        m_find->selectAll();
    });
    add(u"copyoutput"_s, tr("Copy output"), {}, u"copy"_s, u"Ctrl+Shift+C"_s, [this] {
        if (RunPanel *run = shownRun())
            run->output()->copy();
    });
    int number = 0;
    for (const auto &[id, text] :
         {std::pair(u"showplaybook"_s, tr("Show the playbook")), std::pair(u"showrun"_s, tr("Show the run")),
          std::pair(u"showhistory"_s, tr("Show earlier runs"))}) {
        const auto tab = static_cast<Tab>(number++);
        add(id, text, {}, u"setup"_s, u"Ctrl+%1"_s.arg(number), [this, tab] { showTab(tab); });
    }
}

QWidget *SetupPage::makeToolRow()
{
    auto *tools = new QWidget;
    auto *row = new QHBoxLayout(tools);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(6);
    row->addWidget(new ActionButton(m_check, ActionButton::Primary));
    row->addWidget(new ActionButton(m_runAction));
    row->addWidget(new ActionButton(m_stopAfter, ActionButton::OnlyWhenAvailable));
    row->addWidget(new ActionButton(m_stopNow, ActionButton::OnlyWhenAvailable));
    row->addWidget(new ActionButton(m_rerun, ActionButton::OnlyWhenAvailable));
    row->addStretch(1);
    for (QAction *action : {m_next, m_wide, m_treeAction})
        row->addWidget(toolButton(action, ToolLook::Icon));
    m_optionsButton = toolButton(m_optionsAction);
    row->addWidget(m_optionsButton);
    return tools;
}

QWidget *SetupPage::makeSide()
{
    m_find->setObjectName(u"setup.find"_s);
    m_find->setAccessibleName(tr("Find a playbook"));
    m_find->setPlaceholderText(tr("Find a playbook"));
    m_find->setClearButtonEnabled(true);
    m_find->addAction(icon(u"search"_s, Tone::Quiet), QLineEdit::LeadingPosition);
    auto *side = new QWidget;
    side->setMinimumWidth(150);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(8);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(8, 0, 8, 0);
    row->addWidget(m_find);
    column->addLayout(row);
    column->addWidget(m_tree, 1);
    return side;
}

void SetupPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    readFolders();
}

void SetupPage::readFolders()
{
    delete m_reading;
    using Folder = std::pair<QString, Result<CatalogEntry>>;
    auto *job = new PoolJob<QList<Folder>>(
        [folders = m_services.folders, examples = m_services.examples] {
            QList<Folder> read;
            for (const QString &folder : folders)
                read.append({QString(), playbook::readCatalog(folder)});
            if (!examples.isEmpty())
                read.append({SetupPage::tr("Examples"), playbook::readCatalog(examples)});
            return Result<QList<Folder>>(read);
        },
        this);
    m_reading = job;
    job->then(this, [this](const Result<QList<Folder>> &folders) {
        if (folders)
            showFolders(*folders);
    });
    job->start();
}

void SetupPage::showFolders(const QList<std::pair<QString, Result<CatalogEntry>>> &folders)
{
    QList<PlaybookTree::Group> groups;
    m_folderProblem.reset();
    for (const auto &[title, folder] : folders) {
        if (folder)
            groups.append({title, *folder});
        else if (title.isEmpty())
            m_folderProblem = folder.error();
    }
    if (m_folderProblem)
        m_error->setError(*m_folderProblem);
    m_tree->show(groups);
    m_foldersRead = true;
    if (m_tree->currentPath().isEmpty()) {
        const QString last = m_settings->get(lastSetting);
        if (last.isEmpty() || !m_tree->select(last)) {
            if (const QStringList all = m_tree->playbooks(); !all.isEmpty())
                m_tree->select(all.first());
        }
    }
    tellEmpty();
    judge();
}

void SetupPage::fileChosen()
{
    const QString path = m_tree->currentPath();
    m_viewer->showFile(path);
    if (m_tree->hasFocus()) // chosen by the reader, not by the page
        showTab(PlaybookTab);
    if (!m_tree->isPlaybook() || path == m_playbook)
        return;
    m_playbook = path;
    m_settings->set(lastSetting, path);
    m_preview.reset();
    m_viewer->showFindings(path, {});
    m_viewer->offerAnsible(false);
    m_targets->setPlaybook(nullptr);
    previewPlaybook();
}

void SetupPage::previewPlaybook()
{
    delete m_previewing;
    if (m_playbook.isEmpty())
        return;
    if (!m_watcher.files().contains(m_playbook))
        m_watcher.addPath(m_playbook);
    const Result<playbook::Dict> variables = m_options->variables();
    SetupServices::Preview *job = m_services.preview(m_playbook, variables ? *variables : playbook::Dict());
    m_previewing = job;
    job->setParent(this);
    job->then(this, [this](const Result<Preview> &preview) {
        m_previewing.clear();
        if (preview)
            showPreview(*preview);
        else
            m_error->setError(preview.error());
        judge();
    });
    job->start();
    judge();
}

void SetupPage::showPreview(const Preview &preview)
{
    m_preview = preview;
    m_viewer->showFindings(m_playbook, preview.findings);
    m_targets->setPlaybook(preview.playbook);
    QString offer;
    if (preview.isForAnsible())
        offer =
            m_services.ansible.isEmpty()
                ? tr("Skybro can not do all of this playbook; ansible-playbook can, where it is installed.")
                : tr("Skybro can not do all of this playbook, Ansible can.");
    m_viewer->offerAnsible(preview.isForAnsible() && !m_services.ansible.isEmpty(), offer);
    if (!preview.playbook)
        return;
    QList<std::pair<QString, QString>> asked;
    for (const auto &play : preview.playbook->plays) {
        for (const playbook::Value &prompt : play->varsPrompt) {
            // What is to be hidden is not shown here; the run says how it goes without.
            if (!prompt[u"private"_s].toBool().value_or(true))
                asked.append({prompt[u"name"_s].toText(),
                              prompt[u"default"_s].isNull() ? QString() : prompt[u"default"_s].toText()});
        }
    }
    if (asked.isEmpty())
        return;
    m_options->askFor(asked);
    showOptions(true);
}

QString SetupPage::whyNot() const
{
    if (m_driver->isRunning())
        return tr("A run is under way.");
    if (m_playbook.isEmpty())
        return tr("Choose a playbook first.");
    if (m_previewing || !m_preview)
        return tr("The playbook is being read.");
    if (m_targets->problem())
        return m_targets->problem()->text;
    if (!m_targets->isSettled())
        return tr("The hosts are being looked up.");
    if (m_targets->targets().hosts.isEmpty())
        return tr("No host matches.");
    return {};
}

void SetupPage::judge()
{
    const QString why = whyNot();
    const bool fit = m_preview && m_preview->canRun();
    const QString wrong = why.isEmpty() && !fit
                              ? tr("Not all of the playbook can be run here: see what was found in it.")
                              : why;
    setAvailable(m_check, wrong.isEmpty(), wrong);
    setAvailable(m_runAction, wrong.isEmpty(), wrong);
    const bool ansible = !m_services.ansible.isEmpty();
    setAvailable(m_ansible, why.isEmpty() && ansible,
                 ansible ? why : tr("ansible-playbook is not installed on this machine."));
    const bool running = m_driver->isRunning();
    setAvailable(m_stopAfter, running && !m_driver->isStopping(),
                 running ? tr("It stops as soon as what runs now has ended.") : tr("Nothing runs."));
    setAvailable(m_stopNow, running, tr("Nothing runs."));
    setAvailable(m_rerun, !running && !m_live->run()->troubled().isEmpty(), tr("No host had trouble."));
    const QString summary = m_options->summary();
    m_optionsButton->setText(summary.isEmpty() ? tr("Options") : tr("Options: %1").arg(summary));
    if (m_foldersRead && !m_previewing && m_targets->isSettled())
        setReady();
}

void SetupPage::start(bool check, bool byAnsible)
{
    m_error->clear();
    const Result<playbook::Dict> variables = m_options->variables();
    if (!variables) {
        m_error->setError(variables.error());
        showOptions(true);
        return;
    }
    playbook::RunOptions options;
    options.playbook = m_playbook;
    options.inventory = *m_targets->inventory();
    options.inventorySources = m_services.targets.inventories;
    options.limit = m_targets->limit();
    options.extraVars = *variables;
    options.tags = m_options->tags();
    options.skipTags = m_options->skipTags();
    options.check = check;
    options.diff = m_options->diff();
    options.forks = m_options->forks();
    options.remoteUser = m_services.targets.user;
    options.vault = m_services.targets.vault;
    options.becomePassword = m_options->becomePassword();
    if (const Result<void> begun = m_driver->start(options, m_targets->targets().hosts, byAnsible); !begun)
        m_error->setError(begun.error());
}

void SetupPage::started()
{
    const playbook::RunOptions &options = m_driver->options();
    const bool fewColumns =
        m_preview && m_preview->taskCount() > 0 && m_preview->taskCount() <= MatrixView::fewTasks;
    m_live->matrix()->setWide(m_settings->get(wideSetting) || fewColumns);
    m_live->setCaption(
        u"%1 %2"_s.arg(options.check ? tr("Check") : tr("Run"), QFileInfo(options.playbook).fileName()));
    showTab(RunTab);
    m_live->takeFocus();
}

void SetupPage::runEnded(const std::optional<Error> &error)
{
    if (error && error->kind != ErrorKind::Cancelled)
        m_error->setError(*error);
    if (!m_live->matrix()->currentCell().isValid())
        m_live->output()->showTab(OutputPane::RecapTab);
    tellBadge();
}

void SetupPage::tellBadge()
{
    const RunModel *run = m_live->run();
    const auto troubled = run->troubled().size();
    if (m_driver->isRunning())
        setBadge(QString::number(run->rowCount()), troubled > 0 ? Tone::Bad : Tone::Busy);
    else
        setBadge(troubled > 0 ? QString::number(troubled) : QString(),
                 troubled > 0 ? Tone::Bad : Tone::Quiet);
}

void SetupPage::tellEmpty()
{
    EmptyState *empty = m_viewer->empty();
    if (!m_foldersRead) {
        empty->set(u"folder"_s, tr("Reading the playbooks"), {});
    } else if (m_services.folders.isEmpty() && m_tree->topLevelItemCount() == 0) {
        empty->set(u"folder"_s, tr("No playbooks yet"),
                   tr("Name the folder of your Ansible playbooks in the site file %1:\n\n"
                      "setup:\n  playbooks: ~/ansible\n\n"
                      "It is read as it is; nothing in it needs to change.")
                       .arg(m_services.siteFile));
        empty->addDo(m_copyLines);
    } else if (m_folderProblem && m_tree->playbooks().isEmpty()) {
        empty->set(u"folder"_s, tr("The playbooks can not be read"), m_folderProblem->text);
    } else if (m_tree->playbooks().isEmpty()) {
        empty->set(u"folder"_s, tr("No playbook in these folders"),
                   tr("%1\n\nA playbook is a YAML file with a list of plays, each with “hosts”.")
                       .arg(m_services.folders.join(u'\n')));
    } else {
        empty->set(u"playbook"_s, tr("Choose a playbook"), tr("It is shown here before anything runs."));
    }
}

void SetupPage::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

RunPanel *SetupPage::shownRun() const
{
    switch (m_tabs->currentIndex()) {
    case RunTab:
        return m_live;
    case HistoryTab:
        return m_history->shownRun();
    default:
        return nullptr;
    }
}

void SetupPage::showPlace(const playbook::Mark &mark)
{
    showTab(PlaybookTab);
    m_viewer->showFile(mark.file, mark.line, mark.column);
    m_viewer->takeFocus();
}

void SetupPage::showOptions(bool shown)
{
    m_settings->set(optionsSetting, shown);
    m_options->setVisible(shown);
}

void SetupPage::showTree(bool shown)
{
    m_settings->set(treeSetting, shown);
    m_side->setVisible(shown);
}

void SetupPage::open(const QString &target)
{
    const QString what = target.section(u':', 0, 0);
    const QString which = target.section(u':', 1);
    if (what == "hosts"_L1) {
        m_targets->setLimit(which);
    } else if (what == "playbook"_L1) {
        showTab(PlaybookTab);
        m_tree->select(which);
    } else if (what == "run"_L1) {
        showTab(HistoryTab);
        m_history->openRun(which);
    }
}

void SetupPage::takeFocus()
{
    if (RunPanel *run = shownRun(); run && m_tabs->currentIndex() == RunTab)
        run->takeFocus();
    else
        m_tree->setFocus(Qt::OtherFocusReason);
}

QList<Finding> SetupPage::find(const QString &typed, int limit) const
{
    return m_tree->find(typed, limit);
}

} // namespace skybro::ui
