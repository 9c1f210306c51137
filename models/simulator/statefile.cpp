#include "models/simulator/statefile.h"

#include "models/simulator/resourcetype.h"

#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

constexpr int version = 1;

} // namespace

QJsonObject saveState(const World &world)
{
    QJsonArray resources;
    for (const Resource *resource : world.all()) {
        QJsonObject runtime = resource->runtime;
        runtime.remove(u"entered"_s); // restored() makes it again
        resources.append(QJsonObject{{u"id"_s, resource->id.text()},
                                     {u"body"_s, resource->body},
                                     {u"runtime"_s, runtime},
                                     {u"operation"_s, resource->operation}});
    }
    QJsonArray operations;
    for (const auto &[id, operation] : world.operations())
        operations.append(operation.toJson());
    QJsonArray failures;
    for (const PlannedFailure &failure : world.failures) {
        QJsonObject error = failure.error.toJson();
        error.insert(u"status"_s, failure.error.status);
        failures.append(QJsonObject{{u"name"_s, failure.name},
                                    {u"verb"_s, failure.verb},
                                    {u"times"_s, failure.times},
                                    {u"error"_s, error}});
    }
    QJsonObject quotas;
    for (auto it = world.quotas.begin(); it != world.quotas.end(); ++it)
        quotas.insert(it.key(), it.value());
    QJsonObject capacity;
    for (auto it = world.capacity.begin(); it != world.capacity.end(); ++it)
        capacity.insert(it.key(), it.value());
    return {{u"version"_s, version},
            {u"now"_s, world.now()},
            {u"chance"_s, world.chanceState()},
            {u"tenant"_s, world.tenant},
            {u"subscription"_s, world.subscription},
            {u"subscriptionName"_s, world.subscriptionName},
            {u"clientId"_s, world.clientId},
            {u"clientSecret"_s, world.clientSecret},
            {u"principal"_s, world.principal},
            {u"resources"_s, resources},
            {u"operations"_s, operations},
            {u"failures"_s, failures},
            {u"denied"_s, QJsonArray::fromStringList(world.denied)},
            {u"tunnel"_s, QJsonObject{{u"status"_s, world.tunnel.status},
                                      {u"cause"_s, world.tunnel.cause},
                                      {u"ingress"_s, world.tunnel.ingress},
                                      {u"egress"_s, world.tunnel.egress}}},
            {u"quotas"_s, quotas},
            {u"capacity"_s, capacity}};
}

Result<void> loadState(World &world, const QJsonObject &json)
{
    if (json.value(u"version"_s).toInt() != version)
        return fail(ErrorKind::Invalid, u"This is no state file of skybro-sim, or one of another version."_s);
    world.tenant = json.value(u"tenant"_s).toString();
    world.subscription = json.value(u"subscription"_s).toString();
    world.subscriptionName = json.value(u"subscriptionName"_s).toString();
    world.clientId = json.value(u"clientId"_s).toString();
    world.clientSecret = json.value(u"clientSecret"_s).toString();
    world.principal = json.value(u"principal"_s).toString();
    world.setChanceState(json.value(u"chance"_s).toString());
    for (const QJsonValue &item : json.value(u"resources"_s).toArray()) {
        const QJsonObject entry = item.toObject();
        const auto id = ResourceId::parse(entry.value(u"id"_s).toString());
        if (!id)
            return fail(ErrorKind::Invalid, u"The state file has a resource without an id."_s);
        Resource &resource = world.add({.id = *id,
                                        .body = entry.value(u"body"_s).toObject(),
                                        .runtime = entry.value(u"runtime"_s).toObject(),
                                        .operation = entry.value(u"operation"_s).toString(),
                                        .text = {}});
        if (const ResourceType *type = resourceType(id->type()))
            type->restored(world, resource);
    }
    for (const QJsonValue &item : json.value(u"operations"_s).toArray())
        world.restore(Operation::fromJson(item.toObject()));
    for (const QJsonValue &item : json.value(u"failures"_s).toArray()) {
        const QJsonObject entry = item.toObject();
        world.failures.push_back({entry.value(u"name"_s).toString(), entry.value(u"verb"_s).toString(),
                                  ArmError::fromJson(entry.value(u"error"_s).toObject()),
                                  entry.value(u"times"_s).toInt(-1)});
    }
    for (const QJsonValue &item : json.value(u"denied"_s).toArray())
        world.denied.append(item.toString());
    const QJsonObject quotas = json.value(u"quotas"_s).toObject();
    for (auto it = quotas.begin(); it != quotas.end(); ++it)
        world.quotas.insert(it.key(), it.value().toInt());
    const QJsonObject capacity = json.value(u"capacity"_s).toObject();
    for (auto it = capacity.begin(); it != capacity.end(); ++it)
        world.capacity.insert(it.key(), it.value().toInt());
    const QJsonObject tunnel = json.value(u"tunnel"_s).toObject();
    world.tunnel.status = tunnel.value(u"status"_s).toString(world.tunnel.status);
    world.tunnel.cause = tunnel.value(u"cause"_s).toString();
    world.tunnel.ingress = tunnel.value(u"ingress"_s).toInteger(world.tunnel.ingress);
    world.tunnel.egress = tunnel.value(u"egress"_s).toInteger(world.tunnel.egress);
    world.advanceTo(json.value(u"now"_s).toInteger());
    return {};
}

Result<bool> StateFile::read(World &world, const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return false;
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Internal,
                    u"Can not read the state file %1: %2."_s.arg(path, file.errorString()));
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    if (!document.isObject())
        return fail(ErrorKind::Invalid, u"The state file %1 is not JSON."_s.arg(path));
    if (const auto loaded = loadState(world, document.object()); !loaded)
        return std::unexpected(loaded.error());
    return true;
}

Result<void> StateFile::writeIfChanged()
{
    if (m_world.revision == m_written)
        return {};
    QSaveFile file(m_path);
    const QByteArray data = QJsonDocument(saveState(m_world)).toJson(QJsonDocument::Compact);
    // It holds the client secret.
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(data) != data.size() || !file.commit())
        return fail(ErrorKind::Internal,
                    u"Can not write the state file %1: %2."_s.arg(m_path, file.errorString()));
    m_written = m_world.revision;
    return {};
}

} // namespace skybro::sim
