#pragma once

#include "models/base/journal.h"
#include "models/base/settings.h"
#include "models/fleet/nodefiltermodel.h"
#include "models/fleet/nodetablemodel.h"
#include "models/fleet/powerplan.h"
#include "ui/common/page.h"

#include <functional>

class QLineEdit;
class QMenu;
class QSplitter;
class QStackedLayout;
class QToolButton;

namespace skybro::ui {

class ConfirmBar;
class DetailPane;
class EmptyState;
class ErrorBanner;
class LastOperations;
class NodesFooter;
class NodeTable;

/// The cloud nodes of a site: see them, start and stop them.
class NodesPage : public Page
{
    Q_OBJECT

public:
    /// Carries out what the user asked for; returns the batch's id, empty when there was nothing to do.
    using Perform = std::function<Result<QString>(fleet::PowerAction, const QStringList &ids)>;

    /// All outlive the page. `site` is the journal's word for it.
    NodesPage(fleet::Fleet *fleet, Journal *journal, const QString &site, Perform perform, Actions *actions,
              Settings *settings, QWidget *parent = nullptr);

    /// A node's id selects it; "filter:TEXT" filters.
    void open(const QString &target) override;
    void takeFocus() override;
    [[nodiscard]] QList<Finding> find(const QString &typed, int limit) const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeActions(Actions *actions);
    QAction *addPower(Actions *actions, fleet::PowerAction action, const QString &hint, const QString &key);
    void addCopy(Actions *actions, const QString &id, const QString &text, const QString &key,
                 const std::function<QString(const fleet::Node &)> &say);
    [[nodiscard]] QWidget *makeToolRow();
    void setFilter(const QString &text);
    void selectionChanged();
    void judgeActions();
    void wantPower(fleet::PowerAction action);
    void doPower(fleet::PowerAction action, const QStringList &ids);
    void showState();
    void showStateLater();
    void showEmpty();
    void showMenu(const QPoint &globalPosition);
    void showDetail(bool shown);
    void placeDetail();
    [[nodiscard]] QList<fleet::Node> selectedNodes() const;

    fleet::Fleet *m_fleet;
    Settings *m_settings;
    Perform m_perform;
    fleet::NodeTableModel m_model;
    fleet::NodeFilterModel m_shown;
    QHash<int, QAction *> m_power; ///< by PowerAction
    QList<QAction *> m_copies;
    QAction *m_clearFilter = nullptr;
    QAction *m_retry = nullptr;
    QAction *m_signIn = nullptr; ///< the shell's
    QAction *m_detailAction = nullptr;
    QAction *m_setup = nullptr;
    QStringList m_asked; ///< ids the confirmation speaks of
    fleet::PowerAction m_askedAction = fleet::PowerAction::Start;
    QString m_notice;
    bool m_judgeDue = false;
    bool m_stateDue = false;
    bool m_detailInNarrow = false; ///< asked for in a window too narrow to have it by itself

    LastOperations *m_last;
    QLineEdit *m_filter;
    QMenu *m_more;
    ConfirmBar *m_confirm;
    ErrorBanner *m_error;
    ErrorBanner *m_actionError;
    NodeTable *m_table;
    EmptyState *m_empty;
    QStackedLayout *m_content;
    DetailPane *m_detail;
    QSplitter *m_splitter;
    NodesFooter *m_footer;
};

} // namespace skybro::ui
