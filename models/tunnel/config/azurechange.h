#pragma once

#include "models/azure/network/connectionsettings.h"
#include "models/base/secret.h"
#include "models/tunnel/config/azureundo.h"
#include "models/tunnel/ipsec/azurepolicy.h"

#include <QJsonArray>

#include <memory>

namespace skybro::tunnel {

/// What is to be set on Azure's connection.
struct AzureChange
{
    QString connectionId;
    bool setsPolicy = false;
    std::optional<AzureIpsecPolicy> policy; ///< absent with setsPolicy: back to the default set
    std::optional<Secret> key;              ///< absent: it stays

    [[nodiscard]] bool isEmpty() const { return !setsPolicy && !key; }
};

/// In Azure's words.
[[nodiscard]] QJsonObject toJson(const AzureIpsecPolicy &policy);
/// Whether both allow the same, whatever they call it.
[[nodiscard]] bool samePolicy(const std::optional<AzureIpsecPolicy> &left,
                              const std::optional<AzureIpsecPolicy> &right);
/// The same of ipsecPolicies as Azure has them, of which it takes one at most.
[[nodiscard]] bool samePolicies(const QJsonArray &left, const QJsonArray &right);

/// Whether what Azure has is neither what was there before the change nor what the change made of it.
[[nodiscard]] bool isForeign(const AzureUndo &undo, const QJsonArray &policiesNow);
[[nodiscard]] bool isForeign(const AzureUndo &undo, const Secret &keyNow);

/// What both ways of a change have in common.
class AzureJob : public JobOf<void>
{
    Q_OBJECT

public:
    ~AzureJob() override;

signals:
    void progressChanged(double percent); ///< of what Azure does just now, where it tells

protected:
    explicit AzureJob(azure::ArmClient *client, QObject *parent);
    void abort() override;
    /// What one of its jobs ended with: by default the end of it all.
    virtual void failed(const Error &error) { finish(std::unexpected(error)); }
    /// The next job, which shares what this one may take; `next(value)` when it succeeds.
    template <typename T, typename Next>
    void run(JobOf<T> *job, const Next &next);
    void put(azure::LongOperationJob *job, std::function<void()> next);

    azure::ArmClient *m_client;

private:
    QPointer<Job> m_job;
};

/// Sets policy and key of Azure's connection; before, it keeps what is there in the secret store. All else of
/// the connection stays.
///
/// Errors: Invalid, the connection's traffic selectors need a policy and none is wanted; Conflict, it was
/// changed by somebody else, or, code "azure-open", an earlier change is not settled; those of the store,
/// when nothing was changed; those of azure::ArmClient. After an error it may be half done: undo it.
class ChangeAzureJob : public AzureJob
{
    Q_OBJECT

public:
    /// `client` outlives the job. `id` and `name`: of the change, and the gateway's of the connection.
    ChangeAzureJob(azure::ArmClient *client, std::shared_ptr<const AzureChange> change, UndoPlace place,
                   const QString &id, const QString &name, QObject *parent = nullptr);

protected:
    void begin() override;

private:
    void readDocument();
    void keep();
    void putPolicies();
    void putKey();

    std::shared_ptr<const AzureChange> m_change;
    UndoPlace m_place;
    std::shared_ptr<AzureUndo> m_undo;
    azure::ConnectionDocument m_document;
};

/// Puts back what Azure's connection had before that change, as far as it is not there, and forgets it. What
/// was never begun is undone without a word.
///
/// Errors: Conflict, code "azure-changed": somebody changed it since; `force` puts it back all the same;
/// Conflict, it was changed just now; those of the store and of azure::ArmClient.
class UndoAzureJob : public AzureJob
{
    Q_OBJECT

public:
    /// `client` outlives the job.
    UndoAzureJob(azure::ArmClient *client, UndoPlace place, const QString &id, bool force = false,
                 QObject *parent = nullptr);
    /// Between two looks whether Azure has ended what it is at.
    void setPause(std::chrono::milliseconds pause) { m_pause = pause; }

protected:
    void begin() override;
    void abort() override;
    void failed(const Error &error) override;

private:
    void readDocument();
    void readKey();
    void putPolicies();
    void putKey();
    void forget();
    void refuse();

    UndoPlace m_place;
    QString m_id;
    bool m_force;
    std::optional<AzureUndo> m_undo;
    std::optional<azure::ConnectionDocument> m_document; ///< set: its policies are to be put
    bool m_putsKey = false;
    QTimer m_again;
    std::chrono::milliseconds m_pause{5'000};
};

} // namespace skybro::tunnel
