#include "models/topology/targetpath.h"

#include "models/azure/resourceid.h"
#include "models/fleet/cluster.h"
#include "models/topology/build.h"
#include "models/topology/reach.h"

#include <QHostAddress>

#include <algorithm>
#include <utility>

namespace skybro::topology {

using tunnel::TargetPath;

namespace {

struct Place
{
    const Vnet *vnet = nullptr;
    const Subnet *subnet = nullptr;
};

std::optional<Place> placeOf(const Topology &topology, const IpNetwork &address)
{
    for (const Vnet &vnet : topology.vnets) {
        for (const Subnet &subnet : vnet.subnets) {
            if (AddressSpace(subnet.prefixes).contains(address))
                return Place{&vnet, &subnet};
        }
    }
    return std::nullopt;
}

/// Ids of the groups that guard the address: its subnet's and its interface's own.
QStringList guardsOf(const Subnet &subnet, const NetworkLists &lists, const IpNetwork &address)
{
    QStringList guards{subnet.securityGroup};
    const QString text = address.name(address.ip());
    for (const azure::NetworkInterface &nic : lists.interfaces) {
        const bool isHere = std::ranges::any_of(nic.addresses, [&](const auto &one) {
            return one.privateIp == text && azure::ResourceId::key(one.subnetId) == subnet.id;
        });
        if (isHere)
            guards.append(azure::ResourceId::key(nic.networkSecurityGroupId));
    }
    guards.removeAll(QString());
    return guards;
}

/// Only what is so for all of the site's networks is known: nobody says from which one the probes come.
class ForAll
{
public:
    void add(bool value)
    {
        m_yes = m_yes || value;
        m_no = m_no || !value;
    }
    [[nodiscard]] std::optional<bool> value() const
    {
        return m_yes == m_no ? std::nullopt : std::optional(m_yes);
    }

private:
    bool m_yes = false;
    bool m_no = false;
};

} // namespace

TargetPath pathTo(const Topology &topology, const NetworkLists &lists, const IpNetwork &address,
                  const Service &service)
{
    TargetPath path;
    const std::optional<Place> place = placeOf(topology, address);
    if (!place || topology.sites.isEmpty() || !topology.sites.constFirst().isOurs)
        return path;
    const Reach reach(topology);
    const AddressSpace networks(topology.sites.constFirst().networks);
    const QStringList guards = guardsOf(*place->subnet, lists, address);
    ForAll allowed;
    ForAll back;
    for (const IpNetwork &network : networks.networks()) {
        if (network.version() != address.version())
            continue;
        bool passes = true;
        for (const azure::NetworkSecurityGroup &group : lists.securityGroups) {
            if (!guards.contains(azure::ResourceId::key(group.id)))
                continue;
            const SecurityVerdict verdict =
                judge(group, service, network, address, reach.spaceOf(place->vnet->id));
            if (verdict.isBlocked)
                path.rule = group.name + u'/' + verdict.rule;
            passes = passes && !verdict.isBlocked;
        }
        allowed.add(passes);
        const Reach::Route route = reach.routeTo(network, *place->vnet, *place->subnet).route;
        if (route == Reach::Route::Gateway)
            back.add(true);
        else if (route != Reach::Route::Appliance) // which may well pass it on
            back.add(false);
    }
    // What could not be read may be what lets it pass.
    const bool isWhole = lists.gaps.isEmpty();
    path.isAllowed = isWhole ? allowed.value() : std::nullopt;
    path.hasWayBack = isWhole ? back.value() : std::nullopt;
    if (path.isAllowed != false)
        path.rule.clear();
    return path;
}

TargetPathJob::TargetPathJob(azure::ArmClient *client, TopologyInput input, QString host, Service service,
                             QObject *parent)
    : JobOf(parent)
    , m_client(client)
    , m_input(std::move(input))
    , m_host(std::move(host))
    , m_service(std::move(service))
{
}

void TargetPathJob::begin()
{
    // An address needs no look-up, and QHostInfo would look for its name.
    if (const std::optional<IpNetwork> address = IpNetwork::parse(m_host))
        askNetworks(*address);
    else
        m_lookup = QHostInfo::lookupHost(m_host, this, &TargetPathJob::takeAddress);
}

void TargetPathJob::takeAddress(const QHostInfo &info)
{
    m_lookup = -1;
    const QList<QHostAddress> addresses = info.addresses();
    const std::optional<IpNetwork> address =
        addresses.isEmpty() ? std::nullopt : IpNetwork::parse(addresses.constFirst().toString());
    if (address)
        askNetworks(*address);
    else
        finish(fail(ErrorKind::NotFound, tr("The address of “%1” is not known here.").arg(m_host)));
}

void TargetPathJob::askNetworks(const IpNetwork &address)
{
    auto *query = new TopologyQuery(m_client, m_input.site.azure.subscription, this);
    m_work = query;
    query->then(this, [this, address](const Result<NetworkLists> &lists) {
        if (lists)
            judgePath(*lists, address);
        else
            finish(std::unexpected(lists.error()));
    });
    query->start();
}

void TargetPathJob::judgePath(const NetworkLists &lists, const IpNetwork &address)
{
    m_input.lists = lists;
    auto *job = new PoolJob<TargetPath>(
        [input = std::move(m_input), address, service = m_service]() -> Result<TargetPath> {
            return pathTo(build(input), input.lists, address, service);
        },
        this);
    m_work = job;
    job->then(this, [this](const Result<TargetPath> &path) { finish(path); });
    job->start();
}

void TargetPathJob::abort()
{
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(std::exchange(m_lookup, -1));
    if (m_work)
        m_work->cancel();
}

tunnel::ProbeTargets probeTargets(const site::Gateway &gateway, const QList<fleet::Node> &nodes)
{
    QList<tunnel::ProbeNode> known;
    for (const fleet::Node &node : nodes) {
        tunnel::ProbeNode one{.name = node.name, .address = node.privateIp, .isRunning = {}};
        if (node.powerState != fleet::PowerState::Unknown)
            one.isRunning = node.powerState == fleet::PowerState::Running;
        known.append(one);
    }
    return tunnel::probeTargets(gateway, known);
}

TargetPathJob *targetPathJob(const fleet::Cluster &cluster, const tunnel::ProbeTarget &target)
{
    using namespace Qt::StringLiterals;
    const bool isTcp = target.method == tunnel::ProbeMethod::Tcp;
    return new TargetPathJob(
        cluster.client(), {.site = cluster.site(), .nodes = cluster.fleet()->nodes(), .lists = {}},
        target.host,
        {.name = {}, .protocol = isTcp ? u"Tcp"_s : u"Icmp"_s, .port = isTcp ? int(target.port) : 0});
}

} // namespace skybro::topology
