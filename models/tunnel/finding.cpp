#include "models/tunnel/finding.h"

#include <QCoreApplication>

#include <array>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

// In the order of FaultKind.
constexpr std::array words{"healthy",         "azure-deprovisioned", "azure-updating",
                           "address-overlap", "gateway-unreachable", "gateway-refuses",
                           "daemon-missing",  "daemon-not-running",  "connection-not-loaded",
                           "not-started",     "no-answer",           "no-key-here",
                           "wrong-key",       "ike-proposals",       "esp-proposals",
                           "selectors",       "child-missing",       "vm-down",
                           "vm-firewall",     "nsg-blocks",          "vm-route",
                           "azure-route",     "on-premise-route",    "reverse-path-filter",
                           "forwarding-off",  "dead-peer",           "one-direction",
                           "nothing-passes",  "mtu-black-hole",      "rekey-fails",
                           "flapping",        "lifetimes-differ",    "unknown"};
static_assert(words.size() == static_cast<size_t>(faultKindCount));

QString ageText(std::optional<std::chrono::seconds> age)
{
    return QCoreApplication::translate("Tunnel", "%1 s ago")
        .arg(age.value_or(std::chrono::seconds(0)).count());
}

QString azureLine(const AzureEvidence &azure)
{
    if (!azure.failure.isEmpty())
        return QCoreApplication::translate("Tunnel", "Azure could not be asked: %1").arg(azure.failure);
    if (!azure.age)
        return QCoreApplication::translate("Tunnel", "Azure has not answered yet.");
    const QString connection = azure.connectionStatus.isEmpty()
                                   ? QCoreApplication::translate("Tunnel", "no state")
                                   : azure.connectionStatus;
    const QString gateway = azure.gatewayProvisioning.isEmpty()
                                ? QCoreApplication::translate("Tunnel", "no state")
                                : azure.gatewayProvisioning;
    return QCoreApplication::translate("Tunnel", "Azure says (%1): connection %2, gateway %3.")
        .arg(ageText(azure.age), connection, gateway);
}

QString gatewayLine(const Evidence &evidence)
{
    const GatewayEvidence &gateway = evidence.onPremise;
    if (evidence.gateway.isEmpty() && gateway.reach == Reach::NotAsked)
        return QCoreApplication::translate("Tunnel", "The site file names no on-premise gateway.");
    if (gateway.reach == Reach::NotAsked)
        return QCoreApplication::translate("Tunnel", "The on-premise gateway has not answered yet.");
    if (gateway.reach != Reach::Answered)
        return QCoreApplication::translate("Tunnel", "The on-premise gateway could not be asked: %1")
            .arg(gateway.failure);
    int ike = 0;
    int child = 0;
    for (const IkeSa &sa : ikeSasOf(gateway.status, evidence.connection))
        ike += isUp(sa) ? 1 : 0;
    for (const ChildSa &sa : childSasOf(gateway.status, evidence.connection))
        child += isUp(sa) ? 1 : 0;
    QString line = QCoreApplication::translate(
                       "Tunnel", "The on-premise gateway says (%1): %2 IKE SA up, %3 Child SA up.")
                       .arg(ageText(gateway.age))
                       .arg(ike)
                       .arg(child);
    if (gateway.movedIn && gateway.movedOut)
        line +=
            u' ' + QCoreApplication::translate("Tunnel", "Since the look before: %1 bytes in, %2 bytes out.")
                       .arg(*gateway.movedIn)
                       .arg(*gateway.movedOut);
    return line;
}

QString trafficLine(const TrafficEvidence &traffic)
{
    if (!traffic.age)
        return QCoreApplication::translate("Tunnel", "Nothing was sent through the tunnel yet.");
    return QCoreApplication::translate("Tunnel", "Traffic (%1): %2 of %3 probes to %4 were answered.")
        .arg(ageText(traffic.age))
        .arg(traffic.answered)
        .arg(traffic.sent)
        .arg(traffic.target);
}

} // namespace

QString toWord(FaultKind kind)
{
    return QString::fromLatin1(words.at(static_cast<size_t>(kind)));
}

QStringList signalLines(const Evidence &evidence)
{
    return {trafficLine(evidence.traffic), gatewayLine(evidence), azureLine(evidence.azure)};
}

} // namespace skybro::tunnel
