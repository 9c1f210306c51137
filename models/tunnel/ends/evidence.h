#pragma once

#include "models/azure/network/ikesas.h"
#include "models/tunnel/ipsec/ipseclog.h"
#include "models/tunnel/ipsec/ipsecstatus.h"
#include "models/tunnel/ipsec/proposals.h"

#include <chrono>
#include <optional>

namespace skybro::tunnel {

// What the doctor is told. Everything may be absent: what is not known is no evidence for anything. An age
// counts from when the answer came, by our clock; a signal without one was not had.

/// What Azure says of its connection and gateway. It lags by a minute or more.
struct AzureEvidence
{
    std::optional<std::chrono::seconds> age;
    QString failure;                      ///< why Azure could not be asked; for a person
    std::optional<bool> connectionExists; ///< false: Azure answered that there is none
    std::optional<bool> gatewayExists;
    QString connectionId;        ///< empty: not known
    QString connectionStatus;    ///< "Connected", "NotConnected", "Connecting", "Unknown"; empty: null
    QString gatewayProvisioning; ///< "Succeeded", "Updating", "Deleting", "Failed"
    std::optional<quint64> ingressBytes; ///< into Azure, as Azure counts
    std::optional<quint64> egressBytes;

    bool operator==(const AzureEvidence &) const = default;
};

/// The SAs of this tunnel that Azure's gateway holds. Known to who may ask: the role Reader may not.
struct AzureSasEvidence
{
    std::optional<std::chrono::seconds> age; ///< nothing: not told
    bool isCurrent = false;                  ///< asked since traffic goes as it goes now
    QString failure;                         ///< why they are not known; for a person
    QList<azure::MainModeSa> sas;

    bool operator==(const AzureSasEvidence &) const = default;
};

enum class Reach
{
    NotAsked,
    Answered,
    Unreachable, ///< no SSH connection: name, network, host down
    Refused,     ///< reached, but it did not let us in
};

/// What the on-premise gateway says.
struct GatewayEvidence
{
    Reach reach = Reach::NotAsked;
    bool isPortShut = false; ///< Unreachable: the host answered, and nobody listens there
    QString failure;         ///< why it could not be asked; for a person
    std::optional<std::chrono::seconds> age;
    IpsecStatus status;
    bool connectionsAreOld = false; ///< they, and the log, were read before its SAs became what they are
    bool isBehindTunnel = false;    ///< we reach it through the tunnel itself
    bool logRead = false;           ///< the list below is what the log holds, not what could be had of it
    QList<LogFinding> log;
    /// What the tunnel carried since the look before (ByteCounter), while probes were sent.
    std::optional<quint64> movedIn;
    std::optional<quint64> movedOut;
};

/// What probes through the tunnel found. One target at least was asked.
struct TrafficEvidence
{
    std::optional<std::chrono::seconds> age;     ///< of the newest probe's end
    QString target;                              ///< a node's name or an address
    QString address;                             ///< of the target, or its name where no more is known
    int sent = 0;                                ///< in the last window
    int answered = 0;                            ///< a refused TCP connection is an answer, too
    std::optional<std::chrono::seconds> lostFor; ///< since when no probe of the target was answered
    /// Since when it is answered again, after it was not; nothing: it never was silent, or is.
    std::optional<std::chrono::seconds> recoveredFor;
    QString obstacle;      ///< why none could be made, in the words of the probing host; empty: they are made
    bool isBroken = false; ///< it counts as broken (TunnelEvents), whatever was answered before or just now
    bool isBypassing =
        false; ///< answers come while the gateway goes on to say that no SA of the tunnel is up
    std::optional<bool> largePass;    ///< packets as large as the path's nominal MTU get through
    int pathMtu = 0;                  ///< bytes; 0: not measured
    std::optional<bool> othersAnswer; ///< other targets behind the same tunnel do
};

/// How gateway, hosts and Azure's network are set.
struct SettingsEvidence
{
    std::optional<bool> ipForward;        ///< of the gateway, for packets of the target's kind
    std::optional<int> rpFilter;          ///< effective: 0 off, 1 strict, 2 loose; IPv6 has none
    std::optional<quint64> rpFilterDrops; ///< packets that it dropped while probes went as they go now
    std::optional<bool> onPremiseRoute;   ///< gateway and probing host have a route to the target
    std::optional<bool> gatewayRoute;     ///< the gateway itself has
    std::optional<bool> azureRoute; ///< the target's effective routes lead the site's subnets to the gateway
    std::optional<bool> vmRunning;  ///< the target
    std::optional<bool> vmRoute;    ///< the target's own routing table does not lead elsewhere
    std::optional<bool> nsgAllows;  ///< the effective rules of the target's NSGs let the probe in
    QString nsgRule;                ///< the rule that decided
    QStringList onPremiseSubnets;   ///< address spaces of both sides
    QStringList azureSubnets;
};

/// What happened before.
struct HistoryEvidence
{
    int flapsLastHour = 0; ///< times it went down and came back
};

struct Evidence
{
    QString connection; ///< its name in the gateway's configuration
    QString gateway;    ///< the on-premise gateway, as the site file names it
    AzureEvidence azure;
    AzureSasEvidence azureSas;
    GatewayEvidence onPremise;
    TrafficEvidence traffic;
    SettingsEvidence settings;
    HistoryEvidence history;
    QList<ParameterRow> parameters; ///< compare(); empty: not both ends' are known
};

/// The gateway has connections, and nobody says which of them leads to Azure: of its SAs nothing is known.
[[nodiscard]] inline bool isOneOfSeveral(const Evidence &evidence)
{
    return evidence.connection.isEmpty() && !evidence.onPremise.status.connections.isEmpty();
}

} // namespace skybro::tunnel
