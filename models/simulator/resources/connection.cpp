#include "models/simulator/resources/connectionstate.h"
#include "models/simulator/resources/ipsecpolicy.h"
#include "models/simulator/resources/network.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

constexpr int keyLength = 128; ///< of a key that Azure makes

/// Connections of a VPN gateway with an on-premise device, or with another gateway. The shared key is a call
/// of its own and never part of what a GET shows.
class Connection final : public PlacedNetworkType
{
public:
    Connection()
        : PlacedNetworkType(u"Microsoft.Network/connections"_s)
    {
    }

    Answer<void> fill(World &world, const ResourceId &id, const Resource *,
                      QJsonObject &properties) const override
    {
        if (const auto good = fillEnds(world, id, properties); !good)
            return std::unexpected(good.error());
        if (const auto good = fillProtocol(world, id, properties); !good)
            return std::unexpected(good.error());
        if (properties.contains(u"sharedKey"_s)) {
            if (const auto good = checkSharedKey(properties.value(u"sharedKey"_s).toString()); !good)
                return std::unexpected(good.error());
        }
        for (const auto &flag : {u"enableBgp"_s, u"useLocalAzureIpAddress"_s, u"expressRouteGatewayBypass"_s})
            properties.insert(flag, properties.value(flag).toBool());
        properties.insert(u"routingWeight"_s, properties.value(u"routingWeight"_s).toInt());
        properties.insert(u"packetCaptureDiagnosticState"_s, u"None"_s);
        properties.insert(u"ingressBytesTransferred"_s, 0);
        properties.insert(u"egressBytesTransferred"_s, 0);
        properties.remove(u"connectionStatus"_s);
        return {};
    }

    /// The key leaves the body; Azure makes one where none was sent.
    void stored(World &world, Resource &connection) const override
    {
        QJsonObject body = connection.body;
        QJsonObject properties = propertiesOf(body);
        const QJsonValue key = properties.take(u"sharedKey"_s);
        if (key.isString())
            connection.runtime.insert(u"sharedKey"_s, key);
        else if (!connection.runtime.contains(u"sharedKey"_s))
            connection.runtime.insert(u"sharedKey"_s, makeKey(world, keyLength));
        body.insert(u"properties"_s, properties);
        world.setBody(connection, body);
    }

    void restored(World &world, Resource &connection) const override
    {
        stored(world, connection);
        if (propertiesOf(connection.body).value(u"provisioningState"_s) == u"Succeeded"_s)
            agree(world, connection);
    }

    QJsonObject show(const World &world, const Resource &connection, const Request &request) const override
    {
        // Lists are cheap for Azure: the status and the counters are told by name only.
        const auto asked = ResourceId::parse(request.path);
        if (request.method != "GET" || !asked || asked->key() != connection.id.key())
            return connection.body;
        QJsonObject body = connection.body;
        QJsonObject properties = propertiesOf(body);
        const Traffic bytes = traffic(world, connection);
        properties.insert(u"connectionStatus"_s, connectionStatus(world, connection));
        properties.insert(u"ingressBytesTransferred"_s, bytes.ingress);
        properties.insert(u"egressBytesTransferred"_s, bytes.egress);
        body.insert(u"properties"_s, properties);
        return body;
    }
    bool showsBody(const World &, const Resource &, const Request &) const override { return false; }

    void finished(World &world, Operation &operation, Resource &connection) const override
    {
        const bool made = operation.verb == u"put"_s && operation.error.isEmpty();
        NetworkType::finished(world, operation, connection);
        if (made)
            agree(world, connection);
    }

    std::optional<Answer<Response>> call(World &world, Resource &connection, const QString &verb,
                                         const Request &request) const override
    {
        const QJsonObject sent = QJsonDocument::fromJson(request.body).object();
        if (verb == u"sharedkey"_s)
            return sharedKey(world, connection, sent, request);
        if (request.method != "POST")
            return {};
        if (verb == u"sharedkey/reset"_s) {
            const int length = sent.value(u"keyLength"_s).toInt();
            if (length < 1 || length > keyLength) {
                return refuse(400, u"InvalidKeyLength"_s,
                              u"The key length must be between 1 and %1."_s.arg(keyLength));
            }
            return beginAction(world, connection, verb, 0.3, {{u"keyLength"_s, length}}, Lock::Whole,
                               request);
        }
        if (verb == u"getikesas"_s)
            return beginAction(world, connection, verb, 0.2, {}, Lock::None, request);
        if (verb == u"resetconnection"_s)
            return beginAction(world, connection, verb, 0.5, {}, Lock::Whole, request);
        if (verb == u"vpndeviceconfigurationscript"_s) {
            for (const auto &needed : {u"vendor"_s, u"deviceFamily"_s, u"firmwareVersion"_s}) {
                if (sent.value(needed).toString().isEmpty()) {
                    return refuse(400, u"InvalidRequestFormat"_s,
                                  u"Cannot parse the request: %1 of the device is missing."_s.arg(needed));
                }
            }
            return textResponse(deviceScript(world, connection));
        }
        return {};
    }

