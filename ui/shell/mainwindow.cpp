#include "ui/shell/mainwindow.h"

#include "models/base/log.h"
#include "ui/common/fuzzy.h"
#include "ui/common/icons.h"
#include "ui/common/page.h"
#include "ui/shell/aboutdialog.h"
#include "ui/shell/headerbar.h"
#include "ui/shell/helppane.h"
#include "ui/shell/logpane.h"
#include "ui/shell/navbar.h"
#include "ui/shell/statusline.h"

#include <QApplication>
#include <QCloseEvent>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace skybro::ui {

using namespace Qt::StringLiterals;

namespace {

const Setting<QByteArray> geometrySetting{"window/geometry", {}};
const Setting<QByteArray> highSetting{"window/logHeight", {}};
const Setting<QByteArray> wideSetting{"window/helpWidth", {}};
constexpr int narrowWindow = 900; // below this the navigation shows icons only

} // namespace

MainWindow::MainWindow(Theme *theme, Settings *settings, QWidget *parent)
    : QMainWindow(parent)
    , m_theme(theme)
    , m_settings(settings)
    , m_header(new HeaderBar)
    , m_nav(new NavBar)
    , m_bars(new QVBoxLayout)
    , m_stack(new QStackedWidget)
    , m_wide(new QSplitter(Qt::Horizontal))
    , m_high(new QSplitter(Qt::Vertical))
    , m_help(new HelpPane)
    , m_log(new LogPane)
    , m_status(new StatusLine)
{
    setObjectName(u"window"_s);
    setWindowTitle(u"Skybro"_s);
    setWindowIcon(programIcon());
    m_stack->setObjectName(u"pages"_s);

    auto *main = new QWidget;
    auto *mainColumn = new QVBoxLayout(main);
    mainColumn->setContentsMargins(0, 0, 0, 0);
    mainColumn->setSpacing(0);
    mainColumn->addLayout(m_bars);
    mainColumn->addWidget(m_stack, 1);
    m_wide->addWidget(main);
    m_wide->addWidget(m_help);
    m_wide->setStretchFactor(0, 1);
    m_wide->setChildrenCollapsible(false);
    m_high->addWidget(m_wide);
    m_high->addWidget(m_log);
    m_high->setStretchFactor(0, 1);
    m_high->setChildrenCollapsible(false);
    m_help->hide();
    m_log->hide();

    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_nav);
    middle->addWidget(m_high, 1);
    auto *whole = new QWidget;
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addLayout(middle, 1);
    column->addWidget(m_status);
    setCentralWidget(whole);
    m_palette = new CommandPalette([this](const QString &typed) { return find(typed); }, whole);

    makeActions();
    makeHeader();
    connect(m_nav, &NavBar::chosen, this, [this](const QString &id) { showPage(id); });
    connect(m_header, &HeaderBar::siteChosen, this, &MainWindow::siteChosen);
    connect(m_status, &StatusLine::activityWanted, this, [this] { showPage(u"activity"_s); });
    connect(m_status, &StatusLine::tunnelWanted, this, [this] { showPage(u"tunnel"_s); });
    connect(m_help, &HelpPane::closeWanted, this, [this] { showHelp(false); });
    connect(m_log, &LogPane::closeWanted, this, [this] { showLog(false); });
    connect(m_log, &LogPane::levelChosen, this,
            [this](log::Level level) { m_settings->set(setting::logLevel, log::toWord(level)); });
    m_log->setLevel(log::level());
    connect(m_settings, &Settings::changed, this, [this](const QString &name) {
        if (name == QLatin1StringView(setting::theme.name))
            m_theme->setChoice(Theme::fromWord(m_settings->get(setting::theme)));
        const auto level = log::levelFromWord(m_settings->get(setting::logLevel));
        if (name == QLatin1StringView(setting::logLevel.name) && level) {
            log::setLevel(*level);
            m_log->setLevel(*level);
        }
    });
    setMinimumSize(560, 380);
    readLayout();
}

MainWindow::~MainWindow()
{
    // Pages may use the actions; they go first.
    qDeleteAll(pages());
}

void MainWindow::readLayout()
{
    if (!restoreGeometry(m_settings->get(geometrySetting)))
        resize(1180, 740);
    m_high->restoreState(m_settings->get(highSetting));
    m_wide->restoreState(m_settings->get(wideSetting));
    m_help->hide();
    m_log->hide();
}

