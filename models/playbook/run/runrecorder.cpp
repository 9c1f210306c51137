#include "models/playbook/run/runrecorder.h"

#include "models/base/log.h"

#include <QFileInfo>
#include <QUuid>

#include <chrono>

namespace skybro::playbook {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto stepInterval = 1s;
/// So many operations are written in one go: the GUI thread does it, and that is what 16 ms allow.
constexpr qsizetype sliceSize = 40;
/// Journal::claimAbandoned() takes a process elsewhere for gone after ten minutes without a word.
constexpr auto heartbeat = 4min;

QString statsText(const HostStats &stats)
{
    return u"ok=%1 changed=%2 unreachable=%3 failed=%4 skipped=%5 rescued=%6 ignored=%7"_s.arg(stats.ok)
        .arg(stats.changed)
        .arg(stats.unreachable)
        .arg(stats.failed)
        .arg(stats.skipped)
        .arg(stats.rescued)
        .arg(stats.ignored);
}

bool isSetup(const Operation &operation)
{
    return operation.kind == setupKind;
}

RunEvent eventOf(RunEvent::Kind kind)
{
    RunEvent event;
    event.kind = kind;
    event.time = QDateTime::currentDateTimeUtc();
    return event;
}

} // namespace

Result<std::unique_ptr<RunRecorder>> RunRecorder::begin(Run *run, const RunSummary &summary,
                                                        const QStringList &hosts, const Inventory &inventory,
                                                        Journal *journal, const QString &folder)
{
    Result<std::unique_ptr<RunLog>> log = RunLog::create(summary, folder);
    if (!log)
        return std::unexpected(log.error());
    std::unique_ptr<RunRecorder> recorder(new RunRecorder);
    recorder->m_run = run;
    recorder->m_id = summary.id;
    recorder->m_site = summary.site;
    recorder->m_playbook = QFileInfo(summary.playbook).fileName();
    recorder->m_inventory = inventory;
    recorder->m_journal = journal;
    recorder->m_log = std::move(*log);
    QList<Operation> operations;
    for (const QString &host : hosts)
        operations += recorder->newOperation(host);
    if (journal && !operations.isEmpty()) {
        if (const Result<void> added = journal->add(operations); !added) {
            QFile::remove(recorder->logPath());
            return std::unexpected(added.error());
        }
    }
    for (const Operation &operation : std::as_const(operations))
        recorder->m_operations.insert(operation.targetName, operation);
    recorder->m_timer.setInterval(stepInterval);
    connect(&recorder->m_timer, &QTimer::timeout, recorder.get(), &RunRecorder::writeSteps);
    recorder->m_timer.start();
    connect(run, &Run::happened, recorder.get(), &RunRecorder::take);
    connect(run, &Job::finished, recorder.get(), &RunRecorder::end);
    return recorder;
}

RunRecorder::~RunRecorder() = default;

void RunRecorder::stopAfterTask()
{
    m_isStopped = true;
    if (m_run)
        m_run->stopAfterTask();
}

Operation RunRecorder::newOperation(const QString &host) const
{
    const Inventory::Host *known = m_inventory.host(host);
    const QString node = known ? known->vars.value(u"azure_id"_s).toText() : QString();
    Operation operation;
    operation.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    operation.batch = m_id;
    operation.site = m_site;
    operation.kind = setupKind;
    operation.target = known && known->vars.contains(u"azure_id"_s) ? node : host;
    operation.targetName = host;
    operation.step = m_playbook;
    operation.updated = QDateTime::currentDateTimeUtc();
    return operation;
}

void RunRecorder::addHosts(const QStringList &hosts)
{
    QList<Operation> operations;
    for (const QString &host : hosts) {
        if (m_operations.contains(host))
            continue;
        operations += newOperation(host);
        m_operations.insert(host, operations.constLast());
    }
    if (m_journal && !operations.isEmpty())
        report(m_journal->add(operations));
}

void RunRecorder::take(const QList<RunEvent> &events)
{
    report(m_log->append(events));
    for (const RunEvent &event : events) {
        if (event.kind == RunEvent::Kind::RunStarted || event.kind == RunEvent::Kind::PlayStarted)
            addHosts(event.hosts);
        m_progress.add(event);
    }
}

