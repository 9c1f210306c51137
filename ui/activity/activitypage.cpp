#include "ui/activity/activitypage.h"

#include "ui/activity/operationfilter.h"
#include "ui/common/banner.h"
#include "ui/common/emptystate.h"
#include "ui/common/figures.h"
#include "ui/common/icons.h"
#include "ui/common/line.h"
#include "ui/common/looks.h"
#include "ui/common/rowtable.h"
#include "ui/common/timetext.h"
#include "ui/common/toolbutton.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace skybro::ui {

using namespace Qt::StringLiterals;

ActivityPage::ActivityPage(Journal *journal, const QString &site, Cancel cancel, Actions *actions,
                           Clock clock, QWidget *parent)
    : Page(u"activity"_s, tr("Activity"), u"activity"_s, parent)
    , m_model(journal, site, clock)
    , m_clock(clock)
    , m_cancel(std::move(cancel))
    , m_shown(new OperationFilter(this))
    , m_table(new QTableView)
    , m_empty(new EmptyState)
    , m_content(nullptr)
    , m_state(new QComboBox)
    , m_filter(new QLineEdit)
    , m_detail(nullptr)
    , m_what(new QLabel)
    , m_text(new QLabel)
    , m_reference(new QLabel)
{
    m_cancelAction = actions->add({.id = u"activity.cancel"_s,
                                   .text = tr("Cancel"),
                                   .hint = tr("What is queued is not sent. What Azure has accepted goes on "
                                              "there; it is no longer waited for."),
                                   .icon = u"close"_s,
                                   .shortcut = QKeySequence(Qt::Key_Delete)},
                                  this, [this] {
                                      QStringList ids;
                                      const QList<Operation> chosen = selected();
                                      for (const Operation &operation : chosen) {
                                          if (!isFinished(operation.state))
                                              ids.append(operation.id);
                                      }
                                      m_cancel(ids);
                                  });
    m_copyAction = actions->add({.id = u"activity.copy"_s,
                                 .text = tr("Copy details"),
                                 .hint = tr("The error with its code and request id"),
                                 .icon = u"copy"_s,
                                 .shortcut = QKeySequence(QKeySequence::Copy)},
                                this, [this] {
                                    QStringList texts;
                                    const QList<Operation> chosen = selected();
                                    for (const Operation &operation : chosen) {
                                        QString head = u"%1 %2: %3"_s.arg(
                                            operation.kind, operation.targetName, toWord(operation.state));
                                        if (operation.error)
                                            head += u'\n' + errorDetails(*operation.error, operation.ended);
                                        texts.append(head + u"\nTarget: "_s + operation.target);
                                    }
                                    QGuiApplication::clipboard()->setText(texts.join(u"\n\n"_s));
                                });
    m_nodeAction = actions->add({.id = u"activity.node"_s,
                                 .text = tr("Show the node"),
                                 .hint = {},
                                 .icon = u"nodes"_s,
                                 .shortcut = QKeySequence(u"Ctrl+Return"_s)},
                                this, [this] {
                                    if (const auto operation = current())
                                        emit linkActivated(u"nodes"_s, operation->target);
                                });

    m_shown->setSourceModel(&m_model);
    m_table->setObjectName(u"activity.table"_s);
    m_table->setAccessibleName(tr("Operations"));
    m_table->setModel(m_shown);
    m_table->setFrameShape(QFrame::NoFrame);
    showAsRows(m_table);
    m_table->setWordWrap(false);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setFont(figuresFont(m_table->font()));
    m_table->setIconSize({15, 15});
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->verticalHeader()->setMinimumSectionSize(16);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 9);
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    int column = 0;
    for (const int width : {150, 150, 210, 100, 100, 120})
        m_table->setColumnWidth(column++, width);

    auto *content = new QWidget;
    m_content = new QStackedLayout(content);
    m_content->addWidget(m_table);
    m_content->addWidget(m_empty);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(makeToolRow());
    all->addWidget(content, 1);
    m_detail = makeDetail();
    all->addWidget(m_detail);

    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ActivityPage::selectionChanged);
    connect(m_table, &QTableView::doubleClicked, m_nodeAction, &QAction::trigger);
    connect(m_table, &QTableView::customContextMenuRequested, this, [this](const QPoint &position) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addActions({m_nodeAction, m_copyAction, m_cancelAction});
        menu->popup(m_table->viewport()->mapToGlobal(position));
    });
    connect(&m_model, &OperationModel::countsChanged, this, &ActivityPage::showState);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &ActivityPage::selectionChanged);
    m_tick.setSingleShot(true);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        m_model.tick();
        judgeTicking();
    });
    showState();
    selectionChanged();
    setReady();
}

