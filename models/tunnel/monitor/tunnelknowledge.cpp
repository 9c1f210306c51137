#include "models/tunnel/monitor/tunnelknowledge.h"

#include "models/tunnel/doctor/doctor.h"
#include "models/tunnel/ipsec/prefix.h"
#include "models/tunnel/monitor/age.h"
#include "models/tunnel/monitor/gatewayreading.h"

#include <QCoreApplication>

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int samplesToBypass = 3; ///< one may see a probe and the SAs at different moments

bool namesAFault(FaultKind kind)
{
    return kind != FaultKind::Unknown && kind != FaultKind::Healthy && kind != FaultKind::NothingPasses;
}

bool isAnyTo(const QString &prefix)
{
    return prefix.endsWith("/0"_L1);
}

/// Whether any tunnel of the gateway's may carry packets to that address: the one that is watched may have
/// another name there than the site file says.
bool maySaCarry(const IpsecStatus &status, const QString &address)
{
    const std::optional<IpNetwork> target = parsePrefix(address);
    return std::ranges::any_of(status.childSas, [&](const ChildSa &sa) {
        const auto leadsThere = [&](const QString &subnet) {
            const std::optional<IpNetwork> prefix = parsePrefix(subnet);
            return !target || !prefix ||
                   (prefix->version() == target->version() && prefix->contains(*target));
        };
        return isUp(sa) && (sa.remoteSubnets.isEmpty() || std::ranges::any_of(sa.remoteSubnets, leadsThere));
    });
}

/// The name of the one that leads to that address, or of the only one; empty: there are several, or none.
QString onlyOneOf(const QList<IpsecConnection> &connections, const QStringList &addresses)
{
    QStringList names;
    QStringList leading;
    for (const IpsecConnection &one : connections) {
        names += baseName(one.name);
        if (addresses.contains(one.remote.address) || addresses.contains(one.remote.id))
            leading += baseName(one.name);
    }
    for (QStringList *list : {&leading, &names}) {
        list->removeDuplicates();
        if (list->size() == 1)
            return list->constFirst();
    }
    return {};
}

} // namespace

TunnelKnowledge::TunnelKnowledge(QString tunnel, QString connection, QString gateway)
    : m_tunnel(std::move(tunnel))
    , m_named(std::move(connection))
{
    m_now.evidence.connection = m_named;
    m_now.evidence.gateway = std::move(gateway);
    m_now.name = m_named.isEmpty() ? m_tunnel : m_named;
}

// --- what is told -------------------------------------------------------------------------------------

void TunnelKnowledge::takeGateway(const GatewayAnswer &answer, const QDateTime &time)
{
    m_time = time;
    m_gateway.take(answer, time);
    chooseConnection();
    m_gateway.follow(m_now.evidence.connection, time);
    fill();
    if (answer.connectionsRead)
        compareEnds();
}

void TunnelKnowledge::takeGatewayError(const Error &error, const QDateTime &time)
{
    m_time = time;
    m_gateway.takeError(error);
    fill();
    const GatewayEvidence &gateway = m_now.evidence.onPremise;
    m_missedThroughTunnel = gateway.isBehindTunnel && gateway.reach == Reach::Unreachable;
}

void TunnelKnowledge::takeAzure(const AzureEnd &end)
{
    m_azure.take(end);
    chooseConnection();
    fill();
    compareEnds();
}

void TunnelKnowledge::takeAzureError(const Error &error)
{
    m_azure.takeError(error);
    fill();
}

void TunnelKnowledge::takeSas(const Result<QList<azure::MainModeSa>> &sas, const QDateTime &asked)
{
    m_azure.takeSas(sas, asked);
    fill();
}

void TunnelKnowledge::takeLarge(std::optional<bool> passes, const QDateTime &time)
{
    if (m_now.state == TunnelState::Down)
        return; // it was asked before
    m_target.takeLarge(passes, time);
    fill();
}

void TunnelKnowledge::takePathMtu(int mtu)
{
    m_target.takePathMtu(mtu);
    fill();
}

void TunnelKnowledge::takeTarget(bool hasRoute)
{
    m_target.takeOwnWord(hasRoute);
    fill();
}

