#pragma once

#include "models/simulator/world.h"

#include <memory>
#include <vector>

namespace skybro::sim {

/// The rules of one type of resource. To add a type: a subclass in one small file under resources/, and its
/// line in resourcetype.cpp. Stateless; all state is in the World.
class ResourceType
{
public:
    explicit ResourceType(QString name)
        : m_name(std::move(name))
    {
    }
    virtual ~ResourceType() = default;
    ResourceType(const ResourceType &) = delete;
    ResourceType &operator=(const ResourceType &) = delete;

    [[nodiscard]] const QString &name() const { return m_name; } ///< "Microsoft.Compute/virtualMachines"
    [[nodiscard]] QString provider() const { return m_name.section(u'/', 0, 0); }

    /// A create or replace: what is stored, made from what was sent. `old` is null when it is new. Fills in
    /// what Azure fills in; refuses what Azure refuses. id, name and type are set by the caller.
    [[nodiscard]] virtual Answer<QJsonObject> accept(World &world, const ResourceId &id, const Resource *old,
                                                     const QJsonObject &sent) const = 0;
    /// For what stands below another resource and is put on its own: whether `body`, as accepted, fits its
    /// parent and its siblings. In an array of the parent it is the parent that judges all of them at once.
    [[nodiscard]] virtual Answer<void> fits(const World &, const ResourceId & /*id*/,
                                            const QJsonObject & /*body*/) const
    {
        return {};
    }
    /// After a create or replace was stored and before it is answered: tie it to its neighbours.
    virtual void stored(World &, Resource &) const {}
    /// After it came from a state file or a recording, body as GET shows it.
    virtual void restored(World &, Resource &) const {}
    [[nodiscard]] virtual Answer<void> mayDelete(const World &, const Resource &) const { return {}; }
    /// After it is gone: untie it, delete what goes with it.
    virtual void deleted(World &, const Resource &) const {}
    /// What GET and lists show.
    [[nodiscard]] virtual QJsonObject show(const World &world, const Resource &resource,
                                           const Request &request) const;
    /// True when show() is the stored body whatever the request, so that its text may be kept.
    [[nodiscard]] virtual bool showsBody(const World &, const Resource &, const Request &) const
    {
        return true;
    }
    /// A call below the resource ("POST …/start", "GET …/instanceView", "POST …/sharedKey/reset"), its path
    /// in lower case; nothing: no such call.
    [[nodiscard]] virtual std::optional<Answer<Response>> call(World &, Resource &, const QString & /*verb*/,
                                                               const Request &) const
    {
        return {};
    }
    /// Applies what an operation did, or failed to do.
    virtual void finished(World &world, Operation &operation, Resource &resource) const;

    /// Part of the operation time that "put" or "delete" takes; 0: answered at once, no operation.
    [[nodiscard]] virtual double effort(const QString &verb) const = 0;
    /// The same for a put that makes it.
    [[nodiscard]] virtual double effortOfCreation() const { return effort(QStringLiteral("put")); }
    /// Its provisioningState while it is made.
    [[nodiscard]] virtual QString stateWhileMade() const { return QStringLiteral("Creating"); }
    /// Where its operations are found: "operations", "DiskOperations"; with a slash in front, below the
    /// resource itself.
    [[nodiscard]] virtual QString operationsName() const { return QStringLiteral("operations"); }
    [[nodiscard]] virtual int pageSize(const World &world, const Request &) const
    {
        return world.settings.pageSize;
    }
    /// Status and headers that begin a long put: compute says 201 with Azure-AsyncOperation, disks 202 with
    /// both.
    [[nodiscard]] virtual bool putIsAccepted() const { return false; }
    /// The list over a subscription shows the group in capitals, as Compute does.
    [[nodiscard]] virtual bool shoutsGroup() const { return false; }
    /// Carries an etag and honours If-Match.
    [[nodiscard]] virtual bool hasEtag() const { return false; }

private:
    QString m_name;
};

/// All types there are.
[[nodiscard]] const std::vector<std::unique_ptr<const ResourceType>> &resourceTypes();
/// By name in any case; null when there is none.
[[nodiscard]] const ResourceType *resourceType(const QString &name);

/// Path under which the operations of a resource are found, without the operation's id.
[[nodiscard]] QString operationsPath(const ResourceType &type, const Resource &resource);
/// The headers that tell a client where to poll and when.
[[nodiscard]] Response &tellOperation(Response &response, const World &world, const Operation &operation,
                                      const Request &request, bool withLocation);

} // namespace skybro::sim