void MainWindow::makeActions()
{
    m_actions.add({.id = u"app.find"_s,
                   .text = tr("Find"),
                   .hint = tr("Nodes, pages and actions by a few letters"),
                   .icon = u"search"_s,
                   .shortcut = QKeySequence(u"Ctrl+K"_s),
                   .inPalette = false},
                  this, [this] { m_palette->open(); });
    m_actions.add({.id = u"app.refresh"_s,
                   .text = tr("Refresh"),
                   .hint = tr("Ask Azure for everything anew"),
                   .icon = u"refresh"_s,
                   .shortcut = QKeySequence(Qt::Key_F5)},
                  this, [this] { emit refreshWanted(); });
    m_actions.add({.id = u"app.help"_s,
                   .text = tr("Help"),
                   .hint = tr("What this page shows and can do"),
                   .icon = u"help"_s,
                   .shortcut = QKeySequence(Qt::Key_F1)},
                  this, [this] { showHelp(m_help->isHidden()); });
    m_actions.add({.id = u"app.theme"_s,
                   .text = tr("Light or dark"),
                   .hint = tr("Changes between the light and the dark theme"),
                   .icon = u"theme"_s,
                   .shortcut = QKeySequence(u"Ctrl+Shift+T"_s)},
                  this, [this] { cycleTheme(); });
    m_actions.add({.id = u"app.log"_s,
                   .text = tr("Log"),
                   .hint = tr("Shows or hides the log"),
                   .icon = u"log"_s,
                   .shortcut = QKeySequence(u"Ctrl+Shift+L"_s)},
                  this, [this] { showLog(m_log->isHidden()); });
    m_actions.add({.id = u"app.settings"_s,
                   .text = tr("Settings"),
                   .hint = {},
                   .icon = u"settings"_s,
                   .shortcut = QKeySequence(u"Ctrl+,"_s),
                   .inPalette = false},
                  this, [this] { showPage(u"settings"_s); });
    m_actions.add({.id = u"app.addsite"_s,
                   .text = tr("Add a site…"),
                   .hint = tr("Sign in to another subscription"),
                   .icon = u"cloud"_s,
                   .shortcut = QKeySequence(u"Ctrl+N"_s)},
                  this, [this] { emit addSiteWanted(); });
    QAction *secret = m_actions.add(
        {.id = u"app.secret"_s,
         .text = tr("Another client secret…"),
         .hint = tr("Azure's secrets expire: keeps a new one for this site and signs in with it"),
         .icon = u"key"_s,
         .shortcut = {}},
        this, [this] { emit secretWanted(); });
    secret->setVisible(false);
    m_actions.add({.id = u"app.demo"_s,
                   .text = tr("Try the demo cloud"),
                   .hint = tr("A simulated Azure on this machine; nothing to sign in to, nothing to pay"),
                   .icon = u"flask"_s,
                   .shortcut = QKeySequence(u"Ctrl+Shift+N"_s)},
                  this, [this] { emit demoWanted(); });
    m_actions.add({.id = u"app.about"_s,
                   .text = tr("About Skybro"),
                   .hint = {},
                   .icon = u"info"_s,
                   .shortcut = QKeySequence(u"Ctrl+F1"_s)},
                  this, [this] { showAbout(); });
    m_actions.add({.id = u"app.quit"_s,
                   .text = tr("Quit"),
                   .hint = tr("What Azure was asked to do goes on without the console"),
                   .icon = {},
                   .shortcut = QKeySequence(u"Ctrl+Q"_s)},
                  this, [this] { close(); });
}

void MainWindow::makeHeader()
{
    m_header->setSearch(m_actions.find(u"app.find"_s));
    m_header->addButton(m_actions.find(u"app.refresh"_s));
    m_header->addButton(m_actions.find(u"app.theme"_s));
    m_header->addButton(m_actions.find(u"app.help"_s));
    auto *menu = new QMenu(this);
    for (const auto &id : {u"app.refresh"_s, u"app.settings"_s, u"app.log"_s, u"app.help"_s, u"app.about"_s})
        menu->addAction(m_actions.find(id));
    menu->addSeparator();
    menu->addAction(m_actions.find(u"app.quit"_s));
    m_header->setMenu(menu);
    m_status->addButton(m_actions.find(u"app.log"_s));
    setSites({}, {});
}

void MainWindow::setSites(const QStringList &names, const QString &current)
{
    setWindowTitle(current.isEmpty() ? u"Skybro"_s : tr("%1 — Skybro").arg(current));
    m_header->setSites(
        names, current,
        {m_actions.find(u"app.secret"_s), m_actions.find(u"app.addsite"_s), m_actions.find(u"app.demo"_s)});
}

void MainWindow::addBar(QWidget *bar)
{
    m_bars->addWidget(bar);
}

void MainWindow::adopt(Page *page)
{
    m_stack->addWidget(page);
    connect(page, &Page::linkActivated, this,
            [this](const QString &id, const QString &target) { showPage(id, target); });
}

void MainWindow::setPages(const QList<Page *> &pages)
{
    const QList<Page *> old = m_pages;
    m_pages = pages;
    int number = 0;
    for (Page *page : pages) {
        adopt(page);
        m_actions
            .add({.id = "go."_L1 + page->id(),
                  .text = page->title(),
                  .hint = {},
                  .icon = page->iconName(),
                  .shortcut = QKeySequence(u"Alt+%1"_s.arg(++number)),
                  .inPalette = false},
                 this, [this, id = page->id()] { showPage(id); })
            ->setParent(page); // it goes with its page
    }
    m_nav->setPages(m_pages, m_footPages);
    m_nav->show();
    m_status->show();
    qDeleteAll(old);
    if (!pages.isEmpty())
        showPage(pages.first()->id());
}

