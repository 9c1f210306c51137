#pragma once

#include "models/base/result.h"
#include "models/ssh/channel.h"

#include <QByteArray>
#include <QHash>
#include <QSet>
#include <QString>

#include <functional>
#include <optional>

namespace skybro::ssh {

/// Attributes of a remote file, as far as they are known.
struct SftpAttributes
{
    std::optional<quint64> size;
    std::optional<quint32> uid;
    std::optional<quint32> gid;
    std::optional<quint32> mode;     ///< with the bits of its type
    std::optional<quint32> modified; ///< seconds since 1970

    [[nodiscard]] bool isDirectory() const { return mode && (*mode & 0170000) == 0040000; }
    [[nodiscard]] QByteArray encoded() const;
};

/// The answer to one request.
struct SftpReply
{
    quint32 status = 0; ///< 0: fine (SSH_FX_OK), also for answers that carry something
    QString message;
    QByteArray payload; ///< a handle, or bytes read, or the body of an extended answer
    SftpAttributes attributes;

    [[nodiscard]] bool isFine() const { return status == 0; }
    [[nodiscard]] bool isEnd() const { return status == 1; }
    [[nodiscard]] bool isAbsent() const { return status == 2; }
};

/// SFTP version 3 (draft-ietf-secsh-filexfer-02, OpenSSH's PROTOCOL) on a channel: requests go out without
/// waiting for each other, answers come to who asked. libssh's own client waits for each answer and would
/// hold its thread. Thread: the worker's.
class SftpSession : public ChannelHandler
{
public:
    using Reply = std::function<void(const SftpReply &)>;

    void opened(Channel &channel) override;
    void received(const QByteArray &bytes, bool isError) override;

protected:
    /// The server answered: requests may be made.
    virtual void started() = 0;
    /// What came is no SFTP.
    virtual void garbled(const QString &what) = 0;

    enum class Extension
    {
        PosixRename,
        Fsync,
        StatVfs
    };
    [[nodiscard]] bool offers(Extension extension) const { return m_extensions.contains(extension); }
    [[nodiscard]] Channel &channel() { return *m_channel; }

    void openFile(const QByteArray &path, quint32 flags, const SftpAttributes &attributes, Reply reply);
    void close(const QByteArray &handle, Reply reply);
    void read(const QByteArray &handle, quint64 offset, quint32 length, Reply reply);
    void write(const QByteArray &handle, quint64 offset, const QByteArray &bytes, Reply reply);
    void stat(const QByteArray &path, Reply reply);
    void statOpen(const QByteArray &handle, Reply reply);
    void setOpen(const QByteArray &handle, const SftpAttributes &attributes, Reply reply);
    void remove(const QByteArray &path, Reply reply);
    void replace(const QByteArray &from, const QByteArray &to, Reply reply); ///< Extension::PosixRename
    void sync(const QByteArray &handle, Reply reply);                        ///< Extension::Fsync
    /// Extension::StatVfs; the free blocks that users may have come as attributes.size.
    void freeSpace(const QByteArray &path, Reply reply);

    static constexpr quint32 ForReading = 0x01;
    static constexpr quint32 ForWriting = 0x02;
    static constexpr quint32 Create = 0x08;
    static constexpr quint32 Truncate = 0x10;

private:
    void request(quint8 type, const QByteArray &body, Reply reply);
    [[nodiscard]] bool takePacket(const QByteArray &packet);

    Channel *m_channel = nullptr;
    QByteArray m_incoming;
    QHash<quint32, Reply> m_replies;
    QSet<Extension> m_extensions;
    quint32 m_lastId = 0;
    bool m_started = false;
    bool m_broken = false;
};

} // namespace skybro::ssh
