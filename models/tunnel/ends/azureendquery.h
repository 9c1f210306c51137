#pragma once

#include "models/azure/network/gatewayconnection.h"
#include "models/azure/network/virtualnetwork.h"
#include "models/azure/network/virtualnetworkgateway.h"
#include "models/base/clock.h"
#include "models/base/fanoutjob.h"
#include "models/tunnel/ends/azureend.h"

#include <QPointer>

namespace skybro::tunnel {

/// Asks Azure for its end of the tunnel.
///
/// The first time it looks for the connection: Vnets, the gateways in the groups where those have one, their
/// connections, then the chosen one by name (lists tell no status) and its local network gateway; 5 requests
/// for a single tunnel. When what it found is given back to it as `known`, it asks for connection and gateway
/// alone, 2 requests, and keeps the rest of `known`; `Depth::Everything` renews that, too, with 2 more.
///
/// That Azure has no such connection, or no gateway, is a result (AzureEvidence::connectionExists,
/// ::gatewayExists), with an empty connectionId, so that the next question looks for it anew. Errors:
/// Invalid, code "ambiguous", when several connections fit and none is named; those of azure::ArmClient, when
/// it could not be told. GUI thread.
class AzureEndQuery : public FanOutJob<AzureEnd>
{
    Q_OBJECT

public:
    enum class Depth
    {
        State,
        Everything,
    };
    /// `client` outlives the job.
    AzureEndQuery(azure::ArmClient *client, AzureEndChoice choice, AzureEnd known = {},
                  Depth depth = Depth::State, QObject *parent = nullptr, Clock clock = systemClock());

protected:
    void begin() override;
    void allDone() override;
    [[nodiscard]] QString timedOutText() const override;

private:
    void look();
    void askGateways(const QList<azure::VirtualNetwork> &vnets);
    void choose();
    void choose(const QList<azure::GatewayConnection> &candidates);
    void compareAddresses(const QList<azure::GatewayConnection> &candidates);
    void take(const azure::GatewayConnection &connection);
    void take(const azure::VirtualNetworkGateway &gateway);
    void take(const azure::VirtualNetwork &vnet);
    void askConnection(const QString &id);
    void askGateway(const QString &id);
    void askLocalGateway(const QString &id);
    void askVnet(const QString &gatewaySubnetId);
    void endWithNone();
    void endWith(const Error &error);

    azure::ArmClient *m_client;
    AzureEndChoice m_choice;
    Depth m_depth;
    Clock m_clock;
    AzureEnd m_end;
    QList<azure::VirtualNetwork> m_vnets;
    QList<azure::VirtualNetworkGateway> m_gateways;
    QList<azure::GatewayConnection> m_connections;
    std::optional<Error> m_gap;                ///< part of what was looked through could not be had
    void (AzureEndQuery::*m_next)() = nullptr; ///< when all that is asked has been answered
};

/// Azure's parameters as comparisons want them.
[[nodiscard]] std::optional<AzureIpsecPolicy> policyOf(const azure::GatewayConnection &connection);

} // namespace skybro::tunnel
