#include "app/skybro/tunnelconfigbackend.h"

#include "app/skybro/sshaccess.h"
#include "models/fleet/cluster.h"
#include "models/secrets/memorysecretstore.h"
#include "models/site/sitefile.h"

namespace skybro::console {

using namespace Qt::StringLiterals;

TunnelConfigBackend::TunnelConfigBackend(Context context)
    : m_context(std::move(context))
{
    if (m_context.gateway)
        m_demoSecrets = std::make_unique<secrets::MemorySecretStore>();
}

TunnelConfigBackend::~TunnelConfigBackend() = default;

ui::ConfigServices TunnelConfigBackend::services()
{
    ui::ConfigServices services;
    services.plan = [this](const ui::ConfigWishes &wishes) { return plan(wishes); };
    services.apply = [this](tunnel::TunnelPlan plan) { return apply(std::move(plan)); };
    services.rollBack = [this](bool force) { return rollBack(force); };
    services.witnesses = [this] { return m_context.targets().names; };
    return services;
}

Result<tunnel::Shell> TunnelConfigBackend::rootShell(const site::Site &site) const
{
    if (m_context.gateway)
        return m_context.gateway->shell();
    return tunnel::gatewayRootShell(site, m_context.ssh->service(), m_context.ssh->config());
}

secrets::SecretStore *TunnelConfigBackend::secrets() const
{
    return m_demoSecrets ? m_demoSecrets.get() : m_context.secrets();
}

Result<tunnel::PlanTunnelJob *> TunnelConfigBackend::plan(const ui::ConfigWishes &wishes)
{
    // What the user just wrote into it counts, not what it said when the console opened it.
    const Result<site::Site> site = site::readSite(m_context.cluster->site().path);
    if (!site)
        return std::unexpected(site.error());
    m_context.ssh->askAnew();
    const Result<tunnel::Shell> shell = rootShell(*site);
    if (!shell)
        return std::unexpected(shell.error());
    m_shell = *shell;
    m_changesAzure = !wishes.gatewayOnly;
    tunnel::PlanTunnelParts parts;
    parts.site = *site;
    parts.gateway = m_shell;
    parts.client = m_changesAzure ? m_context.cluster->client() : nullptr;
    parts.secrets = secrets();
    parts.newKey = wishes.newKey;
    return new tunnel::PlanTunnelJob(std::move(parts));
}

tunnel::ApplyConfigJob *TunnelConfigBackend::apply(tunnel::TunnelPlan plan)
{
    tunnel::ApplyTunnelOptions options;
    options.site = m_context.cluster->site().name;
    options.gatewayName = m_context.cluster->site().gateway.host;
    options.targets = m_context.targets().targets;
    if (!m_context.gateway)
        options.probeFrom = {tunnel::localShell()};
    options.gateway = m_shell;
    options.client = m_changesAzure ? m_context.cluster->client() : nullptr;
    options.secrets = secrets();
    options.journal = m_context.journal;
    return tunnel::applyTunnel(std::move(plan), options);
}

JobOf<void> *TunnelConfigBackend::rollBack(bool force)
{
    return new tunnel::RollbackConfigJob(m_shell, tunnel::connectionName(m_context.cluster->site()), force);
}

} // namespace skybro::console
