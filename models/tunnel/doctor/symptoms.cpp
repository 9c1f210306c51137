#include "models/tunnel/doctor/symptoms.h"

#include "models/tunnel/doctor/doctor.h"
#include "models/tunnel/ipsec/prefix.h"

#include <QCoreApplication>

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Symptoms::Symptoms(const Evidence &evidence)
    : m_evidence(evidence)
    , m_connections(connectionsOf(evidence.onPremise.status, evidence.connection))
    , m_ikeSas(ikeSasOf(evidence.onPremise.status, evidence.connection))
    , m_childSas(childSasOf(evidence.onPremise.status, evidence.connection))
    , m_passes(trafficPasses(evidence))
    , m_azureFresh(isFresh(evidence.azure.age, 10min))
{
}

std::optional<bool> Symptoms::azureHolds() const
{
    const AzureSasEvidence &sas = m_evidence.azureSas;
    if (!sas.isCurrent || !isFresh(sas.age, 10min))
        return std::nullopt;
    return !sas.sas.isEmpty();
}

QStringList Symptoms::contradiction() const
{
    const GatewayEvidence &gateway = m_evidence.onPremise;
    const DaemonState daemon = gateway.status.daemon.state;
    const bool isTold =
        gateway.reach == Reach::Answered &&
        (daemon == DaemonState::Down || (daemon == DaemonState::Running && gateway.status.statesTold));
    const std::optional<bool> azure = azureHolds();
    if (m_passes == true || !isTold || !azure)
        return {};
    const bool here = daemon == DaemonState::Running && hasIke();
    if (*azure && !here)
        return {QCoreApplication::translate(
            "Tunnel", "Azure still holds an IKE SA: it has not noticed that this end has none.")};
    if (!*azure && here)
        return {QCoreApplication::translate(
            "Tunnel", "Azure holds no SA of this tunnel, and the gateway has not noticed.")};
    return {};
}

const LogFinding *Symptoms::logged(LogKind kind) const
{
    return m_evidence.onPremise.logRead ? lastOf(m_evidence.onPremise.log, m_evidence.connection, kind)
                                        : nullptr;
}

const LogFinding *Symptoms::newestOf(std::initializer_list<LogKind> kinds) const
{
    const LogFinding *newest = nullptr;
    for (const LogKind kind : kinds) {
        const LogFinding *line = logged(kind);
        if (line && (!newest || line > newest)) // all point into the one list, whose order is time
            newest = line;
    }
    return newest;
}

Agreement Symptoms::agreement(Parameter parameter) const
{
    const auto row = std::ranges::find(m_evidence.parameters, parameter, &ParameterRow::parameter);
    return row == m_evidence.parameters.end() ? Agreement::Unknown : row->agreement;
}

QStringList Symptoms::sideBySide(Parameter parameter) const
{
    const auto row = std::ranges::find(m_evidence.parameters, parameter, &ParameterRow::parameter);
    return {QCoreApplication::translate("Tunnel", "%1: on-premise %2; Azure %3")
                .arg(parameterText(parameter), row->onPremise, row->azure)};
}

std::optional<std::pair<QString, QString>> Symptoms::overlap() const
{
    return firstOverlap(m_evidence.settings.onPremiseSubnets, m_evidence.settings.azureSubnets);
}

bool Symptoms::isNamedInVain() const
{
    const IpsecStatus &status = m_evidence.onPremise.status;
    return !m_evidence.connection.isEmpty() && status.daemon.state == DaemonState::Running &&
           status.connectionsTold && !status.connections.isEmpty() && m_connections.isEmpty() &&
           m_ikeSas.isEmpty();
}

bool Symptoms::asksInVain() const
{
    return std::ranges::any_of(m_ikeSas, [](const IkeSa &sa) { return isUp(sa) && sa.retransmitting; });
}

bool Symptoms::hasJustRecovered() const
{
    return isFresh(m_evidence.traffic.recoveredFor, 60s);
}

bool Symptoms::isFlapping() const
{
    constexpr int often = 3;
    return m_evidence.history.flapsLastHour >= often;
}

bool Symptoms::hasIke() const
{
    return std::ranges::any_of(m_ikeSas, [](const IkeSa &sa) { return isUp(sa); });
}

bool Symptoms::hasChild() const
{
    return std::ranges::any_of(m_childSas, [](const ChildSa &sa) { return isUp(sa); });
}

bool Symptoms::isAnsweredByIke() const
{
    constexpr auto answer = 10s; // for a question and its first repetitions
    const auto looks = [&](const IpsecConnection &connection) {
        return connection.dpdDelay.value_or(0s) > 0s &&
               m_evidence.traffic.lostFor.value_or(0s) > *connection.dpdDelay + answer;
    };
    return isFresh(m_evidence.onPremise.age, 30s) && std::ranges::any_of(m_connections, looks) && hasIke();
}

} // namespace skybro::tunnel
