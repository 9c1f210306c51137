#include "models/ssh/sshfault.h"
#include "models/ssh/transfer.h"
#include "models/ssh/transfererrors.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QFileInfo>
#include <QSysInfo>

namespace skybro::ssh {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 chunk = 32 * 1024;
/// On the way at once: enough for 30 ms at gigabit speed, little enough for 200 hosts.
constexpr qint64 mostOutstanding = 1024 * 1024;
constexpr quint64 progressStep = 512 * 1024;

} // namespace

UploadHandler::UploadHandler(QString host, Upload upload, TransferState resume, TransferListener listener)
    : m_host(std::move(host))
    , m_upload(std::move(upload))
    , m_state(resume)
    , m_listener(std::move(listener))
    , m_target(m_upload.remotePath.toUtf8())
    , m_part(partName(m_upload.remotePath).toUtf8())
{
}

UploadHandler::~UploadHandler() = default;

QString UploadHandler::partName(const QString &remotePath)
{
    // The same for the next attempt from this machine, so that what a cut left there is overwritten.
    const QByteArray seed = QSysInfo::machineUniqueId() + remotePath.toUtf8();
    const QString mark =
        QString::fromLatin1(QCryptographicHash::hash(seed, QCryptographicHash::Sha256).toHex().left(12));
    const qsizetype slash = remotePath.lastIndexOf(u'/');
    return remotePath.left(slash + 1) + u".skybro-"_s + mark;
}

void UploadHandler::started()
{
    if (!offers(Extension::PosixRename))
        return fail(
            makeError(ErrorKind::Server,
                      TransferText::tr(
                          "The SFTP server of %1 can not replace files in one step, so nothing was written.")
                          .arg(m_host)));
    openSource();
}

void UploadHandler::openSource()
{
    qint64 modified = 0;
    if (m_upload.localFile.isEmpty()) {
        m_source = std::make_unique<QBuffer>(&m_upload.content);
    } else {
        m_source = std::make_unique<QFile>(m_upload.localFile);
        modified = QFileInfo(m_upload.localFile).lastModified().toMSecsSinceEpoch();
    }
    if (!m_source->open(QIODevice::ReadOnly))
        return fail(makeError(
            ErrorKind::NotFound,
            TransferText::tr("%1 can not be read: %2.").arg(m_upload.localFile, m_source->errorString())));
    const auto total = static_cast<quint64>(m_source->size());
    if (total != m_state.total || modified != m_state.modified)
        m_state = {.total = total, .modified = modified}; // another file than the last time
    // Both asked at once: one round trip.
    stat(m_target, [this](const SftpReply &reply) { m_existing = reply.attributes; });
    stat(m_part, [this](const SftpReply &reply) {
        if (m_failed)
            return;
        if (m_existing.isDirectory())
            return fail(
                makeError(ErrorKind::Invalid, TransferText::tr("%1 on %2 is a folder; name the file in it.")
                                                  .arg(m_upload.remotePath, m_host)));
        if (reply.attributes.size.value_or(0) < m_state.done)
            m_state.done = 0; // it is not what we left
        openPart();
    });
}

void UploadHandler::openPart()
{
    m_state.started = true; // from now on there may be something to tidy up
    const quint32 flags = ForWriting | Create | (m_state.done == 0 ? Truncate : 0);
    openFile(m_part, flags, {.size = {}, .uid = {}, .gid = {}, .mode = 0600, .modified = {}},
             [this](const SftpReply &reply) {
                 if (!reply.isFine())
                     return failWith(reply, m_upload.remotePath);
                 if (m_failed)
                     return; // cancelled meanwhile; its removal is on the way
                 m_handle = reply.payload;
                 m_sent = m_state.done;
                 m_source->seek(static_cast<qint64>(m_sent));
                 sendMore();
             });
}

