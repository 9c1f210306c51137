#pragma once

#include <QString>
#include <QStringList>

namespace skybro::ssh {

/// What is known of a connection that stands.
struct ConnectionInfo
{
    QString server;      ///< the greeting: "SSH-2.0-OpenSSH_9.2p1 …"
    QString hostKeyType; ///< "ssh-ed25519"
    QString fingerprint; ///< "SHA256:…"
    QString method;      ///< how we were let in: "publickey (/home/alice/.ssh/id_ed25519)"
    QString keyExchange;
    QString cipher;
    QStringList notes; ///< HostSettings::notes
};

} // namespace skybro::ssh
