#include "models/tunnel/ipsec/libreswanconnection.h"

#include <QRegularExpression>

#include <algorithm>
#include <ranges>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

/// "[3]" of an instance and the address of its peer may follow the name.
const QRegularExpression &headPattern()
{
    static const QRegularExpression pattern(
        uR"re(^"([^"]+)"(?:\[\d+\])*(?: (?:\.\.\.)?[0-9A-Fa-f.:%]+)?:( +)(.*)$)re"_s);
    return pattern;
}

/// Splits at `separator` outside of brackets: an id in them may hold anything.
QList<QStringView> splitOutside(QStringView text, QStringView separator)
{
    QList<QStringView> parts;
    int depth = 0;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'[')
            ++depth;
        else if (text[i] == u']' && depth > 0)
            --depth;
        else if (depth == 0 && text.sliced(i).startsWith(separator)) {
            parts.append(text.sliced(begin, i - begin));
            i += separator.size() - 1;
            begin = i + 1;
        }
    }
    parts.append(text.sliced(begin));
    return parts;
}

/// "203.0.113.1<203.0.113.1>[@west]---203.0.113.254"; the part after the dashes is the next hop.
void readHost(QStringView text, IpsecEnd &end)
{
    text = splitOutside(text, u"---").first();
    const qsizetype bracket = text.indexOf(u'[');
    const qsizetype angle = text.indexOf(u'<');
    qsizetype length = text.size();
    for (const qsizetype at : {bracket, angle})
        length = at >= 0 ? std::min(length, at) : length;
    end.address = text.first(length).toString();
    if (bracket >= 0 && text.endsWith(u']')) {
        const QStringView id = text.sliced(bracket + 1).chopped(1);
        // Flags of the end follow its id: ",+S=C" or "+MC".
        static const QRegularExpression flags(u",?\\+[A-Z+=]+$"_s);
        end.id = id.toString().remove(flags);
    }
}

/// "10.2.0.0/16===203.0.113.1", "203.0.113.2[@east]===10.0.0.0/16": local and remote, whichever way round.
std::optional<std::pair<IpsecEnd, IpsecEnd>> readEnds(QStringView text)
{
    const QList<QStringView> sides = splitOutside(text, u"...");
    if (sides.size() != 2)
        return std::nullopt;
    const QList<QStringView> left = splitOutside(sides[0], u"===");
    const QList<QStringView> right = splitOutside(sides[1], u"===");
    if (left.size() > 2 || right.size() > 2)
        return std::nullopt;
    IpsecEnd local;
    IpsecEnd remote;
    const auto subnets = [](QStringView list) {
        return list.toString().remove(u'{').remove(u'}').split(u',', Qt::SkipEmptyParts);
    };
    readHost(left.last(), local);
    readHost(right.first(), remote);
    if (left.size() == 2)
        local.subnets = subnets(left.first());
    if (right.size() == 2)
        remote.subnets = subnets(right.last());
    if (local.address.isEmpty() || remote.address.isEmpty())
        return std::nullopt;
    return std::pair{local, remote};
}

std::optional<std::chrono::seconds> readSeconds(QStringView text)
{
    if (text.endsWith(u's'))
        text.chop(1);
    bool ok = false;
    const qlonglong seconds = text.toLongLong(&ok);
    return ok && seconds >= 0 ? std::optional(std::chrono::seconds(seconds)) : std::nullopt;
}

quint64 readSerial(QStringView text)
{
    const qsizetype hash = text.indexOf(u'#');
    return hash < 0 ? 0 : text.sliced(hash + 1).toULongLong();
}

