#pragma once

#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>

namespace skybro::ssh {

/// What to do with a host that known_hosts does not know. A key that differs is refused under each of them.
enum class UnknownHost
{
    Ask,
    Accept, ///< accept-new: trust on first use
    Refuse,
};

/// All that is needed to reach one host: ~/.ssh/config resolved for it (ClientConfig), or made by hand.
struct HostSettings
{
    QString name; ///< as the user wrote it; for texts
    QString host; ///< name or address to connect to
    quint16 port = 22;
    QString user;

    QStringList identityFiles;    ///< private keys, in the order they are tried; absent ones are passed over
    bool identitiesOnly = false;  ///< of the agent's keys offer only those in identityFiles
    QString identityAgent;        ///< socket of the agent; empty: no agent
    QStringList userKnownHosts;   ///< the first one takes accepted keys
    QStringList globalKnownHosts; ///< read only
    QString hostKeyAlias;         ///< name to look up in known_hosts in place of host; empty: host
    UnknownHost unknownHost = UnknownHost::Ask;
    bool hashKnownHosts = false; ///< write names hashed

    std::chrono::seconds connectTimeout{20};      ///< to connect and exchange keys, each
    std::chrono::seconds serverAliveInterval{15}; ///< 0: no keepalive
    int serverAliveCountMax = 3;                  ///< unanswered keepalives before the host counts as dead

    std::shared_ptr<const HostSettings> jump; ///< the host to go through, which may have one of its own
    QString proxyCommand; ///< set: the host is refused as Unsupported, with this command in the text
    QStringList notes; ///< what the configuration says for this host and is not honoured, file and line first

    /// "alice@node1", with ":2222" when the port is not 22. For texts.
    [[nodiscard]] QString label() const;
    /// Equal for two that may share one connection: user, host, port and the way there.
    [[nodiscard]] QString connectionKey() const;
    /// The name under which known_hosts keeps it: "node1", "[node1]:2222".
    [[nodiscard]] QString knownHostsName() const;
};

} // namespace skybro::ssh
