#include "ui/setup/matrixview.h"

#include "ui/setup/celldelegate.h"
#include "ui/setup/matrixheaders.h"
#include "ui/setup/runlooks.h"

#include <QIdentityProxyModel>
#include <QKeyEvent>
#include <QScrollBar>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using playbook::RunModel;

namespace {

constexpr int narrowColumn = 28;
constexpr int wideColumn = 118;

// A screen reader hears what is painted.
class Spoken : public QIdentityProxyModel
{
public:
    using QIdentityProxyModel::QIdentityProxyModel;

    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role == Qt::AccessibleTextRole)
            return cellText(index);
        return QIdentityProxyModel::data(index, role);
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        const auto *run = static_cast<const RunModel *>(sourceModel());
        if (role == Qt::ToolTipRole && orientation == Qt::Horizontal && section < run->columnCount()) {
            const RunModel::Task &task = run->taskAt(section);
            return u"%1\n%2\n%3"_s.arg(task.title, task.action, task.mark.toText());
        }
        if (role == Qt::ToolTipRole && section < run->rowCount())
            return u"%1\n%2"_s.arg(run->hostAt(section).name, hostLook(run->hostState(section)).word);
        return QIdentityProxyModel::headerData(section, orientation, role);
    }
};

bool isTrouble(RunModel::State state)
{
    return state == RunModel::Failed || state == RunModel::Unreachable || state == RunModel::CutOff;
}

} // namespace

MatrixView::MatrixView(RunModel *run, QWidget *parent)
    : QTableView(parent)
    , m_run(run)
    , m_tasks(new TaskHeader(run, this))
    , m_hosts(new HostHeader(run, this))
{
    setObjectName(u"setup.matrix"_s);
    setAccessibleName(tr("Hosts and tasks"));
    auto *spoken = new Spoken(this);
    spoken->setSourceModel(run);
    setHorizontalHeader(m_tasks);
    setVerticalHeader(m_hosts);
    setModel(spoken);
    setItemDelegate(new CellDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionMode(SingleSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    m_tasks->setDefaultSectionSize(narrowColumn);
    connect(this, &QTableView::doubleClicked, this, &MatrixView::cellActivated);
    // A heading leads to its first cell.
    connect(m_hosts, &QHeaderView::sectionClicked, this,
            [this](int row) { setCurrentIndex(model()->index(row, std::max(0, currentIndex().column()))); });
    connect(m_tasks, &QHeaderView::sectionClicked, this, [this](int column) {
        setCurrentIndex(model()->index(std::max(0, currentIndex().row()), column));
    });
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, this,
            [this](int value) { m_follow = value >= horizontalScrollBar()->maximum(); });
    connect(horizontalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int end) {
        if (m_follow)
            horizontalScrollBar()->setValue(end);
    });
    connect(run, &QAbstractItemModel::modelReset, this, [this] { m_follow = true; });
    connect(run, &RunModel::progressed, m_tasks->viewport(), qOverload<>(&QWidget::update));
}

void MatrixView::setWide(bool wide)
{
    if (m_wide == wide)
        return;
    m_wide = wide;
    m_tasks->setWide(wide);
    m_tasks->setDefaultSectionSize(wide ? wideColumn : narrowColumn);
    updateGeometries();
    if (currentIndex().isValid())
        scrollTo(currentIndex());
}

QModelIndex MatrixView::currentCell() const
{
    const QModelIndex current = currentIndex();
    return current.isValid() ? m_run->index(current.row(), current.column()) : QModelIndex();
}

void MatrixView::setCurrentCell(const QModelIndex &cell)
{
    if (cell.isValid())
        setCurrentIndex(model()->index(cell.row(), cell.column()));
}

bool MatrixView::goToNextTrouble()
{
    const int rows = m_run->rowCount();
    const int count = rows * m_run->columnCount();
    const QModelIndex current = currentIndex();
    const int from = current.isValid() ? current.column() * rows + current.row() : -1;
    for (int step = 1; step <= count; ++step) {
        const int at = (from + step) % count;
        const QModelIndex cell = m_run->index(at % rows, at / rows);
        if (isTrouble(stateOf(cell))) {
            setCurrentCell(cell);
            return true;
        }
    }
    return false;
}

void MatrixView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    m_tasks->viewport()->update();
    m_hosts->viewport()->update();
    emit currentCellChanged();
}

void MatrixView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        emit cellActivated();
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace skybro::ui
