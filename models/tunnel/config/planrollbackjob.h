#pragma once

#include "models/tunnel/config/settletunneljob.h"

namespace skybro::tunnel {

/// What taking back the last change works with. What is pointed to outlives the jobs.
struct RollbackParts
{
    Shell gateway; ///< root's
    QString site;
    QString connection;                 ///< the gateway's name of it: connectionName()
    QString gatewayName;                ///< for the journal
    bool force = false;                 ///< over what was changed by hand since, at either end
    azure::ArmClient *client = nullptr; ///< null: the gateway alone
    secrets::SecretStore *secrets = nullptr;
    Journal *journal = nullptr;
};

/// What it would change.
struct RollbackPlan
{
    QString id; ///< of the change that is taken back
    QString connection;
    bool gatewayIsBack = false; ///< already: Azure's end alone is left
    QList<ConfigFile> files;    ///< `before`: as it is; `after` is empty for one that goes
    QStringList goes;           ///< paths that were not there before the change
    QStringList keyFiles;       ///< that change; their texts are told by nothing
    QStringList kernel;         ///< "net.ipv4.ip_forward=0"
    QStringList changedByHand;  ///< paths: without `force` it is refused
    bool withAzure = false;     ///< Azure's end was part of the change and is put back
    /// We reach the gateway through a tunnel of its own: the line may be cut by this.
    bool comesThroughTunnel = false;
    QString azureName;
    QJsonArray policiesNow;
    QJsonArray policiesThen;   ///< the same: they stay
    bool azureKey = false;     ///< the earlier pre-shared key is set there
    bool azureForeign = false; ///< somebody changed it since: without `force` it is refused
};

/// As `diff -u` would write it. Of a key it says only that it changes.
[[nodiscard]] QByteArrayList diff(const RollbackPlan &plan);

/// Asks both ends what RollbackTunnelJob would change. Changes nothing.
///
/// Errors: NotFound: there is no change to take back; NotFound, code "no-undo": Azure's end was changed along
/// with it, and what it had is not known here; those of the shell, the store and azure::ArmClient. GUI
/// thread.
class PlanRollbackJob : public JobOf<RollbackPlan>
{
    Q_OBJECT

public:
    explicit PlanRollbackJob(RollbackParts parts, QObject *parent = nullptr);
    ~PlanRollbackJob() override;

protected:
    void begin() override;
    void abort() override;

private:
    void gatewaySaid(const Result<ssh::ExecResult> &result);
    void undosRead(std::vector<AzureUndo> undos);
    void readPolicies();
    void readKey();

    RollbackParts m_parts;
    RollbackPlan m_plan;
    bool m_bothEnds = false;
    std::shared_ptr<AzureUndo> m_undo;
    QPointer<Job> m_job;
};

} // namespace skybro::tunnel
