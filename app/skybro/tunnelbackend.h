#pragma once

#include "app/skybro/playedgateway.h"
#include "app/skybro/sshaccess.h"
#include "app/skybro/tunnelconfigbackend.h"
#include "models/fleet/cluster.h"
#include "models/tunnel/monitor/eventstore.h"
#include "models/tunnel/monitor/samplestore.h"
#include "models/tunnel/monitor/tunnelmonitor.h"
#include "ui/tunnel/tunnelservices.h"

#include <QTimer>

#include <memory>

namespace skybro::console {

/// What stands behind the tunnel's page: the stores, and the monitor that fills them while the site is open.
/// The pages that look at it go before it.
class TunnelBackend : public QObject
{
    Q_OBJECT

public:
    struct Context
    {
        fleet::Cluster *cluster = nullptr;
        SshAccess *ssh = nullptr;
        QString storePath;                               ///< the file of samples and events
        Journal *journal = nullptr;                      ///< of what is changed
        std::function<secrets::SecretStore *()> secrets; ///< called when it is first needed
        std::shared_ptr<PlayedGateway> gateway;          ///< the demo's; null: the site's, over SSH
    };

    /// All in the context outlive it.
    explicit TunnelBackend(Context context);
    ~TunnelBackend() override;

    /// Null where the site file says nothing of a tunnel, or nothing that could be used.
    [[nodiscard]] tunnel::TunnelMonitor *monitor() { return m_monitor.get(); }
    [[nodiscard]] ui::TunnelServices services();
    void start();
    /// Asks all anew, SSH's questions that were refused before, too.
    void refresh();

private:
    void make();
    void openStores(tunnel::MonitorSources &sources);
    void connectFirst();
    [[nodiscard]] tunnel::ProbeTargets targets() const;
    void chooseTargets();
    void noteChanges();
    [[nodiscard]] std::optional<tunnel::ThroughputTest> throughput() const;

    Context m_context;
    std::optional<Error> m_problem;
    std::unique_ptr<tunnel::SampleStore> m_samples;
    std::unique_ptr<tunnel::EventStore> m_events;
    std::unique_ptr<tunnel::TunnelMonitor> m_monitor;
    tunnel::Shell m_shell; ///< on the gateway; null: none
    QString m_gateway;
    QString m_connection;
    bool m_probesHere = false;
    std::shared_ptr<bool> m_isConnecting = std::make_shared<bool>(false);
    QList<tunnel::ProbeTarget> m_targets;
    QTimer m_targetsTimer;
    QTimer m_changeTimer; ///< what nobody goes on with is no change any more
    std::unique_ptr<TunnelConfigBackend> m_config;
};

} // namespace skybro::console
