#include "models/tunnel/config/applyconfigjob.h"

#include "models/tunnel/config/azurechange.h"
#include "models/tunnel/doctor/finding.h"

#include <QUuid>

#include <algorithm>
#include <array>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto scriptDeadline = 60s;
constexpr auto switchDeadline = 120s; // it brings the connection up, and may start the daemon
constexpr auto slack = 30s;           // the gateway waits so much longer than we do, before it acts by itself
constexpr auto azureDeadline = 30min;

Error busy()
{
    Error error = makeError(ErrorKind::Conflict, ApplyConfigJob::tr("Another change of the gateway's "
                                                                    "configuration is under way."));
    error.code = u"busy"_s;
    return error;
}

/// What the daemon said as it brought the connection up, in the doctor's words; empty: nothing that tells.
QString reasonIn(const QString &said, const QString &connection, const QString &gateway)
{
    constexpr std::array faults{
        std::pair(LogKind::IdRefused, FaultKind::WrongId),
        std::pair(LogKind::AuthenticationFailed, FaultKind::WrongKey),
        std::pair(LogKind::NoKeyHere, FaultKind::NoKeyHere),
        std::pair(LogKind::IkeProposalRefused, FaultKind::IkeProposals),
        std::pair(LogKind::GroupRefused, FaultKind::IkeProposals),
        std::pair(LogKind::ChildProposalRefused, FaultKind::EspProposals),
        std::pair(LogKind::SelectorsRefused, FaultKind::Selectors),
        std::pair(LogKind::NoAnswer, FaultKind::NoAnswer),
        std::pair(LogKind::Retransmitting, FaultKind::NoAnswer),
    };
    const QList<LogFinding> lines = readIpsecLog(said, {});
    if (std::ranges::find(lines, LogKind::Established, &LogFinding::kind) != lines.end())
        return {}; // it came up: what it said before is not why nothing passes
    for (const auto &[word, fault] : faults) {
        Evidence evidence;
        evidence.connection = connection;
        evidence.gateway = gateway;
        if (std::ranges::find(lines, word, &LogFinding::kind) != lines.end())
            return u' ' + sentenceFor(fault, evidence);
    }
    return {};
}

/// "FILE: No space left on device": the end of "cp: error writing 'FILE': No space left on device".
QString aboutFailed(const ChangeReport &report)
{
    const QString reason = report.detail.section(u'\n', -1).section(u": "_s, -1);
    return reason.isEmpty() ? report.about : report.about + u": "_s + reason;
}

} // namespace

Result<void> noChangeUnderWay(const Journal *journal, const QString &site)
{
    const QList<Operation> unfinished = journal ? journal->unfinished(site) : QList<Operation>();
    if (std::ranges::find(unfinished, applyOperation, &Operation::kind) != unfinished.end())
        return std::unexpected(busy());
    return {};
}

QString toWord(ApplyStep step)
{
    switch (step) {
    case ApplyStep::Preparing:
        return u"preparing"_s;
    case ApplyStep::ChangingAzure:
        return u"changing-azure"_s;
    case ApplyStep::Switching:
        return u"switching"_s;
    case ApplyStep::Probing:
        return u"probing"_s;
    case ApplyStep::Confirming:
        return u"confirming"_s;
    case ApplyStep::RollingBack:
        return u"rolling-back"_s;
    }
    Q_UNREACHABLE();
}

QString applyStepText(ApplyStep step)
{
    switch (step) {
    case ApplyStep::Preparing:
        return ApplyConfigJob::tr("the gateway checks the new configuration");
    case ApplyStep::ChangingAzure:
        return ApplyConfigJob::tr("what Azure has is kept in the keychain, and its connection is set");
    case ApplyStep::Switching:
        return ApplyConfigJob::tr("the gateway takes the new configuration");
    case ApplyStep::Probing:
        return ApplyConfigJob::tr("waiting for traffic to pass");
    case ApplyStep::Confirming:
        return ApplyConfigJob::tr("traffic passes; the gateway is told to keep it");
    case ApplyStep::RollingBack:
        return ApplyConfigJob::tr("putting back what was there");
    }
    Q_UNREACHABLE();
}

