#pragma once

#include "models/ssh/channel.h"
#include "models/ssh/filedescriptor.h"

#include <QSocketNotifier>

#include <functional>
#include <memory>

namespace skybro::ssh {

/// Carries bytes between a channel and a local socket, both ways, with each side's end passed on: what jump
/// hosts and port forwards are made of. Thread: the worker's.
class SocketPump : public ChannelHandler
{
public:
    /// `opened` is called when the other side agreed, `failed` instead of it when it did not.
    using Opened = std::function<void()>;
    using Failed = std::function<void(const ChannelEnd &)>;

    SocketPump(FileDescriptor socket, Opened opened, Failed failed);

    void opened(Channel &channel) override;
    void received(const QByteArray &bytes, bool isError) override;
    [[nodiscard]] bool wantsBytes() const override;
    [[nodiscard]] bool holdsBytes() const override { return !m_toSocket.isEmpty(); }
    void inputEnded() override;
    void writable() override;
    void ended(const ChannelEnd &end) override;

private:
    void socketReadable();
    void socketWritable();
    bool flush();

    FileDescriptor m_socket;
    Opened m_opened;
    Failed m_failed;
    Channel *m_channel = nullptr;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
    QByteArray m_toSocket;
    bool m_inputEnded = false; ///< the channel's
    bool m_socketEnded = false;
};

} // namespace skybro::ssh
