#pragma once

#include "models/base/pooljob.h"
#include "models/fleet/fleet.h"
#include "models/topology/layout.h"
#include "models/topology/topologyinput.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <optional>

namespace skybro::topology {

/// A topology and where its parts are drawn.
struct Picture
{
    Topology topology;
    Layout layout;
};

/// How often Azure is asked for its networks, which change when somebody changes them. Tests shorten it.
struct FeedPolicy
{
    std::chrono::milliseconds atRest{60'000};     ///< while somebody looks: a tunnel's state, mostly
    std::chrono::milliseconds backoffBase{5'000}; ///< after the first failure; doubles with each
    std::chrono::milliseconds backoffCap{300'000};
    std::chrono::milliseconds gather{300}; ///< changes of nodes within this make one picture
};

/// The picture of a site's networks, kept as Azure and the fleet have it while somebody looks. Built and laid
/// out on a pool thread. On errors the old picture stays. GUI thread only; the fleet outlives it.
class TopologyFeed : public QObject
{
    Q_OBJECT

public:
    /// Starts a question for all networks (TopologyQuery).
    using Ask = std::function<JobOf<NetworkLists> *()>;

    TopologyFeed(Ask ask, fleet::Fleet *fleet, site::Site site, FeedPolicy policy = {},
                 QObject *parent = nullptr);
    ~TopologyFeed() override;

    /// Nothing before the first answer.
    [[nodiscard]] std::shared_ptr<const Picture> picture() const { return m_picture; }
    /// Of the last try; nothing when it went well.
    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }
    [[nodiscard]] QDateTime problemSince() const { return m_problemSince; }
    [[nodiscard]] QDateTime nextTry() const;

    /// While nobody looks, nothing is asked and nothing drawn.
    void setWatched(bool watched);
    /// What passes through a tunnel, as probes say; `connection`: its id in Azure.
    void setTraffic(const QString &connection, TunnelTraffic traffic);
    /// Asks anew, now.
    void refresh();

signals:
    /// A new picture, or another problem.
    void changed();

private:
    void take(const Result<NetworkLists> &lists);
    void askLater(std::chrono::milliseconds after);
    void drawLater();
    [[nodiscard]] bool nodesAreTold() const;
    void draw();

    Ask m_ask;
    fleet::Fleet *m_fleet;
    site::Site m_site;
    FeedPolicy m_policy;
    std::optional<NetworkLists> m_lists;
    QHash<QString, TunnelTraffic> m_traffic;
    std::shared_ptr<const Picture> m_picture;
    std::optional<Error> m_problem;
    QDateTime m_problemSince;
    int m_failures = 0;
    QPointer<Job> m_question;
    QPointer<Job> m_drawing;
    QTimer m_askTimer;
    QTimer m_drawTimer;
    bool m_isWatched = false;
    bool m_isStale = false;     ///< something changed since the last drawing began
    bool m_nodesAreTold = true; ///< as it was drawn last
};

} // namespace skybro::topology
