#pragma once

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

/// The tunnel between the site and Azure: what its two ends say of it, what is wrong and what mends it.
namespace skybro::tunnel {

enum class Implementation
{
    Unknown,
    Libreswan,
    StrongSwan,
};

/// How far asking the gateway's IKE daemon got.
enum class DaemonState
{
    Unknown,      ///< not asked, or an answer that says neither
    Running,      ///< it answered
    Down,         ///< its control socket is absent or refuses
    NotPermitted, ///< the user may not ask it, or sudo wants a password
    NotInstalled, ///< there is no such command on the gateway
};

struct Daemon
{
    DaemonState state = DaemonState::Unknown;
    Implementation implementation = Implementation::Unknown;
    QString version; ///< "4.10"; empty: not told

    bool operator==(const Daemon &) const = default;
};

enum class IkeVersion
{
    Unknown,
    V1,
    V2,
};

enum class SaState
{
    Unknown,
    Connecting, ///< asked the other end and waits
    Established,
    Rekeying, ///< still carries traffic, a successor is under way
    Deleted,  ///< replaced or told to go; no longer carries traffic
};

/// In the daemon's own words: "AES_CBC_256", "HMAC_SHA1_96", "MODP2048". Empty: not told, or none.
struct Algorithms
{
    QString encryption;
    QString integrity;
    QString prf;
    QString group; ///< Diffie-Hellman; of a Child SA: its own, which is PFS

    bool operator==(const Algorithms &) const = default;
};

struct IpsecEnd
{
    QString address; ///< as configured: an address, a name, "%any", "%defaultroute"
    QString id;      ///< empty: the address
    QStringList subnets;

    bool operator==(const IpsecEnd &) const = default;
};

/// Its id, or the address that stands for it.
[[nodiscard]] inline QString idOf(const IpsecEnd &end)
{
    return end.id.isEmpty() ? end.address : end.id;
}

/// An id as it is sent: "@gw" only says that no name is to be looked up.
[[nodiscard]] inline QString plainId(const QString &id)
{
    return id.startsWith(u'@') ? id.mid(1) : id;
}

/// A connection that the daemon has loaded. Several subnets a side make several of one base name.
struct IpsecConnection
{
    QString name; ///< as the daemon names it: "azure", of several subnets "azure/1x2"
    IpsecEnd local;
    IpsecEnd remote;
    IkeVersion ikeVersion = IkeVersion::Unknown;
    QStringList policies; ///< Libreswan's words: "PSK", "PFS", "UP"
    bool pfs = false;
    std::optional<bool> isOriented; ///< one of its ends is an address of the gateway; nothing: not told
    QString routing; ///< Libreswan: "erouted", "unrouted", "prospective erouted", "routed-tunnel"
    QString ikeProposals;
    QString espProposals;
    Algorithms ikeAgreed; ///< of the newest IKE SA
    Algorithms espAgreed; ///< of the newest Child SA
    std::optional<std::chrono::seconds> ikeLifetime;
    std::optional<std::chrono::seconds> saLifetime;
    std::optional<std::chrono::seconds> dpdDelay; ///< 0: dead peers are not looked for
    QString dpdAction;
    quint64 newestIkeSa = 0;   ///< its serial; 0: none
    quint64 newestChildSa = 0; ///< its serial; 0: none
    QStringList children;      ///< strongSwan's names for what is to become its Child SAs

    bool operator==(const IpsecConnection &) const = default;
};

/// Times are counted by the gateway; no clock of ours is in them.
struct IkeSa
{
    quint64 serial = 0; ///< Libreswan's "#1", strongSwan's uniqueid
    QString connection;
    SaState state = SaState::Unknown;
    QString stateText;
    IkeVersion version = IkeVersion::Unknown;
    Algorithms algorithms;
    std::optional<std::chrono::seconds> age;       ///< since it was established
    std::optional<std::chrono::seconds> rekeyIn;   ///< negative: overdue
    std::optional<std::chrono::seconds> expiresIn; ///< when it is replaced or dropped
    bool retransmitting = false;                   ///< waits for an answer and asks again
    bool newest = false;
    bool natTraversal = false;

    bool operator==(const IkeSa &) const = default;
};

struct ChildSa
{
    quint64 serial = 0;
    quint64 ikeSerial = 0; ///< 0: not told
    QString connection;
    SaState state = SaState::Unknown;
    QString stateText;
    Algorithms algorithms;
    std::optional<std::chrono::seconds> age;
    std::optional<std::chrono::seconds> rekeyIn; ///< Libreswan tells none once a rekey was refused
    std::optional<std::chrono::seconds> expiresIn;
    std::optional<quint64> bytesIn; ///< since this SA was made: begins at 0 after every rekey
    std::optional<quint64> bytesOut;
    std::optional<quint64> packetsIn;
    std::optional<quint64> packetsOut;
    QStringList localSubnets; ///< traffic selectors
    QStringList remoteSubnets;
    QString spiIn; ///< hexadecimal
    QString spiOut;
    bool newest = false;
    bool erouteOwner = false; ///< the kernel's policy sends through this one
    bool natTraversal = false;

    bool operator==(const ChildSa &) const = default;
};

/// `ipsec briefstatus`.
struct SaTotals
{
    int ike = 0;
    int halfOpen = 0;
    int authenticated = 0; ///< IKE SAs that are established
    int child = 0;

    bool operator==(const SaTotals &) const = default;
};

/// All that one round of questions brought. What was not asked or not understood is absent, never "no".
struct IpsecStatus
{
    Daemon daemon;
    QList<IpsecConnection> connections;
    bool connectionsTold = false; ///< the list above is whole: a name that is not in it is not loaded
    QList<IkeSa> ikeSas;
    QList<ChildSa> childSas;
    bool statesTold = false; ///< the two lists above are whole
    std::optional<SaTotals> totals;
    bool cut = false; ///< the answer ends in the middle, or lines of it are torn: the lists are not whole

    bool operator==(const IpsecStatus &) const = default;
};

/// The name that stands in the configuration: "azure" for "azure/1x2".
[[nodiscard]] QString baseName(const QString &connection);

/// The parts of a status that belong to one connection of the configuration.
[[nodiscard]] QList<IpsecConnection> connectionsOf(const IpsecStatus &status, const QString &name);
/// "azure, other, …": some of them, one of several subnets once.
[[nodiscard]] QString namesOfConnections(const IpsecStatus &status);
[[nodiscard]] QList<IkeSa> ikeSasOf(const IpsecStatus &status, const QString &name);
[[nodiscard]] QList<ChildSa> childSasOf(const IpsecStatus &status, const QString &name);

/// Whether it carries traffic.
[[nodiscard]] bool isUp(const ChildSa &sa);
[[nodiscard]] bool isUp(const IkeSa &sa);

/// Child SAs that are up beside a newer one for the same subnets: after a recovery both ends may have asked.
/// Harmless, but their counters belong together.
[[nodiscard]] QList<ChildSa> duplicatesOf(const IpsecStatus &status, const QString &name);

} // namespace skybro::tunnel
