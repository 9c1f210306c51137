#include "models/simulator/deploymenttemplate.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

constexpr int mostTurns = 800; // Azure's limit of a copy loop

QJsonValue anyCase(const QJsonObject &object, const QString &name)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key().compare(name, Qt::CaseInsensitive) == 0)
            return it.value();
    }
    return QJsonValue::Undefined;
}

/// A dependency names a resource by its id, as type/name, or by its name alone.
bool isMeant(const ResourceId &id, const QString &lower)
{
    const QString name = id.names.join(u'/').toLower();
    return lower == id.key() || lower == id.type().toLower() + u'/' + name || lower == name;
}

/// resourceId([subscription, [group,]] type, name…)
Answer<QJsonValue> resourceIdOf(const ResourceId &group, const QJsonArray &arguments)
{
    qsizetype typeAt = 0;
    while (typeAt < arguments.size() && !arguments.at(typeAt).toString().contains(u'/'))
        ++typeAt;
    const QStringList type = arguments.at(typeAt).toString().split(u'/');
    ResourceId id = group;
    if (typeAt >= 1)
        id.group = arguments.at(typeAt - 1).toString();
    if (typeAt >= 2)
        id.subscription = arguments.at(typeAt - 2).toString();
    id.provider = type.value(0);
    id.types = type.mid(1);
    for (qsizetype i = typeAt + 1; i < arguments.size(); ++i)
        id.names.append(arguments.at(i).toString());
    if (id.types.isEmpty() || id.types.size() != id.names.size())
        return std::unexpected(
            invalidTemplate(u"The template function 'resourceId' has a type without its names."_s));
    return QJsonValue(id.text());
}

} // namespace

Answer<DeploymentTemplate> DeploymentTemplate::read(const QJsonObject &properties, const ResourceId &group,
                                                    const QJsonObject &groupBody)
{
    DeploymentTemplate made;
    made.m_group = group;
    made.m_groupBody = groupBody;
    made.m_template = properties.value(u"template"_s).toObject();
    if (made.m_template.isEmpty())
        return std::unexpected(invalidTemplate(u"The template is missing; a link to one is not supported"_s));
    if (properties.value(u"mode"_s)
            .toString(u"Incremental"_s)
            .compare(u"Incremental"_s, Qt::CaseInsensitive) != 0)
        return std::unexpected(
            invalidTemplate(u"The deployment mode is not supported: only Incremental is"_s));
    made.m_variables = made.m_template.value(u"variables"_s).toObject();
    if (const auto read = made.readParameters(properties.value(u"parameters"_s).toObject()); !read)
        return std::unexpected(read.error());
    for (const QJsonValue &resource : made.m_template.value(u"resources"_s).toArray()) {
        if (const auto added = made.addSteps(resource.toObject()); !added)
            return std::unexpected(added.error());
    }
    if (const auto resolved = made.resolveOrder(); !resolved)
        return std::unexpected(resolved.error());
    return made;
}

Answer<void> DeploymentTemplate::readParameters(const QJsonObject &given)
{
    const QJsonObject declared = m_template.value(u"parameters"_s).toObject();
    for (auto it = given.begin(); it != given.end(); ++it) {
        if (anyCase(declared, it.key()).isUndefined()) {
            return std::unexpected(invalidTemplate(
                u"The template parameters '%1' in the parameters file are not valid; they are not present in "
                u"the original "
                "template and can therefore not be provided at deployment time"_s.arg(it.key())));
        }
    }
    for (auto it = declared.begin(); it != declared.end(); ++it) {
        QJsonValue value = anyCase(given, it.key()).toObject().value(u"value"_s);
        if (value.isUndefined()) {
            const auto fallback =
                evaluateTemplateValue(it.value().toObject().value(u"defaultValue"_s), functions({}, {}));
            if (!fallback)
                return std::unexpected(fallback.error());
            value = *fallback;
        }
        if (value.isUndefined())
            return std::unexpected(invalidTemplate(
                u"The value for the template parameter '%1' is not provided"_s.arg(it.key())));
        m_parameters.insert(it.key().toLower(), value);
    }
    return {};
}

