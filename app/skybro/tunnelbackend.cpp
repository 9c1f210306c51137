#include "app/skybro/tunnelbackend.h"

#include "models/base/log.h"
#include "models/topology/targetpath.h"
#include "models/tunnel/sitetunnel.h"

namespace skybro::console {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A change of the configuration that says nothing for so long was left by whoever made it.
constexpr auto longestChange = 3min;

bool isChange(const Operation &operation)
{
    return operation.kind == tunnel::applyOperation;
}

/// Answers for a gateway to which the first connection is still being made: that may wait for the user.
class ConnectingJob : public tunnel::ScriptJob
{
protected:
    void begin() override
    {
        Error error =
            makeError(ErrorKind::Network,
                      TunnelBackend::tr("Skybro is connecting to it; it may wait for your answer."));
        error.code = tunnel::stillConnecting;
        finish(std::unexpected(error));
    }
};

bool saysOfATunnel(const site::Gateway &gateway)
{
    return !gateway.host.isEmpty() || !gateway.probe.isEmpty() || !gateway.azureConnection.isEmpty();
}

} // namespace

TunnelBackend::TunnelBackend(Context context)
    : m_context(std::move(context))
{
    m_targetsTimer.setSingleShot(true);
    m_changeTimer.setSingleShot(true);
    m_targetsTimer.setInterval(500ms); // many changes of nodes at once choose once
    connect(&m_targetsTimer, &QTimer::timeout, this, &TunnelBackend::chooseTargets);
    if (m_context.gateway || saysOfATunnel(m_context.cluster->site().gateway))
        make();
}

TunnelBackend::~TunnelBackend() = default;

void TunnelBackend::make()
{
    const site::Site &site = m_context.cluster->site();
    Result<tunnel::MonitorSources> sources = tunnel::monitorSources(
        site, m_context.ssh->service(), m_context.ssh->config(), m_context.cluster->client());
    if (!sources) {
        m_problem = sources.error();
        log::warning("tunnel", "{}", sources.error().text);
        return;
    }
    if (m_context.gateway) {
        sources->gatewayShell = m_context.gateway->shell();
        sources->gateway = sources->probedFrom = PlayedGateway::name();
        sources->connection = PlayedGateway::connection();
        sources->probeHere = false;
        sources->probeShell = {};
    } else if (sources->gatewayShell) {
        sources->gatewayShell = [shell = sources->gatewayShell, isConnecting = m_isConnecting](
                                    const QByteArray &script) -> tunnel::ScriptJob * {
            return *isConnecting ? new ConnectingJob : shell(script);
        };
    }
    m_shell = sources->gatewayShell;
    m_gateway = sources->gateway;
    m_connection = sources->connection;
    m_probesHere = sources->probeHere;
    openStores(*sources);
    sources->askPath = [cluster = m_context.cluster](const tunnel::ProbeTarget &target) {
        return topology::targetPathJob(*cluster, target);
    };
    m_monitor = std::make_unique<tunnel::TunnelMonitor>(std::move(*sources));
    if (m_shell)
        m_config = std::make_unique<TunnelConfigBackend>(
            TunnelConfigBackend::Context{.cluster = m_context.cluster,
                                         .ssh = m_context.ssh,
                                         .journal = m_context.journal,
                                         .secrets = m_context.secrets,
                                         .gateway = m_context.gateway,
                                         .targets = [this] { return targets(); }});
    connect(m_context.cluster->fleet(), &fleet::Fleet::changed, this, [this] {
        if (!m_targetsTimer.isActive())
            m_targetsTimer.start();
    });
    // Of this program and of others, such as skybroctl.
    const auto note = [this](const QList<Operation> &operations) {
        if (std::ranges::any_of(operations, isChange))
            noteChanges();
    };
    connect(m_context.journal, &Journal::added, this, note);
    connect(m_context.journal, &Journal::changed, this, note);
    connect(&m_changeTimer, &QTimer::timeout, this, &TunnelBackend::noteChanges);
    // Whether the node runs that does not answer is what Azure said up to a minute ago.
    connect(m_monitor.get(), &tunnel::TunnelMonitor::happened, this,
            [this](const tunnel::TunnelEvent &event) {
                if (event.kind == tunnel::TunnelEvent::Kind::Broke ||
                    event.kind == tunnel::TunnelEvent::Kind::Flapping)
                    m_context.cluster->fleet()->refresh();
            });
    chooseTargets();
    noteChanges();
}

