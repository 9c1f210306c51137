#include "app/skybroctl/setup/setuprun.h"

#include "app/skybroctl/setup/abandoned.h"
#include "app/skybroctl/setup/findings.h"
#include "app/skybroctl/setup/secretsources.h"
#include "models/playbook/run/ansiblerun.h"
#include "models/playbook/run/preview.h"
#include "models/playbook/run/runner.h"
#include "models/playbook/run/targets.h"

#include <QFileInfo>
#include <QUuid>

#include <unistd.h>

#include <chrono>

namespace skybro::ctl {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using playbook::RunEvent;

SetupRun::SetupRun(SetupArguments arguments, QObject *parent)
    : Command(parent)
    , m_arguments(std::move(arguments))
    , m_printer(printerOptions(m_arguments.quiet))
    , m_progress(!m_arguments.quiet)
{
    m_release.setInterval(500ms);
    connect(&m_release, &QTimer::timeout, this, [this] { show(m_order.release(m_time.elapsed())); });
}

SetupRun::~SetupRun()
{
    delete m_run; // before the links it uses
}

void SetupRun::start()
{
    m_hosts = std::make_unique<HostSource>(m_arguments);
    if (const auto opened = m_hosts->open(); !opened)
        return emit finished(opened.error());
    tellAbandoned(m_hosts->journal(), m_hosts->siteName());
    if (const Result<void> ok = prepare(); !ok) {
        printError(ok.error());
        return emit finished(WrongUsage);
    }
    if (!lint())
        return emit finished(WrongUsage);
    connect(m_hosts.get(), &HostSource::failed, this, &Command::finished);
    connect(m_hosts.get(), &HostSource::ready, this, &SetupRun::hostsKnown);
    m_hosts->load(*m_options.vault);
}

Result<void> SetupRun::prepare()
{
    const QFileInfo playbook(m_arguments.words.constFirst());
    if (!playbook.isFile())
        return fail(ErrorKind::NotFound, tr("There is no playbook %1.").arg(playbook.filePath()));
    Result<std::shared_ptr<playbook::Vault>> vault = openVault(m_arguments, m_hosts->vaultPasswordFile());
    if (!vault)
        return std::unexpected(vault.error());
    Result<std::shared_ptr<const Secret>> become = becomePassword(m_arguments);
    if (!become)
        return std::unexpected(become.error());
    Result<playbook::Dict> extraVars = readExtraVars(m_arguments.extraVars, **vault);
    if (!extraVars)
        return std::unexpected(extraVars.error());
    m_options.playbook = playbook.absoluteFilePath();
    m_options.limit = m_arguments.limit;
    m_options.extraVars = std::move(*extraVars);
    m_options.tags = m_arguments.tags;
    m_options.skipTags = m_arguments.skipTags;
    m_options.check = m_arguments.check;
    m_options.diff = m_arguments.diff;
    m_options.forks = m_arguments.forks;
    m_options.startAtTask = m_arguments.startAtTask;
    m_options.remoteUser = m_arguments.user;
    m_options.vault = std::move(*vault);
    m_options.becomePassword = std::move(*become);
    m_options.isPipeAllowed = m_arguments.allowPipe;
    return {};
}

bool SetupRun::lint()
{
    playbook::Loader loader({.vault = m_options.vault, .extraVars = m_options.extraVars, .rolesPath = {}});
    const QList<playbook::Finding> findings = loader.lint(m_options.playbook);
    printFindings(findings);
    if (!hasErrors(findings) || (m_arguments.withAnsible && isForAnsible(findings)))
        return true;
    printErr(isForAnsible(findings)
                 ? tr("skybroctl: nothing was started. The real Ansible knows all of these: --with-ansible.")
                 : tr("skybroctl: nothing was started."));
    return false;
}

void SetupRun::hostsKnown()
{
    m_options.inventory = m_hosts->inventory();
    m_options.inventorySources = m_hosts->sources();
    const Result<QStringList> hosts = findTargets();
    if (!hosts) {
        printError(hosts.error());
        return emit finished(WrongUsage);
    }
    if (hosts->isEmpty()) {
        printErr(tr("skybroctl: no host matches; nothing was started."));
        return emit finished(NoSuchNode);
    }
    begin(*hosts);
}

Result<QStringList> SetupRun::findTargets()
{
    playbook::Loader loader({.vault = m_options.vault, .extraVars = m_options.extraVars, .rolesPath = {}});
    const Result<std::shared_ptr<const playbook::Playbook>> playbook = loader.load(m_options.playbook);
    if (!playbook)
        return std::unexpected(playbook.error());
    const Result<playbook::Targets> targets =
        playbook::targetsOf(playbook->get(), m_options.inventory, m_options.limit, m_options.extraVars);
    if (!targets)
        return std::unexpected(targets.error());
    if (!targets->unmatched.isEmpty())
        printErr(tr("skybroctl: matches no host: %1").arg(targets->unmatched.join(u", "_s)));
    return targets->hosts;
}

void SetupRun::begin(const QStringList &hosts)
{
    if (m_arguments.withAnsible) {
        // It gets the hosts that were found, the fleet's among them, not the files some of them came from.
        m_options.inventorySources.clear();
        m_run = new playbook::AnsibleRun(m_options);
    } else {
        m_links = std::make_unique<NodeLinks>(m_arguments, m_hosts->site());
        connect(&m_links->prompter(), &TerminalPrompter::asking, this, &SetupRun::setHushed);
        m_run = new playbook::Runner(m_options, m_links->factory());
    }
    playbook::RunSummary summary;
    summary.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    summary.site = m_hosts->siteName();
    summary.playbook = m_options.playbook;
    summary.limit = m_options.limit;
    summary.check = m_options.check;
    summary.byAnsible = m_arguments.withAnsible;
    summary.started = QDateTime::currentDateTimeUtc();
    Result<std::unique_ptr<playbook::RunRecorder>> recorder =
        playbook::RunRecorder::begin(m_run, summary, hosts, m_options.inventory, &m_hosts->journal());
    if (!recorder) {
        printError(recorder.error());
        return emit finished(SomeFailed);
    }
    m_recorder = std::move(*recorder);
    connect(m_recorder.get(), &playbook::RunRecorder::failed, this,
            [](const Error &error) { printError(error); });
    connect(m_run, &playbook::Run::happened, this, &SetupRun::take);
    m_run->then(this, [this](const Result<playbook::Recap> &result) { ended(result); });
    m_time.start();
    m_release.start();
    m_run->start();
    m_progress.show([this] { return progressText(); });
}

void SetupRun::take(const QList<RunEvent> &events)
{
    if (m_arguments.json) {
        QByteArray lines;
        for (const RunEvent &event : events)
            lines += playbook::toJsonLine(event) + '\n';
        return printJson(lines);
    }
    QList<RunEvent> ordered;
    for (const RunEvent &event : events)
        ordered += m_order.add(event, m_time.elapsed());
    show(ordered);
}

void SetupRun::show(const QList<RunEvent> &ordered)
{
    QStringList lines;
    for (const RunEvent &event : ordered)
        lines += m_printer.lines(event);
    if (lines.isEmpty())
        return;
    if (m_isHushed) {
        m_kept += lines;
        return;
    }
    m_progress.clear();
    printOut(lines.join(u'\n'));
    if (m_run && m_run->isRunning())
        m_progress.show([this] { return progressText(); });
}

void SetupRun::setHushed(bool isHushed)
{
    m_isHushed = isHushed;
    if (isHushed)
        return m_progress.clear();
    if (!m_kept.isEmpty())
        printOut(std::exchange(m_kept, {}).join(u'\n'));
    if (m_run && m_run->isRunning())
        m_progress.show([this] { return progressText(); });
}

QString SetupRun::progressText() const
{
    const playbook::RunProgress &progress = m_recorder->progress();
    int busy = 0;
    int bad = 0;
    QString task;
    for (const QString &name : progress.hosts()) {
        const playbook::RunProgress::Host host = progress.host(name);
        busy += host.isInTask ? 1 : 0;
        bad += host.failure.isEmpty() ? 0 : 1;
        if (host.isInTask)
            task = host.task;
    }
    const qint64 seconds = m_time.elapsed() / 1000;
    return tr("%1:%2 · %3 at work · %4 failed · %5")
        .arg(seconds / 60)
        .arg(seconds % 60, 2, 10, QChar(u'0'))
        .arg(busy)
        .arg(bad)
        .arg(m_isStopped ? tr("stopping, Ctrl+C ends what runs") : task);
}

void SetupRun::interrupt()
{
    if (!m_recorder || !m_run) {
        printErr(tr("skybroctl: nothing was started."));
        return emit finished(SomeFailed);
    }
    m_progress.clear();
    if (!std::exchange(m_isStopped, true)) {
        printErr(tr("skybroctl: no new tasks; waiting for those that run. Ctrl+C again ends them."));
        m_recorder->stopAfterTask();
        m_progress.show([this] { return progressText(); });
        return;
    }
    m_run->cancel();
}

void SetupRun::ended(const Result<playbook::Recap> &result)
{
    m_release.stop();
    m_progress.clear();
    if (!m_arguments.json && !m_recorder->progress().isFinished()) {
        RunEvent last; // it did not come by itself: show what is held back, and the recap so far
        last.kind = RunEvent::Kind::RunFinished;
        last.recap = m_recorder->progress().recap();
        show(m_order.add(last, m_time.elapsed()));
    }
    if (!result)
        printError(result.error());
    if (!result || m_isStopped)
        tellWhere();
    if (result)
        return emit finished(playbook::isClean(*result) && !m_isStopped ? AllDone : SomeFailed);
    // What still ran is being ended on the nodes, over connections that go with this process.
    const int exitCode = exitCodeOf(result.error());
    const bool isCutOff = m_links && result.error().kind == ErrorKind::Cancelled;
    QTimer::singleShot(isCutOff ? 2s : 0s, this, [this, exitCode] { emit finished(exitCode); });
}

void SetupRun::tellWhere() const
{
    for (const Operation &operation : m_recorder->operations()) {
        if (operation.error)
            printErr(u"%1: %2"_s.arg(operation.targetName, operation.error->text));
    }
    printErr(tr("skybroctl: \"skybroctl setup history %1\" shows all of it.").arg(m_recorder->id()));
}

} // namespace skybro::ctl