Answer<void> DeploymentTemplate::addSteps(const QJsonObject &resource)
{
    const QJsonObject copy = resource.value(u"copy"_s).toObject();
    const QString loop = copy.value(u"name"_s).toString().toLower();
    int turns = 1;
    if (!copy.isEmpty()) {
        const auto count = evaluateTemplateValue(copy.value(u"count"_s), functions({}, {}));
        if (!count)
            return std::unexpected(count.error());
        turns = count->toInt(-1);
        if (turns < 0 || turns > mostTurns)
            return std::unexpected(invalidTemplate(
                u"The copy count of '%1' must be between 0 and %2"_s.arg(loop).arg(mostTurns)));
    }
    for (int turn = 0; turn < turns; ++turn) {
        Step step;
        step.sent = resource;
        if (!copy.isEmpty())
            step.loops = {{loop, turn}};
        const TemplateFunctions here = functions(step.loops, {});
        const auto name = evaluateTemplateValue(resource.value(u"name"_s), here);
        if (!name)
            return std::unexpected(name.error());
        const auto wanted = evaluateTemplateValue(resource.value(u"condition"_s), here);
        if (!wanted)
            return std::unexpected(wanted.error());
        const QStringList type = resource.value(u"type"_s).toString().split(u'/');
        step.id = m_group;
        step.id.provider = type.value(0);
        step.id.types = type.mid(1);
        step.id.names = name->toString().split(u'/');
        if (step.id.types.isEmpty() || step.id.types.size() != step.id.names.size()) {
            return std::unexpected(invalidTemplate(
                u"The template resource '%1' of type '%2' has an incorrect number of segments in its name"_s
                    .arg(name->toString(), type.join(u'/'))));
        }
        m_loops[loop].append(step.id.key());
        const auto dependsOn = evaluateTemplateValue(resource.value(u"dependsOn"_s).toArray(), here);
        if (!dependsOn)
            return std::unexpected(dependsOn.error());
        for (const QJsonValue &dependency : dependsOn->toArray())
            step.after.append(dependency.toString());
        if (wanted->toBool(true))
            m_steps.push_back(std::move(step));
        else
            m_skipped.append(step.id);
    }
    return {};
}

std::optional<QStringList> DeploymentTemplate::keysOf(const QString &dependency) const
{
    const QString lower = dependency.toLower();
    if (const auto loop = m_loops.constFind(lower); loop != m_loops.constEnd() && !lower.isEmpty())
        return *loop;
    QStringList keys;
    for (const Step &step : m_steps) {
        if (isMeant(step.id, lower))
            keys.append(step.id.key());
    }
    const auto skipped =
        std::ranges::any_of(m_skipped, [&lower](const ResourceId &id) { return isMeant(id, lower); });
    return keys.isEmpty() && !skipped ? std::nullopt : std::optional(keys);
}

Answer<void> DeploymentTemplate::resolveOrder()
{
    for (Step &step : m_steps) {
        QStringList keys;
        for (const QString &dependency : std::as_const(step.after)) {
            const auto found = keysOf(dependency);
            if (!found)
                return std::unexpected(
                    invalidTemplate(u"The resource '%1' is not defined in the template"_s.arg(dependency)));
            keys += *found;
        }
        step.after = keys;
    }
    std::vector<Step> waiting = std::move(m_steps);
    m_steps.clear();
    QStringList done;
    for (const ResourceId &id : m_skipped)
        done.append(id.key());
    while (!waiting.empty()) {
        const auto ready = std::ranges::find_if(waiting, [&done](const Step &step) {
            return std::ranges::all_of(step.after,
                                       [&done](const QString &key) { return done.contains(key); });
        });
        if (ready == waiting.end())
            return std::unexpected(invalidTemplate(
                u"Circular dependency detected on resource: '%1'"_s.arg(waiting.front().id.text())));
        done.append(ready->id.key());
        m_steps.push_back(std::move(*ready));
        waiting.erase(ready);
    }
    return {};
}

