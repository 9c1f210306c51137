#include "models/simulator/arm.h"

#include "models/simulator/odatafilter.h"
#include "models/simulator/paging.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

bool same(const QString &a, QLatin1StringView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// Any JSON value: QJsonDocument writes objects and arrays only.
QByteArray compact(const QJsonValue &value)
{
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return text.mid(1, text.size() - 2);
}

/// JSON merge patch as Azure's PATCH works: objects are merged, all else replaced; tags are replaced whole.
QJsonObject merged(QJsonObject base, const QJsonObject &patch)
{
    for (auto it = patch.begin(); it != patch.end(); ++it) {
        if (it.value().isNull())
            continue;
        if (it.value().isObject() && it.key() != u"tags"_s)
            base.insert(it.key(), merged(base.value(it.key()).toObject(), it.value().toObject()));
        else
            base.insert(it.key(), it.value());
    }
    return base;
}

/// az sends null for what it does not set; ARM takes it as not there.
QJsonObject withoutNulls(const QJsonObject &object)
{
    QJsonObject kept;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.value().isObject()) {
            kept.insert(it.key(), withoutNulls(it.value().toObject()));
        } else if (it.value().isArray()) {
            QJsonArray array;
            for (const QJsonValue &item : it.value().toArray())
                array.append(item.isObject() ? QJsonValue(withoutNulls(item.toObject())) : item);
            kept.insert(it.key(), array);
        } else if (!it.value().isNull()) {
            kept.insert(it.key(), it.value());
        }
    }
    return kept;
}

Answer<QJsonObject> parseBody(const Request &request)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(request.body, &error);
    if (!document.isObject()) {
        return refuse(400, u"InvalidRequestContent"_s,
                      u"The request content was invalid and could not be deserialized: '%1'."_s.arg(
                          error.errorString()));
    }
    return withoutNulls(document.object());
}

/// A change is refused while another is under way. Network's refusal looks like a throttle and is a lock.
ArmError busyError(const ResourceType &type, const Resource &resource, const Operation &busy)
{
    if (busy.verb == u"delete"_s) {
        return {409, u"OperationNotAllowed"_s,
                u"Operation 'put' is not allowed on '%1' since it is marked for deletion."_s.arg(
                    resource.id.name())};
    }
    if (type.hasEtag()) {
        return {
            429, u"RetryableErrorDueToAnotherOperation"_s,
            u"Operation on resource %1 is being blocked by another operation %2 in progress. Please retry later."_s
                .arg(resource.id.text(), busy.id)};
    }
    return {409, u"Conflict"_s,
            u"The request failed due to conflict with a concurrent request. To resolve it, please refer to "
            "https://aka.ms/activitylog to get more details on the conflicting requests."_s};
}

Answer<void> checkEtag(const Resource *old, const Request &request)
{
    const QByteArray match = request.header("if-match");
    const QByteArray noneMatch = request.header("if-none-match");
    if (noneMatch == "*" && old)
        return refuse(412, u"PreconditionFailed"_s, u"Precondition failed: the resource exists already."_s);
    if (match.isEmpty() || (match == "*" && old))
        return {};
    const QByteArray etag = old ? old->body.value(u"etag"_s).toString().toUtf8() : QByteArray();
    if (match == etag || "W/" + match == etag)
        return {};
    return refuse(412, u"PreconditionFailed"_s,
                  u"Precondition failed. The provided ETag %1 does not match the resource's %2."_s.arg(
                      QString::fromUtf8(match), QString::fromUtf8(etag)));
}

} // namespace

ArmError resourceNotFound(const ResourceId &id)
{
    if (id.provider.isEmpty()) {
        return {404, u"ResourceGroupNotFound"_s, u"Resource group '%1' could not be found."_s.arg(id.group)};
    }
    return {404, u"ResourceNotFound"_s,
            u"The Resource '%1/%2' under resource group '%3' was not found. For more details please go to "
            "https://aka.ms/ARMResourceNotFoundFix"_s.arg(id.type(), id.names.join(u'/'), id.group)};
}

