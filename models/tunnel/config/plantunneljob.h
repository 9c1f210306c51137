#pragma once

#include "models/secrets/secretstore.h"
#include "models/tunnel/config/applyconfigjob.h"
#include "models/tunnel/config/azurechange.h"
#include "models/tunnel/config/describetunnel.h"
#include "models/tunnel/ends/azureend.h"
#include "models/tunnel/ends/tunnelcontroljob.h"
#include "models/tunnel/probe/passesjob.h"

namespace skybro::tunnel {

/// A pre-shared key of fewer can be found by trying, by whoever heard a handshake.
inline constexpr qsizetype shortKeyCharacters = 16;

/// Under this name the tunnel's pre-shared key rests in the secret store.
[[nodiscard]] secrets::SecretKey tunnelKeyName(const QString &site);
/// 32 bytes from the system's generator, in Base64.
[[nodiscard]] Secret generateKey();

enum class KeySource
{
    Kept,     ///< both ends keep the one they have
    Stored,   ///< the secret store's goes to the gateway
    Given,    ///< by the user, for both ends
    Generated ///< for both ends
};

/// What it takes to plan a tunnel's configuration. What is pointed to outlives the job.
struct PlanTunnelParts
{
    site::Site site;
    Shell gateway;                           ///< root's
    azure::ArmClient *client = nullptr;      ///< null: only the gateway is looked at and changed
    secrets::SecretStore *secrets = nullptr; ///< null: no key is looked for
    bool newKey = false;                     ///< another key for both ends
    std::shared_ptr<Secret> key;             ///< this one for both ends; null: see KeySource
};

/// Both ends as they are and as they should be. Moves only, for the keys in it.
struct TunnelPlan
{
    GatewayFacts facts;
    std::optional<AzureEnd> azure; ///< absent: it was not asked
    TunnelDescription wanted;
    ConfigPlan gateway;
    std::shared_ptr<AzureChange> change; ///< null: Azure's end is left alone
    std::optional<AzureIpsecPolicy> policyBefore;
    KeySource keySource = KeySource::Kept;
    bool azureKeyDiffers = false;  ///< from the gateway's, which stays and is set there
    bool azureKeyUnknown = false;  ///< Azure was asked for it and does not tell; it is not set either
    std::shared_ptr<Secret> key;   ///< to be kept in the secret store once it is in force; null: none
    QStringList weak;              ///< what of the wanted algorithms is weak: "modp1024"
    QStringList weakSettings;      ///< of the site file, that ask for it in place of the profile's
    bool isProfileAssumed = false; ///< the site file says nothing of the tunnel
    QStringList loadedOtherwise;   ///< loadedOtherwise(), where the conn's file needs no change
    bool keyIsShort = false;       ///< the one that will be in force, so that it can be guessed
    /// We reach the gateway through the tunnel itself: a change may cut the line it is made over.
    bool comesThroughTunnel = false;

    [[nodiscard]] bool isEmpty() const { return gateway.isEmpty() && !change; }
    /// The files need no change, and the daemon does not go by them.
    [[nodiscard]] bool isIdle() const { return isEmpty() && !facts.loaded; }
};

/// The gateway's files and Azure's policy as `diff -u` would write them; of the key only that it changes.
[[nodiscard]] QByteArrayList diff(const TunnelPlan &plan);

/// What brings an idle plan into force, in this order; empty: it is not idle.
[[nodiscard]] QList<ControlAction> stepsIntoForce(const TunnelPlan &plan);

/// Asks the gateway, Azure and the secret store, and plans. Changes nothing anywhere.
///
/// Errors: those of describeTunnel(), planConfig(), azurePolicy(), AzureEndQuery, readGatewayFacts() and the
/// shell; NotFound, code "no-key": there is no key anywhere, and without Azure none is made; NotFound, code
/// "no-connection": Azure has none. GUI thread.
class PlanTunnelJob : public JobOf<TunnelPlan>
{
    Q_OBJECT

public:
    explicit PlanTunnelJob(PlanTunnelParts parts, QObject *parent = nullptr);
    ~PlanTunnelJob() override;

protected:
    void begin() override;
    void abort() override;

private:
    void factsSaid(const Result<ssh::ExecResult> &result);
    void askAzure();
    void askAzuresKey();
    void askStore();
    void plan(std::shared_ptr<Secret> stored);
    [[nodiscard]] Result<void> chooseKey(std::shared_ptr<Secret> stored);
    [[nodiscard]] Result<void> planAzure();
    [[nodiscard]] bool isKeyShort() const;

    PlanTunnelParts m_parts;
    TunnelPlan m_plan;
    std::optional<Secret> m_azuresKey; ///< absent: it is not known, or none of our business
    QPointer<Job> m_job;
};

/// How a plan is applied; what it points to outlives the job that is made from it.
struct ApplyTunnelOptions
{
    QString site;
    QString gatewayName;
    QList<ProbeTarget> targets; ///< in Azure; an answer of one proves that traffic passes
    QList<Shell> probeFrom;     ///< hosts at home, beside the gateway itself
    Shell gateway;              ///< root's
    azure::ArmClient *client = nullptr;
    secrets::SecretStore *secrets = nullptr; ///< for the key, and for what Azure had before
    Journal *journal = nullptr;
    std::chrono::seconds within{60};
};
/// The job that brings a plan into force.
[[nodiscard]] ApplyConfigJob *applyTunnel(TunnelPlan plan, const ApplyTunnelOptions &options,
                                          QObject *parent = nullptr);

} // namespace skybro::tunnel
