#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>

namespace skybro::sim {

/// A CA of one's own and a server certificate for 127.0.0.1, ::1 and localhost, as PEM.
struct TlsIdentity
{
    QString caFile;         ///< where the CA's certificate lies, for clients
    QByteArray certificate; ///< of the server
    QByteArray key;         ///< of the server
};

/// Makes or takes up the CA in `folder` (ca.pem, ca.key 0600) and issues a fresh server certificate. The same
/// folder gives the same CA, so that a client's trust outlives a restart.
[[nodiscard]] Result<TlsIdentity> makeTlsIdentity(const QString &folder);

} // namespace skybro::sim