/// One "key: value" of a detail line.
void readDetail(QStringView key, QStringView value, IpsecConnection &connection)
{
    if (key == "policy"_L1) {
        connection.policies = value.toString().split(u'+', Qt::SkipEmptyParts);
        connection.pfs = connection.policies.contains(u"PFS"_s);
        // 3.x lists what is allowed; with both, it is IKEv2 that is tried.
        if (value.contains("IKEv2"_L1) || value.contains("IKEV2_ALLOW"_L1))
            connection.ikeVersion = IkeVersion::V2;
        else if (value.contains("IKEv1"_L1) || value.contains("IKEV1_ALLOW"_L1))
            connection.ikeVersion = IkeVersion::V1;
    } else if (key == "ike_life"_L1) {
        connection.ikeLifetime = readSeconds(value);
    } else if (key == "ipsec_life"_L1) {
        connection.saLifetime = readSeconds(value);
    } else if (key == "dpddelay"_L1 || key == "delay"_L1) {
        connection.dpdDelay = readSeconds(value);
    } else if (key == "dpdaction"_L1 || key == "action"_L1) {
        connection.dpdAction = value.toString();
    } else if (key == "newest IKE SA"_L1 || key == "newest ISAKMP SA"_L1 || key == "established IKE SA"_L1) {
        connection.newestIkeSa = readSerial(value);
    } else if (key == "newest IPsec SA"_L1 || key == "established Child SA"_L1) {
        connection.newestChildSa = readSerial(value);
    } else if (key == "routing"_L1) {
        connection.routing = value.toString();
    } else if (key == "IKE algorithms"_L1) {
        connection.ikeProposals = value.toString();
    } else if (key == "ESP algorithms"_L1) {
        connection.espProposals = value.toString();
    } else if (key.endsWith("algorithm newest"_L1)) {
        (key.startsWith("ESP"_L1) ? connection.espAgreed : connection.ikeAgreed) =
            readAgreed(value, key.startsWith("ESP"_L1));
    }
}

void readDetails(QStringView text, IpsecConnection &connection)
{
    for (QStringView part : splitOutside(text, u";")) {
        part = part.trimmed();
        if (part == "oriented"_L1 || part == "unoriented"_L1)
            connection.isOriented = part == "oriented"_L1;
        const qsizetype colon = part.indexOf(u':');
        const qsizetype equals = part.indexOf(u'=');
        if (equals >= 0 && (colon < 0 || equals < colon)) {
            if (part.startsWith("our id="_L1))
                connection.local.id = part.sliced(equals + 1).toString();
            else if (part.startsWith("their id="_L1))
                connection.remote.id = part.sliced(equals + 1).toString();
            else if (part.startsWith("pfsgroup="_L1) && part.sliced(equals + 1).startsWith(u'<'))
                connection.espAgreed.group.clear(); // "<Phase1>", "<N/A>": says what is offered, not agreed
            continue;
        }
        if (colon < 0)
            continue;
        const QStringView key = part.first(colon).trimmed();
        const QStringView value = part.sliced(colon + 1).trimmed();
        // 3.x and IKEv1 in 5.x: "dpd: action:restart; delay:30", 4.x: "liveness: active; dpdaction:restart".
        const qsizetype inner = value.indexOf(u':');
        if (key == "dpd"_L1 && inner > 0)
            readDetail(value.first(inner), value.sliced(inner + 1), connection);
        else
            readDetail(key, value, connection);
    }
}

} // namespace

Algorithms readAgreed(QStringView text, bool ofChild)
{
    Algorithms algorithms;
    for (const QStringView word : text.split(u'-', Qt::SkipEmptyParts)) {
        static const QRegularExpression groupName(u"^(MODP\\d+|DH\\d+|ECP_?\\d+|CURVE25519)$"_s);
        if (word == "NONE"_L1)
            continue;
        if (groupName.match(word).hasMatch())
            algorithms.group = word.toString();
        else if (algorithms.encryption.isEmpty())
            algorithms.encryption = word.toString();
        else if (algorithms.integrity.isEmpty())
            algorithms.integrity = word.toString();
    }
    // With a cipher that authenticates itself IKE needs a hash for its PRF only.
    if (!ofChild &&
        (algorithms.encryption.contains("GCM"_L1) || algorithms.encryption.contains("POLY1305"_L1)))
        std::swap(algorithms.integrity, algorithms.prf);
    return algorithms;
}

bool readConnectionLine(QStringView line, QList<IpsecConnection> &connections)
{
    const QRegularExpressionMatch match = headPattern().match(line);
    if (!match.hasMatch())
        return false;
    const QString name = match.captured(1);
    const QStringView rest = match.capturedView(3);
    if (match.capturedLength(2) == 1) {
        const QList<QStringView> parts = splitOutside(rest, u"; ");
        const auto ends = readEnds(parts.first());
        if (!ends || parts.size() < 2)
            return false;
        IpsecConnection connection;
        connection.name = name;
        std::tie(connection.local, connection.remote) = *ends;
        connection.routing = parts[1].trimmed().toString();
        if (connection.routing.endsWith(u';'))
            connection.routing.chop(1);
        connections.append(connection);
        return true;
    }
    // Details follow their connection: the last of that name is meant.
    for (IpsecConnection &connection : connections | std::views::reverse) {
        if (connection.name == name) {
            readDetails(rest, connection);
            return true;
        }
    }
    return false;
}

} // namespace skybro::tunnel
