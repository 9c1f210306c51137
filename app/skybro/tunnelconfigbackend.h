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
    /// The site file anew, and the way into its gateway.
    [[nodiscard]] Result<void> read(const ui::ConfigWishes &wishes);
    [[nodiscard]] Result<tunnel::SettleTunnelJob *> settle(const ui::ConfigWishes &wishes);
    [[nodiscard]] Result<tunnel::PlanTunnelJob *> plan(const ui::ConfigWishes &wishes);
    [[nodiscard]] Result<tunnel::PlanRollbackJob *> planRollback(const ui::ConfigWishes &wishes);
    [[nodiscard]] Result<void> checkSite() const;
    [[nodiscard]] tunnel::ApplyConfigJob *apply(tunnel::TunnelPlan plan);
    [[nodiscard]] tunnel::RollbackParts rollbackParts() const;
    [[nodiscard]] azure::ArmClient *client() const;
    [[nodiscard]] secrets::SecretStore *secrets() const;

    Context m_context;
    std::unique_ptr<secrets::SecretStore> m_demoSecrets; ///< the demo leaves nothing in the user's keychain
    // As the last question read them.
    site::Site m_site;
    std::optional<site::Site> m_planned; ///< as the last plan read it
    tunnel::Shell m_shell;               ///< root's
    bool m_withAzure = true;
};

} // namespace skybro::console