void TunnelKnowledge::takeHostRoute(std::optional<bool> hasRoute)
{
    m_target.takeHostRoute(hasRoute);
    fill();
}

void TunnelKnowledge::takePath(const TargetPath &path)
{
    m_target.takePath(path);
    fill();
}

void TunnelKnowledge::setTarget(const QString &name, const QString &address, const QString &from)
{
    m_now.probed = name;
    m_now.probedFrom = from;
    m_target.begin(name, address);
    m_samplesBypassing = 0;
    fill();
}

void TunnelKnowledge::setTargetRunning(std::optional<bool> running)
{
    m_target.setRunning(running);
    fill();
}

// --- what is made of it -------------------------------------------------------------------------------

void TunnelKnowledge::chooseConnection()
{
    QString &connection = m_now.evidence.connection;
    const AzureEnd *end = m_azure.end();
    if (m_named.isEmpty()) {
        const QString only =
            onlyOneOf(status().connections, end ? end->parameters.gatewayAddresses : QStringList());
        if (!only.isEmpty()) // else the one of before goes on to be meant: it may just not be loaded
            connection = only;
    }
    if (!connection.isEmpty())
        m_now.name = connection;
    else if (end && !end->connectionName.isEmpty())
        m_now.name = end->connectionName;
}

void TunnelKnowledge::fill()
{
    Evidence &evidence = m_now.evidence;
    m_target.fill(evidence, m_time);
    m_gateway.fill(evidence, m_time);
    m_azure.fill(evidence, m_target.outcomeSince(), m_time);
    fillSubnets();
    // Who comes from where the other end's subnets are comes through the tunnel.
    evidence.onPremise.isBehindTunnel = isWithin(m_gateway.peer(), evidence.settings.azureSubnets);
    const std::optional<bool> route = m_gateway.hasRoute();
    evidence.settings.gatewayRoute = route;
    if (route == false || (route && m_gatewayProbes))
        evidence.settings.onPremiseRoute = route;
    evidence.traffic.isBypassing = m_samplesBypassing >= samplesToBypass;
    evidence.traffic.isBroken = m_now.state == TunnelState::Down;
    evidence.history.flapsLastHour = static_cast<int>(m_breaks.size());
    m_now.window = m_target.window();
    const auto &rate = m_gateway.rate();
    m_now.bytesInPerSecond = rate ? std::optional(rate->in) : std::nullopt;
    m_now.bytesOutPerSecond = rate ? std::optional(rate->out) : std::nullopt;
}

void TunnelKnowledge::fillSubnets()
{
    SettingsEvidence &settings = m_now.evidence.settings;
    QStringList onPremise = m_siteNetworks;
    QStringList azure;
    if (const AzureEnd *end = m_azure.end()) {
        azure = end->parameters.vnetPrefixes;
        if (onPremise.isEmpty())
            onPremise = end->parameters.onPremisePrefixes;
    }
    for (const IpsecConnection &one : connectionsOf(status(), m_now.evidence.connection)) {
        onPremise += one.local.subnets;
        azure += one.remote.subnets;
    }
    for (QStringList *list : {&onPremise, &azure}) {
        list->removeIf(isAnyTo); // a route decides there, no address space
        list->removeDuplicates();
    }
    settings.onPremiseSubnets = onPremise;
    settings.azureSubnets = azure;
}

Authentication TunnelKnowledge::authentication() const
{
    const QList<IkeSa> sas = ikeSasOf(status(), m_now.evidence.connection);
    if (std::ranges::any_of(sas, [](const IkeSa &sa) { return isUp(sa); }))
        return Authentication::Succeeded;
    const auto isFound = [&](FaultKind kind) {
        return std::ranges::find(m_now.findings, kind, &Finding::kind) != m_now.findings.end();
    };
    return isFound(FaultKind::WrongKey)    ? Authentication::Failed
           : isFound(FaultKind::NoKeyHere) ? Authentication::NoKey
                                           : Authentication::Unknown;
}

