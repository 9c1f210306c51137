#include "models/simulator/arm.h"
#include "models/simulator/resources/network.h"

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

const auto interfaceType = u"Microsoft.Network/networkInterfaces"_s;

/// The name under which a service is found at the endpoint's address; empty for those not known here.
QString serviceName(const QJsonObject &connection)
{
    struct Domain
    {
        QLatin1StringView type;
        QLatin1StringView form; ///< of name and group
    };
    static constexpr Domain domains[] = {
        {"Microsoft.Storage/storageAccounts"_L1, "%1.%2.core.windows.net"_L1},
        {"Microsoft.KeyVault/vaults"_L1, "%1.vault.azure.net"_L1},
        {"Microsoft.Sql/servers"_L1, "%1.database.windows.net"_L1}};
    const auto service = ResourceId::parse(connection.value(u"privateLinkServiceId"_s).toString());
    const QString group = connection.value(u"groupIds"_s).toArray().first().toString();
    for (const Domain &domain : domains) {
        if (service && service->type().compare(domain.type, Qt::CaseInsensitive) == 0) {
            return QString(domain.form)
                .replace("%1"_L1, service->name().toLower())
                .replace("%2"_L1, group.toLower());
        }
    }
    return {};
}

/// A private endpoint stands in a subnet, with a network interface of its own that comes and goes with it,
/// and is approved at once. The service behind it is not looked at.
class PrivateEndpoint final : public PlacedNetworkType
{
public:
    PrivateEndpoint()
        : PlacedNetworkType(u"Microsoft.Network/privateEndpoints"_s)
    {
    }

    Answer<void> fill(World &world, const ResourceId &id, const Resource *old,
                      QJsonObject &properties) const override
    {
        const QString subnetId = referenced(properties, u"subnet"_s);
        const Resource *subnet = world.find(subnetId);
        if (!subnet)
            return std::unexpected(invalidReference(subnetId, id.text()));
        bool any = false;
        for (const auto &list : connectionLists) {
            const QJsonArray filled = connections(world, id, list, properties.value(list).toArray());
            any = any || !filled.isEmpty();
            properties.insert(list, filled);
        }
        if (!any) {
            return refuse(400, u"InvalidPrivateEndpointHasNoPrivateLinkServiceConnections"_s,
                          u"Private endpoint %1 has no private link service connection."_s.arg(id.text()));
        }
        properties.insert(u"subnet"_s, reference(subnet->id.text()));
        if (old &&
            referenced(propertiesOf(old->body), u"subnet"_s).compare(subnetId, Qt::CaseInsensitive) != 0) {
            return refuse(400, u"PrivateEndpointSubnetCannotBeChanged"_s, // the code is ours
                          u"Private endpoint %1 cannot move to another subnet."_s.arg(id.text()));
        }
        properties.insert(u"networkInterfaces"_s, kept(old, u"networkInterfaces"_s, QJsonArray()));
        properties.insert(u"customDnsConfigs"_s, kept(old, u"customDnsConfigs"_s, QJsonArray()));
        if (old)
            return {};
        return planInterface(world, id, properties);
    }

    /// The interface is made, and so is what its address tells.
    void stored(World &world, Resource &endpoint) const override
    {
        const QJsonObject properties = propertiesOf(endpoint.body);
        const auto id = ResourceId::parse(
            properties.value(u"networkInterfaces"_s).toArray().first().toObject().value(u"id"_s).toString());
        if (!id || world.find(*id))
            return;
        const auto made = Arm(world).change(*resourceType(interfaceType), *id,
                                            interfaceBody(properties, endpoint.body.value(u"location"_s)));
        if (!made)
            return; // planInterface() has asked before
        Resource &nic = *made->resource;
        world.setProperty(nic, u"privateEndpoint"_s, reference(endpoint.id.text()));
        const QJsonObject first =
            propertiesOf(nic.body).value(u"ipConfigurations"_s).toArray().first().toObject();
        const QString address = propertiesOf(first).value(u"privateIPAddress"_s).toString();
        QJsonArray names;
        for (const auto &list : connectionLists) {
            for (const QJsonValue &item : properties.value(list).toArray()) {
                const QString name = serviceName(propertiesOf(item.toObject()));
                if (!name.isEmpty())
                    names.append(QJsonObject{{u"fqdn"_s, name}, {u"ipAddresses"_s, QJsonArray{address}}});
            }
        }
        world.setProperty(endpoint, u"customDnsConfigs"_s, names);
    }

