#pragma once

#include "models/azure/armclient.h"
#include "models/tunnel/ends/evidence.h"

#include <QDateTime>

namespace skybro::tunnel {

/// Azure's end of a tunnel: its connection, the gateway it belongs to, and how both are set.
struct AzureEnd
{
    QString connectionId;
    QString connectionName;
    QString gatewayId;
    QString localGatewayId;
    AzureEvidence evidence; ///< without its age, which the caller counts from `asOf`
    AzureParameters parameters;
    QDateTime asOf;

    bool operator==(const AzureEnd &) const = default;
};

/// Which connection is meant. Of a subscription with a single site-to-site connection none need be named.
struct AzureEndChoice
{
    QString subscription;
    QStringList resourceGroups; ///< empty: all
    QString connection;         ///< Azure's name of it; empty: the one whose local network gateway has …
    QString onPremiseAddress;   ///< … this address, or the only one there is
};

} // namespace skybro::tunnel
