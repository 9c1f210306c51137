#pragma once

#include "models/simulator/resourcetype.h"

namespace skybro::sim {

/// What resources of Microsoft.Network share: etags, quick operations, no word for being made, long list
/// pages, PATCH of tags.
class NetworkType : public ResourceType
{
public:
    using ResourceType::ResourceType;

    [[nodiscard]] double effort(const QString &verb) const override
    {
        return verb == QLatin1StringView("put") ? 0.05 : 0.1;
    }
    [[nodiscard]] QString stateWhileMade() const override { return QStringLiteral("Updating"); }
    void finished(World &world, Operation &operation, Resource &resource) const override;
    [[nodiscard]] bool hasEtag() const override { return true; }
    [[nodiscard]] int pageSize(const World &world, const Request &) const override
    {
        return world.settings.pageSize * 5;
    }

protected:
    /// The end of an action, which is any verb but put and delete: does it, and gives what the operation's
    /// result shows.
    [[nodiscard]] virtual QJsonValue conclude(World &, const Operation &, Resource &) const
    {
        return QJsonObject();
    }
    enum class Lock
    {
        None, ///< it only looks: changes go on meanwhile
        Whole ///< it is refused while a change is under way, and refuses others
    };
    /// Begins an action as a long operation; `effort` is its part of the operation time.
    [[nodiscard]] Answer<Response> beginAction(World &world, Resource &resource, const QString &verb,
                                               double effort, const QJsonObject &arguments, Lock lock,
                                               const Request &request) const;
};

/// One that has a location, and a resourceGuid that stays: what else is filled in is in its properties.
class PlacedNetworkType : public NetworkType
{
public:
    using NetworkType::NetworkType;

    Answer<QJsonObject> accept(World &world, const ResourceId &id, const Resource *old,
                               const QJsonObject &sent) const final;

protected:
    /// `properties` are those sent; fills in what Azure fills in, refuses what Azure refuses.
    [[nodiscard]] virtual Answer<void> fill(World &world, const ResourceId &id, const Resource *old,
                                            QJsonObject &properties) const = 0;
};

/// "properties" of a resource's body.
[[nodiscard]] inline QJsonObject propertiesOf(const QJsonObject &body)
{
    return body.value(QLatin1StringView("properties")).toObject();
}
/// The id in a property {"id": …}; empty when it has none.
[[nodiscard]] QString referenced(const QJsonObject &properties, const QString &property);
/// 400 LocationRequired when a resource that has a place is sent without one.
[[nodiscard]] Answer<void> checkLocation(const QJsonObject &sent);
/// 400 when a property names a resource that does not exist; one that names none is good.
[[nodiscard]] Answer<void> checkReference(const World &world, const QJsonObject &properties,
                                          const QString &property, const ResourceId &by);
/// Ids of the resources of `type` that name `target` in a property.
[[nodiscard]] QStringList usersOf(const World &world, const QString &type, const QString &property,
                                  const ResourceId &target);
/// 200 with a JSON text, as some calls answer.
[[nodiscard]] Response textResponse(const QString &text);
/// [{"id": …}, …].
[[nodiscard]] QJsonArray references(const QStringList &ids);
/// {"id": id}, Azure's way to point to another resource.
[[nodiscard]] QJsonObject reference(const QString &id);
/// 400 in Azure's words: `id` is named by a resource, and does not exist.
[[nodiscard]] ArmError invalidReference(const QString &id, const QString &by);
/// A property that stays as it was, or is new: resourceGuid and the like.
[[nodiscard]] QJsonValue kept(const Resource *old, const QString &property, const QJsonValue &fresh);

} // namespace skybro::sim
