#include "ui/setup/historyview.h"

#include "ui/common/emptystate.h"
#include "ui/common/figures.h"
#include "ui/common/rowtable.h"
#include "ui/setup/historymodel.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QStackedLayout>
#include <QTableView>

namespace skybro::ui {

using namespace Qt::StringLiterals;

HistoryView::HistoryView(QWidget *parent)
    : QWidget(parent)
    , m_model(new HistoryModel(this))
    , m_table(new QTableView)
    , m_empty(new EmptyState)
    , m_content(new QStackedLayout(this))
{
    m_table->setObjectName(u"setup.history"_s);
    m_table->setAccessibleName(tr("Earlier runs"));
    m_table->setModel(m_model);
    m_table->setFrameShape(QFrame::NoFrame);
    showAsRows(m_table);
    m_table->setWordWrap(false);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setFont(figuresFont(m_table->font()));
    m_table->setIconSize({15, 15});
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->setMinimumSectionSize(16);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 9);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    int column = 0;
    for (const int width : {160, 170, 110, 150, 150, 80})
        m_table->setColumnWidth(column++, width);
    m_table->installEventFilter(this);
    m_empty->setObjectName(u"setup.history.empty"_s);
    m_empty->set(
        u"clock"_s, tr("Nothing was run yet"),
        tr("Every run and every check is kept here with all that its tasks said, also when the console "
           "was closed or killed meanwhile."));
    m_content->addWidget(m_empty);
    m_content->addWidget(m_table);
    connect(m_table, &QTableView::doubleClicked, this, &HistoryView::openWanted);
}

void HistoryView::show(const QList<playbook::RunSummary> &runs)
{
    const auto before = current();
    m_model->set(runs);
    m_content->setCurrentIndex(runs.isEmpty() ? 0 : 1);
    const int row = before ? m_model->rowOf(before->id) : -1;
    if (!runs.isEmpty())
        m_table->selectRow(std::max(0, row));
}

std::optional<playbook::RunSummary> HistoryView::current() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? std::optional(m_model->at(index.row())) : std::nullopt;
}

void HistoryView::takeFocus()
{
    m_table->setFocus(Qt::OtherFocusReason);
}

bool HistoryView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            emit openWanted();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace skybro::ui
