#include "models/simulator/world.h"

#include "models/simulator/resourcetype.h"

#include <QDateTime>

#include <sstream>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

constexpr qint64 epoch = 1767225600000; // 2026-01-01T00:00:00Z: where time begins when nobody says otherwise
constexpr qint64 rememberOperations = 24LL * 3600 * 1000;

QString typeOfKey(const QString &key)
{
    const auto id = ResourceId::parse(key);
    return id ? id->type().toLower() : QString();
}

} // namespace

World::World(Settings given)
    : settings(given)
    , m_now(epoch)
    , m_random(given.seed)
{
    tenant = guid();
    subscription = guid();
    clientId = guid();
    principal = guid();
    clientSecret = u"sim~"_s + guid().remove(u'-');
}

World::~World() = default;

QString World::timestamp(qint64 at) const
{
    return QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toString(u"yyyy-MM-ddTHH:mm:ss.zzz"_s) +
           u"0000+00:00"_s;
}

void World::advanceTo(qint64 now)
{
    while (!m_due.empty() && m_due.begin()->first <= now) {
        const auto [at, id] = *m_due.begin();
        m_due.erase(m_due.begin());
        m_now = std::max(m_now, at);
        if (auto found = m_operations.find(id); found != m_operations.end() && found->second.inProgress()) {
            Operation &operation = found->second;
            const Resource *resource = find(operation.target);
            operation.held = true;
            const bool holds = hold && resource && operation.error.isEmpty() && hold(operation, *resource);
            if (!holds)
                finish(operation);
        }
    }
    m_now = std::max(m_now, now);
}

std::optional<qint64> World::nextDue() const
{
    return m_due.empty() ? std::nullopt : std::optional(m_due.begin()->first);
}

QString World::chanceState() const
{
    std::ostringstream stream;
    stream << m_random;
    return QString::fromStdString(stream.str());
}

void World::setChanceState(const QString &state)
{
    std::istringstream stream(state.toStdString());
    stream >> m_random;
}

QString World::guid()
{
    const quint64 a = random();
    const quint64 b = random();
    return u"%1-%2-4%3-%4-%5"_s.arg(a >> 32, 8, 16, QLatin1Char('0'))
        .arg((a >> 16) & 0xffff, 4, 16, QLatin1Char('0'))
        .arg(a & 0xfff, 3, 16, QLatin1Char('0'))
        .arg(0x8000 | ((b >> 48) & 0x3fff), 4, 16, QLatin1Char('0'))
        .arg(b & 0xffffffffffff, 12, 16, QLatin1Char('0'));
}

Resource &World::add(Resource resource)
{
    ++revision;
    const QString key = resource.id.key();
    auto &slot = m_types[resource.id.type().toLower()][key];
    slot = std::make_unique<Resource>(std::move(resource));
    return *slot;
}

Resource *World::find(const QString &key)
{
    return const_cast<Resource *>(std::as_const(*this).find(key)); // NOLINT: the const twin does the work
}

const Resource *World::find(const QString &key) const
{
    const QString lower = key.toLower();
    const auto type = m_types.find(typeOfKey(lower));
    if (type == m_types.end())
        return nullptr;
    const auto found = type->second.find(lower);
    return found == type->second.end() ? nullptr : found->second.get();
}

void World::setBody(Resource &resource, const QJsonObject &body)
{
    resource.body = body;
    resource.text.clear();
    ++revision;
}

void World::setProperty(Resource &resource, const QString &name, const QJsonValue &value)
{
    QJsonObject properties = resource.body.value(u"properties"_s).toObject();
    properties.insert(name, value);
    resource.body.insert(u"properties"_s, properties);
    resource.text.clear();
    ++revision;
}

void World::remove(const QString &key)
{
    ++revision;
    const QString lower = key.toLower();
    if (const auto type = m_types.find(typeOfKey(lower)); type != m_types.end())
        type->second.erase(lower);
}

