#include "ui/topology/topologytree.h"

#include <QHeaderView>

#include <algorithm>

namespace skybro::ui {

using namespace Qt::StringLiterals;

namespace {

QString idOf(const QModelIndex &index)
{
    return index.data(TopologyTreeModel::IdRole).toString();
}

} // namespace

TopologyTree::TopologyTree(QWidget *parent)
    : QTreeView(parent)
{
    setObjectName(u"topology.tree"_s);
    setAccessibleName(tr("Networks as a tree"));
    setModel(&m_model);
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    header()->setStretchLastSection(true);
    connect(header(), &QHeaderView::sectionResized, this, [this](int column) {
        if (column != TopologyTreeModel::ProblemsColumn && !m_isDividing)
            m_isDivided = true;
    });
    connect(this, &QTreeView::activated, this,
            [this](const QModelIndex &index) { emit placeActivated(idOf(index)); });
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex &index) {
        if (m_isRestoring)
            return;
        m_opened.insert(idOf(index));
        m_closed.remove(idOf(index));
    });
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex &index) {
        if (m_isRestoring)
            return;
        m_closed.insert(idOf(index));
        m_opened.remove(idOf(index));
    });
}

void TopologyTree::setTopology(const topology::Topology &topology)
{
    const QString marked = current();
    m_isRestoring = true;
    m_model.setTopology(topology);
    openTop();
    if (!marked.isEmpty() && marked != current())
        showPlace(marked);
    m_isRestoring = false;
}

void TopologyTree::openTop()
{
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QModelIndex top = m_model.index(row, 0);
        setExpanded(top, !m_closed.contains(idOf(top)));
    }
    for (const QString &id : std::as_const(m_opened)) {
        if (const QModelIndex index = m_model.indexOf(id); index.isValid())
            setExpanded(index, true);
    }
}

void TopologyTree::showPlace(const QString &id)
{
    const QModelIndex index = m_model.indexOf(id);
    if (!index.isValid())
        return selectionModel()->clear();
    setCurrentIndex(index);
    scrollTo(index);
}

QString TopologyTree::current() const
{
    // Not the current index: with the focus, Qt makes the first row that, and marks it not.
    const QModelIndexList rows = selectionModel()->selectedRows();
    return rows.isEmpty() ? QString() : idOf(rows.first());
}

/// In a small window the problems need their part, too.
void TopologyTree::resizeEvent(QResizeEvent *event)
{
    if (!m_isDivided) {
        m_isDividing = true;
        const int room = viewport()->width();
        header()->resizeSection(TopologyTreeModel::NameColumn, std::min(260, room / 4));
        header()->resizeSection(TopologyTreeModel::StateColumn, std::min(380, room * 2 / 5));
    }
    QTreeView::resizeEvent(event);
    m_isDividing = false;
}

void TopologyTree::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTreeView::selectionChanged(selected, deselected);
    if (!m_isRestoring)
        emit placeChanged(current());
}

} // namespace skybro::ui
