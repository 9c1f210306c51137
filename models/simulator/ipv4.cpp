#include "models/simulator/ipv4.h"

#include <QHostAddress>
#include <QStringList>

namespace skybro::sim {

std::optional<quint32> ipv4Parse(const QString &text)
{
    if (text.count(u'.') != 3)
        return {};
    bool ok = false;
    const quint32 address = QHostAddress(text).toIPv4Address(&ok);
    return ok ? std::optional(address) : std::nullopt;
}

QString ipv4Text(quint32 address)
{
    return QHostAddress(address).toString();
}

std::optional<Ipv4Prefix> Ipv4Prefix::parse(const QString &text)
{
    const auto base = ipv4Parse(text.section(u'/', 0, 0));
    bool ok = false;
    const int length = text.section(u'/', 1).toInt(&ok);
    if (!base || !ok || length < 0 || length > 32)
        return {};
    const Ipv4Prefix prefix{*base, length};
    if (*base % prefix.size() != 0)
        return {}; // host bits are set: Azure refuses that too
    return prefix;
}

QString Ipv4Prefix::text() const
{
    return ipv4Text(base) + u'/' + QString::number(length);
}

} // namespace skybro::sim
