#include "models/tunnel/ends/azureendquery.h"

#include "models/azure/network/localnetworkgateway.h"
#include "models/azure/resourceid.h"

#include <QMap>

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;
using azure::GatewayConnection;
using azure::ResourceId;
using azure::VirtualNetwork;
using azure::VirtualNetworkGateway;

namespace {

bool isSame(const QString &one, const QString &other)
{
    return one.compare(other, Qt::CaseInsensitive) == 0;
}

/// Also what the gateway's peers reach through it.
QStringList prefixesOf(const VirtualNetwork &vnet)
{
    QStringList prefixes = vnet.addressPrefixes;
    for (const azure::VirtualNetworkPeering &peering : vnet.peerings) {
        if (peering.allowGatewayTransit && isSame(peering.state, u"Connected"_s))
            prefixes += peering.remoteAddressPrefixes;
    }
    prefixes.removeDuplicates();
    return prefixes;
}

QString vnetIdOf(const QString &subnetId)
{
    return subnetId.left(
        std::max<qsizetype>(subnetId.lastIndexOf(u"/subnets/"_s, -1, Qt::CaseInsensitive), 0));
}

} // namespace

std::optional<AzureIpsecPolicy> policyOf(const GatewayConnection &connection)
{
    if (connection.ipsecPolicies.isEmpty())
        return std::nullopt;
    const azure::IpsecPolicy &one = connection.ipsecPolicies.constFirst();
    return AzureIpsecPolicy{.ikeEncryption = one.ikeEncryption,
                            .ikeIntegrity = one.ikeIntegrity,
                            .dhGroup = one.dhGroup,
                            .ipsecEncryption = one.ipsecEncryption,
                            .ipsecIntegrity = one.ipsecIntegrity,
                            .pfsGroup = one.pfsGroup,
                            .saLifeTimeSeconds = one.saLifeTimeSeconds,
                            .saDataSizeKilobytes = one.saDataSizeKilobytes};
}

AzureEndQuery::AzureEndQuery(azure::ArmClient *client, AzureEndChoice choice, AzureEnd known, Depth depth,
                             QObject *parent, Clock clock)
    : FanOutJob(parent)
    , m_client(client)
    , m_choice(std::move(choice))
    , m_depth(depth)
    , m_clock(std::move(clock))
    , m_end(std::move(known))
{
}

void AzureEndQuery::begin()
{
    m_end.asOf = m_clock();
    if (m_end.connectionId.isEmpty() || m_end.gatewayId.isEmpty())
        return look();
    askConnection(m_end.connectionId);
    askGateway(m_end.gatewayId);
    if (m_depth == Depth::Everything && !m_end.localGatewayId.isEmpty())
        askLocalGateway(m_end.localGatewayId);
}

void AzureEndQuery::look()
{
    const QDateTime asOf = m_end.asOf;
    m_end = {};
    m_end.asOf = asOf;
    ask(azure::listVirtualNetworks(*m_client, m_choice.subscription),
        [this](const Result<QList<VirtualNetwork>> &vnets) {
            if (!vnets)
                return endWith(vnets.error());
            m_vnets = *vnets;
            askGateways(*vnets);
        });
    m_next = &AzureEndQuery::choose;
}

/// Azure lists gateways by group only, and a Vnet may be in another one than its gateway.
void AzureEndQuery::askGateways(const QList<VirtualNetwork> &vnets)
{
    QMap<QString, QString> groups; // as spelt, by the same in lower case
    for (const VirtualNetwork &vnet : vnets) {
        for (const azure::Subnet &subnet : vnet.subnets) {
            if (!isSame(subnet.name, u"GatewaySubnet"_s))
                continue;
            for (const QString &address : subnet.ipConfigurationIds) {
                if (const auto id = ResourceId::parse(azure::gatewayIdOf(address)))
                    groups.insert(id->resourceGroup.toLower(), id->resourceGroup);
            }
        }
    }
    for (const QString &group : std::as_const(groups)) {
        ask(azure::listVirtualNetworkGateways(*m_client, m_choice.subscription, group),
            [this](const Result<QList<VirtualNetworkGateway>> &gateways) {
                if (!gateways) {
                    m_gap = gateways.error();
                    return;
                }
                for (const VirtualNetworkGateway &gateway : *gateways) {
                    if (isSame(gateway.gatewayType, u"ExpressRoute"_s))
                        continue;
                    m_gateways.append(gateway);
                    ask(azure::listGatewayConnections(*m_client, gateway.id),
                        [this](const Result<QList<GatewayConnection>> &connections) {
                            if (connections)
                                m_connections += *connections;
                            else
                                m_gap = connections.error();
                        });
                }
            });
    }
}

