#include "models/playbook/modules/facts.h"

#include <QRegularExpression>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

Dict ipv4Of(const QString &address, int prefix, const QString &broadcast)
{
    const auto number = [](const QString &text) {
        quint32 bits = 0;
        for (const QString &part : text.split(u'.'))
            bits = (bits << 8) | part.toUInt();
        return bits;
    };
    const auto text = [](quint32 bits) {
        return u"%1.%2.%3.%4"_s.arg(bits >> 24)
            .arg((bits >> 16) & 255)
            .arg((bits >> 8) & 255)
            .arg(bits & 255);
    };
    const quint32 mask = prefix == 0 ? 0 : ~quint32(0) << (32 - prefix);
    return {{u"address"_s, address},
            {u"broadcast"_s, broadcast},
            {u"netmask"_s, text(mask)},
            {u"network"_s, text(number(address) & mask)},
            {u"prefix"_s, QString::number(prefix)}};
}

/// The interfaces of `ip -o link`, in its order.
QList<Dict> links(const QString &text)
{
    static const QRegularExpression link(
        uR"(^\d+: ([^:@]+)(?:@[^:]+)?: <([^>]*)> mtu (\d+).*?link/(\S+)(?: (\S+))?)"_s);
    QList<Dict> found;
    for (const QString &line : text.split(u'\n')) {
        const auto match = link.match(line);
        if (!match.hasMatch())
            continue;
        const QStringList flags = match.captured(2).split(u',');
        const QString kind = match.captured(4);
        Dict one{{u"device"_s, match.captured(1)},
                 {u"active"_s, flags.contains(u"UP"_s)},
                 {u"promisc"_s, flags.contains(u"PROMISC"_s)},
                 {u"mtu"_s, match.captured(3).toLongLong()},
                 {u"type"_s, kind == u"loopback"_s ? kind : u"ether"_s}};
        if (kind == u"ether"_s)
            one.insert(u"macaddress"_s, match.captured(5));
        found.append(one);
    }
    return found;
}

/// What the route to everywhere goes by, with the address that `src` or the interface has.
Dict defaultRoute(const QString &route, const QHash<QString, Dict> &interfaces, const QString &family)
{
    const QStringList words = route.split(u' ', Qt::SkipEmptyParts);
    const auto after = [&](const QString &word) {
        const qsizetype at = words.indexOf(word);
        return at < 0 ? QString() : words.value(at + 1);
    };
    const QString device = after(u"dev"_s);
    if (!interfaces.contains(device))
        return {};
    const Dict one = interfaces.value(device);
    const Value addresses = one.value(family);
    Dict found = addresses.isList() ? addresses.list().value(0).dict() : addresses.dict();
    if (addresses.isList()) {
        for (const Value &address : addresses.list()) {
            if (address[u"scope"_s] == Value(u"global"_s))
                found = address.dict();
        }
    }
    if (family == u"ipv4"_s)
        found.insert(u"alias"_s, device);
    found.insert(u"interface"_s, device);
    found.insert(u"gateway"_s, after(u"via"_s));
    for (const QString &key : {u"macaddress"_s, u"mtu"_s, u"type"_s})
        found.insert(key, one.value(key));
    return found;
}

} // namespace

Dict networkFacts(const Report &report)
{
    static const QRegularExpression address(
        uR"(^\d+: (\S+)\s+(inet6?) ([^/ ]+)(?: peer \S+)?(?:/(\d+))?(?: brd (\S+))?.*? scope (\S+))"_s);
    QStringList names;
    QHash<QString, Dict> interfaces;
    for (const Dict &one : links(rawFact(report, u"links"_s))) {
        names.append(one.value(u"device"_s).toText());
        interfaces.insert(names.last(), one);
    }
    QStringList all4;
    QStringList all6;
    for (const QString &text : rawFact(report, u"addresses"_s).split(u'\n')) {
        const auto match = address.match(text);
        if (!match.hasMatch() || !interfaces.contains(match.captured(1)))
            continue;
        Dict &one = interfaces[match.captured(1)];
        if (match.captured(2) == u"inet"_s) {
            const Dict found =
                ipv4Of(match.captured(3), match.captured(4).isEmpty() ? 32 : match.captured(4).toInt(),
                       match.captured(5));
            if (!one.contains(u"ipv4"_s))
                one.insert(u"ipv4"_s, found);
            else
                one.insert(u"ipv4_secondaries"_s, one.value(u"ipv4_secondaries"_s).list() + List{found});
            if (!match.captured(3).startsWith(u"127."_s))
                all4.append(match.captured(3));
        } else {
            const Dict found{{u"address"_s, match.captured(3)},
                             {u"prefix"_s, match.captured(4)},
                             {u"scope"_s, match.captured(6)}};
            one.insert(u"ipv6"_s, one.value(u"ipv6"_s).list() + List{found});
            if (match.captured(3) != u"::1"_s)
                all6.append(match.captured(3));
        }
    }
    Dict facts;
    static const QRegularExpression notWord(u"[^A-Za-z0-9_]"_s);
    for (const QString &name : names)
        facts.insert(u"ansible_"_s + QString(name).replace(notWord, u"_"_s), interfaces.value(name));
    facts.insert(u"ansible_interfaces"_s, Value(names));
    facts.insert(u"ansible_all_ipv4_addresses"_s, Value(all4));
    facts.insert(u"ansible_all_ipv6_addresses"_s, Value(all6));
    facts.insert(u"ansible_default_ipv4"_s,
                 defaultRoute(rawFactLine(report, u"route4"_s), interfaces, u"ipv4"_s));
    facts.insert(u"ansible_default_ipv6"_s,
                 defaultRoute(rawFactLine(report, u"route6"_s), interfaces, u"ipv6"_s));
    return facts;
}

} // namespace skybro::playbook