    QJsonValue conclude(World &world, const Operation &operation, Resource &connection) const override
    {
        if (operation.verb == u"getikesas"_s)
            return ikeSasText(world, connection);
        if (operation.verb == u"sharedkey"_s)
            connection.runtime.insert(u"sharedKey"_s, operation.arguments.value(u"value"_s));
        if (operation.verb == u"sharedkey/reset"_s)
            connection.runtime.insert(u"sharedKey"_s,
                                      makeKey(world, operation.arguments.value(u"keyLength"_s).toInt()));
        if (operation.verb == u"resetconnection"_s)
            negotiate(world, connection);
        else
            agree(world, connection);
        return operation.verb == u"sharedkey/reset"_s ? QJsonValue(operation.arguments) : QJsonObject();
    }

    double effort(const QString &verb) const override { return verb == u"put"_s ? 0.5 : 0.8; }

private:
    /// Negotiates when what the two ends have to agree on is new: another tag ends no tunnel.
    static void agree(World &world, Resource &connection)
    {
        QJsonObject terms{{u"sharedKey"_s, connection.runtime.value(u"sharedKey"_s)}};
        const QJsonObject properties = propertiesOf(connection.body);
        for (const auto &term :
             {u"virtualNetworkGateway1"_s, u"virtualNetworkGateway2"_s, u"localNetworkGateway2"_s,
              u"connectionProtocol"_s, u"connectionMode"_s, u"ipsecPolicies"_s, u"trafficSelectorPolicies"_s,
              u"usePolicyBasedTrafficSelectors"_s, u"dpdTimeoutSeconds"_s})
            terms.insert(term, properties.value(term));
        if (connection.runtime.value(u"terms"_s) == terms)
            return;
        connection.runtime.insert(u"terms"_s, terms);
        negotiate(world, connection);
    }

    Answer<Response> sharedKey(World &world, Resource &connection, const QJsonObject &sent,
                               const Request &request) const
    {
        if (request.method == "GET")
            return jsonResponse(200, {{u"id"_s, connection.id.text() + u"/sharedKey"_s},
                                      {u"value"_s, connection.runtime.value(u"sharedKey"_s)}});
        if (request.method != "PUT")
            return refuse(405, u"MethodNotAllowed"_s, u"A shared key can be read, put and reset."_s);
        const QString key = sent.value(u"value"_s).toString();
        if (const auto good = checkSharedKey(key); !good)
            return std::unexpected(good.error());
        auto begun =
            beginAction(world, connection, u"sharedkey"_s, 0.3, {{u"value"_s, key}}, Lock::Whole, request);
        if (!begun)
            return begun;
        Response answer = jsonResponse(200, {{u"value"_s, key}});
        for (const char *header : {"x-ms-request-id", "Azure-AsyncOperation", "Retry-After"})
            answer.with(header, begun->header(header));
        return answer;
    }

    static QString makeKey(World &world, int length)
    {
        static const QString letters = u"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"_s;
        QString key;
        for (int i = 0; i < length; ++i)
            key.append(
                letters.at(static_cast<qsizetype>(world.random() % static_cast<quint64>(letters.size()))));
        return key;
    }

