#pragma once

#include "models/azure/armclient.h"

namespace skybro::azure {

/// One of a connection's own IPsec policies (IpsecPolicy), in Azure's words: "AES256", "DHGroup14".
struct IpsecPolicy
{
    int saLifeTimeSeconds = 0;
    qint64 saDataSizeKilobytes = 0;
    QString ipsecEncryption;
    QString ipsecIntegrity;
    QString ikeEncryption;
    QString ikeIntegrity;
    QString dhGroup;
    QString pfsGroup;

    bool operator==(const IpsecPolicy &) const = default;
};

/// A connection of a Vnet's gateway: Azure's end of a tunnel (Microsoft.Network 2022-07-01,
/// VirtualNetworkGatewayConnection). Its shared key is never read.
struct GatewayConnection
{
    QString id;
    QString name;
    QString location;
    QString type;           ///< "IPsec", "Vnet2Vnet", "ExpressRoute"
    QString protocol;       ///< "IKEv2", "IKEv1"
    QString gatewayId;      ///< virtualNetworkGateway1
    QString peerGatewayId;  ///< virtualNetworkGateway2, of Vnet2Vnet
    QString localGatewayId; ///< localNetworkGateway2, of IPsec
    /// "Connected", "Connecting", "NotConnected", "Unknown"; lags, and proves no traffic. Empty in lists:
    /// Azure says it only of a connection that is asked for by name.
    QString status;
    qint64 ingressBytes = 0; ///< into Azure, since the tunnel came up
    qint64 egressBytes = 0;
    bool enableBgp = false;
    bool usePolicyBasedTrafficSelectors = false;
    QList<IpsecPolicy> ipsecPolicies; ///< one at most; none: Azure's default set holds
    int dpdTimeoutSeconds = 0;        ///< 0: Azure's own, 45 s
    QString mode; ///< who begins: "Default" (either), "InitiatorOnly", "ResponderOnly"; empty: not told
    QString provisioningState;

    bool operator==(const GatewayConnection &) const = default;
};

/// Nothing when the object has no id.
[[nodiscard]] std::optional<GatewayConnection> readGatewayConnection(const JsonView &object);
/// All of one gateway, wherever they are; without their status.
[[nodiscard]] ListJob<GatewayConnection> *listGatewayConnections(ArmClient &client, const QString &gatewayId);
/// One, with its status.
[[nodiscard]] GetJob<GatewayConnection> *getGatewayConnection(ArmClient &client, const QString &id);

} // namespace skybro::azure