std::optional<Answer<Response>> Arm::handle(const Request &request)
{
    QStringList parts = request.path.split(u'/', Qt::SkipEmptyParts);
    if (parts.size() < 3 || !same(parts.at(0), "subscriptions"_L1))
        return {};
    if (auto polled = poll(request, parts))
        return polled;

    const QString subscriptionKey = u"/subscriptions/"_s + parts.at(1).toLower();
    QString group;
    qsizetype at = 2;
    if (same(parts.at(2), "resourcegroups"_L1)) {
        const ResourceType &type = *resourceType(resourceGroupType);
        if (parts.size() == 3)
            return list(type, subscriptionKey + u'/', {}, request);
        group = parts.at(3);
        const ResourceId groupId{parts.at(1), group, {}, {}, {}};
        if (parts.size() == 4)
            return resource(type, groupId, request);
        if (!m_world.find(groupId))
            return std::unexpected(resourceNotFound(groupId));
        if (parts.size() == 5) {
            if (same(parts.at(4), "resources"_L1) && request.method == "GET")
                return listAll(groupId.key() + u'/', request);
            if (auto called = type.call(m_world, *m_world.find(groupId), parts.at(4).toLower(), request))
                return called;
            return {};
        }
        at = 4;
    } else if (parts.size() == 3 && same(parts.at(2), "resources"_L1) && request.method == "GET") {
        return listAll(subscriptionKey + u'/', request);
    }
    if (at + 2 >= parts.size() || !same(parts.at(at), "providers"_L1))
        return {};

    const QString provider = parts.at(at + 1);
    const QStringList rest = parts.mid(at + 2);
    // providers/Microsoft.Compute/locations/L/virtualMachines: a list over one location
    if (group.isEmpty() && rest.size() == 3 && same(rest.at(0), "locations"_L1)) {
        if (const ResourceType *type = resourceType(provider + u'/' + rest.at(2));
            type && request.method == "GET")
            return list(*type, subscriptionKey + u'/', rest.at(1), request);
        return {};
    }
    ResourceId id{parts.at(1), group, provider, {}, {}};
    for (qsizetype i = 0; i + 1 < rest.size(); i += 2) {
        id.types.append(rest.at(i));
        id.names.append(rest.at(i + 1));
    }
    if (rest.size() % 2 == 0) {
        const ResourceType *type = resourceType(id.type());
        if (group.isEmpty())
            return {};
        if (!type) // …/connections/c/sharedKey/reset
            return call(id.parent(), id.types.last() + u'/' + id.names.last(), request);
        id.provider = type->provider();
        id.types = type->name().split(u'/').mid(1);
        return resource(*type, id, request);
    }
    const QString last = rest.last();
    QStringList listedType = id.types;
    listedType.append(last);
    if (const ResourceType *type = resourceType(provider + u'/' + listedType.join(u'/')); type) {
        if (request.method != "GET")
            return {};
        if (id.names.isEmpty())
            return list(*type,
                        subscriptionKey +
                            (group.isEmpty() ? u"/"_s : u"/resourcegroups/"_s + group.toLower() + u'/'),
                        {}, request);
        if (!m_world.find(id))
            return std::unexpected(resourceNotFound(id));
        return list(*type, id.key() + u'/', {}, request);
    }
    return call(id, last, request);
}

std::optional<Answer<Response>> Arm::call(const ResourceId &id, const QString &verb, const Request &request)
{
    const ResourceType *type = resourceType(id.type());
    if (!type || id.names.isEmpty())
        return {};
    Resource *found = m_world.find(id);
    if (!found)
        return std::unexpected(resourceNotFound(id));
    return type->call(m_world, *found, verb.toLower(), request);
}

