#pragma once

#include "app/skybro/playedgateway.h"
#include "models/tunnel/sitetunnel.h"
#include "ui/tunnel/tunnelservices.h"

#include <memory>

namespace skybro::fleet {
class Cluster;
}
namespace skybro::secrets {
class SecretStore;
}

namespace skybro::console {

class SshAccess;

/// Changes how both ends of the tunnel are set up, by the site file as it is at that moment.
class TunnelConfigBackend
{
public:
    struct Context
    {
        fleet::Cluster *cluster = nullptr;
        SshAccess *ssh = nullptr;
        Journal *journal = nullptr;
        std::function<secrets::SecretStore *()> secrets; ///< called when it is first needed
        std::shared_ptr<PlayedGateway> gateway;          ///< the demo's; null: the site's, over SSH
        std::function<tunnel::ProbeTargets()> targets;   ///< in Azure, as they are now
    };

    /// All in the context outlive it.
    explicit TunnelConfigBackend(Context context);
    ~TunnelConfigBackend();
    Q_DISABLE_COPY_MOVE(TunnelConfigBackend)

    /// Refers to this object.
    [[nodiscard]] ui::ConfigServices services();

private:
    [[nodiscard]] Result<tunnel::Shell> rootShell(const site::Site &site) const;
    [[nodiscard]] Result<tunnel::PlanTunnelJob *> plan(const ui::ConfigWishes &wishes);
    [[nodiscard]] tunnel::ApplyConfigJob *apply(tunnel::TunnelPlan plan);
    [[nodiscard]] JobOf<void> *rollBack(bool force);
    [[nodiscard]] secrets::SecretStore *secrets() const;

    Context m_context;
    std::unique_ptr<secrets::SecretStore> m_demoSecrets; ///< the demo leaves nothing in the user's keychain
    tunnel::Shell m_shell;                               ///< root's, of the last plan
    bool m_changesAzure = true;                          ///< the last plan asked Azure
};

} // namespace skybro::console