void TunnelKnowledge::compareEnds()
{
    const QList<IpsecConnection> connections = connectionsOf(status(), m_now.evidence.connection);
    const AzureEnd *end = m_azure.end();
    m_now.evidence.parameters.clear();
    if (end && !end->connectionName.isEmpty() && !connections.isEmpty())
        m_now.evidence.parameters =
            compare(onPremiseParameters(connections), end->parameters, authentication());
}

// --- a sample -----------------------------------------------------------------------------------------

QList<TunnelEvent> TunnelKnowledge::addSample(const QDateTime &sent, const QList<ProbeReply> &replies,
                                              const QList<ProbeReply> &others, const QDateTime &time)
{
    m_time = time;
    QList<ProbeReply> probes = replies;
    // Nobody probed, since the gateway was to: that it was not reached through the tunnel is one lost.
    if (std::exchange(m_missedThroughTunnel, false) && replies.isEmpty())
        probes = {{.outcome = ProbeReply::Outcome::Silent, .method = ProbeMethod::Tcp, .roundTrip = {}}};
    Sample sample;
    sample.time = sent;
    sample.setProbes(probes);
    setGateway(sample, m_now.evidence, m_gateway.answered(), m_gateway.isFresh());
    sample.azure = m_azure.reading();
    noteWayOf(sample);
    m_gateway.noteSampled();
    if (m_target.add(sent, probes, others, time) == TargetKnowledge::Turn::GoesAnotherWay)
        m_gateway.beginAnew();
    m_now.sample = sample;

    const bool wasDown = m_now.state == TunnelState::Down;
    const bool wasTheTargets = isTargetAlone(m_now);
    QList<TunnelEvent> happened = m_events.add(sample, whoseBreak());
    noteState();
    const bool isDown = m_now.state == TunnelState::Down;
    if (!wasDown && isDown)
        m_isBreakWanted = m_isChanging;
    // A node that comes and goes makes no tunnel flap.
    if (wasDown && !isDown && !wasTheTargets && !m_isBreakWanted)
        m_breaks.push_back(time);
    std::erase_if(m_breaks, [&](const QDateTime &one) { return ageOf(one, time) > 1h; });
    if (isDown)
        m_target.forgetLarge(); // once it is back, what was before says nothing
    if (wasDown != isDown)
        m_target.beginWindow(sent, probes);
    fill();
    // A lone answer ends no fault: what was found stays until another follows.
    if (!isDown || sample.probesAnswered == 0)
        m_now.findings = diagnose(m_now.evidence);
    if (!m_now.evidence.parameters.isEmpty())
        compareEnds(); // what was found may tell of the key
    for (TunnelEvent &event : happened) {
        event.cause = cause();
        if (m_isBreakWanted &&
            (event.kind == TunnelEvent::Kind::Broke || event.kind == TunnelEvent::Kind::Back))
            event.fault = changeFault;
    }
    if (std::optional<TunnelEvent> event = judgeImpairment())
        happened += *std::move(event);
    return happened;
}

TunnelEvents::Whose TunnelKnowledge::whoseBreak() const
{
    if (m_isChanging)
        return TunnelEvents::Whose::Change;
    return m_target.doOthersAnswer() ? TunnelEvents::Whose::Target : TunnelEvents::Whose::Tunnel;
}

void TunnelKnowledge::noteState()
{
    m_now.state = m_events.state();
    m_now.since = m_events.since();
    m_now.isSinceFirstLook = m_events.isSinceFirstLook();
    m_now.isFlapping = m_events.isFlapping();
    m_now.breaks = m_events.breaks();
}

std::optional<TunnelEvent> TunnelKnowledge::judgeImpairment()
{
    const Finding *impairment = impairmentOf(m_now);
    const bool isAnswered = m_now.sample.traffic() == SignalState::Up;
    m_now.sample.isImpaired = impairment && isAnswered;
    std::optional<TunnelEvent> event;
    // Another target may take none, and then nobody knows of large packets.
    const bool isOpen = !impairment && !m_now.evidence.traffic.largePass &&
                        m_impairments.fault() == toWord(FaultKind::MtuBlackHole);
    if (m_now.state == TunnelState::Down)
        m_impairments.interrupt();
    else if (isAnswered && !isOpen) // one that is lost, perhaps by chance, tells nothing
        event = m_impairments.add(m_now.sample.time, impairment);
    m_now.impairedSince = m_impairments.since();
    m_now.impairedUntil = m_impairments.until();
    return event;
}

