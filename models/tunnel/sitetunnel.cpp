#include "models/tunnel/sitetunnel.h"

#include "models/ssh/clientconfig.h"
#include "models/ssh/prompter.h"
#include "models/ssh/service.h"
#include "models/tunnel/ends/azureendquery.h"

#include <QCoreApplication>

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype mostNodes = 3;
constexpr std::chrono::seconds renewal = 10min; ///< of Azure's settings, which hardly change

bool isThisMachine(const QString &host)
{
    return host == u"localhost"_s || host == u"127.0.0.1"_s || host == u"::1"_s;
}

Result<ssh::HostSettings> gatewayHost(const site::Site &site, const ssh::ClientConfig &config)
{
    return config.resolve(site.gateway.host, {.user = site.gateway.user, .identityFiles = {}, .jump = {}});
}

std::function<void()> forgetGateway(const site::Site &site, ssh::Service &service,
                                    const ssh::ClientConfig &config)
{
    const Result<ssh::HostSettings> host = gatewayHost(site, config);
    if (isThisMachine(site.gateway.host) || !host)
        return {};
    return [&service, host = *host] { service.disconnectFrom(host); };
}

/// What one question found, for the next one.
struct AzureMemory
{
    AzureEnd end;
    QDateTime everything; ///< when all of it was asked for
};

std::function<JobOf<AzureEnd> *()> azureQuestion(const site::Site &site, azure::ArmClient *client)
{
    if (!client)
        return {};
    AzureEndChoice choice;
    choice.subscription = site.azure.subscription;
    choice.resourceGroups = site.azure.resourceGroups;
    choice.connection = site.gateway.azureConnection;
    choice.onPremiseAddress = site.gateway.address;
    return [choice, client, memory = std::make_shared<AzureMemory>()]() -> JobOf<AzureEnd> * {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const bool isOld = !memory->everything.isValid() || memory->everything.secsTo(now) > renewal.count();
        const auto depth = isOld ? AzureEndQuery::Depth::Everything : AzureEndQuery::Depth::State;
        auto *job = new AzureEndQuery(client, choice, memory->end, depth);
        job->setDeadline(30s);
        job->then(job, [memory, isOld, now](const Result<AzureEnd> &end) {
            if (!end)
                return;
            memory->end = *end;
            if (isOld)
                memory->everything = now;
        });
        return job;
    };
}

/// For what is asked of a target unbidden: nobody is to be asked for a password or a key's trust because of
/// it.
struct QuietSsh
{
    ssh::RefusingPrompter prompter;
    ssh::Service service{prompter};
};

std::function<Shell(const QString &, const QString &)> targetShell(const site::Ssh &ssh,
                                                                   const ssh::ClientConfig &config)
{
    return [ssh, config, quiet = std::make_shared<QuietSsh>()](const QString &target,
                                                               const QString &through) -> Shell {
        ssh::ClientConfig::Overrides overrides{.user = ssh.user, .identityFiles = {}, .jump = through};
        if (!ssh.key.isEmpty())
            overrides.identityFiles = {ssh.key};
        Result<ssh::HostSettings> host = config.resolve(target, overrides);
        if (!host)
            return {};
        if (!ssh.user.isEmpty() && host->jump && host->jump->user != ssh.user) {
            overrides.jump.clear();
            if (const Result<ssh::HostSettings> jump = config.resolve(through, overrides))
                host->jump = std::make_shared<const ssh::HostSettings>(*jump);
        }
        return sshShell(quiet->service, *host);
    };
}

/// "10.0.1.4", "cloud001:22", "[2001:db8::4]:22", "2001:db8::4": host and port, 0 where none is given.
std::pair<QString, quint16> takeApart(const QString &text)
{
    if (text.startsWith(u'[')) {
        const qsizetype close = text.indexOf(u']');
        return {text.mid(1, close - 1), text.mid(close + 2).toUShort()};
    }
    if (text.count(u':') == 1)
        return {text.section(u':', 0, 0), text.section(u':', 1).toUShort()};
    return {text, 0};
}

} // namespace

