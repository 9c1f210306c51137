#pragma once

#include <QString>

#include <optional>

namespace skybro::sim {

/// An IPv4 prefix, "10.0.1.0/24".
struct Ipv4Prefix
{
    quint32 base = 0;
    int length = 32;

    [[nodiscard]] static std::optional<Ipv4Prefix> parse(const QString &text); ///< nothing when it is none
    [[nodiscard]] quint64 size() const { return quint64(1) << (32 - length); }
    [[nodiscard]] bool contains(quint32 address) const
    {
        return length == 0 || (address >> (32 - length)) == (base >> (32 - length));
    }
    [[nodiscard]] bool contains(const Ipv4Prefix &other) const
    {
        return other.length >= length && contains(other.base);
    }
    [[nodiscard]] bool overlaps(const Ipv4Prefix &other) const
    {
        return contains(other) || other.contains(*this);
    }
    [[nodiscard]] QString text() const;
    /// First address a VM may have: Azure keeps the first four and the last of each subnet.
    [[nodiscard]] quint32 firstUsable() const { return base + 4; }
    [[nodiscard]] quint32 lastUsable() const { return static_cast<quint32>(base + size() - 2); }
    [[nodiscard]] bool isUsable(quint32 address) const
    {
        return address >= firstUsable() && address <= lastUsable();
    }
};

[[nodiscard]] QString ipv4Text(quint32 address);
[[nodiscard]] std::optional<quint32> ipv4Parse(const QString &text);

} // namespace skybro::sim
