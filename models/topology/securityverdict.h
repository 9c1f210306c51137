#pragma once

#include "models/azure/network/networksecuritygroup.h"
#include "models/topology/addressspace.h"

namespace skybro::topology {

/// One kind of traffic between the cluster at home and the nodes.
struct Service
{
    QString name;          ///< "SSH", for the user
    QString protocol;      ///< as in rules: "Tcp", "Icmp"
    int port = 0;          ///< where it goes to; 0: the protocol has none
    bool isToNodes = true; ///< false: the nodes begin it
    bool isVital = true;   ///< the cluster does not work without it

    bool operator==(const Service &) const = default;
};

/// What a Slurm cluster needs: SSH and slurmd at the nodes, slurmctld at home (slurm.conf(5): SlurmdPort
/// 6818, SlurmctldPort 6817), and the echo that the probes send. munge needs no port: its credentials travel
/// within Slurm's own messages.
[[nodiscard]] QList<Service> clusterServices();

/// What a security group does with all of the traffic between two networks.
struct SecurityVerdict
{
    bool isBlocked = false; ///< nothing of it passes
    QString rule;           ///< the rule that blocks it
    bool isFirst = false;   ///< no rule of one's own can come before it
};

/// Goes through the rules of the service's direction in the order of their priority until one covers all of
/// the traffic. A rule that lets a part of it pass before that makes it not blocked: who admits his head node
/// only has done so on purpose. Rules for application security groups may or may not cover it: they count as
/// a part. `vnetSpace` is what the tag VirtualNetwork stands for; other tags name nothing at home and no
/// node.
[[nodiscard]] SecurityVerdict judge(const azure::NetworkSecurityGroup &group, const Service &service,
                                    const IpNetwork &site, const IpNetwork &nodes,
                                    const AddressSpace &vnetSpace);

} // namespace skybro::topology
