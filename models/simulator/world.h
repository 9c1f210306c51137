#pragma once

#include "models/simulator/armerror.h"
#include "models/simulator/operation.h"
#include "models/simulator/resourceid.h"

#include <QHash>
#include <QJsonObject>

#include <functional>
#include <map>
#include <memory>
#include <random>

namespace skybro::sim {

class ResourceType;

struct Settings
{
    quint64 seed = 1;
    std::chrono::milliseconds operationTime{8000}; ///< longest time a start takes; other verbs a share of it
    std::chrono::milliseconds latency{0};          ///< of each request
    std::chrono::seconds tokenLifetime{3600};
    std::chrono::milliseconds listLag{0}; ///< how far lists and statusOnly are behind an action
    int pageSize = 200;  ///< of lists with bodies; status and network lists have five times that
    int statusGaps = 50; ///< one in so many VMs in change is without its state in a statusOnly list; 0: none
    bool throttling = true;
};

struct Resource
{
    ResourceId id;
    QJsonObject body;        ///< as GET shows it at rest
    QJsonObject runtime;     ///< what Azure keeps to itself: power state, …
    QString operation;       ///< id of the one under way, or empty
    mutable QByteArray text; ///< body serialised, until it changes
};

/// A start (or another action) that is to fail: stock-outs and the like, by scenario.
struct PlannedFailure
{
    QString name; ///< of the resource; "*" for all
    QString verb;
    ArmError error;
    int times = -1; ///< how often; -1: always
};

/// How the far ends of site-to-site connections behave, by scenario. Holds for what is negotiated from then
/// on.
struct TunnelPlan
{
    QString status = QStringLiteral("Connected"); ///< what a connection comes to, in Azure's words
    QString cause;                                ///< why it is none, as Network Watcher tells it
    qint64 ingress = 42'000;                      ///< bytes a second while it is connected
    qint64 egress = 65'000;
    bool gateway = true; ///< whether the demo cloud has a VPN gateway at all
};

/// Everything the simulated Azure knows: resources, operations, the clock. Deterministic: the same seed and
/// the same requests at the same times give the same answers. One thread.
class World
{
public:
    explicit World(Settings settings = {});
    ~World();
    World(const World &) = delete;
    World &operator=(const World &) = delete;

    // clock
    [[nodiscard]] qint64 now() const { return m_now; } ///< milliseconds since the epoch
    [[nodiscard]] QString timestamp(qint64 at) const;  ///< as Azure writes it
    [[nodiscard]] QString timestamp() const { return timestamp(m_now); }
    /// Lets time pass; operations that are due on the way are finished in order.
    void advanceTo(qint64 now);
    /// When the next operation is due, if one is under way.
    [[nodiscard]] std::optional<qint64> nextDue() const;

    // chance
    [[nodiscard]] quint64 random() { return m_random(); }
    [[nodiscard]] QString chanceState() const; ///< for a state file
    void setChanceState(const QString &state);
    [[nodiscard]] QString guid();
    [[nodiscard]] QString etag() { return QStringLiteral("W/\"%1\"").arg(guid()); }

    // resources
    Resource &add(Resource resource);
    [[nodiscard]] Resource *find(const QString &key);
    [[nodiscard]] const Resource *find(const QString &key) const;
    [[nodiscard]] Resource *find(const ResourceId &id) { return find(id.key()); }
    void setBody(Resource &resource, const QJsonObject &body);
    void setProperty(Resource &resource, const QString &name, const QJsonValue &value);
    void remove(const QString &key);
    using Map = std::map<QString, std::unique_ptr<Resource>>;
    /// All of one type ("Microsoft.Compute/virtualMachines"), by key.
    [[nodiscard]] const Map &ofType(const QString &type) const;
    [[nodiscard]] QList<Resource *> inGroup(const ResourceId &group);
    [[nodiscard]] QList<const Resource *> all() const;

    // operations
    /// Begins one. `share` is its part of the operation time; a little chance is added. 0: done at once.
    Operation &begin(const QString &verb, Resource &resource, const QString &path, double share,
                     const QJsonObject &arguments = {});
    [[nodiscard]] Operation *operation(const QString &id);
    [[nodiscard]] const Operation *operation(const QString &id) const;
    [[nodiscard]] const Operation *current(const Resource &resource) const;
    /// Ends one before its time: a newer one took its place.
    void preempt(const QString &id);
    /// Ends a held one; with an error when what was waited for failed.
    void release(const QString &id, const std::optional<ArmError> &error);
    [[nodiscard]] const std::map<QString, Operation> &operations() const { return m_operations; }
    void restore(const Operation &operation); ///< from a state file

    /// The error a scenario has planned for this, used up by asking.
    [[nodiscard]] std::optional<ArmError> plannedFailure(const QString &name, const QString &verb);

    Settings settings;
    QString tenant;
    QString subscription;
    QString subscriptionName = QStringLiteral("Skybro demo");
    QString clientId;
    QString clientSecret;
    QString principal; ///< object id behind the client
    std::vector<PlannedFailure> failures;
    /// By key of the subnet: private addresses in use, and the key of the interface that has each.
    QHash<QString, QHash<quint32, QString>> addresses;
    QStringList denied; ///< actions of roles this client lacks, with *: "Microsoft.Compute/*/start/action"
    QHash<QString, int> quotas;   ///< family ("standardDSv5Family") or "cores" to vCPUs
    QHash<QString, int> capacity; ///< VM size to how many may run in the region
    TunnelPlan tunnel;
    /// Asked when an operation is due: true holds it until release(), which may be called at once.
    std::function<bool(const Operation &, const Resource &)> hold;
    /// Told after a VM stopped running.
    std::function<void(const Resource &)> stopped;
    quint64 revision = 0; ///< grows with every change

private:
    void finish(Operation &operation, const std::optional<ArmError> &error = {});

    qint64 m_now;
    std::mt19937_64 m_random;
    std::map<QString, Map> m_types; // by type in lower case
    std::map<QString, Operation> m_operations;
    std::multimap<qint64, QString> m_due;
};

} // namespace skybro::sim
