#include "app/skybroctl/tunnelconfigcommand.h"

#include "app/skybroctl/session.h"
#include "app/skybroctl/sshconfiguration.h"
#include "app/skybroctl/tunnelconfigoutput.h"
#include "models/secrets/secretfile.h"
#include "models/site/sitefile.h"
#include "models/topology/targetpath.h"
#include "models/tunnel/config/gatewayrules.h"
#include "models/tunnel/config/planremarks.h"
#include "models/tunnel/ends/azureendquery.h"
#include "models/tunnel/sitetunnel.h"

#include <algorithm>
#include <cstdio>

namespace skybro::ctl {

using namespace Qt::StringLiterals;
using tunnel::TunnelPlan;

namespace {

/// Absent: there is no terminal.
std::optional<bool> askYesNo(const QString &question)
{
    std::FILE *terminal = std::fopen("/dev/tty", "r+");
    if (!terminal)
        return std::nullopt;
    std::fputs(qPrintable(question + u" [y/N] "_s), terminal);
    std::fflush(terminal);
    char line[16] = {};
    const bool isRead = std::fgets(line, sizeof line, terminal) != nullptr;
    std::fclose(terminal);
    return isRead && (line[0] == 'y' || line[0] == 'Y');
}

} // namespace

TunnelConfigCommand::TunnelConfigCommand(TunnelConfigArguments arguments, QObject *parent)
    : Command(parent)
    , m_arguments(std::move(arguments))
    , m_progress(!m_arguments.quiet)
{
}

TunnelConfigCommand::~TunnelConfigCommand()
{
    delete m_job;
}

void TunnelConfigCommand::start()
{
    if (const Result<void> opened = open(); !opened)
        return endWith(opened.error());
    switch (m_arguments.command) {
    case TunnelConfigCommandName::Show:
        return show();
    case TunnelConfigCommandName::Diff:
        return settle(&TunnelConfigCommand::plan);
    case TunnelConfigCommandName::Apply:
        return settle(&TunnelConfigCommand::chooseTargets);
    case TunnelConfigCommandName::Rollback:
        return settle(&TunnelConfigCommand::planRollback);
    }
}

Result<void> TunnelConfigCommand::open()
{
    const Result<site::Site> site = site::readSite(m_arguments.site);
    if (!site)
        return std::unexpected(site.error());
    m_site = *site;
    Result<std::unique_ptr<Journal>> journal = Journal::open(Journal::defaultPath());
    if (!journal)
        return std::unexpected(journal.error());
    m_journal = std::move(*journal);
    if (const QString aside = m_journal->setAside(); !aside.isEmpty())
        printErr(tr("skybroctl: the journal was damaged and is now %1; a new one was begun.").arg(aside));
    if (m_arguments.command == TunnelConfigCommandName::Show)
        return {};
    m_secrets = secrets::openSecretStore();
    if (Result<void> opened = openGateway(); !opened)
        return opened;
    return m_arguments.gatewayOnly ? Result<void>() : openAzure();
}

Result<void> TunnelConfigCommand::openGateway()
{
    if (m_site.gateway.host.isEmpty())
        return fail(ErrorKind::Invalid,
                    tr("The site file lacks “gateway.host”, the gateway's name or address."));
    m_service = std::make_unique<ssh::Service>(m_prompter);
    connect(&m_prompter, &TerminalPrompter::asking, this, [this] { m_progress.clear(); });
    const Result<tunnel::Shell> shell =
        tunnel::gatewayRootShell(m_site, *m_service, sshConfiguration(m_arguments.acceptNew));
    if (!shell)
        return std::unexpected(shell.error());
    m_gateway = *shell;
    m_gatewayName = m_site.gateway.host;
    return {};
}

Result<void> TunnelConfigCommand::openAzure()
{
    if (!m_secrets)
        m_secrets = secrets::openSecretStore();
    Result<std::unique_ptr<fleet::Cluster>> cluster =
        fleet::Cluster::open(m_site, m_journal.get(), m_secrets.get(), {.prices = false, .takeUp = false});
    if (!cluster)
        return std::unexpected(cluster.error());
    m_cluster = std::move(*cluster);
    connect(m_cluster.get(), &fleet::Cluster::deviceCodeReady, this, [](const azure::DeviceCode &code) {
        printErr(tr("To sign in, open %1 and enter the code %2.")
                     .arg(code.verificationUri.toString(), code.userCode));
    });
    return {};
}

/// Azure is asked only for what the site file leaves out.
void TunnelConfigCommand::show()
{
    const Result<tunnel::TunnelDescription> told = tunnel::describeTunnel(m_site, nullptr, {});
    if (told || m_arguments.gatewayOnly)
        return print(nullptr);
    if (const Result<void> opened = openAzure(); !opened)
        return endWith(opened.error());
    auto *job = new tunnel::AzureEndQuery(m_cluster->client(),
                                          {.subscription = m_site.azure.subscription,
                                           .resourceGroups = m_site.azure.resourceGroups,
                                           .connection = m_site.gateway.azureConnection,
                                           .onPremiseAddress = m_site.gateway.address},
                                          {}, tunnel::AzureEndQuery::Depth::Everything);
    m_job = job;
    job->then(this, [this](const Result<tunnel::AzureEnd> &end) {
        if (!end)
            return endWith(end.error());
        print(&*end);
    });
    job->start();
}

void TunnelConfigCommand::tellWeak(const QStringList &weak, const QStringList &settings) const
{
    if (weak.isEmpty() || m_arguments.quiet)
        return;
    const QString words = weak.join(u", "_s);
    printErr(settings.isEmpty() ? tr("skybroctl: weak by today's standards: %1").arg(words)
                                : tr("skybroctl: weak by today's standards: %1 (by %2 in the site file)")
                                      .arg(words, settings.join(u", "_s)));
}

void TunnelConfigCommand::print(const tunnel::AzureEnd *azure)
{
    const Result<tunnel::TunnelDescription> wanted = tunnel::describeTunnel(m_site, azure, {});
    if (!wanted)
        return endWith(wanted.error());
    const Result<std::optional<tunnel::AzureIpsecPolicy>> policy =
        tunnel::azurePolicy(m_site.tunnel, *wanted);
    if (!policy)
        return endWith(policy.error());
    if (m_arguments.playbook) {
        printBytes(tunnel::playbook(*wanted,
                                    m_site.gateway.host.isEmpty() ? u"gateway"_s : m_site.gateway.host,
                                    routeTarget(m_site)));
        return end(AllDone);
    }
    const Result<QByteArray> conf = freshConf(*wanted);
    if (!conf)
        return endWith(conf.error());
    if (!m_site.tunnel.isGiven && !m_arguments.quiet)
        printErr(u"skybroctl: "_s + tunnel::profileIsAssumed());
    tellWeak(weakChoices(*wanted), tunnel::weakSettings(m_site.tunnel));
    if (m_arguments.json)
        printJson(toJson(m_site, *wanted, *policy, *conf));
    else
        printBytes(toText(m_site, *wanted, *policy, *conf));
    end(AllDone);
}

/// Changes that were interrupted come to their end before anything else is planned.
void TunnelConfigCommand::settle(void (TunnelConfigCommand::*next)())
{
    auto *job = new tunnel::SettleTunnelJob({.gateway = m_gateway,
                                             .site = m_site.name,
                                             .client = m_cluster ? m_cluster->client() : nullptr,
                                             .secrets = m_secrets.get(),
                                             .journal = m_journal.get()});
    m_job = job;
    const QString text = tr("an interrupted change is brought to its end");
    connect(job, &tunnel::SettleTunnelJob::settling, this, [this, text] { showStep(text); });
    connect(job, &tunnel::SettleTunnelJob::progressChanged, this,
            [this, text](double percent) { showStep(text, percent); });
    job->then(this, [this, next](const Result<QList<tunnel::SettledChange>> &settled) {
        m_progress.clear();
        if (!settled) {
            // A look does no harm.
            if (settled.error().code != u"azure-open" || m_arguments.command != TunnelConfigCommandName::Diff)
                return endWith(settled.error());
            printError(settled.error());
        } else {
            for (const tunnel::SettledChange &one : *settled)
                printErr(u"skybroctl: "_s + settledText(one));
        }
        (this->*next)();
    });
    job->start();
}

/// Those of the site file; without any, nodes in Azure that run.
void TunnelConfigCommand::chooseTargets()
{
    m_targets = tunnel::probeTargets(m_site.gateway, {}).targets;
    const auto none = [this](const QString &why) {
        endWith(makeError(ErrorKind::Invalid,
                          tr("There is nobody whose answer proves that traffic passes: %1 Name a host in "
                             "Azure as “gateway.probe” in the site file.")
                              .arg(why)));
    };
    if (!m_targets.isEmpty())
        return plan();
    if (!m_cluster)
        return none(tr("Azure is not asked for nodes."));
    showStep(tr("asking Azure which nodes run"));
    connect(m_cluster->refresher(), &fleet::Refresher::answered, this, [this, none] {
        if (!m_targets.isEmpty() || m_ended)
            return;
        m_cluster->refresher()->stop();
        m_targets = topology::probeTargets(m_site.gateway, m_cluster->fleet()->nodes()).targets;
        m_progress.clear();
        if (m_targets.isEmpty())
            return none(tr("no node runs in Azure."));
        plan();
    });
    connect(m_cluster->refresher(), &fleet::Refresher::failed, this, [this](const Error &error) {
        m_cluster->refresher()->stop();
        endWith(error);
    });
    m_cluster->start();
}

void TunnelConfigCommand::showStep(const QString &text, std::optional<double> percent)
{
    m_step = percent ? tr("%1, %2 %").arg(text).arg(*percent, 0, 'f', 0) : text;
    m_progress.show([this] { return m_step + u" …"_s; });
}

void TunnelConfigCommand::plan()
{
    tunnel::PlanTunnelParts parts;
    parts.site = m_site;
    parts.gateway = m_gateway;
    parts.client = m_cluster ? m_cluster->client() : nullptr;
    parts.secrets = m_secrets.get();
    parts.newKey = m_arguments.newKey;
    if (!m_arguments.keyFile.isEmpty()) {
        Result<Secret> key = secrets::readSecretFile(m_arguments.keyFile);
        if (!key)
            return endWith(key.error());
        parts.key = std::make_shared<Secret>(std::move(*key));
    }
    showStep(tr("asking both ends"));
    auto *job = new tunnel::PlanTunnelJob(std::move(parts));
    m_job = job;
    connect(job, &Job::finished, this, [this, job] {
        m_progress.clear();
        Result<TunnelPlan> made = job->takeResult();
        if (!made)
            return endWith(made.error());
        planned(std::move(*made));
    });
    job->start();
}

void TunnelConfigCommand::planned(TunnelPlan plan)
{
    if (plan.facts.pending.state == tunnel::PendingChange::State::Armed)
        printErr(tr("skybroctl: a change of this tunnel is under way; the gateway %1.")
                     .arg(pendingText(plan.facts.pending)));
    const bool isDiff = m_arguments.command == TunnelConfigCommandName::Diff;
    if (!isDiff && plan.facts.pending.state == tunnel::PendingChange::State::Armed)
        return end(SomeFailed); // what is there is not what will be
    if (plan.comesThroughTunnel && !plan.isEmpty())
        printErr(tr("skybroctl: you reach the gateway through this tunnel: while it is changed, the line is "
                    "cut. The gateway goes back by itself when it is not told in time that traffic passes."));
    tellWeak(plan.weak, plan.weakSettings);
    for (const QString &remark : remarksOn(plan, m_gatewayName)) {
        if (!m_arguments.quiet)
            printErr(u"skybroctl: "_s + remark);
    }
    if (isDiff) {
        if (m_arguments.json)
            printJson(toJson(plan));
        else if (!plan.isEmpty())
            printBytes(diff(plan).join('\n') + '\n');
        return end(AllDone);
    }
    if (plan.isIdle())
        return askToLoad(plan);
    if (plan.isEmpty()) {
        if (m_arguments.json)
            printJson({{u"state"_s, u"unchanged"_s}});
        else if (!m_arguments.quiet)
            printErr(plan.loadedOtherwise.isEmpty()
                         ? tr("Nothing to change: both ends are as the site file has it.")
                         : tr("Nothing to change in the files and in Azure."));
        return end(AllDone);
    }
    if (const std::optional<int> exitCode = ask(diff(plan), tr("Apply this?")))
        return end(*exitCode);
    apply(std::move(plan));
}

/// The exit code when it is not to be done.
std::optional<int> TunnelConfigCommand::ask(const QByteArrayList &changes, const QString &question)
{
    if (m_arguments.yes)
        return std::nullopt;
    if (!changes.isEmpty())
        printErr(QString::fromUtf8(changes.join('\n')));
    const std::optional<bool> answer = askYesNo(question);
    if (!answer) {
        printErr(tr("skybroctl: there is no terminal to ask on: say --yes."));
        return WrongUsage;
    }
    return *answer ? std::nullopt : std::optional<int>(SomeFailed);
}

void TunnelConfigCommand::askToLoad(const TunnelPlan &plan)
{
    if (const std::optional<int> exitCode =
            ask({}, tr("The files need no change. Bring the connection into force?")))
        return end(*exitCode);
    showStep(tr("bringing the connection into force"));
    load(stepsIntoForce(plan), plan.wanted.name);
}

void TunnelConfigCommand::load(QList<tunnel::ControlAction> steps, const QString &connection)
{
    if (steps.isEmpty()) {
        m_progress.clear();
        if (m_arguments.json)
            printJson({{u"state"_s, u"loaded"_s}});
        else if (!m_arguments.quiet)
            printErr(tr("“%1” is in force, and it is up.").arg(connection));
        return end(AllDone);
    }
    auto *job = new tunnel::TunnelControlJob(m_gateway, steps.takeFirst(), connection,
                                             tunnel::Implementation::Libreswan);
    m_job = job;
    job->then(this, [this, steps, connection](const Result<tunnel::ControlOutcome> &outcome) {
        if (!outcome)
            return endWith(outcome.error());
        load(steps, connection);
    });
    job->start();
}

void TunnelConfigCommand::apply(TunnelPlan plan)
{
    m_apply = tunnel::applyTunnel(std::move(plan), {.site = m_site.name,
                                                    .gatewayName = m_gatewayName,
                                                    .targets = m_targets,
                                                    .probeFrom = {tunnel::localShell()},
                                                    .gateway = m_gateway,
                                                    .client = m_cluster ? m_cluster->client() : nullptr,
                                                    .secrets = m_secrets.get(),
                                                    .journal = m_journal.get(),
                                                    .within = m_arguments.within});
    m_job = m_apply;
    connect(m_apply, &tunnel::ApplyConfigJob::stepped, this,
            [this](tunnel::ApplyStep step) { showStep(applyStepText(step)); });
    connect(m_apply, &tunnel::ApplyConfigJob::progressChanged, this,
            [this](double percent) { showStep(applyStepText(m_apply->step()), percent); });
    m_apply->then(this, [this](const Result<tunnel::ApplyOutcome> &outcome) { applied(outcome); });
    m_apply->start();
}

void TunnelConfigCommand::applied(const Result<tunnel::ApplyOutcome> &outcome)
{
    m_progress.clear();
    if (m_arguments.json)
        printJson(toJson(outcome));
    if (!outcome) {
        printError(outcome.error());
        constexpr qsizetype most = 4; // a daemon that asks again and again says the same each time
        QStringList said = outcome.error().detail.split(u'\n', Qt::SkipEmptyParts);
        said.removeIf([&](const QString &line) { return outcome.error().text.contains(line.trimmed()); });
        if (!said.isEmpty() && !m_arguments.quiet)
            printErr(said.sliced(std::max<qsizetype>(said.size() - most, 0)).join(u'\n'));
        const bool isRefused = outcome.error().code == u"refused" || outcome.error().code == u"syntax";
        const bool isSignedOut = outcome.error().kind == ErrorKind::NotSignedIn;
        return end(isRefused ? WrongUsage : isSignedOut ? NotSignedIn : SomeFailed);
    }
    if (outcome->afterwards) {
        printErr(tr("skybroctl: it is in force, but its key could not be kept in %1:")
                     .arg(m_secrets->description()));
        printError(*outcome->afterwards);
        return end(SomeFailed);
    }
    if (!m_arguments.quiet && !m_arguments.json)
        printErr(tr("Applied: traffic passed %1 s after the gateway switched.")
                     .arg(static_cast<double>(outcome->passedAfter.count()) / 1000, 0, 'f', 1));
    end(AllDone);
}

tunnel::RollbackParts TunnelConfigCommand::rollbackParts() const
{
    return {.gateway = m_gateway,
            .site = m_site.name,
            .connection = tunnel::connectionName(m_site),
            .gatewayName = m_gatewayName,
            .force = m_arguments.force,
            .client = m_cluster ? m_cluster->client() : nullptr,
            .secrets = m_secrets.get(),
            .journal = m_journal.get()};
}

void TunnelConfigCommand::planRollback()
{
    auto *job = new tunnel::PlanRollbackJob(rollbackParts());
    m_job = job;
    showStep(tr("asking both ends"));
    job->then(this, [this](const Result<tunnel::RollbackPlan> &plan) {
        m_progress.clear();
        if (!plan) {
            if (plan.error().code == u"no-undo")
                printErr(tr("skybroctl: --gateway-only takes back the gateway's end alone."));
            return endWith(plan.error());
        }
        rollBack(*plan);
    });
    job->start();
}

void TunnelConfigCommand::rollBack(const tunnel::RollbackPlan &plan)
{
    if (!m_arguments.force && !plan.changedByHand.isEmpty())
        return endWith(makeError(ErrorKind::Conflict,
                                 tr("Changed by hand on the gateway since: %1. --force takes it back all the "
                                    "same.")
                                     .arg(plan.changedByHand.join(u", "_s))));
    if (!m_arguments.force && plan.azureForeign)
        return endWith(makeError(ErrorKind::Conflict, tr("Azure's connection was changed by somebody else "
                                                         "since. --force takes it back all the same.")));
    if (plan.comesThroughTunnel)
        printErr(tr("skybroctl: you reach the gateway through a tunnel of its own: the line may be cut."));
    if (const std::optional<int> exitCode = ask(diff(plan), tr("Take the change back?")))
        return end(*exitCode);
    auto *job = new tunnel::RollbackTunnelJob(rollbackParts(), plan);
    m_job = job;
    connect(job, &tunnel::RollbackTunnelJob::stepped, this, [this](const QString &text) { showStep(text); });
    connect(job, &tunnel::RollbackTunnelJob::progressChanged, this,
            [this](double percent) { showStep(tr("Azure's connection is put back"), percent); });
    job->then(this, [this, plan](const Result<void> &result) {
        m_progress.clear();
        if (!result)
            return endWith(result.error());
        if (m_arguments.json)
            printJson({{u"state"_s, u"rolled-back"_s}, {u"id"_s, plan.id}, {u"azure"_s, plan.withAzure}});
        else if (!m_arguments.quiet)
            printErr((plan.withAzure ? tr("Both ends have back what they had before the last change of %1.")
                                     : tr("The gateway has back what it had before the last change of %1."))
                         .arg(plan.connection));
        end(AllDone);
    });
    job->start();
}

void TunnelConfigCommand::interrupt()
{
    if (m_apply && !m_interrupted) {
        m_interrupted = true;
        printErr(tr("skybroctl: taking it back. Ctrl+C again leaves that to the gateway."));
        return m_apply->giveUp();
    }
    if (m_apply)
        printErr(tr("skybroctl: the gateway takes it back by itself, %1 s after it switched.")
                     .arg(m_apply->patience().count()));
    end(SomeFailed);
}

void TunnelConfigCommand::endWith(const Error &error)
{
    m_progress.clear();
    if (m_ended)
        return;
    printError(error);
    end(exitCodeOf(error));
}

void TunnelConfigCommand::end(int exitCode)
{
    if (!std::exchange(m_ended, true))
        emit finished(exitCode);
}

} // namespace skybro::ctl
