#pragma once

#include <QString>
#include <QStringList>

namespace skybro::topology {

/// What can be wrong with how the cluster and Azure hang together. Found from the configuration alone:
/// whether traffic passes is another matter.
struct Problem
{
    enum class Kind
    {
        AddressOverlap,        ///< two networks that should reach each other have addresses in common
        TunnelNotConnected,    ///< Azure says so
        NetworkUnknownToAzure, ///< an on-premise network that no local network gateway names
        ConnectionUnknown,     ///< Azure has no connection of the name in the site file
        PeeringNotConnected,   ///< one side is missing, was torn down, or lets the other not in
        NoRouteToSite,         ///< a subnet with nodes whose traffic does not find the on-premise networks
        PortBlocked,           ///< a security group keeps off what the cluster needs
        NodesOutside,          ///< nodes in a Vnet that is not connected with the cluster's
        NameServerOutOfReach,  ///< a Vnet's DNS server lies in no connected network
        GatewayAddressDiffers, ///< site file and local network gateway name the on-premise gateway otherwise
        GatewaySubnetGuarded,  ///< a security group where Azure supports none
    };
    enum class Severity
    {
        Warning, ///< may be meant so
        Error,   ///< nodes can not work like that
    };
    Kind kind = Kind::AddressOverlap;
    Severity severity = Severity::Error;
    QString place;     ///< id of the site, tunnel, Vnet, subnet or peering it belongs to, as in the Topology
    QString text;      ///< one sentence for the user, its parts named
    QString mend;      ///< what to do about it
    QStringList nodes; ///< names of the nodes it touches; empty where none are known

    bool operator==(const Problem &) const = default;
};

/// Fixed English words for JSON and tests: "address-overlap", "error".
[[nodiscard]] QString toWord(Problem::Kind kind);
[[nodiscard]] QString toWord(Problem::Severity severity);

} // namespace skybro::topology
