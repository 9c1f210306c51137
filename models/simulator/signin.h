#pragma once

#include "models/simulator/armerror.h"
#include "models/simulator/world.h"

#include <map>

namespace skybro::sim {

/// Entra ID: who may sign in how, and what tokens are worth. Speaks the v2.0 endpoints, the /adfs form that
/// the Azure CLI uses with a cloud of one's own, and the managed identity endpoints.
class SignIn
{
public:
    explicit SignIn(World &world)
        : m_world(world)
    {
    }

    /// Nothing: not a sign-in path.
    [[nodiscard]] std::optional<Response> handle(const Request &request);
    /// Judges the Authorization header of a request to Azure Resource Manager.
    [[nodiscard]] Answer<void> authorize(const Request &request) const;
    /// A token as the endpoints hand out; `lifetime` may be negative to get an expired one.
    [[nodiscard]] QByteArray makeToken(const QString &tenant, std::chrono::seconds lifetime) const;
    /// The WWW-Authenticate header of a 401.
    [[nodiscard]] QByteArray challenge(const Request &request) const;
    /// All tokens handed out so far expire now (a fault, or an administrator's act).
    void revokeTokens() { m_notBefore = m_world.now() + 1; }

private:
    struct DeviceCode
    {
        QString userCode;
        qint64 expires = 0;
        qint64 nextPoll = 0;
        int interval = 5;
        bool approved = false;
        bool declined = false;
    };

    [[nodiscard]] Response token(const Request &request, const QString &tenant);
    [[nodiscard]] Response deviceCode(const Request &request, const QString &tenant);
    [[nodiscard]] Response deviceToken(const QString &code);
    [[nodiscard]] static Response deviceLoginPage();
    [[nodiscard]] Response approve(const Request &request);
    [[nodiscard]] Response managedIdentity(const Request &request) const;
    [[nodiscard]] Response tokenResponse(bool adfs) const;
    [[nodiscard]] Response refusal(int status, const QString &error, int code, const QString &text);
    [[nodiscard]] QJsonObject openIdConfiguration(const Request &request, const QString &tenant) const;
    [[nodiscard]] QByteArray sign(const QByteArray &text) const;
    [[nodiscard]] bool knowsTenant(const QString &tenant) const;

    World &m_world;
    std::map<QString, DeviceCode> m_deviceCodes;
    qint64 m_notBefore = 0;
};

} // namespace skybro::sim
