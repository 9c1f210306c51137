#pragma once

#include "models/azure/network/gatewayconnection.h"
#include "models/azure/network/localnetworkgateway.h"
#include "models/azure/network/networkinterface.h"
#include "models/azure/network/networksecuritygroup.h"
#include "models/azure/network/privateendpoint.h"
#include "models/azure/network/publicipaddress.h"
#include "models/azure/network/routetable.h"
#include "models/azure/network/virtualnetwork.h"
#include "models/azure/network/virtualnetworkgateway.h"
#include "models/fleet/node.h"
#include "models/site/site.h"
#include "models/topology/tunneltraffic.h"

#include <QHash>

namespace skybro::topology {

/// What Azure says of the networks of a subscription.
struct NetworkLists
{
    QList<azure::VirtualNetwork> vnets;
    QList<azure::NetworkSecurityGroup> securityGroups;
    QList<azure::RouteTable> routeTables;
    QList<azure::PrivateEndpoint> endpoints;
    QList<azure::NetworkInterface> interfaces;
    QList<azure::PublicIpAddress> publicIps;
    QList<azure::VirtualNetworkGateway> gateways;
    QList<azure::GatewayConnection> connections; ///< each as asked for by name
    QList<azure::LocalNetworkGateway> localGateways;
    QList<Error> gaps;  ///< why a list above is empty though it may not be
    QStringList unread; ///< which lists those are, for a person: each once
    bool interfacesAreWhole = true;
    bool tunnelsAreWhole = true; ///< no gap among gateways, connections and local gateways
    QDateTime asOf;
};

/// What the picture is made of.
struct TopologyInput
{
    site::Site site;
    QList<fleet::Node> nodes; ///< the site's: they decide which networks are shown
    NetworkLists lists;
    QHash<QString, TunnelTraffic> traffic = {}; ///< by key of a connection, as probes through it say
    bool nodesAreTold = true;                   ///< else there may be some
};

} // namespace skybro::topology
