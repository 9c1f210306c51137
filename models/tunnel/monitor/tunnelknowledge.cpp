#include "models/tunnel/monitor/tunnelknowledge.h"

#include "models/ssh/sshfault.h"
#include "models/tunnel/doctor/doctor.h"
#include "models/tunnel/ipsec/prefix.h"
#include "models/tunnel/monitor/gatewayreading.h"

#include <algorithm>
#include <array>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr qsizetype mostLogLines = 500;
constexpr size_t samplesJudged = 2;             ///< as TunnelEvents: one lost probe is no fault
constexpr milliseconds hurriedConnections = 5s; ///< while something is off
constexpr milliseconds hurriedSettings = 2s;
constexpr milliseconds largePause = 20s;
constexpr milliseconds largePauseOff = 6s;

milliseconds ageOf(const QDateTime &then, const QDateTime &now)
{
    return then.isValid() ? milliseconds(then.msecsTo(now)) : milliseconds::max();
}

std::optional<std::chrono::seconds> secondsSince(const QDateTime &then, const QDateTime &now)
{
    if (!then.isValid())
        return std::nullopt;
    return std::chrono::seconds(std::max<qint64>(then.secsTo(now), 0));
}

bool isAnyTo(const QString &prefix)
{
    return prefix.endsWith("/0"_L1);
}

/// Who says no at the door, other than who is not at home.
bool isRefusal(const Error &error)
{
    using enum ssh::Fault;
    constexpr std::array faults{HostKeyUnknown, HostKeyChanged, HostKeyRevoked,
                                LoginRefused,   Unsupported,    ChannelRefused};
    return error.kind == ErrorKind::Invalid || error.kind == ErrorKind::Protocol ||
           std::ranges::any_of(faults, [&](ssh::Fault fault) { return error.code == toWord(fault); });
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

} // namespace

TunnelKnowledge::TunnelKnowledge(QString tunnel, QString connection, QString gateway)
    : m_tunnel(std::move(tunnel))
    , m_named(std::move(connection))
{
    m_now.evidence.connection = m_named;
    m_now.evidence.gateway = std::move(gateway);
    m_now.name = m_named.isEmpty() ? m_tunnel : m_named;
}

void TunnelKnowledge::setTarget(const QString &name, const QString &address, const QString &from)
{
    m_now.probed = name;
    m_now.probedFrom = from;
    m_now.evidence.traffic = {};
    m_now.evidence.traffic.target = name;
    m_now.evidence.traffic.address = address;
    m_now.evidence.settings.vmRunning.reset();
    m_now.evidence.settings.vmRoute.reset();
    setPath({});
    m_isTargetRunning.reset();
    m_samplesBypassing = 0;
    m_hostRoute.reset();
    fillRoute();
    fillKernel();
    m_window.clear();
    m_recent.clear();
    m_largeAsked = {};
}

// --- the gateway --------------------------------------------------------------------------------------

void TunnelKnowledge::takeGateway(const GatewayAnswer &answer, const QDateTime &time)
{
    GatewayEvidence &gateway = m_now.evidence.onPremise;
    gateway.reach = Reach::Answered;
    gateway.failure.clear();
    gateway.status = answer.status;
    m_answered = time;
    m_isFresh = true;
    if (answer.connectionsRead) {
        m_connectionsRead = time;
        m_setChanged = false;
    }
    chooseConnection();
    QList<quint64> serials;
    for (const IkeSa &sa : ikeSasOf(gateway.status, m_now.evidence.connection))
        serials += sa.serial;
    for (const ChildSa &sa : childSasOf(gateway.status, m_now.evidence.connection))
        serials += sa.serial;
    if (gateway.status.statesTold && serials != m_serials) {
        m_setChanged = m_setChanged || !answer.connectionsRead;
        m_serials = serials;
    }
    gateway.connectionsAreOld = m_setChanged;
    if (answer.logRead) {
        gateway.logRead = true;
        gateway.log = answer.logContinues ? gateway.log + answer.log : answer.log;
        if (gateway.log.size() > mostLogLines)
            gateway.log.remove(0, gateway.log.size() - mostLogLines);
        if (!answer.logContinues || !answer.logCursor.isEmpty())
            m_logCursor = answer.logCursor;
    }
    if (answer.settings) {
        m_settings = answer.settings;
        m_settingsRead = time;
        fillKernel();
        if (!m_dropsBefore)
            m_dropsBefore = answer.settings->rpFilterDrops;
        fillRoute();
    }
    m_moved.add(childSasOf(gateway.status, m_now.evidence.connection), time);
    fillRate();
    fillSubnets();
    gateway.isBehindTunnel = comesThroughTunnel();
    if (answer.connectionsRead)
        compareEnds();
}

