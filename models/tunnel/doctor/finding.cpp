#include "models/tunnel/doctor/finding.h"

#include <QCoreApplication>

#include <array>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

// In the order of FaultKind.
constexpr std::array words{"healthy",
                           "azure-deprovisioned",
                           "azure-updating",
                           "address-overlap",
                           "gateway-unreachable",
                           "gateway-refuses",
                           "daemon-missing",
                           "daemon-not-running",
                           "connection-not-loaded",
                           "not-oriented",
                           "not-started",
                           "no-answer",
                           "no-key-here",
                           "wrong-key",
                           "wrong-id",
                           "ike-proposals",
                           "esp-proposals",
                           "selectors",
                           "child-missing",
                           "vm-down",
                           "vm-firewall",
                           "nsg-blocks",
                           "vm-route",
                           "azure-route",
                           "on-premise-route",
                           "reverse-path-filter",
                           "forwarding-off",
                           "gateway-firewall",
                           "dead-peer",
                           "one-direction",
                           "nothing-passes",
                           "bypassed",
                           "mtu-black-hole",
                           "rekey-fails",
                           "flapping",
                           "lifetimes-differ",
                           "unknown"};
static_assert(words.size() == static_cast<size_t>(faultKindCount));

QString ageText(std::optional<std::chrono::seconds> age)
{
    return QCoreApplication::translate("Tunnel", "%1 s ago")
        .arg(age.value_or(std::chrono::seconds(0)).count());
}

/// "1 IKE SA (AES256, SHA384, DHGroup14)" and so on, as Azure's gateway tells of them.
QString sasText(const AzureSasEvidence &evidence)
{
    if (!evidence.failure.isEmpty())
        return QCoreApplication::translate("Tunnel", "What SAs it holds is not known: %1")
            .arg(evidence.failure);
    if (!evidence.age)
        return {};
    if (evidence.sas.isEmpty())
        return QCoreApplication::translate("Tunnel", "It holds no SA of this tunnel.");
    const AzureSas sas = summaryOf(evidence);
    QString text = QCoreApplication::translate("Tunnel", "It holds %1 IKE SA (%2) and %3 Child SA")
                       .arg(sas.ike)
                       .arg(sas.ikeAlgorithms)
                       .arg(sas.child);
    if (sas.child > 0)
        text += QCoreApplication::translate("Tunnel", " (%1; %2 to %3)")
                    .arg(sas.childAlgorithms, sas.azureSelectors.join(u", "_s),
                         sas.onPremiseSelectors.join(u", "_s));
    return text + u'.';
}

QString azureLine(const AzureEvidence &azure, const AzureSasEvidence &sas)
{
    if (!azure.failure.isEmpty())
        return QCoreApplication::translate("Tunnel", "Azure could not be asked: %1").arg(azure.failure);
    if (!azure.age)
        return QCoreApplication::translate("Tunnel", "Azure has not answered yet.");
    const auto state = [](std::optional<bool> exists, const QString &said) {
        if (exists == false)
            return QCoreApplication::translate("Tunnel", "not there");
        return said.isEmpty() ? QCoreApplication::translate("Tunnel", "no state") : said;
    };
    const QString connection = state(azure.connectionExists, azure.connectionStatus);
    const QString gateway = state(azure.gatewayExists, azure.gatewayProvisioning);
    QString line = QCoreApplication::translate("Tunnel", "Azure says (%1): connection %2, gateway %3.")
                       .arg(ageText(azure.age), connection, gateway);
    if (const QString held = sasText(sas); !held.isEmpty())
        line += u' ' + held;
    return line;
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
    switch (gateway.status.daemon.state) {
    case DaemonState::NotPermitted:
        return QCoreApplication::translate(
                   "Tunnel", "The on-premise gateway (%1) does not let Skybro ask its IPsec daemon.")
            .arg(ageText(gateway.age));
    case DaemonState::NotInstalled:
        return QCoreApplication::translate("Tunnel", "The on-premise gateway (%1) has no IPsec daemon.")
            .arg(ageText(gateway.age));
    case DaemonState::Down:
        return QCoreApplication::translate(
                   "Tunnel", "The on-premise gateway says (%1): its IPsec daemon is not running.")
            .arg(ageText(gateway.age));
    case DaemonState::Unknown:
    case DaemonState::Running:
        break;
    }
    if (isOneOfSeveral(evidence))
        return QCoreApplication::translate(
                   "Tunnel",
                   "The on-premise gateway (%1) has several connections (%2); which one leads to Azure is "
                   "not known. Name it in the site file, as gateway.connection.")
            .arg(ageText(gateway.age), namesOfConnections(gateway.status));
    if (!gateway.status.statesTold)
        return QCoreApplication::translate("Tunnel",
                                           "The on-premise gateway answered (%1), but its list of SAs could "
                                           "not be read whole: how many are up is not known.")
            .arg(ageText(gateway.age));
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
    if (!traffic.age && !traffic.obstacle.isEmpty())
        return QCoreApplication::translate("Tunnel", "Nothing can be sent to %1: %2.")
            .arg(traffic.target, traffic.obstacle);
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

AzureSas summaryOf(const AzureSasEvidence &evidence)
{
    AzureSas summary;
    summary.ike = static_cast<int>(evidence.sas.size());
    const auto joined = [](QStringList words) {
        words.removeAll(QString());
        words.removeDuplicates(); // AES-GCM is cipher and integrity in one
        return words.join(u", "_s);
    };
    const azure::QuickModeSa *newest = nullptr;
    for (const azure::MainModeSa &ike : evidence.sas) {
        if (summary.ikeAlgorithms.isEmpty() || ike.age < summary.age) {
            summary.ikeAlgorithms = joined({ike.encryption, ike.integrity, ike.dhGroup});
            summary.age = ike.age;
        }
        summary.child += static_cast<int>(ike.quickModeSas.size());
        for (const azure::QuickModeSa &child : ike.quickModeSas) {
            if (!newest || child.age < newest->age)
                newest = &child;
            summary.azureSelectors += child.localSelectors;
            summary.onPremiseSelectors += child.remoteSelectors;
        }
    }
    if (newest) {
        summary.childAlgorithms = joined({newest->encryption, newest->integrity});
        if (newest->pfsGroup.compare("None"_L1, Qt::CaseInsensitive) != 0)
            summary.childAlgorithms = joined({summary.childAlgorithms, newest->pfsGroup});
    }
    summary.azureSelectors.removeDuplicates();
    summary.onPremiseSelectors.removeDuplicates();
    return summary;
}

QStringList signalLines(const Evidence &evidence)
{
    return {trafficLine(evidence.traffic), gatewayLine(evidence),
            azureLine(evidence.azure, evidence.azureSas)};
}

} // namespace skybro::tunnel
