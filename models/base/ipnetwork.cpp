#include "models/base/ipnetwork.h"

#include <QHostAddress>
#include <QStringList>

#include <algorithm>

namespace skybro {

using namespace Qt::StringLiterals;

namespace {

constexpr IpNumber all = ~IpNumber(0);

std::optional<std::pair<int, IpNumber>> parseAddress(const QString &text)
{
    if (!text.contains(u':')) {
        // Four bytes, or the first of them: QHostAddress fills up from the other side.
        QStringList bytes = text.split(u'.');
        while (bytes.size() < 4)
            bytes.append(u"0"_s);
        IpNumber number = 0;
        for (const QString &byte : std::as_const(bytes)) {
            bool isNumber = !byte.startsWith(u'+') && !byte.startsWith(u'-');
            const uint value = isNumber ? byte.toUInt(&isNumber) : 0;
            if (!isNumber || value > 255 || bytes.size() > 4)
                return std::nullopt;
            number = (number << 8) + value;
        }
        return std::pair{4, number};
    }
    QHostAddress address;
    if (text.contains(u'%') || text.startsWith(u'[') || !address.setAddress(text))
        return std::nullopt;
    IpNumber number = 0;
    for (const quint8 byte : address.toIPv6Address().c)
        number = (number << 8) + byte;
    return std::pair{6, number};
}

/// How many bits a mask of that length has: "24", "255.255.255.0" or the host mask "0.0.0.255".
std::optional<int> parsePrefix(const QString &text, int width)
{
    bool isNumber = false;
    const int prefix = text.toInt(&isNumber);
    if (isNumber)
        return prefix >= 0 && prefix <= width && text.front().isDigit() ? std::optional(prefix)
                                                                        : std::nullopt;
    const auto mask = parseAddress(text);
    if (!mask || (mask->first == 4) != (width == 32))
        return std::nullopt;
    const IpNumber hosts = width == 32 ? IpNumber(0xffffffff) : all;
    for (const IpNumber rest : {hosts ^ mask->second, mask->second}) {
        if ((rest & (rest + 1)) != 0)
            continue;
        int bits = 0;
        for (IpNumber left = rest; left != 0; left >>= 1)
            ++bits;
        return width - bits;
    }
    return std::nullopt;
}

} // namespace

std::optional<IpNetwork> IpNetwork::parse(const QString &text)
{
    const auto slash = text.indexOf(u'/');
    const auto address = parseAddress(slash < 0 ? text : text.first(slash));
    if (!address || text.isEmpty())
        return std::nullopt;
    const int width = address->first == 4 ? 32 : 128;
    const QString mask = slash < 0 ? QString::number(width) : text.mid(slash + 1);
    const auto prefix = mask.isEmpty() ? std::nullopt : parsePrefix(mask, width);
    if (!prefix)
        return std::nullopt;
    return IpNetwork(address->first, address->second, *prefix);
}

IpNumber IpNetwork::hostmask() const
{
    return hostBits() == 128 ? all : (IpNumber(1) << hostBits()) - 1;
}

IpNumber IpNetwork::netmask() const
{
    return hostmask() ^ (m_version == 4 ? IpNumber(0xffffffff) : all);
}

bool IpNetwork::contains(const IpNetwork &other) const
{
    return m_version == other.m_version && first() <= other.first() && other.last() <= last();
}

bool IpNetwork::isIn(std::initializer_list<const char *> networks) const
{
    const IpNetwork alone(m_version, m_ip, width());
    return std::ranges::any_of(networks, [&](const char *text) {
        const auto network = parse(QString::fromLatin1(text));
        return network && network->contains(alone);
    });
}

QString IpNetwork::name(IpNumber ip) const
{
    if (m_version == 4)
        return QHostAddress(static_cast<quint32>(ip)).toString();
    Q_IPV6ADDR bytes;
    for (int i = 15; i >= 0; --i, ip >>= 8)
        bytes[i] = static_cast<quint8>(ip & 0xff);
    return QHostAddress(bytes).toString();
}

QString IpNetwork::toText() const
{
    return u"%1/%2"_s.arg(name(m_ip)).arg(m_prefix);
}

QString IpNetwork::cidr() const
{
    return u"%1/%2"_s.arg(name(first())).arg(m_prefix);
}

QString IpNetwork::reverseName() const
{
    const int bits = m_version == 4 ? 8 : 4;
    QString text;
    for (int at = 0; at < width(); at += bits)
        text += QString::number(uint((m_ip >> at) & ((1U << bits) - 1)), m_version == 4 ? 10 : 16) + u'.';
    return text + (m_version == 4 ? u"in-addr.arpa."_s : u"ip6.arpa."_s);
}

} // namespace skybro
