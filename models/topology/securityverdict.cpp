#include "models/topology/securityverdict.h"

#include <algorithm>

namespace skybro::topology {

using namespace Qt::StringLiterals;
using azure::SecurityRule;

namespace {

/// How much of some traffic a condition covers.
enum class Cover
{
    None,
    Part,
    All
};

Cover least(std::initializer_list<Cover> covers)
{
    return std::min(covers);
}

bool is(const QString &word, QLatin1StringView other)
{
    return word.compare(other, Qt::CaseInsensitive) == 0;
}

Cover coverOfAddresses(const QStringList &prefixes, const QStringList &groups, const IpNetwork &network,
                       const AddressSpace &vnetSpace)
{
    Cover cover = groups.isEmpty() ? Cover::None : Cover::Part;
    for (const QString &prefix : prefixes) {
        if (prefix == u"*" || is(prefix, "Any"_L1))
            return Cover::All;
        const bool isVnet = is(prefix, "VirtualNetwork"_L1);
        if (isVnet || is(prefix, "Internet"_L1)) {
            if (vnetSpace.contains(network) == isVnet)
                return Cover::All;
            if (vnetSpace.overlaps(network))
                cover = Cover::Part;
            continue;
        }
        const auto range = IpNetwork::parse(prefix);
        if (range && range->contains(network))
            return Cover::All;
        if (range && range->overlaps(network))
            cover = Cover::Part;
    }
    return cover;
}

Cover coverOfPort(const QStringList &ranges, int port)
{
    for (const QString &range : ranges) {
        if (range == u"*")
            return Cover::All;
        bool isFrom = false;
        bool isTo = false;
        const int from = range.section(u'-', 0, 0).toInt(&isFrom);
        const int to = range.section(u'-', -1).toInt(&isTo);
        if (isFrom && isTo && from <= port && port <= to)
            return Cover::All;
    }
    return Cover::None;
}

/// Of ports that nobody knows: those that a client may send from, and of ICMP, which has none.
Cover coverOfAnyPort(const QStringList &ranges)
{
    return ranges.contains(u"*"_s) || ranges.contains(u"0-65535"_s) || ranges.isEmpty() ? Cover::All
                                                                                        : Cover::Part;
}

Cover coverOfProtocol(const QString &protocol, const Service &service)
{
    return protocol == u"*" || protocol.compare(service.protocol, Qt::CaseInsensitive) == 0 ? Cover::All
                                                                                            : Cover::None;
}

constexpr int highestPriority = 100; // Microsoft: "Security rules", the lowest number that a rule may have

} // namespace

QList<Service> clusterServices()
{
    return {{u"SSH"_s, u"Tcp"_s, 22, true, true},
            {u"slurmd"_s, u"Tcp"_s, 6818, true, true},
            {u"slurmctld"_s, u"Tcp"_s, 6817, false, true},
            {u"ping"_s, u"Icmp"_s, 0, true, false}};
}

SecurityVerdict judge(const azure::NetworkSecurityGroup &group, const Service &service, const IpNetwork &site,
                      const IpNetwork &nodes, const AddressSpace &vnetSpace)
{
    const auto direction =
        service.isToNodes ? SecurityRule::Direction::Inbound : SecurityRule::Direction::Outbound;
    const IpNetwork &source = service.isToNodes ? site : nodes;
    const IpNetwork &destination = service.isToNodes ? nodes : site;
    for (const SecurityRule &rule : group.rules) {
        if (rule.direction != direction)
            continue;
        const bool hasPort = service.port != 0;
        const Cover cover =
            least({coverOfProtocol(rule.protocol, service),
                   hasPort ? coverOfPort(rule.destinationPorts, service.port)
                           : coverOfAnyPort(rule.destinationPorts),
                   coverOfAnyPort(rule.sourcePorts),
                   coverOfAddresses(rule.sources, rule.sourceGroupIds, source, vnetSpace),
                   coverOfAddresses(rule.destinations, rule.destinationGroupIds, destination, vnetSpace)});
        if (cover == Cover::None)
            continue;
        if (rule.allows)
            return {};
        if (cover == Cover::All)
            return {true, rule.name, rule.priority <= highestPriority};
    }
    return {}; // no rule at all: the group was read in part, which proves nothing
}

} // namespace skybro::topology
