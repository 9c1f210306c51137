#pragma once

#include "models/tunnel/config/plantunneljob.h"
#include "models/tunnel/config/rollbacktunneljob.h"
#include "models/tunnel/monitor/tunnelmonitor.h"
#include "models/tunnel/probe/throughputjob.h"

#include <functional>
#include <optional>

namespace skybro::ui {

/// How a change of both ends is to be planned.
struct ConfigWishes
{
    bool newKey = false;
    bool gatewayOnly = false; ///< Azure's end is neither asked nor changed
};

/// What changes how both ends are set up. What it points to outlives the page.
struct ConfigServices
{
    QString obstacle;           ///< why nothing can be changed from here; the rest is null then
    bool isInterrupted = false; ///< an earlier change is not at its end: to be settled at once
    // By the site file as it is now: its errors, and those of ssh::ClientConfig.
    std::function<Result<tunnel::SettleTunnelJob *>(const ConfigWishes &)> settle; ///< comes first
    std::function<Result<tunnel::PlanTunnelJob *>(const ConfigWishes &)> plan;
    std::function<Result<tunnel::PlanRollbackJob *>(const ConfigWishes &)> planRollback;

    /// Names of those of whom one must answer after a change; empty: none, so nothing could prove that it
    /// works.
    std::function<QStringList()> witnesses;
    /// Whether the site file still says what the last plan was made from. Errors: Conflict, it does not, and
    /// those of reading it. Null: nobody can change it.
    std::function<Result<void>()> checkSite;
    std::function<tunnel::ApplyConfigJob *(tunnel::TunnelPlan)> apply;
    std::function<tunnel::RollbackTunnelJob *(const tunnel::RollbackPlan &, bool force)> rollBack;
};

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
    ConfigServices config;
    Clock clock = systemClock();
};

} // namespace skybro::ui