void TunnelKnowledge::takeGatewayError(const Error &error, const QDateTime &time)
{
    Q_UNUSED(time)
    GatewayEvidence &gateway = m_now.evidence.onPremise;
    if (error.code == stillConnecting && gateway.reach == Reach::Answered)
        return; // that answer counts, and grows old
    if (error.code == stillConnecting)
        gateway.reach = Reach::NotAsked;
    else
        gateway.reach = isRefusal(error) ? Reach::Refused : Reach::Unreachable;
    gateway.failure = error.text;
    m_missedThroughTunnel = gateway.isBehindTunnel && gateway.reach == Reach::Unreachable;
    m_isFresh = true;
    m_moved.interrupt();
    fillRate();
}

void TunnelKnowledge::chooseConnection()
{
    Evidence &evidence = m_now.evidence;
    if (m_named.isEmpty()) {
        QStringList names;
        QStringList toAzure;
        for (const IpsecConnection &one : evidence.onPremise.status.connections) {
            names += baseName(one.name);
            if (m_azure.end() && !m_azure.end()->gatewayAddress.isEmpty() &&
                (one.remote.address == m_azure.end()->gatewayAddress ||
                 one.remote.id == m_azure.end()->gatewayAddress))
                toAzure += baseName(one.name);
        }
        names.removeDuplicates();
        toAzure.removeDuplicates();
        if (toAzure.size() == 1)
            evidence.connection = toAzure.constFirst();
        else if (names.size() == 1)
            evidence.connection = names.constFirst();
        // Else what was known before goes on to be meant: it may just not be loaded.
    }
    if (!evidence.connection.isEmpty())
        m_now.name = evidence.connection;
    else if (m_azure.end() && !m_azure.end()->connectionName.isEmpty())
        m_now.name = m_azure.end()->connectionName;
}

/// What passed before the first probe was lost says nothing of those that are.
void TunnelKnowledge::noteOutcome(bool isLost, const QDateTime &time)
{
    const bool isFirst = !m_outcomeSince.isValid();
    if (isLost == m_isLost && !isFirst)
        return;
    m_isLost = isLost;
    m_outcomeSince = time;
    if (isFirst)
        return; // nothing came before
    m_moved.beginAnew();
    m_now.evidence.settings.vmRunning = m_isTargetRunning;
    m_now.evidence.settings.vmRoute.reset();
    setPath({});
    m_hostRoute.reset();
    fillRoute();
    if (m_settings && m_settings->rpFilterDrops)
        m_dropsBefore = m_settings->rpFilterDrops;
}

void TunnelKnowledge::fillRate()
{
    m_now.bytesInPerSecond.reset();
    m_now.bytesOutPerSecond.reset();
    if (const auto &rate = m_moved.rate()) {
        m_now.bytesInPerSecond = rate->in;
        m_now.bytesOutPerSecond = rate->out;
    }
}

void TunnelKnowledge::fillMoved()
{
    GatewayEvidence &gateway = m_now.evidence.onPremise;
    gateway.movedIn.reset();
    gateway.movedOut.reset();
    if (const auto moved = m_moved.moved()) {
        gateway.movedIn = moved->in;
        gateway.movedOut = moved->out;
    }
    SettingsEvidence &settings = m_now.evidence.settings;
    settings.rpFilterDrops.reset();
    if (m_settings && m_settings->rpFilterDrops && m_dropsBefore &&
        *m_settings->rpFilterDrops >= *m_dropsBefore)
        settings.rpFilterDrops = *m_settings->rpFilterDrops - *m_dropsBefore;
}

