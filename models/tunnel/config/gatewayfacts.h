#pragma once

#include "models/base/result.h"
#include "models/base/secret.h"
#include "models/tunnel/config/tunneldescription.h"
#include "models/tunnel/ipsec/ipsecconfset.h"
#include "models/tunnel/ipsec/ipsecstatus.h"

#include <vector>

namespace skybro::tunnel {

/// A file on the gateway. Its text is told by nothing but `text`; files of keys hold a Secret.
struct SecretFileText
{
    QString path;
    Secret text;
    bool isOpen = false; ///< others than its owner may read or change it
};

/// A change of the gateway's configuration that an earlier run began.
struct PendingChange
{
    enum class State
    {
        None,
        Armed,     ///< not confirmed: the gateway itself will put back what was there
        Confirmed, ///< in force; what was there before is kept
        Restoring, ///< being put back just now, or that was interrupted
        Restored,  ///< put back
    };
    State state = State::None;
    QString id;                                     ///< of the change, an Operation's id
    std::optional<std::chrono::seconds> restoresIn; ///< Armed: until the gateway acts

    bool operator==(const PendingChange &) const = default;
};

/// How the gateway is set up, as far as a change of its configuration needs to know. Moves only, for the keys
/// in it.
struct GatewayFacts
{
    Daemon daemon;
    QStringList addresses;     ///< of its cards, without prefix length
    QStringList networks;      ///< the same with it: "10.2.0.1/16"
    QString peer;              ///< from where we are logged in, as the gateway sees it; empty: locally
    QList<IpsecConfFile> conf; ///< /etc/ipsec.conf first, then all that is included
    std::vector<SecretFileText>
        secrets; ///< /etc/ipsec.secrets first, then those of /etc/ipsec.d, and all included
    std::optional<QByteArray> sysctl;          ///< our own file for the tunnel
    QList<std::pair<QString, QString>> kernel; ///< allKernelParameters() as they are now
    QString firewall;                          ///< "firewalld", "nftables"; empty: neither is at work
    bool loaded = false;                       ///< the daemon has the connection
    bool up = false;                           ///< it has a Child SA
    QList<IpsecConnection> loadedAs;           ///< what it goes by, one for each pair of subnets
    QList<IpsecConnection> others;             ///< what the daemon has loaded besides: their ends alone
    QString unlisted;   ///< a file or folder of the configuration that can not be read, and why; empty: none
    QString unreadable; ///< why Libreswan can not read the configuration as it is; empty: it can
    std::optional<bool> startsAtBoot; ///< the daemon; nothing: there is no systemd to ask
    /// What of the wanted algorithms its build does not take, as it stands in ipsec.conf, and why in its
    /// words.
    QList<std::pair<QString, QString>> refused;
    PendingChange pending;
};

/// A script for a root shell on the gateway that tells all this of the connection of the wanted tunnel's
/// name, and of its algorithms. Reads, changes nothing.
[[nodiscard]] QByteArray factsScript(const TunnelDescription &wanted);
/// Reads what it printed. Errors: Protocol, it is not whole; Server, files of the configuration can not be
/// read there; NotFound, there is no Libreswan, or, with code "strongswan", that is what runs.
[[nodiscard]] Result<GatewayFacts> readGatewayFacts(const QByteArray &output);

[[nodiscard]] QString sysctlPath(const QString &connection);
/// Where what belongs to a change rests on the gateway.
[[nodiscard]] QString changeFolder(const QString &connection);

/// A word for a script of POSIX sh, whatever is in it but NUL.
[[nodiscard]] QByteArray shellQuoted(const QByteArray &text);

} // namespace skybro::tunnel
