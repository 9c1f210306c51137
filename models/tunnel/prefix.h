#pragma once

#include <QString>
#include <QStringList>

#include <array>
#include <optional>

namespace skybro::tunnel {

/// An address space: "10.2.0.0/16", "2001:db8::/32", or one address.
struct Prefix
{
    std::array<quint8, 16> bytes{}; ///< those of IPv4 stand first; bits behind the prefix are 0
    int length = 0;                 ///< bits
    bool v6 = false;

    bool operator==(const Prefix &) const = default;
};

/// Absent: it is none. Bits behind the prefix are cut off, as routers do.
[[nodiscard]] std::optional<Prefix> parsePrefix(QStringView text);
[[nodiscard]] bool overlaps(const Prefix &left, const Prefix &right);

/// The first pair of the two lists that overlaps; what is no prefix is passed over.
[[nodiscard]] std::optional<std::pair<QString, QString>> firstOverlap(const QStringList &left,
                                                                      const QStringList &right);
/// Whether both lists hold the same address spaces, in whatever order and notation.
[[nodiscard]] bool samePrefixes(const QStringList &left, const QStringList &right);

} // namespace skybro::tunnel
