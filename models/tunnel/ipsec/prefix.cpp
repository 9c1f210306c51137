#include "models/tunnel/ipsec/prefix.h"

#include <QRegularExpression>

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

std::optional<IpNetwork> parsePrefix(const QString &text)
{
    // What IpNetwork takes besides, "10.1/16" or a mask, is a slip here.
    static const QRegularExpression form(
        u"\\A(?:\\d+(?:\\.\\d+){3}|[0-9a-f.]*:[0-9a-f:.]*)(?:/\\d{1,3})?\\z"_s,
        QRegularExpression::CaseInsensitiveOption);
    const auto network = form.match(text).hasMatch() ? IpNetwork::parse(text) : std::nullopt;
    if (!network)
        return std::nullopt;
    return IpNetwork(network->version(), network->first(), network->prefix());
}

bool isWithin(const QString &address, const QStringList &networks)
{
    const std::optional<IpNetwork> one = parsePrefix(address);
    return one && std::ranges::any_of(networks, [&](const QString &text) {
               const std::optional<IpNetwork> network = parsePrefix(text);
               return network && network->contains(*one);
           });
}

std::optional<std::pair<QString, QString>> firstOverlap(const QStringList &left, const QStringList &right)
{
    for (const QString &one : left) {
        const std::optional<IpNetwork> first = parsePrefix(one);
        for (const QString &other : right) {
            const std::optional<IpNetwork> second = parsePrefix(other);
            if (first && second && first->overlaps(*second))
                return std::pair{one, other};
        }
    }
    return std::nullopt;
}

bool samePrefixes(const QStringList &left, const QStringList &right)
{
    const auto all = [](const QStringList &list, const QStringList &others) {
        return std::ranges::all_of(list, [&](const QString &one) {
            const std::optional<IpNetwork> prefix = parsePrefix(one);
            return std::ranges::any_of(others, [&](const QString &other) {
                return one == other || (prefix && prefix == parsePrefix(other));
            });
        });
    };
    return all(left, right) && all(right, left);
}

} // namespace skybro::tunnel
