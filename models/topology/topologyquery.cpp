#include "models/topology/topologyquery.h"

#include "models/azure/resourceid.h"

#include <algorithm>

namespace skybro::topology {

using namespace Qt::StringLiterals;
using azure::ResourceId;

TopologyQuery::TopologyQuery(azure::ArmClient *client, QString subscription, QObject *parent, Clock clock)
    : FanOutJob(parent)
    , m_client(client)
    , m_subscription(std::move(subscription))
    , m_clock(std::move(clock))
{
}

template <typename T>
void TopologyQuery::askList(JobOf<QList<T>> *job, const QString &what, QList<T> NetworkLists::*member)
{
    ask(job, [this, what, member](const Result<QList<T>> &items) {
        if (items)
            m_lists.*member += *items;
        else
            addGap(what, items.error());
    });
}

void TopologyQuery::begin()
{
    m_lists.asOf = m_clock();
    ask(azure::listVirtualNetworks(*m_client, m_subscription),
        [this](const Result<QList<azure::VirtualNetwork>> &vnets) {
            if (!vnets) {
                abort();
                finish(std::unexpected(vnets.error()));
                return;
            }
            m_lists.vnets = *vnets;
            askGateways();
        });
    askList(azure::listNetworkSecurityGroups(*m_client, m_subscription), tr("Security groups"),
            &NetworkLists::securityGroups);
    askList(azure::listRouteTables(*m_client, m_subscription), tr("Route tables"),
            &NetworkLists::routeTables);
    askList(azure::listPrivateEndpoints(*m_client, m_subscription), tr("Private endpoints"),
            &NetworkLists::endpoints);
    ask(azure::listNetworkInterfaces(*m_client, m_subscription),
        [this](const Result<QList<azure::NetworkInterface>> &interfaces) {
            m_lists.interfacesAreWhole = interfaces.has_value();
            if (interfaces)
                m_lists.interfaces = *interfaces;
            else
                addGap(tr("Network interfaces"), interfaces.error());
        });
    askList(azure::listPublicIpAddresses(*m_client, m_subscription), tr("Public IP addresses"),
            &NetworkLists::publicIps);
}

void TopologyQuery::askGateways()
{
    QMap<QString, QString> groups; // as spelt, by the same in lower case
    for (const azure::VirtualNetwork &vnet : std::as_const(m_lists.vnets)) {
        const auto subnet = std::ranges::find_if(vnet.subnets, [](const azure::Subnet &one) {
            return one.name.compare("GatewaySubnet"_L1, Qt::CaseInsensitive) == 0;
        });
        if (subnet == vnet.subnets.end())
            continue;
        groups.insert(vnet.resourceGroup.toLower(), vnet.resourceGroup);
        for (const QString &address : subnet->ipConfigurationIds) {
            if (const auto id = ResourceId::parse(azure::gatewayIdOf(address)))
                groups.insert(id->resourceGroup.toLower(), id->resourceGroup);
        }
    }
    for (const QString &group : std::as_const(groups)) {
        ask(azure::listVirtualNetworkGateways(*m_client, m_subscription, group),
            [this](const Result<QList<azure::VirtualNetworkGateway>> &gateways) {
                if (!gateways) {
                    addTunnelGap(tr("Virtual network gateways"), gateways.error());
                    return;
                }
                m_lists.gateways += *gateways;
                for (const azure::VirtualNetworkGateway &gateway : *gateways)
                    askConnections(gateway.id);
            });
    }
}

void TopologyQuery::askConnections(const QString &gatewayId)
{
    ask(azure::listGatewayConnections(*m_client, gatewayId),
        [this](const Result<QList<azure::GatewayConnection>> &connections) {
            if (!connections) {
                addTunnelGap(tr("Connections"), connections.error());
                return;
            }
            for (const azure::GatewayConnection &one : *connections)
                askConnection(one);
        });
}

void TopologyQuery::askConnection(const azure::GatewayConnection &listed)
{
    ask(azure::getGatewayConnection(*m_client, listed.id),
        [this, listed](const Result<azure::GatewayConnection> &one) {
            if (!one)
                addTunnelGap(listed.name, one.error());
            m_lists.connections.append(one.value_or(listed));
        });
    const QString local = ResourceId::key(listed.localGatewayId);
    if (listed.localGatewayId.isEmpty() || m_askedLocal.contains(local))
        return;
    m_askedLocal.insert(local);
    ask(azure::getLocalNetworkGateway(*m_client, listed.localGatewayId),
        [this](const Result<azure::LocalNetworkGateway> &gateway) {
            if (gateway)
                m_lists.localGateways.append(*gateway);
            else
                addTunnelGap(tr("Local network gateways"), gateway.error());
        });
}

/// A cloud that does not know a type of resource (Azure Stack Hub knows not all) has none: nothing is
/// missing.
void TopologyQuery::addGap(const QString &what, Error error)
{
    if (error.code == u"InvalidResourceType")
        return;
    error.text = what + u": "_s + error.text;
    if (!m_lists.unread.contains(what))
        m_lists.unread.append(what);
    m_lists.gaps.append(std::move(error));
}

void TopologyQuery::addTunnelGap(const QString &what, const Error &error)
{
    const qsizetype before = m_lists.gaps.size();
    addGap(what, error);
    if (m_lists.gaps.size() > before)
        m_lists.tunnelsAreWhole = false;
}

void TopologyQuery::allDone()
{
    finish(std::move(m_lists));
}

QString TopologyQuery::timedOutText() const
{
    return tr("Azure did not list the networks within %n second(s).", nullptr,
              static_cast<int>(std::chrono::ceil<std::chrono::seconds>(deadline()).count()));
}

} // namespace skybro::topology
