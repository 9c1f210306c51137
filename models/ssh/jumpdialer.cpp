#include "models/ssh/jumpdialer.h"

#include "models/ssh/connection.h"
#include "models/ssh/socketpump.h"
#include "models/ssh/sshfault.h"
#include "models/ssh/worker.h"

#include <QCoreApplication>
#include <QPointer>

#include <sys/socket.h>

namespace skybro::ssh {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::ssh", text);
}

Error refusedBehind(const HostSettings &host, const ChannelEnd &end)
{
    const QString reason = end.error ? end.error->detail : QString();
    return makeFault(reason.contains(u"refused"_s, Qt::CaseInsensitive) ? Fault::ConnectionRefused
                                                                        : Fault::NoRoute,
                     tr("The jump host %1 could not connect to %2, port %3. Is sshd running there, and "
                        "does %1 allow forwarding?")
                         .arg(host.jump->label(), host.host)
                         .arg(host.port),
                     reason);
}

} // namespace

JumpDialer::JumpDialer(Worker &worker, std::shared_ptr<const HostSettings> host, Done done)
    : m_worker(worker)
    , m_host(std::move(host))
    , m_done(std::move(done))
    , m_jumpKey(m_host->jump->connectionKey())
    , m_ticket(worker.core().newTicket())
{
    m_timeout.setSingleShot(true);
    connect(&m_timeout, &QTimer::timeout, this, [this] {
        end(std::unexpected(makeFault(Fault::TimedOut,
                                      tr("%1 did not answer through the jump host %2 in time. Is it running?")
                                          .arg(m_host->label(), m_host->jump->label()))));
    });
    QMetaObject::invokeMethod(this, &JumpDialer::begin, Qt::QueuedConnection);
}

JumpDialer::~JumpDialer()
{
    m_worker.core().post(m_jumpKey, [key = m_jumpKey, ticket = m_ticket](Worker &worker) {
        if (Connection *jump = worker.find(key))
            jump->cancel(ticket);
    });
}

void JumpDialer::begin()
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return end(fail(ErrorKind::Internal, tr("No more sockets can be opened. Close some connections.")));
    m_socket.reset(ends[0]);

    // What happens over there is told here: the pointer is copied there, and looked at here only.
    const auto tell = [queue = m_worker.queue(),
                       self = QPointer<JumpDialer>(this)](std::function<void(JumpDialer &)> told) {
        queue->post([self, told = std::move(told)] {
            if (self)
                told(*self);
        });
    };
    auto forward = [tell, host = m_host, ticket = m_ticket](Worker &worker, FileDescriptor socket) {
        ChannelRequest request{.kind = ChannelRequest::Kind::Forward,
                               .command = host->host.toUtf8(),
                               .port = host->port,
                               .ticket = ticket,
                               .handler = {},
                               .input = {}};
        request.handler = std::make_unique<SocketPump>(
            std::move(socket), [tell] { tell([](JumpDialer &self) { self.end(std::move(self.m_socket)); }); },
            [tell, host](const ChannelEnd &end) {
                tell([error = refusedBehind(*host, end)](JumpDialer &self) {
                    self.end(std::unexpected(error));
                });
            });
        worker.open(host->jump, std::move(request));
    };
    m_worker.core().post(m_jumpKey, [tell, forward, socket = FileDescriptor(ends[1]), host = m_host,
                                     ticket = m_ticket](Worker &worker) mutable {
        worker.await(host->jump, ticket,
                     [tell, forward, &worker,
                      socket = std::move(socket)](const Result<ConnectionInfo> &stands) mutable {
                         if (stands) {
                             tell(
                                 [](JumpDialer &self) { self.m_timeout.start(self.m_host->connectTimeout); });
                             return forward(worker, std::move(socket));
                         }
                         Error error = stands.error();
                         error.text = tr("Jump host: %1").arg(error.text);
                         tell([error](JumpDialer &self) { self.end(std::unexpected(error)); });
                     });
    });
}

void JumpDialer::end(Result<FileDescriptor> result)
{
    m_timeout.stop();
    if (const Done done = std::exchange(m_done, nullptr))
        done(std::move(result));
}

} // namespace skybro::ssh