const World::Map &World::ofType(const QString &type) const
{
    static const Map none;
    const auto found = m_types.find(type.toLower());
    return found == m_types.end() ? none : found->second;
}

QList<Resource *> World::inGroup(const ResourceId &group)
{
    const QString prefix = group.groupId().key() + u"/providers/"_s;
    QList<Resource *> list;
    for (auto &[type, map] : m_types) {
        for (auto it = map.lower_bound(prefix); it != map.end() && it->first.startsWith(prefix); ++it)
            list.append(it->second.get());
    }
    return list;
}

QList<const Resource *> World::all() const
{
    QList<const Resource *> list;
    for (const auto &[type, map] : m_types) {
        for (const auto &[key, resource] : map)
            list.append(resource.get());
    }
    return list;
}

Operation &World::begin(const QString &verb, Resource &resource, const QString &path, double share,
                        const QJsonObject &arguments)
{
    ++revision;
    // A little less than the full time, by chance: a burst of starts does not end in one instant.
    const double chance = 0.85 + 0.15 * static_cast<double>(random() % 1000) / 999.0;
    Operation operation;
    operation.id = guid();
    operation.verb = verb;
    operation.target = resource.id.key();
    operation.path = path + u'/' + operation.id;
    operation.status = u"InProgress"_s;
    operation.started = m_now;
    operation.due =
        m_now + static_cast<qint64>(share * chance * static_cast<double>(settings.operationTime.count()));
    operation.arguments = arguments;
    resource.operation = operation.id;
    const QString id = operation.id;
    m_due.emplace(operation.due, id);
    std::erase_if(m_operations, [this](const auto &entry) {
        return !entry.second.inProgress() && entry.second.ended < m_now - rememberOperations;
    });
    return m_operations.insert_or_assign(id, operation).first->second;
}

Operation *World::operation(const QString &id)
{
    const auto found = m_operations.find(id);
    return found == m_operations.end() ? nullptr : &found->second;
}

const Operation *World::operation(const QString &id) const
{
    const auto found = m_operations.find(id);
    return found == m_operations.end() ? nullptr : &found->second;
}

const Operation *World::current(const Resource &resource) const
{
    const Operation *found = resource.operation.isEmpty() ? nullptr : operation(resource.operation);
    return found && found->inProgress() ? found : nullptr;
}

void World::preempt(const QString &id)
{
    Operation *found = operation(id);
    if (!found || !found->inProgress())
        return;
    found->status = u"Canceled"_s;
    found->ended = m_now;
    found->error = ArmError{409, u"OperationPreempted"_s,
                            u"The operation has been preempted by a more recent operation."_s}
                       .toJson();
    ++revision;
}

void World::release(const QString &id, const std::optional<ArmError> &error)
{
    if (Operation *found = operation(id); found && found->inProgress() && found->held)
        finish(*found, error);
}

void World::restore(const Operation &operation)
{
    m_operations.insert_or_assign(operation.id, operation);
    if (operation.inProgress())
        m_due.emplace(operation.due, operation.id);
}

std::optional<ArmError> World::plannedFailure(const QString &name, const QString &verb)
{
    for (PlannedFailure &failure : failures) {
        const bool meant = failure.name == u"*"_s || failure.name.compare(name, Qt::CaseInsensitive) == 0;
        if (!meant || failure.verb != verb || failure.times == 0)
            continue;
        if (failure.times > 0)
            --failure.times;
        return failure.error;
    }
    return {};
}

void World::finish(Operation &operation, const std::optional<ArmError> &error)
{
    ++revision;
    operation.held = false;
    operation.ended = m_now;
    if (error)
        operation.error = error->toJson();
    operation.status = operation.error.isEmpty() ? u"Succeeded"_s : u"Failed"_s;
    Resource *resource = find(operation.target);
    if (!resource)
        return;
    if (resource->operation == operation.id)
        resource->operation.clear();
    if (const ResourceType *type = resourceType(resource->id.type()))
        type->finished(*this, operation, *resource);
}

} // namespace skybro::sim
