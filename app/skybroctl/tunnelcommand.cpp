#include "app/skybroctl/tunnelcommand.h"

#include "app/skybroctl/sshconfiguration.h"
#include "app/skybroctl/terminal.h"
#include "app/skybroctl/tunneltext.h"
#include "models/base/log.h"
#include "models/base/pooljob.h"
#include "models/topology/targetpath.h"
#include "models/tunnel/doctor/doctor.h"
#include "models/tunnel/monitor/history.h"
#include "models/tunnel/monitor/prometheus.h"
#include "models/tunnel/monitor/tunneljson.h"
#include "models/tunnel/sitetunnel.h"

#include <QJsonDocument>

#include <algorithm>
#include <utility>

namespace skybro::ctl {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tunnel;

namespace {

constexpr std::chrono::milliseconds pace = 700ms; ///< of samples, for one that is not to watch for long
constexpr int fewestSamples = 3;
constexpr int fewestDown = 5; ///< samples after it is known to be down, to see what still comes out of it
constexpr auto azurePatience = 6s;
constexpr auto sasPatience = 10s; ///< Azure's gateway takes its time to tell of its SAs
constexpr auto causePatience = 9s;
constexpr auto patience = 12s;
constexpr auto inquiryPatience = 33s; ///< after that, for what is being asked: the gateway's first deadline

void printLine(const QJsonObject &object)
{
    printBytes(QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
}

} // namespace

TunnelCommand::TunnelCommand(Arguments arguments, QObject *parent)
    : Command(parent)
    , m_arguments(std::move(arguments))
{
}

TunnelCommand::~TunnelCommand() = default;

void TunnelCommand::start()
{
    auto session = Session::open(m_arguments, Session::Purpose::Look);
    if (!session)
        return end(session.error());
    m_session = std::move(*session);
    m_ssh = std::make_unique<ssh::Service>(m_prompter);
    openAzure();
    const fleet::Cluster *cluster = m_session->cluster();
    Result<MonitorSources> sources =
        monitorSources(m_session->site(), *m_ssh, sshConfiguration(m_arguments.acceptNew),
                       cluster ? cluster->client() : nullptr);
    if (!sources) {
        printError(sources.error());
        return end(WrongUsage);
    }
    if (const std::optional<Error> &refusal = m_session->refusal()) {
        // Nobody is asked: else it would be said that Azure has not answered yet.
        sources->askAzure = [error = *refusal] {
            return new PoolJob<AzureEnd>([error]() -> Result<AzureEnd> { return std::unexpected(error); });
        };
    }
    openStores(*sources);
    if (m_session->cluster()) {
        sources->askPath = [this](const ProbeTarget &target) {
            return topology::targetPathJob(*m_session->cluster(), target);
        };
    }
    MonitorPolicy policy;
    if (!m_arguments.watch)
        policy.sample = pace;
    m_monitor = std::make_unique<TunnelMonitor>(std::move(*sources), policy);
    chooseTargets();
    connect(m_monitor.get(), &TunnelMonitor::sampled, this, &TunnelCommand::sampled);
    connect(m_monitor.get(), &TunnelMonitor::happened, this, &TunnelCommand::happened);
    m_since.start();
    m_monitor->start();
    if (m_arguments.watch)
        return;
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &TunnelCommand::losePatience);
    // Who types a passphrase is not hurried.
    connect(&m_prompter, &TerminalPrompter::asking, this, [this](bool isAsking) {
        m_awaitsInquiry = false;
        if (isAsking)
            m_patience.stop();
        else
            m_patience.start(patience);
    });
    m_patience.start(std::min<std::chrono::milliseconds>(patience, m_arguments.timeout));
}

void TunnelCommand::openStores(MonitorSources &sources)
{
    // Without a history the tunnel is watched all the same.
    if (auto samples = SampleStore::open(historyPath()))
        m_samples = std::move(*samples);
    if (auto events = EventStore::open(historyPath()))
        m_events = std::move(*events);
    if (!m_samples || !m_events)
        log::warning("tunnel", "{} can not be opened: nothing is kept", historyPath());
    sources.samples = m_samples.get();
    sources.events = m_events.get();
}

void TunnelCommand::openAzure()
{
    connect(m_session.get(), &Session::listed, this, [this] {
        m_hasNodes = true;
        if (!m_arguments.watch)
            m_session->cluster()->refresher()->stop();
        else
            connect(m_session->cluster()->fleet(), &fleet::Fleet::changed, this,
                    &TunnelCommand::chooseTargets);
        chooseTargets();
    });
    connect(m_session.get(), &Session::notListed, this, [this] {
        m_hasNodes = true;
        m_hasNoAzure = true;
    });
    const auto cluster = m_session->connectCluster({.prices = false, .takeUp = false});
    if (cluster)
        return;
    m_hasNodes = true;
    m_hasNoAzure = true;
}

void TunnelCommand::chooseTargets()
{
    if (!m_monitor)
        return; // the nodes came first
    const fleet::Cluster *cluster = m_session->cluster();
    const ProbeTargets chosen = topology::probeTargets(
        m_session->site().gateway, cluster ? cluster->fleet()->nodes() : QList<fleet::Node>());
    m_monitor->setTargets(chosen.targets, chosen.names);
    m_monitor->setTargetRunning(chosen.firstRuns);
}

void TunnelCommand::sampled()
{
    if (m_ended)
        return;
    ++m_samplesSeen;
    if (m_monitor->now().state == TunnelState::Down)
        ++m_downSamples;
    if (m_arguments.watch) {
        printSample();
        printCause();
        if (isOutputLost()) // nobody reads it any more
            return end(exitCode());
    } else {
        noteAnswer();
        if (isSure() || (m_awaitsInquiry && !m_monitor->isInquiring()))
            conclude();
    }
}

/// However long it took to get to the gateway: only from now on it can be asked to probe.
void TunnelCommand::noteAnswer()
{
    if (m_sinceAnswer.isValid() || m_monitor->now().evidence.onPremise.reach != Reach::Answered)
        return;
    m_sinceAnswer.start();
    m_awaitsInquiry = false;
    m_patience.start(std::min<std::chrono::milliseconds>(timeLeft(), patience));
}

std::chrono::milliseconds TunnelCommand::timeLeft() const
{
    return std::max<std::chrono::milliseconds>(
        m_arguments.timeout - std::chrono::milliseconds(m_since.elapsed()), 0ms);
}

/// What is being asked now may name another cause, or the first one: it is waited for, and for nothing else.
void TunnelCommand::losePatience()
{
    if (std::exchange(m_awaitsInquiry, true) || !m_monitor->isInquiring())
        return conclude();
    m_patience.start(std::min<std::chrono::milliseconds>(timeLeft(), inquiryPatience));
}

/// As a rule it is known some seconds after the break.
void TunnelCommand::printCause()
{
    const QString cause = m_monitor->cause();
    if (!m_unexplained || cause.isEmpty())
        return;
    const TunnelEvent event = *std::exchange(m_unexplained, std::nullopt);
    const QDateTime time = m_monitor->now().sample.time;
    if (m_arguments.json)
        printLine(causeToJson(event, time, cause));
    else
        printOut(causeLine(time, cause));
}

/// Sure, or as sure as time makes one.
bool TunnelCommand::isSure() const
{
    const TunnelNow &now = m_monitor->now();
    const std::chrono::milliseconds elapsed(m_sinceAnswer.isValid() ? m_sinceAnswer.elapsed()
                                                                    : m_since.elapsed());
    const Evidence &evidence = now.evidence;
    const bool hasAzure = evidence.azure.age || !evidence.azure.failure.isEmpty() || m_hasNoAzure;
    if ((!hasAzure || !m_hasNodes) && elapsed < azurePatience)
        return false;
    const bool wantsSas = evidence.azure.connectionExists == true && evidence.azure.failure.isEmpty() &&
                          !evidence.azureSas.age && evidence.azureSas.failure.isEmpty();
    if (wantsSas && elapsed < (m_arguments.doctor ? sasPatience : azurePatience))
        return false;
    if (m_monitor->isInquiring())
        return false;
    if (m_samplesSeen < fewestSamples || now.findings.isEmpty())
        return false;
    switch (now.state) {
    case TunnelState::Up:
    case TunnelState::Degraded:
        if (now.findings.constFirst().kind == FaultKind::Healthy &&
            (now.sample.gateway.state == SignalState::Down ||
             now.sample.gateway.state == SignalState::Pending))
            return elapsed > causePatience;      // the gateway and the probes contradict each other
        if (evidence.traffic.largePass == false) // what gets through is in the mend
            return evidence.traffic.pathMtu > 0 || elapsed > causePatience;
        return evidence.traffic.largePass || elapsed > causePatience / 3;
    case TunnelState::Down: {
        const Finding &first = now.findings.constFirst();
        const bool isNamed = first.kind != FaultKind::Unknown && first.kind != FaultKind::NothingPasses &&
                             first.certainty != Certainty::Guess;
        return (isNamed && m_downSamples > 1) || (m_downSamples >= fewestDown && elapsed > causePatience);
    }
    case TunnelState::Unknown:
        break;
    }
    return elapsed > causePatience / 2; // there is nothing to probe, or nobody to ask
}

void TunnelCommand::happened(const TunnelEvent &event)
{
    if (!m_arguments.watch || m_ended)
        return;
    m_unexplained.reset();
    if (event.kind == TunnelEvent::Kind::Broke && event.cause.isEmpty())
        m_unexplained = event;
    if (m_arguments.json)
        printLine(toJson(event));
    else
        printOut(eventLine(event));
}

void TunnelCommand::printSample() const
{
    const TunnelNow &now = m_monitor->now();
    if (m_arguments.json)
        printLine(toJson(now, QDateTime::currentDateTimeUtc()));
    else
        printOut(sampleLine(now));
}

void TunnelCommand::interrupt()
{
    if (m_monitor)
        m_monitor->stop();
    end(m_arguments.watch && m_monitor ? exitCode() : NotSure); // 1 would say that nothing passes
}

void TunnelCommand::conclude()
{
    if (m_ended)
        return;
    m_monitor->stop();
    TunnelNow now = m_monitor->now();
    if (now.findings.isEmpty()) // not one answer came in that time
        now.findings = diagnose(now.evidence);
    const QDateTime time = QDateTime::currentDateTimeUtc();
    const int code = exitCode();
    if (m_arguments.prometheus) {
        // Not now.name: that is another one while the gateway can not be asked.
        TunnelMetrics metrics{.tunnel = m_session->site().name,
                              .sample = now.sample,
                              .isUp = isUsable(now),
                              .connection = now.evidence.connection};
        if (now.evidence.azureSas.age) {
            const AzureSas sas = summaryOf(now.evidence.azureSas);
            metrics.azureIkeSas = sas.ike;
            metrics.azureChildSas = sas.child;
        }
        printBytes(prometheusText({metrics}, time));
    } else if (m_arguments.json) {
        printJson(toJson(now, time));
    } else {
        for (const QString &line : tunnelLines(now, m_arguments.doctor))
            printOut(line);
    }
    end(code);
}

int TunnelCommand::exitCode() const
{
    // Nothing else, whatever Azure had against it: 3 would be no answer to who asks whether traffic passes.
    if (const std::optional<bool> usable = isUsable(m_monitor->now()))
        return *usable ? AllDone : SomeFailed;
    return NotSure;
}

void TunnelCommand::end(int exitCode)
{
    if (!std::exchange(m_ended, true))
        emit finished(exitCode);
}

} // namespace skybro::ctl
