#include "ui/setup/runpanel.h"

#include "ui/common/emptystate.h"
#include "ui/common/iconlabel.h"
#include "ui/common/line.h"
#include "ui/common/timetext.h"
#include "ui/setup/matrixview.h"
#include "ui/setup/outputpane.h"
#include "ui/setup/runlooks.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QStackedLayout>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using playbook::RunModel;

RunPanel::RunPanel(QWidget *parent)
    : QWidget(parent)
    , m_matrix(new MatrixView(&m_run))
    , m_output(new OutputPane(&m_run))
    , m_empty(new EmptyState)
    , m_content(nullptr)
    , m_splitter(new QSplitter(Qt::Vertical))
    , m_sign(new IconLabel)
    , m_progress(new QLabel)
{
    m_empty->setObjectName(u"setup.run.empty"_s);
    m_splitter->addWidget(m_matrix);
    m_splitter->addWidget(m_output);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_matrix->setMinimumHeight(120);
    m_output->setMinimumHeight(110);
    m_progress->setObjectName(u"setup.progress"_s);
    m_progress->setTextFormat(Qt::PlainText);
    m_progress->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    auto *strip = new QHBoxLayout;
    strip->setContentsMargins(12, 5, 12, 5);
    strip->setSpacing(7);
    strip->addWidget(m_sign);
    strip->addWidget(m_progress, 1);
    auto *whole = new QWidget;
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(strip);
    column->addWidget(new Line);
    column->addWidget(m_splitter, 1);
    m_content = new QStackedLayout(this);
    m_content->addWidget(m_empty);
    m_content->addWidget(whole);

    connect(m_matrix, &MatrixView::currentCellChanged, this,
            [this] { m_output->showCell(m_matrix->currentCell()); });
    connect(m_matrix, &MatrixView::cellActivated, m_output, &OutputPane::takeFocus);
    connect(m_output, &OutputPane::placeWanted, this, &RunPanel::placeWanted);
    connect(&m_run, &RunModel::progressed, this, &RunPanel::tell);
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &RunPanel::tell);
    tell();
}

RunPanel::~RunPanel()
{
    delete m_splitter; // the views go before the run that they look at
}

void RunPanel::setCaption(const QString &caption)
{
    m_caption = caption;
    tell();
}

QString RunPanel::progressText() const
{
    return m_progress->text();
}

void RunPanel::tell()
{
    const bool began = m_run.started().isValid();
    m_content->setCurrentIndex(began ? 1 : 0);
    const bool runs = began && !m_run.ended().isValid() && !m_run.wasCutOff();
    if (!runs)
        m_tick.stop();
    else if (!m_tick.isActive())
        m_tick.start();
    if (!began)
        return;
    QStringList parts;
    if (!m_caption.isEmpty())
        parts.append(m_caption);
    if (m_run.wasStopped())
        parts.append(parts.isEmpty() ? tr("Stopped") : tr("stopped"));
    parts.append(tr("%n host(s)", nullptr, m_run.rowCount()));
    parts.append(tr("%n task(s)", nullptr, m_run.columnCount()));
    for (const RunModel::State state :
         {RunModel::Running, RunModel::Ok, RunModel::Changed, RunModel::Skipped, RunModel::Failed,
          RunModel::Ignored, RunModel::Unreachable, RunModel::CutOff}) {
        if (const int count = m_run.count(state); count > 0)
            parts.append(u"%1 %2"_s.arg(count).arg(cellLook(state).word.toLower()));
    }
    const QDateTime end = m_run.ended().isValid() ? m_run.ended() : QDateTime::currentDateTimeUtc();
    if (!m_run.wasCutOff())
        parts.append(clockText(std::chrono::milliseconds(m_run.started().msecsTo(end))));
    m_progress->setText(parts.join(u" · "_s));
    m_progress->setToolTip(m_progress->text());
    if (runs)
        m_sign->set(u"state-busy"_s, Tone::Busy);
    else if (m_run.wasCutOff())
        m_sign->set(u"cutoff"_s, Tone::Warning);
    else if (!m_run.troubled().isEmpty())
        m_sign->set(u"error"_s, Tone::Bad);
    else if (m_run.wasStopped())
        m_sign->set(u"cutoff"_s, Tone::Warning);
    else
        m_sign->set(u"done"_s, Tone::Good);
}

void RunPanel::takeFocus()
{
    m_matrix->setFocus(Qt::OtherFocusReason);
}

} // namespace skybro::ui
