#pragma once

#include <QWidget>

class QHBoxLayout;
class QAction;
class QMenu;
class QToolButton;

namespace skybro::ui {

class Actions;

/// The strip at the top: which site, the search, theme, help, menu.
class HeaderBar : public QWidget
{
    Q_OBJECT

public:
    explicit HeaderBar(QWidget *parent = nullptr);

    /// The sites to choose from; `actions` stand below them in the menu.
    void setSites(const QStringList &names, const QString &current, const QList<QAction *> &actions);
    /// The field-like button that opens the command palette.
    void setSearch(QAction *action);
    /// A button at the right end.
    void addButton(QAction *action);
    /// The main menu, at the very right.
    void setMenu(QMenu *menu);

signals:
    void siteChosen(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QToolButton *m_site;
    QToolButton *m_search;
    QToolButton *m_menu;
    QHBoxLayout *m_row;
};

} // namespace skybro::ui
