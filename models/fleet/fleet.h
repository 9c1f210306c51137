#pragma once

#include "models/base/error.h"
#include "models/fleet/node.h"

#include <QHash>
#include <QObject>

#include <array>
#include <functional>

namespace skybro::fleet {

/// One thing that happened to one node.
struct NodeChange
{
    enum Kind
    {
        Added,
        Updated,
        Removed
    };
    Kind kind = Updated;
    QString id;        ///< Azure's spelling
    NodeFields fields; ///< what differs; only for Updated
    Node node;         ///< the node after the change; before it for Removed

    bool operator==(const NodeChange &) const = default;
};

struct FleetSummary
{
    int total = 0;
    std::array<int, PowerStateCount> byState{}; ///< indexed by PowerState
    int pending = 0;                            ///< nodes with an action under way
    double costPerHour = 0;                     ///< sum over the nodes whose cost is known
    QString currency;                           ///< of costPerHour; empty when no price is known
    int unknownCosts = 0;                       ///< nodes whose cost is not known: costPerHour lacks them

    [[nodiscard]] int count(PowerState state) const { return byState[static_cast<size_t>(state)]; }
    bool operator==(const FleetSummary &) const = default;
};

/// How old the picture is and why it is not newer.
struct Freshness
{
    QDateTime asOf;               ///< of the last complete answer on power states; invalid before the first
    bool refreshing = false;      ///< a question is under way
    std::optional<Error> problem; ///< of the last try; nothing when it went well
    QDateTime problemSince;       ///< the first of the failures in a row
    QDateTime nextTry;            ///< when it will ask again by itself; invalid when it will not

    bool operator==(const Freshness &) const = default;
};

/// The cluster's cloud nodes: the one truth that table, overview, topology and skybroctl mirror.
///
/// Holds values and tells of changes; a Refresher fills it from Azure, a PowerControl marks what is pending.
/// GUI thread only.
class Fleet : public QObject
{
    Q_OBJECT

public:
    explicit Fleet(QObject *parent = nullptr);

    /// In the order they were first seen. Cheap: shared data.
    [[nodiscard]] const QList<Node> &nodes() const { return m_nodes; }
    /// By ARM id in any case; nullptr when there is none. Valid until the next change.
    [[nodiscard]] const Node *find(const QString &id) const;
    /// All nodes of that name (case-insensitive): two resource groups may each have one.
    [[nodiscard]] QList<Node> findByName(const QString &name) const;

    [[nodiscard]] const FleetSummary &summary() const { return m_summary; }
    [[nodiscard]] const Freshness &freshness() const { return m_freshness; }

    /// Asks for everything anew, now; for F5 and the Refresh button.
    void refresh() { emit refreshWanted(); }
    /// False while nobody looks (window hidden): the fleet is then hardly ever asked for.
    void setWatched(bool watched);
    [[nodiscard]] bool isWatched() const { return m_watched; }

    // For who fills it.
    /// The whole list as it is now: adds, updates, removes. What is pending stays with its node.
    void setNodes(const QList<Node> &nodes);
    /// Updates these and adds those that are new; removes none.
    void update(const QList<Node> &nodes);
    /// Asks for the price of each node anew.
    void setPrices(const std::function<std::optional<Price>(const Node &)> &priceOf);
    /// Marks or, with nothing, unmarks what is under way. Unknown ids are passed over.
    void setPending(const QHash<QString, std::optional<PendingAction>> &pendingById);
    void setFreshness(const Freshness &freshness);

signals:
    /// After the fact, for all changes of one answer together.
    void changed(const QList<skybro::fleet::NodeChange> &changes);
    void freshnessChanged();
    void summaryChanged();
    void watchedChanged(bool watched);
    void refreshWanted();

private:
    void merge(const Node &incoming, QList<NodeChange> &changes);
    /// False, and nothing done, unless what stays is in the order it was, and nothing is new.
    bool mergeInOrder(const QList<Node> &nodes, QList<NodeChange> &changes);
    static void mergeInto(Node &current, const Node &incoming, QList<NodeChange> &changes);
    void reindex();
    void tell(const QList<NodeChange> &changes);

    QList<Node> m_nodes;
    QHash<QString, qsizetype> m_rowByKey;
    FleetSummary m_summary;
    Freshness m_freshness;
    bool m_watched = true;
};

[[nodiscard]] FleetSummary summarize(const QList<Node> &nodes);

} // namespace skybro::fleet
