#include "models/simulator/capture.h"

#include "models/simulator/resourcetype.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

/// "PowerState/running" among the statuses, as "running"; empty when it is not told.
QString powerIn(const QJsonObject &instanceView)
{
    for (const QJsonValue &item : instanceView.value(u"statuses"_s).toArray()) {
        const QString code = item.toObject().value(u"code"_s).toString();
        if (code.startsWith(u"PowerState/"_s))
            return code.section(u'/', 1);
    }
    return {};
}

class Loader
{
public:
    explicit Loader(World &world)
        : m_world(world)
    {
    }

    void take(const QString &path, const QJsonObject &body)
    {
        if (path.endsWith("/instanceview"_L1, Qt::CaseInsensitive)) {
            const QString vm = path.left(path.size() - QStringLiteral("/instanceView").size());
            m_power.insert(vm.toLower(), powerIn(body));
            m_views.insert(vm.toLower(), body);
        } else if (body.contains(u"id"_s)) {
            add(body);
        } else {
            for (const QJsonValue &item : body.value(u"value"_s).toArray())
                add(item.toObject());
        }
    }

    int finish()
    {
        for (const auto &[key, vm] : m_world.ofType(u"Microsoft.Compute/virtualMachines"_s)) {
            const QString power = m_power.value(key);
            vm->runtime.insert(u"power"_s, power.isEmpty() ? u"running"_s : power);
            vm->runtime.insert(u"since"_s, m_world.now());
            if (m_views.contains(key))
                vm->runtime.insert(u"recordedView"_s, m_views.value(key));
        }
        for (const ResourceId &group : m_groups) {
            if (!m_world.find(group)) {
                m_world.add(
                    {.id = group,
                     .body = {{u"id"_s, group.text()},
                              {u"name"_s, group.name()},
                              {u"type"_s, resourceGroupType},
                              {u"location"_s, m_location},
                              {u"properties"_s, QJsonObject{{u"provisioningState"_s, u"Succeeded"_s}}}},
                     .runtime = {},
                     .operation = {},
                     .text = {}});
            }
        }
        return m_count;
    }

private:
    void add(QJsonObject body)
    {
        if (body.contains(u"subscriptionId"_s) && body.contains(u"displayName"_s)) {
            m_world.subscriptionName = body.value(u"displayName"_s).toString();
            return;
        }
        const auto id = ResourceId::parse(body.value(u"id"_s).toString());
        const ResourceType *type = id && (!id->group.isEmpty()) ? resourceType(id->type()) : nullptr;
        if (!type || (!id->provider.isEmpty() && id->names.isEmpty()))
            return;
        QJsonObject properties = body.value(u"properties"_s).toObject();
        if (const QJsonValue view = properties.take(u"instanceView"_s); view.isObject()) {
            m_power.insert(id->key(), powerIn(view.toObject()));
            body.insert(u"properties"_s, properties);
        }
        body.insert(u"type"_s, type->name());
        if (m_location.isEmpty())
            m_location = body.value(u"location"_s).toString();
        if (!m_world.find(*id))
            ++m_count;
        Resource &resource =
            m_world.add({.id = *id, .body = body, .runtime = {}, .operation = {}, .text = {}});
        type->restored(m_world, resource);
        m_groups.append(id->groupId());
    }

    World &m_world;
    QHash<QString, QString> m_power;
    QHash<QString, QJsonObject> m_views;
    QList<ResourceId> m_groups;
    QString m_location;
    int m_count = 0;
};

} // namespace

Result<int> loadCapture(World &world, const QJsonArray &exchanges)
{
    // Recordings name the subscription in their own ways; here all of it is ours.
    static const QRegularExpression subscription(u"/subscriptions/[^/\"?]+"_s,
                                                 QRegularExpression::CaseInsensitiveOption);
    const QString ours = u"/subscriptions/"_s + world.subscription;
    QString text = QString::fromUtf8(QJsonDocument(exchanges).toJson(QJsonDocument::Compact));
    text.replace(subscription, ours);

    Loader loader(world);
    for (const QJsonValue &item : QJsonDocument::fromJson(text.toUtf8()).array()) {
        const QJsonObject exchange = item.toObject();
        if (exchange.value(u"method"_s).toString() == u"GET"_s && exchange.value(u"status"_s).toInt() == 200)
            loader.take(QUrl(exchange.value(u"url"_s).toString()).path(),
                        exchange.value(u"responseBody"_s).toObject());
    }
    const int count = loader.finish();
    if (count == 0)
        return fail(ErrorKind::Invalid, u"The capture holds no resource that a GET answered."_s);
    return count;
}

QStringList groupsWithVms(const World &world)
{
    QStringList groups;
    for (const auto &[key, vm] : world.ofType(u"Microsoft.Compute/virtualMachines"_s)) {
        if (!groups.contains(vm->id.group, Qt::CaseInsensitive))
            groups.append(vm->id.group);
    }
    return groups;
}

} // namespace skybro::sim
