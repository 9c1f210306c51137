#include "models/simulator/resources/children.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

void dropAllBut(World &world, const Resource &parent, const ResourceType &type, const QSet<QString> &kept)
{
    const QString prefix = parent.id.key() + u'/';
    QList<Resource> gone;
    const World::Map &map = world.ofType(type.name());
    for (auto it = map.lower_bound(prefix); it != map.end() && it->first.startsWith(prefix); ++it) {
        if (!kept.contains(it->first))
            gone.append(*it->second);
    }
    for (const Resource &child : gone) {
        world.remove(child.id.key());
        type.deleted(world, child);
    }
}

} // namespace

Answer<void> checkChildren(World &world, const ResourceId &parent, const QJsonArray &sent,
                           const QString &typeSegment)
{
    const ResourceType &type = *resourceType(parent.type() + u'/' + typeSegment);
    QSet<QString> named;
    for (const QJsonValue &item : sent) {
        const ResourceId id = parent.child(typeSegment, item.toObject().value(u"name"_s).toString());
        named.insert(id.key());
        if (const auto accepted = type.accept(world, id, world.find(id), item.toObject()); !accepted)
            return std::unexpected(accepted.error());
    }
    const QString prefix = parent.key() + u'/';
    const World::Map &map = world.ofType(type.name());
    for (auto it = map.lower_bound(prefix); it != map.end() && it->first.startsWith(prefix); ++it) {
        if (!named.contains(it->first)) {
            if (const auto may = type.mayDelete(world, *it->second); !may)
                return may;
        }
    }
    return {};
}

void storeChildren(World &world, Resource &parent, const QString &typeSegment)
{
    const ResourceType &type = *resourceType(parent.id.type() + u'/' + typeSegment);
    QJsonObject body = parent.body;
    QJsonObject properties = body.value(u"properties"_s).toObject();
    const QJsonArray sent = properties.take(typeSegment).toArray();
    body.insert(u"properties"_s, properties);
    world.setBody(parent, body);

    QSet<QString> named;
    for (const QJsonValue &item : sent) {
        const ResourceId id = parent.id.child(typeSegment, item.toObject().value(u"name"_s).toString());
        named.insert(id.key());
        Resource *old = world.find(id);
        auto accepted = type.accept(world, id, old, item.toObject());
        if (!accepted)
            continue; // checkChildren() has asked before
        QJsonObject child = *accepted;
        QJsonObject inside = child.value(u"properties"_s).toObject();
        inside.insert(u"provisioningState"_s, u"Succeeded"_s);
        child.insert(u"id"_s, id.text());
        child.insert(u"name"_s, id.name());
        child.insert(u"type"_s, type.name());
        child.insert(u"etag"_s, world.etag());
        child.insert(u"properties"_s, inside);
        if (old)
            world.setBody(*old, child);
        else
            old = &world.add({.id = id, .body = child, .runtime = {}, .operation = {}, .text = {}});
        type.stored(world, *old);
    }
    dropAllBut(world, parent, type, named);
}

void dropChildren(World &world, const Resource &parent, const QString &typeSegment)
{
    dropAllBut(world, parent, *resourceType(parent.id.type() + u'/' + typeSegment), {});
}

void restoreChildren(World &world, Resource &parent, const QString &typeSegment)
{
    QJsonObject body = parent.body;
    QJsonObject properties = body.value(u"properties"_s).toObject();
    const QJsonArray children = properties.take(typeSegment).toArray();
    body.insert(u"properties"_s, properties);
    world.setBody(parent, body);
    for (const QJsonValue &item : children) {
        const ResourceId id = parent.id.child(typeSegment, item.toObject().value(u"name"_s).toString());
        world.add({.id = id, .body = item.toObject(), .runtime = {}, .operation = {}, .text = {}});
    }
}

QJsonObject withChildren(const World &world, const Resource &parent, const QStringList &typeSegments,
                         const Request &request)
{
    QJsonObject body = parent.body;
    QJsonObject properties = body.value(u"properties"_s).toObject();
    const QString prefix = parent.id.key() + u'/';
    for (const QString &segment : typeSegments) {
        const ResourceType &type = *resourceType(parent.id.type() + u'/' + segment);
        QJsonArray children;
        const World::Map &map = world.ofType(type.name());
        for (auto it = map.lower_bound(prefix); it != map.end() && it->first.startsWith(prefix); ++it)
            children.append(type.show(world, *it->second, request));
        properties.insert(segment, children);
    }
    body.insert(u"properties"_s, properties);
    return body;
}

QJsonArray siblingsWith(const World &world, const ResourceId &child, const QJsonObject &body)
{
    QJsonArray all;
    const QString prefix = child.parent().key() + u'/';
    const World::Map &map = world.ofType(child.type());
    for (auto it = map.lower_bound(prefix); it != map.end() && it->first.startsWith(prefix); ++it) {
        if (it->first != child.key())
            all.append(it->second->body);
    }
    QJsonObject named = body;
    named.insert(u"name"_s, child.name());
    all.append(named);
    return all;
}

} // namespace skybro::sim
