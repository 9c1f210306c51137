#include "models/simulator/resources/network.h"

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

/// A private endpoint stands in a subnet and is approved at once. The service behind it is not looked at,
/// and it has no network interface of its own.
class PrivateEndpoint final : public PlacedNetworkType
{
public:
    PrivateEndpoint()
        : PlacedNetworkType(u"Microsoft.Network/privateEndpoints"_s)
    {
    }

    Answer<void> fill(World &world, const ResourceId &id, const Resource *,
                      QJsonObject &properties) const override
    {
        const QString subnetId = referenced(properties, u"subnet"_s);
        const Resource *subnet = world.find(subnetId);
        if (!subnet)
            return std::unexpected(invalidReference(subnetId, id.text()));
        bool any = false;
        for (const auto &list :
             {u"privateLinkServiceConnections"_s, u"manualPrivateLinkServiceConnections"_s}) {
            const QJsonArray filled = connections(world, id, list, properties.value(list).toArray());
            any = any || !filled.isEmpty();
            properties.insert(list, filled);
        }
        if (!any) {
            return refuse(400, u"InvalidPrivateEndpointHasNoPrivateLinkServiceConnections"_s,
                          u"Private endpoint %1 has no private link service connection."_s.arg(id.text()));
        }
        properties.insert(u"subnet"_s, reference(subnet->id.text()));
        properties.insert(u"networkInterfaces"_s, QJsonArray());
        properties.insert(u"customDnsConfigs"_s, QJsonArray());
        return {};
    }

private:
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