void UploadHandler::sendMore()
{
    while (!m_failed && m_sent < m_state.total && m_outstanding < mostOutstanding) {
        const QByteArray bytes = m_source->read(chunk);
        if (bytes.isEmpty())
            return fail(
                makeError(ErrorKind::Internal,
                          TransferText::tr("%1 became shorter while it was sent.").arg(m_upload.localFile)));
        const quint64 offset = m_sent;
        m_sent += static_cast<quint64>(bytes.size());
        m_outstanding += bytes.size();
        write(m_handle, offset, bytes, [this, size = bytes.size()](const SftpReply &reply) {
            m_outstanding -= size;
            if (m_failed)
                return;
            if (!reply.isFine())
                return failWith(reply, m_upload.remotePath);
            m_state.done += static_cast<quint64>(size); // answers come in order
            if (m_state.done - m_told >= progressStep) {
                m_told = m_state.done;
                m_listener.progress(m_state);
            }
            sendMore();
        });
    }
    if (!m_failed && m_state.done == m_state.total)
        finishPart();
}

void UploadHandler::finishPart()
{
    if (m_finished)
        return;
    m_finished = true; // nothing more to send
    const bool ownerGiven = m_upload.uid || m_upload.gid;
    // Owner first: a change of owner clears the set-uid bits.
    SftpAttributes owner{.size = {}, .uid = m_upload.uid, .gid = m_upload.gid, .mode = {}, .modified = {}};
    if (!ownerGiven) {
        owner.uid = m_existing.uid;
        owner.gid = m_existing.gid;
    }
    if (owner.uid || owner.gid) {
        setOpen(m_handle, owner, [this, ownerGiven](const SftpReply &reply) {
            if (!reply.isFine() && ownerGiven)
                failWith(reply, m_upload.remotePath);
        });
    }
    SftpAttributes mode;
    mode.mode = m_upload.mode.value_or(m_existing.mode.value_or(0644) & 07777);
    setOpen(m_handle, mode, [this](const SftpReply &reply) {
        if (!m_failed && !reply.isFine())
            failWith(reply, m_upload.remotePath);
    });
    if (offers(Extension::Fsync)) {
        sync(m_handle, [this](const SftpReply &reply) {
            if (!m_failed && !reply.isFine())
                failWith(reply, m_upload.remotePath);
        });
    }
    // All of these are on the way together; the rename waits, since it must not follow a failure.
    close(m_handle, [this](const SftpReply &reply) {
        m_handle.clear();
        if (m_failed)
            return;
        if (!reply.isFine())
            return failWith(reply, m_upload.remotePath);
        rename();
    });
}

void UploadHandler::rename()
{
    replace(m_part, m_target, [this](const SftpReply &reply) {
        if (!reply.isFine())
            return failWith(reply, m_upload.remotePath);
        m_state.started = false;
        finish({});
    });
}

void UploadHandler::failWith(const SftpReply &reply, const QString &what)
{
    if (m_failed)
        return;
    if (reply.status == 4 && offers(Extension::StatVfs)) { // a mere "Failure": is it the disk?
        m_failed = true;
        freeSpace(m_target.left(m_target.lastIndexOf('/') + 1) + '.',
                  [this, reply, what](const SftpReply &space) {
                      m_failed = false;
                      fail(transferError(m_host, what, reply, space.attributes.size == quint64{0}));
                  });
        return;
    }
    fail(transferError(m_host, what, reply, false));
}

void UploadHandler::fail(Error error)
{
    m_failed = true;
    if (!m_handle.isEmpty())
        close(std::exchange(m_handle, {}), [](const SftpReply &) {});
    if (!m_state.started)
        return finish(std::unexpected(std::move(error)));
    m_state = {};
    remove(m_part, [this, error = std::move(error)](const SftpReply &) { finish(std::unexpected(error)); });
}

bool UploadHandler::cancel()
{
    if (m_failed || !m_state.started)
        return m_failed && m_state.started; // else nothing is there to be removed
    fail(makeError(ErrorKind::Cancelled, {}));
    return true;
}

void UploadHandler::finish(Result<void> result)
{
    if (const auto ended = std::exchange(m_listener.ended, nullptr))
        ended(std::move(result), m_state);
    channel().close();
}

void UploadHandler::garbled(const QString &what)
{
    fail(makeError(ErrorKind::Protocol,
                   TransferText::tr("The SFTP server of %1 answers with something else (%2). Does a start "
                                    "file of the shell print something there?")
                       .arg(m_host, what)));
}

void UploadHandler::ended(const ChannelEnd &end)
{
    if (const auto ended = std::exchange(m_listener.ended, nullptr))
        ended(std::unexpected(end.error ? *end.error : endedEarly(m_host)), m_state);
}

} // namespace skybro::ssh
