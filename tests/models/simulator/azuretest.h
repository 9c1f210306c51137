#pragma once

#include "models/simulator/azure.h"
#include "models/simulator/demo.h"
#include "models/simulator/scenario.h"

#include <QJsonDocument>

namespace skybro::sim {

inline QString errorCode(const Response &response)
{
    return response.json()
        .value(QLatin1StringView("error"))
        .toObject()
        .value(QLatin1StringView("code"))
        .toString();
}

/// A simulated Azure in virtual time with a demo cloud, and requests with a good token.
class TestAzure
{
public:
    explicit TestAzure(int nodes = 8, Settings settings = {})
        : azure(settings)
    {
        azure.advance(std::chrono::seconds(1));
        buildDemo(azure.world(), demoNodes(nodes));
        token = azure.signIn().makeToken(azure.world().tenant, std::chrono::hours(24 * 365));
        azure.advance(std::chrono::seconds(1));
    }

    /// With a scenario that has to be good, and two nodes.
    explicit TestAzure(const QJsonObject &scenario)
    {
        azure.advance(std::chrono::seconds(1));
        QList<DemoNode> nodes = demoNodes(2);
        const auto applied = applyScenario(scenario, nodes, azure.world());
        if (!applied)
            qFatal("%s", qUtf8Printable(applied.error().text));
        buildDemo(azure.world(), nodes);
        token = azure.signIn().makeToken(azure.world().tenant, std::chrono::hours(24 * 365));
    }

    Response ask(const QByteArray &method, const QString &path, const QJsonObject &body = {},
                 QList<Header> headers = {})
    {
        headers.append({{"Authorization", "Bearer " + token}, {"Host", "sim.test"}});
        QString target = path;
        if (!target.contains(u"api-version"))
            target +=
                QLatin1Char(target.contains(u'?') ? '&' : '?') + QStringLiteral("api-version=2022-08-01");
        return azure.handle(Request::make(method, target.toUtf8(), headers,
                                          body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson()));
    }
    /// Follows a link the simulator gave.
    Response follow(const QByteArray &link)
    {
        return ask("GET", QString::fromUtf8(link).remove(QStringLiteral("https://sim.test")));
    }

    [[nodiscard]] QString subscription() const
    {
        return QStringLiteral("/subscriptions/") + const_cast<Azure &>(azure).world().subscription;
    }
    [[nodiscard]] QString group() const { return subscription() + QStringLiteral("/resourceGroups/rg-hpc"); }
    [[nodiscard]] QString vm(const QString &name) const
    {
        return group() + QStringLiteral("/providers/Microsoft.Compute/virtualMachines/") + name;
    }
    /// A resource of Microsoft.Network in rg-network: network("virtualNetworks/v/subnets/s").
    [[nodiscard]] QString network(const QString &path) const
    {
        return subscription() + QStringLiteral("/resourceGroups/rg-network/providers/Microsoft.Network/") +
               path;
    }
    /// PUT in westeurope, waited for; `properties` is JSON with ' for ". The refusal's code, or nothing.
    QString put(const QString &path, QByteArray properties, QJsonObject body = {})
    {
        properties.replace('\'', '"');
        QJsonParseError parsed;
        const QJsonObject object = QJsonDocument::fromJson(properties, &parsed).object();
        Q_ASSERT(parsed.error == QJsonParseError::NoError);
        body.insert(QStringLiteral("location"), QStringLiteral("westeurope"));
        body.insert(QStringLiteral("properties"), object);
        const Response response = ask("PUT", path, body);
        azure.advance(azure.world().settings.operationTime * 60);
        return response.status < 300 ? QString() : errorCode(response);
    }
    /// "properties" as GET shows them.
    QJsonObject properties(const QString &path)
    {
        return ask("GET", path).json().value(QLatin1StringView("properties")).toObject();
    }
    [[nodiscard]] QString power(const QString &name)
    {
        for (const QJsonValue &status : ask("GET", vm(name) + QStringLiteral("/instanceView"))
                                            .json()
                                            .value(QLatin1StringView("statuses"))
                                            .toArray()) {
            const QString code = status.toObject().value(QLatin1StringView("code")).toString();
            if (code.startsWith(QLatin1StringView("PowerState/")))
                return code.section(u'/', 1);
        }
        return {};
    }

    Azure azure;
    QByteArray token;
};

} // namespace skybro::sim