ApplyConfigJob::ApplyConfigJob(ApplyParts parts, QObject *parent)
    : JobOf<ApplyOutcome>(parent)
    , m_parts(std::move(parts))
{
    m_change.id = m_parts.id.isEmpty() ? QUuid::createUuid().toString(QUuid::WithoutBraces) : m_parts.id;
    m_change.bothEnds = m_parts.changeAzure != nullptr;
    m_change.name = m_parts.plan.wanted.name;
    m_change.patience = m_parts.within + slack;
    m_operation.id = m_change.id;
    m_operation.batch = m_change.id;
    m_operation.site = m_parts.site;
    m_operation.kind = applyOperation;
    m_operation.target = m_parts.gatewayName;
    m_operation.targetName = m_change.name;
    m_outcome.id = m_change.id;
    m_pause.setSingleShot(true);
    setDeadline(2 * m_change.patience + 4 * switchDeadline +
                (m_parts.changeAzure ? 2 * azureDeadline : 0min));
}

ApplyConfigJob::~ApplyConfigJob()
{
    if (m_job) {
        m_job->disconnect(this);
        m_job->cancel();
    }
}

void ApplyConfigJob::begin()
{
    if (const Result<void> free = noChangeUnderWay(m_parts.journal, m_parts.site); !free)
        return finish(std::unexpected(free.error()));
    if (m_parts.journal) {
        m_operation.step = toWord(ApplyStep::Preparing);
        if (const Result<void> added = m_parts.journal->add({m_operation}); !added)
            return finish(std::unexpected(added.error()));
    }
    enter(ApplyStep::Preparing);
    run(prepareScript(m_change, m_parts.plan), scriptDeadline, &ApplyConfigJob::prepared);
}

void ApplyConfigJob::abort()
{
    m_pause.stop();
    if (m_job) {
        m_job->disconnect(this);
        m_job->cancel();
    }
    const bool isInForce = m_gatewayMayBeNew || m_azureChanged;
    journal(isInForce ? OperationState::Unknown : OperationState::Cancelled,
            u"given up while "_s + toWord(m_step));
}

void ApplyConfigJob::run(const QByteArray &script, std::chrono::seconds deadline, Report next)
{
    ScriptJob *job = m_parts.gateway(script);
    m_job = job;
    job->setDeadline(deadline);
    job->then(this,
              [this, next](const Result<ssh::ExecResult> &result) { (this->*next)(changeReport(result)); });
    job->start();
}

void ApplyConfigJob::runSoon(void (ApplyConfigJob::*next)())
{
    m_pause.disconnect();
    connect(&m_pause, &QTimer::timeout, this, next);
    m_pause.start(m_parts.pause);
}

void ApplyConfigJob::enter(ApplyStep step)
{
    m_step = step;
    journal(OperationState::Running, toWord(step));
    emit stepped(step);
}

void ApplyConfigJob::journal(OperationState state, const QString &step, const std::optional<Error> &error)
{
    if (!m_parts.journal)
        return;
    m_operation.state = state;
    m_operation.step = step;
    m_operation.error = error;
    (void)m_parts.journal->update(m_operation); // what is under way goes on without it
}

Error ApplyConfigJob::errorOf(const ChangeReport &report) const
{
    const auto error = [&](ErrorKind kind, const QString &text) {
        Error made = makeError(kind, text, report.detail);
        made.code = report.word;
        return made;
    };
    if (report.word == "refused"_L1)
        return error(ErrorKind::Invalid, tr("The gateway's Libreswan does not take “%1”: %2")
                                             .arg(report.about, report.detail.section(u'\n', -1)));
    if (report.word == "syntax"_L1)
        return error(ErrorKind::Invalid, tr("The gateway's Libreswan cannot read %1: %2")
                                             .arg(report.about, report.detail.section(u'\n', -1)));
    if (report.word == "changed"_L1)
        return error(ErrorKind::Conflict,
                     tr("%1 on the gateway was changed by somebody else meanwhile.").arg(report.about));
    if (report.word == "busy"_L1)
        return busy();
    if (report.word == "none"_L1)
        return error(ErrorKind::Conflict, tr("The gateway does not know of this change any more."));
    return error(ErrorKind::Server,
                 report.about.isEmpty()
                     ? tr("The gateway could not be configured.")
                     : tr("The gateway could not be configured: %1.").arg(aboutFailed(report)));
}

void ApplyConfigJob::prepared(const Result<ChangeReport> &report)
{
    if (!report)
        return end(report.error());
    if (report->word != "prepared"_L1)
        return end(errorOf(*report));
    m_isPrepared = true;
    if (m_isGivenUp)
        return rollBack(makeError(ErrorKind::Cancelled, tr("The change was given up.")));
    if (m_parts.changeAzure)
        changeAzure();
    else
        switchGateway();
}

