#include "models/simulator/resources/network.h"

using namespace Qt::StringLiterals;

namespace skybro::sim {

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
