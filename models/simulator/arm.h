#pragma once

#include "models/simulator/resourcetype.h"

namespace skybro::sim {

/// What all resource types have in common: create, read, update, delete, list, calls below a resource, and
/// the operations these begin.
class Arm
{
public:
    explicit Arm(World &world)
        : m_world(world)
    {
    }

    /// Nothing: the path names no resource, list or operation.
    [[nodiscard]] std::optional<Answer<Response>> handle(const Request &request);

    // for template deployments and other things inside Azure that make resources
    /// What a create or replace did.
    struct Change
    {
        Resource *resource;
        Operation *operation; ///< null when the type takes no time for it
        bool isNew;
    };
    /// Stores a resource and begins the operation that this is.
    [[nodiscard]] Answer<Change> change(const ResourceType &type, const ResourceId &id,
                                        const QJsonObject &sent);
    /// Stores a resource without an operation: whoever asked says when it is done.
    [[nodiscard]] Answer<Resource *> put(const ResourceType &type, const ResourceId &id,
                                         const QJsonObject &sent);

private:
    [[nodiscard]] std::optional<Answer<Response>> call(const ResourceId &id, const QString &verb,
                                                       const Request &request);
    [[nodiscard]] Answer<Response> resource(const ResourceType &type, const ResourceId &id,
                                            const Request &request);
    [[nodiscard]] Answer<Response> answerPut(const ResourceType &type, const ResourceId &id,
                                             const QJsonObject &sent, const Request &request);
    [[nodiscard]] Answer<Response> answerDelete(const ResourceType &type, Resource &resource,
                                                const Request &request);
    [[nodiscard]] Answer<Response> list(const ResourceType &type, const QString &prefix,
                                        const QString &location, const Request &request) const;
    [[nodiscard]] Response listAll(const QString &prefix, const Request &request) const;
    [[nodiscard]] std::optional<Answer<Response>> poll(const Request &request, const QStringList &parts);

    World &m_world;
};

/// 404 in Azure's words.
[[nodiscard]] ArmError resourceNotFound(const ResourceId &id);

} // namespace skybro::sim
