#include "models/simulator/arm.h"
#include "models/simulator/deploymenttemplate.h"

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

/// Template deployments into a resource group: how az and the portal create a VM with all that belongs to it.
/// The resources are begun in the order of their dependencies as soon as the deployment is; it ends after the
/// last of them, and fails when one of them does. Deleting one forgets it and leaves what it made.
class Deployment final : public ResourceType
{
public:
    Deployment()
        : ResourceType(u"Microsoft.Resources/deployments"_s)
    {
    }

    Answer<QJsonObject> accept(World &world, const ResourceId &id, const Resource *,
                               const QJsonObject &sent) const override
    {
        const auto read = readTemplate(world, id, sent.value(u"properties"_s).toObject());
        return read ? Answer<QJsonObject>(sent) : std::unexpected(read.error());
    }

    void stored(World &world, Resource &deployment) const override
    {
        const QJsonObject sent = deployment.body.value(u"properties"_s).toObject();
        const auto made = readTemplate(world, deployment.id, sent);
        if (!made)
            return; // accept() has asked before
        deployment.runtime = {{u"sent"_s, sent}};
        QJsonObject body = deployment.body;
        body.insert(
            u"properties"_s,
            QJsonObject{{u"templateHash"_s, QString::number(qHash(sent.value(u"template"_s).toObject()))},
                        {u"parameters"_s, made->shownParameters()},
                        {u"mode"_s, u"Incremental"_s},
                        {u"provisioningState"_s, u"Accepted"_s},
                        {u"timestamp"_s, world.timestamp()},
                        {u"duration"_s, u"PT0S"_s},
                        {u"correlationId"_s, world.guid()},
                        {u"providers"_s, providersOf(*made)},
                        {u"dependencies"_s, dependenciesOf(*made)}});
        world.setBody(deployment, body);
        makeAll(world, deployment, *made);
    }

    void finished(World &world, Operation &operation, Resource &deployment) const override
    {
        if (operation.verb == u"put"_s) {
            const QJsonArray failures = failuresOf(world, deployment);
            if (!failures.isEmpty() && operation.error.isEmpty()) {
                operation.error =
                    ArmError{
                        .status = 409,
                        .code = u"DeploymentFailed"_s,
                        .message =
                            u"At least one resource deployment operation failed. Please list deployment "
                            "operations for details. Please see https://aka.ms/arm-deployment-operations "
                            "for usage details."_s,
                        .target = deployment.id.text(),
                        .details = failures}
                        .toJson();
                operation.status = u"Failed"_s;
            }
            conclude(world, operation, deployment);
        }
        ResourceType::finished(world, operation, deployment);
    }

    /// A little more than the longest of the others takes.
    double effort(const QString &verb) const override { return verb == u"put"_s ? 1.2 : 0.05; }
    QString operationsName() const override { return u"/operationStatuses"_s; }

private:
    static Answer<DeploymentTemplate> readTemplate(const World &world, const ResourceId &id,
                                                   const QJsonObject &properties)
    {
        const Resource *group = world.find(id.groupId().key());
        return DeploymentTemplate::read(properties, id.groupId(), group ? group->body : QJsonObject());
    }

    static DeploymentTemplate::Look lookInto(const World &world)
    {
        return [&world](const QString &id) {
            const Resource *found = world.find(id);
            return found ? std::optional(found->body) : std::nullopt;
        };
    }

    static QJsonObject named(const ResourceId &id)
    {
        return {
            {u"id"_s, id.text()}, {u"resourceType"_s, id.type()}, {u"resourceName"_s, id.names.join(u'/')}};
    }

    static QJsonArray providersOf(const DeploymentTemplate &made)
    {
        std::map<QString, QStringList> types;
        for (const auto &step : made.steps()) {
            QStringList &ofProvider = types[step.id.provider];
            if (const QString type = step.id.types.join(u'/'); !ofProvider.contains(type))
                ofProvider.append(type);
        }
        QJsonArray providers;
        for (const auto &[name, names] : types) {
            QJsonArray list;
            for (const QString &type : names)
                list.append(
                    QJsonObject{{u"resourceType"_s, type}, {u"locations"_s, QJsonArray{u"westeurope"_s}}});
            providers.append(QJsonObject{{u"namespace"_s, name}, {u"resourceTypes"_s, list}});
        }
        return providers;
    }

