#pragma once

#include "models/site/site.h"
#include "models/tunnel/monitor/tunnelmonitor.h"

#include <memory>

namespace skybro::azure {
class ArmClient;
}
namespace skybro::ssh {
class ClientConfig;
}

namespace skybro::tunnel {

/// Where the monitor of a site's tunnel gets its knowledge from, but for the stores, which the caller opens.
/// `client` null: Azure is not asked. A site without gateway.host has no gateway to ask, and is probed from
/// here. Error Invalid for a host that is no destination of SSH. `service` and `client` outlive the monitor.
[[nodiscard]] Result<MonitorSources> monitorSources(const site::Site &site, ssh::Service &service,
                                                    const ssh::ClientConfig &config,
                                                    azure::ArmClient *client);

/// A way into the site's gateway: over SSH, or none where it is this machine. Error Invalid as above.
[[nodiscard]] Result<Shell> gatewayShell(const site::Site &site, ssh::Service &service,
                                         const ssh::ClientConfig &config);

/// The same with the rights of root.
[[nodiscard]] Result<Shell> gatewayRootShell(const site::Site &site, ssh::Service &service,
                                             const ssh::ClientConfig &config);

/// A node that could be probed, or is named by the site file.
struct ProbeNode
{
    QString name;
    QString address;               ///< private; empty: not known
    std::optional<bool> isRunning; ///< as Azure says
};

struct ProbeTargets
{
    QList<ProbeTarget> targets;
    QStringList names;
    std::optional<bool> firstRuns; ///< for TunnelMonitor::setTargetRunning()
};

/// Whom to probe: those that gateway.probe names, a node by its name or its address, by ICMP where no port is
/// given; without any, the first three running nodes in the order of `nodes`, at their SSH port.
[[nodiscard]] ProbeTargets probeTargets(const site::Gateway &gateway, const QList<ProbeNode> &nodes);

} // namespace skybro::tunnel
