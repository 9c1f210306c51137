#pragma once

#include "models/azure/armclient.h"
#include "models/base/secret.h"

#include <QJsonObject>

namespace skybro::azure {

/// A connection whole, as Azure wrote it, to be changed and put back: what Skybro does not know of it stays.
/// (Microsoft.Network 2022-07-01, VirtualNetworkGatewayConnection.) The shared key is not in it.
struct ConnectionDocument
{
    QString id;
    QJsonObject body;        ///< without what Azure alone says: status, counters, state
    QString etag;            ///< the put is refused with 412 when somebody was faster
    bool isUpdating = false; ///< a change is under way: what is read may be the past

    /// properties.ipsecPolicies
    [[nodiscard]] QJsonArray ipsecPolicies() const;
    void setIpsecPolicies(const QJsonArray &policies);
};

[[nodiscard]] GetJob<ConnectionDocument> *getConnectionDocument(ArmClient &client, const QString &id);
/// A long operation. Error Conflict when the document is not the newest any more.
[[nodiscard]] LongOperationJob *putConnectionDocument(ArmClient &client, const ConnectionDocument &document);

/// The pre-shared key of a connection. Error Forbidden when the role does not allow it.
class GetSharedKeyJob : public JobOf<Secret>
{
    Q_OBJECT

public:
    GetSharedKeyJob(ArmClient &client, const QString &connectionId, QObject *parent = nullptr);

protected:
    void begin() override;
    void abort() override;

private:
    QPointer<RequestJob> m_request;
};

/// Sets it: a long operation. Azure renegotiates, which breaks a tunnel whose other end has another key.
[[nodiscard]] LongOperationJob *putSharedKey(ArmClient &client, const QString &connectionId,
                                             const Secret &key);

} // namespace skybro::azure