void AzureEndQuery::choose()
{
    QList<GatewayConnection> candidates;
    for (const GatewayConnection &one : std::as_const(m_connections)) {
        const bool isKnown = std::ranges::any_of(candidates, [&](const GatewayConnection &other) {
            return ResourceId::key(other.id) == ResourceId::key(one.id);
        });
        const bool isMeant = m_choice.connection.isEmpty() || isSame(one.name, m_choice.connection);
        if (isSame(one.type, u"IPsec"_s) && isMeant && !isKnown)
            candidates.append(one);
    }
    if (candidates.size() > 1 && !m_choice.resourceGroups.isEmpty()) {
        QList<GatewayConnection> ours;
        for (const GatewayConnection &one : std::as_const(candidates)) {
            const auto id = ResourceId::parse(one.id);
            if (id && m_choice.resourceGroups.contains(id->resourceGroup, Qt::CaseInsensitive))
                ours.append(one);
        }
        if (!ours.isEmpty())
            candidates = ours;
    }
    if (candidates.isEmpty())
        return endWithNone();
    if (candidates.size() == 1)
        return choose(candidates);
    if (m_choice.onPremiseAddress.isEmpty()) {
        QStringList names;
        for (const GatewayConnection &one : std::as_const(candidates))
            names += one.name;
        names.sort();
        Error error = makeError(ErrorKind::Invalid, tr("Azure has several site-to-site connections (%1): "
                                                       "name the site's with gateway.azureConnection.")
                                                        .arg(names.join(u", "_s)));
        error.code = u"ambiguous"_s;
        return endWith(error);
    }
    compareAddresses(candidates);
}

void AzureEndQuery::compareAddresses(const QList<GatewayConnection> &candidates)
{
    m_connections.clear();
    for (const GatewayConnection &one : candidates) {
        ask(azure::getLocalNetworkGateway(*m_client, one.localGatewayId),
            [this, one,
             address = m_choice.onPremiseAddress](const Result<azure::LocalNetworkGateway> &gateway) {
                if (!gateway)
                    m_gap = gateway.error();
                else if (gateway->address == address)
                    m_connections.append(one);
            });
    }
    m_next = &AzureEndQuery::choose;
    m_choice.onPremiseAddress.clear(); // those that are left have it: more than one is one too many
}

void AzureEndQuery::choose(const QList<GatewayConnection> &candidates)
{
    const GatewayConnection &connection = candidates.constFirst();
    m_next = nullptr;
    m_end.connectionId = connection.id;
    for (const VirtualNetworkGateway &gateway : std::as_const(m_gateways)) {
        if (ResourceId::key(gateway.id) == ResourceId::key(connection.gatewayId))
            take(gateway);
    }
    m_depth = Depth::Everything;
    askConnection(connection.id);
    if (m_end.gatewayId.isEmpty())
        askGateway(connection.gatewayId);
    askLocalGateway(connection.localGatewayId);
}

void AzureEndQuery::askConnection(const QString &id)
{
    ask(azure::getGatewayConnection(*m_client, id), [this](const Result<GatewayConnection> &connection) {
        if (connection)
            return take(*connection);
        if (connection.error().kind != ErrorKind::NotFound)
            return endWith(connection.error());
        m_end.evidence.connectionExists = false;
        m_end.evidence.connectionStatus.clear();
        m_end.evidence.ingressBytes.reset();
        m_end.evidence.egressBytes.reset();
    });
}

void AzureEndQuery::askGateway(const QString &id)
{
    ask(azure::getVirtualNetworkGateway(*m_client, id), [this](const Result<VirtualNetworkGateway> &gateway) {
        if (gateway)
            return take(*gateway);
        if (gateway.error().kind != ErrorKind::NotFound)
            return endWith(gateway.error());
        m_end.evidence.gatewayExists = false;
        m_end.evidence.gatewayProvisioning.clear();
    });
}

