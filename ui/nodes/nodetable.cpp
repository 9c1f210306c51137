#include "ui/nodes/nodetable.h"

#include "models/base/settings.h"
#include "models/fleet/nodefiltermodel.h"
#include "models/fleet/nodetablemodel.h"
#include "ui/nodes/nodedelegate.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QIdentityProxyModel>
#include <QMenu>

#include <algorithm>
#include <array>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using fleet::NodeTableModel;

namespace {

const Setting<QByteArray> layoutSetting{"nodes/columns", {}};

// The model's headings are the contract's words; the reader's are these.
class Headings : public QIdentityProxyModel
{
public:
    using QIdentityProxyModel::QIdentityProxyModel;

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation == Qt::Horizontal && role == Qt::DisplayRole)
            return NodeDelegate::columnTitle(section);
        if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
            return int(Qt::AlignVCenter |
                       (section == NodeTableModel::CostColumn ? Qt::AlignRight : Qt::AlignLeft));
        return QIdentityProxyModel::headerData(section, orientation, role);
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        // A screen reader hears what is painted.
        if (role == Qt::AccessibleTextRole)
            return NodeDelegate::cellText(index);
        return QIdentityProxyModel::data(index, role);
    }
    void sort(int column, Qt::SortOrder order) override { sourceModel()->sort(column, order); }
};

int startWidth(int column)
{
    switch (column) {
    case NodeTableModel::NameColumn:
        return 146;
    case NodeTableModel::PowerColumn:
        return 136;
    case NodeTableModel::SizeColumn:
        return 128;
    case NodeTableModel::CostColumn:
        return 84;
    case NodeTableModel::TagsColumn:
        return 200;
    default:
        return 120;
    }
}

} // namespace

NodeTable::NodeTable(fleet::NodeFilterModel *shown, Settings *settings, QWidget *parent)
    : QTableView(parent)
    , m_settings(settings)
{
    setObjectName(u"nodes.table"_s);
    setAccessibleName(tr("Nodes"));
    auto *headings = new Headings(this);
    headings->setSourceModel(shown);
    setModel(headings);
    setItemDelegate(new NodeDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false);
    setSortingEnabled(true);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(16);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 9);

    QHeaderView *header = horizontalHeader();
    header->setObjectName(u"nodes.header"_s);
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    header->setMinimumSectionSize(50);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this, &NodeTable::showColumnMenu);
    readLayout();
    // Sections also change by themselves (the last one stretches): only what the mouse did is kept.
    header->viewport()->installEventFilter(this);
    connect(this, &QTableView::doubleClicked, this, &NodeTable::activatedNode);
}

QStringList NodeTable::selectedIds() const
{
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList ids;
    for (const QModelIndex &row : std::as_const(rows))
        ids.append(row.data(NodeTableModel::NodeIdRole).toString());
    return ids;
}

QString NodeTable::currentId() const
{
    return currentIndex().data(NodeTableModel::NodeIdRole).toString();
}

void NodeTable::selectNode(const QModelIndex &shownIndex)
{
    const QModelIndex row = static_cast<const Headings *>(model())->mapFromSource(shownIndex);
    if (!row.isValid())
        return;
    selectionModel()->setCurrentIndex(row, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(row);
}

void NodeTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    emit selectionChangedByUser();
}

void NodeTable::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index = currentIndex();
    if (event->reason() == QContextMenuEvent::Keyboard && index.isValid())
        emit menuWanted(viewport()->mapToGlobal(visualRect(index).bottomLeft()));
    else
        emit menuWanted(event->globalPos());
}

void NodeTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        emit activatedNode();
        return;
    }
    if (event->key() == Qt::Key_Escape && !selectionModel()->selectedRows().isEmpty()) {
        clearSelection();
        return;
    }
    // Left and right scroll; there is nothing to do in a single cell.
    QTableView::keyPressEvent(event);
}

void NodeTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void NodeTable::showColumnMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"nodes.columns"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 1; column < NodeTableModel::ColumnCount; ++column) {
        QAction *action = menu->addAction(NodeDelegate::columnTitle(column));
        action->setObjectName(u"nodes.columns.%1"_s.arg(column));
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool shown) {
            setColumnHidden(column, !shown);
            writeLayout();
        });
    }
    menu->popup(horizontalHeader()->mapToGlobal(position));
}

void NodeTable::readLayout()
{
    QHeaderView *header = horizontalHeader();
    const QByteArray kept = m_settings->get(layoutSetting);
    if (header->restoreState(kept) && header->count() == NodeTableModel::ColumnCount) {
        header->setStretchLastSection(true);
        header->setSectionsMovable(true);
        sortByColumn(header->sortIndicatorSection(), header->sortIndicatorOrder());
        return;
    }
    for (int column = 0; column < NodeTableModel::ColumnCount; ++column)
        setColumnWidth(column, startWidth(column));
    for (const int column : {NodeTableModel::PublicAddressColumn, NodeTableModel::ResourceGroupColumn,
                             NodeTableModel::PriorityColumn, NodeTableModel::SinceColumn})
        setColumnHidden(column, true);
    sortByColumn(NodeTableModel::NameColumn, Qt::AscendingOrder);
}

void NodeTable::writeLayout()
{
    m_settings->set(layoutSetting, horizontalHeader()->saveState());
}

bool NodeTable::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonRelease && watched == horizontalHeader()->viewport())
        QMetaObject::invokeMethod(this, &NodeTable::writeLayout, Qt::QueuedConnection);
    return QTableView::eventFilter(watched, event);
}

// Before the user has touched a column, the widths follow the window: all wanted columns in a wide one; in a
// narrow one those go first that a person misses least, and what a node costs stays.
void NodeTable::fitColumns()
{
    if (!m_settings->get(layoutSetting).isEmpty())
        return;
    constexpr std::array byWorth{NodeTableModel::NameColumn, NodeTableModel::PowerColumn,
                                 NodeTableModel::CostColumn, NodeTableModel::AddressColumn,
                                 NodeTableModel::SizeColumn, NodeTableModel::LocationColumn,
                                 NodeTableModel::TagsColumn};
    int room = viewport()->width();
    for (const NodeTableModel::Column column : byWorth) {
        room -= startWidth(column);
        setColumnHidden(column, room < 0);
    }
}

} // namespace skybro::ui
