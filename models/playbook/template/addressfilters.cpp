#include "models/base/ipnetwork.h"
#include "models/playbook/template/functions.h"

#include <optional>

// ipaddr and its kin, as the collection ansible.utils has them (over Python's netaddr).
namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// What ipaddr was given: an address, or one with its network ("10.1.2.3/16").
struct Subject
{
    IpNetwork net;
    bool isNetwork = false; ///< a prefix was written
    Item asGiven;
};

const Item no = Value(false);
const Item none = Value();

QString decimal(IpNumber number)
{
    QString digits;
    do {
        digits.prepend(QChar(u'0' + static_cast<ushort>(number % 10)));
        number /= 10;
    } while (number != 0);
    return digits;
}

Item fromNumber(IpNumber number)
{
    if (number > IpNumber(std::numeric_limits<qint64>::max()))
        throwFault(u"ipaddr: the number is too large"_s);
    return Value(static_cast<qint64>(number));
}

bool isDigits(const QString &text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// How many addresses a network has, less some of them.
Item count(const IpNetwork &net, int less = 0)
{
    if (net.hostBits() == 128)
        throwFault(u"ipaddr: the number is too large"_s);
    return fromNumber(net.hostmask() + 1 - IpNumber(less));
}

/// A number is an IPv4 address, or an IPv6 one where that is asked for.
std::optional<IpNetwork> fromDigits(const QString &digits, int version, const QString &prefix = {})
{
    bool isNumber = false;
    const qulonglong number = digits.toULongLong(&isNumber);
    if (!isNumber)
        return std::nullopt;
    for (const int of : {4, 6}) {
        const int width = of == 4 ? 32 : 128;
        const int bits = prefix.isNull() ? width : prefix.toInt(&isNumber);
        if (version != 0 && version != of)
            continue;
        if (isNumber && bits >= 0 && bits <= width && (of == 6 || number <= 0xffffffff))
            return IpNetwork(of, number, bits);
    }
    return std::nullopt;
}

std::optional<Subject> subject(Evaluator &e, const Item &input, int version)
{
    if (!e.isTrue(input) || (input.value() && input.value()->type() == Value::Type::Bool))
        return std::nullopt;
    const QString text = e.text(input);
    if (isDigits(text)) {
        const auto net = fromDigits(text, version);
        return net ? std::optional(Subject{*net, false, Value(net->toText())}) : std::nullopt;
    }
    if (const auto net = IpNetwork::parse(text))
        return Subject{*net, text.contains(u'/'), input};
    const auto slash = text.indexOf(u'/');
    if (slash < 0 || !isDigits(text.first(slash)) || !isDigits(text.mid(slash + 1)))
        return std::nullopt;
    const auto net = fromDigits(text.first(slash), 0, text.mid(slash + 1));
    return net ? std::optional(Subject{*net, true, Value(net->toText())}) : std::nullopt;
}

using Query = Item (*)(const Subject &);

Item text(const QString &value)
{
    return Value(value);
}

Item ip(const Subject &s)
{
    return text(s.net.name(s.net.ip()));
}

Item onlyIf(bool condition, const Item &item)
{
    return condition ? item : none;
}

bool isSingle(const Subject &s)
{
    return s.net.hostBits() == 0;
}

bool isFirst(const Subject &s)
{
    return s.net.ip() == s.net.first();
}

void wantNetwork(const Subject &s)
{
    if (!s.isNetwork)
        throwFault(u"Not a network address"_s);
}

struct Usable
{
    IpNumber first;
    IpNumber last;
};

/// The addresses that hosts may have; those of two have no network and no broadcast address.
Usable usable(const Subject &s)
{
    const int edge = s.net.hostBits() == 1 ? 0 : 1;
    return {s.net.first() + edge, s.net.last() - edge};
}

Item address(const Subject &s)
{
    return onlyIf(isSingle(s) || !isFirst(s) || !s.net.hasBroadcast() || s.net.version() == 6, ip(s));
}

/// "address/prefix" and its old names.
Item addressWithPrefix(const Subject &s)
{
    const bool isEdge = isFirst(s) || s.net.ip() == s.net.last();
    return s.net.hostBits() > 1 && isEdge ? no : text(s.net.toText());
}

Item host(const Subject &s)
{
    return onlyIf(isSingle(s) || !isFirst(s) || !s.net.hasBroadcast(), text(s.net.toText()));
}

bool isHostOfNetwork(const Subject &s)
{
    return s.net.hostBits() == 1 || (!isSingle(s) && !isFirst(s));
}

Item neighbour(const Subject &s, int step)
{
    wantNetwork(s);
    const Usable range = usable(s);
    const IpNumber next = s.net.ip() + IpNumber(step);
    return onlyIf(!isSingle(s) && next >= range.first && next <= range.last, text(s.net.name(next)));
}

Item peer(const Subject &s)
{
    wantNetwork(s);
    if (s.net.hostBits() == 1)
        return text(s.net.name(s.net.ip() ^ 1));
    if (s.net.hostBits() != 2)
        throwFault(u"Not a point-to-point network"_s);
    if (s.net.ip() % 4 == 0)
        throwFault(u"Network address of /30 has no peer"_s);
    if (s.net.ip() % 4 == 3)
        throwFault(u"Broadcast address of /30 has no peer"_s);
    return text(s.net.name(s.net.ip() ^ 3));
}

bool isPrivate(const IpNetwork &net)
{
    return net.isIn({"10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16",
                     "198.18.0.0/15", "239.0.0.0/8", "169.254.0.0/16", "fc00::/7", "fec0::/10", "fe80::/10"});
}

bool isMulticast(const IpNetwork &net)
{
    return net.isIn({"224.0.0.0/4", "ff00::/8"});
}

bool isLoopback(const IpNetwork &net)
{
    return net.isIn({"127.0.0.0/8", "::1/128"});
}

bool isMask(const IpNetwork &net)
{
    const IpNumber hosts = net.ip();
    const IpNumber rest = IpNetwork(net.version(), 0, net.width()).netmask() ^ hosts;
    return (hosts & (hosts + 1)) == 0 || (rest & (rest + 1)) == 0;
}

/// private and multicast mean all of a network, the rest its address.
bool isAll(const Subject &s, bool (*test)(const IpNetwork &))
{
    return test(IpNetwork(s.net.version(), s.net.first(), s.net.width())) &&
           test(IpNetwork(s.net.version(), s.net.last(), s.net.width()));
}

Item toIpv4(const Subject &s)
{
    const bool isMapped = s.net.isIn({"::/96", "::ffff:0:0/96"}) && s.net.prefix() >= 96;
    if (s.net.version() == 4)
        return s.asGiven;
    return isMapped ? text(IpNetwork(4, s.net.ip() & 0xffffffff, s.net.prefix() - 96).toText()) : no;
}

Item toIpv6(const Subject &s)
{
    if (s.net.version() == 6)
        return s.asGiven;
    return text(IpNetwork(6, s.net.ip() | (IpNumber(0xffff) << 32), s.net.prefix() + 96).toText());
}

Item wrapped(const Subject &s)
{
    if (s.net.version() == 4)
        return s.asGiven;
    const QString inner = u"[%1]"_s.arg(s.net.name(s.net.ip()));
    return text(s.isNetwork ? u"%1/%2"_s.arg(inner).arg(s.net.prefix()) : inner);
}

Item loopback(const Subject &s)
{
    return onlyIf(isLoopback(s.net), s.asGiven);
}

Item netmask(const Subject &s)
{
    return text(s.net.name(s.net.netmask()));
}

Item hostmask(const Subject &s)
{
    return text(s.net.name(s.net.hostmask()));
}

Item network(const Subject &s)
{
    return text(s.net.name(s.net.first()));
}

Item subnet(const Subject &s)
{
    return text(s.net.cidr());
}

QString pair(const Item &left, const QString &between, const Item &right)
{
    return left.value()->toText() + between + right.value()->toText();
}

Item rangeUsable(const Subject &s)
{
    wantNetwork(s);
    const Usable range = usable(s);
    return onlyIf(!isSingle(s), text(s.net.name(range.first) + u'-' + s.net.name(range.last)));
}

const QHash<QString, Query> &queries()
{
    static const QHash<QString, Query> all{
        {u""_s, [](const Subject &s) { return s.isNetwork ? text(s.net.toText()) : ip(s); }},
        {u"address"_s, address},
        {u"ip"_s, address},
        {u"address/prefix"_s, addressWithPrefix},
        {u"gateway"_s, addressWithPrefix},
        {u"gw"_s, addressWithPrefix},
        {u"host/prefix"_s, addressWithPrefix},
        {u"hostnet"_s, addressWithPrefix},
        {u"router"_s, addressWithPrefix},
        {u"bool"_s, [](const Subject &) { return Item(Value(true)); }},
        {u"broadcast"_s,
         [](const Subject &s) { return onlyIf(s.net.hostBits() > 1, text(s.net.name(s.net.last()))); }},
        {u"cidr"_s, [](const Subject &s) { return text(s.net.toText()); }},
        {u"first_usable"_s,
         [](const Subject &s) {
             wantNetwork(s);
             return onlyIf(!isSingle(s), text(s.net.name(usable(s).first)));
         }},
        {u"last_usable"_s,
         [](const Subject &s) {
             wantNetwork(s);
             return onlyIf(!isSingle(s), text(s.net.name(usable(s).last)));
         }},
        {u"range_usable"_s, rangeUsable},
        {u"next_usable"_s, [](const Subject &s) { return neighbour(s, 1); }},
        {u"previous_usable"_s, [](const Subject &s) { return neighbour(s, -1); }},
        {u"peer"_s, peer},
        {u"host"_s, host},
        {u"hostmask"_s, hostmask},
        {u"wildcard"_s, hostmask},
        {u"int"_s,
         [](const Subject &s) {
             return s.isNetwork ? text(u"%1/%2"_s.arg(decimal(s.net.ip())).arg(s.net.prefix()))
                                : fromNumber(s.net.ip());
         }},
        {u"ip/prefix"_s, [](const Subject &s) { return onlyIf(isHostOfNetwork(s), text(s.net.toText())); }},
        {u"ip_netmask"_s,
         [](const Subject &s) { return onlyIf(isHostOfNetwork(s), text(pair(ip(s), u" "_s, netmask(s)))); }},
        {u"ipv4"_s, toIpv4},
        {u"v4"_s, toIpv4},
        {u"ipv6"_s, toIpv6},
        {u"v6"_s, toIpv6},
        {u"link-local"_s,
         [](const Subject &s) {
             return onlyIf(s.net.isIn({"169.254.0.0/16", "fe80::/10"}), s.asGiven);
         }},
        {u"lo"_s, loopback},
        {u"loopback"_s, loopback},
        {u"multicast"_s, [](const Subject &s) { return onlyIf(isAll(s, isMulticast), s.asGiven); }},
        {u"unicast"_s, [](const Subject &s) { return onlyIf(!isAll(s, isMulticast), s.asGiven); }},
        {u"private"_s, [](const Subject &s) { return onlyIf(isAll(s, isPrivate), s.asGiven); }},
        {u"public"_s,
         [](const Subject &s) {
             const bool isOther =
                 isMulticast(s.net) || isPrivate(s.net) || isLoopback(s.net) || isMask(s.net);
             return onlyIf(!isOther, s.asGiven);
         }},
        {u"net"_s, [](const Subject &s) { return onlyIf(!isSingle(s) && isFirst(s), subnet(s)); }},
        {u"netmask"_s, netmask},
        {u"network"_s, network},
        {u"network_id"_s, network},
        {u"network/prefix"_s, subnet},
        {u"subnet"_s, subnet},
        {u"network_netmask"_s, [](const Subject &s) { return text(pair(network(s), u" "_s, netmask(s))); }},
        {u"network_wildcard"_s, [](const Subject &s) { return text(pair(network(s), u" "_s, hostmask(s))); }},
        {u"prefix"_s, [](const Subject &s) { return Item(Value(s.net.prefix())); }},
        {u"revdns"_s, [](const Subject &s) { return text(s.net.reverseName()); }},
        {u"size"_s, [](const Subject &s) { return count(s.net); }},
        {u"size_usable"_s,
         [](const Subject &s) {
             if (s.net.hostBits() < 2)
                 return Item(Value(isSingle(s) ? 0 : 2));
             return count(s.net, 2);
         }},
        {u"type"_s,
         [](const Subject &s) { return text(isSingle(s) || !isFirst(s) ? u"address"_s : u"network"_s); }},
        {u"version"_s, [](const Subject &s) { return Item(Value(s.net.version())); }},
        {u"wrap"_s, wrapped},
    };
    return all;
}

/// The nth address from the front, or with a minus from the back; nothing when there are fewer.
std::optional<IpNumber> nth(const IpNetwork &net, qint64 index)
{
    const IpNumber steps = index < 0 ? IpNumber(-(index + 1)) : IpNumber(index);
    if (steps > net.hostmask())
        return std::nullopt;
    return index < 0 ? net.last() - steps : net.first() + steps;
}

Item ask(const Subject &s, const QString &query, const QString &filter)
{
    if (const Query known = queries().value(query))
        return known(s);
    bool isNumber = false;
    const qint64 index = query.toLongLong(&isNumber);
    if (isNumber) {
        if (isSingle(s))
            return s.isNetwork ? text(s.net.toText()) : ip(s);
        const auto found = nth(s.net, index);
        return found ? text(u"%1/%2"_s.arg(s.net.name(*found)).arg(s.net.prefix())) : no;
    }
    if (const auto within = IpNetwork::parse(query))
        return onlyIf(within->contains(s.net), s.asGiven);
    throwFault(u"%1: unknown filter type: %2"_s.arg(filter, query));
}

Item ipaddr(Evaluator &e, const Item &input, const QString &query, int version, const QString &filter)
{
    if (e.defined(input).isList()) {
        List kept;
        for (const Item &element : e.iterate(input)) {
            if (const Item one = ipaddr(e, element, query, version, filter); e.isTrue(one))
                kept.append(e.plain(one));
        }
        return Value(kept);
    }
    const auto s = subject(e, input, version);
    if (!s || (version != 0 && s->net.version() != version))
        return no;
    return ask(*s, query, filter);
}

/// The query: a word, a network, or a number.
QString queryOf(Evaluator &e, const Args &args)
{
    const Item *query = args.find(0, u"query"_s);
    return query ? e.text(*query) : QString(u""_s);
}

Item ipwrap(Evaluator &e, const Item &input, const Args &args)
{
    const auto one = [&](const Item &item) {
        const Item found = ipaddr(e, item, queryOf(e, args), 0, u"ipwrap"_s);
        return e.isTrue(found) ? ipaddr(e, found, u"wrap"_s, 0, u"ipwrap"_s) : item;
    };
    if (!e.defined(input).isList())
        return one(input);
    List all;
    for (const Item &item : e.iterate(input))
        all.append(e.plain(one(item)));
    return Value(all);
}

Item nthHost(Evaluator &e, const Item &input, const Args &args)
{
    const auto s = subject(e, e.defined(input), 0);
    bool isNumber = false;
    const qint64 index = queryOf(e, args).toLongLong(&isNumber);
    const auto found = s && isNumber ? nth(s->net, index) : std::nullopt;
    return found ? text(s->net.name(*found)) : no;
}

Item ipmath(Evaluator &e, const Item &input, const Args &args)
{
    const QString given = e.text(input);
    const auto net = IpNetwork::parse(given);
    if (!net)
        throwFault(u"You must pass a valid IP address; %1 is invalid"_s.arg(given));
    return text(net->name(net->ip() + IpNumber(args.integer(0, u"amount"_s))));
}

/// ipsubnet(26): how many; ipsubnet(26, 2): the third; of an address, the network around it.
Item ipsubnet(Evaluator &e, const Item &input, const Args &args)
{
    const auto s = subject(e, e.defined(input), 0);
    if (!s)
        return no;
    const QString query = queryOf(e, args);
    const bool isNetwork = !isSingle(*s) && isFirst(*s);
    const IpNetwork own(s->net.version(), s->net.first(), s->net.prefix());
    if (query.isEmpty())
        return text(own.toText());
    const int width = own.width();
    bool isNumber = false;
    const int prefix = query.toInt(&isNumber);
    if (!isNumber || !isDigits(query))
        throwFault(u"ipsubnet: only the length of a prefix is supported, not “%1”"_s.arg(query));
    if (prefix > width)
        return no;
    const Item *wanted = args.find(1, u"index"_s);
    qint64 index = args.integer(1, u"index"_s);
    if (!isNetwork) {
        // What is around it, the widest first: those of netaddr's supernet().
        const int at = prefix + static_cast<int>(index);
        if (index < 0 || at > own.prefix())
            return no;
        return text(IpNetwork(own.version(), own.ip(), at).cidr());
    }
    if (prefix < own.prefix())
        throwFault(u"Requested subnet size of %1 is invalid"_s.arg(prefix));
    const int bits = prefix - own.prefix();
    if (!wanted)
        return bits == 128 ? count(own) : text(decimal(IpNumber(1) << bits));
    if (bits < 63 && index < 0)
        index += qint64(1) << bits;
    if (index < 0 || (bits < 63 && index >= qint64(1) << bits))
        return no;
    const IpNumber first = own.first() + (prefix == 0 ? 0 : IpNumber(index) << (width - prefix));
    return text(IpNetwork(own.version(), first, prefix).toText());
}

} // namespace

void addAddressFilters(FilterTable &f)
{
    f[u"ipaddr"_s] = [](Evaluator &e, const Item &i, const Args &a) {
        return ipaddr(e, i, queryOf(e, a), static_cast<int>(a.integer(1, u"version"_s)), u"ipaddr"_s);
    };
    f[u"ipv4"_s] = [](Evaluator &e, const Item &i, const Args &a) {
        return ipaddr(e, i, queryOf(e, a), 4, u"ipv4"_s);
    };
    f[u"ipv6"_s] = [](Evaluator &e, const Item &i, const Args &a) {
        return ipaddr(e, i, queryOf(e, a), 6, u"ipv6"_s);
    };
    f[u"ipwrap"_s] = ipwrap;
    f[u"nthhost"_s] = nthHost;
    f[u"ipmath"_s] = ipmath;
    f[u"ipsubnet"_s] = ipsubnet;
}

} // namespace skybro::playbook