void AzureEndQuery::askLocalGateway(const QString &id)
{
    if (id.isEmpty())
        return;
    ask(azure::getLocalNetworkGateway(*m_client, id),
        [this, id](const Result<azure::LocalNetworkGateway> &gateway) {
            if (!gateway) {
                if (gateway.error().kind != ErrorKind::NotFound)
                    endWith(gateway.error());
                return;
            }
            m_end.localGatewayId = id;
            m_end.parameters.onPremiseAddress = gateway->address.isEmpty() ? gateway->fqdn : gateway->address;
            m_end.parameters.onPremisePrefixes = gateway->addressPrefixes;
        });
}

void AzureEndQuery::take(const GatewayConnection &connection)
{
    m_end.connectionName = connection.name;
    m_end.evidence.connectionExists = true;
    m_end.evidence.connectionStatus = connection.status;
    m_end.evidence.ingressBytes = static_cast<quint64>(connection.ingressBytes);
    m_end.evidence.egressBytes = static_cast<quint64>(connection.egressBytes);
    m_end.parameters.ikeVersion = isSame(connection.protocol, u"IKEv1"_s) ? IkeVersion::V1 : IkeVersion::V2;
    m_end.parameters.policy = policyOf(connection);
    if (connection.dpdTimeoutSeconds > 0)
        m_end.parameters.dpdTimeout = std::chrono::seconds(connection.dpdTimeoutSeconds);
    else
        m_end.parameters.dpdTimeout = AzureParameters::ownDpdTimeout;
    m_end.parameters.policyBasedSelectors = connection.usePolicyBasedTrafficSelectors;
}

void AzureEndQuery::take(const VirtualNetworkGateway &gateway)
{
    m_end.gatewayId = gateway.id;
    m_end.parameters.gatewayAddresses = gateway.tunnelAddresses;
    m_end.evidence.gatewayExists = true;
    m_end.evidence.gatewayProvisioning = gateway.provisioningState;
    const bool wanted = m_depth == Depth::Everything || m_end.parameters.vnetPrefixes.isEmpty();
    if (wanted && !gateway.addresses.isEmpty())
        askVnet(gateway.addresses.constFirst().subnetId);
}

void AzureEndQuery::askVnet(const QString &gatewaySubnetId)
{
    const QString id = vnetIdOf(gatewaySubnetId);
    const auto listed = std::ranges::find_if(
        m_vnets, [&](const VirtualNetwork &vnet) { return ResourceId::key(vnet.id) == ResourceId::key(id); });
    if (listed != m_vnets.end())
        return take(*listed);
    if (id.isEmpty())
        return;
    ask(azure::getVirtualNetwork(*m_client, id), [this](const Result<VirtualNetwork> &vnet) {
        if (vnet)
            take(*vnet);
        else if (vnet.error().kind != ErrorKind::NotFound)
            endWith(vnet.error());
    });
}

void AzureEndQuery::take(const VirtualNetwork &vnet)
{
    m_end.parameters.vnetPrefixes = prefixesOf(vnet);
}

/// Only when all was looked through may it be said that there is none.
void AzureEndQuery::endWithNone()
{
    if (m_gap)
        return endWith(*m_gap);
    m_end.evidence.connectionExists = false;
    m_end.evidence.gatewayExists = !m_gateways.isEmpty();
    if (m_gateways.size() == 1)
        m_end.evidence.gatewayProvisioning = m_gateways.constFirst().provisioningState;
    finish(std::move(m_end));
}

void AzureEndQuery::endWith(const Error &error)
{
    abort();
    finish(std::unexpected(error));
}

void AzureEndQuery::allDone()
{
    if (m_next) {
        const auto next = std::exchange(m_next, nullptr);
        (this->*next)(); // asks for more, or ends it
        if (!isRunning() || isWaiting())
            return;
    }
    if (m_end.evidence.connectionExists == false || m_end.evidence.gatewayExists == false)
        m_end.connectionId.clear(); // the next question looks for what took its place
    finish(std::move(m_end));
}

QString AzureEndQuery::timedOutText() const
{
    return tr("Azure did not tell of the tunnel within %n second(s).", nullptr,
              static_cast<int>(std::chrono::ceil<std::chrono::seconds>(deadline()).count()));
}

} // namespace skybro::tunnel
