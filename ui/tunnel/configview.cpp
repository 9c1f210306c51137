#include "ui/tunnel/configview.h"

#include "ui/common/actions.h"
#include "ui/common/codeview.h"
#include "ui/common/emptystate.h"
#include "ui/common/iconlabel.h"
#include "ui/common/tonelabel.h"
#include "ui/common/toolbutton.h"
#include "ui/tunnel/configtexts.h"
#include "ui/tunnel/takeback.h"
#include "ui/tunnel/workstrip.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QStackedLayout>
#include <QToolButton>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using tunnel::TunnelPlan;

ConfigView::ConfigView(TunnelServices services, WorkStrip *strip, Actions *actions, QWidget *parent)
    : QWidget(parent)
    , m_services(std::move(services))
    , m_strip(strip)
    , m_takeBack(new TakeBack(m_services, strip, this))
    , m_icon(new IconLabel)
    , m_summary(new QLabel)
    , m_remarks(new ToneLabel(Tone::Warning))
    , m_newKey(new QCheckBox(tr("Another key")))
    , m_gatewayOnly(new QCheckBox(tr("The gateway only")))
    , m_empty(new EmptyState)
    , m_diff(new CodeView(CodeView::Numbers::None))
{
    makeActions(actions);
    m_empty->setObjectName(u"tunnel.config.empty"_s);
    m_diff->setObjectName(u"tunnel.config.diff"_s);
    m_diff->setAccessibleName(tr("What would be changed"));
    m_remarks->setObjectName(u"tunnel.config.remarks"_s);
    m_remarks->setWordWrap(true);
    auto *content = new QWidget;
    m_content = new QStackedLayout(content);
    m_content->addWidget(m_empty);
    m_content->addWidget(m_diff);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 0);
    column->setSpacing(6);
    column->addWidget(makeHead());
    column->addWidget(m_remarks);
    column->addWidget(content, 1);

    connect(m_strip, &WorkStrip::busyChanged, this, &ConfigView::tell);
    for (QCheckBox *box : {m_newKey, m_gatewayOnly})
        connect(box, &QCheckBox::toggled, this, &ConfigView::startComparing);
    connect(m_takeBack, &TakeBack::planned, this, [this](const QString &summary, const QByteArrayList &diff) {
        m_isTakingBack = true;
        m_icon->set(u"warning"_s, Tone::Warning);
        m_summary->setText(summary);
        m_remarks->hide();
        showDiff(diff);
        m_content->setCurrentWidget(m_diff);
    });
    connect(m_takeBack, &TakeBack::ended, this, [this] {
        m_isTakingBack = false;
        compareAgain();
    });
    tell();
}

ConfigView::~ConfigView()
{
    for (Job *job : {m_question.data(), static_cast<Job *>(m_change.data())}) {
        if (job) {
            job->disconnect(this);
            job->cancel(); // so that it is journaled
            delete job;
        }
    }
}

void ConfigView::makeActions(Actions *actions)
{
    m_compare = actions->add({.id = u"tunnel.config.compare"_s,
                              .text = tr("Compare"),
                              .hint = tr("Compares both ends with the site file; changes nothing"),
                              .icon = u"refresh"_s,
                              .shortcut = QKeySequence(u"Ctrl+D"_s)},
                             this, [this] {
                                 m_strip->clearError(); // of a change that is over
                                 startComparing();
                             });
    m_apply = actions->add({.id = u"tunnel.config.apply"_s,
                            .text = tr("Apply…"),
                            .hint = tr("Sets both ends as the site file has them, and takes that back by "
                                       "itself when no traffic passes"),
                            .icon = u"check"_s,
                            .shortcut = QKeySequence(u"Ctrl+Return"_s)},
                           this, [this] { askToApply(); });
    m_rollBack = actions->add({.id = u"tunnel.config.rollback"_s,
                               .text = tr("Take back…"),
                               .hint = tr("Gives back what was there before the last change"),
                               .icon = u"undo"_s,
                               .shortcut = QKeySequence(u"Ctrl+Shift+Z"_s)},
                              this, [this] { m_takeBack->start(wishes()); });
    m_rules =
        actions->add({.id = u"tunnel.config.rules"_s,
                      .text = tr("Firewall, routes"),
                      .hint = tr("Commands for the gateway's firewall and for the hosts at home, instead "
                                 "of the changes"),
                      .icon = u"terminal"_s,
                      .shortcut = QKeySequence(u"Ctrl+Shift+F"_s)},
                     this, [this] { tell(); });
    m_rules->setCheckable(true);
}