void ApplyConfigJob::changeAzure()
{
    enter(ApplyStep::ChangingAzure);
    JobOf<void> *job = m_parts.changeAzure();
    m_job = job;
    m_azureChanged = true; // or may be
    job->setDeadline(azureDeadline);
    tellProgress(job);
    job->then(this, [this](const Result<void> &result) {
        if (!result)
            return rollBack(result.error());
        if (m_isGivenUp)
            return rollBack(makeError(ErrorKind::Cancelled, tr("The change was given up.")));
        switchGateway();
    });
    job->start();
}

void ApplyConfigJob::tellProgress(Job *azure)
{
    if (auto *job = qobject_cast<AzureJob *>(azure))
        connect(job, &AzureJob::progressChanged, this, &ApplyConfigJob::progressChanged);
}

void ApplyConfigJob::switchGateway()
{
    enter(ApplyStep::Switching);
    m_gatewayMayBeNew = true;
    m_sinceSwitch.start();
    run(switchScript(m_change), switchDeadline, &ApplyConfigJob::switched);
}

void ApplyConfigJob::switched(const Result<ChangeReport> &report)
{
    if (!report)
        return rollBack(report.error());
    if (report->word == "stuck"_L1) {
        m_why = makeError(ErrorKind::Server, tr("The gateway could not be configured."), report->detail);
        enter(ApplyStep::RollingBack);
        return stuck(*report);
    }
    if (report->word != "switched"_L1) {
        m_gatewayMayBeNew = false; // it has put its files back already
        m_isPrepared = false;
        return rollBack(errorOf(*report));
    }
    m_upDetail = report->detail;
    if (m_isGivenUp)
        return rollBack(makeError(ErrorKind::Cancelled, tr("The change was given up.")));
    enter(ApplyStep::Probing);
    probe();
}

void ApplyConfigJob::probe()
{
    JobOf<bool> *job = m_parts.passes();
    m_job = job;
    job->then(this, [this](const Result<bool> &passes) {
        if (passes && *passes) {
            m_outcome.passedAfter = std::chrono::milliseconds(m_sinceSwitch.elapsed());
            return confirm();
        }
        tryAgain([&] {
            return notInTime(u"no-traffic"_s,
                             tr("Traffic did not pass within %n second(s).", nullptr,
                                static_cast<int>(m_parts.within.count())),
                             passes ? QString() : u'\n' + passes.error().text);
        });
    });
    job->start();
}

Error ApplyConfigJob::notInTime(const QString &code, const QString &text, const QString &detail) const
{
    Error error =
        makeError(ErrorKind::TimedOut, text + reasonIn(m_upDetail, m_change.name, m_parts.gatewayName),
                  m_upDetail + detail);
    error.code = code;
    return error;
}

/// From the probe on, unless its time is over.
void ApplyConfigJob::tryAgain(const std::function<Error()> &whyNot)
{
    if (m_isGivenUp)
        return rollBack(makeError(ErrorKind::Cancelled, tr("The change was given up.")));
    if (std::chrono::milliseconds(m_sinceSwitch.elapsed()) < m_parts.within)
        return runSoon(&ApplyConfigJob::probe);
    rollBack(whyNot());
}

void ApplyConfigJob::confirm()
{
    // One that is down is asked for with each probe: that is part of the waiting.
    if (m_step != ApplyStep::Confirming && !m_isAnsweredByOther)
        enter(ApplyStep::Confirming);
    m_mayBeConfirmed = true;
    run(confirmScript(m_change), scriptDeadline, &ApplyConfigJob::confirmed);
}

void ApplyConfigJob::confirmed(const Result<ChangeReport> &report)
{
    if (report && report->word == "confirmed"_L1)
        return afterwards();
    if (report && report->word == "down"_L1) {
        m_mayBeConfirmed = false;
        m_isAnsweredByOther = true;
        if (m_step != ApplyStep::Probing)
            enter(ApplyStep::Probing);
        return tryAgain([this] {
            return notInTime(u"not-up"_s,
                             tr("“%1” did not come up within %n second(s): what answered came another way, "
                                "as by another connection to the same networks.",
                                nullptr, static_cast<int>(m_parts.within.count()))
                                 .arg(m_change.name),
                             {});
        });
    }
    // It may have gone through and the answer been lost; asking again does no harm. Only when the gateway
    // must have acted by itself is it over.
    if (!report && std::chrono::milliseconds(m_sinceSwitch.elapsed()) < m_change.patience)
        return runSoon(&ApplyConfigJob::confirm);
    Error error =
        report ? makeError(ErrorKind::TimedOut, tr("Traffic passed, but the gateway was told so too late."))
               : report.error();
    rollBack(std::move(error));
}

