#pragma once

#include "models/base/result.h"

namespace skybro::ssh {

/// Why an SSH connection or what ran over it failed: finer than ErrorKind, kept in Error::code as a fixed
/// word ("host-key-changed").
enum class Fault
{
    NameNotFound,      ///< no address for the name
    ConnectionRefused, ///< nothing listens there
    NoRoute,           ///< network or host can not be reached
    TimedOut,          ///< no connection, or a host that accepts and says nothing
    ConnectionLost,    ///< the other side closed it, or keepalives went unanswered
    NoCommonAlgorithm, ///< no cipher, key exchange … both sides know
    BadProtocol,       ///< not SSH, or broken
    HostKeyUnknown,    ///< not in known_hosts, and nobody accepted it
    HostKeyChanged,    ///< another key than known_hosts has: always refused
    HostKeyRevoked,    ///< marked @revoked
    LoginRefused,      ///< none of what was tried was accepted
    Unsupported,       ///< ~/.ssh/config asks for what this program can not do (ProxyCommand)
    ChannelRefused,    ///< connected, but the server refuses this command, subsystem or forward
    NoExitStatus,      ///< the command ended and the server did not say how
    DiskFull,          ///< no space or quota left for an upload
};

[[nodiscard]] QString toWord(Fault fault);

/// An error of this fault, with the ErrorKind that fits and retryable where time alone may mend it.
[[nodiscard]] Error makeFault(Fault fault, QString text, QString detail = {});

/// Whether it was the host that could not be used at all (Ansible's "unreachable"), and not one command,
/// file or forward on it.
[[nodiscard]] bool isUnreachable(const Error &error);

} // namespace skybro::ssh
