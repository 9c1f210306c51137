#pragma once

#include "models/azure/network/connectionsettings.h"
#include "models/base/secret.h"
#include "models/tunnel/azurepolicy.h"

#include <QJsonArray>

#include <memory>

namespace skybro::tunnel {

/// What is to be set on Azure's connection, and what was there before it was: shared by the job that changes
/// and the job that undoes.
struct AzureChange
{
    QString connectionId;
    bool setsPolicy = false;
    std::optional<AzureIpsecPolicy> policy; ///< absent with setsPolicy: back to the default set
    std::optional<Secret> key;              ///< absent: it stays

    // Filled by ChangeAzureJob, before it changes anything.
    std::optional<QJsonArray> policiesBefore;
    std::optional<Secret> keyBefore;
    bool policyMayBeNew = false;
    bool keyMayBeNew = false;

    [[nodiscard]] bool isEmpty() const { return !setsPolicy && !key; }
};

/// In Azure's words.
[[nodiscard]] QJsonObject toJson(const AzureIpsecPolicy &policy);
/// Whether both allow the same, whatever they call it.
[[nodiscard]] bool samePolicy(const std::optional<AzureIpsecPolicy> &left,
                              const std::optional<AzureIpsecPolicy> &right);

/// Sets policy and key of Azure's connection, reading first what is there; or undoes that. All else of the
/// connection stays. Undoing what was not done succeeds.
///
/// Errors: Invalid, the connection's traffic selectors need a policy and none is wanted; Conflict, it was
/// changed by somebody else; those of azure::ArmClient. After an error it may be half done: undo it.
class ChangeAzureJob : public JobOf<void>
{
    Q_OBJECT

public:
    enum class Way
    {
        Change,
        Undo,
    };
    /// `client` outlives the job.
    ChangeAzureJob(azure::ArmClient *client, std::shared_ptr<AzureChange> change, Way way,
                   QObject *parent = nullptr);
    ~ChangeAzureJob() override;

signals:
    void progressChanged(double percent); ///< of what Azure does just now, where it tells

protected:
    void begin() override;
    void abort() override;

private:
    void readKey();
    void readDocument();
    void putPolicies(azure::ConnectionDocument document);
    void putKey();
    void follow(azure::LongOperationJob *job, void (ChangeAzureJob::*next)());
    void done() { finish({}); }
    void take(Job *job);

    azure::ArmClient *m_client;
    std::shared_ptr<AzureChange> m_change;
    Way m_way;
    QPointer<Job> m_job;
};

} // namespace skybro::tunnel
