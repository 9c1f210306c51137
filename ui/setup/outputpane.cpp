#include "ui/setup/outputpane.h"

#include "models/playbook/run/recaptext.h"
#include "ui/common/codeview.h"
#include "ui/common/iconlabel.h"
#include "ui/common/icons.h"
#include "ui/common/timetext.h"
#include "ui/setup/runlooks.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QTabBar>
#include <QToolButton>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using playbook::RunModel;

namespace {

constexpr qsizetype mostShown = 200'000; // characters; more would hold the thread that lays them out

QToolButton *button(const QString &name, const QString &text, const QString &iconName)
{
    auto *made = new QToolButton;
    made->setObjectName(name);
    made->setAccessibleName(text);
    made->setText(text);
    made->setIcon(icon(iconName));
    made->setAutoRaise(true);
    made->setFocusPolicy(Qt::TabFocus);
    return made;
}

} // namespace

OutputPane::OutputPane(RunModel *run, QWidget *parent)
    : QWidget(parent)
    , m_run(run)
    , m_sign(new IconLabel)
    , m_title(new QLabel)
    , m_facts(new QLabel)
    , m_place(button(u"setup.output.place"_s, tr("Show the task"), u"external"_s))
    , m_tabs(new QTabBar)
    , m_json(button(u"setup.output.json"_s, tr("JSON"), {}))
    , m_copy(button(u"setup.output.copy"_s, tr("Copy"), u"copy"_s))
    , m_view(new CodeView(CodeView::Numbers::None))
{
    setObjectName(u"setup.output"_s);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    QFont font = m_title->font();
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_title->setObjectName(u"setup.output.title"_s);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_facts->setObjectName(u"setup.output.facts"_s);
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    m_place->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_json->setCheckable(true);
    m_json->setToolTip(tr("The result as JSON instead of YAML"));
    m_copy->setToolTip(tr("Copies the whole text, also what is not shown"));
    m_copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_tabs->setObjectName(u"setup.output.tabs"_s);
    m_tabs->setAccessibleName(tr("What to show of the task"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setElideMode(Qt::ElideNone);
    for (const QString &title : {tr("Output"), tr("Changes"), tr("Result"), tr("Recap"), tr("Notices")})
        m_tabs->addTab(title);
    m_view->setObjectName(u"setup.output.text"_s);
    m_view->setAccessibleName(tr("Output"));

    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 8, 0);
    head->setSpacing(7);
    head->addWidget(m_sign);
    head->addWidget(m_title, 1);
    head->addWidget(m_facts);
    head->addWidget(m_place);
    auto *tabs = new QHBoxLayout;
    tabs->setContentsMargins(8, 2, 8, 0);
    tabs->setSpacing(4);
    tabs->addWidget(m_tabs, 1);
    tabs->addWidget(m_json);
    tabs->addWidget(m_copy);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addLayout(tabs);
    column->addWidget(m_view, 1);

    connect(m_tabs, &QTabBar::currentChanged, this, &OutputPane::tellText);
    connect(m_json, &QToolButton::toggled, this, &OutputPane::tellText);
    connect(m_copy, &QToolButton::clicked, this, &OutputPane::copy);
    connect(m_place, &QToolButton::clicked, this, [this] {
        if (m_cell.isValid())
            emit placeWanted(m_run->taskAt(m_cell.column()).mark);
    });
    connect(m_run, &RunModel::progressed, this, [this] {
        tellHead();
        if (tab() == RecapTab)
            tellText();
    });
    connect(m_run, &RunModel::noticed, this, [this] {
        tellTabs();
        if (tab() == NoticesTab)
            tellText();
    });
    connect(m_run, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &from, const QModelIndex &to) {
                if (m_cell.isValid() && m_cell.row() >= from.row() && m_cell.row() <= to.row() &&
                    m_cell.column() >= from.column() && m_cell.column() <= to.column())
                    render();
            });
    connect(m_run, &QAbstractItemModel::modelReset, this, [this] { showCell({}); });
    showCell({});
}

OutputPane::Tab OutputPane::tab() const
{
    return static_cast<Tab>(m_tabs->currentIndex());
}

void OutputPane::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

void OutputPane::showCell(const QModelIndex &cell)
{
    m_cell = cell;
    tellHead();
    render();
    if (cell.isValid() && tab() > ResultTab)
        m_tabs->setCurrentIndex(OutputTab);
}

void OutputPane::render()
{
    delete m_rendering;
    if (!m_cell.isValid()) {
        m_text = {};
        tellTabs();
        tellText();
        return;
    }
    auto *job = new PoolJob<OutputText>(
        [result = m_run->resultOf(m_cell)] { return Result<OutputText>(outputTextOf(result)); }, this);
    m_rendering = job;
    job->then(this, [this](const Result<OutputText> &text) {
        m_rendering.clear();
        m_text = text ? *text : OutputText();
        tellTabs();
        tellText();
    });
    job->start();
}