QWidget *ConfigView::makeHead()
{
    m_summary->setObjectName(u"tunnel.config.summary"_s);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_newKey->setObjectName(u"tunnel.config.newkey"_s);
    m_newKey->setToolTip(tr("Makes a pre-shared key from 32 random bytes for both ends, and keeps it where "
                            "secrets are kept"));
    m_gatewayOnly->setObjectName(u"tunnel.config.gatewayonly"_s);
    m_gatewayOnly->setToolTip(tr("Azure's end is neither asked nor changed"));
    auto *controls = new QHBoxLayout;
    controls->setSpacing(8);
    controls->addWidget(m_newKey);
    controls->addWidget(m_gatewayOnly);
    controls->addStretch(1);
    for (QAction *action : {m_compare, m_rollBack, m_apply})
        controls->addWidget(toolButton(action));
    auto *words = new QHBoxLayout;
    words->setSpacing(8);
    words->addWidget(m_icon);
    words->addWidget(m_summary, 1);
    words->addWidget(toolButton(m_rules));
    auto *head = new QWidget;
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(controls);
    column->addLayout(words);
    return head;
}

void ConfigView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    // What stands there was true when it was asked: others may have changed an end since.
    constexpr qint64 holds = 60; // s
    const bool isOld = !m_compared.isValid() || m_compared.secsTo(m_services.clock()) > holds;
    if (isOld && !m_question && !m_strip->isBusy() && !m_strip->isAsking() && !m_isTakingBack)
        startComparing();
}

void ConfigView::compare(bool newKey)
{
    if (m_newKey->isChecked() == newKey)
        startComparing();
    else
        m_newKey->setChecked(newKey); // compares
}

void ConfigView::refresh()
{
    if (m_plan || m_problem)
        startComparing();
}

ConfigWishes ConfigView::wishes() const
{
    return {.newKey = m_newKey->isChecked(), .gatewayOnly = m_gatewayOnly->isChecked()};
}

void ConfigView::startComparing()
{
    if (!config().plan || m_strip->isBusy())
        return;
    if (m_question) {
        m_question->disconnect(this);
        delete m_question;
    }
    m_plan.reset();
    m_problem.reset();
    m_rules->setChecked(false); // who compares wants to see what differs
    const Result<tunnel::SettleTunnelJob *> job = config().settle(wishes());
    if (!job)
        return planned(std::unexpected(job.error()));
    m_question = *job;
    connect(*job, &tunnel::SettleTunnelJob::settling, this,
            [this] { m_summary->setText(tr("A change that was interrupted is brought to its end…")); });
    (*job)->then(this, [this](const Result<QList<tunnel::SettledChange>> &settled) {
        m_question.clear();
        if (!settled)
            return planned(std::unexpected(settled.error()));
        if (!settled->isEmpty())
            m_strip->say(settledText(settled->constLast()));
        plan();
    });
    (*job)->start();
    tell();
}

void ConfigView::plan()
{
    const Result<tunnel::PlanTunnelJob *> job = config().plan(wishes());
    if (!job)
        return planned(std::unexpected(job.error()));
    m_question = *job;
    connect(*job, &Job::finished, this, [this, job = *job] { planned(job->takeResult()); });
    (*job)->start();
    tell();
}

void ConfigView::planned(Result<TunnelPlan> plan)
{
    m_question.clear();
    m_compared = m_services.clock();
    if (plan)
        m_plan = std::move(*plan);
    else
        m_problem = plan.error();
    tell();
}

void ConfigView::tell()
{
    const bool canAsk = config().plan && !m_strip->isBusy();
    const bool isFree = canAsk && !m_question;
    const bool isThere = m_plan && !m_plan->isEmpty();
    const bool isProvable = config().witnesses && !config().witnesses().isEmpty();
    const QString busy = config().obstacle.isEmpty() ? tr("Something is under way") : config().obstacle;
    // What asks stays enabled while it is asked: else the keyboard's focus would be lost with it.
    setAvailable(m_compare, canAsk, busy);
    for (QCheckBox *box : {m_newKey, m_gatewayOnly})
        box->setEnabled(canAsk);
    setAvailable(m_rollBack, isFree, busy);
    setAvailable(m_apply, isFree && isThere && isProvable,
                 !isFree   ? busy
                 : !m_plan ? tr("Both ends must be compared first")
                 : isThere ? tr("There is no running node whose answer would prove that traffic passes")
                 : m_plan->isIdle()
                     ? tr("The files need no change: what the page says above brings them into force")
                     : tr("There is nothing to change"));
    setAvailable(m_rules, m_plan.has_value(), tr("Both ends must be compared first"));
    if (m_isTakingBack)
        return;

    const QStringList remarks = m_plan ? planRemarks(*m_plan, m_services.gateway) : QStringList();
    m_remarks->setText(remarks.join(u'\n'));
    m_remarks->setVisible(!remarks.isEmpty());
    m_icon->setVisible(m_plan || m_problem);
    const bool isGood = m_plan && m_plan->isEmpty() && !m_plan->isIdle() && m_plan->loadedOtherwise.isEmpty();
    m_icon->set(isGood ? u"check"_s : u"warning"_s, isGood ? Tone::Good : Tone::Warning);
    if (m_change)
        m_summary->setText(tr("The tunnel is being changed…"));
    else if (m_question)
        m_summary->setText(tr("Both ends are being asked…"));
    else if (m_problem) // the whole of it may be out of sight in a small window
        m_summary->setText(tr("The ends could not be compared"));
    else
        m_summary->setText(m_plan ? planSummary(*m_plan) : QString());
    const bool showsRules = m_plan && m_rules->isChecked();
    if (showsRules)
        m_diff->setText(rulesText(*m_plan, m_services.gateway), TextHighlighter::Syntax::Output);
    else if (isThere)
        showDiff(diff(*m_plan));
    else
        tellEmpty();
    // While it is brought into force, what is changed stays in sight.
    m_content->setCurrentWidget(showsRules || isThere || m_change ? static_cast<QWidget *>(m_diff) : m_empty);
}