Answer<Response> Arm::resource(const ResourceType &type, const ResourceId &id, const Request &request)
{
    Resource *found = m_world.find(id);
    if (request.method == "PUT") {
        if (!id.provider.isEmpty() && !m_world.find(id.groupId()))
            return std::unexpected(resourceNotFound(id.groupId()));
        if (id.names.size() > 1 && !m_world.find(id.parent())) {
            return refuse(
                404, u"ParentResourceNotFound"_s,
                u"Can not perform requested operation on nested resource. Parent resource '%1' not found."_s
                    .arg(id.parent().name()));
        }
        const auto sent = parseBody(request);
        return sent ? answerPut(type, id, *sent, request) : std::unexpected(sent.error());
    }
    if (!found) {
        if (request.method == "DELETE") {
            Response gone;
            gone.status = 204;
            return gone;
        }
        return std::unexpected(resourceNotFound(id));
    }
    if (request.method == "GET")
        return jsonResponse(200, type.show(m_world, *found, request));
    if (request.method == "HEAD") {
        Response head;
        head.status = 204;
        return head;
    }
    if (request.method == "PATCH") {
        const auto sent = parseBody(request);
        if (!sent)
            return std::unexpected(sent.error());
        // What is shown has the children that stand in an array: they stay.
        return answerPut(type, found->id, merged(type.show(m_world, *found, request), *sent), request);
    }
    if (request.method == "DELETE")
        return answerDelete(type, *found, request);
    return refuse(405, u"MethodNotAllowed"_s,
                  u"The http method '%1' is not supported for this resource."_s.arg(
                      QString::fromLatin1(request.method)));
}

Answer<Resource *> Arm::put(const ResourceType &type, const ResourceId &id, const QJsonObject &sent)
{
    Resource *old = m_world.find(id);
    auto accepted = type.accept(m_world, id, old, sent);
    if (!accepted)
        return std::unexpected(accepted.error());
    QJsonObject body = *accepted;
    if (const auto fit = type.fits(m_world, id, body); !fit)
        return std::unexpected(fit.error());
    const ResourceId &named = old ? old->id : id;
    body.insert(u"id"_s, named.text());
    body.insert(u"name"_s, named.name());
    body.insert(u"type"_s, type.name());
    QJsonObject properties = body.value(u"properties"_s).toObject();
    properties.insert(u"provisioningState"_s, type.effort(u"put"_s) == 0 ? u"Succeeded"_s
                                              : old                      ? u"Updating"_s
                                                                         : type.stateWhileMade());
    body.insert(u"properties"_s, properties);
    if (type.hasEtag())
        body.insert(u"etag"_s, m_world.etag());
    if (old)
        m_world.setBody(*old, body);
    else
        old = &m_world.add({.id = id, .body = body, .runtime = {}, .operation = {}, .text = {}});
    type.stored(m_world, *old);
    return old;
}

Answer<Arm::Change> Arm::change(const ResourceType &type, const ResourceId &id, const QJsonObject &sent)
{
    const Resource *old = m_world.find(id);
    if (old && m_world.current(*old))
        return std::unexpected(busyError(type, *old, *m_world.current(*old)));
    const bool isNew = !old;
    const auto stored = put(type, id, sent);
    if (!stored)
        return std::unexpected(stored.error());
    const double effort = isNew ? type.effortOfCreation() : type.effort(u"put"_s);
    if (effort == 0)
        return Change{*stored, nullptr, isNew};
    Operation &operation =
        m_world.begin(u"put"_s, **stored, operationsPath(type, **stored), effort, {{u"new"_s, isNew}});
    if (const auto failure = m_world.plannedFailure(id.name(), isNew ? u"create"_s : u"update"_s))
        operation.error = failure->toJson();
    return Change{*stored, &operation, isNew};
}

Answer<Response> Arm::answerPut(const ResourceType &type, const ResourceId &id, const QJsonObject &sent,
                                const Request &request)
{
    if (type.hasEtag()) {
        if (const auto fits = checkEtag(m_world.find(id), request); !fits)
            return std::unexpected(fits.error());
    }
    const auto changed = change(type, id, sent);
    if (!changed)
        return std::unexpected(changed.error());
    const auto &[resource, operation, isNew] = *changed;
    const int status = type.putIsAccepted() && operation ? 202 : isNew ? 201 : 200;
    Response response = jsonResponse(status, type.show(m_world, *resource, request));
    if (!operation)
        return response;
    response.with("x-ms-request-id", operation->id.toLatin1());
    return tellOperation(response, m_world, *operation, request, type.putIsAccepted());
}

