#pragma once

#include "models/base/settings.h"
#include "ui/common/actions.h"
#include "ui/common/theme.h"
#include "ui/shell/commandpalette.h"

#include <QMainWindow>

class QSplitter;
class QStackedWidget;
class QVBoxLayout;

namespace skybro::ui {

class HeaderBar;
class HelpPane;
class LogPane;
class NavBar;
class Page;
class StatusLine;

/// The frame around the pages: header, navigation, palette, help, log, status line. Knows pages by their
/// interface only; who made them hands them in.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// Both outlive the window.
    MainWindow(Theme *theme, Settings *settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Where pages register what can be done.
    [[nodiscard]] Actions *actions() { return &m_actions; }
    [[nodiscard]] StatusLine *statusLine() { return m_status; }

    /// Shows these pages instead of those before, which are deleted; the first one is opened. The window
    /// owns them. `foot` stand at the foot of the navigation and stay.
    void setPages(const QList<Page *> &pages);
    void setFootPages(const QList<Page *> &pages);
    /// The page that stands alone, without navigation, until setPages(): the first start.
    void setLonePage(Page *page);
    [[nodiscard]] QList<Page *> pages() const { return m_pages + m_footPages; }
    [[nodiscard]] Page *page(const QString &id) const;
    [[nodiscard]] Page *currentPage() const;
    /// False when there is no such page.
    bool showPage(const QString &id, const QString &target = {});

    /// A strip above the pages; the window owns it.
    void addBar(QWidget *bar);
    void setSites(const QStringList &names, const QString &current);

signals:
    void siteChosen(const QString &name);
    void addSiteWanted();
    /// The action "app.secret", which is to be seen where the open site has a secret to change.
    void secretWanted();
    void demoWanted();
    void refreshWanted();
    void pageShown(const QString &id);
    /// The window came into sight or went out of it (minimised, hidden): how much there is to be asked.
    void watchedChanged(bool watched);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void makeActions();
    void makeHeader();
    void adopt(Page *page);
    void showHelp(bool shown);
    void showLog(bool shown);
    void cycleTheme();
    void showAbout();
    void fitNavigation();
    void tellWatched();
    void readLayout();
    [[nodiscard]] QList<CommandPalette::Entry> find(const QString &typed);

    Theme *m_theme;
    Settings *m_settings;
    Actions m_actions;
    QList<Page *> m_pages;
    QList<Page *> m_footPages;
    bool m_watched = false;

    HeaderBar *m_header;
    NavBar *m_nav;
    QVBoxLayout *m_bars;
    QStackedWidget *m_stack;
    QSplitter *m_wide;
    QSplitter *m_high;
    HelpPane *m_help;
    LogPane *m_log;
    StatusLine *m_status;
    CommandPalette *m_palette;
};

} // namespace skybro::ui
