#include "models/tunnel/ipsec/libreswan.h"

#include "models/tunnel/ipsec/libreswanconnection.h"

#include <QRegularExpression>

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

template <typename Sa>
Sa &bySerial(QList<Sa> &list, quint64 serial)
{
    const auto it = std::ranges::find(list, serial, &Sa::serial);
    if (it != list.end())
        return *it;
    Sa &added = list.emplaceBack();
    added.serial = serial;
    return added;
}

/// "REKEY in 28s", 3.x: "EVENT_SA_REKEY in 28s". Below zero: overdue.
struct Event
{
    QStringView name;
    std::chrono::seconds in;
};

std::optional<Event> readEvent(QStringView part)
{
    const qsizetype in = part.indexOf(" in "_L1);
    if (in < 0 || !part.endsWith(u's'))
        return std::nullopt;
    bool ok = false;
    const qlonglong seconds = part.sliced(in + 4).chopped(1).toLongLong(&ok);
    if (!ok)
        return std::nullopt;
    QStringView name = part.first(in);
    for (const QLatin1StringView prefix : {"EVENT_SA_"_L1, "EVENT_v2_"_L1, "EVENT_"_L1}) {
        if (name.startsWith(prefix)) {
            name = name.sliced(prefix.size());
            break;
        }
    }
    return Event{name, std::chrono::seconds(seconds)};
}

/// The words of all versions: 3.x "STATE_V2_IPSEC_I (IPsec SA established)", 4.x
/// "STATE_V2_ESTABLISHED_CHILD_SA (established Child SA)", 5.x the words in the parentheses alone.
bool isChildState(QStringView words, const QList<QStringView> &attributes)
{
    for (const QLatin1StringView mark :
         {"IPSEC"_L1, "CHILD"_L1, "QUICK"_L1, "Quick Mode"_L1, "IPsec SA"_L1}) {
        if (words.contains(mark) && !words.contains("rekey IKE SA"_L1))
            return true;
    }
    if (words.contains("Child SA"_L1) && !words.contains("IKE SA"_L1))
        return true;
    return std::ranges::any_of(attributes, [](QStringView part) {
        return part.startsWith("IKE SA #"_L1) || part.startsWith("ISAKMP SA #"_L1) ||
               part.startsWith("isakmp#"_L1);
    });
}

SaState stateOf(QStringView words)
{
    if (words.contains("rekey"_L1, Qt::CaseInsensitive))
        return SaState::Rekeying;
    if (words.contains("established"_L1, Qt::CaseInsensitive))
        return SaState::Established;
    if (words.contains("delet"_L1, Qt::CaseInsensitive))
        return SaState::Deleted;
    return words.isEmpty() ? SaState::Unknown : SaState::Connecting;
}

template <typename Sa>
void readCommon(Sa &sa, QStringView words, const QList<QStringView> &attributes, quint16 port)
{
    sa.state = stateOf(words);
    sa.stateText = words.toString();
    sa.natTraversal = port == 4500;
    sa.newest = false;
    sa.rekeyIn.reset();
    sa.expiresIn.reset();
    for (const QStringView part : attributes) {
        if (const std::optional<Event> event = readEvent(part)) {
            if (event->name == "REKEY"_L1)
                sa.rekeyIn = event->in;
            else if (event->name == "REPLACE"_L1 || event->name == "EXPIRE"_L1)
                sa.expiresIn = event->in;
        } else if (part == "newest"_L1 || part.startsWith("newest I"_L1)) {
            sa.newest = true;
        }
    }
}