Answer<Response> Arm::answerDelete(const ResourceType &type, Resource &resource, const Request &request)
{
    if (type.hasEtag()) {
        if (const auto fits = checkEtag(&resource, request); !fits)
            return std::unexpected(fits.error());
    }
    if (const auto may = type.mayDelete(m_world, resource); !may)
        return std::unexpected(may.error());
    const double effort = type.effort(u"delete"_s);
    Response response;
    if (effort == 0) {
        const Resource gone = resource;
        m_world.remove(gone.id.key());
        type.deleted(m_world, gone);
        return response;
    }
    response.status = 202;
    const Operation *busy = m_world.current(resource);
    if (!busy || busy->verb != u"delete"_s) {
        if (busy)
            m_world.preempt(busy->id);
        const bool group = resource.id.provider.isEmpty();
        const QString path = group ? u"/subscriptions/%1/operationresults"_s.arg(resource.id.subscription)
                                   : operationsPath(type, resource);
        Operation &operation = m_world.begin(u"delete"_s, resource, path, effort);
        if (const auto failure = m_world.plannedFailure(resource.id.name(), u"delete"_s))
            operation.error = failure->toJson();
        m_world.setProperty(resource, u"provisioningState"_s, u"Deleting"_s);
        busy = &operation;
    }
    response.with("x-ms-request-id", busy->id.toLatin1());
    if (resource.id.provider.isEmpty()) { // Azure's resource groups know Location only
        response.with("Location", (request.origin() + busy->path + u"?api-version="_s +
                                   request.parameter(u"api-version"_s))
                                      .toUtf8());
        return response.with("Retry-After", "1");
    }
    return tellOperation(response, m_world, *busy, request, true);
}

Answer<Response> Arm::list(const ResourceType &type, const QString &prefix, const QString &location,
                           const Request &request) const
{
    Pager pager(request, type.pageSize(m_world, request));
    const bool shout = type.shoutsGroup() && !prefix.contains("/resourcegroups/"_L1);
    const qsizetype depth = type.name() == resourceGroupType ? 0 : type.name().count(u'/');
    const World::Map &map = m_world.ofType(type.name());
    bool more = false;
    for (auto it = map.lower_bound(std::max(prefix, pager.after())); it != map.end(); ++it) {
        const auto &[key, resource] = *it;
        if (!key.startsWith(prefix))
            break;
        if (!pager.wants(key) || resource->id.names.size() != depth)
            continue;
        if (!location.isEmpty() &&
            resource->body.value(u"location"_s).toString().compare(location, Qt::CaseInsensitive) != 0)
            continue;
        if (pager.isFull()) {
            more = true;
            break;
        }
        const bool plain = type.showsBody(m_world, *resource, request);
        QByteArray text = plain ? resource->text : QByteArray();
        if (text.isEmpty())
            text = compact(type.show(m_world, *resource, request));
        if (plain)
            resource->text = text;
        if (shout) {
            const QByteArray group = "/resourceGroups/" + resource->id.group.toUtf8() + '/';
            text.replace("\"id\":\"/subscriptions/" + resource->id.subscription.toUtf8() + group +
                             "providers/Microsoft.Compute/virtualMachines/",
                         "\"id\":\"/subscriptions/" + resource->id.subscription.toUtf8() +
                             "/resourceGroups/" + resource->id.group.toUpper().toUtf8() +
                             "/providers/Microsoft.Compute/virtualMachines/");
        }
        pager.add(key, text);
    }
    return pager.toResponse(more);
}

