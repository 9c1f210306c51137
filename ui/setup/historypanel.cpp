#include "ui/setup/historypanel.h"

#include "models/base/processidentity.h"
#include "models/slurm/hostlist.h"
#include "ui/common/banner.h"
#include "ui/common/icons.h"
#include "ui/setup/historyview.h"
#include "ui/setup/matrixview.h"
#include "ui/setup/runlooks.h"
#include "ui/setup/runpanel.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedLayout>
#include <QToolButton>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using playbook::RunEvent;
using playbook::RunModel;
using playbook::RunSummary;

HistoryPanel::HistoryPanel(const SetupServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_list(new HistoryView)
    , m_run(new RunPanel)
    , m_back(new QToolButton)
    , m_title(new QLabel)
    , m_cutOff(new Banner(u"cutoff"_s, Tone::Warning))
    , m_content(new QStackedLayout(this))
{
    // The same parts as the present run's, and both in one window.
    const QList<QWidget *> parts = m_run->findChildren<QWidget *>();
    for (QWidget *part : parts) {
        if (part->objectName().startsWith("setup."_L1))
            part->setObjectName("setup.past."_L1 + part->objectName().mid(6));
    }
    m_back->setObjectName(u"setup.past.back"_s);
    m_back->setText(tr("All runs"));
    m_back->setAccessibleName(m_back->text());
    m_back->setIcon(icon(u"clock"_s));
    m_back->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_back->setProperty("raised", true);
    m_back->setFocusPolicy(Qt::TabFocus);
    m_title->setObjectName(u"setup.past.name"_s);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_cutOff->setObjectName(u"setup.past.cutoff"_s);

    auto *row = new QHBoxLayout;
    row->setContentsMargins(12, 6, 12, 6);
    row->setSpacing(10);
    row->addWidget(m_back);
    row->addWidget(m_title, 1);
    auto *whole = new QWidget;
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_cutOff);
    column->addWidget(m_run, 1);
    m_content->addWidget(m_list);
    m_content->addWidget(whole);

    connect(m_back, &QToolButton::clicked, this, [this] {
        showList();
        m_list->takeFocus();
    });
    connect(m_list, &HistoryView::openWanted, this, [this] {
        if (const auto run = m_list->current())
            openRun(run->id);
    });
    connect(m_run, &RunPanel::placeWanted, this, &HistoryPanel::placeWanted);
}

void HistoryPanel::showList()
{
    delete m_opening;
    m_content->setCurrentIndex(0);
    reload();
}

RunPanel *HistoryPanel::shownRun() const
{
    return m_content->currentIndex() == 1 ? m_run : nullptr;
}

void HistoryPanel::takeFocus()
{
    if (RunPanel *run = shownRun())
        run->takeFocus();
    else
        m_list->takeFocus();
}

void HistoryPanel::reload()
{
    delete m_listing;
    auto *job = m_services.history();
    m_listing = job;
    job->setParent(this);
    job->then(this, [this](const Result<QList<RunSummary>> &runs) {
        if (!runs) {
            emit failed(runs.error());
            return;
        }
        m_runs = *runs;
        m_list->show(m_runs);
        if (!m_wanted.isEmpty())
            openRun(std::exchange(m_wanted, {}));
    });
    job->start();
}

void HistoryPanel::openRun(const QString &id)
{
    const auto run =
        std::find_if(m_runs.begin(), m_runs.end(), [&](const RunSummary &r) { return r.id == id; });
    if (run == m_runs.end()) {
        if (m_listing) // it may be in what is being read
            m_wanted = id;
        return;
    }
    delete m_opening;
    auto *job = m_services.readLog(id);
    m_opening = job;
    job->setParent(this);
    job->then(this, [this, summary = *run](const Result<QList<RunEvent>> &events) {
        if (events)
            showRun(summary, *events);
        else
            emit failed(events.error());
    });
    job->start();
}

void HistoryPanel::showRun(const RunSummary &run, const QList<RunEvent> &events)
{
    m_content->setCurrentIndex(1);
    QStringList title{QFileInfo(run.playbook).fileName(), run.check ? tr("Check") : tr("Run"),
                      run.started.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s)};
    if (run.byAnsible)
        title.append(tr("by ansible-playbook"));
    if (!run.limit.isEmpty())
        title.append(tr("on %1").arg(run.limit));
    m_title->setText(title.join(u" · "_s));
    m_title->setToolTip(run.playbook);
    const Look look = summaryLook(run);
    m_run->setCaption(run.isStopped && look.tone != Tone::Bad ? QString() : look.word);
    m_cutOff->hide();
    RunModel *model = m_run->run();
    model->clear();
    disconnect(model, &RunModel::settled, this, nullptr);
    connect(model, &RunModel::settled, this, [this, run] { settled(run); });
    model->add(events);
    if (run.isUnfinished() && lifeOf(run.owner) == ProcessLife::Dead)
        model->cutOff();
    if (model->isSettled())
        settled(run);
    m_run->takeFocus();
}

void HistoryPanel::setWide(bool wide)
{
    m_isWide = wide;
    fitColumns();
}

void HistoryPanel::fitColumns()
{
    MatrixView *matrix = m_run->matrix();
    const int columns = m_run->run()->columnCount();
    matrix->setWide(m_isWide || (columns > 0 && columns <= MatrixView::fewTasks));
}

void HistoryPanel::settled(const RunSummary &run)
{
    fitColumns();
    tellCutOff(run);
}

// What a run that was killed had done, and where nobody knows.
void HistoryPanel::tellCutOff(const RunSummary &run)
{
    RunModel *model = m_run->run();
    if (!run.isUnfinished() || lifeOf(run.owner) != ProcessLife::Dead || !model->isSettled())
        return;
    QStringList inside;
    QStringList failed;
    QStringList rest;
    for (int row = 0; row < model->rowCount(); ++row) {
        const RunModel::State state = model->hostState(row);
        QStringList &group = state == RunModel::CutOff                                     ? inside
                             : state == RunModel::Failed || state == RunModel::Unreachable ? failed
                                                                                           : rest;
        group.append(model->hostAt(row).name);
    }
    m_cutOff->setText(tr("The program that drove this run ended before the run did. What is shown was done; "
                         "what is blank was not begun."));
    QStringList notes;
    if (!inside.isEmpty())
        notes.append(tr("In the middle of a task: %1").arg(slurm::compressHostlist(inside)));
    if (!failed.isEmpty())
        notes.append(tr("failed before: %1").arg(slurm::compressHostlist(failed)));
    if (!rest.isEmpty())
        notes.append(tr("between two tasks: %1").arg(slurm::compressHostlist(rest)));
    m_cutOff->setNote(notes.join(u" · "_s));
    m_cutOff->show();
}

} // namespace skybro::ui
