#include "models/simulator/resources/network.h"
#include "models/simulator/resources/troubleshoot.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

/// Network Watcher: one in a region. Of its tools there is VPN troubleshooting.
class NetworkWatcher final : public NetworkType
{
public:
    NetworkWatcher()
        : NetworkType(u"Microsoft.Network/networkWatchers"_s)
    {
    }

    Answer<QJsonObject> accept(World &world, const ResourceId &id, const Resource *,
                               const QJsonObject &sent) const override
    {
        if (const auto placed = checkLocation(sent); !placed)
            return std::unexpected(placed.error());
        const QString location = sent.value(u"location"_s).toString();
        for (const auto &[key, other] : world.ofType(name())) {
            if (key != id.key() &&
                other->body.value(u"location"_s).toString().compare(location, Qt::CaseInsensitive) == 0) {
                return refuse(400, u"NetworkWatcherCountLimitReached"_s,
                              u"Cannot create more than 1 network watchers for this subscription in region "
                              "%1: there is %2."_s.arg(location, other->id.text()));
            }
        }
        QJsonObject body = sent;
        body.insert(u"properties"_s, QJsonObject{{u"runningOperationIds"_s, QJsonArray()}});
        return body;
    }

    std::optional<Answer<Response>> call(World &world, Resource &watcher, const QString &verb,
                                         const Request &request) const override
    {
        const bool starts = verb == u"troubleshoot"_s;
        if (request.method != "POST" || !(starts || verb == u"querytroubleshootresult"_s))
            return {};
        const QJsonObject sent = QJsonDocument::fromJson(request.body).object();
        const QString targetId = sent.value(u"targetResourceId"_s).toString();
        const Resource *target = world.find(targetId);
        if (!target || !isTunnel(target->id))
            return std::unexpected(invalidReference(targetId, watcher.id.text()));
        if (starts && propertiesOf(sent).value(u"storagePath"_s).toString().isEmpty()) {
            return refuse(400, u"InvalidRequestFormat"_s,
                          u"Cannot parse the request: storagePath is missing, where the logs go."_s);
        }
        const QJsonObject results = watcher.runtime.value(u"results"_s).toObject();
        if (!starts && !results.contains(target->id.key())) {
            return refuse(404, u"TroubleshootResultNotFound"_s,
                          u"Nothing is known of %1: it has not been troubleshot."_s.arg(targetId));
        }
        return beginAction(world, watcher, verb, starts ? 2 : 0.1,
                           {{u"target"_s, target->id.key()}, {u"started"_s, world.now()}}, Lock::None,
                           request);
    }

    QJsonValue conclude(World &world, const Operation &operation, Resource &watcher) const override
    {
        const QString key = operation.arguments.value(u"target"_s).toString();
        QJsonObject results = watcher.runtime.value(u"results"_s).toObject();
        const Resource *target = world.find(key);
        if (operation.verb == u"troubleshoot"_s && target) {
            results.insert(key,
                           troubleshoot(world, *target, operation.arguments.value(u"started"_s).toInteger()));
            watcher.runtime.insert(u"results"_s, results);
        }
        return results.value(key).toObject();
    }

    double effort(const QString &) const override { return 0; }

private:
    static bool isTunnel(const ResourceId &id)
    {
        const QString type = id.type().toLower();
        return type == u"microsoft.network/connections"_s ||
               type == u"microsoft.network/virtualnetworkgateways"_s;
    }
};

} // namespace

std::unique_ptr<const ResourceType> makeNetworkWatcher()
{
    return std::make_unique<NetworkWatcher>();
}

} // namespace skybro::sim
