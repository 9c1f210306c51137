#include "models/simulator/resources/network.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace skybro::sim {

void NetworkType::finished(World &world, Operation &operation, Resource &resource) const
{
    if (operation.verb == u"put"_s || operation.verb == u"delete"_s)
        ResourceType::finished(world, operation, resource);
    else if (operation.error.isEmpty())
        operation.result = conclude(world, operation, resource);
}

Answer<Response> NetworkType::beginAction(World &world, Resource &resource, const QString &verb,
                                          double effort, const QJsonObject &arguments, Lock lock,
                                          const Request &request) const
{
    const QString before = resource.operation;
    if (const Operation *busy = world.current(resource); busy && lock == Lock::Whole) {
        return refuse(
            429, u"RetryableErrorDueToAnotherOperation"_s,
            u"Operation on resource %1 is being blocked by another operation %2 in progress. Please retry later."_s
                .arg(resource.id.text(), busy->id));
    }
    Operation &operation = world.begin(verb, resource, operationsPath(*this, resource), effort, arguments);
    if (lock == Lock::None)
        resource.operation = before;
    if (const auto failure = world.plannedFailure(resource.id.name(), verb))
        operation.error = failure->toJson();
    Response response;
    response.status = 202;
    response.with("x-ms-request-id", operation.id.toLatin1());
    return tellOperation(response, world, operation, request, true);
}

Answer<QJsonObject> PlacedNetworkType::accept(World &world, const ResourceId &id, const Resource *old,
                                              const QJsonObject &sent) const
{
    if (const auto placed = checkLocation(sent); !placed)
        return std::unexpected(placed.error());
    QJsonObject properties = propertiesOf(sent);
    if (const auto filled = fill(world, id, old, properties); !filled)
        return std::unexpected(filled.error());
    properties.insert(u"resourceGuid"_s, kept(old, u"resourceGuid"_s, world.guid()));
    QJsonObject body = sent;
    body.insert(u"properties"_s, properties);
    return body;
}

QString referenced(const QJsonObject &properties, const QString &property)
{
    return properties.value(property).toObject().value(u"id"_s).toString();
}

Answer<void> checkLocation(const QJsonObject &sent)
{
    if (sent.contains(u"location"_s))
        return {};
    return refuse(400, u"LocationRequired"_s, u"The location property is required for this definition."_s);
}

Answer<void> checkReference(const World &world, const QJsonObject &properties, const QString &property,
                            const ResourceId &by)
{
    const QString id = referenced(properties, property);
    if (id.isEmpty() || world.find(id))
        return {};
    return std::unexpected(invalidReference(id, by.text()));
}

QStringList usersOf(const World &world, const QString &type, const QString &property,
                    const ResourceId &target)
{
    QStringList users;
    const QString text = target.text();
    for (const auto &[key, user] : world.ofType(type)) {
        if (referenced(propertiesOf(user->body), property).compare(text, Qt::CaseInsensitive) == 0)
            users.append(user->id.text());
    }
    return users;
}

Response textResponse(const QString &text)
{
    Response response;
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    response.body = array.mid(1, array.size() - 2);
    return response.with("Content-Type", "application/json; charset=utf-8");
}

QJsonArray references(const QStringList &ids)
{
    QJsonArray array;
    for (const QString &id : ids)
        array.append(reference(id));
    return array;
}

QJsonObject reference(const QString &id)
{
    return {{u"id"_s, id}};
}

ArmError invalidReference(const QString &id, const QString &by)
{
    return {400, u"InvalidResourceReference"_s,
            u"Resource %1 referenced by resource %2 was not found. Please make sure that the referenced "
            u"resource exists, "
            "and that both resources are in the same region."_s.arg(id, by)};
}

QJsonValue kept(const Resource *old, const QString &property, const QJsonValue &fresh)
{
    const QJsonValue before =
        old ? old->body.value(u"properties"_s).toObject().value(property) : QJsonValue();
    return before.isUndefined() || before.isNull() ? fresh : before;
}

} // namespace skybro::sim