void RunRecorder::writeSteps()
{
    if (!m_journal)
        return;
    QList<Operation> changed;
    auto next = m_operations.upperBound(m_written);
    for (qsizetype i = 0; i < m_operations.size() && changed.size() < sliceSize; ++i, ++next) {
        if (next == m_operations.end())
            next = m_operations.begin();
        m_written = next.key();
        if (takeStep(*next))
            changed += *next;
    }
    if (!changed.isEmpty())
        report(m_journal->update(changed));
}

bool RunRecorder::takeStep(Operation &operation) const
{
    const bool isSilent =
        std::chrono::milliseconds(operation.updated.msecsTo(QDateTime::currentDateTimeUtc())) > heartbeat;
    const RunProgress::Host host = m_progress.host(operation.targetName);
    QString step = m_playbook;
    if (!host.task.isEmpty())
        step += u": "_s + (host.failure.isEmpty() ? host.where() : host.failure);
    if (step == operation.step && !isSilent)
        return false;
    operation.state = host.task.isEmpty() ? OperationState::Queued : OperationState::Running;
    operation.step = step;
    operation.updated = QDateTime::currentDateTimeUtc();
    return true;
}

void RunRecorder::end()
{
    m_timer.stop();
    const std::optional<Error> error = m_run ? m_run->error() : std::nullopt;
    if (!m_progress.isFinished()) {
        QList<RunEvent> last;
        if (error) {
            last += eventOf(RunEvent::Kind::Notice);
            last.last().text = error->text;
        }
        last += eventOf(RunEvent::Kind::RunFinished);
        last.last().recap = m_progress.recap();
        last.last().isStopped = m_isStopped || (error && error->kind == ErrorKind::Cancelled);
        report(m_log->append(last));
    }
    if (!m_journal)
        return;
    QList<Operation> operations;
    for (Operation &operation : m_operations) {
        conclude(operation, error);
        operations += operation;
    }
    if (!operations.isEmpty())
        report(m_journal->update(operations));
}

void RunRecorder::conclude(Operation &operation, const std::optional<Error> &error) const
{
    const RunProgress::Host host = m_progress.host(operation.targetName);
    const HostStats stats = m_progress.recap().value(operation.targetName);
    operation.step = u"%1: %2"_s.arg(m_playbook, statsText(stats));
    if (!host.failure.isEmpty()) {
        operation.state = OperationState::Failed;
        operation.error =
            makeError(host.isUnreachable ? ErrorKind::Network : ErrorKind::Server, host.failure);
        operation.error->code = host.isUnreachable ? u"unreachable"_s : u"failed"_s;
    } else if (error || m_isStopped) {
        const bool isUntouched = host.task.isEmpty();
        operation.state = isUntouched ? OperationState::Cancelled : OperationState::Failed;
        operation.error =
            makeError(error ? error->kind : ErrorKind::Cancelled,
                      isUntouched ? tr("Nothing was done here.") : tr("Stopped %1.").arg(host.where()));
    } else {
        operation.state = OperationState::Succeeded;
    }
}

void RunRecorder::report(const Result<void> &written)
{
    if (written)
        return;
    log::error("setup", "{}", written.error().text);
    if (!std::exchange(m_hasFailed, true))
        emit failed(written.error());
}

QList<AbandonedRun> settleAbandonedRuns(Journal &journal, const QString &site, const QString &folder)
{
    QMap<QString, QList<Operation>> batches;
    for (const Operation &operation : journal.claimAbandoned(site, isSetup))
        batches[operation.batch] += operation;
    QList<AbandonedRun> runs;
    for (auto [id, operations] : batches.asKeyValueRange()) {
        AbandonedRun run{.id = id, .playbook = {}, .stopped = {}};
        RunProgress progress;
        if (const Result<RunSummary> summary = runSummary(id, folder))
            run.playbook = summary->playbook;
        if (const Result<QList<RunEvent>> events = readRun(id, folder)) {
            for (const RunEvent &event : *events)
                progress.add(event);
        }
        QList<Operation> ended = operations;
        for (Operation &operation : ended) {
            const RunProgress::Host host = progress.host(operation.targetName);
            run.stopped.insert(operation.targetName, host.where());
            operation.state = OperationState::Unknown;
            operation.error = makeError(
                ErrorKind::Cancelled,
                RunRecorder::tr("The program that ran it was killed: stopped %1.").arg(host.where()));
            operation.error->code = u"killed"_s;
        }
        if (const Result<void> written = journal.update(ended); !written)
            log::error("setup", "{}", written.error().text);
        log::info("setup", "run {} was left unfinished by a process that is gone", id);
        runs += run;
    }
    return runs;
}

} // namespace skybro::playbook
