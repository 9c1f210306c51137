#include "models/secrets/secretfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <unistd.h>

namespace skybro::secrets {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostBytes = 64 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::secrets", text);
}

} // namespace

Result<Secret> readSecretFile(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return fail(ErrorKind::NotFound, tr("There is no secret file %1.").arg(path));
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Forbidden, tr("The secret file %1 cannot be read.").arg(path));
    // Asked of the open file, so that it cannot be exchanged in between.
    constexpr QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup |
                                          QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    if (file.permissions() & others)
        return fail(ErrorKind::Forbidden,
                    tr("The secret file %1 can be read by others: run chmod 600 on it.").arg(path));
    if (QFileInfo(path).ownerId() != geteuid() && geteuid() != 0)
        return fail(ErrorKind::Forbidden, tr("The secret file %1 belongs to another user.").arg(path));
    if (file.size() > mostBytes)
        return fail(ErrorKind::Invalid, tr("The secret file %1 is larger than 64 KiB.").arg(path));
    QByteArray line = file.readLine(mostBytes);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    if (line.isEmpty())
        return fail(ErrorKind::Invalid, tr("The secret file %1 is empty.").arg(path));
    return Secret(std::move(line));
}

Result<void> writeSecretFile(const QString &path, const Secret &secret)
{
    const auto cannot = [&](const QString &why) {
        return fail(ErrorKind::Internal, tr("The secret file %1 cannot be written: %2.").arg(path, why));
    };
    const QString folder = QFileInfo(path).path();
    if (!QFileInfo(folder).isDir()) {
        if (!QDir().mkpath(folder))
            return cannot(tr("its folder cannot be created"));
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return cannot(file.errorString());
    // The temporary file is still empty: nobody has read anything.
    if (!file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return cannot(file.errorString());
    file.write(secret.reveal());
    file.write("\n");
    if (!file.commit())
        return cannot(file.errorString());
    return {};
}

} // namespace skybro::secrets
