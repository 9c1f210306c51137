#include "ui/tunnel/lamps.h"

#include "ui/common/timetext.h"
#include "ui/common/tunneltexts.h"

#include <QCoreApplication>

#include <algorithm>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using namespace tunnel;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(skybro::ui::Lamps)
};

template <typename Sa>
const Sa *newestUp(const QList<Sa> &list)
{
    const Sa *found = nullptr;
    for (const Sa &sa : list) {
        if (isUp(sa) && (!found || sa.newest || sa.serial > found->serial))
            found = &sa;
    }
    return found;
}

QString rekeyText(const std::optional<std::chrono::seconds> &rekeyIn)
{
    if (!rekeyIn)
        return {};
    return rekeyIn->count() < 0 ? Words::tr("rekey overdue")
                                : Words::tr("new key in %1").arg(durationText(*rekeyIn));
}

QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

QString algorithmText(const Algorithms &algorithms)
{
    QStringList parts{algorithms.encryption, algorithms.integrity, algorithms.group};
    parts.removeAll(QString());
    parts.removeAll(u"NONE"_s);
    return parts.join(u'-');
}

/// "1 IKE SA, 1 Child SA, up 2 h": what Azure's gateway holds.
QString sasText(const AzureSasEvidence &evidence)
{
    if (!evidence.failure.isEmpty())
        return Words::tr("SAs not known");
    if (!evidence.age)
        return {};
    const AzureSas sas = summaryOf(evidence);
    if (sas.ike == 0)
        return Words::tr("no IKE SA");
    return Words::tr("%n IKE SA(s)", nullptr, sas.ike) + u", "_s +
           Words::tr("%n Child SA(s)", nullptr, sas.child) + u", "_s +
           Words::tr("up %1").arg(durationText(sas.age + *evidence.age));
}

/// What both ends agreed on as Azure tells it, or why that is not known.
QString sasMore(const AzureSasEvidence &evidence)
{
    if (!evidence.failure.isEmpty())
        return u'\n' + Words::tr("Azure's SAs: %1").arg(evidence.failure);
    const AzureSas sas = summaryOf(evidence);
    QString more;
    if (sas.ike > 0)
        more += u'\n' + Words::tr("IKE: %1").arg(sas.ikeAlgorithms);
    if (sas.child > 0)
        more += u'\n' + Words::tr("ESP: %1; %2 to %3")
                            .arg(sas.childAlgorithms, sas.azureSelectors.join(u", "_s),
                                 sas.onPremiseSelectors.join(u", "_s));
    return more;
}

/// Of a gateway that could not be asked, or whose daemon does not answer.
std::optional<Look> gatewayTrouble(const GatewayEvidence &gateway)
{
    switch (gateway.reach) {
    case Reach::Unreachable:
        return Look{u"unreachable"_s, Words::tr("Not reachable"), Tone::Bad};
    case Reach::Refused:
        return Look{u"key"_s, Words::tr("Refused"), Tone::Bad};
    case Reach::NotAsked:
    case Reach::Answered:
        break;
    }
    switch (gateway.status.daemon.state) {
    case DaemonState::Down:
        return Look{u"error"_s, Words::tr("Not running"), Tone::Bad};
    case DaemonState::NotInstalled:
        return Look{u"error"_s, Words::tr("Not installed"), Tone::Bad};
    case DaemonState::NotPermitted:
        return Look{u"key"_s, Words::tr("Not permitted"), Tone::Bad};
    case DaemonState::Unknown:
    case DaemonState::Running:
        break;
    }
    return std::nullopt;
}

} // namespace