void TunnelKnowledge::noteWayOf(const Sample &sample)
{
    if (!m_gateway.isFresh() || sample.probesMade == 0)
        return;
    const bool isIdle =
        status().daemon.state == DaemonState::Running &&
        (sample.gateway.state == SignalState::Down || sample.gateway.state == SignalState::Pending);
    const bool hasNoSa = isIdle && !maySaCarry(status(), m_target.address());
    m_samplesBypassing = hasNoSa && sample.probesAnswered > 0 ? m_samplesBypassing + 1 : 0;
}

QString TunnelKnowledge::cause() const
{
    if (trafficPasses(m_now.evidence) != false || m_now.findings.isEmpty())
        return {};
    if (m_isChanging)
        return QCoreApplication::translate("Tunnel", "Its configuration was being changed.");
    const Finding &first = m_now.findings.constFirst();
    return namesAFault(first.kind) && first.certainty != Certainty::Guess ? first.sentence : QString();
}

QString TunnelKnowledge::guess() const
{
    if (trafficPasses(m_now.evidence) != false || m_now.findings.isEmpty())
        return {};
    const Finding &first = m_now.findings.constFirst();
    return namesAFault(first.kind) ? QCoreApplication::translate("Tunnel", "Perhaps: %1").arg(first.sentence)
                                   : QString();
}

// --- what to ask next -----------------------------------------------------------------------------------

bool TunnelKnowledge::isOff() const
{
    if (m_target.isLost() || m_events.isInDoubt() || m_now.state == TunnelState::Down ||
        m_now.state == TunnelState::Degraded || m_target.largePass() == false || impairmentOf(m_now))
        return true;
    const QList<ChildSa> children = childSasOf(status(), m_now.evidence.connection);
    const auto newest =
        std::ranges::find_if(children, [](const ChildSa &sa) { return sa.newest && isUp(sa); });
    if (newest == children.end())
        return true;
    if (newest->expiresIn && !newest->rekeyIn)
        return true; // no rekey is planned: one was refused
    return std::ranges::any_of(children, [](const ChildSa &sa) { return sa.state == SaState::Connecting; }) ||
           std::ranges::any_of(ikeSasOf(status(), m_now.evidence.connection),
                               [](const IkeSa &sa) { return !isUp(sa) || sa.retransmitting; });
}

TunnelKnowledge::Wanted TunnelKnowledge::wanted(const QDateTime &time, const MonitorPolicy &policy) const
{
    return m_gateway.wanted(time, isOff(), policy);
}

bool TunnelKnowledge::wantsLarge(const QDateTime &time) const
{
    return m_target.wantsLarge(time, isOff());
}

bool TunnelKnowledge::wantsPath() const
{
    return m_target.isLost() && gatewayState(m_now.evidence) == SignalState::Up;
}

bool TunnelKnowledge::wantsSas(const QDateTime &time, const MonitorPolicy &policy) const
{
    const SignalState gateway = gatewayState(m_now.evidence);
    // Those from before traffic goes as it goes say nothing any more.
    const AzureSasEvidence &sas = m_now.evidence.azureSas;
    const bool isWrong = m_target.isLost() || gateway == SignalState::Down ||
                         gateway == SignalState::Pending || (sas.age && !sas.isCurrent);
    return m_azure.wantsSas(time, isWrong, policy.sas, policy.hurriedSas);
}

QString TunnelKnowledge::homeAddress() const
{
    const QStringList own = gatewayAddresses();
    for (const QString &subnet : m_now.evidence.settings.onPremiseSubnets) {
        const auto found =
            std::ranges::find_if(own, [&](const QString &address) { return isWithin(address, {subnet}); });
        if (found != own.end())
            return *found;
    }
    return {};
}

std::optional<QString> TunnelKnowledge::sourceFor() const
{
    return m_gateway.sourceFor(m_now.evidence.connection);
}

void TunnelKnowledge::wantAll()
{
    m_gateway.wantAll();
    m_target.wantLarge();
}

} // namespace skybro::tunnel
