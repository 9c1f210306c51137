#pragma once

#include "models/base/result.h"
#include "models/ssh/filedescriptor.h"
#include "models/ssh/hostsettings.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace skybro::ssh {

class Connection;
class Worker;

/// Reaches a host through its jump host: a direct-tcpip channel of the jump host's own connection, carried to
/// here by a socket pair. That connection may live in another thread, and is shared by all hosts behind it.
/// Destroying this gives up, or closes the channel. Thread: the one that made it.
class JumpDialer : public QObject
{
    Q_OBJECT

public:
    /// Called once, from the event loop. Errors: those of the jump host's connection, "Jump host:" before
    /// their text; ConnectionRefused and NoRoute from behind it; TimedOut counted from when it stands.
    using Done = std::function<void(Result<FileDescriptor>)>;

    JumpDialer(Worker &worker, std::shared_ptr<const HostSettings> host, Done done);
    ~JumpDialer() override;

private:
    void begin();
    void end(Result<FileDescriptor> result);

    Worker &m_worker;
    std::shared_ptr<const HostSettings> m_host;
    Done m_done;
    QString m_jumpKey;
    quint64 m_ticket;
    FileDescriptor m_socket; ///< our end, until it is handed out
    QTimer m_timeout;
};

} // namespace skybro::ssh
