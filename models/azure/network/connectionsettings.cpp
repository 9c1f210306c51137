#include "models/azure/network/connectionsettings.h"

#include "models/azure/apiversions.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace skybro::azure {

using namespace Qt::StringLiterals;

namespace {

std::optional<ConnectionDocument> readDocument(const JsonView &object)
{
    ConnectionDocument document;
    document.id = object["id"_L1].toString();
    if (document.id.isEmpty())
        return std::nullopt;
    document.etag = object["etag"_L1].toString();
    document.body = object;
    document.body.remove("etag"_L1);
    QJsonObject properties = document.body.value("properties"_L1).toObject();
    document.isUpdating = properties.value("provisioningState"_L1).toString() == "Updating"_L1;
    for (const auto &word :
         {"connectionStatus"_L1, "tunnelConnectionStatus"_L1, "ingressBytesTransferred"_L1,
          "egressBytesTransferred"_L1, "provisioningState"_L1, "resourceGuid"_L1, "sharedKey"_L1})
        properties.remove(word);
    document.body.insert("properties"_L1, properties);
    return document;
}

QString keyPath(const QString &connectionId)
{
    return connectionId + u"/sharedkey"_s;
}

} // namespace

QJsonArray ConnectionDocument::ipsecPolicies() const
{
    return body.value("properties"_L1).toObject().value("ipsecPolicies"_L1).toArray();
}

void ConnectionDocument::setIpsecPolicies(const QJsonArray &policies)
{
    QJsonObject properties = body.value("properties"_L1).toObject();
    properties.insert("ipsecPolicies"_L1, policies);
    body.insert("properties"_L1, properties);
}

GetJob<ConnectionDocument> *getConnectionDocument(ArmClient &client, const QString &id)
{
    return client.getOne<ConnectionDocument>(id, apiversion::network.toString(), readDocument);
}

LongOperationJob *putConnectionDocument(ArmClient &client, const ConnectionDocument &document)
{
    return client.run({.method = "PUT",
                       .path = document.id,
                       .apiVersion = apiversion::network.toString(),
                       .query = {},
                       .body = document.body,
                       .repeat = {},
                       .bucket = {},
                       .ifMatch = document.etag.toUtf8()});
}

GetSharedKeyJob::GetSharedKeyJob(ArmClient &client, const QString &connectionId, QObject *parent)
    : JobOf<Secret>(parent)
    , m_request(client.get(keyPath(connectionId), apiversion::network.toString()))
{
    m_request->setParent(this);
}

void GetSharedKeyJob::begin()
{
    m_request->setDeadline(deadline());
    m_request->then(this, [this](const Result<HttpResponse> &answer) {
        if (!answer)
            return finish(std::unexpected(answer.error()));
        const QJsonObject object = QJsonDocument::fromJson(answer->body).object();
        Secret key(object.value("value"_L1).toString().toUtf8());
        if (key.isEmpty())
            return finish(fail(ErrorKind::Protocol, tr("Azure's answer can not be read."), u"no key"_s));
        finish(std::move(key));
    });
    m_request->start();
}

void GetSharedKeyJob::abort()
{
    if (m_request)
        m_request->cancel();
}

LongOperationJob *putSharedKey(ArmClient &client, const QString &connectionId, const Secret &key)
{
    return client.run({.method = "PUT",
                       .path = keyPath(connectionId),
                       .apiVersion = apiversion::network.toString(),
                       .query = {},
                       .body = {{u"value"_s, QString::fromUtf8(key.reveal())}},
                       .repeat = {},
                       .bucket = {}});
}

} // namespace skybro::azure
