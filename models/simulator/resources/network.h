#pragma once

#include "models/simulator/resourcetype.h"

namespace skybro::sim {

/// What resources of Microsoft.Network share: etags, quick operations, long list pages, PATCH of tags.
class NetworkType : public ResourceType
{
public:
    using ResourceType::ResourceType;

    [[nodiscard]] double effort(const QString &verb) const override
    {
        return verb == QLatin1StringView("put") ? 0.05 : 0.1;
    }
    [[nodiscard]] bool hasEtag() const override { return true; }
    [[nodiscard]] int pageSize(const World &world, const Request &) const override
    {
        return world.settings.pageSize * 5;
    }
};

/// {"id": id}, Azure's way to point to another resource.
[[nodiscard]] QJsonObject reference(const QString &id);
/// 400 in Azure's words: `id` is named by a resource, and does not exist.
[[nodiscard]] ArmError invalidReference(const QString &id, const QString &by);
/// A property that stays as it was, or is new: resourceGuid and the like.
[[nodiscard]] QJsonValue kept(const Resource *old, const QString &property, const QJsonValue &fresh);

} // namespace skybro::sim
