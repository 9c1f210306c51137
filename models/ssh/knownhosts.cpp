#include "models/ssh/knownhosts.h"

#include "models/ssh/filedescriptor.h"
#include "models/ssh/pattern.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QtEndian>

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <mutex>

namespace skybro::ssh {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestFile = 16 * 1024 * 1024;

QByteArray hashName(const QString &name, const QByteArray &salt)
{
    return QMessageAuthenticationCode::hash(name.toUtf8(), salt, QCryptographicHash::Sha1);
}

QByteArray takeWord(QByteArrayView &rest)
{
    rest = rest.trimmed();
    qsizetype end = 0;
    while (end < rest.size() && rest[end] != ' ' && rest[end] != '\t')
        ++end;
    const QByteArray word = rest.first(end).toByteArray();
    rest = rest.sliced(end);
    return word;
}

QByteArray decode(const QByteArray &base64)
{
    const auto decoded = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? *decoded : QByteArray();
}

} // namespace

QString fingerprint(const QByteArray &blob)
{
    return u"SHA256:"_s +
           QString::fromLatin1(QCryptographicHash::hash(blob, QCryptographicHash::Sha256)
                                   .toBase64(QByteArray::Base64Encoding | QByteArray::OmitTrailingEquals));
}

QByteArray keyTypeOf(const QByteArray &blob)
{
    if (blob.size() < 4)
        return {};
    const auto length = qFromBigEndian<quint32>(blob.constData());
    return length <= 64 && length <= static_cast<quint32>(blob.size() - 4) ? blob.mid(4, length)
                                                                           : QByteArray();
}

KnownHosts KnownHosts::load(const QStringList &files)
{
    KnownHosts hosts;
    for (const QString &path : files) {
        QFile file(path);
        if (file.open(QIODevice::ReadOnly))
            hosts.add(file.read(largestFile), path);
    }
    return hosts;
}

void KnownHosts::add(const QByteArray &text, const QString &file)
{
    int number = 0;
    for (const QByteArray &line : text.split('\n')) {
        ++number;
        QByteArrayView rest = QByteArrayView(line).trimmed();
        if (rest.isEmpty() || rest.front() == '#')
            continue;
        Entry entry;
        entry.file = file;
        entry.line = number;
        QByteArray names = takeWord(rest);
        if (names.startsWith('@')) {
            if (names != "@revoked")
                continue;
            entry.marker = Marker::Revoked;
            names = takeWord(rest);
        }
        entry.type = takeWord(rest);
        entry.blob = decode(takeWord(rest));
        if (entry.blob.isEmpty() || keyTypeOf(entry.blob) != entry.type)
            continue;
        if (names.startsWith("|1|")) {
            const QList<QByteArray> parts = names.split('|');
            if (parts.size() != 4)
                continue;
            entry.salt = decode(parts[2]);
            entry.hash = decode(parts[3]);
            if (entry.salt.isEmpty() || entry.hash.size() != 20)
                continue;
        } else {
            entry.patterns = QString::fromUtf8(names).toLower().split(u',', Qt::SkipEmptyParts);
        }
        m_entries.append(std::move(entry));
    }
}

bool KnownHosts::matches(const Entry &entry, const QString &name)
{
    return entry.hash.isEmpty() ? matchesPatterns(entry.patterns, name)
                                : hashName(name, entry.salt) == entry.hash;
}

HostKeyVerdict KnownHosts::checkName(const QString &name, const QByteArray &blob) const
{
    const QByteArray type = keyTypeOf(blob);
    const Entry *known = nullptr;
    const Entry *other = nullptr;
    for (const Entry &entry : m_entries) {
        if (!matches(entry, name))
            continue;
        if (entry.marker == Marker::Revoked) {
            if (entry.blob == blob)
                return {HostKeyVerdict::State::Revoked, entry.file, entry.line,
                        QString::fromLatin1(entry.type), fingerprint(entry.blob)};
        } else if (entry.blob == blob) {
            known = &entry;
        } else if (!other || (other->type != type && entry.type == type)) {
            other = &entry; // one of the same type says most
        }
    }
    const Entry *deciding = known ? known : other;
    if (!deciding)
        return {};
    return {known ? HostKeyVerdict::State::Known : HostKeyVerdict::State::Changed, deciding->file,
            deciding->line, QString::fromLatin1(deciding->type), fingerprint(deciding->blob)};
}

HostKeyVerdict KnownHosts::check(const QString &name, const QByteArray &blob) const
{
    const QString lower = name.toLower();
    HostKeyVerdict verdict = checkName(lower, blob);
    const qsizetype bracket = lower.indexOf(u"]:"_s);
    if (!lower.startsWith(u'[') || bracket < 0 || verdict.state == HostKeyVerdict::State::Revoked)
        return verdict;
    // As OpenSSH does: the bare name may vouch for the key, or revoke it, but not contradict it.
    const HostKeyVerdict bare = checkName(lower.mid(1, bracket - 1), blob);
    if (bare.state == HostKeyVerdict::State::Revoked ||
        (bare.state == HostKeyVerdict::State::Known && verdict.state == HostKeyVerdict::State::Unknown))
        return bare;
    return verdict;
}

QList<QByteArray> KnownHosts::keyTypes(const QString &name) const
{
    const QString lower = name.toLower();
    QList<QByteArray> types;
    for (const Entry &entry : m_entries) {
        if (entry.marker == Marker::None && !types.contains(entry.type) && matches(entry, lower))
            types.append(entry.type);
    }
    return types;
}

Result<void> KnownHosts::append(const QString &file, const QString &name, const QByteArray &type,
                                const QByteArray &blob, bool hashed)
{
    const auto failed = [&](int error) {
        return fail(ErrorKind::Internal,
                    QCoreApplication::translate("skybro::ssh",
                                                "The host key could not be kept in %1: %2. Check the file's "
                                                "owner and permissions.")
                        .arg(file, QString::fromLocal8Bit(std::strerror(error))));
    };
    QByteArray names = name.toLower().toUtf8();
    if (hashed) {
        QByteArray salt(20, Qt::Uninitialized);
        for (char &byte : salt)
            byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
        names = "|1|" + salt.toBase64() + '|' + hashName(name.toLower(), salt).toBase64();
    }
    QByteArray line = names + ' ' + type + ' ' + blob.toBase64() + '\n';

    static std::mutex mutex; // a run that meets 64 new hosts writes them one by one
    const std::scoped_lock lock(mutex);
    const QString folder = QFileInfo(file).absolutePath();
    if (!QDir(folder).exists() && (!QDir().mkpath(QFileInfo(folder).absolutePath()) ||
                                   ::mkdir(QFile::encodeName(folder).constData(), 0700) != 0))
        return failed(errno);
    const FileDescriptor fd(
        ::open(QFile::encodeName(file).constData(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
    if (!fd.isValid())
        return failed(errno);
    // A last line that a person left without its end must not swallow this one.
    const off_t end = ::lseek(fd.get(), 0, SEEK_END);
    char last = '\n';
    if (end > 0 && ::pread(fd.get(), &last, 1, end - 1) == 1 && last != '\n')
        line.prepend('\n');
    if (::write(fd.get(), line.constData(), static_cast<size_t>(line.size())) != line.size())
        return failed(errno);
    return {};
}

} // namespace skybro::ssh
