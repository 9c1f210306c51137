#include "ui/nodes/nodespage.h"

#include "models/slurm/hostlist.h"
#include "ui/common/banner.h"
#include "ui/common/emptystate.h"
#include "ui/common/fuzzy.h"
#include "ui/common/icons.h"
#include "ui/common/lastoperations.h"
#include "ui/common/looks.h"
#include "ui/common/toolbutton.h"
#include "ui/nodes/detailpane.h"
#include "ui/nodes/nodesfooter.h"
#include "ui/nodes/nodetable.h"
#include "ui/nodes/powertexts.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSplitter>
#include <QStackedLayout>
#include <QToolButton>

#include <algorithm>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using fleet::Node;
using fleet::PowerAction;

namespace {

const Setting<bool> detailSetting{"nodes/detail", true};
const Setting<QByteArray> splitterSetting{"nodes/splitter", {}};
constexpr int roomForDetail = 860; // page width below which the pane opens only on demand

bool mayRunWork(const Node &node)
{
    return node.powerState != fleet::PowerState::Stopped && node.powerState != fleet::PowerState::Deallocated;
}

} // namespace

NodesPage::NodesPage(fleet::Fleet *fleet, Journal *journal, const QString &site, Perform perform,
                     Actions *actions, Settings *settings, QWidget *parent)
    : Page(u"nodes"_s, tr("Nodes"), u"nodes"_s, parent)
    , m_fleet(fleet)
    , m_settings(settings)
    , m_perform(std::move(perform))
    , m_model(fleet)
    , m_last(new LastOperations(journal, site, this))
    , m_filter(new QLineEdit)
    , m_more(new QMenu(this))
    , m_confirm(new ConfirmBar(u"nodes.confirm"_s))
    , m_error(new ErrorBanner(u"nodes.error"_s))
    , m_actionError(new ErrorBanner(u"nodes.actionerror"_s))
    , m_table(nullptr)
    , m_empty(new EmptyState)
    , m_content(nullptr)
    , m_detail(new DetailPane(fleet, m_last))
    , m_splitter(new QSplitter)
    , m_footer(new NodesFooter(fleet))
{
    m_shown.setSourceModel(&m_model);
    m_table = new NodeTable(&m_shown, settings);
    m_empty->setObjectName(u"nodes.empty"_s);
    makeActions(actions);

    auto *content = new QWidget;
    m_content = new QStackedLayout(content);
    m_content->addWidget(m_table);
    m_content->addWidget(m_empty);
    m_splitter->addWidget(content);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    if (!m_splitter->restoreState(settings->get(splitterSetting)))
        m_splitter->setSizes({700, 316});
    connect(m_splitter, &QSplitter::splitterMoved, this,
            [this] { m_settings->set(splitterSetting, m_splitter->saveState()); });

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeToolRow());
    column->addWidget(m_error);
    column->addWidget(m_actionError);
    column->addWidget(m_confirm);
    column->addWidget(m_splitter, 1);
    column->addWidget(m_footer);

    connect(m_filter, &QLineEdit::textChanged, this, &NodesPage::setFilter);
    connect(m_table, &NodeTable::selectionChangedByUser, this, &NodesPage::selectionChanged);
    connect(m_table, &NodeTable::menuWanted, this, &NodesPage::showMenu);
    connect(m_table, &NodeTable::activatedNode, this, [this] { showDetail(true); });
    connect(m_confirm, &ConfirmBar::confirmed, this, [this] {
        doPower(m_askedAction, m_asked);
        m_table->setFocus(Qt::OtherFocusReason);
    });
    connect(m_confirm, &ConfirmBar::dismissed, this, [this] { m_table->setFocus(Qt::OtherFocusReason); });
    connect(m_error, &ErrorBanner::retryWanted, m_fleet, &fleet::Fleet::refresh);
    connect(m_actionError, &ErrorBanner::retryWanted, m_actionError, &ErrorBanner::clear);
    connect(m_detail, &DetailPane::operationWanted, this,
            [this](const QString &id) { emit linkActivated(u"activity"_s, id); });
    connect(m_fleet, &fleet::Fleet::freshnessChanged, this, &NodesPage::showStateLater);
    connect(m_fleet, &fleet::Fleet::summaryChanged, this, &NodesPage::showStateLater);
    connect(m_fleet, &fleet::Fleet::changed, this, &NodesPage::judgeActions);
    connect(&m_model, &fleet::NodeTableModel::settled, this, &NodesPage::showStateLater);
    connect(&m_shown, &QAbstractItemModel::rowsRemoved, this, &NodesPage::showStateLater);
    connect(&m_shown, &QAbstractItemModel::rowsInserted, this, &NodesPage::showStateLater);

    showState();
    judgeActions();
}

