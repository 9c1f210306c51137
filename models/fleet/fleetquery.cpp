#include "models/fleet/fleetquery.h"

namespace skybro::fleet {

FleetQuery::FleetQuery(azure::ArmClient *client, QString subscription, Refresher::Parts parts,
                       QObject *parent)
    : JobOf<FleetAnswer>(parent)
    , m_client(client)
    , m_subscription(std::move(subscription))
    , m_parts(parts)
{
}

template <typename T>
void FleetQuery::ask(azure::ListJob<T> *job, bool essential, std::optional<QList<T>> FleetLists::*member)
{
    ++m_open;
    m_jobs += QPointer<Job>(job);
    job->setParent(this);
    job->setDeadline(deadline());
    job->then(this, [this, essential, member, job](const Result<QList<T>> &items) {
        if (!isRunning())
            return;
        if (items) {
            m_answer.lists.*member = *items;
            if constexpr (std::is_same_v<T, azure::VirtualMachineStatus>)
                m_answer.statePages = job->pages();
        } else if (essential) {
            abort();
            finish(std::unexpected(items.error()));
            return;
        } else {
            m_answer.addressProblem = items.error();
        }
        oneDone();
    });
    job->start();
}

void FleetQuery::begin()
{
    if (m_parts & Refresher::States)
        ask(azure::listVirtualMachineStatuses(*m_client, m_subscription), true, &FleetLists::states);
    if (m_parts & Refresher::Machines)
        ask(azure::listVirtualMachines(*m_client, m_subscription), true, &FleetLists::machines);
    if (m_parts & Refresher::Addresses) {
        ask(azure::listNetworkInterfaces(*m_client, m_subscription), false, &FleetLists::interfaces);
        ask(azure::listPublicIpAddresses(*m_client, m_subscription), false, &FleetLists::publicIps);
    }
}

void FleetQuery::oneDone()
{
    if (--m_open == 0)
        finish(std::move(m_answer));
}

void FleetQuery::abort()
{
    for (const QPointer<Job> &job : std::as_const(m_jobs)) {
        if (!job)
            continue;
        job->disconnect(this);
        job->cancel(); // deletes itself; this may be called from within one's finished()
    }
}

QString FleetQuery::timedOutText() const
{
    return tr("Azure did not list the machines within %n second(s).", nullptr,
              static_cast<int>(std::chrono::ceil<std::chrono::seconds>(deadline()).count()));
}

} // namespace skybro::fleet
