#include "models/fleet/fleetquery.h"

namespace skybro::fleet {

FleetQuery::FleetQuery(azure::ArmClient *client, QString subscription, Refresher::Parts parts,
                       QObject *parent)
    : FanOutJob(parent)
    , m_client(client)
    , m_subscription(std::move(subscription))
    , m_parts(parts)
{
}

template <typename T>
void FleetQuery::askList(azure::ListJob<T> *job, bool essential, std::optional<QList<T>> FleetLists::*member)
{
    ask(job, [this, essential, member, job](const Result<QList<T>> &items) {
        if (items) {
            m_answer.lists.*member = *items;
            if constexpr (std::is_same_v<T, azure::VirtualMachineStatus>)
                m_answer.statePages = job->pages();
        } else if (essential) {
            abort();
            finish(std::unexpected(items.error()));
        } else {
            m_answer.addressProblem = items.error();
        }
    });
}

void FleetQuery::begin()
{
    if (m_parts & Refresher::States)
        askList(azure::listVirtualMachineStatuses(*m_client, m_subscription), true, &FleetLists::states);
    if (m_parts & Refresher::Machines)
        askList(azure::listVirtualMachines(*m_client, m_subscription), true, &FleetLists::machines);
    if (m_parts & Refresher::Addresses) {
        askList(azure::listNetworkInterfaces(*m_client, m_subscription), false, &FleetLists::interfaces);
        askList(azure::listPublicIpAddresses(*m_client, m_subscription), false, &FleetLists::publicIps);
    }
}

void FleetQuery::allDone()
{
    finish(std::move(m_answer));
}

QString FleetQuery::timedOutText() const
{
    return tr("Azure did not list the machines within %n second(s).", nullptr,
              static_cast<int>(std::chrono::ceil<std::chrono::seconds>(deadline()).count()));
}

} // namespace skybro::fleet