void ApplyConfigJob::afterwards()
{
    if (m_parts.afterwards.isEmpty()) {
        journal(OperationState::Succeeded, u"confirmed"_s);
        return finish(m_outcome);
    }
    Job *job = m_parts.afterwards.takeFirst()();
    m_job = job;
    connect(job, &Job::finished, this, [this, job] {
        if (job->error() && !m_outcome.afterwards)
            m_outcome.afterwards = job->error();
        afterwards();
    });
    job->start();
}

void ApplyConfigJob::giveUp()
{
    m_isGivenUp = true;
    if (m_step != ApplyStep::Probing)
        return; // at the end of what is under way
    m_pause.stop();
    if (m_job) {
        m_job->disconnect(this);
        m_job->cancel();
    }
    rollBack(makeError(ErrorKind::Cancelled, tr("The change was given up.")));
}

void ApplyConfigJob::rollBack(Error why)
{
    m_why = std::move(why);
    enter(ApplyStep::RollingBack);
    if (m_isPrepared) // or switched: the new files go, too
        restore();
    else
        undoAzure();
}

void ApplyConfigJob::restore()
{
    run(restoreScript(m_change), switchDeadline, &ApplyConfigJob::restored);
}

void ApplyConfigJob::restored(const Result<ChangeReport> &report)
{
    // "none": the switch never began there.
    if (report && (report->word == "restored"_L1 || report->word == "none"_L1)) {
        m_gatewayMayBeNew = false;
        return undoAzure();
    }
    if (report && report->word == "stuck"_L1)
        return stuck(*report);
    if (m_gatewayMayBeNew && std::chrono::milliseconds(m_sinceSwitch.elapsed()) < m_change.patience)
        return runSoon(&ApplyConfigJob::restore);
    if (!m_mayBeConfirmed || !m_gatewayMayBeNew)
        return undoAzure();
    // It may keep the change, and then Azure's end must stay as well.
    Error error = m_why;
    error.kind = ErrorKind::Network;
    error.code = u"unclear"_s;
    error.text +=
        u' ' + tr("The gateway cannot be reached, and whether it keeps the change is not known: the "
                  "next command will ask it, and make Azure's end match.");
    end(std::move(error));
}

/// Azure's end stays as the change made it, and what it had is kept: once the gateway can, both are put back.
void ApplyConfigJob::stuck(const ChangeReport &report)
{
    Error error = m_why;
    error.kind = ErrorKind::Server;
    error.code = report.word;
    error.text +=
        u' ' + tr("The gateway could not put back what it had: %1. Take the change back once that is "
                  "mended.")
                   .arg(aboutFailed(report));
    end(std::move(error));
}

void ApplyConfigJob::undoAzure()
{
    const auto done = [this](const std::optional<Error> &undone) {
        Error error = m_why;
        const bool isCertain = !m_gatewayMayBeNew;
        if (!isCertain) {
            error.kind = ErrorKind::Network;
            error.code = u"rolls-back"_s;
        }
        const bool isBothEnds = m_azureChanged && m_parts.undoAzure && !undone;
        if (!isCertain)
            error.text +=
                u' ' + tr("The gateway cannot be reached; it puts back its earlier configuration by itself, "
                          "%n second(s) after the change.",
                          nullptr, static_cast<int>(m_change.patience.count()));
        else
            error.text += u' ' + (isBothEnds ? tr("Both ends have their earlier configuration.")
                                             : tr("The gateway has its earlier configuration."));
        if (undone)
            error.text += u' ' + tr("Azure's connection could not be put back: %1").arg(undone->text);
        end(std::move(error));
    };
    if (!m_azureChanged || !m_parts.undoAzure)
        return done({});
    JobOf<void> *job = m_parts.undoAzure();
    m_job = job;
    job->setDeadline(azureDeadline);
    tellProgress(job);
    job->then(this, [this, done](const Result<void> &result) {
        if (!result || m_gatewayMayBeNew)
            return done(result ? std::nullopt : std::optional(result.error()));
        // As the gateway went back, Azure's end did not fit yet.
        ScriptJob *up = m_parts.gateway(bringUpScript(m_change));
        m_job = up;
        up->setDeadline(scriptDeadline);
        up->then(this, [done](const Result<ssh::ExecResult> &) { done({}); });
        up->start();
    });
    job->start();
}

void ApplyConfigJob::end(Error error)
{
    const bool isOpen =
        error.code == "rolls-back"_L1 || error.code == "unclear"_L1 || error.code == "stuck"_L1;
    journal(isOpen ? OperationState::Unknown : OperationState::Failed,
            m_step == ApplyStep::RollingBack ? u"rolled back"_s : toWord(m_step), error);
    finish(std::unexpected(std::move(error)));
}

} // namespace skybro::tunnel
