#include "app/skybro/tunnelconfigbackend.h"

#include "app/skybro/sshaccess.h"
#include "models/fleet/cluster.h"
#include "models/secrets/memorysecretstore.h"
#include "models/site/sitefile.h"

#include <QCoreApplication>

#include <algorithm>

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
    services.isInterrupted = std::ranges::any_of(
        m_context.journal->unfinished(m_context.cluster->site().name),
        [](const Operation &operation) { return operation.kind == tunnel::applyOperation; });
    services.settle = [this](const ui::ConfigWishes &wishes) { return settle(wishes); };
    services.plan = [this](const ui::ConfigWishes &wishes) { return plan(wishes); };
    services.planRollback = [this](const ui::ConfigWishes &wishes) { return planRollback(wishes); };
    services.witnesses = [this] { return m_context.targets().names; };
    services.checkSite = [this] { return checkSite(); };
    services.apply = [this](tunnel::TunnelPlan plan) { return apply(std::move(plan)); };
    services.rollBack = [this](const tunnel::RollbackPlan &plan, bool force) {
        tunnel::RollbackParts parts = rollbackParts();
        parts.force = force;
        return new tunnel::RollbackTunnelJob(std::move(parts), plan);
    };
    return services;
}

secrets::SecretStore *TunnelConfigBackend::secrets() const
{
    return m_demoSecrets ? m_demoSecrets.get() : m_context.secrets();
}

azure::ArmClient *TunnelConfigBackend::client() const
{
    return m_withAzure ? m_context.cluster->client() : nullptr;
}

Result<void> TunnelConfigBackend::read(const ui::ConfigWishes &wishes)
{
    // What the user just wrote into it counts, not what it said when the console opened it.
    const Result<site::Site> site = site::readSite(m_context.cluster->site().path);
    if (!site)
        return std::unexpected(site.error());
    m_site = *site;
    m_withAzure = !wishes.gatewayOnly;
    if (m_context.gateway) {
        m_shell = m_context.gateway->shell();
        return {};
    }
    m_context.ssh->askAnew();
    const Result<tunnel::Shell> shell =
        tunnel::gatewayRootShell(m_site, m_context.ssh->service(), m_context.ssh->config());
    if (!shell)
        return std::unexpected(shell.error());
    m_shell = *shell;
    return {};
}

Result<tunnel::SettleTunnelJob *> TunnelConfigBackend::settle(const ui::ConfigWishes &wishes)
{
    if (const Result<void> done = read(wishes); !done)
        return std::unexpected(done.error());
    return new tunnel::SettleTunnelJob({.gateway = m_shell,
                                        .site = m_site.name,
                                        .client = client(),
                                        .secrets = secrets(),
                                        .journal = m_context.journal});
}

Result<tunnel::PlanTunnelJob *> TunnelConfigBackend::plan(const ui::ConfigWishes &wishes)
{
    if (const Result<void> done = read(wishes); !done)
        return std::unexpected(done.error());
    m_planned = m_site;
    return new tunnel::PlanTunnelJob({.site = m_site,
                                      .gateway = m_shell,
                                      .client = client(),
                                      .secrets = secrets(),
                                      .newKey = wishes.newKey,
                                      .key = {}});
}

tunnel::RollbackParts TunnelConfigBackend::rollbackParts() const
{
    return {.gateway = m_shell,
            .site = m_site.name,
            .connection = tunnel::connectionName(m_site),
            .gatewayName = m_site.gateway.host,
            .client = client(),
            .secrets = secrets(),
            .journal = m_context.journal};
}

Result<tunnel::PlanRollbackJob *> TunnelConfigBackend::planRollback(const ui::ConfigWishes &wishes)
{
    if (const Result<void> done = read(wishes); !done)
        return std::unexpected(done.error());
    return new tunnel::PlanRollbackJob(rollbackParts());
}

Result<void> TunnelConfigBackend::checkSite() const
{
    const Result<site::Site> site = site::readSite(m_context.cluster->site().path);
    if (!site)
        return std::unexpected(site.error());
    if (m_planned && site->gateway == m_planned->gateway && site->tunnel == m_planned->tunnel)
        return {};
    return fail(
        ErrorKind::Conflict,
        QCoreApplication::translate("Tunnel", "The site file changed since the comparison; compare again."));
}

tunnel::ApplyConfigJob *TunnelConfigBackend::apply(tunnel::TunnelPlan plan)
{
    tunnel::ApplyTunnelOptions options;
    options.site = m_site.name;
    options.gatewayName = m_site.gateway.host;
    options.targets = m_context.targets().targets;
    if (!m_context.gateway)
        options.probeFrom = {tunnel::localShell()};
    options.gateway = m_shell;
    options.client = client();
    options.secrets = secrets();
    options.journal = m_context.journal;
    return tunnel::applyTunnel(std::move(plan), options);
}

} // namespace skybro::console