Result<Shell> gatewayShell(const site::Site &site, ssh::Service &service, const ssh::ClientConfig &config)
{
    if (isThisMachine(site.gateway.host))
        return localShell();
    const Result<ssh::HostSettings> host = gatewayHost(site, config);
    if (!host)
        return std::unexpected(host.error());
    return sshShell(service, *host);
}

Result<Shell> gatewayRootShell(const site::Site &site, ssh::Service &service, const ssh::ClientConfig &config)
{
    if (isThisMachine(site.gateway.host))
        return localRootShell();
    const Result<ssh::HostSettings> host = gatewayHost(site, config);
    if (!host)
        return std::unexpected(host.error());
    return sshRootShell(service, *host);
}

Result<MonitorSources> monitorSources(const site::Site &site, ssh::Service &service,
                                      const ssh::ClientConfig &config, azure::ArmClient *client)
{
    MonitorSources sources;
    const site::Gateway &gateway = site.gateway;
    sources.tunnel = site.name;
    sources.connection = gateway.connection;
    sources.gateway = gateway.host;
    sources.siteNetworks = gateway.networks;
    sources.targetShell = targetShell(site.ssh, config);
    sources.askAzure = azureQuestion(site, client);
    if (client)
        sources.askSas = [client](const QString &id) { return new azure::GetIkeSasJob(*client, id); };
    if (!gateway.host.isEmpty()) {
        const Result<Shell> shell = gatewayShell(site, service, config);
        if (!shell)
            return std::unexpected(shell.error());
        sources.gatewayShell = *shell;
        sources.forgetGateway = forgetGateway(site, service, config);
    }
    const bool fromGateway = gateway.probeFrom == u"gateway"_s && !gateway.host.isEmpty();
    if (fromGateway) {
        sources.probedFrom = gateway.host;
    } else if (gateway.probeFrom == u"here"_s || gateway.probeFrom == u"gateway"_s ||
               isThisMachine(gateway.probeFrom)) {
        sources.probeHere = true;
        sources.probedFrom = QCoreApplication::translate("skybro::tunnel", "this machine");
    } else {
        const Result<ssh::HostSettings> host = config.resolve(gateway.probeFrom);
        if (!host)
            return std::unexpected(host.error());
        sources.probeShell = sshShell(service, *host);
        sources.probedFrom = gateway.probeFrom;
    }
    return sources;
}

ProbeTargets probeTargets(const site::Gateway &gateway, const QList<ProbeNode> &nodes)
{
    ProbeTargets result;
    const auto nodeOf = [&](const QString &nameOrAddress) {
        return std::ranges::find_if(nodes, [&](const ProbeNode &node) {
            return node.name.compare(nameOrAddress, Qt::CaseInsensitive) == 0 ||
                   (!node.address.isEmpty() && node.address == nameOrAddress);
        });
    };
    const auto add = [&](const ProbeTarget &target, const QString &name, std::optional<bool> isRunning) {
        if (!check(target))
            return;
        if (result.targets.isEmpty())
            result.firstRuns = isRunning;
        result.targets += target;
        result.names += name;
    };
    for (const QString &text : gateway.probe) {
        const auto [host, port] = takeApart(text);
        const auto node = nodeOf(host);
        ProbeTarget target{.host = node == nodes.end() || node->address.isEmpty() ? host : node->address};
        target.method = port == 0 ? ProbeMethod::Icmp : ProbeMethod::Tcp;
        if (port != 0)
            target.port = port;
        add(target, node == nodes.end() ? host : node->name,
            node == nodes.end() ? std::nullopt : node->isRunning);
    }
    if (!gateway.probe.isEmpty())
        return result;
    for (const ProbeNode &node : nodes) {
        if (result.targets.size() == mostNodes)
            break;
        if (node.isRunning == true && !node.address.isEmpty())
            add({.host = node.address}, node.name, true);
    }
    return result;
}

} // namespace skybro::tunnel