QAction *NodesPage::addPower(Actions *actions, PowerAction action, const QString &hint, const QString &key)
{
    const QString iconName = action == PowerAction::Start        ? u"start"_s
                             : action == PowerAction::Deallocate ? u"stop"_s
                             : action == PowerAction::PowerOff   ? u"poweroff"_s
                                                                 : u"restart"_s;
    const QString word = action == PowerAction::Deallocate ? u"stop"_s : fleet::toWord(action).remove(u'-');
    QAction *made = actions->add({.id = "nodes."_L1 + word,
                                  .text = actionVerb(action),
                                  .hint = hint,
                                  .icon = iconName,
                                  .shortcut = QKeySequence(key)},
                                 this, [this, action] { wantPower(action); });
    m_power.insert(int(action), made);
    return made;
}

void NodesPage::addCopy(Actions *actions, const QString &id, const QString &text, const QString &key,
                        const std::function<QString(const Node &)> &say)
{
    m_copies.append(
        actions->add({.id = id, .text = text, .hint = {}, .icon = u"copy"_s, .shortcut = QKeySequence(key)},
                     this, [this, say] {
                         QStringList lines;
                         const QList<Node> nodes = selectedNodes();
                         for (const Node &node : nodes)
                             lines.append(say(node));
                         lines.removeAll(QString());
                         QGuiApplication::clipboard()->setText(lines.join(u'\n'));
                     }));
}

void NodesPage::makeActions(Actions *actions)
{
    addPower(actions, PowerAction::Start, tr("Starts the selected nodes; billing begins"), u"Ctrl+Shift+S"_s);
    addPower(actions, PowerAction::Deallocate, tr("Shuts down and deallocates: billing ends"),
             u"Ctrl+Shift+D"_s);
    addPower(actions, PowerAction::Restart, tr("Boots the selected nodes again"), u"Ctrl+Shift+R"_s);
    addPower(actions, PowerAction::PowerOff, tr("Shuts down but keeps the hardware: billing goes on"),
             u"Ctrl+Shift+P"_s)
        ->setText(tr("Power off (billing goes on)"));
    addCopy(actions, u"nodes.copyname"_s, tr("Copy name"), u"Ctrl+C"_s, [](const Node &n) { return n.name; });
    addCopy(actions, u"nodes.copyaddress"_s, tr("Copy address"), u"Ctrl+Shift+C"_s,
            [](const Node &n) { return n.privateIp; });
    addCopy(actions, u"nodes.copyid"_s, tr("Copy resource id"), u"Ctrl+Alt+C"_s,
            [](const Node &n) { return n.id; });
    m_setup = actions->add({.id = u"nodes.setup"_s,
                            .text = tr("Set up…"),
                            .hint = tr("Runs a playbook on the selected nodes; the page Setup opens first"),
                            .icon = u"setup"_s,
                            .shortcut = QKeySequence(u"Ctrl+Shift+U"_s)},
                           this, [this] {
                               QStringList names;
                               const QList<Node> nodes = selectedNodes();
                               for (const Node &node : nodes)
                                   names.append(node.name);
                               emit linkActivated(u"setup"_s, "hosts:"_L1 + slurm::compressHostlist(names));
                           });
    actions->add({.id = u"nodes.filter.focus"_s,
                  .text = tr("Filter nodes"),
                  .hint = {},
                  .icon = u"filter"_s,
                  .shortcut = QKeySequence(QKeySequence::Find)},
                 this, [this] {
                     m_filter->setFocus(Qt::ShortcutFocusReason);
                     m_filter->selectAll();
                 });
    m_detailAction = actions->add({.id = u"nodes.showdetail"_s,
                                   .text = tr("Details"),
                                   .hint = tr("Shows or hides all that is known of the selected node"),
                                   .icon = u"detail"_s,
                                   .shortcut = QKeySequence(u"Ctrl+I"_s)},
                                  this, [this] { showDetail(m_detail->isHidden()); });
    m_clearFilter = actions->add({.id = u"nodes.filter.clear"_s,
                                  .text = tr("Clear the filter"),
                                  .hint = {},
                                  .icon = {},
                                  .shortcut = {}},
                                 this, [this] { m_filter->clear(); });
    m_signIn = actions->find(u"app.secret"_s);
    m_retry = actions->add({.id = u"nodes.retry"_s,
                            .text = tr("Try again"),
                            .hint = {},
                            .icon = {},
                            .shortcut = {},
                            .inPalette = false},
                           this, [this] { m_fleet->refresh(); });
}