Lamp azureLamp(const TunnelNow &now)
{
    const AzureEvidence &azure = now.evidence.azure;
    Lamp lamp{Words::tr("Azure says"), signalLook(now.sample.azure.state), {}, now.sample.azure.asOf, {}};
    lamp.more =
        Words::tr("What Azure says lags by a minute or more, and does not prove that traffic passes.");
    if (azure.connectionExists == false || azure.gatewayExists == false) {
        lamp.look = {u"error"_s, Words::tr("Not there"), Tone::Bad};
        lamp.details = {azure.gatewayExists == false ? Words::tr("Azure has no gateway for it.")
                                                     : Words::tr("Azure has no such connection.")};
        return lamp;
    }
    if (!azure.failure.isEmpty()) {
        lamp.look = {u"cloud-off"_s, Words::tr("Not known"), Tone::Warning};
        lamp.details = {azure.failure};
        return lamp;
    }
    if (!azure.age && !lamp.asOf.isValid()) {
        lamp.details = {Words::tr("Not asked yet.")};
        return lamp;
    }
    if (azure.connectionStatus == "Connected"_L1)
        lamp.look.word = Words::tr("Connected");
    else if (azure.connectionStatus == "NotConnected"_L1)
        lamp.look.word = Words::tr("Not connected");
    const QString gateway =
        azure.gatewayProvisioning.isEmpty()
            ? QString()
            : Words::tr("Gateway: %1").arg(azure.gatewayProvisioning).replace(u' ', QChar::Nbsp);
    const QString sas = sasText(now.evidence.azureSas);
    // In a small window there is no room for what goes without saying.
    const bool isUsual = azure.gatewayProvisioning == "Succeeded"_L1;
    lamp.details.append(isUsual && !sas.isEmpty() ? sas : joined({sas, gateway}));
    lamp.more += sasMore(now.evidence.azureSas);
    if (azure.ingressBytes && azure.egressBytes)
        lamp.details.append(
            Words::tr("%1 in, %2 out, as Azure counts")
                .arg(bytesText(double(*azure.ingressBytes)), bytesText(double(*azure.egressBytes))));
    return lamp;
}

Lamp gatewayLamp(const TunnelNow &now)
{
    const GatewayEvidence &gateway = now.evidence.onPremise;
    const IpsecStatus &status = gateway.status;
    Lamp lamp{Words::tr("%1 says").arg(implementationText(status.daemon.implementation)),
              signalLook(now.sample.gateway.state),
              {},
              now.sample.gateway.asOf,
              {}};
    lamp.more = now.evidence.gateway;
    if (!status.daemon.version.isEmpty())
        lamp.more +=
            u"\n"_s + implementationText(status.daemon.implementation) + u' ' + status.daemon.version;
    if (const auto trouble = gatewayTrouble(gateway)) {
        lamp.look = *trouble;
        lamp.details = {gateway.reach == Reach::Answered && status.daemon.state == DaemonState::NotPermitted
                            ? Words::tr("Its user may not run ipsec or swanctl by sudo without a password.")
                            : gateway.failure};
        return lamp;
    }
    if (gateway.reach == Reach::NotAsked && now.evidence.gateway.isEmpty()) {
        lamp.look = {u"state-unknown"_s, Words::tr("Not asked"), Tone::Quiet};
        lamp.details = {Words::tr("The site file names no gateway: write it there, as gateway.host.")};
        return lamp;
    }
    if (gateway.reach == Reach::NotAsked) {
        lamp.details = {gateway.failure.isEmpty() ? Words::tr("Not asked yet.") : gateway.failure};
        return lamp;
    }
    if (isOneOfSeveral(now.evidence)) {
        lamp.details = {Words::tr("It has %n connection(s): name the one to Azure in the site file, as "
                                  "gateway.connection.",
                                  nullptr, int(status.connections.size()))};
        return lamp;
    }
    if (!status.statesTold && status.daemon.state == DaemonState::Running) {
        lamp.details = {Words::tr("Its list of SAs could not be read whole.")};
        return lamp;
    }
    const QList<IkeSa> ikeSas = ikeSasOf(status, now.evidence.connection);
    const QList<ChildSa> childSas = childSasOf(status, now.evidence.connection);
    const IkeSa *ike = newestUp(ikeSas);
    const ChildSa *child = newestUp(childSas);
    if (!ike && !child) {
        const bool isAsking = std::ranges::any_of(ikeSas, &IkeSa::retransmitting);
        // Libreswan's state is the same where what answers is a refusal.
        const bool isSilent =
            !now.findings.isEmpty() && now.findings.constFirst().kind == FaultKind::NoAnswer;
        lamp.details = {!isAsking  ? Words::tr("No IKE SA and no Child SA.")
                        : isSilent ? Words::tr("Asks the far end again and again; nothing answers.")
                                   : Words::tr("Asks the far end again and again.")};
        if (status.connectionsTold && connectionsOf(status, now.evidence.connection).isEmpty())
            lamp.details = {Words::tr("“%1” is not loaded.").arg(now.evidence.connection)};
        return lamp;
    }
    const QString parts = ike && child ? Words::tr("IKE SA and Child SA up")
                          : ike        ? Words::tr("IKE SA up, no Child SA")
                                       : Words::tr("Child SA up, no IKE SA");
    lamp.details.append(joined({parts, child ? rekeyText(child->rekeyIn) : QString()}));
    QString agreed = child ? algorithmText(child->algorithms) : QString();
    for (const IpsecConnection &connection : connectionsOf(status, now.evidence.connection)) {
        if (agreed.isEmpty())
            agreed = algorithmText(connection.espAgreed);
    }
    const qsizetype duplicates = duplicatesOf(status, now.evidence.connection).size();
    lamp.details.append(
        joined({agreed.isEmpty() ? QString() : Words::tr("ESP %1").arg(agreed),
                duplicates > 0 ? Words::tr("%n older Child SA(s) beside it", nullptr, int(duplicates))
                               : QString()}));
    return lamp;
}

