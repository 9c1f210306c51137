#pragma once

#include "models/base/ipnetwork.h"

#include <QStringList>

#include <optional>
#include <utility>

namespace skybro::tunnel {

/// An address space as ipsec.conf writes it: "10.2.0.0/16", "2001:db8::/32", or one address. Absent: it is
/// none. Bits behind the prefix are cut off, as routers do.
[[nodiscard]] std::optional<IpNetwork> parsePrefix(const QString &text);

/// An address, or all of an address space, lies in one of the networks; what is no prefix lies nowhere.
[[nodiscard]] bool isWithin(const QString &address, const QStringList &networks);
/// The first pair of the two lists that overlaps; what is no prefix is passed over.
[[nodiscard]] std::optional<std::pair<QString, QString>> firstOverlap(const QStringList &left,
                                                                      const QStringList &right);
/// Whether both lists hold the same address spaces, in whatever order and notation.
[[nodiscard]] bool samePrefixes(const QStringList &left, const QStringList &right);

} // namespace skybro::tunnel