/// `#1: "azure":500 STATE_… (…); REKEY in 28s; newest; idle;`. Of an instance "[1]" and what it is for stand
/// between the name and the port: the peer, a placeholder where addresses are not to be logged, or networks.
bool readStateLine(QStringView line, IpsecStatus &status)
{
    static const QRegularExpression pattern(
        uR"re(^#(\d+): "([^"]+)"(?:\[\d+\])*(?: [^"]*?)?:(\d+)(?:\(tcp\))? ([^;]+);(.*)$)re"_s);
    const QRegularExpressionMatch match = pattern.match(line);
    if (!match.hasMatch())
        return false;
    const quint64 serial = match.capturedView(1).toULongLong();
    const quint16 port = match.capturedView(3).toUShort();
    const QStringView words = match.capturedView(4).trimmed();
    QList<QStringView> attributes;
    for (const QStringView part : match.capturedView(5).split(u';', Qt::SkipEmptyParts))
        attributes.append(part.trimmed());
    if (!isChildState(words, attributes)) {
        IkeSa &sa = bySerial(status.ikeSas, serial);
        sa.connection = match.captured(2);
        readCommon(sa, words, attributes, port);
        sa.retransmitting = std::ranges::any_of(attributes, [](QStringView part) {
            const std::optional<Event> event = readEvent(part);
            return event && event->name == "RETRANSMIT"_L1;
        });
        static const QRegularExpression version1(u"MAIN_|AGGR_|ISAKMP|Main Mode|Aggressive"_s);
        sa.version = version1.match(words).hasMatch() ? IkeVersion::V1 : IkeVersion::V2;
        return true;
    }
    ChildSa &sa = bySerial(status.childSas, serial);
    sa.connection = match.captured(2);
    readCommon(sa, words, attributes, port);
    sa.erouteOwner = attributes.contains(QStringView(u"eroute owner"));
    for (const QStringView part : attributes) {
        const qsizetype hash = part.indexOf(u'#');
        if (hash > 0 && (part.startsWith("IKE SA"_L1) || part.startsWith("isakmp"_L1, Qt::CaseInsensitive)))
            sa.ikeSerial = part.sliced(hash + 1).toULongLong();
    }
    return true;
}

/// `#2: "azure" esp.c5fe205d@203.0.113.2 esp.67ff01ff@203.0.113.1 … Traffic: …`: the SPIs, out and in; with
/// IPv6 "esp:c5fe205d@2001:db8::2". Its bytes are rounded.
bool readBundleLine(QStringView line, IpsecStatus &status)
{
    static const QRegularExpression pattern(
        uR"re(^#(\d+): "([^"]+)"[^"]*? (?:esp|ah)[.:]([0-9a-fA-F]+)@\S+ (?:esp|ah)[.:]([0-9a-fA-F]+)@\S+.* Traffic:)re"_s);
    const QRegularExpressionMatch match = pattern.match(line);
    if (!match.hasMatch())
        return false;
    ChildSa &sa = bySerial(status.childSas, match.capturedView(1).toULongLong());
    sa.connection = match.captured(2);
    sa.spiOut = match.captured(3).toLower();
    sa.spiIn = match.captured(4).toLower();
    return true;
}

/// `#2: "azure", type=ESP, add_time=1795375112, inBytes=420, outBytes=420, maxBytes=2^63B, id='203.0.113.2'`
bool readTrafficLine(QStringView line, IpsecStatus &status, std::optional<qint64> gatewayTime)
{
    static const QRegularExpression pattern(
        uR"re(^#(\d+): "([^"]+)"[^"]*?, type=[^,]+, add_time=(\d+)(?:, inBytes=(\d+), outBytes=(\d+))?(?:,(?! (?:in|out)Bytes)|$))re"_s);
    const QRegularExpressionMatch match = pattern.match(line);
    if (!match.hasMatch())
        return false;
    ChildSa &sa = bySerial(status.childSas, match.capturedView(1).toULongLong());
    sa.connection = match.captured(2);
    if (sa.state == SaState::Unknown)
        sa.state = SaState::Established; // it lists no others
    const auto number = [&](int group) -> std::optional<quint64> {
        bool ok = false;
        const quint64 value = match.capturedView(group).toULongLong(&ok);
        return ok ? std::optional(value) : std::nullopt;
    };
    sa.bytesIn = number(4);
    sa.bytesOut = number(5);
    if (const std::optional<quint64> made = number(3);
        made && gatewayTime && *made > 0 && static_cast<qint64>(*made) <= *gatewayTime)
        sa.age = std::chrono::seconds(*gatewayTime - static_cast<qint64>(*made));
    return true;
}

bool readTotalsLine(QStringView line, IpsecStatus &status)
{
    static const QRegularExpression ike(
        uR"re(^IKE SAs: total\((\d+)\), half-open\((\d+)\), open\(\d+\), authenticated\((\d+)\))re"_s);
    static const QRegularExpression child(uR"re(^IPsec SAs: total\((\d+)\))re"_s);
    if (const QRegularExpressionMatch match = ike.match(line); match.hasMatch()) {
        SaTotals totals = status.totals.value_or(SaTotals());
        totals.ike = match.capturedView(1).toInt();
        totals.halfOpen = match.capturedView(2).toInt();
        totals.authenticated = match.capturedView(3).toInt();
        status.totals = totals;
        return true;
    }
    if (const QRegularExpressionMatch match = child.match(line); match.hasMatch() && status.totals) {
        status.totals->child = match.capturedView(1).toInt();
        return true;
    }
    return false;
}

struct Seen
{
    std::optional<qsizetype> loaded; ///< "Total IPsec connections: loaded 1"
    bool end = false;                ///< the heading after the states
};

bool readSaLine(QStringView line, IpsecStatus &status, std::optional<qint64> gatewayTime)
{
    return readTrafficLine(line, status, gatewayTime) || readStateLine(line, status) ||
           readBundleLine(line, status);
}

/// `#1: pending CHILD SA for "azure"`; a bundle whose traffic is told otherwise or not at all: the SA's own
/// line tells what counts.
bool isNoSa(QStringView line)
{
    static const QRegularExpression pattern(uR"re(^#\d+: (?:pending |"[^"]+"[^"]* (?:esp|ah|comp)[.:]))re"_s);
    return pattern.match(line).hasMatch();
}

void readLine(QStringView line, IpsecStatus &status, std::optional<qint64> gatewayTime, Seen &seen)
{
    static const QRegularExpression code(u"^\\d{3} "_s);
    if (code.match(line).hasMatch())
        line = line.sliced(4);
    static const QRegularExpression version(u"^pluto_version=([^, ]+),"_s);
    static const QRegularExpression loaded(u"^Total IPsec connections: loaded (\\d+)"_s);
    static const QRegularExpression withinAnother(u"(?!^)#\\d+: \""_s);
    if (withinAnother.match(line).hasMatch()) {
        status.cut = true;
    } else if (line.startsWith(u'#')) {
        if (!readSaLine(line, status, gatewayTime) && !isNoSa(line))
            status.cut = true;
    } else if (line.startsWith(u'"')) {
        readConnectionLine(line, status.connections);
    } else if (const QRegularExpressionMatch match = version.match(line); match.hasMatch()) {
        status.daemon = {DaemonState::Running, Implementation::Libreswan, match.captured(1)};
    } else if (const QRegularExpressionMatch total = loaded.match(line); total.hasMatch()) {
        seen.loaded = total.capturedView(1).toLongLong();
    } else if (line.startsWith("Bare Shunt list:"_L1)) {
        seen.end = true;
    } else {
        readTotalsLine(line, status);
    }
}

Seen readLines(QStringView output, IpsecStatus &status, std::optional<qint64> gatewayTime = std::nullopt)
{
    Seen seen;
    // A line without its end may be the half of a number: leave it out.
    const qsizetype end = output.lastIndexOf(u'\n') + 1;
    if (end < output.size())
        status.cut = true;
    for (QStringView line : output.first(end).split(u'\n')) {
        if (line.endsWith(u'\r'))
            line.chop(1);
        readLine(line, status, gatewayTime, seen);
    }
    return seen;
}

/// showstates tells no age of an IKE SA: what is left of its lifetime does.
void settle(IpsecStatus &status)
{
    for (IkeSa &sa : status.ikeSas) {
        const auto connection = std::ranges::find(status.connections, sa.connection, &IpsecConnection::name);
        if (connection == status.connections.end())
            continue;
        if (sa.serial == connection->newestIkeSa)
            sa.algorithms = connection->ikeAgreed;
        const std::optional<std::chrono::seconds> life = connection->ikeLifetime;
        const std::optional<std::chrono::seconds> left = sa.expiresIn;
        if (isUp(sa) && life && left && *left <= *life)
            sa.age = *life - *left;
    }
    for (ChildSa &sa : status.childSas) {
        const auto connection = std::ranges::find(status.connections, sa.connection, &IpsecConnection::name);
        if (connection == status.connections.end())
            continue;
        if (sa.serial == connection->newestChildSa)
            sa.algorithms = connection->espAgreed;
        sa.localSubnets = connection->local.subnets;
        sa.remoteSubnets = connection->remote.subnets;
    }
}

} // namespace

void readStatus(QStringView output, IpsecStatus &status)
{
    const Seen seen = readLines(output, status);
    if (seen.loaded && status.connections.size() >= *seen.loaded)
        status.connectionsTold = true;
    if (!status.cut && seen.end)
        status.statesTold = true;
    settle(status);
}

void readShowStates(QStringView output, IpsecStatus &status)
{
    const bool wasCut = std::exchange(status.cut, false);
    readLines(output, status);
    status.statesTold = !status.cut;
    status.cut = status.cut || wasCut;
    settle(status);
}

void readTrafficStatus(QStringView output, IpsecStatus &status, std::optional<qint64> gatewayTime)
{
    readLines(output, status, gatewayTime);
    settle(status);
}

void readBriefStatus(QStringView output, IpsecStatus &status)
{
    readLines(output, status);
}

DaemonState libreswanDaemon(int exitCode, QStringView standardError)
{
    constexpr int answered = 0;
    constexpr int cannotReach = 33;
    constexpr int notExecutable = 126;
    constexpr int noSuchCommand = 127;
    // Sudo speaks the user's language; its exit code 1 and name do not change.
    if (standardError.contains("(13 "_L1) || standardError.startsWith("sudo:"_L1) ||
        standardError.contains("\nsudo:"_L1) || exitCode == notExecutable)
        return DaemonState::NotPermitted;
    if (exitCode == answered)
        return DaemonState::Running;
    if (exitCode == cannotReach)
        return DaemonState::Down;
    return exitCode == noSuchCommand ? DaemonState::NotInstalled : DaemonState::Unknown;
}

} // namespace skybro::tunnel