Response Arm::listAll(const QString &prefix, const Request &request) const
{
    const auto filter = ODataFilter::parse(request.parameter(u"$filter"_s).toLower());
    if (!filter) {
        return ArmError{400, u"InvalidFilterInQueryString"_s,
                        u"Invalid $filter '%1' specified in the query string: %2."_s.arg(
                            request.parameter(u"$filter"_s), filter.error())}
            .toResponse();
    }
    const auto wanted = [&filter](const ResourceId &id) {
        return (*filter)({{u"resourceType"_s, id.type().toLower()},
                          {u"resourceGroup"_s, id.group.toLower()},
                          {u"name"_s, id.name().toLower()}});
    };
    std::map<QString, const Resource *> sorted;
    for (const Resource *resource : m_world.all()) {
        const bool topLevel =
            resource->id.names.size() == 1 && resource->id.provider != u"Microsoft.Resources"_s;
        if (topLevel && resource->id.key().startsWith(prefix) && wanted(resource->id))
            sorted.emplace(resource->id.key(), resource);
    }
    Pager pager(request, m_world.settings.pageSize * 5);
    bool more = false;
    for (const auto &[key, resource] : sorted) {
        if (!pager.wants(key))
            continue;
        if (pager.isFull()) {
            more = true;
            break;
        }
        QJsonObject brief;
        for (const auto &field :
             {u"id"_s, u"name"_s, u"type"_s, u"location"_s, u"tags"_s, u"sku"_s, u"zones"_s}) {
            if (resource->body.contains(field))
                brief.insert(field, resource->body.value(field));
        }
        pager.add(key, compact(brief));
    }
    return pager.toResponse(more);
}

std::optional<Answer<Response>> Arm::poll(const Request &request, const QStringList &parts)
{
    const QString kind = parts.at(parts.size() - 2).toLower();
    const bool results = kind == u"operationresults"_s;
    if (request.method != "GET" || (kind != u"operations"_s && kind != u"diskoperations"_s &&
                                    kind != u"operationstatuses"_s && !results))
        return {};
    const Operation *operation = m_world.operation(parts.last().toLower());
    if (!operation ||
        parts.at(1).compare(ResourceId::parse(operation->target)->subscription, Qt::CaseInsensitive) != 0) {
        return refuse(404, u"NotFound"_s, u"The entity was not found in this Azure location."_s);
    }
    const bool monitor = results || request.parameter(u"monitor"_s) == u"true"_s;
    const qint64 seconds = std::clamp<qint64>(m_world.settings.operationTime.count() / 4000, 1, 10);
    if (monitor) {
        Response response;
        if (operation->inProgress()) {
            response.status = 202;
            response.with("Location", (request.origin() + QString::fromUtf8(request.target)).toUtf8());
            return response.with("Retry-After", QByteArray::number(seconds));
        }
        if (!operation->error.isEmpty())
            return jsonResponse(operation->error.value(u"status"_s).toInt(409),
                                {{u"error"_s, operation->error}});
        const Resource *made = m_world.find(operation->target);
        if (operation->verb == u"put"_s && made)
            return jsonResponse(200, resourceType(made->id.type())->show(m_world, *made, request));
        if (!operation->result.isNull() && operation->result != QJsonObject()) {
            response.body = compact(operation->result);
            return response.with("Content-Type", "application/json; charset=utf-8");
        }
        response.status = operation->verb == u"delete"_s && results && parts.size() > 4 ? 204 : 200;
        return response;
    }
    QJsonObject told;
    const bool network = operation->path.contains("/Microsoft.Network/"_L1);
    if (!network) {
        told.insert(u"startTime"_s, m_world.timestamp(operation->started));
        if (!operation->inProgress())
            told.insert(u"endTime"_s, m_world.timestamp(operation->ended));
        told.insert(u"name"_s, operation->id);
    }
    told.insert(u"status"_s, operation->status);
    if (!operation->inProgress() && !operation->result.isNull())
        told.insert(u"properties"_s, operation->result);
    if (!operation->inProgress() && !operation->error.isEmpty())
        told.insert(u"error"_s, operation->error);
    const Resource *made = m_world.find(operation->target);
    if (operation->status == u"Succeeded"_s && operation->verb == u"put"_s && kind == u"diskoperations"_s &&
        made)
        told.insert(u"properties"_s, QJsonObject{{u"output"_s, made->body}});
    Response response = jsonResponse(200, told);
    if (operation->inProgress())
        response.with("Retry-After", QByteArray::number(seconds));
    return response;
}

} // namespace skybro::sim
