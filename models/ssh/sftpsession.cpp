#include "models/ssh/sftpsession.h"

#include <QtEndian>

namespace skybro::ssh {

using namespace Qt::StringLiterals;

namespace {

/// OpenSSH's own limit for one message.
constexpr quint32 longestPacket = 256 * 1024;

enum Type : quint8
{
    Init = 1,
    Version = 2,
    Open = 3,
    Close = 4,
    Read = 5,
    Write = 6,
    FStat = 8,
    FSetStat = 10,
    Remove = 13,
    Stat = 17,
    Status = 101,
    Handle = 102,
    Data = 103,
    Attrs = 105,
    Extended = 200,
    ExtendedReply = 201,
};

template <typename T>
QByteArray number(T value)
{
    const T big = qToBigEndian(value);
    return {reinterpret_cast<const char *>(&big), sizeof big};
}

QByteArray string(const QByteArray &bytes)
{
    return number(static_cast<quint32>(bytes.size())) + bytes;
}

/// Takes values off the front of a packet; once something is missing, everything is.
class Reader
{
public:
    explicit Reader(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }
    template <typename T>
    T number()
    {
        if (m_bytes.size() < static_cast<qsizetype>(sizeof(T))) {
            m_ok = false;
            m_bytes = {};
            return 0;
        }
        const T value = qFromBigEndian<T>(m_bytes.data());
        m_bytes = m_bytes.sliced(sizeof(T));
        return value;
    }
    QByteArray string()
    {
        const auto length = static_cast<qsizetype>(number<quint32>());
        if (length > m_bytes.size()) {
            m_ok = false;
            m_bytes = {};
            return {};
        }
        const QByteArray value = m_bytes.first(length).toByteArray();
        m_bytes = m_bytes.sliced(length);
        return value;
    }
    SftpAttributes attributes()
    {
        SftpAttributes found;
        const auto flags = number<quint32>();
        if (flags & 1)
            found.size = number<quint64>();
        if (flags & 2) {
            found.uid = number<quint32>();
            found.gid = number<quint32>();
        }
        if (flags & 4)
            found.mode = number<quint32>();
        if (flags & 8) {
            number<quint32>();
            found.modified = number<quint32>();
        }
        return found;
    }
    [[nodiscard]] QByteArray rest() const { return m_bytes.toByteArray(); }
    [[nodiscard]] bool atEnd() const { return m_bytes.isEmpty(); }
    [[nodiscard]] bool isOk() const { return m_ok; }

private:
    QByteArrayView m_bytes;
    bool m_ok = true;
};

} // namespace

QByteArray SftpAttributes::encoded() const
{
    const bool owned = uid || gid;
    QByteArray out = number<quint32>((size ? 1 : 0) | (owned ? 2 : 0) | (mode ? 4 : 0));
    if (size)
        out += number(*size);
    if (owned) // all bits set: leave as it is
        out += number(uid.value_or(0xffffffff)) + number(gid.value_or(0xffffffff));
    if (mode)
        out += number(*mode);
    return out;
}

void SftpSession::opened(Channel &channel)
{
    m_channel = &channel;
    channel.write(string(number<quint8>(Init) + number<quint32>(3)));
}

void SftpSession::received(const QByteArray &bytes, bool isError)
{
    if (isError || m_broken)
        return;
    m_incoming += bytes;
    qsizetype at = 0;
    while (m_incoming.size() - at >= 4 && !m_broken) {
        const auto length = qFromBigEndian<quint32>(m_incoming.constData() + at);
        if (length == 0 || length > longestPacket) {
            // A start file that prints something is the usual reason.
            m_broken = true;
            garbled(QString::fromUtf8(m_incoming.mid(at, 80)));
            return;
        }
        if (m_incoming.size() - at - 4 < static_cast<qsizetype>(length))
            break;
        const QByteArray packet = m_incoming.mid(at + 4, length);
        at += 4 + static_cast<qsizetype>(length);
        if (!takePacket(packet)) {
            m_broken = true;
            garbled(u"type %1"_s.arg(static_cast<quint8>(packet[0])));
            return;
        }
    }
    m_incoming.remove(0, at);
}

bool SftpSession::takePacket(const QByteArray &packet)
{
    Reader reader(packet);
    const auto type = reader.number<quint8>();
    if (type == Version && !m_started) {
        m_started = true;
        reader.number<quint32>();
        while (!reader.atEnd()) {
            const QByteArray name = reader.string();
            const QByteArray data = reader.string();
            if (name == "posix-rename@openssh.com")
                m_extensions.insert(Extension::PosixRename);
            else if (name == "fsync@openssh.com")
                m_extensions.insert(Extension::Fsync);
            else if (name == "statvfs@openssh.com")
                m_extensions.insert(Extension::StatVfs);
        }
        if (!reader.isOk())
            return false;
        started();
        return true;
    }
    const auto id = reader.number<quint32>();
    const Reply reply = m_replies.take(id);
    if (!reply)
        return false;
    SftpReply answer;
    switch (type) {
    case Status:
        answer.status = reader.number<quint32>();
        answer.message = QString::fromUtf8(reader.string());
        break;
    case Handle:
    case Data:
        answer.payload = reader.string();
        break;
    case Attrs:
        answer.attributes = reader.attributes();
        break;
    case ExtendedReply:
        answer.payload = reader.rest();
        break;
    default:
        return false;
    }
    if (!reader.isOk())
        return false;
    reply(answer);
    return true;
}

void SftpSession::request(quint8 type, const QByteArray &body, Reply reply)
{
    const quint32 id = ++m_lastId;
    m_replies.insert(id, std::move(reply));
    m_channel->write(string(number(type) + number(id) + body));
}

void SftpSession::openFile(const QByteArray &path, quint32 flags, const SftpAttributes &attributes,
                           Reply reply)
{
    request(Open, string(path) + number(flags) + attributes.encoded(), std::move(reply));
}

void SftpSession::close(const QByteArray &handle, Reply reply)
{
    request(Close, string(handle), std::move(reply));
}

void SftpSession::read(const QByteArray &handle, quint64 offset, quint32 length, Reply reply)
{
    request(Read, string(handle) + number(offset) + number(length), std::move(reply));
}

void SftpSession::write(const QByteArray &handle, quint64 offset, const QByteArray &bytes, Reply reply)
{
    request(Write, string(handle) + number(offset) + string(bytes), std::move(reply));
}

void SftpSession::stat(const QByteArray &path, Reply reply)
{
    request(Stat, string(path), std::move(reply));
}

void SftpSession::statOpen(const QByteArray &handle, Reply reply)
{
    request(FStat, string(handle), std::move(reply));
}

void SftpSession::setOpen(const QByteArray &handle, const SftpAttributes &attributes, Reply reply)
{
    request(FSetStat, string(handle) + attributes.encoded(), std::move(reply));
}

void SftpSession::remove(const QByteArray &path, Reply reply)
{
    request(Remove, string(path), std::move(reply));
}

void SftpSession::replace(const QByteArray &from, const QByteArray &to, Reply reply)
{
    request(Extended, string("posix-rename@openssh.com") + string(from) + string(to), std::move(reply));
}

void SftpSession::sync(const QByteArray &handle, Reply reply)
{
    request(Extended, string("fsync@openssh.com") + string(handle), std::move(reply));
}

void SftpSession::freeSpace(const QByteArray &path, Reply reply)
{
    request(Extended, string("statvfs@openssh.com") + string(path),
            [reply = std::move(reply)](SftpReply answer) {
                Reader reader(answer.payload);
                reader.number<quint64>(); // f_bsize
                reader.number<quint64>(); // f_frsize
                reader.number<quint64>(); // f_blocks
                reader.number<quint64>(); // f_bfree
                const auto available = reader.number<quint64>();
                if (reader.isOk())
                    answer.attributes.size = available;
                reply(answer);
            });
}

} // namespace skybro::ssh
