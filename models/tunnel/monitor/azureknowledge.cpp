#include "models/tunnel/monitor/azureknowledge.h"

#include "models/tunnel/monitor/age.h"

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

void AzureKnowledge::take(const AzureEnd &end)
{
    if (m_end && m_end->connectionId != end.connectionId) {
        m_sas = {}; // of another connection
        m_sasAsked = {};
        m_sasAsOf = {};
    }
    m_end = end;
    m_evidence = end.evidence;
    m_evidence.failure.clear();
    m_evidence.connectionId = end.connectionId;
}

void AzureKnowledge::takeSas(const Result<QList<azure::MainModeSa>> &sas, const QDateTime &asked)
{
    m_sas = {};
    m_sasAsOf = sas ? asked : QDateTime();
    if (sas)
        m_sas.sas = *sas;
    else
        m_sas.failure = sas.error().text;
}

void AzureKnowledge::noteSasAsked(const QDateTime &time)
{
    m_sasAsked = time;
    m_areSasUrgent = false;
}

bool AzureKnowledge::wantsSas(const QDateTime &time, bool isWrong, std::chrono::milliseconds pause,
                              std::chrono::milliseconds hurried) const
{
    if (m_evidence.connectionExists != true || m_evidence.connectionId.isEmpty())
        return false;
    // Who was not told once will not be told a minute later.
    const bool hurries = m_areSasUrgent || (isWrong && m_sas.failure.isEmpty());
    return !m_sasAsked.isValid() || m_sasAsked.msecsTo(time) >= (hurries ? hurried : pause).count();
}

void AzureKnowledge::fill(Evidence &evidence, const QDateTime &outcomeSince, const QDateTime &time) const
{
    evidence.azure = m_evidence;
    evidence.azureSas = m_sas;
    if (m_end)
        evidence.azure.age = secondsSince(m_end->asOf, time);
    evidence.azureSas.age = secondsSince(m_sasAsOf, time);
    evidence.azureSas.isCurrent = m_sasAsOf.isValid() && m_sasAsOf >= outcomeSince;
}

Reading AzureKnowledge::reading() const
{
    Reading reading;
    if (!m_end)
        return reading;
    reading.asOf = m_end->asOf;
    if (!m_evidence.failure.isEmpty())
        return reading;
    if (m_evidence.connectionExists == false || m_evidence.gatewayExists == false ||
        m_evidence.connectionStatus == "NotConnected"_L1)
        reading.state = SignalState::Down;
    else if (m_evidence.connectionStatus == "Connected"_L1)
        reading.state = SignalState::Up;
    else if (m_evidence.connectionStatus == "Connecting"_L1)
        reading.state = SignalState::Pending;
    return reading;
}

} // namespace skybro::tunnel
