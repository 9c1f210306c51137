#include "models/simulator/resourcetype.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace skybro::sim {

using TypePointer = std::unique_ptr<const ResourceType>;

// One line for each file under resources/.
TypePointer makeResourceGroup();
TypePointer makeVirtualMachine();
TypePointer makeDeployment();
TypePointer makeDisk();
TypePointer makeNetworkInterface();
TypePointer makePublicIpAddress();
TypePointer makeVirtualNetwork();
TypePointer makeSubnet();
TypePointer makeVirtualNetworkPeering();
TypePointer makeRouteTable();
TypePointer makeRoute();
TypePointer makeNetworkSecurityGroup();
TypePointer makeSecurityRule();
TypePointer makeLocalNetworkGateway();
TypePointer makeVirtualNetworkGateway();
TypePointer makeConnection();
TypePointer makePrivateEndpoint();
TypePointer makeNetworkWatcher();

const std::vector<TypePointer> &resourceTypes()
{
    static const std::vector<TypePointer> types = [] {
        std::vector<TypePointer> list;
        for (auto make :
             {makeResourceGroup, makeVirtualMachine, makeDeployment, makeDisk, makeNetworkInterface,
              makePublicIpAddress, makeVirtualNetwork, makeSubnet, makeVirtualNetworkPeering, makeRouteTable,
              makeRoute, makeNetworkSecurityGroup, makeSecurityRule, makeLocalNetworkGateway,
              makeVirtualNetworkGateway, makeConnection, makePrivateEndpoint, makeNetworkWatcher})
            list.push_back(make());
        return list;
    }();
    return types;
}

const ResourceType *resourceType(const QString &name)
{
    static const QHash<QString, const ResourceType *> byName = [] {
        QHash<QString, const ResourceType *> hash;
        for (const TypePointer &type : resourceTypes())
            hash.insert(type->name().toLower(), type.get());
        return hash;
    }();
    return byName.value(name.toLower());
}

QJsonObject ResourceType::show(const World &, const Resource &resource, const Request &) const
{
    return resource.body;
}

void ResourceType::finished(World &world, Operation &operation, Resource &resource) const
{
    if (operation.verb == u"delete"_s && operation.error.isEmpty()) {
        const Resource gone = resource;
        world.remove(gone.id.key());
        deleted(world, gone);
        return;
    }
    world.setProperty(resource, u"provisioningState"_s,
                      operation.error.isEmpty() ? u"Succeeded"_s : u"Failed"_s);
}

QString operationsPath(const ResourceType &type, const Resource &resource)
{
    if (type.operationsName().startsWith(u'/'))
        return resource.id.text() + type.operationsName();
    return u"/subscriptions/%1/providers/%2/locations/%3/%4"_s.arg(
        resource.id.subscription, type.provider(),
        resource.body.value(u"location"_s).toString(u"westeurope"_s), type.operationsName());
}

Response &tellOperation(Response &response, const World &world, const Operation &operation,
                        const Request &request, bool withLocation)
{
    const QString version = u"api-version="_s + request.parameter(u"api-version"_s);
    const QString base = request.origin() + operation.path;
    response.with("Azure-AsyncOperation", (base + u'?' + version).toUtf8());
    if (withLocation) {
        // Compute monitors the same resource; Network has a second one beside it.
        const bool network = operation.path.contains("/Microsoft.Network/"_L1, Qt::CaseInsensitive);
        QString location = base + u"?monitor=true&"_s + version;
        if (network)
            location = QString(base + u'?' + version).replace(u"/operations/"_s, u"/operationResults/"_s);
        response.with("Location", location.toUtf8());
    }
    const qint64 seconds = std::clamp<qint64>(world.settings.operationTime.count() / 4000, 1, 10);
    return response.with("Retry-After", QByteArray::number(seconds));
}

} // namespace skybro::sim