QWidget *NodesPage::makeToolRow()
{
    auto *tools = new QWidget;
    auto *row = new QHBoxLayout(tools);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(6);
    for (const PowerAction action : {PowerAction::Start, PowerAction::Deallocate, PowerAction::Restart})
        row->addWidget(toolButton(m_power.value(int(action)), ToolLook::Raised));
    auto *more = new QToolButton;
    more->setObjectName(u"nodes.more"_s);
    more->setAccessibleName(tr("More actions"));
    more->setToolTip(tr("More actions"));
    more->setIcon(icon(u"more"_s));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setFocusPolicy(Qt::TabFocus);
    more->setProperty("raised", true);
    m_more->addAction(m_power.value(int(PowerAction::PowerOff)));
    m_more->addSeparator();
    m_more->addAction(m_setup);
    m_more->addSeparator();
    m_more->addActions(m_copies);
    m_more->addSeparator();
    m_more->addAction(m_detailAction);
    more->setMenu(m_more);
    row->addWidget(more);
    row->addStretch(1);

    m_filter->setObjectName(u"nodes.filter"_s);
    m_filter->setAccessibleName(tr("Filter nodes"));
    m_filter->setPlaceholderText(tr("Filter: name, cloud[1-4], running, size:HB"));
    m_filter->setToolTip(tr("Words apart by blanks must all match; a leading - means not.\n"
                            "cloud[001-004]   exactly these nodes\n"
                            "running, pending, billed   by state\n"
                            "size:HB  location:west  group:  address:  tag:role=compute\n"
                            "F1 tells all."));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(u"filter"_s, Tone::Quiet), QLineEdit::LeadingPosition);
    m_filter->setMaximumWidth(340);
    m_filter->setMinimumWidth(120);
    row->addWidget(m_filter, 3);
    row->addWidget(toolButton(m_detailAction, ToolLook::Icon));
    return tools;
}

void NodesPage::setFilter(const QString &text)
{
    const fleet::NodeFilter filter = fleet::NodeFilter::parse(text);
    m_shown.setFilter(filter);
    const auto problem = filter.problem();
    if (m_filter->property("wrong").toBool() != problem.has_value()) {
        m_filter->setProperty("wrong", problem.has_value());
        m_filter->update();
    }
    m_notice = problem ? problem->text : QString();
    m_footer->setNotice(m_notice);
    showState();
}

QList<Node> NodesPage::selectedNodes() const
{
    QList<Node> nodes;
    const QStringList ids = m_table->selectedIds();
    for (const QString &id : ids) {
        if (const Node *node = m_fleet->find(id))
            nodes.append(*node);
    }
    return nodes;
}

void NodesPage::selectionChanged()
{
    const QStringList ids = m_table->selectedIds();
    m_detail->showNodes(ids);
    m_footer->setNotice(ids.size() > 1 ? tr("%n selected", nullptr, int(ids.size())) : QString());
    judgeActions();
}

// Once for any number of changes in one turn of the event loop.
void NodesPage::judgeActions()
{
    if (m_judgeDue)
        return;
    m_judgeDue = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_judgeDue = false;
            const QStringList ids = m_table->selectedIds();
            for (auto it = m_power.constBegin(); it != m_power.constEnd(); ++it) {
                const fleet::PowerPlan plan = fleet::planPower(*m_fleet, PowerAction(it.key()), ids);
                setAvailable(it.value(), !plan.isEmpty(), PowerTexts::whyNot(plan, !ids.isEmpty()));
            }
            for (QAction *copy : std::as_const(m_copies))
                setAvailable(copy, !ids.isEmpty(), tr("Select one or more nodes first."));
            setAvailable(m_setup, !ids.isEmpty(), tr("Select one or more nodes first."));
        },
        Qt::QueuedConnection);
}

void NodesPage::wantPower(PowerAction action)
{
    const QStringList ids = m_table->selectedIds();
    const fleet::PowerPlan plan = fleet::planPower(*m_fleet, action, ids);
    if (plan.isEmpty())
        return;
    m_actionError->clear();
    const bool endsWork =
        action != PowerAction::Start && std::any_of(plan.toDo.begin(), plan.toDo.end(), mayRunWork);
    if (!endsWork) {
        m_confirm->hide();
        doPower(action, ids);
        return;
    }
    m_asked.clear();
    for (const Node &node : plan.toDo)
        m_asked.append(node.id);
    m_askedAction = action;
    m_confirm->ask(PowerTexts::question(plan), PowerTexts::consequence(plan), actionVerb(action));
}

void NodesPage::doPower(PowerAction action, const QStringList &ids)
{
    const fleet::PowerPlan plan = fleet::planPower(*m_fleet, action, ids);
    const Result<QString> batch = m_perform(action, ids);
    if (!batch) {
        m_actionError->setError(batch.error());
        return;
    }
    m_footer->setNotice(PowerTexts::done(plan));
}