void OutputPane::tellHead()
{
    m_place->setVisible(m_cell.isValid() && m_run->taskAt(m_cell.column()).mark.line > 0);
    if (!m_cell.isValid()) {
        m_sign->set(u"info"_s, Tone::Quiet);
        m_title->setText(m_run->rowCount() == 0 ? QString() : tr("Choose a cell to see what its task did"));
        m_facts->clear();
        return;
    }
    const RunModel::State state = stateOf(m_cell);
    const Look look = cellLook(state);
    m_sign->set(state == RunModel::Untouched ? u"state-off"_s : look.icon, look.tone);
    const RunModel::Task &task = m_run->taskAt(m_cell.column());
    m_title->setText(u"%1 · %2"_s.arg(m_run->hostAt(m_cell.row()).name, task.title));
    m_title->setToolTip(m_title->text());
    QStringList facts{look.word};
    if (const QVariant duration = m_cell.data(RunModel::DurationRole); duration.isValid())
        facts.append(durationText(std::chrono::milliseconds(duration.toLongLong())));
    if (const QDateTime began = m_cell.data(RunModel::StartedRole).toDateTime(); began.isValid())
        facts.append(began.toLocalTime().toString(u"HH:mm:ss"_s));
    if (const QString other = m_cell.data(RunModel::DelegatedRole).toString(); !other.isEmpty())
        facts.append(tr("on %1").arg(other));
    m_facts->setText(facts.join(u" · "_s));
    m_place->setText(u"%1:%2"_s.arg(QFileInfo(task.mark.file).fileName()).arg(task.mark.line));
    m_place->setAccessibleName(tr("Show the task in %1").arg(m_place->text()));
}

void OutputPane::tellTabs()
{
    m_tabs->setTabEnabled(DiffTab, !m_text.diff.isEmpty());
    m_tabs->setTabEnabled(ResultTab, !m_text.yaml.isEmpty());
    const auto notices = m_run->notices().size();
    m_tabs->setTabText(NoticesTab, notices == 0 ? tr("Notices") : tr("Notices %1").arg(notices));
    m_tabs->setTabEnabled(NoticesTab, notices > 0);
}

QString OutputPane::text() const
{
    switch (tab()) {
    case OutputTab:
        return m_text.output;
    case DiffTab:
        return m_text.diff;
    case ResultTab:
        return m_json->isChecked() ? m_text.json : m_text.yaml;
    case RecapTab:
        return recapText();
    case NoticesTab:
        break;
    }
    return noticesText();
}

QString OutputPane::recapText() const
{
    return playbook::recapLines(m_run->recap()).join(u'\n');
}

QString OutputPane::noticesText() const
{
    QStringList lines;
    for (const RunModel::Notice &notice : m_run->notices()) {
        const QString time = notice.time.toLocalTime().toString(u"HH:mm:ss"_s);
        lines.append(notice.host.isEmpty() ? u"%1  %2"_s.arg(time, notice.text)
                                           : u"%1  %2: %3"_s.arg(time, notice.host, notice.text));
    }
    return lines.join(u'\n');
}

void OutputPane::tellText()
{
    m_json->setVisible(tab() == ResultTab);
    QString shown = text();
    m_copy->setEnabled(!shown.isEmpty());
    if (shown.size() > mostShown) {
        const qsizetype more = shown.size() - mostShown;
        shown.truncate(mostShown);
        shown += u'\n' + sectionHeading(tr("%1 more characters; Copy takes them all").arg(more));
    }
    if (shown.isEmpty() && tab() == OutputTab && m_cell.isValid() && !m_rendering) {
        const RunModel::State state = stateOf(m_cell);
        shown = sectionHeading(state == RunModel::Untouched ? tr("not begun, or not for this host")
                               : state == RunModel::Running ? tr("under way")
                                                            : tr("it said nothing"));
    }
    using Syntax = TextHighlighter::Syntax;
    const Tab which = tab();
    // Messages are prose; a diff and the recap are tables.
    m_view->setLineWrapMode(which == DiffTab || which == RecapTab ? QPlainTextEdit::NoWrap
                                                                  : QPlainTextEdit::WidgetWidth);
    m_view->setText(shown, which == DiffTab     ? Syntax::Diff
                           : which == ResultTab ? Syntax::Yaml
                           : which == OutputTab ? Syntax::Output
                                                : Syntax::Plain);
}

void OutputPane::copy() const
{
    QGuiApplication::clipboard()->setText(text());
}

void OutputPane::takeFocus()
{
    m_view->setFocus(Qt::OtherFocusReason);
}

} // namespace skybro::ui
