#include "models/azure/network/securityrule.h"

#include "models/azure/network/reading.h"

namespace skybro::azure {

using namespace Qt::StringLiterals;

namespace {

constexpr double lastPriority = 65535;

bool is(const JsonView &value, QLatin1StringView word)
{
    return value.toWord().compare(word, Qt::CaseInsensitive) == 0;
}

} // namespace

std::optional<SecurityRule> readSecurityRule(const JsonView &object)
{
    SecurityRule rule;
    rule.name = object["name"_L1].toString();
    const JsonView properties = object["properties"_L1];
    const JsonView access = properties["access"_L1];
    const JsonView direction = properties["direction"_L1];
    const bool isOutbound = is(direction, "Outbound"_L1);
    rule.allows = is(access, "Allow"_L1);
    if (rule.name.isEmpty() || (!rule.allows && !is(access, "Deny"_L1)) ||
        (!isOutbound && !is(direction, "Inbound"_L1)))
        return std::nullopt;
    rule.id = object["id"_L1].toString();
    rule.direction = isOutbound ? SecurityRule::Direction::Outbound : SecurityRule::Direction::Inbound;
    const double priority = properties["priority"_L1].toDouble();
    if (!(priority >= 0 && priority <= lastPriority))
        return std::nullopt;
    rule.priority = static_cast<int>(priority);
    rule.protocol = properties["protocol"_L1].toWord();
    rule.sourcePorts = readOneOrMore(properties, "sourcePortRange"_L1, "sourcePortRanges"_L1);
    rule.destinationPorts = readOneOrMore(properties, "destinationPortRange"_L1, "destinationPortRanges"_L1);
    rule.sources = readOneOrMore(properties, "sourceAddressPrefix"_L1, "sourceAddressPrefixes"_L1);
    rule.destinations =
        readOneOrMore(properties, "destinationAddressPrefix"_L1, "destinationAddressPrefixes"_L1);
    rule.sourceGroupIds = readIds(properties["sourceApplicationSecurityGroups"_L1]);
    rule.destinationGroupIds = readIds(properties["destinationApplicationSecurityGroups"_L1]);
    return rule;
}

} // namespace skybro::azure