void MainWindow::setFootPages(const QList<Page *> &pages)
{
    m_footPages = pages;
    for (Page *page : pages)
        adopt(page);
    m_nav->setPages(m_pages, m_footPages);
}

void MainWindow::setLonePage(Page *page)
{
    setPages({page});
    m_nav->hide();
    m_status->hide();
}

Page *MainWindow::page(const QString &id) const
{
    for (Page *page : pages()) {
        if (page->id() == id)
            return page;
    }
    return nullptr;
}

Page *MainWindow::currentPage() const
{
    return qobject_cast<Page *>(m_stack->currentWidget());
}

bool MainWindow::showPage(const QString &id, const QString &target)
{
    Page *wanted = page(id);
    if (!wanted)
        return false;
    const bool fresh = m_stack->currentWidget() != wanted;
    m_stack->setCurrentWidget(wanted);
    m_nav->setCurrent(id);
    if (!m_help->isHidden())
        m_help->showHelp(id);
    if (!target.isEmpty())
        wanted->open(target);
    if (fresh || !target.isEmpty())
        wanted->takeFocus();
    emit pageShown(id);
    return true;
}

void MainWindow::showHelp(bool shown)
{
    if (shown && currentPage())
        m_help->showHelp(currentPage()->id());
    const bool hadFocus = m_help->isAncestorOf(QApplication::focusWidget());
    m_help->setVisible(shown);
    if (hadFocus && !shown && currentPage())
        currentPage()->takeFocus(); // not whatever comes next in the tab order
    constexpr int narrowest = 300;  // below, the tables of the help break words
    if (shown && m_help->width() < narrowest) {
        const int width = std::min(360, m_wide->width() / 2);
        m_wide->setSizes({m_wide->width() - width, width});
    }
    fitNavigation();
}

void MainWindow::showLog(bool shown)
{
    m_log->setVisible(shown);
    if (shown && m_log->height() < 120)
        m_high->setSizes({m_high->height() - 220, 220});
}

void MainWindow::cycleTheme()
{
    m_settings->set(setting::theme,
                    Theme::toWord(m_theme->isDark() ? ThemeChoice::Light : ThemeChoice::Dark));
}

void MainWindow::showAbout()
{
    auto *about = new AboutDialog(this);
    about->show();
}

QList<CommandPalette::Entry> MainWindow::find(const QString &typed)
{
    QList<CommandPalette::Entry> found;
    for (Page *page : pages()) {
        if (const int score = fuzzyScore(typed, page->title()))
            found.append({page->title(), tr("Page"), page->iconName(), score + 200,
                          [this, id = page->id()] { showPage(id); }});
        if (typed.isEmpty())
            continue;
        const QList<Finding> findings = page->find(typed, 8);
        for (const Finding &finding : findings)
            found.append({finding.text, finding.note, finding.icon, fuzzyScore(typed, finding.text) + 100,
                          [this, id = page->id(), target = finding.target] { showPage(id, target); }});
    }
    for (QAction *action : m_actions.all()) {
        auto *home = qobject_cast<QWidget *>(action->parent());
        if (!isOffered(action) || !home || !home->isVisible())
            continue;
        QString text = action->text();
        text.remove(u'&');
        if (const int score = fuzzyScore(typed, text)) {
            const QString iconName = action->property("iconName").toString();
            found.append({text, action->shortcut().toString(QKeySequence::NativeText), iconName, score,
                          [action = QPointer<QAction>(action)] {
                              if (action)
                                  action->trigger();
                          }});
        }
    }
    return found;
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    fitNavigation();
}

/// Icons alone where pages would lack the room, as beside the help.
void MainWindow::fitNavigation()
{
    const int help = m_help->isHidden() ? 0 : m_help->width();
    m_nav->setNarrow(width() - help < narrowWindow);
}

void MainWindow::tellWatched()
{
    const bool watched = isVisible() && !isMinimized();
    if (m_watched == watched)
        return;
    m_watched = watched;
    emit watchedChanged(watched);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        tellWatched();
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    tellWatched();
}

void MainWindow::hideEvent(QHideEvent *event)
{
    QMainWindow::hideEvent(event);
    tellWatched();
}

/// Escape that nobody else had a use for.
void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_help->isHidden())
        return showHelp(false);
    QMainWindow::keyPressEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_settings->set(geometrySetting, saveGeometry());
    m_settings->set(highSetting, m_high->saveState());
    m_settings->set(wideSetting, m_wide->saveState());
    QMainWindow::closeEvent(event);
}

} // namespace skybro::ui