// Once for any number of changes, and not in the turn that brought them: table and pane are costly to show
// for the first time, and whoever changed something has used its share of the frame.
void NodesPage::showStateLater()
{
    if (m_stateDue)
        return;
    m_stateDue = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_stateDue = false;
            showState();
        },
        Qt::QueuedConnection);
}

void NodesPage::showState()
{
    const fleet::Freshness &fresh = m_fleet->freshness();
    const fleet::FleetSummary &sum = m_fleet->summary();
    setBadge(sum.total > 0 ? QString::number(sum.total) : QString());
    const bool rows = m_shown.rowCount() > 0;
    if (fresh.problem && (rows || sum.total > 0))
        m_error->setError(*fresh.problem, fresh.problemSince, fresh.nextTry);
    else
        m_error->clear();
    if (rows)
        m_content->setCurrentWidget(m_table);
    else
        showEmpty();
    const bool anything = sum.total > 0;
    m_footer->setVisible(anything);
    placeDetail();
    if ((fresh.asOf.isValid() && m_model.isSettled()) || fresh.problem)
        setReady();
}

void NodesPage::showEmpty()
{
    const fleet::Freshness &fresh = m_fleet->freshness();
    m_content->setCurrentWidget(m_empty);
    if (m_fleet->summary().total > 0) {
        if (m_model.rowCount() == 0)
            return; // the first slice is on its way
        m_empty->set(u"filter"_s, tr("No node matches"),
                     tr("None of the %n node(s) matches “%1”.", nullptr, m_fleet->summary().total)
                         .arg(m_filter->text()));
        m_empty->addDo(m_clearFilter);
    } else if (fresh.problem) {
        m_empty->setProblem(*fresh.problem, fresh.problemSince, fresh.nextTry, m_retry, m_signIn);
    } else if (!fresh.asOf.isValid()) {
        m_empty->set(u"cloud"_s, tr("Asking Azure for the nodes"),
                     tr("The first answer takes a few seconds."));
    } else {
        m_empty->set(
            u"nodes"_s, tr("No virtual machines"),
            tr("Azure answered: there are none in this site's resource groups. Machines made in the portal "
               "or with az appear here by themselves."));
        m_empty->addDo(m_retry);
    }
}

void NodesPage::showMenu(const QPoint &globalPosition)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"nodes.menu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    for (const PowerAction action :
         {PowerAction::Start, PowerAction::Deallocate, PowerAction::Restart, PowerAction::PowerOff})
        menu->addAction(m_power.value(int(action)));
    menu->addSeparator();
    menu->addAction(m_setup);
    menu->addSeparator();
    menu->addActions(m_copies);
    menu->addSeparator();
    menu->addAction(m_detailAction);
    menu->popup(globalPosition);
}

void NodesPage::showDetail(bool shown)
{
    if (width() >= roomForDetail)
        m_settings->set(detailSetting, shown);
    else
        m_detailInNarrow = shown;
    placeDetail();
}

void NodesPage::placeDetail()
{
    const bool wanted = width() >= roomForDetail ? m_settings->get(detailSetting) : m_detailInNarrow;
    const bool shown = wanted && m_fleet->summary().total > 0;
    if (shown && m_detail->isHidden())
        m_detail->reload();
    m_detail->setVisible(shown);
}

void NodesPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    placeDetail();
}

void NodesPage::open(const QString &target)
{
    if (target.startsWith("filter:"_L1)) {
        m_filter->setText(target.mid(7));
        return;
    }
    const QModelIndex source = m_model.indexOf(target);
    if (!source.isValid())
        return;
    if (!m_shown.mapFromSource(source).isValid())
        m_filter->clear();
    m_table->selectNode(m_shown.mapFromSource(source));
}

void NodesPage::takeFocus()
{
    m_table->setFocus(Qt::OtherFocusReason);
}

QList<Finding> NodesPage::find(const QString &typed, int limit) const
{
    QList<std::pair<int, const Node *>> scored;
    for (const Node &node : m_fleet->nodes()) {
        int score = fuzzyScore(typed, node.name);
        if (score == 0 && !node.privateIp.isEmpty() && node.privateIp.startsWith(typed))
            score = 500;
        if (score > 0)
            scored.append({score, &node});
    }
    std::stable_sort(scored.begin(), scored.end(), [](const auto &a, const auto &b) {
        return a.first != b.first ? a.first > b.first : fleet::naturalLess(a.second->name, b.second->name);
    });
    QList<Finding> found;
    for (const auto &[score, node] : scored.mid(0, limit)) {
        const Look look = nodeLook(*node);
        const QString note =
            node->privateIp.isEmpty() ? look.word : u"%1 · %2"_s.arg(look.word, node->privateIp);
        found.append({node->name, note, look.icon, look.tone, node->id});
    }
    return found;
}

} // namespace skybro::ui
