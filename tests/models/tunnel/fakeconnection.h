#pragma once

#include "models/tunnel/config/azurechange.h"
#include "tests/models/tunnel/tunnelfixture.h"
#include "tests/support/armfixture.h"

#include <QJsonDocument>

namespace skybro::test {

using namespace Qt::StringLiterals;

inline const QString azureConnectionId =
    u"/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/connections/c"_s;
/// With ' in place of ".
inline const QByteArray azureConnection =
    QByteArray(
        "{'id': '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/connections/c', 'name': 'c',"
        "'etag': 'W/7', 'location': 'westeurope', 'tags': {'owner': 'us'}, 'properties': {"
        "'connectionType': 'IPsec', 'dpdTimeoutSeconds': 45, 'connectionStatus': 'Connected',"
        "'provisioningState': 'Succeeded', 'ingressBytesTransferred': 7, 'somethingNew': {'kept': true},"
        "'ipsecPolicies': [{'dhGroup': 'DHGroup2', 'ofLater': 1}]}}")
        .replace('\'', '"');

/// Azure with one connection. Keeps what it is given.
struct FakeConnection
{
    QJsonObject body = QJsonDocument::fromJson(azureConnection).object();
    QString key = u"old-key"_s;
    QByteArray refuses; ///< method and the end of the path of what it does not do
    bool isDeaf = false;
    int updating = 0;  ///< so many reads tell that it is at something
    int isBusyFor = 0; ///< so many puts are refused for it
    bool keyWasPut = false;

    ScriptedTransport::Answer operator()(const azure::HttpRequest &request)
    {
        const bool isKey = request.url.path().endsWith("/sharedkey"_L1);
        if (isDeaf)
            return {};
        if (!refuses.isEmpty() && request.method + (isKey ? " key" : " connection") == refuses)
            return ScriptedTransport::json(
                403, "{\"error\": {\"code\": \"AuthorizationFailed\", \"message\": \"No.\"}}");
        if (request.method == "PUT" && isBusyFor > 0) {
            --isBusyFor;
            return ScriptedTransport::json(409, "{\"error\": {\"code\": \"AnotherOperationInProgress\"}}");
        }
        const QJsonObject sent = QJsonDocument::fromJson(request.body).object();
        if (request.method == "PUT" && isKey)
            keyWasPut = true, key = sent.value("value"_L1).toString();
        else if (request.method == "PUT")
            body = sent;
        if (request.method == "GET" && !isKey && updating > 0) {
            --updating;
            QJsonObject busy = body;
            QJsonObject properties = busy.value("properties"_L1).toObject();
            properties.insert(u"provisioningState"_s, u"Updating"_s);
            busy.insert(u"properties"_s, properties);
            return ScriptedTransport::json(200, QJsonDocument(busy).toJson());
        }
        const QJsonObject answer = isKey ? QJsonObject{{u"value"_s, key}} : body;
        return ScriptedTransport::json(200, QJsonDocument(answer).toJson());
    }
};

[[nodiscard]] inline tunnel::AzureIpsecPolicy strong()
{
    return {.ikeEncryption = u"AES256"_s,
            .ikeIntegrity = u"SHA256"_s,
            .dhGroup = u"DHGroup14"_s,
            .ipsecEncryption = u"GCMAES256"_s,
            .ipsecIntegrity = u"GCMAES256"_s,
            .pfsGroup = u"PFS2048"_s};
}

[[nodiscard]] inline std::shared_ptr<tunnel::AzureChange> wholeChange()
{
    auto change = std::make_shared<tunnel::AzureChange>();
    change->connectionId = azureConnectionId;
    change->setsPolicy = true;
    change->policy = strong();
    change->key = Secret("new-key");
    return change;
}

/// For results that can not be copied.
[[nodiscard]] inline bool succeeds(Job &job)
{
    job.keep();
    const QSignalSpy spy(&job, &Job::finished);
    job.start();
    while (spy.isEmpty())
        QTest::qWait(1);
    return !job.error();
}

/// How many changes of Azure's end could be undone.
[[nodiscard]] inline qsizetype keptUndos(const tunnel::UndoPlace &place)
{
    tunnel::UndosJob job(place);
    if (!succeeds(job))
        return -1;
    return static_cast<qsizetype>(job.takeResult()->size());
}

/// Changes it as a program would that is gone then.
[[nodiscard]] inline bool changeAzure(ArmFixture &arm, const tunnel::UndoPlace &place, const QString &id)
{
    tunnel::ChangeAzureJob job(&arm.client, wholeChange(), place, id, u"azure"_s);
    return succeeds(job);
}

} // namespace skybro::test
