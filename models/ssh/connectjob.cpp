#include "models/ssh/connectjob.h"

#include "models/ssh/worker.h"

#include <QPointer>

namespace skybro::ssh {

ConnectJob::ConnectJob(std::shared_ptr<Core> core, std::shared_ptr<const HostSettings> host)
    : m_core(std::move(core))
    , m_host(std::move(host))
{
}

ConnectJob::~ConnectJob()
{
    if (isRunning())
        ConnectJob::abort();
}

void ConnectJob::begin()
{
    m_ticket = m_core->newTicket();
    m_core->post(m_host->connectionKey(), [&gui = m_core->gui(), host = m_host, ticket = m_ticket,
                                           self = QPointer<ConnectJob>(this)](Worker &worker) {
        worker.await(host, ticket, [&gui, self](const Result<ConnectionInfo> &info) {
            gui.post([self, info] {
                if (self)
                    self->finish(info);
            });
        });
    });
}

void ConnectJob::abort()
{
    if (m_ticket == 0)
        return;
    const QString key = m_host->connectionKey();
    m_core->post(key, [key, ticket = m_ticket](Worker &worker) {
        if (Connection *connection = worker.find(key))
            connection->cancel(ticket);
    });
}

QString ConnectJob::timedOutText() const
{
    return tr("%1 could not be connected within %n second(s).", nullptr,
              static_cast<int>(std::chrono::ceil<std::chrono::seconds>(deadline()).count()))
        .arg(m_host->label());
}

} // namespace skybro::ssh
