#include "models/ssh/socketpump.h"

#include <fcntl.h>
#include <sys/socket.h>

#include <cerrno>

namespace skybro::ssh {

namespace {

constexpr qsizetype chunk = 64 * 1024;
constexpr qsizetype highWater = 256 * 1024; ///< in either direction

} // namespace

SocketPump::SocketPump(FileDescriptor socket, Opened opened, Failed failed)
    : m_socket(std::move(socket))
    , m_opened(std::move(opened))
    , m_failed(std::move(failed))
{
    ::fcntl(m_socket.get(), F_SETFL, O_NONBLOCK);
}

void SocketPump::opened(Channel &channel)
{
    m_channel = &channel;
    m_readable = std::make_unique<QSocketNotifier>(m_socket.get(), QSocketNotifier::Read);
    m_writable = std::make_unique<QSocketNotifier>(m_socket.get(), QSocketNotifier::Write);
    m_writable->setEnabled(false);
    QObject::connect(m_readable.get(), &QSocketNotifier::activated, [this] { socketReadable(); });
    QObject::connect(m_writable.get(), &QSocketNotifier::activated, [this] { socketWritable(); });
    m_failed = nullptr;
    if (m_opened)
        m_opened();
}

void SocketPump::socketReadable()
{
    if (m_channel->bytesToWrite() >= highWater) {
        m_readable->setEnabled(false); // until writable()
        return;
    }
    QByteArray bytes(chunk, Qt::Uninitialized);
    const ssize_t count = ::recv(m_socket.get(), bytes.data(), static_cast<size_t>(bytes.size()), 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count <= 0) {
        m_readable->setEnabled(false);
        m_socketEnded = true;
        if (count == 0)
            m_channel->endInput();
        else
            m_channel->close();
        return;
    }
    bytes.truncate(count);
    m_channel->write(bytes);
}

void SocketPump::received(const QByteArray &bytes, bool isError)
{
    if (isError)
        return;
    m_toSocket += bytes;
    if (!flush())
        m_channel->close();
}

bool SocketPump::wantsBytes() const
{
    return m_toSocket.size() < highWater;
}

/// False when nobody reads the socket any more.
bool SocketPump::flush()
{
    qsizetype sent = 0;
    bool broken = false;
    while (sent < m_toSocket.size()) {
        const ssize_t count = ::send(m_socket.get(), m_toSocket.constData() + sent,
                                     static_cast<size_t>(m_toSocket.size() - sent), MSG_NOSIGNAL);
        if (count < 0) {
            broken = errno != EAGAIN && errno != EINTR;
            break;
        }
        sent += count;
    }
    m_toSocket.remove(0, sent);
    m_writable->setEnabled(!m_toSocket.isEmpty() && !broken);
    if (m_toSocket.isEmpty() && m_inputEnded)
        ::shutdown(m_socket.get(), SHUT_WR);
    return !broken;
}

void SocketPump::socketWritable()
{
    if (flush())
        m_channel->resume();
    else
        m_channel->close();
}

void SocketPump::inputEnded()
{
    m_inputEnded = true;
    static_cast<void>(flush());
}

void SocketPump::writable()
{
    if (!m_socketEnded && m_readable)
        m_readable->setEnabled(true);
}

void SocketPump::ended(const ChannelEnd &end)
{
    if (const Failed failed = std::exchange(m_failed, nullptr))
        failed(end);
    // Not destroyed here: one of them may be calling. What the kernel holds is still delivered.
    if (m_readable) {
        m_readable->setEnabled(false);
        m_writable->setEnabled(false);
    }
    m_socket.reset();
}

} // namespace skybro::ssh
