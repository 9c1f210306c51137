#include "models/tunnel/monitor/tunneljson.h"

#include "models/tunnel/doctor/doctor.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

QString toWord(DaemonState state)
{
    static constexpr std::array words{"unknown", "running", "down", "not-permitted", "not-installed"};
    return QString::fromLatin1(words.at(static_cast<size_t>(state)));
}

QString toWord(Implementation implementation)
{
    static constexpr std::array words{"", "libreswan", "strongswan"};
    return QString::fromLatin1(words.at(static_cast<size_t>(implementation)));
}

QString toWord(Reach reach)
{
    static constexpr std::array words{"not-asked", "answered", "unreachable", "refused"};
    return QString::fromLatin1(words.at(static_cast<size_t>(reach)));
}

QString toWord(Parameter parameter)
{
    static constexpr std::array words{
        "on-premise-address", "on-premise-id", "azure-address",      "azure-id",     "pre-shared-key",
        "ike-version",        "ike-proposal",  "esp-proposal",       "pfs",          "ike-lifetime",
        "sa-lifetime",        "dead-peer",     "on-premise-subnets", "azure-subnets"};
    return QString::fromLatin1(words.at(static_cast<size_t>(parameter)));
}

QString toWord(Agreement agreement)
{
    static constexpr std::array words{"unknown", "same", "compatible", "different"};
    return QString::fromLatin1(words.at(static_cast<size_t>(agreement)));
}

QJsonValue text(const QString &value)
{
    return value.isEmpty() ? QJsonValue() : QJsonValue(value);
}