Lamp trafficLamp(const TunnelNow &now)
{
    const ProbeStatistics &window = now.window;
    Lamp lamp{Words::tr("Traffic through it"), signalLook(now.sample.traffic()), {}, now.sample.time, {}};
    lamp.more =
        Words::tr("Probes through the tunnel, in the last two minutes: the only proof that traffic passes.");
    if (now.probed.isEmpty()) {
        lamp.look = {u"state-unknown"_s, Words::tr("Not probed"), Tone::Quiet};
        lamp.asOf = {};
        lamp.details = {
            Words::tr("There is no running node to probe. Start one, and it is asked by itself.")};
        return lamp;
    }
    if (now.window.made == 0)
        lamp.look = signalLook(SignalState::Unknown);
    else if (now.state == TunnelState::Up && now.sample.traffic() == SignalState::Down)
        lamp.look = {u"warning"_s, Words::tr("In doubt"), Tone::Warning}; // some seconds will tell
    else if (isTargetAlone(now))
        lamp.look = tunnelLook(now);
    else if (now.state == TunnelState::Down)
        lamp.look = {u"error"_s, Words::tr("Nothing passes"), Tone::Bad};
    else if (now.state == TunnelState::Degraded)
        lamp.look = {u"warning"_s, Words::tr("Passes, with loss"), Tone::Warning};
    else if (now.state == TunnelState::Up)
        lamp.look = {u"state-running"_s, Words::tr("Passes"), Tone::Good};
    QStringList figures;
    if (window.median) {
        figures.append(roundTripText(*window.median));
        if (window.jitter)
            figures.append(Words::tr("jitter %1").arg(roundTripText(*window.jitter)));
    }
    if (const auto loss = window.loss())
        figures.append(Words::tr("%1 lost").arg(lossText(*loss)));
    lamp.details.append(figures.isEmpty() ? Words::tr("No probe could be made in the last two minutes.")
                                          : figures.join(u" · "_s));
    lamp.details.append(now.probedFrom.isEmpty()
                            ? Words::tr("to %1").arg(now.probed)
                            : Words::tr("from %1 to %2").arg(now.probedFrom, now.probed));
    return lamp;
}

} // namespace skybro::ui
