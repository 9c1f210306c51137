#include "ui/topology/topologypage.h"

#include "models/base/pooljob.h"
#include "ui/common/agelabel.h"
#include "ui/common/banner.h"
#include "ui/common/elidedlabel.h"
#include "ui/common/emptystate.h"
#include "ui/common/fuzzy.h"
#include "ui/common/icons.h"
#include "ui/common/line.h"
#include "ui/common/looks.h"
#include "ui/common/toolbutton.h"
#include "ui/topology/placesearch.h"
#include "ui/topology/problemlist.h"
#include "ui/topology/topologyexport.h"
#include "ui/topology/topologytree.h"
#include "ui/topology/topologyview.h"

#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStackedLayout>
#include <QToolButton>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using topology::Picture;

namespace {

const Setting<bool> treeSetting{"topology/tree", false};

} // namespace

TopologyPage::TopologyPage(topology::TopologyFeed *feed, Actions *actions, Settings *settings,
                           QWidget *parent)
    : Page(u"topology"_s, tr("Topology"), u"topology"_s, parent)
    , m_feed(feed)
    , m_settings(settings)
    , m_scene(new TopologyScene(this))
    , m_view(new TopologyView(m_scene))
    , m_tree(new TopologyTree)
    , m_problems(new ProblemList)
    , m_empty(new EmptyState)
    , m_error(new ErrorBanner(u"topology.error"_s))
    , m_search(new QLineEdit)
    , m_foundWords(new ElidedLabel)
    , m_words(new ElidedLabel)
    , m_age(new AgeLabel(tr("as of %1")))
{
    makeActions(actions);
    auto *content = new QWidget;
    m_content = new QStackedLayout(content);
    m_content->addWidget(m_empty);
    m_content->addWidget(m_view);
    m_content->addWidget(m_tree);
    m_empty->setObjectName(u"topology.empty"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeToolRow());
    column->addWidget(m_error);
    column->addWidget(content, 1);
    column->addWidget(new Line);
    column->addWidget(m_problems);
    column->addWidget(makeFoot());

    connect(m_error, &ErrorBanner::retryWanted, this, [this] {
        m_error->clear();
        if (const QString path = std::exchange(m_failedExport, {}); !path.isEmpty())
            askWhereTo(path);
        else
            m_feed->refresh();
    });
    connect(m_error, &ErrorBanner::dismissed, this, &TopologyPage::forgetExport);
    connect(m_feed, &topology::TopologyFeed::changed, this, &TopologyPage::tell);
    connect(m_scene, &TopologyScene::activated, this, &TopologyPage::follow);
    connect(m_view, &TopologyView::placeActivated, this, &TopologyPage::follow);
    connect(m_tree, &TopologyTree::placeActivated, this, &TopologyPage::follow);
    connect(m_tree, &TopologyTree::placeChanged, this,
            [this](const QString &id) { m_scene->setCurrent(inPicture(id)); });
    connect(m_scene, &TopologyScene::currentChanged, this, &TopologyPage::followMark);
    connect(m_problems, &ProblemList::placeWanted, this, &TopologyPage::goTo);
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        search(QGuiApplication::keyboardModifiers().testFlag(Qt::ShiftModifier) ? Backwards : Forwards);
    });
    connect(m_search, &QLineEdit::textEdited, this, [this] {
        m_found.clear();
        search(Forwards);
    });
    tell();
}

