#pragma once

#include "models/base/error.h"
#include "models/ssh/sftpsession.h"

#include <QCoreApplication>

/// What the user reads when a file can not be transferred.
namespace skybro::ssh {

struct TransferText
{
    Q_DECLARE_TR_FUNCTIONS(skybro::ssh)
};
/// `path` is the remote file; `diskFull`: nothing is left of the space that users may have.
[[nodiscard]] Error transferError(const QString &host, const QString &path, const SftpReply &reply,
                                  bool diskFull);
/// The server ended SFTP in the middle.
[[nodiscard]] Error endedEarly(const QString &host);

} // namespace skybro::ssh