/// IPv4 and IPv6 are forwarded each by its own switch, and only the former knows a reverse path filter.
void TunnelKnowledge::fillKernel()
{
    if (!m_settings)
        return;
    const bool isIpv6 = m_now.evidence.traffic.address.contains(u':');
    m_now.evidence.settings.ipForward = isIpv6 ? m_settings->ip6Forward : m_settings->ipForward;
    m_now.evidence.settings.rpFilter = isIpv6 ? std::nullopt : m_settings->rpFilter;
}

std::optional<QString> TunnelKnowledge::sourceFor() const
{
    if (!m_settings)
        return QString();
    QStringList local;
    for (const IpsecConnection &one : connectionsOf(status(), m_now.evidence.connection))
        local += one.local.subnets;
    const auto isLocal = [&](const QString &address) { return isWithin(address, local); };
    if (local.isEmpty() || isLocal(m_settings->routeSource))
        return QString();
    const auto own = std::ranges::find_if(m_settings->addresses, isLocal);
    return own == m_settings->addresses.end() ? std::nullopt : std::optional(*own);
}

// --- Azure --------------------------------------------------------------------------------------------

void TunnelKnowledge::takeAzure(const AzureEnd &end)
{
    m_azure.take(end);
    m_azure.fill(m_now.evidence, m_outcomeSince, end.asOf);
    chooseConnection();
    fillSubnets();
    compareEnds();
}

void TunnelKnowledge::takeAzureError(const Error &error)
{
    m_azure.takeError(error);
    m_now.evidence.azure.failure = error.text; // ages come with the next sample
}

void TunnelKnowledge::takeSas(const Result<QList<azure::MainModeSa>> &sas, const QDateTime &asked)
{
    m_azure.takeSas(sas, asked);
    m_azure.fill(m_now.evidence, m_outcomeSince, asked);
}