void TopologyPage::makeActions(Actions *actions)
{
    m_pictureActions = {
        actions->add({.id = u"topology.fit"_s,
                      .text = tr("Show all"),
                      .hint = tr("Fits the picture into the window"),
                      .icon = u"fit"_s,
                      .shortcut = QKeySequence(u"Ctrl+0"_s)},
                     this, [this] { m_view->fit(); }),
        actions->add({.id = u"topology.zoomin"_s,
                      .text = tr("Zoom in"),
                      .hint = tr("As the wheel does"),
                      .icon = u"zoom-in"_s,
                      .shortcut = QKeySequence(QKeySequence::ZoomIn)},
                     this, [this] { m_view->zoomIn(); }),
        actions->add({.id = u"topology.zoomout"_s,
                      .text = tr("Zoom out"),
                      .hint = tr("As the wheel does"),
                      .icon = u"zoom-out"_s,
                      .shortcut = QKeySequence(QKeySequence::ZoomOut)},
                     this, [this] { m_view->zoomOut(); }),
    };
    m_treeAction = actions->add({.id = u"topology.tree.show"_s,
                                 .text = tr("Tree"),
                                 .hint = tr("The same as a tree instead of a picture"),
                                 .icon = u"tree"_s,
                                 .shortcut = QKeySequence(u"Ctrl+T"_s)},
                                this, [this] { showTree(m_treeAction->isChecked()); });
    m_treeAction->setCheckable(true);
    m_treeAction->setChecked(m_settings->get(treeSetting));
    m_export = actions->add({.id = u"topology.export"_s,
                             .text = tr("Export…"),
                             .hint = tr("Writes the picture into a file: SVG, PNG or PDF"),
                             .icon = u"export"_s,
                             .shortcut = QKeySequence(QKeySequence::Save)},
                            this, [this] { askWhereTo(); });
    actions->add({.id = u"topology.search.focus"_s,
                  .text = tr("Search in the topology"),
                  .hint = {},
                  .icon = u"search"_s,
                  .shortcut = QKeySequence(QKeySequence::Find)},
                 this, [this] {
                     m_search->setFocus(Qt::ShortcutFocusReason);
                     m_search->selectAll();
                 });
    m_signIn = actions->find(u"app.secret"_s);
    m_retry = actions->add({.id = u"topology.retry"_s,
                            .text = tr("Try again"),
                            .hint = {},
                            .icon = {},
                            .shortcut = {},
                            .inPalette = false},
                           this, [this] { m_feed->refresh(); });
}

QWidget *TopologyPage::makeToolRow()
{
    auto *tools = new QWidget;
    auto *row = new QHBoxLayout(tools);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(6);
    m_search->setObjectName(u"topology.search"_s);
    m_search->setAccessibleName(tr("Search in the topology"));
    m_search->setPlaceholderText(tr("Search: network, subnet, node, address"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(u"search"_s, Tone::Quiet), QLineEdit::LeadingPosition);
    m_search->setMaximumWidth(340);
    m_search->setMinimumWidth(120);
    m_foundWords->setObjectName(u"topology.search.words"_s);
    m_foundWords->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_search, 3);
    row->addWidget(m_foundWords, 2);
    QList<QAction *> buttons = m_pictureActions;
    buttons << m_treeAction << m_export;
    for (QAction *action : std::as_const(buttons))
        row->addWidget(toolButton(action, ToolLook::Icon));
    return tools;
}

QWidget *TopologyPage::makeFoot()
{
    auto *foot = new QWidget;
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(12, 6, 12, 6);
    m_words->setObjectName(u"topology.words"_s);
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_age->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_words, 1);
    row->addWidget(m_age);
    return foot;
}

void TopologyPage::tell()
{
    const auto picture = m_feed->picture();
    m_export->setEnabled(picture != nullptr);
    if (!picture) {
        tellEmpty();
        return;
    }
    if (m_feed->problem())
        m_failedExport.clear(); // what Azure says takes the banner
    tellError();
    const bool isNew = m_scene->picture() != picture;
    if (isNew) {
        m_scene->setPicture(picture);
        if (m_treeAction->isChecked())
            m_tree->setTopology(picture->topology);
        m_problems->setProblems(picture->topology.problems);
    }
    tellWords(picture->topology);
    if (picture->layout.items.isEmpty()) {
        m_empty->set(
            u"topology"_s, tr("No networks"),
            picture->topology.nodesAreWhole
                ? tr("Azure answered: this site has neither nodes nor virtual networks that lead to them.")
                : tr("The nodes are not known, and so neither are the site's networks."));
        m_content->setCurrentWidget(m_empty);
    } else {
        showTree(m_treeAction->isChecked());
    }
    if (!m_wanted.isEmpty())
        goTo(std::exchange(m_wanted, {}));
    setReady();
}

