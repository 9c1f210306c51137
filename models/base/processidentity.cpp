#include "models/base/processidentity.h"

#include <QCoreApplication>
#include <QFile>
#include <QStringList>
#include <QSysInfo>

namespace skybro {

using namespace Qt::StringLiterals;

namespace {

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString startTime(qint64 pid)
{
    const QByteArray stat = readAll(u"/proc/%1/stat"_s.arg(pid));
    // The second field is the program's name in parentheses and may hold spaces; the third begins after the
    // last one.
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    constexpr qsizetype startTimeAfterName = 19;
    return fields.size() > startTimeAfterName ? QString::fromLatin1(fields.at(startTimeAfterName))
                                              : QString();
}

QString bootId()
{
    return QString::fromLatin1(readAll(u"/proc/sys/kernel/random/boot_id"_s).trimmed());
}

} // namespace

QString processIdentity()
{
    const qint64 pid = QCoreApplication::applicationPid();
    return QStringList{QSysInfo::machineHostName(), bootId(), QString::number(pid), startTime(pid)}.join(
        u' ');
}

ProcessLife lifeOf(const QString &identity)
{
    const QStringList parts = identity.split(u' ');
    if (parts.size() != 4)
        return ProcessLife::Dead;
    if (parts[0] != QSysInfo::machineHostName())
        return ProcessLife::Elsewhere;
    const bool same =
        parts[1] == bootId() && !parts[3].isEmpty() && startTime(parts[2].toLongLong()) == parts[3];
    return same ? ProcessLife::Alive : ProcessLife::Dead;
}

} // namespace skybro