void TunnelKnowledge::fillSubnets()
{
    SettingsEvidence &settings = m_now.evidence.settings;
    QStringList onPremise = m_siteNetworks;
    QStringList azure;
    if (m_azure.end()) {
        azure = m_azure.end()->parameters.vnetPrefixes;
        if (onPremise.isEmpty())
            onPremise = m_azure.end()->parameters.onPremisePrefixes;
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

void TunnelKnowledge::compareEnds()
{
    const QList<IpsecConnection> connections = connectionsOf(status(), m_now.evidence.connection);
    m_now.evidence.parameters.clear();
    if (!m_azure.end() || m_azure.end()->connectionName.isEmpty() || connections.isEmpty())
        return;
    m_now.evidence.parameters = compare(onPremiseParameters(connections), m_azure.end()->parameters);
}

void TunnelKnowledge::setTargetRunning(std::optional<bool> running)
{
    m_isTargetRunning = running;
    m_now.evidence.settings.vmRunning = running;
}

void TunnelKnowledge::takeTarget(bool hasRoute)
{
    if (!m_isLost)
        return;
    m_now.evidence.settings.vmRunning = true;
    m_now.evidence.settings.vmRoute = hasRoute;
}

void TunnelKnowledge::takeHostRoute(std::optional<bool> hasRoute)
{
    if (!m_isLost)
        return;
    m_hostRoute = hasRoute;
    fillRoute();
}

void TunnelKnowledge::fillRoute()
{
    std::optional<bool> &route = m_now.evidence.settings.onPremiseRoute;
    route = m_hostRoute;
    if (m_settings && m_settings->hasNoRoute)
        route = false;
    else if (m_settings && m_gatewayProbes && !m_settings->routeSource.isEmpty())
        route = true;
}

/// Who comes from where the other end's subnets are.
bool TunnelKnowledge::comesThroughTunnel() const
{
    return m_settings && isWithin(m_settings->peer, m_now.evidence.settings.azureSubnets);
}

void TunnelKnowledge::takePath(const TargetPath &path)
{
    if (m_isLost)
        setPath(path);
}

void TunnelKnowledge::setPath(const TargetPath &path)
{
    SettingsEvidence &settings = m_now.evidence.settings;
    settings.nsgAllows = path.isAllowed;
    settings.nsgRule = path.rule;
    settings.azureRoute = path.hasWayBack;
}

bool TunnelKnowledge::wantsPath() const
{
    return m_isLost && gatewayState(m_now.evidence) == SignalState::Up;
}

bool TunnelKnowledge::wantsTarget() const
{
    return m_isLost && m_now.evidence.traffic.othersAnswer == true && !m_now.evidence.settings.vmRoute;
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

// --- traffic ------------------------------------------------------------------------------------------

void TunnelKnowledge::takeLarge(std::optional<bool> passes, const QDateTime &time)
{
    if (m_now.state == TunnelState::Down)
        return; // it was asked before
    m_largeAsked = time;
    TrafficEvidence &traffic = m_now.evidence.traffic;
    if (passes)
        traffic.largePass = passes;
    if (passes == true)
        traffic.pathMtu = 0;
}

QList<TunnelEvent> TunnelKnowledge::addSample(const QDateTime &sent, const QList<ProbeReply> &replies,
                                              const QList<ProbeReply> &others, const QDateTime &time)
{
    Sample sample;
    sample.time = sent;
    sample.setProbes(replies);
    if (std::exchange(m_missedThroughTunnel, false) && replies.isEmpty()) {
        // Nobody probed, since the gateway was to: that it was not reached through the tunnel is one lost.
        sample.setProbes(
            {{.outcome = ProbeReply::Outcome::Silent, .method = ProbeMethod::Tcp, .roundTrip = {}}});
    }
    setGateway(sample, m_now.evidence, m_answered, m_isFresh);
    sample.azure = m_azure.reading();
    noteWayOf(sample);
    m_isFresh = false;
    for (const ProbeReply &reply : replies)
        m_window.add(sent, reply);
    m_now.evidence.traffic.obstacle =
        sample.probesMade == 0 && !replies.isEmpty() ? replies.last().note : QString();
    if (sample.probesMade > 0) {
        m_probed = time;
        m_recent.emplace_back(sample.probesMade, sample.probesAnswered);
        if (m_recent.size() > samplesJudged)
            m_recent.pop_front();
        noteOutcome(sample.probesAnswered == 0, time);
        const ProbeStatistics elsewhere = statisticsOf(others);
        m_now.evidence.traffic.othersAnswer.reset();
        if (elsewhere.made > 0)
            m_now.evidence.traffic.othersAnswer = elsewhere.answered > 0;
    }
    m_now.sample = sample;
    m_now.window = m_window.statistics();
    fillMoved();
    fillTraffic(time);
    fillAges(time);

    const bool wasDown = m_now.state == TunnelState::Down;
    QList<TunnelEvent> happened = m_events.add(sample);
    m_now.state = m_events.state();
    m_now.since = m_events.since();
    m_now.isSinceFirstLook = m_events.isSinceFirstLook();
    m_now.isFlapping = m_events.isFlapping();
    m_now.breaks = m_events.breaks();
    const bool isDown = m_now.state == TunnelState::Down;
    if (wasDown && !isDown)
        m_breaks.push_back(time);
    std::erase_if(m_breaks, [&](const QDateTime &one) { return ageOf(one, time) > 1h; });
    m_now.evidence.history.flapsLastHour = static_cast<int>(m_breaks.size());
    m_now.evidence.traffic.isBroken = isDown;
    if (isDown) { // once it is back, what was before says nothing
        m_now.evidence.traffic.largePass.reset();
        m_largeAsked = {};
    }
    // A lone answer ends no fault: what was found stays until another follows.
    if (!isDown || sample.probesAnswered == 0)
        m_now.findings = diagnose(m_now.evidence);
    for (TunnelEvent &event : happened)
        event.cause = cause();
    if (std::optional<TunnelEvent> event = judgeImpairment())
        happened += *std::move(event);
    if (wasDown != isDown) {
        m_window.clear(); // how well it goes now is not what was before
        for (const ProbeReply &reply : replies)
            m_window.add(sent, reply);
        m_now.window = m_window.statistics();
    }
    return happened;
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

/// One sample may see a probe and the SAs at different moments; several in a row do not.
void TunnelKnowledge::noteWayOf(const Sample &sample)
{
    constexpr int enough = 3;
    if (!m_isFresh || sample.probesMade == 0)
        return;
    const bool isIdle =
        status().daemon.state == DaemonState::Running &&
        (sample.gateway.state == SignalState::Down || sample.gateway.state == SignalState::Pending);
    const bool hasNoSa = isIdle && !maySaCarry(status(), m_now.evidence.traffic.address);
    m_samplesBypassing = hasNoSa && sample.probesAnswered > 0 ? m_samplesBypassing + 1 : 0;
    m_now.evidence.traffic.isBypassing = m_samplesBypassing >= enough;
}

void TunnelKnowledge::fillTraffic(const QDateTime &time)
{
    TrafficEvidence &traffic = m_now.evidence.traffic;
    traffic.sent = 0;
    traffic.answered = 0;
    for (const auto &[made, answered] : m_recent) {
        traffic.sent += made;
        traffic.answered += answered;
    }
    traffic.age = secondsSince(m_probed, time);
    traffic.lostFor = m_isLost ? secondsSince(m_outcomeSince, time) : std::nullopt;
}

void TunnelKnowledge::fillAges(const QDateTime &time)
{
    m_now.evidence.onPremise.age = secondsSince(m_answered, time);
    m_azure.fill(m_now.evidence, m_outcomeSince, time);
}

QString TunnelKnowledge::cause() const
{
    if (trafficPasses(m_now.evidence) != false || m_now.findings.isEmpty())
        return {};
    const Finding &first = m_now.findings.constFirst();
    const bool isKnown = first.kind != FaultKind::Unknown && first.kind != FaultKind::Healthy &&
                         first.kind != FaultKind::NothingPasses && first.certainty != Certainty::Guess;
    return isKnown ? first.sentence : QString();
}

// --- what to ask next -----------------------------------------------------------------------------------

bool TunnelKnowledge::isOff() const
{
    if (m_isLost || m_events.isInDoubt() || m_now.state == TunnelState::Down ||
        m_now.state == TunnelState::Degraded || m_now.evidence.traffic.largePass == false ||
        impairmentOf(m_now))
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
    const bool off = isOff();
    Wanted wanted;
    const milliseconds connections = ageOf(m_connectionsRead, time);
    wanted.connections = m_setChanged || connections >= policy.connections || !status().connectionsTold ||
                         (off && connections >= hurriedConnections);
    const milliseconds read = ageOf(m_settingsRead, time);
    wanted.settings = read >= policy.settings || (off && read >= hurriedSettings);
    wanted.log = off || !m_now.evidence.onPremise.logRead;
    return wanted;
}

bool TunnelKnowledge::wantsLarge(const QDateTime &time) const
{
    if (m_isLost)
        return false; // small ones do not pass either
    return ageOf(m_largeAsked, time) >= (isOff() ? largePauseOff : largePause);
}

bool TunnelKnowledge::wantsSas(const QDateTime &time, const MonitorPolicy &policy) const
{
    const SignalState gateway = gatewayState(m_now.evidence);
    // Those from before traffic goes as it goes say nothing any more.
    const AzureSasEvidence &sas = m_now.evidence.azureSas;
    const bool isWrong = m_isLost || gateway == SignalState::Down || gateway == SignalState::Pending ||
                         (sas.age && !sas.isCurrent);
    return m_azure.wantsSas(time, isWrong, policy.sas, policy.hurriedSas);
}

void TunnelKnowledge::wantAll()
{
    m_connectionsRead = {};
    m_settingsRead = {};
    m_largeAsked = {};
}

} // namespace skybro::tunnel
