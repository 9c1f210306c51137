#pragma once

#include "models/base/result.h"
#include "models/ssh/hostsettings.h"

#include <QObject>

#include <memory>

namespace skybro::ssh {

class Core;

/// A port of this machine's loopback that leads, through a host, to a port of what that host can reach.
/// Each connection to it is a channel of its own; the SSH connection is made when the first one comes.
/// Destroying it closes the port and all that goes through it. Thread: GUI; the bytes flow in a worker.
class PortForward : public QObject
{
    Q_OBJECT

public:
    ~PortForward() override;

    /// Where to connect to, on 127.0.0.1.
    [[nodiscard]] quint16 port() const;

signals:
    /// One connection could not be carried: the host is unreachable, or refuses to forward there.
    void failed(const skybro::Error &error);

private:
    friend class Service;
    class Listener;

    PortForward(std::shared_ptr<Core> core, std::shared_ptr<const HostSettings> host, QString target,
                quint16 targetPort);
    /// `port` 0: any free one.
    [[nodiscard]] Result<void> listen(quint16 port);
    void carry(int socket);

    std::shared_ptr<Core> m_core;
    std::shared_ptr<const HostSettings> m_host;
    QString m_target;
    quint16 m_targetPort;
    std::unique_ptr<Listener> m_listener;
    QList<quint64> m_tickets;
};

} // namespace skybro::ssh
