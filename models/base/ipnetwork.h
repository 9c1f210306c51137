#pragma once

#include <QString>

#include <optional>

namespace skybro {

/// The value of an IPv4 or IPv6 address as a number.
__extension__ using IpNumber = unsigned __int128;

/// An address and how much of it names the network, "10.1.2.3/16", of IPv4 or IPv6. A plain value. It reads
/// text by the rules of Python's netaddr, since those are what playbooks were written against.
class IpNetwork
{
public:
    IpNetwork(int version, IpNumber ip, int prefix)
        : m_version(version)
        , m_prefix(prefix)
        , m_ip(ip)
    {
    }
    /// "10.1.2.3", "10.1/16", "10.0.0.0/255.0.0.0", "fd00::1/64"; nothing when it is none.
    [[nodiscard]] static std::optional<IpNetwork> parse(const QString &text);

    [[nodiscard]] int version() const { return m_version; } ///< 4 or 6
    [[nodiscard]] int width() const { return m_version == 4 ? 32 : 128; }
    [[nodiscard]] int prefix() const { return m_prefix; }
    [[nodiscard]] IpNumber ip() const { return m_ip; }
    [[nodiscard]] IpNumber first() const { return m_ip & ~hostmask(); }
    [[nodiscard]] IpNumber last() const { return m_ip | hostmask(); }
    [[nodiscard]] IpNumber hostmask() const;
    [[nodiscard]] IpNumber netmask() const;
    /// Of all addresses, in powers of two: /24 → 8.
    [[nodiscard]] int hostBits() const { return width() - m_prefix; }
    [[nodiscard]] bool hasBroadcast() const { return m_version == 6 || hostBits() > 1; }
    /// Whether all of `other` lies within.
    [[nodiscard]] bool contains(const IpNetwork &other) const;
    /// Whether they have an address in common: one of the two then lies within the other.
    [[nodiscard]] bool overlaps(const IpNetwork &other) const
    {
        return contains(other) || other.contains(*this);
    }
    /// Whether the address lies in one of these: "10.0.0.0/8".
    [[nodiscard]] bool isIn(std::initializer_list<const char *> networks) const;

    /// Another address of the same version: "10.1.0.0".
    [[nodiscard]] QString name(IpNumber ip) const;
    [[nodiscard]] QString toText() const; ///< "10.1.2.3/16"
    [[nodiscard]] QString cidr() const;   ///< "10.1.0.0/16"
    [[nodiscard]] QString reverseName() const;

    bool operator==(const IpNetwork &) const = default;

private:
    int m_version;
    int m_prefix;
    IpNumber m_ip;
};

} // namespace skybro
