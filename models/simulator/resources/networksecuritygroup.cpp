#include "models/simulator/resources/children.h"
#include "models/simulator/resources/network.h"
#include "models/simulator/resources/securityrule.h"

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

struct DefaultRule
{
    const char *name;
    const char *description;
    const char *source;
    const char *destination;
    const char *access;
    const char *direction;
    int priority;
};

constexpr DefaultRule defaultRules[] = {
    {"AllowVnetInBound", "Allow inbound traffic from all VMs in VNET", "VirtualNetwork", "VirtualNetwork",
     "Allow", "Inbound", 65000},
    {"AllowAzureLoadBalancerInBound", "Allow inbound traffic from azure load balancer", "AzureLoadBalancer",
     "*", "Allow", "Inbound", 65001},
    {"DenyAllInBound", "Deny all inbound traffic", "*", "*", "Deny", "Inbound", 65500},
    {"AllowVnetOutBound", "Allow outbound traffic from all VMs to all VMs in VNET", "VirtualNetwork",
     "VirtualNetwork", "Allow", "Outbound", 65000},
    {"AllowInternetOutBound", "Allow outbound traffic from all VMs to Internet", "*", "Internet", "Allow",
     "Outbound", 65001},
    {"DenyAllOutBound", "Deny all outbound traffic", "*", "*", "Deny", "Outbound", 65500},
};

/// Who has a group: the name of the array that shows it, and its type.
const std::pair<QString, QString> userTypes[] = {
    {u"subnets"_s, u"Microsoft.Network/virtualNetworks/subnets"_s},
    {u"networkInterfaces"_s, u"Microsoft.Network/networkInterfaces"_s}};

QJsonObject defaultRule(World &world, const ResourceId &group, const QString &name, QJsonObject properties)
{
    properties.insert(u"provisioningState"_s, u"Succeeded"_s);
    for (const auto &list : {u"sourcePortRanges"_s, u"destinationPortRanges"_s, u"sourceAddressPrefixes"_s,
                             u"destinationAddressPrefixes"_s}) {
        if (!properties.contains(list))
            properties.insert(list, QJsonArray());
    }
    return {{u"name"_s, name},
            {u"id"_s, group.text() + u"/defaultSecurityRules/"_s + name},
            {u"etag"_s, world.etag()},
            {u"type"_s, u"Microsoft.Network/networkSecurityGroups/defaultSecurityRules"_s},
            {u"properties"_s, properties}};
}

class NetworkSecurityGroup final : public NetworkType
{
public:
    NetworkSecurityGroup()
        : NetworkType(u"Microsoft.Network/networkSecurityGroups"_s)
    {
    }

    Answer<QJsonObject> accept(World &world, const ResourceId &id, const Resource *old,
                               const QJsonObject &sent) const override
    {
        if (!sent.contains(u"location"_s))
            return refuse(400, u"LocationRequired"_s,
                          u"The location property is required for this definition."_s);
        QJsonObject body = sent;
        QJsonObject properties = sent.value(u"properties"_s).toObject();
        if (const auto fit = checkPriorities(properties.value(u"securityRules"_s).toArray()); !fit)
            return std::unexpected(fit.error());
        if (const auto fit =
                checkChildren(world, id, properties.value(u"securityRules"_s).toArray(), u"securityRules"_s);
            !fit)
            return std::unexpected(fit.error());
        for (const auto &[shown, type] : userTypes)
            properties.remove(shown);
        QJsonArray defaults;
        for (const DefaultRule &rule : defaultRules) {
            defaults.append(defaultRule(world, id, QLatin1StringView(rule.name),
                                        {{u"description"_s, QLatin1StringView(rule.description)},
                                         {u"protocol"_s, u"*"_s},
                                         {u"sourcePortRange"_s, u"*"_s},
                                         {u"destinationPortRange"_s, u"*"_s},
                                         {u"sourceAddressPrefix"_s, QLatin1StringView(rule.source)},
                                         {u"destinationAddressPrefix"_s, QLatin1StringView(rule.destination)},
                                         {u"access"_s, QLatin1StringView(rule.access)},
                                         {u"priority"_s, rule.priority},
                                         {u"direction"_s, QLatin1StringView(rule.direction)}}));
        }
        if (!properties.contains(u"securityRules"_s))
            properties.insert(u"securityRules"_s, QJsonArray());
        properties.insert(u"defaultSecurityRules"_s, defaults);
        properties.insert(u"resourceGuid"_s, kept(old, u"resourceGuid"_s, world.guid()));
        body.insert(u"properties"_s, properties);
        return body;
    }

    void stored(World &world, Resource &group) const override
    {
        storeChildren(world, group, u"securityRules"_s);
    }

    void restored(World &world, Resource &group) const override
    {
        restoreChildren(world, group, u"securityRules"_s);
    }

    QJsonObject show(const World &world, const Resource &group, const Request &request) const override
    {
        QJsonObject body = withChildren(world, group, {u"securityRules"_s}, request);
        QJsonObject properties = propertiesOf(body);
        for (const auto &[shown, type] : userTypes) {
            if (const QStringList users = usersOf(world, type, u"networkSecurityGroup"_s, group.id);
                !users.isEmpty())
                properties.insert(shown, references(users));
        }
        body.insert(u"properties"_s, properties);
        return body;
    }
    bool showsBody(const World &, const Resource &, const Request &) const override { return false; }

    void deleted(World &world, const Resource &group) const override
    {
        dropChildren(world, group, u"securityRules"_s);
    }

    Answer<void> mayDelete(const World &world, const Resource &group) const override
    {
        QStringList users;
        for (const auto &[shown, type] : userTypes)
            users += usersOf(world, type, u"networkSecurityGroup"_s, group.id);
        if (users.isEmpty())
            return {};
        return refuse(
            400, u"InUseNetworkSecurityGroupCannotBeDeleted"_s,
            u"Network security group %1 cannot be deleted because it is in use by the following resources: %2."_s
                .arg(group.id.text(), users.join(u", "_s)));
    }
};

} // namespace

std::unique_ptr<const ResourceType> makeNetworkSecurityGroup()
{
    return std::make_unique<NetworkSecurityGroup>();
}

} // namespace skybro::sim
