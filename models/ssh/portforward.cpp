#include "models/ssh/portforward.h"

#include "models/ssh/socketpump.h"
#include "models/ssh/sshfault.h"
#include "models/ssh/worker.h"

#include <QPointer>
#include <QTcpServer>

namespace skybro::ssh {

/// Hands accepted sockets on instead of making objects of them.
class PortForward::Listener : public QTcpServer
{
public:
    explicit Listener(PortForward &owner)
        : m_owner(owner)
    {
    }

protected:
    void incomingConnection(qintptr socket) override { m_owner.carry(static_cast<int>(socket)); }

private:
    PortForward &m_owner;
};

PortForward::PortForward(std::shared_ptr<Core> core, std::shared_ptr<const HostSettings> host, QString target,
                         quint16 targetPort)
    : m_core(std::move(core))
    , m_host(std::move(host))
    , m_target(std::move(target))
    , m_targetPort(targetPort)
    , m_listener(std::make_unique<Listener>(*this))
{
}

PortForward::~PortForward()
{
    const QString key = m_host->connectionKey();
    m_core->post(key, [key, tickets = m_tickets](Worker &worker) {
        for (const quint64 ticket : tickets) {
            if (Connection *connection = worker.find(key))
                connection->cancel(ticket);
        }
    });
}

quint16 PortForward::port() const
{
    return m_listener->serverPort();
}

Result<void> PortForward::listen(quint16 port)
{
    if (m_listener->listen(QHostAddress::LocalHost, port))
        return {};
    return fail(ErrorKind::Conflict, tr("Port %1 of this machine can not be used: %2. Choose another one.")
                                         .arg(port)
                                         .arg(m_listener->errorString()));
}

void PortForward::carry(int socket)
{
    const quint64 ticket = m_core->newTicket();
    m_tickets.append(ticket);
    auto failed = [&gui = m_core->gui(), self = QPointer<PortForward>(this), label = m_host->label(),
                   target = m_target, port = m_targetPort](const ChannelEnd &end) {
        Error error = end.error.value_or(makeFault(Fault::ChannelRefused, {}));
        if (error.code == toWord(Fault::ChannelRefused))
            error.text = tr("%1 could not connect to %2, port %3. Is something listening there, and does %1 "
                            "allow forwarding?")
                             .arg(label, target)
                             .arg(port);
        gui.post([self, error] {
            if (self)
                emit self->failed(error);
        });
    };
    ChannelRequest request{
        .kind = ChannelRequest::Kind::Forward,
        .command = m_target.toUtf8(),
        .port = m_targetPort,
        .ticket = ticket,
        .handler = std::make_unique<SocketPump>(FileDescriptor(socket), nullptr, std::move(failed)),
        .input = {}};
    m_core->post(m_host->connectionKey(),
                 [host = m_host, request = std::move(request)](Worker &worker) mutable {
                     worker.open(host, std::move(request));
                 });
}

} // namespace skybro::ssh
