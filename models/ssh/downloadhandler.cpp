#include "models/ssh/sshfault.h"
#include "models/ssh/transfer.h"
#include "models/ssh/transfererrors.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>

namespace skybro::ssh {

namespace {

constexpr quint32 chunk = 32 * 1024;
constexpr qsizetype mostOutstanding = 32; ///< requests on the way
constexpr quint64 progressStep = 512 * 1024;

} // namespace

DownloadHandler::DownloadHandler(QString host, Download download, QString part, TransferState resume,
                                 TransferListener listener)
    : m_host(std::move(host))
    , m_download(std::move(download))
    , m_state(resume)
    , m_listener(std::move(listener))
    , m_part(std::move(part))
{
}

DownloadHandler::~DownloadHandler()
{
    if (!m_keepPart)
        m_part.remove();
}

void DownloadHandler::started()
{
    openFile(m_download.remotePath.toUtf8(), ForReading, {}, [this](const SftpReply &reply) {
        if (!reply.isFine())
            return failWith(reply, m_download.remotePath);
        m_handle = reply.payload;
        statOpen(m_handle, [this](const SftpReply &attributes) {
            if (!attributes.isFine())
                return failWith(attributes, m_download.remotePath);
            const quint64 total = attributes.attributes.size.value_or(0);
            const qint64 modified = attributes.attributes.modified.value_or(0);
            if (total != m_state.total || modified != m_state.modified)
                m_state = {.total = total, .modified = modified}; // another file than the last time
            begin();
        });
    });
}

void DownloadHandler::begin()
{
    const auto mode = m_state.done > 0 ? QIODevice::ReadWrite : QIODevice::ReadWrite | QIODevice::Truncate;
    if (!m_part.open(mode, QFile::ReadOwner | QFile::WriteOwner))
        return finish(std::unexpected(makeError(
            ErrorKind::Forbidden,
            TransferText::tr("%1 can not be written: %2.").arg(m_download.localFile, m_part.errorString()))));
    if (static_cast<quint64>(m_part.size()) < m_state.done)
        m_state.done = 0;
    m_state.started = true;
    m_next = m_state.done;
    m_untilEnd = m_state.total == 0;
    requestMore();
}

void DownloadHandler::requestMore()
{
    if (m_untilEnd) {
        if (m_outstanding.isEmpty())
            ask(m_next, chunk);
        return;
    }
    while (m_next < m_state.total && m_outstanding.size() < mostOutstanding)
        ask(m_next, static_cast<quint32>(std::min<quint64>(chunk, m_state.total - m_next)));
    if (m_outstanding.isEmpty() && m_next >= m_state.total)
        complete();
}

void DownloadHandler::ask(quint64 offset, quint32 length)
{
    m_outstanding.insert(offset, length);
    m_next = std::max(m_next, offset + length);
    read(m_handle, offset, length,
         [this, offset, length](const SftpReply &reply) { arrived(offset, length, reply); });
}

void DownloadHandler::arrived(quint64 offset, quint32 asked, const SftpReply &reply)
{
    if (m_finished)
        return;
    m_outstanding.remove(offset);
    if (reply.isEnd()) {
        if (m_untilEnd)
            return complete();
        return finish(std::unexpected(
            makeError(ErrorKind::Conflict, TransferText::tr("%1 on %2 became shorter while it was read.")
                                               .arg(m_download.remotePath, m_host))));
    }
    if (!reply.isFine())
        return failWith(reply, m_download.remotePath);
    const auto size = static_cast<quint32>(reply.payload.size());
    if (!m_part.seek(static_cast<qint64>(offset)) || m_part.write(reply.payload) != reply.payload.size())
        return finish(std::unexpected(makeFault(
            Fault::DiskFull,
            TransferText::tr("%1 can not be written: %2.").arg(m_download.localFile, m_part.errorString()))));
    if (m_untilEnd)
        m_next = offset + size;
    else if (size < asked) // a server may give less
        ask(offset + size, asked - size);
    m_state.done = m_outstanding.isEmpty() ? m_next : m_outstanding.firstKey();
    if (m_state.done - m_told >= progressStep) {
        m_told = m_state.done;
        m_listener.progress(m_state);
    }
    requestMore();
}

void DownloadHandler::complete()
{
    const auto failed = [this] {
        finish(std::unexpected(makeFault(
            Fault::DiskFull,
            TransferText::tr("%1 can not be written: %2.").arg(m_download.localFile, m_part.errorString()))));
    };
    if (!m_part.flush() || ::fsync(m_part.handle()) != 0)
        return failed();
    ::fchmod(m_part.handle(), m_download.mode.value_or(0600));
    m_part.close();
    if (std::rename(QFile::encodeName(m_part.fileName()).constData(),
                    QFile::encodeName(m_download.localFile).constData()) != 0)
        return finish(std::unexpected(
            makeError(ErrorKind::Forbidden,
                      TransferText::tr("%1 can not be written. Is it a folder?").arg(m_download.localFile))));
    m_keepPart = true; // it is the target now
    finish({});
}

void DownloadHandler::failWith(const SftpReply &reply, const QString &what)
{
    finish(std::unexpected(transferError(m_host, what, reply, false)));
}

void DownloadHandler::finish(Result<void> result)
{
    m_finished = true;
    if (const auto ended = std::exchange(m_listener.ended, nullptr))
        ended(std::move(result), m_state);
    channel().close();
}

void DownloadHandler::garbled(const QString &what)
{
    finish(std::unexpected(makeError(
        ErrorKind::Protocol, TransferText::tr("The SFTP server of %1 answers with something else (%2). Does "
                                              "a start file of the shell print something there?")
                                 .arg(m_host, what))));
}

void DownloadHandler::ended(const ChannelEnd &end)
{
    const auto told = std::exchange(m_listener.ended, nullptr);
    if (!told)
        return;
    const Error error = end.error ? *end.error : endedEarly(m_host);
    m_keepPart = isUnreachable(error) && m_state.done > 0;
    m_part.close(); // all that arrived is in the file before anybody takes it up
    told(std::unexpected(error), m_state);
}

} // namespace skybro::ssh