void TopologyPage::tellWords(const topology::Topology &topology)
{
    const auto &problems = topology.problems;
    const bool isWrong = std::ranges::find(problems, topology::Problem::Severity::Error,
                                           &topology::Problem::severity) != problems.end();
    setBadge(problems.isEmpty() ? QString() : QString::number(problems.size()),
             isWrong ? Tone::Bad : Tone::Warning);
    QStringList words;
    if (problems.isEmpty())
        words.append(topology.gaps.isEmpty() && topology.nodesAreWhole
                         ? tr("No problems found")
                         : tr("No problems found in what could be read"));
    if (!topology.nodesAreWhole && topology.unplaced.isEmpty())
        words.append(tr("The nodes are not known"));
    if (const auto lost = topology.unplaced.size(); lost > 0)
        words.append(
            tr("%n node(s) not in the picture: Azure did not say in which subnet", nullptr, int(lost)));
    QStringList gaps;
    for (const Error &gap : topology.gaps)
        gaps.append(gap.text);
    if (!gaps.isEmpty())
        words.append(tr("Could not be read: %1").arg(topology.unread.join(u", "_s)));
    m_words->setText(words.join(u" · "_s));
    m_words->setToolTip((QStringList(m_words->text()) + gaps).join(u'\n'));
    m_age->setMoment(topology.asOf);
}

void TopologyPage::tellError()
{
    if (!m_failedExport.isEmpty())
        return;
    m_error->setDismissable(false); // it lasts as long as its cause
    if (const auto problem = m_feed->problem())
        m_error->setError(*problem, m_feed->problemSince(), m_feed->nextTry());
    else
        m_error->clear();
}

void TopologyPage::forgetExport()
{
    m_failedExport.clear();
    tellError();
}

void TopologyPage::tellEmpty()
{
    m_content->setCurrentWidget(m_empty);
    if (const auto problem = m_feed->problem()) {
        m_empty->setProblem(*problem, m_feed->problemSince(), m_feed->nextTry(), m_retry, m_signIn);
        setReady();
        return;
    }
    m_empty->set(u"cloud"_s, tr("Asking Azure for the networks"),
                 tr("The first answer takes a few seconds."));
}

void TopologyPage::showTree(bool shown)
{
    m_settings->set(treeSetting, shown);
    for (QAction *action : std::as_const(m_pictureActions))
        action->setEnabled(!shown);
    if (!m_feed->picture() || m_feed->picture()->layout.items.isEmpty())
        return;
    QWidget *wanted = shown ? static_cast<QWidget *>(m_tree) : m_view;
    if (m_content->currentWidget() == wanted)
        return;
    // The search has it only for want of a picture, until somebody types there.
    const bool waited =
        m_content->currentWidget() == m_empty && m_search->hasFocus() && m_search->text().isEmpty();
    const bool hadFocus = waited || m_view->hasFocus() || m_tree->hasFocus();
    if (shown) {
        m_tree->setTopology(m_feed->picture()->topology);
        followMark();
    }
    m_content->setCurrentWidget(wanted);
    if (hadFocus)
        wanted->setFocus(Qt::OtherFocusReason);
}

void TopologyPage::goTo(const QString &id)
{
    if (!m_feed->picture()) {
        m_wanted = id;
        return;
    }
    m_view->showPlace(inPicture(id));
    if (m_treeAction->isChecked())
        m_tree->showPlace(id);
}

QString TopologyPage::inPicture(const QString &id) const
{
    const auto picture = m_feed->picture();
    return picture ? placeShown(picture->topology, id) : id;
}

/// The tree marks what the picture does, or a node in that, and the list a problem of it.
void TopologyPage::followMark()
{
    if (inPicture(m_tree->current()) != m_scene->current())
        m_tree->showPlace(m_scene->current());
    m_problems->markFirst(
        [this](const topology::Problem &one) { return inPicture(one.place) == m_scene->current(); });
}