TemplateFunctions DeploymentTemplate::functions(const QHash<QString, int> &loops, const Look &look) const
{
    return [this, loops, look](const QString &name,
                               const QJsonArray &arguments) -> std::optional<Answer<QJsonValue>> {
        const QString first = arguments.first().toString();
        if (name == u"parameters"_s) {
            const QJsonValue value = m_parameters.value(first.toLower());
            if (value.isUndefined())
                return std::unexpected(
                    invalidTemplate(u"The template parameter '%1' is not found"_s.arg(first)));
            return value;
        }
        if (name == u"variables"_s) {
            const QJsonValue value = anyCase(m_variables, first);
            if (value.isUndefined())
                return std::unexpected(
                    invalidTemplate(u"The template variable '%1' is not found"_s.arg(first)));
            return evaluateTemplateValue(value, functions(loops, look));
        }
        if (name == u"copyindex"_s) {
            const bool named = arguments.first().isString();
            const auto loop = named ? loops.constFind(first.toLower()) : loops.constBegin();
            if (loop == loops.constEnd())
                return std::unexpected(
                    invalidTemplate(u"The template function 'copyIndex' is not expected at this location"_s));
            return QJsonValue(*loop + arguments.at(named ? 1 : 0).toInt());
        }
        if (name == u"resourceid"_s)
            return resourceIdOf(m_group, arguments);
        if (name == u"resourcegroup"_s)
            return QJsonValue(m_groupBody);
        if (name == u"subscription"_s) {
            return QJsonValue(QJsonObject{{u"id"_s, u"/subscriptions/"_s + m_group.subscription},
                                          {u"subscriptionId"_s, m_group.subscription}});
        }
        if (name == u"reference"_s && look) {
            QString id = first;
            if (const auto keys = keysOf(first); keys && !keys->isEmpty())
                id = keys->first();
            const auto found = look(id);
            if (!found)
                return std::unexpected(invalidTemplate(
                    u"The resource referenced in reference function not found: '%1'"_s.arg(first)));
            const bool full = arguments.at(2).toString().compare(u"Full"_s, Qt::CaseInsensitive) == 0;
            return full ? QJsonValue(*found) : found->value(u"properties"_s);
        }
        return {};
    };
}

Answer<QJsonObject> DeploymentTemplate::body(const Step &step, const Look &look) const
{
    QJsonObject sent = step.sent;
    for (const auto &forDeployment :
         {u"copy"_s, u"condition"_s, u"dependsOn"_s, u"apiVersion"_s, u"comments"_s, u"scale"_s})
        sent.remove(forDeployment);
    const auto evaluated = evaluateTemplateValue(sent, functions(step.loops, look));
    if (!evaluated)
        return std::unexpected(evaluated.error());
    return evaluated->toObject();
}

Answer<QJsonObject> DeploymentTemplate::outputs(const Look &look) const
{
    QJsonObject shown;
    const QJsonObject written = m_template.value(u"outputs"_s).toObject();
    for (auto it = written.begin(); it != written.end(); ++it) {
        const auto value =
            evaluateTemplateValue(it.value().toObject().value(u"value"_s), functions({}, look));
        if (!value)
            return std::unexpected(value.error());
        shown.insert(it.key(),
                     QJsonObject{{u"type"_s, it.value().toObject().value(u"type"_s)}, {u"value"_s, *value}});
    }
    return shown;
}

QJsonObject DeploymentTemplate::shownParameters() const
{
    QJsonObject shown;
    const QJsonObject declared = m_template.value(u"parameters"_s).toObject();
    for (auto it = declared.begin(); it != declared.end(); ++it) {
        const QString type = it.value().toObject().value(u"type"_s).toString();
        QJsonObject one{{u"type"_s, type}};
        if (!type.startsWith("secure"_L1, Qt::CaseInsensitive))
            one.insert(u"value"_s, m_parameters.value(it.key().toLower()));
        shown.insert(it.key(), one);
    }
    return shown;
}

} // namespace skybro::sim