QJsonValue time(const QDateTime &value)
{
    return value.isValid() ? QJsonValue(value.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}

template <typename T>
QJsonValue number(const std::optional<T> &value)
{
    return value ? QJsonValue(static_cast<double>(*value)) : QJsonValue();
}

QJsonValue boolean(std::optional<bool> value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonValue milliseconds(std::optional<std::chrono::microseconds> value)
{
    return value ? QJsonValue(static_cast<double>(value->count()) / 1000) : QJsonValue();
}

QJsonValue age(const QDateTime &then, const QDateTime &now)
{
    return then.isValid() ? QJsonValue(static_cast<double>(std::max<qint64>(then.msecsTo(now), 0)) / 1000)
                          : QJsonValue();
}

template <typename T>
QJsonArray objects(const QList<T> &list, QJsonObject (*toObject)(const T &))
{
    QJsonArray array;
    for (const T &item : list)
        array.append(toObject(item));
    return array;
}

QJsonObject toObject(const azure::QuickModeSa &sa)
{
    return {{u"encryption"_s, text(sa.encryption)},
            {u"integrity"_s, text(sa.integrity)},
            {u"pfsGroup"_s, text(sa.pfsGroup)},
            {u"inboundSpi"_s, static_cast<qint64>(sa.inboundSpi)},
            {u"outboundSpi"_s, static_cast<qint64>(sa.outboundSpi)},
            {u"azureSelectors"_s, QJsonArray::fromStringList(sa.localSelectors)},
            {u"onPremiseSelectors"_s, QJsonArray::fromStringList(sa.remoteSelectors)},
            {u"ageSeconds"_s, static_cast<qint64>(sa.age.count())},
            {u"lifetimeSeconds"_s, static_cast<qint64>(sa.lifetime.count())},
            {u"lifetimeKilobytes"_s, static_cast<qint64>(sa.lifetimeKilobytes)},
            {u"azureAsked"_s, sa.isInitiator}};
}

QJsonObject toObject(const azure::MainModeSa &sa)
{
    return {{u"azureAddress"_s, text(sa.localEndpoint)},
            {u"onPremiseAddress"_s, text(sa.remoteEndpoint)},
            {u"azurePort"_s, sa.localPort},
            {u"onPremisePort"_s, sa.remotePort},
            {u"initiatorCookie"_s, text(sa.initiatorCookie)},
            {u"responderCookie"_s, text(sa.responderCookie)},
            {u"encryption"_s, text(sa.encryption)},
            {u"integrity"_s, text(sa.integrity)},
            {u"dhGroup"_s, text(sa.dhGroup)},
            {u"ageSeconds"_s, static_cast<qint64>(sa.age.count())},
            {u"lifetimeSeconds"_s, static_cast<qint64>(sa.lifetime.count())},
            {u"azureAsked"_s, sa.isInitiator},
            {u"childSas"_s, objects(sa.quickModeSas, toObject)}};
}

QJsonObject azureSignal(const TunnelNow &now, const QDateTime &at)
{
    const AzureEvidence &azure = now.evidence.azure;
    const AzureSasEvidence &sas = now.evidence.azureSas;
    return {
        {u"state"_s, toWord(now.sample.azure.state)},
        {u"asOf"_s, time(now.sample.azure.asOf)},
        {u"ageSeconds"_s, age(now.sample.azure.asOf, at)},
        {u"connectionStatus"_s, text(azure.connectionStatus)},
        {u"connectionExists"_s, boolean(azure.connectionExists)},
        {u"gatewayExists"_s, boolean(azure.gatewayExists)},
        {u"gatewayProvisioning"_s, text(azure.gatewayProvisioning)},
        {u"ingressBytes"_s, number(azure.ingressBytes)},
        {u"egressBytes"_s, number(azure.egressBytes)},
        {u"ikeSas"_s, sas.age ? QJsonValue(objects(sas.sas, toObject)) : QJsonValue()},
        {u"ikeSasAgeSeconds"_s, sas.age ? QJsonValue(static_cast<qint64>(sas.age->count())) : QJsonValue()},
        {u"ikeSasFailure"_s, text(sas.failure)},
        {u"failure"_s, text(azure.failure)}};
}

QJsonObject gatewaySignal(const TunnelNow &now, const QDateTime &at)
{
    const GatewayEvidence &gateway = now.evidence.onPremise;
    const DaemonState daemon = gateway.status.daemon.state;
    const bool isCounted = gateway.status.statesTold || daemon == DaemonState::Down;
    const auto countUp = [isCounted](const auto &sas) {
        return isCounted ? QJsonValue(std::ranges::count_if(sas, [](const auto &sa) { return isUp(sa); }))
                         : QJsonValue();
    };
    return {{u"state"_s, toWord(now.sample.gateway.state)},
            {u"asOf"_s, time(now.sample.gateway.asOf)},
            {u"ageSeconds"_s, age(now.sample.gateway.asOf, at)},
            {u"reach"_s, toWord(gateway.reach)},
            {u"daemon"_s, toWord(daemon)},
            {u"implementation"_s, text(toWord(gateway.status.daemon.implementation))},
            {u"version"_s, text(gateway.status.daemon.version)},
            {u"ikeSas"_s, countUp(ikeSasOf(gateway.status, now.evidence.connection))},
            {u"childSas"_s, countUp(childSasOf(gateway.status, now.evidence.connection))},
            {u"bytesInPerSecond"_s, number(now.bytesInPerSecond)},
            {u"bytesOutPerSecond"_s, number(now.bytesOutPerSecond)},
            {u"failure"_s, text(gateway.failure)}};
}

QJsonObject trafficSignal(const TunnelNow &now, const QDateTime &at)
{
    const TrafficEvidence &traffic = now.evidence.traffic;
    QJsonValue seconds;
    if (traffic.age)
        seconds = age(now.sample.time, at);
    return {{u"state"_s, toWord(now.sample.traffic())},
            {u"asOf"_s, traffic.age ? time(now.sample.time) : QJsonValue()},
            {u"ageSeconds"_s, seconds},
            {u"from"_s, text(now.probedFrom)},
            {u"to"_s, text(now.probed)},
            {u"sent"_s, now.window.made},
            {u"answered"_s, now.window.answered},
            {u"loss"_s, number(now.window.loss())},
            {u"roundTripMs"_s, milliseconds(now.window.median)},
            {u"jitterMs"_s, milliseconds(now.window.jitter)},
            {u"othersAnswer"_s, boolean(traffic.othersAnswer)},
            {u"largePackets"_s, boolean(traffic.largePass)},
            {u"pathMtu"_s, traffic.pathMtu > 0 ? QJsonValue(traffic.pathMtu) : QJsonValue()}};
}

QJsonObject toObject(const Finding &finding)
{
    return {{u"kind"_s, toWord(finding.kind)},
            {u"sentence"_s, finding.sentence},
            {u"certainty"_s, toWord(finding.certainty)},
            {u"evidence"_s, QJsonArray::fromStringList(finding.evidence)},
            {u"mend"_s, QJsonObject{{u"advice"_s, text(finding.mend.advice)},
                                    {u"command"_s, text(finding.mend.command)},
                                    {u"action"_s, text(finding.mend.action)}}}};
}

QJsonObject toObject(const ParameterRow &row)
{
    return {{u"parameter"_s, toWord(row.parameter)},
            {u"onPremise"_s, text(row.onPremise)},
            {u"azure"_s, text(row.azure)},
            {u"agreement"_s, toWord(row.agreement)},
            {u"weakOnPremise"_s, QJsonArray::fromStringList(row.weakOnPremise)},
            {u"weakAzure"_s, QJsonArray::fromStringList(row.weakAzure)},
            {u"remark"_s, text(row.remark)}};
}

} // namespace

QString toWord(TunnelState state)
{
    static constexpr std::array words{"unknown", "up", "degraded", "down"};
    return QString::fromLatin1(words.at(static_cast<size_t>(state)));
}

QString toWord(Certainty certainty)
{
    static constexpr std::array words{"sure", "likely", "guess"};
    return QString::fromLatin1(words.at(static_cast<size_t>(certainty)));
}

QJsonObject toJson(const TunnelNow &now, const QDateTime &at)
{
    return {{u"tunnel"_s, text(now.name)},
            {u"gateway"_s, text(now.evidence.gateway)},
            {u"asOf"_s, time(now.sample.time)},
            {u"state"_s, toWord(now.state)},
            {u"since"_s, time(now.since)},
            {u"impairedSince"_s, time(now.impairedSince)},
            {u"passes"_s, boolean(isUsable(now))},
            {u"flapping"_s, now.isFlapping},
            {u"breaks"_s, now.breaks},
            {u"azure"_s, azureSignal(now, at)},
            {u"onPremise"_s, gatewaySignal(now, at)},
            {u"traffic"_s, trafficSignal(now, at)},
            {u"findings"_s, objects(now.findings, toObject)},
            {u"parameters"_s, objects(now.evidence.parameters, toObject)}};
}

QJsonObject toJson(const TunnelEvent &event)
{
    return {{u"event"_s, toWord(event.kind)},
            {u"time"_s, time(event.time)},
            {u"since"_s, time(event.since)},
            {u"lastedSeconds"_s, static_cast<double>(event.lasted.count()) / 1000},
            {u"breaks"_s, event.breaks},
            {u"cause"_s, text(event.cause)},
            {u"fault"_s, text(event.fault)}};
}

QJsonObject causeToJson(const TunnelEvent &event, const QDateTime &at, const QString &cause)
{
    QJsonObject object = toJson(event);
    object[u"event"_s] = u"explained"_s;
    object[u"time"_s] = time(at);
    object[u"cause"_s] = cause;
    return object;
}

} // namespace skybro::tunnel