    static QJsonArray dependenciesOf(const DeploymentTemplate &made)
    {
        QJsonArray dependencies;
        for (const auto &step : made.steps()) {
            QJsonArray dependsOn;
            for (const auto &other : made.steps()) {
                if (step.after.contains(other.id.key()))
                    dependsOn.append(named(other.id));
            }
            if (dependsOn.isEmpty())
                continue;
            QJsonObject one = named(step.id);
            one.insert(u"dependsOn"_s, dependsOn);
            dependencies.append(one);
        }
        return dependencies;
    }

    /// Begins each resource; one that waits for a refused one is left out.
    static void makeAll(World &world, Resource &deployment, const DeploymentTemplate &made)
    {
        QJsonArray operations;
        QJsonArray refusals;
        QJsonArray outputs;
        QStringList missing;
        for (const auto &step : made.steps()) {
            if (std::ranges::any_of(step.after, [&](const QString &key) { return missing.contains(key); })) {
                missing.append(step.id.key());
                continue;
            }
            const auto change = make(world, made, step);
            if (!change) {
                missing.append(step.id.key());
                refusals.append(change.error().toJson());
                continue;
            }
            outputs.append(QJsonObject{{u"id"_s, change->resource->id.text()}});
            if (change->operation)
                operations.append(change->operation->id);
        }
        deployment.runtime.insert(u"operations"_s, operations);
        deployment.runtime.insert(u"refusals"_s, refusals);
        deployment.runtime.insert(u"outputResources"_s, outputs);
    }

    static Answer<Arm::Change> make(World &world, const DeploymentTemplate &made,
                                    const DeploymentTemplate::Step &step)
    {
        const ResourceType *type = resourceType(step.id.type());
        if (!type) {
            return refuse(404, u"InvalidResourceType"_s,
                          u"The resource type '%1' could not be found in the namespace '%2'."_s.arg(
                              step.id.types.join(u'/'), step.id.provider));
        }
        const auto body = made.body(step, lookInto(world));
        if (!body)
            return std::unexpected(body.error());
        return Arm(world).change(*type, step.id, *body);
    }

    static QJsonArray failuresOf(const World &world, const Resource &deployment)
    {
        QJsonArray failures = deployment.runtime.value(u"refusals"_s).toArray();
        for (const QJsonValue &id : deployment.runtime.value(u"operations"_s).toArray()) {
            const Operation *operation = world.operation(id.toString());
            if (operation && !operation->error.isEmpty())
                failures.append(operation->error);
        }
        return failures;
    }

    static void conclude(World &world, const Operation &operation, Resource &deployment)
    {
        QJsonObject body = deployment.body;
        QJsonObject properties = body.value(u"properties"_s).toObject();
        properties.insert(u"timestamp"_s, world.timestamp());
        properties.insert(u"duration"_s,
                          u"PT%1S"_s.arg(static_cast<double>(operation.ended - operation.started) / 1000.0));
        properties.insert(u"outputResources"_s, deployment.runtime.value(u"outputResources"_s));
        if (!operation.error.isEmpty()) {
            properties.insert(u"error"_s, operation.error);
        } else if (const auto made =
                       readTemplate(world, deployment.id, deployment.runtime.value(u"sent"_s).toObject())) {
            if (const auto outputs = made->outputs(lookInto(world)); outputs && !outputs->isEmpty())
                properties.insert(u"outputs"_s, *outputs);
        }
        body.insert(u"properties"_s, properties);
        world.setBody(deployment, body);
        deployment.runtime.remove(u"sent"_s); // it may hold a password
    }
};

} // namespace

std::unique_ptr<const ResourceType> makeDeployment()
{
    return std::make_unique<Deployment>();
}

} // namespace skybro::sim