QWidget *ActivityPage::makeToolRow()
{
    auto *tools = new QWidget;
    auto *row = new QHBoxLayout(tools);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(6);
    for (QAction *action : {m_cancelAction, m_copyAction, m_nodeAction})
        row->addWidget(toolButton(action, ToolLook::Raised));
    row->addStretch(1);
    m_state->setObjectName(u"activity.state"_s);
    m_state->setAccessibleName(tr("Which operations"));
    m_state->addItem(tr("All"), OperationFilter::All);
    m_state->addItem(tr("Under way"), OperationFilter::Open);
    m_state->addItem(tr("Failed"), OperationFilter::Failed);
    m_state->addItem(tr("Done"), OperationFilter::Done);
    row->addWidget(m_state);
    m_filter->setObjectName(u"activity.filter"_s);
    m_filter->setAccessibleName(tr("Filter operations"));
    m_filter->setPlaceholderText(tr("Filter: node, action, code"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(u"filter"_s, Tone::Quiet), QLineEdit::LeadingPosition);
    m_filter->setMaximumWidth(240);
    row->addWidget(m_filter, 2);
    connect(m_state, &QComboBox::currentIndexChanged, this, &ActivityPage::setFilter);
    connect(m_filter, &QLineEdit::textChanged, this, &ActivityPage::setFilter);
    return tools;
}

// What the selected operation has to say, below the table; always there, so that nothing jumps.
QWidget *ActivityPage::makeDetail()
{
    auto *strip = new QFrame;
    strip->setObjectName(u"activity.detail"_s);
    strip->setBackgroundRole(QPalette::Base);
    strip->setAutoFillBackground(true);
    QFont font = m_what->font();
    font.setWeight(QFont::DemiBold);
    m_what->setFont(font);
    m_text->setObjectName(u"activity.text"_s);
    m_reference->setObjectName(u"activity.reference"_s);
    m_reference->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel *label : {m_what, m_text, m_reference}) {
        label->setWordWrap(label != m_what);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto *words = new QVBoxLayout;
    words->setContentsMargins(14, 8, 14, 8);
    words->setSpacing(3);
    words->addWidget(m_what);
    words->addWidget(m_text);
    words->addWidget(m_reference);
    words->addStretch(1);
    auto *column = new QVBoxLayout(strip);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new Line);
    column->addLayout(words);
    strip->setFixedHeight(fontMetrics().height() * 5 + 26);
    return strip;
}

void ActivityPage::setFilter()
{
    m_shown->set(OperationFilter::Which(m_state->currentData().toInt()), m_filter->text());
    showState();
}

QList<Operation> ActivityPage::selected() const
{
    QList<Operation> chosen;
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows)
        chosen.append(row.data(OperationModel::OperationRole).value<Operation>());
    return chosen;
}

std::optional<Operation> ActivityPage::current() const
{
    const QList<Operation> chosen = selected();
    return chosen.size() == 1 ? std::optional(chosen.first()) : std::nullopt;
}

void ActivityPage::selectionChanged()
{
    const QList<Operation> chosen = selected();
    const bool open = std::any_of(chosen.begin(), chosen.end(),
                                  [](const Operation &operation) { return !isFinished(operation.state); });
    const QString none = tr("Select an operation first.");
    setAvailable(m_cancelAction, open, chosen.isEmpty() ? none : tr("It has ended already."));
    setAvailable(m_copyAction, !chosen.isEmpty(), none);
    setAvailable(m_nodeAction, chosen.size() == 1, none);
    const auto operation = current();
    if (!operation) {
        m_what->setText(chosen.isEmpty() ? tr("Nothing selected")
                                         : tr("%n operation(s) selected", nullptr, int(chosen.size())));
        m_text->clear();
        m_reference->clear();
        return;
    }
    m_what->setText(u"%1 · %2 · %3"_s.arg(operationKindText(operation->kind), operation->targetName,
                                          operationLook(operation->state).word));
    QStringList times{tr("Asked %1").arg(exactTime(operation->created))};
    if (operation->ended.isValid())
        times.append(tr("ended %1").arg(exactTime(operation->ended)));
    m_text->setText(operation->error ? operation->error->text : operation->step);
    if (operation->error) {
        if (const QString reference = errorReference(*operation->error); !reference.isEmpty())
            times.prepend(reference);
    }
    m_reference->setText(times.join(u" · "_s));
}

void ActivityPage::showState()
{
    const int failed = m_model.failedSince(m_clock().addDays(-1));
    if (m_model.open() > 0)
        setBadge(QString::number(m_model.open()), Tone::Busy);
    else
        setBadge(failed > 0 ? QString::number(failed) : QString(), failed > 0 ? Tone::Bad : Tone::Quiet);
    if (m_shown->rowCount() > 0) {
        m_content->setCurrentWidget(m_table);
    } else {
        if (m_model.rowCount() > 0)
            m_empty->set(u"filter"_s, tr("No operation matches"), tr("Choose “All” or clear the filter."));
        else
            m_empty->set(
                u"activity"_s, tr("Nothing was asked for yet"),
                tr("Whatever is started or stopped, here or by skybroctl, is listed here and kept."));
        m_content->setCurrentWidget(m_empty);
    }
    m_detail->setVisible(m_shown->rowCount() > 0);
    judgeTicking();
}

void ActivityPage::judgeTicking()
{
    if (!isVisible() || m_model.rowCount() == 0)
        m_tick.stop();
    else
        m_tick.start(m_model.untilTick());
}

void ActivityPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_model.tick();
    judgeTicking();
}

void ActivityPage::hideEvent(QHideEvent *event)
{
    m_tick.stop();
    Page::hideEvent(event);
}

void ActivityPage::open(const QString &target)
{
    if (target == "failed"_L1) {
        m_state->setCurrentIndex(m_state->findData(OperationFilter::Failed));
        return;
    }
    const QModelIndex source = m_model.indexOf(target);
    if (!source.isValid())
        return;
    if (!m_shown->mapFromSource(source).isValid()) {
        m_state->setCurrentIndex(0);
        m_filter->clear();
    }
    const QModelIndex row = m_shown->mapFromSource(source);
    m_table->selectionModel()->setCurrentIndex(row, QItemSelectionModel::ClearAndSelect |
                                                        QItemSelectionModel::Rows);
    m_table->scrollTo(row);
}

void ActivityPage::takeFocus()
{
    m_table->setFocus(Qt::OtherFocusReason);
}

} // namespace skybro::ui
