#include "models/ssh/transfererrors.h"

#include "models/ssh/sshfault.h"

#include <QCoreApplication>

namespace skybro::ssh {

QString translateTransfer(const char *text)
{
    return QCoreApplication::translate("skybro::ssh", text);
}

Error transferError(const QString &host, const QString &path, const SftpReply &reply, bool diskFull)
{
    if (diskFull)
        return makeFault(Fault::DiskFull,
                         translateTransfer("No space is left for %1 on %2. Make room there.").arg(path, host),
                         reply.message);
    if (reply.isAbsent())
        return makeError(ErrorKind::NotFound,
                         translateTransfer("%1 is not on %2, or its folder is not.").arg(path, host),
                         reply.message);
    if (reply.status == 3)
        return makeError(ErrorKind::Forbidden,
                         translateTransfer("The user may not access %1 on %2.").arg(path, host),
                         reply.message);
    return makeError(ErrorKind::Server,
                     translateTransfer("%1 on %2: the server says “%3”.").arg(path, host, reply.message),
                     QString::number(reply.status));
}

Error endedEarly(const QString &host)
{
    return makeError(ErrorKind::Protocol,
                     translateTransfer("The SFTP server of %1 ended in the middle.").arg(host));
}

} // namespace skybro::ssh
