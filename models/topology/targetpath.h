#pragma once

#include "models/base/pooljob.h"
#include "models/topology/securityverdict.h"
#include "models/topology/topology.h"
#include "models/topology/topologyquery.h"
#include "models/tunnel/probe/probe.h"
#include "models/tunnel/probe/targetpath.h"
#include "models/tunnel/sitetunnel.h"

#include <QHostInfo>

namespace skybro::fleet {
class Cluster;
}

namespace skybro::topology {

/// The path between our site and an address in Azure, for traffic of one kind. A pure function. All is
/// unknown when no subnet of the topology holds the address, or the site has no network.
[[nodiscard]] tunnel::TargetPath pathTo(const Topology &topology, const NetworkLists &lists,
                                        const IpNetwork &address, const Service &service);

/// Asks Azure for its networks, and judges that path on a pool thread. A name is first looked up as this
/// machine knows it. Errors: those of TopologyQuery. GUI thread; `client` outlives the job.
class TargetPathJob : public JobOf<tunnel::TargetPath>
{
    Q_OBJECT

public:
    /// `input` has the site and its nodes; its lists are asked for. Error NotFound where `host`, an address
    /// or a name, has no address.
    TargetPathJob(azure::ArmClient *client, TopologyInput input, QString host, Service service,
                  QObject *parent = nullptr);

protected:
    void begin() override;
    void abort() override;

private:
    void takeAddress(const QHostInfo &info);
    void askNetworks(const IpNetwork &address);
    void judgePath(const NetworkLists &lists, const IpNetwork &address);

    azure::ArmClient *m_client;
    TopologyInput m_input;
    QString m_host;
    Service m_service;
    QPointer<Job> m_work;
    int m_lookup = -1; ///< while the name is looked up
};

/// Whom to probe, chosen among these nodes: see tunnel::probeTargets().
[[nodiscard]] tunnel::ProbeTargets probeTargets(const site::Gateway &gateway,
                                                const QList<fleet::Node> &nodes);

/// The job for a probe of that kind from our site, unstarted. `cluster` outlives it.
[[nodiscard]] TargetPathJob *targetPathJob(const fleet::Cluster &cluster, const tunnel::ProbeTarget &target);

} // namespace skybro::topology