void TunnelBackend::noteChanges()
{
    const QDateTime oldest =
        QDateTime::currentDateTimeUtc().addSecs(-std::chrono::seconds(longestChange).count());
    const QList<Operation> open = m_context.journal->unfinished(m_context.cluster->site().name);
    const bool isChanging = std::ranges::any_of(
        open, [&](const Operation &one) { return isChange(one) && one.updated > oldest; });
    m_monitor->setChanging(isChanging);
    if (isChanging)
        m_changeTimer.start(longestChange);
    else
        m_changeTimer.stop();
}

void TunnelBackend::openStores(tunnel::MonitorSources &sources)
{
    // Without a history the tunnel is watched all the same.
    if (auto samples = tunnel::SampleStore::open(m_context.storePath))
        m_samples = std::move(*samples);
    if (auto events = tunnel::EventStore::open(m_context.storePath))
        m_events = std::move(*events);
    if (!m_samples || !m_events)
        log::warning("tunnel", "{} can not be opened: nothing is kept", m_context.storePath);
    sources.samples = m_samples.get();
    sources.events = m_events.get();
}

void TunnelBackend::start()
{
    if (!m_monitor)
        return;
    connectFirst();
    m_monitor->start();
}

/// The monitor gives up on a question within seconds; whoever is to say whether a host is to be trusted, or
/// to type a passphrase, needs longer.
void TunnelBackend::connectFirst()
{
    const site::Gateway &gateway = m_context.cluster->site().gateway;
    if (m_context.gateway || gateway.host.isEmpty() || *m_isConnecting)
        return;
    const Result<ssh::HostSettings> host = m_context.ssh->config().resolve(
        gateway.host, {.user = gateway.user, .identityFiles = {}, .jump = {}});
    if (!host || gateway.host == u"localhost"_s)
        return;
    *m_isConnecting = true;
    ssh::ConnectJob *job = m_context.ssh->service().connectTo(*host);
    job->setParent(this);
    job->setDeadline(10min);
    job->then(this, [this](const Result<ssh::ConnectionInfo> &) {
        *m_isConnecting = false; // what went wrong, the monitor's own question says
        m_monitor->refresh();
    });
    job->start();
}

void TunnelBackend::refresh()
{
    if (!m_monitor)
        return;
    m_context.ssh->askAnew();
    connectFirst();
    m_monitor->refresh();
}

tunnel::ProbeTargets TunnelBackend::targets() const
{
    return topology::probeTargets(m_context.cluster->site().gateway, m_context.cluster->fleet()->nodes());
}

void TunnelBackend::chooseTargets()
{
    const tunnel::ProbeTargets chosen = targets();
    m_targets = chosen.targets;
    m_monitor->setTargets(chosen.targets, chosen.names);
    m_monitor->setTargetRunning(chosen.firstRuns);
}

std::optional<tunnel::ThroughputTest> TunnelBackend::throughput() const
{
    if (m_targets.isEmpty())
        return std::nullopt;
    tunnel::ThroughputTest test;
    const bool fromGateway = m_shell && !m_probesHere;
    test.from = fromGateway ? m_shell : tunnel::localShell();
    if (fromGateway)
        test.source = m_monitor->gatewaySource();
    test.target = m_targets.constFirst().host;
    if (m_context.gateway)
        return test; // nobody is at the other end
    const auto host = m_context.ssh->config().resolve(test.target, m_context.ssh->nodeDefaults());
    if (host)
        test.to = tunnel::sshShell(m_context.ssh->service(), *host);
    return test;
}

ui::TunnelServices TunnelBackend::services()
{
    ui::TunnelServices services;
    services.monitor = m_monitor.get();
    services.problem = m_problem;
    services.tunnel = m_context.cluster->site().name;
    services.storePath = m_samples ? m_context.storePath : QString();
    services.siteFile = m_context.cluster->site().path;
    services.connection = m_connection;
    services.gateway = m_gateway;
    services.gatewayShell = m_shell;
    services.refresh = [this] { refresh(); };
    if (m_config)
        services.config = m_config->services();
    else
        services.config.obstacle = tr("The site file names no gateway.");
    if (m_monitor)
        services.throughput = [this] { return throughput(); };
    return services;
}

} // namespace skybro::console
