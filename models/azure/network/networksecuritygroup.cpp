#include "models/azure/network/networksecuritygroup.h"

#include "models/azure/apiversions.h"
#include "models/azure/network/reading.h"

#include <algorithm>

namespace skybro::azure {

using namespace Qt::StringLiterals;

std::optional<NetworkSecurityGroup> readNetworkSecurityGroup(const JsonView &object)
{
    NetworkSecurityGroup group;
    group.id = object["id"_L1].toString();
    if (group.id.isEmpty())
        return std::nullopt;
    group.name = object["name"_L1].toString();
    group.location = object["location"_L1].toWord();
    const JsonView properties = object["properties"_L1];
    for (const JsonView &list : {properties["securityRules"_L1], properties["defaultSecurityRules"_L1]}) {
        for (const JsonView item : list.items()) {
            if (auto rule = readSecurityRule(item))
                group.rules.append(std::move(*rule));
        }
    }
    std::ranges::stable_sort(
        group.rules, {}, [](const SecurityRule &rule) { return std::pair(rule.direction, rule.priority); });
    group.subnetIds = readIds(properties["subnets"_L1]);
    group.networkInterfaceIds = readIds(properties["networkInterfaces"_L1]);
    return group;
}

ListJob<NetworkSecurityGroup> *listNetworkSecurityGroups(ArmClient &client, const QString &subscription)
{
    return client.list<NetworkSecurityGroup>(
        u"/subscriptions/%1/providers/Microsoft.Network/networkSecurityGroups"_s.arg(subscription),
        apiversion::network.toString(), readNetworkSecurityGroup);
}

} // namespace skybro::azure