void ConfigView::showDiff(const QByteArrayList &lines)
{
    m_diff->setText(QString::fromUtf8(lines.join('\n')), TextHighlighter::Syntax::Diff);
}

void ConfigView::tellEmpty()
{
    if (!config().plan)
        return m_empty->set(u"tunnel"_s, tr("Nothing can be changed from here"), config().obstacle);
    if (m_problem)
        return m_empty->set(u"warning"_s, tr("The ends could not be compared"),
                            m_problem->detail.isEmpty() ? m_problem->text
                                                        : m_problem->text + u"\n\n"_s + m_problem->detail);
    if (m_plan)
        return m_empty->set(
            m_plan->isIdle() ? u"tunnel"_s : u"check"_s, tr("Nothing to change"),
            tr("The files on %1 and Azure's connection say what %2 says. To change them, write what you want "
               "into its sections “gateway” and “tunnel”, and compare again.")
                .arg(m_services.gateway, m_services.siteFile));
    m_empty->set(u"tunnel"_s, tr("Asking both ends"),
                 tr("%1 and Azure are asked how they are set up. Nothing is changed by that.")
                     .arg(m_services.gateway));
}

void ConfigView::askToApply()
{
    if (!m_plan || m_strip->isBusy() || isStale())
        return;
    m_rules->setChecked(false); // what is asked about is in sight
    m_strip->ask(tr("Set up both ends of the tunnel anew?"),
                 applyConsequence(*m_plan, config().witnesses(), tunnel::ApplyTunnelOptions{}.within),
                 tr("Apply"), [this] { apply(); });
}

/// What is in sight, and would be applied, is not what the site file says by now: told, and all stays as it
/// is.
bool ConfigView::isStale()
{
    const Result<void> same = config().checkSite ? config().checkSite() : Result<void>();
    if (!same)
        m_strip->fail(same.error(), [this] { startComparing(); });
    return !same;
}

void ConfigView::apply()
{
    if (!m_plan || isStale()) // it may have been asked an hour ago
        return;
    m_change = config().apply(std::move(*m_plan));
    m_plan.reset();
    connect(m_change, &tunnel::ApplyConfigJob::stepped, this, &ConfigView::stepped);
    connect(m_change, &tunnel::ApplyConfigJob::progressChanged, m_strip, &WorkStrip::sayPercent);
    m_change->then(this, [this](const Result<tunnel::ApplyOutcome> &outcome) { applied(outcome); });
    m_strip->begin(m_change, tr("Changing the tunnel…"));
    m_strip->setWayOut(tr("Take it back"), [this] {
        m_strip->say(tr("Taking it back…"));
        if (m_change)
            m_change->giveUp();
    });
    m_change->start();
}

void ConfigView::stepped(tunnel::ApplyStep step)
{
    m_strip->say(tr("Changing the tunnel: %1…").arg(applyStepText(step)));
}

void ConfigView::applied(const Result<tunnel::ApplyOutcome> &outcome)
{
    m_change.clear();
    m_strip->end();
    const bool newKey = m_newKey->isChecked();
    if (!outcome && outcome.error().kind == ErrorKind::Cancelled) {
        m_strip->say(outcome.error().text); // it was asked for
    } else if (!outcome) {
        m_strip->fail(outcome.error(), [this, newKey] { compare(newKey); });
    } else if (outcome->afterwards) {
        Error error = *outcome->afterwards;
        error.text = tr("The change is in force, but its key could not be kept: %1").arg(error.text);
        m_strip->fail(error, [this] { startComparing(); });
    } else {
        m_strip->say(
            tr("Applied: traffic passed %1 s after the gateway had taken the change.")
                .arg(QLocale().toString(static_cast<double>(outcome->passedAfter.count()) / 1000, 'f', 1)));
    }
    compareAgain();
}

/// What is there now; another key is not made twice.
void ConfigView::compareAgain()
{
    m_services.monitor->refresh();
    compare(false);
}

} // namespace skybro::ui
