#pragma once

#include "models/tunnel/throughputjob.h"
#include "models/tunnel/tunnelmonitor.h"

#include <functional>
#include <optional>

namespace skybro::ui {

/// What stands behind the tunnel's page. All of it outlives the page.
struct TunnelServices
{
    tunnel::TunnelMonitor *monitor = nullptr; ///< null: the site names no gateway
    std::optional<Error> problem;             ///< why there is none, although the site names a gateway
    QString tunnel;                           ///< its name in the file of samples
    QString storePath;                        ///< the file of samples; empty: none are kept
    QString siteFile;
    QString connection;            ///< the gateway's name of it
    QString gateway;               ///< the gateway's host
    tunnel::Shell gatewayShell;    ///< on the gateway, for what mends; null: nothing can be done from here
    std::function<void()> refresh; ///< asks all anew; null: the monitor's own
    /// What a measurement would be between; nothing when there is no target. Null: it can not be made at all.
    std::function<std::optional<tunnel::ThroughputTest>()> throughput;
    Clock clock = systemClock();
};

} // namespace skybro::ui