    void deleted(World &world, const Resource &endpoint) const override
    {
        for (const QJsonValue &item : propertiesOf(endpoint.body).value(u"networkInterfaces"_s).toArray()) {
            if (const Resource *nic = world.find(item.toObject().value(u"id"_s).toString())) {
                const Resource gone = *nic;
                world.remove(gone.id.key());
                resourceType(interfaceType)->deleted(world, gone);
            }
        }
    }

private:
    inline static const QStringList connectionLists{u"privateLinkServiceConnections"_s,
                                                    u"manualPrivateLinkServiceConnections"_s};

    /// What the interface is to be: with a dynamic address in the endpoint's subnet.
    static QJsonObject interfaceBody(const QJsonObject &endpoint, const QJsonValue &location)
    {
        const QJsonObject configuration{
            {u"name"_s, u"privateEndpointIpConfig"_s},
            {u"properties"_s, QJsonObject{{u"subnet"_s, endpoint.value(u"subnet"_s)}}}};
        return {{u"location"_s, location},
                {u"properties"_s, QJsonObject{{u"ipConfigurations"_s, QJsonArray{configuration}}}}};
    }

    /// Names the interface of a new endpoint, and refuses what it would be refused for: a full subnet.
    static Answer<void> planInterface(World &world, const ResourceId &endpoint, QJsonObject &properties)
    {
        const QString custom = properties.value(u"customNetworkInterfaceName"_s).toString();
        ResourceId id = endpoint;
        id.types = {u"networkInterfaces"_s};
        id.names = {custom.isEmpty() ? endpoint.name() + u".nic."_s + world.guid() : custom};
        if (world.find(id)) {
            return refuse(400, u"PrivateEndpointNetworkInterfaceExists"_s, // the code is ours
                          u"Private endpoint %1 is to have network interface %2, which already exists."_s.arg(
                              endpoint.text(), id.name()));
        }
        if (const auto fit =
                resourceType(interfaceType)->accept(world, id, nullptr, interfaceBody(properties, u""_s));
            !fit)
            return std::unexpected(fit.error());
        properties.insert(u"networkInterfaces"_s, references({id.text()}));
        return {};
    }

    static QJsonArray connections(World &world, const ResourceId &endpoint, const QString &list,
                                  const QJsonArray &sent)
    {
        QJsonArray filled;
        for (const QJsonValue &item : sent) {
            QJsonObject one = item.toObject();
            QJsonObject properties = propertiesOf(one);
            properties.insert(u"provisioningState"_s, u"Succeeded"_s);
            properties.insert(u"privateLinkServiceConnectionState"_s,
                              QJsonObject{{u"status"_s, u"Approved"_s},
                                          {u"description"_s, u"Auto-Approved"_s},
                                          {u"actionsRequired"_s, u"None"_s}});
            one.insert(u"id"_s, endpoint.child(list, one.value(u"name"_s).toString()).text());
            one.insert(u"etag"_s, world.etag());
            one.insert(u"type"_s, endpoint.type() + u'/' + list);
            one.insert(u"properties"_s, properties);
            filled.append(one);
        }
        return filled;
    }
};

} // namespace

std::unique_ptr<const ResourceType> makePrivateEndpoint()
{
    return std::make_unique<PrivateEndpoint>();
}

} // namespace skybro::sim
