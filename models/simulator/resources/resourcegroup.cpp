#include "models/simulator/resourcetype.h"

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

class ResourceGroup final : public ResourceType
{
public:
    ResourceGroup()
        : ResourceType(resourceGroupType)
    {
    }

    Answer<QJsonObject> accept(World &, const ResourceId &, const Resource *old,
                               const QJsonObject &sent) const override
    {
        const QString location = sent.value(u"location"_s).toString();
        if (location.isEmpty())
            return refuse(400, u"LocationRequired"_s,
                          u"The location property is required for this definition."_s);
        if (old && old->body.value(u"location"_s).toString().compare(location, Qt::CaseInsensitive) != 0) {
            return refuse(
                409, u"InvalidResourceGroupLocation"_s,
                u"Invalid resource group location '%1'. The Resource group already exists in location '%2'."_s
                    .arg(location, old->body.value(u"location"_s).toString()));
        }
        QJsonObject body{{u"location"_s, location}};
        if (sent.contains(u"tags"_s))
            body.insert(u"tags"_s, sent.value(u"tags"_s));
        return body;
    }

    void finished(World &world, Operation &operation, Resource &resource) const override
    {
        if (operation.verb == u"delete"_s && operation.error.isEmpty()) {
            QStringList keys;
            for (const Resource *inside : world.inGroup(resource.id))
                keys.append(inside->id.key());
            for (const QString &key : keys) {
                if (const Resource *inside = world.find(key)) {
                    const Resource gone = *inside;
                    world.remove(key);
                    resourceType(gone.id.type())->deleted(world, gone);
                }
            }
        }
        ResourceType::finished(world, operation, resource);
    }

    double effort(const QString &verb) const override { return verb == u"delete"_s ? 1 : 0; }
};

} // namespace

std::unique_ptr<const ResourceType> makeResourceGroup()
{
    return std::make_unique<ResourceGroup>();
}

} // namespace skybro::sim
