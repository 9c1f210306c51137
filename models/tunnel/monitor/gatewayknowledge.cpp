#include "models/tunnel/monitor/gatewayknowledge.h"

#include "models/ssh/sshfault.h"
#include "models/tunnel/ipsec/prefix.h"
#include "models/tunnel/monitor/age.h"

#include <array>

namespace skybro::tunnel {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr qsizetype mostLogLines = 500;
constexpr milliseconds hurriedConnections = 5s; ///< while something is off
constexpr milliseconds hurriedSettings = 2s;

/// Who says no at the door, other than who is not at home.
bool isRefusal(const Error &error)
{
    using enum ssh::Fault;
    constexpr std::array faults{HostKeyUnknown, HostKeyChanged, HostKeyRevoked,
                                LoginRefused,   Unsupported,    ChannelRefused};
    return error.kind == ErrorKind::Invalid || error.kind == ErrorKind::Protocol ||
           std::ranges::any_of(faults, [&](ssh::Fault fault) { return error.code == toWord(fault); });
}

} // namespace

void GatewayKnowledge::take(const GatewayAnswer &answer, const QDateTime &time)
{
    m_evidence.reach = Reach::Answered;
    m_evidence.isPortShut = false;
    m_evidence.failure.clear();
    m_evidence.status = answer.status;
    m_answered = time;
    m_isFresh = true;
    m_areConnectionsNew = answer.connectionsRead;
    if (answer.connectionsRead)
        m_connectionsRead = time;
    if (answer.logRead) {
        m_evidence.logRead = true;
        m_evidence.log = answer.logContinues ? m_evidence.log + answer.log : answer.log;
        if (m_evidence.log.size() > mostLogLines)
            m_evidence.log.remove(0, m_evidence.log.size() - mostLogLines);
        if (!answer.logContinues || !answer.logCursor.isEmpty())
            m_logCursor = answer.logCursor;
    }
    if (answer.settings) {
        m_settings = answer.settings;
        m_settingsRead = time;
        if (!m_dropsBefore)
            m_dropsBefore = answer.settings->rpFilterDrops;
    }
}

void GatewayKnowledge::follow(const QString &connection, const QDateTime &time)
{
    const QList<ChildSa> children = childSasOf(status(), connection);
    QList<quint64> serials;
    for (const IkeSa &sa : ikeSasOf(status(), connection))
        serials += sa.serial;
    for (const ChildSa &sa : children)
        serials += sa.serial;
    if (m_areConnectionsNew)
        m_evidence.connectionsAreOld = false;
    if (status().statesTold && serials != m_serials) {
        m_evidence.connectionsAreOld = m_evidence.connectionsAreOld || !m_areConnectionsNew;
        m_serials = serials;
    }
    m_moved.add(children, time);
}

void GatewayKnowledge::takeError(const Error &error)
{
    if (error.code == stillConnecting && m_evidence.reach == Reach::Answered)
        return; // that answer counts, and grows old
    if (error.code == stillConnecting)
        m_evidence.reach = Reach::NotAsked;
    else
        m_evidence.reach = isRefusal(error) ? Reach::Refused : Reach::Unreachable;
    m_evidence.isPortShut = error.code == toWord(ssh::Fault::ConnectionRefused);
    m_evidence.failure = error.text;
    m_isFresh = true;
    m_moved.interrupt();
}

void GatewayKnowledge::beginAnew()
{
    m_moved.beginAnew();
    if (m_settings && m_settings->rpFilterDrops)
        m_dropsBefore = m_settings->rpFilterDrops;
}

void GatewayKnowledge::wantAll()
{
    m_connectionsRead = {};
    m_settingsRead = {};
}

void GatewayKnowledge::fill(Evidence &evidence, const QDateTime &time) const
{
    evidence.onPremise = m_evidence;
    evidence.onPremise.age = secondsSince(m_answered, time);
    if (const auto moved = m_moved.moved()) {
        evidence.onPremise.movedIn = moved->in;
        evidence.onPremise.movedOut = moved->out;
    }
    if (!m_settings)
        return;
    SettingsEvidence &settings = evidence.settings;
    // IPv4 and IPv6 are forwarded each by its own switch, and only the former knows a reverse path filter.
    const bool isIpv6 = evidence.traffic.address.contains(u':');
    settings.ipForward = isIpv6 ? m_settings->ip6Forward : m_settings->ipForward;
    settings.rpFilter = isIpv6 ? std::nullopt : m_settings->rpFilter;
    settings.rpFilterDrops.reset();
    if (m_settings->rpFilterDrops && m_dropsBefore && *m_settings->rpFilterDrops >= *m_dropsBefore)
        settings.rpFilterDrops = *m_settings->rpFilterDrops - *m_dropsBefore;
}

std::optional<bool> GatewayKnowledge::hasRoute() const
{
    if (m_settings && m_settings->hasNoRoute)
        return false;
    if (m_settings && !m_settings->routeSource.isEmpty())
        return true;
    return std::nullopt;
}

std::optional<QString> GatewayKnowledge::sourceFor(const QString &connection) const
{
    if (!m_settings)
        return QString();
    QStringList local;
    for (const IpsecConnection &one : connectionsOf(status(), connection))
        local += one.local.subnets;
    const auto isLocal = [&](const QString &address) { return isWithin(address, local); };
    if (local.isEmpty() || isLocal(m_settings->routeSource))
        return QString();
    const auto own = std::ranges::find_if(m_settings->addresses, isLocal);
    return own == m_settings->addresses.end() ? std::nullopt : std::optional(*own);
}

GatewayKnowledge::Wanted GatewayKnowledge::wanted(const QDateTime &time, bool isOff,
                                                  const MonitorPolicy &policy) const
{
    const milliseconds connections = ageOf(m_connectionsRead, time);
    const milliseconds settings = ageOf(m_settingsRead, time);
    return {.connections = m_evidence.connectionsAreOld || connections >= policy.connections ||
                           !status().connectionsTold || (isOff && connections >= hurriedConnections),
            .settings = settings >= policy.settings || (isOff && settings >= hurriedSettings),
            .log = isOff || !m_evidence.logRead};
}

} // namespace skybro::tunnel
