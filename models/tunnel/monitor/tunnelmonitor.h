#pragma once

#include "models/base/clock.h"
#include "models/base/job.h"
#include "models/tunnel/ends/azureend.h"
#include "models/tunnel/monitor/tunnelnow.h"
#include "models/tunnel/probe/probe.h"
#include "models/tunnel/probe/targetpath.h"
#include "models/tunnel/shell.h"

#include <QObject>

#include <functional>
#include <memory>

namespace skybro::tunnel {

class EventStore;
class SampleStore;

/// How often the three sources are asked. Tests shorten it.
struct MonitorPolicy
{
    std::chrono::milliseconds sample{2'000};        ///< gateway and probes
    std::chrono::milliseconds azure{60'000};        ///< Azure's connection and gateway; its word lags as much
    std::chrono::milliseconds connections{300'000}; ///< what hardly changes: both ends' parameters
    std::chrono::milliseconds settings{20'000};     ///< sysctl, routes: its own probes need no forwarding
    std::chrono::milliseconds deadline{10'000};     ///< of one question to the gateway
    std::chrono::milliseconds sas{300'000};         ///< the SAs that Azure holds: a long operation
    std::chrono::milliseconds hurriedSas{60'000};   ///< the same while nothing passes, or after refresh()
};

/// Where a monitor gets its knowledge from. What is null is not asked, and counts as not known.
struct MonitorSources
{
    QString tunnel;     ///< name in the stores and on screen
    QString connection; ///< name in the gateway's configuration
    QString gateway;    ///< the gateway's host, for texts
    Shell gatewayShell;
    /// Closes the connection that gatewayShell keeps: one that was cut off may look alive for a minute after
    /// the line is back. Null: it keeps none.
    std::function<void()> forgetGateway;
    Shell probeShell;       ///< from where traffic is probed; null: from the gateway, in the same round trip
    bool probeHere = false; ///< … or by this process, with probeShell null
    QString probedFrom;     ///< its name, for texts
    [[nodiscard]] bool gatewayProbes() const { return !probeShell && !probeHere; }
    /// A way into a target over SSH by way of another one that answers, which asks nobody anything; null: the
    /// target is never asked itself. Both are hosts of targets.
    std::function<Shell(const QString &target, const QString &through)> targetShell;
    std::function<JobOf<AzureEnd> *()> askAzure; ///< makes an unstarted job, which the monitor starts
    /// The SAs of a connection, by its id, as Azure's gateway holds them.
    std::function<JobOf<QList<azure::MainModeSa>> *(const QString &connectionId)> askSas;
    /// What Azure's network does with probes of a target, asked when the tunnel is up and it does not answer.
    std::function<JobOf<TargetPath> *(const ProbeTarget &target)> askPath;
    SampleStore *samples = nullptr; ///< both outlive the monitor; null: nothing is kept
    EventStore *events = nullptr;
    QStringList siteNetworks; ///< on-premise address spaces that the site file names
    Clock clock = systemClock();
};

/// Watches one tunnel: asks its sources in their rhythm, keeps what they said, and tells what happened. One
/// question to the gateway at a time; a gateway that hangs stops neither probes from elsewhere nor Azure. One
/// that can not be reached is asked again after up to 15 s, one that does not let us in after a minute.
/// GUI thread, or the main thread of a program without one.
class TunnelMonitor : public QObject
{
    Q_OBJECT

public:
    TunnelMonitor(MonitorSources sources, MonitorPolicy policy = {}, QObject *parent = nullptr);
    ~TunnelMonitor() override;

    /// Whom to probe, the first that is there; the others tell whether it is the target or the tunnel. An
    /// address that the site file gives, or running nodes.
    void setTargets(const QList<ProbeTarget> &targets, const QStringList &names);
    /// Whether Azure runs the first target, where that is known.
    void setTargetRunning(std::optional<bool> isRunning);
    /// The tunnel's configuration is being changed, as somebody asked: a break meanwhile has that cause, and
    /// makes no flapping.
    void setChanging(bool isChanging);
    void start();
    void stop();
    /// Asks all sources anew, now.
    void refresh();

    [[nodiscard]] const TunnelNow &now() const;
    /// Something is being asked that could change the cause, or the mend: the gateway's first word, what
    /// Azure's network, the target itself and the probing host say of a silent target, how large packets may
    /// be. Right while sampled() is told: what was answered before is in the findings then, and what is to be
    /// asked next is under way. All of it has a deadline.
    [[nodiscard]] bool isInquiring() const;
    /// From which own address the gateway must send what is to enter the tunnel; empty: the kernel's choice
    /// is right, or nobody knows better.
    [[nodiscard]] QString gatewaySource() const;
    /// Why nothing passes, in a sentence, once that is known; as the events have it. Empty: not yet, or it
    /// does.
    [[nodiscard]] QString cause() const;
    /// What it may be while cause() is not known: "Perhaps: …". The events have it where none comes in time.
    [[nodiscard]] QString guess() const;
    /// Newest first, from the store, or since start() when nothing is kept.
    [[nodiscard]] QList<TunnelEvent> events(const QDateTime &from, const QDateTime &to) const;

signals:
    /// now() has a new sample.
    void sampled();
    /// Something worth a line in the list; a notification is the caller's affair.
    void happened(const skybro::tunnel::TunnelEvent &event);

private:
    struct Private;
    std::unique_ptr<Private> m;
};

} // namespace skybro::tunnel
