#pragma once

#include "models/base/result.h"
#include "models/ssh/filedescriptor.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QList>
#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

namespace skybro::ssh {

/// Makes one TCP connection without ever blocking: looks the name up, tries its addresses one after the
/// other. The socket comes non-blocking and without Nagle's delay. Destroying it gives up. Thread: the one
/// that made it.
class Dialer : public QObject
{
    Q_OBJECT

public:
    /// Called once, from the event loop. Errors: NameNotFound, ConnectionRefused, NoRoute, TimedOut.
    using Done = std::function<void(Result<FileDescriptor>)>;

    Dialer(QString host, quint16 port, std::chrono::milliseconds timeout, Done done);
    ~Dialer() override;

private:
    void lookedUp(const QHostInfo &info);
    void tryNext();
    void connected();
    void failed(int error);
    void end(Result<FileDescriptor> result);

    QString m_host;
    quint16 m_port;
    Done m_done;
    int m_lookup = -1;
    QList<QHostAddress> m_addresses;
    qsizetype m_next = 0;
    FileDescriptor m_socket;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QTimer m_timeout;    ///< for all
    QTimer m_patience;   ///< for one of several addresses
    int m_lastError = 0; ///< errno of the last address that failed
};

} // namespace skybro::ssh
