#include "models/ssh/transfererrors.h"

#include "models/ssh/sshfault.h"

namespace skybro::ssh {

Error transferError(const QString &host, const QString &path, const SftpReply &reply, bool diskFull)
{
    if (diskFull)
        return makeFault(Fault::DiskFull,
                         TransferText::tr("No space is left for %1 on %2. Make room there.").arg(path, host),
                         reply.message);
    if (reply.isAbsent())
        return makeError(ErrorKind::NotFound,
                         TransferText::tr("%1 is not on %2, or its folder is not.").arg(path, host),
                         reply.message);
    if (reply.status == 3)
        return makeError(ErrorKind::Forbidden,
                         TransferText::tr("The user may not access %1 on %2.").arg(path, host),
                         reply.message);
    return makeError(ErrorKind::Server,
                     TransferText::tr("%1 on %2: the server says “%3”.").arg(path, host, reply.message),
                     QString::number(reply.status));
}

Error endedEarly(const QString &host)
{
    return makeError(ErrorKind::Protocol,
                     TransferText::tr("The SFTP server of %1 ended in the middle.").arg(host));
}

} // namespace skybro::ssh