/// From a place to where more is known of it.
void TopologyPage::follow(const QString &id)
{
    const auto picture = m_feed->picture();
    if (!picture || id.isEmpty())
        return;
    const PlaceLink link = linkOf(picture->topology, id);
    if (!link.page.isEmpty())
        emit linkActivated(link.page, link.target);
}

void TopologyPage::search(Direction direction)
{
    const auto picture = m_feed->picture();
    const QString typed = m_search->text().trimmed();
    const QList<Place> places =
        picture && !typed.isEmpty() ? findPlaces(picture->topology, typed) : QList<Place>();
    const bool isWrong = places.isEmpty() && !typed.isEmpty() && picture;
    if (m_search->property("wrong").toBool() != isWrong) {
        m_search->setProperty("wrong", isWrong);
        m_search->update();
    }
    if (places.isEmpty()) {
        m_found.clear();
        m_foundWords->setText(isWrong ? tr("No match") : QString());
        if (isWrong) {
            m_scene->setCurrent({}); // it was found for less than is typed now
            m_tree->showPlace({});
        }
        return;
    }
    qsizetype next = 0;
    for (qsizetype i = 0; i < places.size(); ++i) {
        if (places[i].id == m_found)
            next = (i + (direction == Forwards ? 1 : places.size() - 1)) % places.size();
    }
    m_found = places[next].id;
    m_foundWords->setText(tr("%1 of %2: %3").arg(next + 1).arg(places.size()).arg(places[next].name));
    goTo(m_found);
}

void TopologyPage::endSearch()
{
    m_search->clear();
    search(Forwards);
}

void TopologyPage::open(const QString &target)
{
    goTo(target);
}

void TopologyPage::takeFocus()
{
    QWidget *shown = m_content->currentWidget();
    (shown == m_empty ? static_cast<QWidget *>(m_search) : shown)->setFocus(Qt::OtherFocusReason);
}

QList<Finding> TopologyPage::find(const QString &typed, int limit) const
{
    QList<Finding> findings;
    if (!m_feed->picture())
        return findings;
    const QList<Place> places = findPlaces(m_feed->picture()->topology, typed);
    for (const Place &place : places) {
        if (findings.size() >= limit)
            break;
        if (place.kind != Place::Kind::Node) // the page Nodes finds those
            findings.append({place.name, place.note, u"topology"_s, Tone::Plain, place.id});
    }
    return findings;
}

void TopologyPage::askWhereTo(const QString &path)
{
    const auto picture = m_feed->picture();
    if (!picture)
        return;
    auto *dialog = new QFileDialog(this, tr("Export the picture"), {}, tr("Pictures (*.svg *.png *.pdf)"));
    dialog->setObjectName(u"topology.export.dialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"svg"_s);
    dialog->selectFile(path.isEmpty() ? exportName(picture->topology) : path);
    connect(dialog, &QFileDialog::fileSelected, this, &TopologyPage::write);
    dialog->open();
}

void TopologyPage::write(const QString &path)
{
    m_words->setText(tr("Writing %1…").arg(path));
    auto *job =
        new PoolJob<void>([picture = m_feed->picture(), path] { return exportPicture(picture, path); }, this);
    job->then(this, [this, path](const Result<void> &written) {
        if (written) {
            m_words->setText(tr("Written: %1").arg(path));
            return forgetExport();
        }
        tellWords(m_feed->picture()->topology);
        m_failedExport = path;
        m_error->setError(written.error());
        m_error->setDismissable(true);
    });
    job->start();
}

void TopologyPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_search->hasFocus() && !m_search->text().isEmpty())
        return endSearch();
    if (event->key() == Qt::Key_Escape && !m_failedExport.isEmpty())
        return forgetExport();
    Page::keyPressEvent(event);
}

void TopologyPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_feed->setWatched(true);
}

void TopologyPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_feed->setWatched(false);
}

void TopologyPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    m_problems->updateGeometry(); // its height is a part of the window's
}

} // namespace skybro::ui
