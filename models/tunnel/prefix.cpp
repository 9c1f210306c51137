#include "models/tunnel/prefix.h"

#include <QList>

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

std::optional<int> readNumber(QStringView text, int most, qsizetype digits)
{
    if (text.isEmpty() || text.size() > digits ||
        !std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; }))
        return std::nullopt;
    const int number = text.toInt();
    return number <= most ? std::optional(number) : std::nullopt;
}

bool readV4(QStringView text, quint8 *bytes)
{
    const QList<QStringView> parts = text.split(u'.');
    if (parts.size() != 4)
        return false;
    for (const QStringView part : parts) {
        const std::optional<int> number = readNumber(part, 255, 3);
        if (!number)
            return false;
        *bytes++ = static_cast<quint8>(*number);
    }
    return true;
}

/// The groups of one side of "::", appended as bytes; the last may be an IPv4 address.
bool readGroups(QStringView text, QList<quint8> &bytes)
{
    if (text.isEmpty())
        return true;
    const QList<QStringView> groups = text.split(u':');
    for (qsizetype i = 0; i < groups.size(); ++i) {
        if (i == groups.size() - 1 && groups[i].contains(u'.')) {
            std::array<quint8, 4> v4{};
            if (!readV4(groups[i], v4.data()))
                return false;
            bytes.append(QList<quint8>(v4.begin(), v4.end()));
            continue;
        }
        bool ok = false;
        const uint group = groups[i].toUInt(&ok, 16);
        if (!ok || groups[i].size() > 4 || groups[i].front() == u'+')
            return false;
        bytes.append(static_cast<quint8>(group >> 8));
        bytes.append(static_cast<quint8>(group & 0xff));
    }
    return true;
}

bool readV6(QStringView text, std::array<quint8, 16> &bytes)
{
    const qsizetype gap = text.indexOf(u"::");
    QList<quint8> head;
    QList<quint8> tail;
    if (!readGroups(gap < 0 ? text : text.first(gap), head) ||
        (gap >= 0 && !readGroups(text.sliced(gap + 2), tail)))
        return false;
    const qsizetype size = head.size() + tail.size();
    if (gap < 0 ? size != 16 : size > 14)
        return false;
    std::ranges::copy(head, bytes.begin());
    std::ranges::copy(tail, bytes.end() - tail.size());
    return true;
}

void maskFrom(std::array<quint8, 16> &bytes, int length)
{
    for (int i = 0; i < 16; ++i) {
        const int kept = std::clamp(length - 8 * i, 0, 8);
        bytes[static_cast<size_t>(i)] &= static_cast<quint8>(0xff00 >> kept);
    }
}

} // namespace

std::optional<Prefix> parsePrefix(QStringView text)
{
    Prefix prefix;
    const qsizetype slash = text.indexOf(u'/');
    const QStringView address = slash < 0 ? text : text.first(slash);
    prefix.v6 = address.contains(u':');
    if (!(prefix.v6 ? readV6(address, prefix.bytes) : readV4(address, prefix.bytes.data())))
        return std::nullopt;
    const int most = prefix.v6 ? 128 : 32;
    const std::optional<int> length = slash < 0 ? most : readNumber(text.sliced(slash + 1), most, 3);
    if (!length)
        return std::nullopt;
    prefix.length = *length;
    maskFrom(prefix.bytes, prefix.length);
    return prefix;
}

bool overlaps(const Prefix &left, const Prefix &right)
{
    if (left.v6 != right.v6)
        return false;
    std::array<quint8, 16> wide = left.bytes;
    std::array<quint8, 16> narrow = right.bytes;
    const int length = std::min(left.length, right.length);
    maskFrom(wide, length);
    maskFrom(narrow, length);
    return wide == narrow;
}

std::optional<std::pair<QString, QString>> firstOverlap(const QStringList &left, const QStringList &right)
{
    for (const QString &one : left) {
        const std::optional<Prefix> first = parsePrefix(one);
        for (const QString &other : right) {
            const std::optional<Prefix> second = parsePrefix(other);
            if (first && second && overlaps(*first, *second))
                return std::pair{one, other};
        }
    }
    return std::nullopt;
}

bool samePrefixes(const QStringList &left, const QStringList &right)
{
    const auto all = [](const QStringList &list, const QStringList &others) {
        return std::ranges::all_of(list, [&](const QString &one) {
            const std::optional<Prefix> prefix = parsePrefix(one);
            return std::ranges::any_of(others, [&](const QString &other) {
                return one == other || (prefix && prefix == parsePrefix(other));
            });
        });
    };
    return all(left, right) && all(right, left);
}

} // namespace skybro::tunnel