    /// The two ends exist and nothing happens to them just now.
    static Answer<void> fillEnds(World &world, const ResourceId &id, QJsonObject &properties)
    {
        const QString type = properties.value(u"connectionType"_s).toString();
        const bool onPremise = type.compare("IPsec"_L1, Qt::CaseInsensitive) == 0;
        if (!onPremise && type.compare("Vnet2Vnet"_L1, Qt::CaseInsensitive) != 0)
            return refuse(400, u"InvalidConnectionType"_s,
                          u"Connection type '%1' is not supported here."_s.arg(type));
        properties.insert(u"connectionType"_s, onPremise ? u"IPsec"_s : u"Vnet2Vnet"_s);
        const QString far = onPremise ? u"localNetworkGateway2"_s : u"virtualNetworkGateway2"_s;
        for (const QString &end : {u"virtualNetworkGateway1"_s, far}) {
            const QString target = referenced(properties, end);
            const Resource *found = world.find(target);
            if (!found)
                return std::unexpected(invalidReference(target, id.text()));
            if (world.current(*found)) {
                return refuse(429, u"AnotherOperationInProgress"_s,
                              u"Another operation on this or dependent resource is in progress. To retrieve "
                              "status of the operation use uri: %1."_s.arg(world.current(*found)->path));
            }
            properties.insert(end, reference(found->id.text()));
        }
        return {};
    }

    static Answer<void> fillProtocol(const World &world, const ResourceId &id, QJsonObject &properties)
    {
        const QJsonObject gateway =
            propertiesOf(world.find(referenced(properties, u"virtualNetworkGateway1"_s))->body);
        const bool basic = gateway.value(u"sku"_s).toObject().value(u"name"_s) == u"Basic"_s;
        const bool policyBased = gateway.value(u"vpnType"_s) == u"PolicyBased"_s;
        const QString protocol = properties.value(u"connectionProtocol"_s)
                                     .toString(basic || policyBased ? u"IKEv1"_s : u"IKEv2"_s);
        if (protocol != u"IKEv1"_s && protocol != u"IKEv2"_s)
            return refuse(400, u"InvalidConnectionProtocol"_s,
                          u"Connection protocol '%1' is not valid."_s.arg(protocol));
        if (protocol == u"IKEv2"_s && (basic || policyBased)) {
            return refuse(
                400, u"ConnectionProtocolNotSupportedByGatewaySku"_s,
                u"Connection %1: a gateway of SKU Basic or VPN type PolicyBased has no IKEv2."_s.arg(
                    id.text()));
        }
        const QJsonArray policies = properties.value(u"ipsecPolicies"_s).toArray();
        const QJsonArray selectors = properties.value(u"trafficSelectorPolicies"_s).toArray();
        const bool policySelectors = properties.value(u"usePolicyBasedTrafficSelectors"_s).toBool();
        if (const auto good = checkIpsecPolicies(policies); !good)
            return good;
        if (const auto good = checkTrafficSelectors(selectors); !good)
            return good;
        if (basic && !policies.isEmpty())
            return refuse(400, u"IpsecPoliciesNotSupportedByGatewaySku"_s,
                          u"A gateway of SKU Basic has no IPsec policies of one's own."_s);
        if (policySelectors && policies.isEmpty())
            return refuse(
                400, u"PolicyBasedTrafficSelectorsNeedIpsecPolicy"_s,
                u"Policy-based traffic selectors need an IPsec policy on connection %1."_s.arg(id.text()));
        if (!selectors.isEmpty() && !policySelectors)
            return refuse(
                400, u"TrafficSelectorPoliciesNeedPolicyBasedTrafficSelectors"_s,
                u"Traffic selector policies need usePolicyBasedTrafficSelectors on connection %1."_s.arg(
                    id.text()));
        const int dpd = properties.value(u"dpdTimeoutSeconds"_s).toInt(); // 0: Azure's own, 45 s
        if (dpd != 0 && (dpd < 9 || dpd > 3600))
            return refuse(400, u"InvalidDpdTimeout"_s,
                          u"dpdTimeoutSeconds must be 0 or between 9 and 3600."_s);
        const QString mode = properties.value(u"connectionMode"_s).toString(u"Default"_s);
        if (!QStringList{u"Default"_s, u"ResponderOnly"_s, u"InitiatorOnly"_s}.contains(mode))
            return refuse(400, u"InvalidConnectionMode"_s, u"Connection mode '%1' is not valid."_s.arg(mode));
        properties.insert(u"connectionProtocol"_s, protocol);
        properties.insert(u"ipsecPolicies"_s, policies);
        properties.insert(u"trafficSelectorPolicies"_s, selectors);
        properties.insert(u"usePolicyBasedTrafficSelectors"_s, policySelectors);
        properties.insert(u"dpdTimeoutSeconds"_s, dpd);
        properties.insert(u"connectionMode"_s, mode);
        return {};
    }
};

} // namespace

std::unique_ptr<const ResourceType> makeConnection()
{
    return std::make_unique<Connection>();
}

} // namespace skybro::sim
